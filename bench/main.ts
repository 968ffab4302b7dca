/** `npm run bench`: the same operations by every peer, on one server, in one run. */
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { divideCpus, pin } from './cpus.js'
import { BenchDatabase } from './database.js'
import { DelayedServer } from './delayed-server.js'
import { describeRun, isBusy, type LeftOut } from './describe-run.js'
import { checkEquality } from './check-equality.js'
import { repositoryFolder } from './folders.js'
import { measure } from './measure.js'
import { readOptions, type Options } from './options.js'
import { PeerProcess } from './peer-process.js'
import { operationOf } from './operations.js'
import { isMeasuredFar, peers, type PeerName } from './peers.js'
import { Pgbench } from './pgbench.js'
import { writeReport } from './report/write-report.js'
import { summaryText } from './report/summary-text.js'
import { givenServer, startServer, type Server } from './server.js'
import type { Workload } from './workload.js'

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Opens peers, each in a process of its own. */
async function openPeers(options: Options, names: readonly PeerName[], url: string, workload: Workload) {
  const opened: PeerProcess[] = []
  const leftOut: LeftOut[] = []
  for (const name of names) {
    const peer = new PeerProcess(name, options.profile)
    try {
      const { connections, baseline } = options
      await peer.open({ url, connections, workload, baseline })
      opened.push(peer)
    } catch (error) {
      await peer.close()
      const [firstLine = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
      // It gets into docs/: where this checkout lies is nobody's business.
      const reason = firstLine.replaceAll(repositoryFolder, '')
      leftOut.push({ title: peers[name].title, reason })
      say(`${peers[name].title} is NOT measured: ${reason}`)
    }
  }
  return { opened, leftOut }
}

interface Run {
  readonly options: Options
  readonly server: Server
  /** What has to be undone in the end, last things first. */
  readonly cleanUp: (() => unknown)[]
  /** Aborted when somebody wants an end before the end. */
  readonly signal: AbortSignal
}

async function run({ options, server, cleanUp, signal }: Run): Promise<void> {
  const [load = 0] = loadavg()
  if (isBusy(load)) say(`The machine is busy (load ${load.toFixed(1)}): these figures will be noisy`)
  const cpus = options.pin && server.pid !== null ? divideCpus() : null
  if (cpus !== null && server.pid !== null) pin(server.pid, cpus.server)

  say(`Seeding ${options.products} products`)
  const database = await BenchDatabase.create(server.url, options.products)
  cleanUp.push(() => database.drop())
  const workload = await database.readWorkload(options.products)
  signal.throwIfAborted()

  say(`Opening ${options.peers.length} peers, each in a process of its own`)
  const { opened, leftOut } = await openPeers(options, options.peers, database.url, workload)
  const byDelay = new Map<number, readonly PeerProcess[]>([[0, opened]])
  const track = (some: readonly PeerProcess[]) => {
    cleanUp.push(() => Promise.all(some.map((peer) => peer.close())))
    // What waits for an answer fails, and so comes to its end.
    signal.addEventListener('abort', () => some.forEach((peer) => peer.kill()))
    signal.throwIfAborted()
  }
  track(opened)
  if (options.operations.some((name) => operationOf(name).isMeasuredFar === true)) {
    for (const delayMs of options.delaysMs) {
      const delayed = await DelayedServer.open(database.url, delayMs)
      cleanUp.push(() => delayed.close())
      if (cpus !== null && delayed.pid !== undefined) pin(delayed.pid, cpus.server)
      const names = opened.map(({ name }) => name).filter((name) => isMeasuredFar(name))
      const far = await openPeers(options, names, delayed.url, workload)
      byDelay.set(delayMs, far.opened)
      track(far.opened)
    }
  }
  const pgbench = options.pgbench ? Pgbench.for(server, database.url, workload, cpus?.client ?? null) : null
  if (pgbench !== null) cleanUp.push(() => pgbench.close())
  else
    leftOut.push({
      title: 'pgbench',
      reason: options.pgbench ? 'the server is not ours' : 'left out by option',
    })
  if (cpus !== null) {
    for (const { pid } of [...byDelay.values()].flat()) if (pid !== undefined) pin(pid, cpus.client)
  }

  for (const operation of options.operations) {
    const compared = await checkEquality(database, opened, operation)
    say(`${operation}: the same from every peer (${compared} compared)`)
  }
  const began = new Date()
  const measurements = await measure({
    options,
    database,
    peers: byDelay,
    pgbench,
    serverPid: server.pid,
    say,
  })
  const description = await describeRun({ options, database, cpus, leftOut, began, load })

  process.stdout.write(summaryText(measurements))
  if (options.json !== null) {
    writeFileSync(options.json, JSON.stringify({ description, measurements }, null, 2))
  }
  if (options.write) for (const file of await writeReport(description, measurements)) say(`Wrote ${file}`)
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === null) return
  const server = options.url === null ? startServer() : givenServer(options.url)
  const cleanUp: (() => unknown)[] = [() => server.stop()]
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interruption.abort(new Error('stopped')))
  }
  try {
    await run({ options, server, cleanUp, signal: interruption.signal })
  } finally {
    for (const undo of cleanUp.reverse()) await undo()
  }
}

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
