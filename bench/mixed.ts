/** `npm run bench -- mixed`: quick and slow statements at the same time, by the peers that matter for it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { divideCpus, pin } from './cpus.js'
import { BenchDatabase } from './database.js'
import { repositoryFolder } from './folders.js'
import type { MixedLoad, MixedResult } from './mixed-load.js'
import { PeerProcess } from './peer-process.js'
import { peers, type PeerName } from './peers.js'
import { milliseconds, percent, rate } from './report/figures.js'
import { seededId } from './seeded-id.js'
import { givenServer, startServer } from './server.js'
import { median, quantile } from './statistics.js'
import type { Workload } from './workload.js'

const { values: given } = parseArgs({
  args: process.argv.slice(3),
  allowNegative: true,
  options: {
    peers: { type: 'string', default: 'souk,pg,pg-prepared,postgres' },
    rounds: { type: 'string', default: '5' },
    duration: { type: 'string', default: '1500' },
    connections: { type: 'string', default: '10' },
    baseline: { type: 'string' },
    url: { type: 'string' },
    build: { type: 'boolean', default: true }, // read by run.sh
    write: { type: 'boolean', default: false }, // docs/bench-mixed.md
    pin: { type: 'boolean', default: true },
  },
})

/** The time a message waits for the lock of its conversation's row. */
const lockedMs = 1_500
/** The loads, each beside the one without what is slow. */
const idle = { lookups: 0, naps: 0, message: null, seed: 1 }
const loads = {
  '24 by id': { ...idle, lookups: 24 },
  '24 by id beside 8 of 20 ms': { ...idle, lookups: 24, naps: 8 },
  '16 by id': { ...idle, lookups: 16 },
  '16 by id beside a message that waits': { ...idle, lookups: 16, message: newMessage() },
  '32 by id': { ...idle, lookups: 32 },
} as const satisfies Readonly<Record<string, Omit<MixedLoad, 'durationMs'>>>

type LoadName = keyof typeof loads

function newMessage() {
  // As seed.sql gives buyers to conversations.
  return {
    conversationId: seededId('conversation', 1),
    senderId: seededId('user', 2),
    content: 'Still there?',
  }
}

/** Holds the lock that a message needs for as long as `work` runs, but no longer than it is to wait. */
async function locked<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select from conversations where id = $1 for update', [newMessage().conversationId])
    const working = work()
    await sleep(lockedMs)
    await client.query('commit')
    return await working
  } finally {
    await client.end()
  }
}

const say = (text: string) => process.stderr.write(`${text}\n`)
const names = given.peers.split(',').filter((name): name is PeerName => name in peers)
const rounds = Number(given.rounds)
const server = given.url === undefined ? startServer() : givenServer(given.url)
const cleanUp: (() => unknown)[] = [() => server.stop()]
try {
  const cpus = given.pin && server.pid !== null ? divideCpus() : null
  if (cpus !== null && server.pid !== null) pin(server.pid, cpus.server)
  const database = await BenchDatabase.create(server.url, 20_000)
  cleanUp.push(() => database.drop())
  const workload = await database.readWorkload(20_000)
  const opened = await Promise.all(names.map((name) => open(name, database.url, workload)))
  cleanUp.push(() => Promise.all(opened.map((peer) => peer.close())))
  if (cpus !== null) for (const { pid } of opened) if (pid !== undefined) pin(pid, cpus.client)
  const [head, ...lines] = table(await measure(opened, database.url))
  process.stdout.write(aligned([head, ...lines]))
  if (given.write) await writeFile(join(repositoryFolder, 'docs/bench-mixed.md'), page(head, lines))
} finally {
  for (const undo of cleanUp.reverse()) await undo()
}

async function open(name: PeerName, url: string, workload: Workload): Promise<PeerProcess> {
  const peer = new PeerProcess(name, null)
  await peer.open({ url, connections: Number(given.connections), workload, baseline: given.baseline ?? null })
  return peer
}

