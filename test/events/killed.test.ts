/** Workers that are killed at each of their steps: nothing is lost, and what is written in the transaction is there once. */

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { aggregates, publishCounted, upTo, type Counted } from '../setup/events/counted.js'
import { until } from '../setup/events/until.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'

const { db, test } = await openMarket()
/** The number of kills at each of all steps, by hand; else one at each of those behind which most is at stake. */
const byHand = process.env['SOUK_EVENTS_KILLS']
const rounds = Number(byHand ?? 1)

const gravest = [
  'numberEvents:end',
  'claimEventShards:end',
  'handler',
  'advanceEventShard:start',
  'advanceEventShard:end',
]
const steps =
  byHand === undefined
    ? gravest
    : [...gravest, 'numberEvents:start', 'claimEventShards:start', 'readEventShards:end', 'query:start']

const program = fileURLToPath(new URL('programs/killed-worker.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** Runs a worker until it has killed itself. */
function killedAt(step: string): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', tsx, program, test.url, step], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('error', reject)
    child.on('exit', (_, signal) => resolve(signal))
  })
}

interface Effect {
  readonly consumer: string
  readonly aggregateId: string
  readonly position: number
  readonly n: number
}

const readEffects = query<undefined, Effect>(
  `select effects.consumer, event_log.aggregate_id, effects.position, effects.n
  from effects join event_log on event_log.position = effects.position
  order by effects.id`,
)

describe('workers that are killed', () => {
  it('lose nothing, keep the order, and write in a transaction once', async (context) => {
    if (!test.multiSession) context.skip('the embedded server takes no connections of other processes')
    await db.execute(
      query<undefined, never>(
        'create table effects (id bigint generated always as identity, consumer text, position bigint, n integer)',
      ),
    )
    const ids = aggregates(12)
    let n = 0
    const writer = { isOver: false }
    const writing = (async () => {
      while (!writer.isOver) {
        n++
        await Promise.all(ids.map((id) => publishCounted(db, id, 1, n)))
        // Slowly: the workers must come along with it.
        await sleep(100)
      }
    })()
    const todo = Array.from({ length: rounds }, () => steps).flat()
    const signals: (NodeJS.Signals | null)[] = []
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        for (let step = todo.pop(); step !== undefined; step = todo.pop()) signals.push(await killedAt(step))
      }),
    )
    writer.isOver = true
    await writing
    expect(signals.filter((signal) => signal === 'SIGKILL')).toHaveLength(steps.length * rounds)
    const write = query<Omit<Effect, 'aggregateId'>, never>(
      'insert into effects (consumer, position, n) values (:consumer!, :position!, :n!)',
      { consumer: 'text', position: 'int8', n: 'int4' },
    )
    const options = { types: ['test.counted'], pollMs: 5, leaseMs: 2_000 } as const
    await db.events.consume(
      'outside',
      async ({ position, payload }: Counted) => {
        await db.execute(write, { consumer: 'outside', position, n: payload.n })
      },
      options,
    )
    await db.events.consume(
      'inside',
      async ({ position, payload }: Counted, { tx }) => {
        await tx.execute(write, { consumer: 'inside', position, n: payload.n })
      },
      { ...options, inTransaction: true },
    )
    const countEffects = query<undefined, { readonly done: number }>(
      'select count(distinct (consumer, position))::integer as done from effects',
    )
    await until(async () => (await db.one(countEffects)).done === 2 * 12 * n)
    const effects = await db.many(readEffects)
    for (const id of ids) {
      const numbers = (consumer: string) =>
        effects.filter((each) => each.consumer === consumer && each.aggregateId === id).map((each) => each.n)
      expect(numbers('inside')).toEqual(upTo(n))
      // Outside of a transaction an event may come again, and then those behind it do too.
      expect([...new Set(numbers('outside'))]).toEqual(upTo(n))
    }
    expect(await db.events.listFailures({ consumer: 'outside' })).toEqual([])
    expect(await db.events.listFailures({ consumer: 'inside' })).toEqual([])
  })
})
