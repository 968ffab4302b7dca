import { beforeEach, describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

const run = (sql: string) => db.execute(query<undefined, object>(sql))

/** The months from now that have a partition: 0 is this one. */
async function months(): Promise<number[]> {
  const rows = await db.many(
    query<undefined, { readonly month: number }>(`
      select (extract(year from age) * 12 + extract(month from age))::int as month
      from pg_inherits
      cross join lateral age(
        to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM')::timestamp,
        date_trunc('month', now() at time zone 'UTC')
      ) as age
      where inhparent = 'analytics_events'::regclass
      order by 1`),
  )
  return rows.map(({ month }) => month)
}

/** Makes the partition of a month so many before this one, and an event on its first day. Returns that day. */
async function addOldMonth(before: number): Promise<string> {
  const { day } = await db.one(
    query<{ readonly before: number }, { readonly day: string }>(`
      select (date_trunc('month', now() at time zone 'UTC') - make_interval(months => :before!))::date::text as day`),
    { before },
  )
  await run(`select ensure_analytics_partitions('${day}', '${day}')`)
  await run(`insert into analytics_events (occurred_at, event_type) values ('${day} 12:00:00+00', 'old')`)
  return day
}

beforeEach(async () => {
  await run('delete from analytics_events')
  await run('delete from analytics_dirty_days')
  await run('delete from analytics_daily')
})

describe('analytics.ensurePartitions', () => {
  it('makes this month and those after it, once', async () => {
    expect(await db.analytics.ensurePartitions({ monthsAhead: 1 })).toBe(2)
    expect(await months()).toEqual([0, 1])
    expect(await db.analytics.ensurePartitions()).toBe(2)
    expect(await months()).toEqual([0, 1, 2, 3])
    expect(await db.analytics.ensurePartitions()).toBe(0)
  })

  it('gives a partition what its table has', async () => {
    const { rows } = await db.one(
      query<undefined, { readonly rows: readonly string[] }>(`
        select array_agg(conname::text order by conname) as rows from pg_constraint
        where contype = 'c' and conrelid = (select min(inhrelid::oid) from pg_inherits where inhparent = 'analytics_events'::regclass)
          and conname not in (select conname from pg_constraint where conrelid = 'analytics_events'::regclass)`),
    )
    expect(rows).toBeNull()
  })
})

describe('analytics.dropOldPartitions', () => {
  it('drops the months before those that are kept, oldest first, and keeps their counts', async () => {
    await db.analytics.ensurePartitions({ monthsAhead: 0 })
    const days = [await addOldMonth(15), await addOldMonth(14), await addOldMonth(13)]
    for (const day of days) await db.analytics.rollUp({ day })
    expect(await db.analytics.dropOldPartitions()).toBe(2)
    expect(await months()).toContain(-13)
    expect(await months()).not.toContain(-14)
    for (const day of days) {
      await db.analytics.rollUp({ day })
      const counts = await db.analytics.listDays({ eventTypes: ['old'], from: day, to: day })
      expect(counts).toMatchObject([{ day, eventCount: 1 }])
    }
    expect(await db.analytics.dropOldPartitions({ keepMonths: 12 })).toBe(1)
    expect(await months()).not.toContain(-13)
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('keeps a month with events that were not counted', async () => {
    const day = await addOldMonth(20)
    expect(await db.analytics.dropOldPartitions()).toBe(0)
    await db.analytics.rollUp({ day })
    expect(await db.analytics.dropOldPartitions()).toBe(1)
  })

  it.each([2, 121, 3.5])('refuses to keep %s months', async (keepMonths) => {
    const dropped = db.analytics.dropOldPartitions({ keepMonths })
    expect(await rejection(dropped, InvalidInputError)).toMatchObject({ field: 'keepMonths' })
  })
})

describe('analytics.maintain', () => {
  it('does all of it once, and reports what it did', async () => {
    await db.analytics.ensurePartitions({ monthsAhead: 0 })
    await addOldMonth(30)
    await db.analytics.track([{ eventType: 'seen', visitorId: newId() }])
    await run(`insert into analytics_salts (day, salt) values
      ('2026-01-01', decode(repeat('5a', 32), 'hex')),
      ((now() at time zone 'UTC')::date - 2, decode(repeat('5b', 32), 'hex')),
      ((now() at time zone 'UTC')::date - 1, decode(repeat('5c', 32), 'hex'))`)
    expect(await db.analytics.maintain({ monthsAhead: 6 })).toEqual({
      partitionsMade: 3,
      partitionsDropped: 1,
      daysRolledUp: 2,
      saltsDeleted: 2,
    })
    expect(await db.analytics.maintain({ monthsAhead: 6 })).toEqual({
      partitionsMade: 0,
      partitionsDropped: 0,
      daysRolledUp: 0,
      saltsDeleted: 0,
    })
    const { count } = await db.one(
      query<undefined, { readonly count: number }>('select count(*) from analytics_salts'),
    )
    expect(count).toBe(2)
  })

  it('counts no more days than it may', async () => {
    const days = [await addOldMonth(5), await addOldMonth(4), await addOldMonth(3)]
    expect(await db.analytics.maintain({ maxDays: 2 })).toMatchObject({ daysRolledUp: 2 })
    const counted = await db.analytics.listDays({
      eventTypes: ['old'],
      from: days[0] ?? '',
      to: days[2] ?? '',
    })
    expect(counted.map(({ day }) => day)).toEqual(days.slice(0, 2))
    expect(await db.analytics.maintain({ maxDays: 2 })).toMatchObject({ daysRolledUp: 1 })
  })

  it('goes on after a day that the server refuses to count, and drops old months, before it says so', async () => {
    const days = [await addOldMonth(30), await addOldMonth(5), await addOldMonth(4)]
    await run(`alter table analytics_daily add constraint ck_refused check (day <> '${days[1]}') not valid`)
    const error = await rejection(db.analytics.maintain(), ConstraintError)
    await run('alter table analytics_daily drop constraint ck_refused')
    expect(error.kind).toBe('check')
    const counted = await db.analytics.listDays({
      eventTypes: ['old'],
      from: days[1] ?? '',
      to: days[2] ?? '',
    })
    expect(counted.map(({ day }) => day)).toEqual([days[2]])
    expect(await months()).not.toContain(-30)
    expect(await db.analytics.maintain()).toMatchObject({ daysRolledUp: 1 })
  })
})
