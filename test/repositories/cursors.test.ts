// Thorough: takes the cursor of each list to each other one.

import { inspect } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import { encodeCursor, type CursorPosition } from '../../src/pagination/cursor.js'
import type { Page } from '../../src/pagination/page.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleStream, sampleUser, sampleVerification } from '../setup/market/samples.js'

const { db, test } = await openMarket()
const { id: seller } = await db.users.create(sampleUser())
const { id: reviewerId } = await makeAdmin(db)
const location = { type: 'Point', coordinates: [55.2708, 25.2048] } as const
await db.products.createMany(Array.from({ length: 9 }, () => sampleProduct(seller, { location })))
for (let n = 0; n < 4; n++) {
  const { id: live } = await db.streams.create(sampleStream(seller))
  await db.streams.goLive({ streamId: live, userId: seller })
  await db.streams.create(sampleStream(seller, { startsAt: new Date('2040-01-01T00:00:00Z') }))
  const { id: decided } = await db.verifications.submit(sampleVerification(seller))
  await db.verifications.approve({ verificationId: decided, reviewerId })
  const { id: userId } = await db.users.create(sampleUser())
  await db.verifications.submit(sampleVerification(userId))
}

// Four buyers talk with the seller; one says four things.
const { id: productId } = await db.products.create(sampleProduct(seller))
let conversationId = ''
for (let n = 0; n < 4; n++) {
  const { id: buyerId } = await db.users.create(sampleUser({ location }))
  conversationId = (await db.conversations.open({ buyerId, sellerId: seller, productId })).id
  await db.offers.make({ productId, conversationId, buyerId, amountMinor: 1_000 + n })
}
for (const content of ['One', 'Two', 'Three']) {
  await db.messages.send({ conversationId, senderId: seller, content })
}

// Somebody streams nearby.
const { id: streamer } = await db.users.create(sampleUser({ location }))
for (let n = 0; n < 4; n++) {
  const { id } = await db.streams.create(sampleStream(streamer))
  await db.streams.goLive({ streamId: id, userId: streamer })
}

const other = createDatabase({ url: test.url })
afterAll(() => other.close())

type List = (on: Database, input?: object) => Promise<Page<{ readonly id: string }>>

/** Another value for each filter that a list of these may have. */
const changed = {
  sellerId: newId(),
  userId: newId(),
  reviewerId: newId(),
  productId: newId(),
  conversationId: newId(),
  near: [55.2709, 25.2048],
  radiusMetres: 1_001,
}

/** The positions before the first row of the lists that do not begin at the end of time. */
const ends: Readonly<Record<string, string>> = {
  'streams.upcoming': '-infinity',
  'verifications.pending': '-infinity',
}
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Each list by the kind of its cursors, with what it needs, one more filter if it has one, and what its cursors are bound
 * to if the filters are read into something else.
 */
