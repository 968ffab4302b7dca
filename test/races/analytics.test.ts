/** Events are written while days are counted and partitions come and go, on a server: nothing is lost or counted twice. */

import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { manyCallers } from '../setup/races/many-callers.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

const dayMs = 86_400_000
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
const today = dayOf(Date.now())
const weekAgo = dayOf(Date.now() - 7 * dayMs)
const run = (sql: string) => db.execute(query<undefined, object>(sql))

function events(eventType: string, count: number, sellerId = newId()) {
  return Array.from({ length: count }, (_, n) => ({
    id: newId(),
    eventType,
    occurredAt: new Date(Date.now() - (n % 4) * dayMs),
    visitorId: `visitor ${n % 7}`,
    sellerId,
  }))
}

/** The number of events of a kind, by their table and by the counts of days. */
async function counts(eventType: string): Promise<readonly [written: number, counted: number]> {
  const { written } = await db.one(
    query<{ readonly eventType: string }, { readonly written: number }>(
      'select count(*) as written from analytics_events where event_type = :eventType!',
    ),
    { eventType },
  )
  const days = await db.analytics.listDays({ eventTypes: [eventType], from: weekAgo, to: today })
  return [written, days.reduce((sum, { eventCount }) => sum + eventCount, 0)]
}

/** Repeats a call until some others are done. */
async function meanwhile(work: Promise<unknown>, call: () => Promise<unknown>): Promise<void> {
  const state = { isDone: false }
  const done = work.finally(() => {
    state.isDone = true
  })
  while (!state.isDone) await call()
  await done
}

