import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffer, readOffers } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { passDeadline } from '../setup/market/pass-deadline.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleUser } from '../setup/market/samples.js'

const market = await openMarket()
const { db } = market
const feeBasisPoints = { discover: 1_000, community: 500 }

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

async function openOffer(expiresInSeconds: number | null = null) {
  const negotiation = await openNegotiation(db)
  const { product, conversationId, buyerId } = negotiation
  const offer = await db.offers.make({
    productId: product.id,
    conversationId,
    buyerId,
    amountMinor: 20_000,
    expiresInSeconds,
  })
  return { ...negotiation, offer }
}

const findChat = query<
  { readonly offerId: string },
  {
    readonly senderId: string
    readonly content: string | null
    readonly offerData: unknown
    readonly createdAt: Date
    readonly isLast: boolean
    readonly buyerUnreadCount: number
    readonly sellerUnreadCount: number
  }
>(
  `select sender_id, content, offer_data, messages.created_at, last_message_id = messages.id as is_last,
    buyer_unread_count, seller_unread_count
  from messages join conversations on conversations.id = conversation_id where offer_id = :offerId!::uuid`,
)

describe.each(bothWays(db))('counter on %s', (_, on) => {
  it('answers an offer with another one, which the other party may answer', async () => {
    const { offer, sellerId, buyerId } = await openOffer()
    const id = newId()
    const counter = await on(({ offers }) =>
      offers.counter({
        id,
        offerId: offer.id,
        userId: sellerId,
        amountMinor: 23_000,
        message: 'A bit more',
        expiresInSeconds: 60,
      }),
    )
    expect(counter).toStrictEqual({
      ...offer,
      id,
      parentOfferId: offer.id,
      madeBy: sellerId,
      amountMinor: 23_000,
      message: 'A bit more',
      expiresAt: new Date(counter.createdAt.getTime() + 60_000),
      createdAt: counter.createdAt,
      updatedAt: counter.createdAt,
    })
    expect(await readOffer(db, id)).toStrictEqual(counter)
    expect((await readOffer(db, offer.id)).status).toBe('countered')
    expect(await db.one(findChat, { offerId: id })).toMatchObject({
      senderId: sellerId,
      content: 'A bit more',
      offerData: { amountMinor: 23_000, currency: 'AED', priceMinor: 25_000 },
      createdAt: counter.createdAt,
      isLast: true,
      buyerUnreadCount: 1,
      sellerUnreadCount: 1,
    })
    const again = await on(({ offers }) =>
      offers.counter({ offerId: id, userId: buyerId, amountMinor: 22_000 }),
    )
    expect(again).toMatchObject({ madeBy: buyerId, parentOfferId: id, status: 'pending' })
    const { offer: accepted } = await on(({ offers }) =>
      offers.accept({ offerId: again.id, userId: sellerId, feeBasisPoints }),
    )
    expect(accepted).toMatchObject({ id: again.id, amountMinor: 22_000, status: 'accepted' })
  })

  it('gives the first one’s offer when it is repeated, and writes nothing more', async () => {
    const { offer, sellerId, buyerId } = await openOffer()
    const input = { id: newId(), offerId: offer.id, userId: sellerId, amountMinor: 23_000 }
    const counter = await on(({ offers }) => offers.counter(input))
    const before = await rowCounts(db)
    expect(await on(({ offers }) => offers.counter(input))).toStrictEqual(counter)
    await db.offers.decline({ offerId: counter.id, userId: buyerId })
    expect((await on(({ offers }) => offers.counter(input))).status).toBe('declined')
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses an id that is another offer’s', async () => {
    const { offer } = await openOffer()
    const { offer: other, sellerId } = await openOffer()
    const taken = on(({ offers }) =>
      offers.counter({ id: offer.id, offerId: other.id, userId: sellerId, amountMinor: 1 }),
    )
    expect((await rejection(taken, ConflictError)).rule).toBe('repeated_differently')
    expect(await readOffer(db, other.id)).toStrictEqual(other)
  })

  it('refuses a product that is no longer to be had', async () => {
    const { offer, product, sellerId } = await openOffer()
    await db.products.markSold({ productId: product.id, sellerId: product.sellerId })
    const late = on(({ offers }) => offers.counter({ offerId: offer.id, userId: sellerId, amountMinor: 1 }))
    expect((await rejection(late, ConflictError)).rule).toBe('offer_not_pending')
  })
})

describe.each(bothWays(db))('decline and cancel on %s', (_, on) => {
  it('close an offer: the one by who did not make it, the other by who did', async () => {
    const first = await openOffer()
    const declined = await on(({ offers }) =>
      offers.decline({ offerId: first.offer.id, userId: first.sellerId }),
    )
    expect(declined).toStrictEqual({ ...first.offer, status: 'declined', updatedAt: declined.updatedAt })
    expect(await readOffer(db, first.offer.id)).toStrictEqual(declined)
    const second = await openOffer()
    const cancelled = await on(({ offers }) =>
      offers.cancel({ offerId: second.offer.id, userId: second.buyerId }),
    )
    expect(cancelled).toStrictEqual({ ...second.offer, status: 'cancelled', updatedAt: cancelled.updatedAt })
    expect(await readOffer(db, second.offer.id)).toStrictEqual(cancelled)
  })

  it('leave the product on the market', async () => {
    const { offer, product, sellerId } = await openOffer()
    await on(({ offers }) => offers.decline({ offerId: offer.id, userId: sellerId }))
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
  })
})