const lists: readonly (readonly [
  kind: string,
  { readonly list: List; readonly filters: object; readonly more: object; readonly bound?: object },
])[] = [
  [
    'products.feed',
    { list: (on, input) => on.products.feed(input), filters: {}, more: { category: 'sneakers' } },
  ],
  [
    'products.bySeller',
    {
      list: (on, input) => on.products.listBySeller(input as never),
      filters: { sellerId: seller },
      more: { isAvailable: true },
    },
  ],
  [
    'products.nearby',
    {
      list: (on, input) => on.products.nearby(input as never),
      filters: { near: location, radiusMetres: 1_000 },
      more: { category: 'sneakers' },
    },
  ],
  [
    'users.nearby',
    {
      list: (on, input) => on.users.nearby(input as never),
      filters: { near: location, radiusMetres: 1_000 },
      more: { viewerId: newId() },
    },
  ],
  [
    'streams.nearby',
    {
      list: (on, input) => on.streams.nearby(input as never),
      filters: { near: location, radiusMetres: 1_000 },
      more: { category: 'trading_cards' },
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
      list: (on, input) => on.streams.listByUser(input as never),
      filters: { userId: seller },
      more: { status: 'scheduled' },
    },
  ],
  [
    'verifications.pending',
    {
      list: (on, input) => on.verifications.listPending(input as never),
      filters: { reviewerId },
      more: { verificationType: 'trade_license' },
    },
  ],
  [
    'verifications.byUser',
    {
      list: (on, input) => on.verifications.listByUser(input as never),
      filters: { userId: seller },
      more: {},
    },
  ],
  [
    'conversations.inbox',
    {
      list: (on, input) => on.conversations.inbox(input as never),
      filters: { userId: seller },
      bound: { userId: seller, isArchived: false },
      more: {},
    },
  ],
  [
    'messages.ofConversation',
    {
      list: (on, input) => on.messages.list(input as never),
      filters: { conversationId, userId: seller },
      bound: { conversationId, userId: seller, direction: 'older' },
      more: {},
    },
  ],
  [
    'offers.toAnswer',
    { list: (on, input) => on.offers.listToAnswer(input as never), filters: { userId: seller }, more: {} },
  ],
  [
    'offers.byProduct',
    {
      list: (on, input) => on.offers.listByProduct(input as never),
      filters: { productId, sellerId: seller },
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

/** Makes up a cursor as the package itself writes one: its form is no secret. */
function forge(kind: string, filters: object, position: unknown): string {
  return encodeCursor({ kind, filters }, position as CursorPosition)
}

describe.each(lists)('a cursor of %s', (kind, { list, filters, more, bound = filters }) => {
  it('goes on in another process', async () => {
    const cursor = await firstCursor(list, filters)
    expect(await list(other, { ...filters, cursor })).toEqual(await list(db, { ...filters, cursor }))
  })

  it('is refused by every other list', async () => {
    const cursor = await firstCursor(list, filters)
    const elsewhere = lists.filter(([one]) => one !== kind)
    expect(elsewhere).toHaveLength(lists.length - 1)
    for (const [, one] of elsewhere) await refusedCursor(one.list, { ...one.filters, cursor })
  })

  it('is refused with another filter, with one more, and for another person', async () => {
    const cursor = await firstCursor(list, filters)
    for (const [name, value] of Object.entries<unknown>({ ...more, ...changed })) {
      if (!(name in filters) && !(name in more)) continue
      await refusedCursor(list, { ...filters, [name]: value, cursor })
    }
    const narrow = await firstCursor(list, { ...filters, ...more })
    if (Object.keys(more).length > 0) await refusedCursor(list, { ...filters, cursor: narrow })
  })

  it('holds no person, place or filter', async () => {
    const text = Buffer.from(await firstCursor(list, { ...filters, ...more }), 'base64url').toString('latin1')
    for (const secret of [seller, '55.27', '25.20', ...Object.values(more).map(String)]) {
      expect(text).not.toContain(secret)
    }
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
      const error = await refusedCursor(list, { ...filters, cursor: one })
      if (one !== '') expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(one)
    }
  })

  it('is refused with a position that no list has', async () => {
    const positions = [
      null,
      [],
      {},
      'text',
      [null],
      ['yesterday', seller],
      ['2026-01-01 00:00:00+00', 'not an id'],
      ['2026-01-01 00:00:00+00', seller, 1],
      ['2026-02-30 00:00:00+00', seller],
      ['2026-13-01 00:00:00+00', seller],
      ['2026-01-01 24:00:01+00', seller],
      ['2026-01-01 00:60:00+00', seller],
      ['2026-01-01 00:00:00+16', seller],
      ['294277-01-01 00:00:00+00', seller],
      ['0000-01-01 00:00:00+00', seller],
      ['4714-01-01 00:00:00+00 BC', seller],
      ['1e400', seller],
      [-1, seller],
      [1e308 * 10, seller],
    ]
    for (const position of positions) {
      await refusedCursor(list, { ...filters, cursor: forge(kind, bound, position) })
    }
  })

  it.each([0, {}, [], true])('is not %o', async (cursor) => {
    await refusedCursor(list, { ...filters, cursor })
  })

  it.each([0, -1, 101, 1.5, NaN, '2', null])('refuses a limit of %o besides', async (limit) => {
    const cursor = await firstCursor(list, filters)
    const error = await rejection(list(db, { ...filters, cursor, limit }), InvalidInputError)
    expect(error.field).toBe('limit')
  })

  it('requests the first page when it is undefined or null', async () => {
    const first = await list(db, filters)
    expect(await list(db, { ...filters, cursor: undefined })).toEqual(first)
    expect(await list(db, { ...filters, cursor: null })).toEqual(first)
  })

  it('gives whoever makes one up no more than the list itself does', async () => {
    const isByDistance = kind.endsWith('.nearby')
    const end = isByDistance ? [0, '00000000-0000-0000-0000-000000000000'] : [ends[kind] ?? 'infinity', last]
    const all = await list(db, { ...filters, limit: 100 })
    expect(await list(db, { ...filters, cursor: forge(kind, bound, end), limit: 100 })).toEqual(all)
  })
})

/** Times that PostgreSQL writes, each of which is a position. */
describe.each([
  '2026-01-01 00:00:00+00',
  '2024-02-29 23:59:59.999999+05:30',
  '2000-02-29 00:00:00.1-03:30',
  '1883-11-18 12:03:58+04:00:02',
  '0001-01-01 00:00:00+00',
  '4712-01-01 00:00:00+00 BC',
  '0005-02-29 00:00:00+00 BC',
  '294275-12-31 23:59:59.999999+00',
  'infinity',
  '-infinity',
])('a position at %s', (time) => {
  it('is one that the server takes', async () => {
    const cursor = forge('products.feed', {}, [time, seller])
    expect((await db.products.feed({ cursor, limit: 1 })).items.length).toBeLessThan(2)
  })
})