describe('events that are written while days are counted', () => {
  it('are all counted once nothing is marked, by one session or many', async () => {
    const batches = Array.from({ length: 40 }, (_, n) => events('raced', n % 3 === 0 ? 120 : 10))
    const written = Promise.all(
      Array.from({ length: 4 }, async (_, lane) => {
        for (const batch of batches.filter((_one, n) => n % 4 === lane)) {
          await (lane === 3
            ? caller().transaction((tx) => tx.analytics.track(batch))
            : caller().analytics.track(batch))
        }
      }),
    )
    await Promise.all([
      meanwhile(written, () => caller().analytics.rollUp({ from: weekAgo, to: today })),
      meanwhile(written, () => caller().analytics.maintain()),
      meanwhile(written, () => caller().analytics.maintain()),
    ])
    await db.analytics.maintain()
    const total = batches.reduce((sum, batch) => sum + batch.length, 0)
    expect(await counts('raced')).toEqual([total, total])
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('leave a mark if counting did not see them', async () => {
    await db.analytics.track(events('seen', 4))
    await db.transaction(async (tx) => {
      await tx.analytics.track(events('unseen', 4))
      await db.analytics.maintain()
      expect(await counts('unseen')).toEqual([0, 0])
    })
    expect(await findBrokenInvariants(db)).toEqual([])
    expect(await db.analytics.maintain()).toMatchObject({ daysRolledUp: 4 })
    expect(await counts('unseen')).toEqual([4, 4])
  })

  it('are counted by the one who waited for another count', async () => {
    await db.analytics.track(events('first', 1))
    let second: Promise<unknown> | undefined
    await db.transaction(async (tx) => {
      await tx.analytics.rollUp({ day: today })
      second = caller().analytics.rollUp({ day: today })
      await blockedBackends(db, 1)
      // Maintenance leaves the day to the one who is at it.
      await caller().analytics.track(events('second', 1))
      expect(await caller().analytics.maintain()).toMatchObject({ daysRolledUp: 0 })
    })
    await second
    expect(await counts('second')).toEqual([1, 1])
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('the same batch, from many callers at once', () => {
  it.each([5, 150])('is there once, with %i events', async (count) => {
    const eventType = `same_${count}`
    for (let round = 0; round < 5; round++) {
      const batch = events(eventType, count)
      await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          n % 4 === 0
            ? caller().transaction((tx) => tx.analytics.track(batch.toReversed()))
            : caller().analytics.track(n % 2 === 0 ? batch : batch.toReversed()),
        ),
      )
    }
    await db.analytics.maintain()
    expect(await counts(eventType)).toEqual([5 * count, 5 * count])
  })
})

describe('partitions that are made and dropped while events are written', () => {
  it('lose no event, however many sessions do so', async () => {
    for (let round = 0; round < 4; round++) {
      const eventType = `partitioned_${round}`
      // As at the first event of a month that nobody made a partition for.
      await run(`
        do $$
        declare name text;
        begin
          for name in select inhrelid::regclass::text from pg_inherits where inhparent = 'analytics_events'::regclass
          loop
            execute format('drop table %I', name);
          end loop;
          delete from analytics_dirty_days;
          delete from analytics_daily;
        end $$`)
      const written = Promise.all(
        Array.from({ length: 24 }, (_, n) =>
          caller().analytics.track(events(eventType, n % 2 === 0 ? 150 : 8)),
        ),
      )
      const made = Promise.all(Array.from({ length: 8 }, () => caller().analytics.ensurePartitions()))
      const maintained = Promise.all(Array.from({ length: 4 }, () => caller().analytics.maintain()))
      await Promise.all([written, made, maintained])
      await db.analytics.maintain()
      expect(await counts(eventType)).toEqual([12 * 158, 12 * 158])
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('are dropped once by any number of maintenances, and never before their days are counted', async () => {
    for (let before = 14; before <= 19; before++) {
      const day = `(date_trunc('month', now() at time zone 'UTC') - make_interval(months => ${before}))::date`
      await run(`select ensure_analytics_partitions(${day}, ${day})`)
      await run(
        `insert into analytics_events (occurred_at, event_type) select ${day} + interval '36 hours', 'old'`,
      )
    }
    const written = Promise.all(
      Array.from({ length: 20 }, () => caller().analytics.track(events('beside', 150))),
    )
    const reports = await Promise.all(Array.from({ length: 10 }, () => caller().analytics.maintain()))
    await written
    let dropped = reports.reduce((sum, { partitionsDropped }) => sum + partitionsDropped, 0)
    for (let again = 0; again < 50 && dropped < 6; again++) {
      dropped += (await db.analytics.maintain()).partitionsDropped
    }
    expect(dropped).toBe(6)
    const { old } = await db.one(
      query<undefined, { readonly old: number }>(
        `select count(*) as old from analytics_daily where event_type = 'old' and dimension = 'all'`,
      ),
    )
    expect(old).toBe(6)
    await db.analytics.maintain()
    expect(await counts('beside')).toEqual([3000, 3000])
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('wait for no transaction that reads or writes, and hold nobody up', async () => {
    const day = `(date_trunc('month', now() at time zone 'UTC') - make_interval(months => 30))::date`
    await run(`select ensure_analytics_partitions(${day}, ${day})`)
    await db.transaction(async (tx) => {
      await tx.analytics.track(events('open', 2))
      expect(await caller().analytics.dropOldPartitions()).toBe(0)
      expect(await caller().analytics.ensurePartitions({ monthsAhead: 7 })).toBeGreaterThan(0)
    })
    expect(await db.analytics.dropOldPartitions()).toBe(1)
  })
})

describe('the salt of a day, asked for by many processes at once', () => {
  it('is one: a visitor has one pseudonym', async () => {
    await run('delete from analytics_salts')
    const productId = newId()
    const others = Array.from({ length: 12 }, () => caller())
    await Promise.all(
      others.map((other) =>
        other.transaction((tx) => tx.analytics.track([{ eventType: 'salted', visitorId: 'one', productId }])),
      ),
    )
    const { visitors } = await db.one(
      query<undefined, { readonly visitors: number }>(
        `select count(distinct visitor) as visitors from analytics_events where event_type = 'salted'`,
      ),
    )
    expect(visitors).toBe(1)
  })
})
