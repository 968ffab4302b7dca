import { describe, expect, it } from 'vitest'
import type { TrackEventInput } from '../../src/index.js'
import { ConflictError, ConstraintError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

const dayMs = 86_400_000
const ago = (ms: number) => new Date(Date.now() - ms)
const view = (more: Partial<TrackEventInput> = {}): TrackEventInput => ({
  eventType: 'product_viewed',
  ...more,
})

interface StoredEvent {
  readonly id: string
  readonly visitor: string | null
  readonly partition: string
}

/** The events of a product, in the order in which they happened. */
function eventsOf(productId: string): Promise<StoredEvent[]> {
  return db.many(
    query<{ readonly productId: string }, StoredEvent>(
      `select id, visitor, tableoid::regclass::text as partition
      from analytics_events where product_id = :productId! order by occurred_at, id`,
    ),
    { productId },
  )
}

const partitionOf = (time: Date) => `analytics_events_${time.toISOString().slice(0, 7).replace('-', '_')}`

describe('analytics.track', () => {
  it('stores every property, and nothing of the visitor', async () => {
    const productId = newId()
    const visitorId = newId()
    const event = {
      id: newId(),
      eventType: 'payment_completed',
      occurredAt: ago(1000),
      productId,
      streamId: newId(),
      sellerId: newId(),
      country: 'AE',
      valueMinor: 12_500,
      currency: 'AED',
      properties: { screen: 'product', coordinates: 2, isNew: true, none: null },
    } as const
    await db.analytics.track([{ ...event, visitorId }])
    const { row } = await db.one(
      query<{ readonly id: string }, { readonly row: Record<string, unknown> }>(
        `select to_jsonb(analytics_events) as row from analytics_events where id = :id!`,
      ),
      { id: event.id },
    )
    expect(row).toMatchObject({
      event_type: event.eventType,
      product_id: productId,
      stream_id: event.streamId,
      seller_id: event.sellerId,
      country: 'AE',
      value_minor: 12_500,
      currency: 'AED',
      properties: event.properties,
    })
    expect(row['visitor']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/)
    expect(JSON.stringify(row)).not.toContain(visitorId)
  })

  it('gives a visitor one pseudonym a day, and another one the next', async () => {
    const productId = newId()
    const events = [dayMs, dayMs, 0, 0].map((ms) =>
      view({ productId, visitorId: 'a device', occurredAt: ago(ms) }),
    )
    await db.analytics.track(events)
    await db.transaction((tx) => tx.analytics.track([view({ productId, visitorId: 'a device' })]))
    const [first, second, third, fourth, fifth] = (await eventsOf(productId)).map(({ visitor }) => visitor)
    expect(first).not.toBeNull()
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    expect([fourth, fifth]).toEqual([third, third])
  })

  it('knows no visitor where none is given, and none of a day whose salt is gone', async () => {
    const productId = newId()
    await db.analytics.track([
      view({ productId, visitorId: 'a device', occurredAt: ago(3 * dayMs) }),
      view({ productId }),
    ])
    expect((await eventsOf(productId)).map(({ visitor }) => visitor)).toEqual([null, null])
  })

  it('puts late and early events into the month in which they happened, and makes partitions that are missing', async () => {
    const productId = newId()
    const times = [ago(59 * dayMs), ago(31 * dayMs), ago(0), ago(-59 * 60_000)]
    const events = times.flatMap((occurredAt) =>
      Array.from({ length: 60 }, () => view({ productId, occurredAt })),
    )
    await db.analytics.track(events)
    const found = (await eventsOf(productId)).map(({ partition }) => partition)
    expect(found).toEqual(times.flatMap((time) => Array.from({ length: 60 }, () => partitionOf(time))))
  })

  it.each([1, 150])(
    'stores a batch of %i that comes again only once, in a transaction too',
    async (count) => {
      const productId = newId()
      const occurredAt = ago(5000)
      const events = Array.from({ length: count }, (_, n) =>
        view({ id: newId(), occurredAt, productId, visitorId: `visitor ${n}` }),
      )
      await db.analytics.track(events)
      await db.analytics.track(events)
      await db.transaction((tx) => tx.analytics.track(events), { isolation: 'repeatable read' })
      await db.analytics.track([...events, view({ productId })])
      expect(await eventsOf(productId)).toHaveLength(count + 1)
    },
  )

  it.each([1, 150])(
    'refuses a batch of %i with an id that has other content, and stores none of it',
    async (count) => {
      const productId = newId()
      const occurredAt = ago(5000)
      const first = view({ id: newId(), occurredAt, productId, visitorId: 'one' })
      await db.analytics.track([first])
      for (const change of [{ eventType: 'offer_made' }, { visitorId: 'two' }, { properties: { a: 1 } }]) {
        const events = [
          { ...first, ...change },
          ...Array.from({ length: count - 1 }, () => view({ productId })),
        ]
        expect(await rejection(db.analytics.track(events), ConflictError)).toMatchObject({
          rule: 'repeated_differently',
        })
      }
      expect(await eventsOf(productId)).toHaveLength(1)
    },
  )

  it('takes no events for nothing', async () => {
    await expect(db.analytics.track([])).resolves.toBeUndefined()
  })

  it.each<readonly [field: string, event: unknown]>([
    ['events[1].occurredAt', view({ occurredAt: ago(61 * dayMs) })],
    ['events[1].occurredAt', view({ occurredAt: ago(-61 * 60_000) })],
    ['events[1].occurredAt', view({ id: newId() })],
    ['events[1].eventType', { eventType: 'Viewed' }],
    ['events[1].eventType', { eventType: '' }],
    ['events[1].eventType', { eventType: `a${'b'.repeat(63)}` }],
    ['events[1].eventType', {}],
    ['events[1].visitorId', view({ visitorId: '' })],
    ['events[1].visitorId', view({ visitorId: 'x'.repeat(201) })],
    ['events[1].productId', view({ productId: 'secret' })],
    ['events[1].country', view({ country: 'uae' })],
    ['events[1].currency', view({ valueMinor: 1 })],
    ['events[1].valueMinor', view({ currency: 'AED' })],
    ['events[1].valueMinor', view({ valueMinor: -1, currency: 'AED' })],
    ['events[1].currency', view({ valueMinor: 1, currency: 'XXX' })],
    ['events[1].properties', { ...view(), properties: { secret: { deep: 1 } } }],
    ['events[1].properties', { ...view(), properties: ['secret'] }],
    ['events[1].properties', { ...view(), properties: { secret: 'x'.repeat(4001) } }],
    [
      'events[1].properties',
      { ...view(), properties: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`key${n}`, n])) },
    ],
    ['events[1].userId', { ...view(), userId: newId() }],
    ['events[1]', null],
  ])('refuses a bad %s, and names it', async (field, event) => {
    const error = await rejection(db.analytics.track([view(), event as TrackEventInput]), InvalidInputError)
    expect(error).toMatchObject({ field })
    expect(String(error)).not.toContain('secret')
  })

  it('refuses the same id twice in a batch, and more than 10,000 events', async () => {
    const event = view({ id: newId(), occurredAt: new Date() })
    const twice = db.analytics.track([event, event])
    expect(await rejection(twice, InvalidInputError)).toMatchObject({ field: 'events[1].id' })
    const tooMany = db.analytics.track(Array.from({ length: 10_001 }, () => view()))
    expect(await rejection(tooMany, InvalidInputError)).toMatchObject({ field: 'events' })
  })

  it('takes as many and as long properties as it says', async () => {
    const keys = Array.from({ length: 50 }, (_, n) => [`key${n}`, 'x'.repeat(65)] as const)
    const productId = newId()
    await db.analytics.track([view({ productId, properties: Object.fromEntries(keys) })])
    await db.analytics.track([view({ productId, properties: { text: 'ع'.repeat(1990) } })])
    expect(await eventsOf(productId)).toHaveLength(2)
  })
})

