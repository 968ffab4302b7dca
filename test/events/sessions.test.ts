/** Several sessions of a real server: commits out of order, a writer that stays open, lapsed leases, ended connections. */

import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { newId } from '../../src/repositories/new-id.js'
import {
  aggregates,
  counted,
  numbersOf,
  publishCounted,
  upTo,
  type Counted,
} from '../setup/events/counted.js'
import { until } from '../setup/events/until.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { openMany } from '../setup/races/open-many.js'

const { db, test } = await openMarket()
/** The time that one writer stays open: half a minute by hand. */
const openMs = Number(process.env['SOUK_EVENTS_OPEN_MS'] ?? 1_000)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded server has one session, so nothing races')
})

const makeCounters = query<undefined, never>(
  'create table counters (id uuid primary key, n integer not null)',
)
const addCounter = query<{ readonly id: string }, never>('insert into counters (id, n) values (:id!, 0)')
const count = query<{ readonly id: string }, { readonly n: number }>(
  'update counters set n = n + 1 where id = :id! returning n',
)
const touch = query<undefined, never>('create table if not exists touched (id uuid)')

describe('events of many sessions', () => {
  it('are neither lost nor doubled nor out of order, although transactions commit out of order', async () => {
    await db.execute(makeCounters)
    await db.execute(touch)
    const note = query<{ readonly id: string }, never>('insert into touched (id) values (:id!)')
    const ids = aggregates(12)
    for (const id of ids) await db.execute(addCounter, { id })
    const databases = openMany(test.url)
    const handled: Counted[] = []
    const workers = await Promise.all(
      databases.slice(0, 3).map((each) =>
        each.events.consume('ordered', (event: Counted) => void handled.push(event), {
          types: counted,
          startAt: 'now',
          pollMs: 5,
          batch: 7,
        }),
      ),
    )
    const published = new Map<string, number>()
    const write = async (writer: number, n: number) => {
      const id = ids[(writer * 7 + n * 5) % ids.length] ?? ''
      const each = databases[writer % databases.length] ?? db
      await each
        .transaction(async (tx) => {
          // Half of them draw their number of a transaction before they have the lock of the aggregate.
          if (n % 2 === 0) await tx.execute(note, { id })
          const { n: counted } = await tx.one(count, { id })
          await publishCounted(tx, id, 1, counted)
          if (n % 20 === 3) throw new Error('rolled back')
          return counted
        })
        .then(
          (counted) => published.set(id, Math.max(counted, published.get(id) ?? 0)),
          () => undefined,
        )
    }
    const open = newId()
    let hasCommitted = false
    const staysOpen = db.transaction(async (tx) => {
      await publishCounted(tx, open, 1)
      await sleep(openMs)
      hasCommitted = true
    })
    await Promise.all(
      Array.from({ length: 10 }, async (_, writer) => {
        for (let n = 0; n < 40; n++) await write(writer, n)
      }),
    )
    const total = () => [...published.values()].reduce((sum, n) => sum + n, 0)
    await until(() => handled.length >= total())
    // A writer that stays open holds up nobody.
    if (openMs >= 10_000) expect(hasCommitted).toBe(false)
    await staysOpen
    await until(() => handled.length > total())
    await Promise.all(workers.map((worker) => worker.stop()))
    for (const id of ids) expect(numbersOf(handled, id)).toEqual(upTo(published.get(id) ?? 0))
    expect(numbersOf(handled, open)).toEqual([1])
    expect(new Set(handled.map(({ position }) => position)).size).toBe(handled.length)
  })

  it('are written exactly once by workers whose leases lapse in the midst of a handler', async () => {
    const ids = aggregates(6)
    await db.execute(query<undefined, never>('create table lapsed (position bigint, n integer)'))
    const write = query<{ readonly position: number; readonly n: number }, never>(
      'insert into lapsed (position, n) values (:position!, :n!)',
      { position: 'int8', n: 'int4' },
    )
    const lapse = query<undefined, never>(
      `update event_consumers set leased_until = '-infinity' where name = 'lapsing' and leased_until > now()`,
    )
    const databases = openMany(test.url)
    let slowOnes = 0
    const workers = await Promise.all(
      databases.slice(0, 2).map((each) =>
        each.events.consume(
          'lapsing',
          async ({ position, payload }: Counted, { tx }) => {
            await tx.execute(write, { position, n: payload.n })
            if (payload.n % 5 !== 0 || slowOnes >= 12) return
            slowOnes++
            // Another worker takes the shard, and this one must not be heard any more.
            await db.execute(lapse)
            await sleep(50)
          },
          {
            types: counted,
            inTransaction: true,
            startAt: 'now',
            pollMs: 5,
            batch: 3,
            onError: () => undefined,
          },
        ),
      ),
    )
    for (const id of ids) await publishCounted(db, id, 20)
    const figures = query<undefined, { readonly rows: number; readonly events: number }>(
      'select count(*)::integer as rows, count(distinct position)::integer as events from lapsed',
    )
    await until(async () => (await db.one(figures)).events === 120)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(await db.one(figures)).toEqual({ rows: 120, events: 120 })
    expect(slowOnes).toBe(12)
  })

  it('go on when connections are ended, and no lost connection counts as a failure', async () => {
    const ids = aggregates(8)
    const name = 'ended workers'
    const other = createDatabase({ url: test.url, applicationName: name })
    await db.execute(query<undefined, never>('create table ended (position bigint, n integer)'))
    const write = query<{ readonly position: number; readonly n: number }, never>(
      'insert into ended (position, n) values (:position!, :n!)',
      { position: 'int8', n: 'int4' },
    )
    const consumer = await other.events.consume(
      'ended',
      async ({ position, payload }: Counted, { tx }) => {
        await tx.execute(write, { position, n: payload.n })
      },
      {
        types: counted,
        inTransaction: true,
        startAt: 'now',
        pollMs: 5,
        batch: 5,
        leaseMs: 1_000,
        onError: () => undefined,
      },
    )
    const killer = await startConnectionKiller(test.url, { applicationName: name, seed: 1, pauseMs: 20 })
    for (let round = 0; round < 25; round++) {
      await Promise.all(ids.map((id) => publishCounted(db, id, 4, round * 4 + 1)))
    }
    await until(() => killer.killed >= 3)
    await killer.stop()
    const figures = query<undefined, { readonly rows: number; readonly events: number }>(
      'select count(*)::integer as rows, count(distinct position)::integer as events from ended',
    )
    await until(async () => (await db.one(figures)).events === 800)
    expect(await db.one(figures)).toEqual({ rows: 800, events: 800 })
    expect(await db.events.listFailures({ consumer: 'ended' })).toEqual([])
    await consumer.stop()
    await other.close()
  })
})
