import { inspect } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import { createCursorCodec } from '../../src/pagination/cursor.js'
import type { Page } from '../../src/pagination/page.js'
import { rejection } from '../setup/rejection.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'

const cursorSecret = 'a secret that all processes share'
const { db, test } = await openMarket({ cursorSecret })
const { id: seller } = await db.users.create(sampleUser())
const location = { type: 'Point', coordinates: [55.2708, 25.2048] } as const
await db.products.createMany(Array.from({ length: 9 }, () => sampleProduct(seller, { location })))
for (let n = 0; n < 4; n++) {
  const { id: live } = await db.streams.create(sampleStream(seller))
  await db.streams.goLive({ streamId: live })
  await db.streams.create(sampleStream(seller, { startsAt: new Date('2040-01-01T00:00:00Z') }))
  const { id: decided } = await db.verifications.submit(sampleVerification(seller))
  await db.verifications.approve({ verificationId: decided })
  const { id: userId } = await db.users.create(sampleUser())
  await db.verifications.submit(sampleVerification(userId))
}

const others: Database[] = []
function open(secret: { readonly cursorSecret?: string }): Database {
  const other = createDatabase({ url: test.url, ...secret })
  others.push(other)
  return other
}
afterAll(() => Promise.all(others.map((other) => other.close())))

type List = (on: Database, input?: object) => Promise<Page<{ readonly id: string }>>

/** Each list by the kind of its cursors, with what it needs on its first page, and one more filter if it has one. */
const lists: readonly (readonly [
  kind: string,
  { readonly list: List; readonly filters: object; readonly more: object },
])[] = [
  [
    'products.feed',
    { list: (on, input) => on.products.feed(input), filters: {}, more: { category: 'sneakers' } },
  ],
  [
    'products.bySeller',
    {
      list: (on, input) => on.products.listBySeller(input as { cursor: string }),
      filters: { sellerId: seller },
      more: { isAvailable: true },
    },
  ],
  [
    'products.nearby',
    {
      list: (on, input) => on.products.nearby(input as { cursor: string }),
      filters: { near: location, radiusMetres: 1_000 },
      more: { category: 'sneakers' },
    },
  ],
  [
    'streams.live',
    { list: (on, input) => on.streams.listLive(input), filters: {}, more: { category: 'trading_cards' } },
  ],
  [
    'streams.upcoming',
    { list: (on, input) => on.streams.listUpcoming(input), filters: {}, more: { category: 'trading_cards' } },
  ],
  [
    'streams.byUser',
    {
      list: (on, input) => on.streams.listByUser(input as { cursor: string }),
      filters: { userId: seller },
      more: { status: 'scheduled' },
    },
  ],
  [
    'verifications.pending',
    {
      list: (on, input) => on.verifications.listPending(input),
      filters: {},
      more: { verificationType: 'trade_license' },
    },
  ],
  [
    'verifications.byUser',
    {
      list: (on, input) => on.verifications.listByUser(input as { cursor: string }),
      filters: { userId: seller },
      more: {},
    },
  ],
]

async function firstCursor(list: List, filters: object, on = db): Promise<string> {
  const { nextCursor } = await list(on, { ...filters, limit: 2 })
  if (nextCursor === null) throw new Error('the list has one page only')
  return nextCursor
}

async function refusedCursor(list: List, input: object, on = db): Promise<InvalidInputError> {
  const error = await rejection(list(on, input), InvalidInputError)
  expect(error.field).toBe('cursor')
  return error
}

describe.each(lists)('a cursor of %s', (kind, { list, filters, more }) => {
  it('goes on in another process that has the same secret', async () => {
    const cursor = await firstCursor(list, filters)
    expect(await list(open({ cursorSecret }), { cursor })).toEqual(await list(db, { cursor }))
  })

  it('is refused by a database with another secret, or without one', async () => {
    const cursor = await firstCursor(list, filters)
    await refusedCursor(list, { cursor }, open({ cursorSecret: 'a secret of somebody else' }))
    await refusedCursor(list, { cursor }, open({}))
    await refusedCursor(list, { cursor: await firstCursor(list, filters, open({})) })
  })

  it('is refused by every other list', async () => {
    const cursor = await firstCursor(list, filters)
    const elsewhere = lists.filter(([other]) => other !== kind)
    expect(elsewhere).toHaveLength(lists.length - 1)
    for (const [, other] of elsewhere) await refusedCursor(other.list, { cursor })
  })

  it('is refused when it is cut short, altered or put together', async () => {
    const cursor = await firstCursor(list, filters)
    const [a, b] = [cursor.slice(0, 30), cursor.slice(31)]
    const altered = [
      '',
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      ` ${cursor}`,
      `${a}${cursor[30] === 'A' ? 'B' : 'A'}${b}`,
      cursor + cursor,
      'A'.repeat(100_000),
    ]
    for (const one of altered) {
      const error = await refusedCursor(list, { cursor: one })
      if (one !== '') expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(one)
    }
  })

  it('is refused when it is forged, whatever it says', async () => {
    const forger = createCursorCodec({ secret: 'what a forger takes for the secret' })
    for (const [forged] of lists) {
      const cursor = forger.encode(forged, [filters as never, 2, ['2026-01-01 00:00:00+00', seller]])
      await refusedCursor(list, { cursor })
    }
  })

  it('is refused with what no list wrote, though it has the secret', async () => {
    const codec = createCursorCodec({ secret: cursorSecret })
    const payloads = [
      null,
      [],
      {},
      'text',
      [filters, 2],
      [filters, 2, null],
      [filters, 2, ['yesterday', seller]],
      [filters, 2, ['2026-01-01 00:00:00+00', 'not an id']],
      [filters, 101, ['2026-01-01 00:00:00+00', seller]],
      [{ ...filters, unknown: 1 }, 2, ['2026-01-01 00:00:00+00', seller]],
      [null, 2, ['2026-01-01 00:00:00+00', seller]],
    ]
    for (const payload of payloads) await refusedCursor(list, { cursor: codec.encode(kind, payload) })
  })

  it.each([null, 0, {}, [], true])('is not %o', async (cursor) => {
    await refusedCursor(list, { cursor })
  })

  it('takes no filter besides, for it holds them', async () => {
    const cursor = await firstCursor(list, { ...filters, ...more })
    for (const [field, value] of Object.entries({ ...filters, ...more })) {
      const error = await rejection(list(db, { cursor, [field]: value }), InvalidInputError)
      expect(error.field).toBe(field)
    }
  })

  it.each([0, -1, 101, 1.5, NaN, '2', null])('refuses a limit of %o besides', async (limit) => {
    const cursor = await firstCursor(list, filters)
    const error = await rejection(list(db, { cursor, limit }), InvalidInputError)
    expect(error.field).toBe('limit')
  })

  it('asks for the first page when it is undefined', async () => {
    expect(await list(db, { ...filters, cursor: undefined })).toEqual(await list(db, filters))
  })
})

describe.each(lists.slice(0, 3))('a cursor of %s', (_, { list, filters, more }) => {
  it('keeps the filters of the first page', async () => {
    const sold = await db.products.create(sampleProduct(seller, { location, category: 'books' }))
    await db.products.update({ productId: sold.id, patch: { isAvailable: false } })
    const cursor = await firstCursor(list, { ...filters, ...more })
    const { items } = await list(db, { cursor, limit: 100 })
    expect(items).toHaveLength(7)
    expect(items.map(({ id }) => id)).not.toContain(sold.id)
  })
})
