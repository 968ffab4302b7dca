import { describe, expect, it } from 'vitest'
import type { TrackEventInput } from '../../src/index.js'
import { DatabaseError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

const dayMs = 86_400_000
const hourMs = 3_600_000
const dayOf = (time: Date | number) => new Date(time).toISOString().slice(0, 10)
/** Yesterday at noon: the visitors of a time that long ago are known, and the day is over. */
const noon = Date.parse(`${dayOf(Date.now() - dayMs)}T12:00:00Z`)
const yesterday = dayOf(noon)
const at = (ms: number) => new Date(noon + ms)

const event = (eventType: string, visitorId: string, ms: number, more: Partial<TrackEventInput> = {}) => ({
  eventType,
  visitorId,
  occurredAt: at(ms),
  ...more,
})

describe('analytics.rollUp', () => {
  it('counts a day by kind, thing and currency, as often as it is asked to', async () => {
    const subject = { productId: newId(), sellerId: newId(), streamId: newId() }
    const sold = { ...subject, valueMinor: 500 }
    await db.analytics.track([
      event('rolled', 'one', 0, subject),
      event('rolled', 'one', 1, subject),
      event('rolled', 'two', 2, subject),
      event('rolled', 'one', 3, { ...sold, currency: 'AED' }),
      event('rolled', 'two', 3, { ...sold, currency: 'AED' }),
      event('rolled', 'two', 3, { ...sold, currency: 'USD' }),
      event('rolled', 'three', 4),
      { eventType: 'rolled', occurredAt: at(5) },
    ])
    const first = await db.analytics.rollUp({ day: yesterday })
    expect(first).toEqual({ days: 1, changed: 12 })
    expect(await db.analytics.rollUp({ from: yesterday, to: yesterday })).toEqual({ days: 1, changed: 0 })
    const wanted = { eventTypes: ['rolled'], from: yesterday, to: yesterday }
    const inAed = { currency: 'AED', eventCount: 2, visitorCount: 2, valueMinor: 1000 }
    const inUsd = { currency: 'USD', eventCount: 1, visitorCount: 1, valueMinor: 500 }
    const free = { currency: null, valueMinor: null }
    expect(await db.analytics.listDays(wanted)).toMatchObject([
      inAed,
      inUsd,
      { ...free, eventCount: 5, visitorCount: 3 },
    ])
    for (const [dimension, id] of [
      ['product', subject.productId],
      ['seller', subject.sellerId],
      ['stream', subject.streamId],
    ] as const) {
      expect(await db.analytics.listDays({ ...wanted, subject: { dimension, id } })).toMatchObject([
        inAed,
        inUsd,
        { ...free, eventCount: 3, visitorCount: 2 },
      ])
    }
  })

  it('counts each day by UTC, to its last moment', async () => {
    const productId = newId()
    const midnight = noon + 12 * hourMs
    await db.analytics.track(
      [midnight - 1, midnight].map((time) => ({
        eventType: 'at_midnight',
        productId,
        occurredAt: new Date(time),
      })),
    )
    await db.analytics.rollUp({ from: yesterday, to: dayOf(midnight) })
    const days = await db.analytics.listDays({
      subject: { dimension: 'product', id: productId },
      eventTypes: ['at_midnight'],
      from: yesterday,
      to: dayOf(midnight),
    })
    expect(days).toMatchObject([
      { day: yesterday, eventCount: 1 },
      { day: dayOf(midnight), eventCount: 1 },
    ])
  })

  it('forgets the counts of events that were deleted', async () => {
    await db.analytics.track([event('deleted', 'one', 0)])
    await db.analytics.rollUp({ day: yesterday })
    await db.execute(query<undefined, object>(`delete from analytics_events where event_type = 'deleted'`))
    expect(await db.analytics.maintain()).toMatchObject({ daysRolledUp: 1 })
    const wanted = { eventTypes: ['deleted'], from: yesterday, to: yesterday }
    expect(await db.analytics.listDays(wanted)).toEqual([])
  })

  it('is refused where it could not see what was written meanwhile', async () => {
    const rolledUp = db.transaction((tx) => tx.analytics.rollUp({ day: yesterday }), {
      isolation: 'repeatable read',
    })
    expect(await rejection(rolledUp, DatabaseError)).toMatchObject({ sqlState: '25001' })
  })

  it.each<readonly [field: string, input: unknown]>([
    ['day', { day: '2026-02-30' }],
    ['day', { day: new Date() }],
    ['to', { from: '2026-02-02', to: '2026-02-01' }],
    ['to', { from: '2026-01-01', to: '2027-02-05' }],
    ['from', { to: '2026-02-01' }],
    ['to', { day: '2026-02-01', to: '2026-02-01' }],
  ])('refuses a bad %s', async (field, input) => {
    expect(await rejection(db.analytics.rollUp(input as { day: string }), InvalidInputError)).toMatchObject({
      field,
    })
  })
})

describe('a day of values that no number holds', () => {
  it('is counted and read all the same', async () => {
    const sellerId = newId()
    const value = { sellerId, valueMinor: Number.MAX_SAFE_INTEGER, currency: 'AED' }
    await db.analytics.track(Array.from({ length: 1_100 }, () => event('payment_completed', 'one', 0, value)))
    await db.analytics.rollUp({ day: yesterday })
    const subject = { dimension: 'seller', id: sellerId } as const
    const days = { subject, eventTypes: ['payment_completed'], from: yesterday, to: yesterday }
    expect(await db.analytics.listDays(days)).toMatchObject([
      { eventCount: 1_100, valueMinor: Number.MAX_SAFE_INTEGER },
    ])
  })
})

describe('analytics.top', () => {
  it('lists the things with the most events of some days, and of two with as many the first by id', async () => {
    const ids = [newId(), newId(), newId(), newId()]
    const [most = '', some = '', asMany = '', other = ''] = ids
    const events = [most, most, most, some, some, asMany, asMany].map((productId, n) =>
      event('topped', `visitor ${n % 2}`, n % 3 === 0 ? -dayMs : 0, { productId }),
    )
    await db.analytics.track([...events, event('other_kind', 'one', 0, { productId: other })])
    await db.analytics.maintain()
    const days = { from: dayOf(noon - dayMs), to: yesterday }
    const input = { eventType: 'topped', dimension: 'product', ...days } as const
    expect(await db.analytics.top(input)).toMatchObject([
      { subjectId: most, eventCount: 3 },
      { subjectId: some, eventCount: 2 },
      { subjectId: asMany, eventCount: 2 },
    ])
    expect(await db.analytics.top({ ...input, limit: 1 })).toMatchObject([{ subjectId: most }])
    expect(await db.analytics.top({ ...input, dimension: 'seller' })).toEqual([])
  })

  it.each([{ dimension: 'all' }, { limit: 101 }, { eventType: 'Ä' }, { to: '2020-01-01' }])(
    'refuses a bad %o',
    async (bad) => {
      const input = { eventType: 'x', dimension: 'product', from: yesterday, to: yesterday, ...bad }
      const [field] = Object.keys(bad)
      expect(await rejection(db.analytics.top(input as never), InvalidInputError)).toMatchObject({ field })
    },
  )
})

describe('analytics.sellerDashboard', () => {
  it('lists each day, with those on which nothing happened', async () => {
    const sellerId = newId()
    const sold = { sellerId, valueMinor: 700, currency: 'AED' }
    await db.analytics.track([
      event('product_viewed', 'one', 0, { sellerId }),
      event('product_viewed', 'one', 1, { sellerId }),
      event('product_viewed', 'two', 1, { sellerId }),
      event('product_saved', 'one', 2, { sellerId }),
      event('offer_made', 'one', 3, { sellerId }),
      event('payment_completed', 'one', 4, sold),
      event('payment_completed', 'two', 4, { ...sold, currency: 'USD' }),
      event('seller_viewed', 'one', 5, { sellerId }),
      event('product_viewed', 'one', 0, { sellerId: newId() }),
    ])
    await db.analytics.rollUp({ day: yesterday })
    const before = dayOf(noon - dayMs)
    expect(await db.analytics.sellerDashboard({ sellerId, from: before, to: yesterday })).toEqual([
      { day: before, views: 0, visitors: 0, saves: 0, offers: 0, sales: 0, values: [] },
      {
        day: yesterday,
        views: 3,
        visitors: 2,
        saves: 1,
        offers: 1,
        sales: 2,
        values: [
          { currency: 'AED', valueMinor: 700 },
          { currency: 'USD', valueMinor: 700 },
        ],
      },
    ])
  })
})

describe('analytics.funnel', () => {
  const steps = ['step_a', 'step_b', 'step_c']
  const from = at(-hourMs)
  const to = at(hourMs)
  const countsOf = async (input: { steps: readonly string[]; withinMs?: number; from?: Date; to?: Date }) =>
    (await db.analytics.funnel({ from, to, ...input })).map(({ visitorCount }) => visitorCount)

  it('counts the visitors who took the steps in their order', async () => {
    await db.analytics.track([
      ...['all', 'two', 'one'].map((visitor) => event('step_a', visitor, 0)),
      ...['all', 'two'].map((visitor) => event('step_b', visitor, 1000)),
      event('step_c', 'all', 2000),
      // Turned around, and without the first.
      event('step_b', 'turned', 0),
      event('step_a', 'turned', 1),
      event('step_c', 'last alone', 3),
      // A step that comes again counts once.
      event('step_b', 'all', 3000),
      { eventType: 'step_a', occurredAt: at(0) },
    ])
    expect(await db.analytics.funnel({ steps, from, to })).toEqual([
      { eventType: 'step_a', visitorCount: 4 },
      { eventType: 'step_b', visitorCount: 2 },
      { eventType: 'step_c', visitorCount: 1 },
    ])
  })

  it('finds the latest start that is near enough, and not only the first', async () => {
    await db.analytics.track([
      event('near_a', 'again', 0),
      event('near_b', 'again', 10_000),
      event('near_a', 'again', 20_000),
      event('near_b', 'again', 21_000),
      event('near_c', 'again', 22_000),
      event('near_a', 'too late', 0),
      event('near_b', 'too late', 1000),
      event('near_c', 'too late', 2001),
    ])
    const near = ['near_a', 'near_b', 'near_c']
    expect(await countsOf({ steps: near, withinMs: 2000 })).toEqual([2, 2, 1])
    expect(await countsOf({ steps: near, withinMs: 2001 })).toEqual([2, 2, 2])
    expect(await countsOf({ steps: near, withinMs: 999 })).toEqual([2, 0, 0])
  })

  it('takes a kind more than once, and steps of one moment in their order', async () => {
    await db.analytics.track([
      event('same', 'twice', 0),
      event('same', 'twice', 1),
      event('same', 'once', 0),
      event('now_b', 'moment', 5),
      event('now_a', 'moment', 5),
    ])
    expect(await countsOf({ steps: ['same', 'same'] })).toEqual([2, 1])
    expect(await countsOf({ steps: ['now_a', 'now_b'] })).toEqual([1, 1])
  })

  it('takes up to six steps', async () => {
    const six = ['six_1', 'six_2', 'six_3', 'six_4', 'six_5', 'six_6']
    await db.analytics.track(six.map((step, n) => event(step, 'six', n)))
    await db.analytics.track(six.slice(0, 5).map((step, n) => event(step, 'five', n)))
    expect(await countsOf({ steps: six })).toEqual([2, 2, 2, 2, 2, 1])
  })

  it('leaves out what is before its time, and at its end', async () => {
    await db.analytics.track([event('edge_a', 'edge', 0), event('edge_b', 'edge', 10)])
    const edges = ['edge_a', 'edge_b']
    expect(await countsOf({ steps: edges, from: at(0), to: at(11) })).toEqual([1, 1])
    expect(await countsOf({ steps: edges, from: at(0), to: at(10) })).toEqual([1, 0])
    expect(await countsOf({ steps: edges, from: at(1), to: at(11) })).toEqual([0, 0])
  })

  it.each([
    ['steps', { steps: ['one'] }],
    ['steps', { steps: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['steps[1]', { steps: ['a', 'B'] }],
    ['to', { steps, to: from }],
    ['to', { steps, to: at(32 * dayMs) }],
    ['withinMs', { steps, withinMs: dayMs + 1 }],
  ])('refuses bad %s', async (field, bad) => {
    expect(await rejection(db.analytics.funnel({ from, to, ...bad }), InvalidInputError)).toMatchObject({
      field,
    })
  })
})

it('leaves nothing that is counted wrongly', async () => {
  await db.analytics.maintain()
  expect(await findBrokenInvariants(db)).toEqual([])
})
