import { describe, expect, it } from 'vitest'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Offer } from '../../generated/models.js'
import type { Page } from '../../src/pagination/page.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { rejection } from '../setup/rejection.js'
import { joinNegotiation, openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffers } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleUser } from '../setup/market/samples.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'

const { db } = await openMarket()

/** Buyers who haggle with one seller over one product, many offers of the same microsecond among theirs. */
async function haggle() {
  const one = await openNegotiation(db)
  const two = await joinNegotiation(db, one)
  const made: Offer[] = []
  for (let n = 0; n < 34; n++) {
    // Of one who has an offer that waits there is no other.
    const waits = n >= 26
    const { product, conversationId, buyerId } = waits
      ? await joinNegotiation(db, one)
      : n % 2 === 0
        ? one
        : two
    const offer = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: n + 1 })
    made.push(offer)
    if (n < 10) await db.offers.cancel({ offerId: offer.id, userId: buyerId })
    else if (!waits) await db.offers.decline({ offerId: offer.id, userId: one.sellerId })
  }
  const times = made.map(({ id }, n) => ({
    id,
    createdAt: `2026-01-01T00:00:00.${String(100_000 + Math.floor(n / 5)).padStart(6, '0')}Z`,
  }))
  await setCreatedAt(db, times, 'offers')
  const all = await readOffers(
    db,
    times
      .toSorted((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? 1 : -1))
      .map(({ id }) => id),
  )
  return { one, two, all }
}

const { one, two, all } = await haggle()
await haggle()

describe('the lists of offers', () => {
  const { product, sellerId } = one
  type List = (input: never) => Promise<Page<Offer>>
  const lists: readonly (readonly [string, List, object, (offer: Offer) => boolean])[] = [
    [
      'a buyer',
      (input) => db.offers.listByBuyer(input),
      { buyerId: one.buyerId },
      (offer) => offer.buyerId === one.buyerId,
    ],
    [
      'a buyer, of one state',
      (input) => db.offers.listByBuyer(input),
      { buyerId: two.buyerId, status: 'cancelled' },
      (offer) => offer.buyerId === two.buyerId && offer.status === 'cancelled',
    ],
    ['a seller', (input) => db.offers.listBySeller(input), { sellerId }, () => true],
    [
      'a seller, of one state',
      (input) => db.offers.listBySeller(input),
      { sellerId, status: 'pending' },
      (offer) => offer.status === 'pending',
    ],
    ['a product', (input) => db.offers.listByProduct(input), { productId: product.id, sellerId }, () => true],
    [
      'a product, pending',
      (input) => db.offers.listPending(input),
      { productId: product.id, sellerId },
      (offer) => offer.status === 'pending',
    ],
    [
      'a conversation',
      (input) => db.offers.listByConversation(input),
      { conversationId: two.conversationId, userId: two.buyerId },
      (offer) => offer.conversationId === two.conversationId,
    ],
    [
      'those that wait for a seller’s answer',
      (input) => db.offers.listToAnswer(input),
      { userId: sellerId },
      (offer) => offer.status === 'pending' && offer.madeBy === offer.buyerId,
    ],
  ]

  it.each(lists)('of %s are read page by page, newest first', async (_, list, filters, belongs) => {
    const wanted = all.filter(belongs)
    expect(wanted.length).toBeGreaterThan(4)
    for (const limit of [1, 4, 100]) {
      const pages = await pagesOf((input) => list(input as never), { ...filters, limit })
      expect(pages.flat()).toStrictEqual(wanted)
    }
  })

  it.each(lists)('of %s are empty when there is nothing', async (_, list, filters) => {
    const nothing = Object.fromEntries(Object.keys(filters).map((key) => [key, newId()]))
    const { status, ...ids } = nothing
    expect(await list(ids as never)).toEqual({ items: [], nextCursor: null, isComplete: true })
  })

  it('of a product or a conversation are empty for anybody else', async () => {
    const nothing = { items: [], nextCursor: null, isComplete: true }
    for (const sellerId of [newId(), one.buyerId, two.buyerId]) {
      expect(await db.offers.listByProduct({ productId: product.id, sellerId })).toEqual(nothing)
      expect(await db.offers.listPending({ productId: product.id, sellerId })).toEqual(nothing)
    }
    const other = { conversationId: two.conversationId, userId: one.buyerId }
    expect(await db.offers.listByConversation(other)).toEqual(nothing)
  })

  it('wait for the answer of the party who did not make the last one', async () => {
    const { product, conversationId, buyerId, sellerId } = await joinNegotiation(db, one)
    const offer = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 7 })
    expect((await db.offers.listToAnswer({ userId: buyerId })).items).toEqual([])
    const counter = await db.offers.counter({ offerId: offer.id, userId: sellerId, amountMinor: 8 })
    expect((await db.offers.listToAnswer({ userId: buyerId })).items).toStrictEqual([counter])
    await db.offers.decline({ offerId: counter.id, userId: buyerId })
    expect((await db.offers.listToAnswer({ userId: buyerId })).items).toEqual([])
  })

  it('refuse the cursor of another list', async () => {
    const { nextCursor } = await db.offers.listByProduct({ productId: product.id, sellerId, limit: 1 })
    if (nextCursor === null) throw new Error('there are more')
    for (const list of [
      () => db.offers.listPending({ productId: product.id, sellerId, cursor: nextCursor }),
      () => db.offers.listByProduct({ productId: newId(), sellerId, cursor: nextCursor }),
      () =>
        db.offers.listByConversation({ conversationId: product.id, userId: sellerId, cursor: nextCursor }),
      () => db.payments.listByBuyer({ buyerId: product.id, cursor: nextCursor }),
    ]) {
      expect((await rejection(list(), InvalidInputError)).field).toBe('cursor')
    }
  })
})

describe('offers by id', () => {
  const [offer, other] = all
  if (offer === undefined || other === undefined) throw new Error('offers were made')

  it('are one statement when they are asked for in one tick', async () => {
    const statements = await recordStatements(async () => {
      const found = await Promise.all([
        db.offers.get({ offerId: offer.id, userId: offer.buyerId }),
        db.offers.find({ offerId: other.id, userId: other.sellerId }),
        db.offers.find({ offerId: newId(), userId: offer.buyerId }),
      ])
      expect(found).toStrictEqual([offer, other, null])
    })
    expect(statements).toHaveLength(1)
  })

  it('are for their parties alone', async () => {
    expect(await db.offers.get({ offerId: offer.id, userId: offer.buyerId })).toStrictEqual(offer)
    expect(await db.offers.get({ offerId: offer.id, userId: offer.sellerId.toUpperCase() })).toStrictEqual(
      offer,
    )
    const stranger = await db.users.create(sampleUser())
    const error = await rejection(db.offers.get({ offerId: offer.id, userId: stranger.id }), ForbiddenError)
    expect(error.rule).toBe('not_a_participant')
    const missing = db.offers.get({ offerId: newId(), userId: stranger.id })
    expect((await rejection(missing, NotFoundError)).table).toBe('offers')
  })
})