type Results = ReadonlyMap<PeerName, Readonly<Record<LoadName, readonly MixedResult[]>>>

/** Round by round, each peer once a round and load: a machine that is slower for a while is so for all. */
async function measure(opened: readonly PeerProcess[], url: string): Promise<Results> {
  const results = new Map(
    opened.map(({ name }) => [
      name,
      Object.fromEntries(Object.keys(loads).map((load) => [load, []])) as unknown as Record<
        LoadName,
        MixedResult[]
      >,
    ]),
  )
  // Round 0 warms up.
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? 'warming up' : `round ${round} of ${rounds}`)
    for (const name of Object.keys(loads) as LoadName[]) {
      const load = { ...loads[name], durationMs: Number(given.duration), seed: round + 1 }
      for (let n = 0; n < opened.length; n++) {
        const peer = opened[(n + round) % opened.length]
        if (peer === undefined) continue
        const run = () => peer.mixed(load)
        const result = load.message === null ? await run() : await locked(url, run)
        if (round > 0) results.get(peer.name)?.[name].push(result)
      }
    }
  }
  return results
}

type Line = readonly string[]

function table(results: Results): [Line, ...Line[]] {
  const perSecond = (all: readonly MixedResult[], count: (one: MixedResult) => number) =>
    median(all.map((one) => (count(one) / one.elapsedMs) * 1000))
  const lookups = (all: readonly MixedResult[]) => perSecond(all, ({ lookupMs }) => lookupMs.length)
  const p99 = (all: readonly MixedResult[]) => median(all.map(({ lookupMs }) => quantile(lookupMs, 0.99)))
  const most = (all: readonly MixedResult[]) => median(all.map(({ lookupMs }) => quantile(lookupMs, 1)))
  const head = [
    '',
    '24 by id',
    'beside naps',
    'lost',
    'naps',
    '16 by id p99',
    'beside a wait',
    '×',
    'most',
    '32 by id',
  ]
  const lines = [...results].map(([name, of]) => {
    const alone = lookups(of['24 by id'])
    const beside = lookups(of['24 by id beside 8 of 20 ms'])
    const usual = p99(of['16 by id'])
    const held = p99(of['16 by id beside a message that waits'])
    return [
      peers[name].title,
      rate(alone),
      rate(beside),
      percent(1 - beside / alone),
      rate(perSecond(of['24 by id beside 8 of 20 ms'], ({ naps }) => naps)),
      milliseconds(usual),
      milliseconds(held),
      (held / usual).toFixed(2),
      milliseconds(most(of['16 by id beside a message that waits'])),
      rate(lookups(of['32 by id'])),
    ]
  })
  return [head, ...lines]
}

/** A table for a terminal. */
function aligned([head, ...lines]: readonly [Line, ...Line[]]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  )
  return [head, ...lines]
    .map(
      (line) =>
        `${line.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ')}\n`,
    )
    .join('')
}

function page(head: Line, lines: readonly Line[]): string {
  const row = (cells: Line) => `| ${cells.join(' | ')} |`
  return [
    '<!-- Made by npm run bench -- mixed --write; never edit. -->',
    '',
    '# Mixed loads',
    '',
    'Quick statements beside slow ones, on the same server in one run: `npm run bench -- mixed`. Look-ups of products by id',
    'are counted a second; their waits are milliseconds.',
    '',
    row(head),
    row(head.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...lines.map(row),
    '',
    '- **beside naps**: 24 callers by id, and 8 callers of a statement that takes 20 ms; *lost* is what the first lose, *naps*',
    '  how many of the others were done a second. With 10 connections and one statement at a time that is at most 400.',
    `- **beside a wait**: 16 callers by id while a message waits ${lockedMs / 1_000} s for the lock of a row; × is the 99th`,
    '  percentile of the look-ups as a multiple of what it is without, *most* the longest of them.',
    `- A pool of ${given.connections} connections each; medians of ${rounds} rounds of ${Number(given.duration) / 1_000} s, in turn; server and clients on a CPU of their own.`,
    '',
  ].join('\n')
}