describe('an event', () => {
  const insert = (columns: string, values: string) =>
    rejection(
      db.execute(
        query<undefined, object>(
          `insert into analytics_events (event_type, ${columns}) values ('x', ${values})`,
        ),
      ),
      ConstraintError,
    )

  it('stays as it was written', async () => {
    await db.analytics.track([view()])
    const update = db.execute(query<undefined, object>(`update analytics_events set country = 'AE'`))
    expect(await rejection(update, ConflictError)).toMatchObject({ rule: 'analytics_event_fixed' })
  })

  it('is refused in the name of the table, and not of a partition', async () => {
    expect(await insert('value_minor', '1')).toMatchObject({
      constraint: 'ck_analytics_events_value_with_currency',
      table: 'analytics_events',
    })
    await db.analytics.track([view()])
    const again = db.execute(
      query<undefined, object>(
        `insert into analytics_events (id, occurred_at, event_type)
        select id, occurred_at, event_type from analytics_events limit 1`,
      ),
    )
    expect(await rejection(again, ConstraintError)).toMatchObject({
      constraint: 'analytics_events_pkey',
      constraintName: 'analytics_events_pkey',
      table: 'analytics_events',
      columns: ['occurred_at', 'id'],
    })
  })

  it.each([
    ['country', `'ae'`, 'ck_analytics_events_country_form'],
    ['value_minor, currency', `-1, 'AED'`, 'ck_analytics_events_value_not_negative'],
    ['value_minor, currency', `1, 'XXX'`, 'ck_analytics_events_currency_iso_4217'],
    ['properties', `'[]'`, 'ck_analytics_events_properties_flat'],
    ['properties', `'{"a": [1]}'`, 'ck_analytics_events_properties_flat'],
    ['properties', `'{"a": {}}'`, 'ck_analytics_events_properties_flat'],
    ['properties', `jsonb_build_object('a', repeat('x', 4100))`, 'ck_analytics_events_properties_length'],
  ])('with a wrong %s is refused by the table too', async (columns, values, constraint) => {
    expect(await insert(columns, values)).toMatchObject({ constraint })
  })
})

it('leaves nothing that is counted wrongly', async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})