const answers = ['accept', 'decline', 'counter', 'cancel'] as const

function answer(way: (typeof answers)[number], offerId: string, userId: string): Promise<unknown> {
  switch (way) {
    case 'accept':
      return db.offers.accept({ offerId, userId, feeBasisPoints })
    case 'counter':
      return db.offers.counter({ offerId, userId, amountMinor: 1 })
    default:
      return db.offers[way]({ offerId, userId })
  }
}

describe.each(answers)('%s refuses, and changes nothing:', (way) => {
  it('who is no party to the offer', async () => {
    const { offer } = await openOffer()
    const stranger = await db.users.create(sampleUser())
    const before = await rowCounts(db)
    for (const userId of [stranger.id, newId()]) {
      const error = await rejection(answer(way, offer.id, userId), ForbiddenError)
      expect(error).toMatchObject({ rule: 'not_a_participant', code: 'forbidden', retryable: false })
    }
    expect(await readOffer(db, offer.id)).toStrictEqual(offer)
    expect(await rowCounts(db)).toEqual(before)
  })

  it('the party whose turn it is not', async () => {
    const { offer, buyerId, sellerId } = await openOffer()
    const before = await rowCounts(db)
    const userId = way === 'cancel' ? sellerId : buyerId
    const error = await rejection(answer(way, offer.id, userId), ForbiddenError)
    expect(error.rule).toBe(way === 'cancel' ? 'not_the_maker' : 'own_offer')
    expect(await readOffer(db, offer.id)).toStrictEqual(offer)
    expect(await rowCounts(db)).toEqual(before)
  })

  it('an offer that had its answer, whichever that was', async () => {
    for (const end of answers) {
      const { offer, buyerId, sellerId } = await openOffer()
      await answer(end, offer.id, end === 'cancel' ? buyerId : sellerId)
      const closed = await readOffer(db, offer.id)
      expect(closed.status).not.toBe('pending')
      const late = answer(way, offer.id, way === 'cancel' ? buyerId : sellerId)
      expect((await rejection(late, ConflictError)).rule).toBe('offer_not_pending')
      expect(await readOffer(db, offer.id)).toStrictEqual(closed)
    }
  })

  it('an offer whose time has passed by the server’s clock, marked or not', async () => {
    const { offer, buyerId, sellerId } = await openOffer(3_600)
    await passDeadline(db, offer.id)
    const userId = way === 'cancel' ? buyerId : sellerId
    expect((await rejection(answer(way, offer.id, userId), ConflictError)).rule).toBe('offer_expired')
    expect((await readOffer(db, offer.id)).status).toBe('pending')
    await db.offers.expireDue()
    expect((await rejection(answer(way, offer.id, userId), ConflictError)).rule).toBe('offer_expired')
    expect((await readOffer(db, offer.id)).status).toBe('expired')
  })

  it('an offer that does not exist', async () => {
    const { sellerId } = await openNegotiation(db)
    const error = await rejection(answer(way, newId(), sellerId), NotFoundError)
    expect(error.table).toBe('offers')
  })
})

describe('expireDue', () => {
  it('marks those whose time has passed, the oldest first, and no others', async () => {
    const late = []
    for (let n = 0; n < 5; n++) {
      const { offer } = await openOffer(3_600)
      await passDeadline(db, offer.id)
      late.push(offer.id)
    }
    const { offer: open } = await openOffer(3_600)
    const { offer: endless } = await openOffer()
    const { offer: answered, buyerId } = await openOffer(3_600)
    await db.offers.cancel({ offerId: answered.id, userId: buyerId })
    await passDeadline(db, answered.id)
    expect(await db.offers.expireDue({ limit: 2 })).toBe(2)
    const first = await readOffers(db, late)
    expect(first.map(({ status }) => status)).toEqual(['expired', 'expired', 'pending', 'pending', 'pending'])
    expect(await db.offers.expireDue()).toBe(3)
    expect(await db.offers.expireDue()).toBe(0)
    const rest = await readOffers(db, [...late, open.id, endless.id, answered.id])
    expect(rest.map(({ status }) => status)).toEqual([
      ...late.map(() => 'expired'),
      'pending',
      'pending',
      'cancelled',
    ])
  })

  it('shares the work when several run at once', async (context) => {
    const { test } = market
    if (!test.multiSession) context.skip('the embedded server has one session, so nothing runs at once')
    for (let n = 0; n < 30; n++) {
      const { offer } = await openOffer(3_600)
      await passDeadline(db, offer.id)
    }
    const marked = await Promise.all(Array.from({ length: 6 }, () => db.offers.expireDue({ limit: 10 })))
    let sum = marked.reduce((total, count) => total + count, 0)
    // One that skipped what another held may have marked fewer than there were.
    while (sum < 30) sum += await db.offers.expireDue({ limit: 10 })
    expect(sum).toBe(30)
    expect(await db.offers.expireDue()).toBe(0)
  })
})
