import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { rejection } from '../setup/rejection.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { bothWays } from '../setup/market/both-ways.js'
import { joinNegotiation, openNegotiation, type Negotiation } from '../setup/market/open-negotiation.js'
import { readOffer, readOffers } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay, storedPayment } from '../setup/market/pay.js'
import { rowCounts } from '../setup/market/row-counts.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 505 }

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

function offerOf({ product, conversationId, buyerId }: Negotiation, amountMinor = 20_000) {
  return db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor })
}

describe.each(bothWays(db))('accept on %s', (_, on) => {
  it('takes the product off the market and opens a payment, both as they are then read', async () => {
    const negotiation = await openNegotiation(db, { feedType: 'community', currency: 'KWD' })
    const { product, sellerId, buyerId } = negotiation
    const offer = await offerOf(negotiation, 20_010)
    const paymentId = newId()
    const accepted = await on(({ offers }) =>
      offers.accept({ offerId: offer.id, userId: sellerId, paymentId, feeBasisPoints }),
    )
    expect(accepted.offer).toStrictEqual({
      ...offer,
      status: 'accepted',
      updatedAt: accepted.offer.updatedAt,
    })
    expect(accepted.payment).toStrictEqual({
      id: paymentId,
      buyerId,
      sellerId,
      productId: product.id,
      offerId: offer.id,
      amountMinor: 20_010,
      currency: 'KWD',
      platformFeeMinor: 1_010, // 1,010.505, rounded to a multiple of ten
      sellerPayoutMinor: 19_000,
      feedType: 'community',
      status: 'pending',
      stripePaymentIntentId: null,
      stripeChargeId: null,
      stripeTransferId: null,
      paymentMethod: null,
      completedAt: null,
      createdAt: accepted.payment.createdAt,
      updatedAt: accepted.payment.createdAt,
      feeBasisPoints: 505,
      expiresAt: accepted.payment.expiresAt,
      paidAt: null,
      cancelledAt: null,
      expiredAt: null,
      streamId: null,
      failedAttempts: 0,
      amountReceivedMinor: 0,
      amountRefundedMinor: 0,
      largestRefundMinor: 0,
      amountDisputedMinor: 0,
      amountTransferredMinor: 0,
      amountDueMinor: 0,
      needsReview: false,
      reviewedAt: null,
    })
    const { expiresAt, createdAt } = accepted.payment
    expect(((expiresAt?.getTime() ?? 0) - createdAt.getTime()) / 1_000).toBeCloseTo(86_400, -1)
    expect(await readOffer(db, offer.id)).toStrictEqual(accepted.offer)
    expect(await storedPayment(db, paymentId)).toStrictEqual(accepted.payment)
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: false, soldAt: null })
  })

  it('declines the other pending offers on the product, and no others', async () => {
    const one = await openNegotiation(db)
    const two = await joinNegotiation(db, one)
    const elsewhere = await offerOf(await openNegotiation(db))
    const countered = await offerOf(two)
    const counter = await db.offers.counter({ offerId: countered.id, userId: one.sellerId, amountMinor: 2 })
    const cancelled = await offerOf(one)
    await db.offers.cancel({ offerId: cancelled.id, userId: one.buyerId })
    const accepted = await offerOf(one)
    await on(({ offers }) => offers.accept({ offerId: accepted.id, userId: one.sellerId, feeBasisPoints }))
    const all = await readOffers(
      db,
      [elsewhere, countered, counter, cancelled, accepted].map(({ id }) => id),
    )
    expect(all.map(({ status }) => status)).toEqual([
      'pending',
      'countered',
      'declined',
      'cancelled',
      'accepted',
    ])
  })

  it('gives what the first one led to when it is repeated with its payment’s id', async () => {
    const negotiation = await openNegotiation(db)
    const { sellerId } = negotiation
    const offer = await offerOf(negotiation)
    const input = { offerId: offer.id, userId: sellerId, paymentId: newId(), feeBasisPoints }
    const accepted = await on(({ offers }) => offers.accept(input))
    const before = await rowCounts(db)
    expect(await on(({ offers }) => offers.accept(input))).toStrictEqual(accepted)
    const payment = await pay(db, input.paymentId)
    expect(await on(({ offers }) => offers.accept(input))).toStrictEqual({ ...accepted, payment })
    expect(await rowCounts(db)).toEqual({ ...before, paymentFacts: expect.any(Number) as number })
    const again = on(({ offers }) => offers.accept({ offerId: offer.id, userId: sellerId, feeBasisPoints }))
    expect((await rejection(again, ConflictError)).rule).toBe('offer_not_pending')
  })

  it('refuses the id of another payment', async () => {
    const first = await openNegotiation(db)
    const { payment } = await db.offers.accept({
      offerId: (await offerOf(first)).id,
      userId: first.sellerId,
      feeBasisPoints,
    })
    const second = await openNegotiation(db)
    const offer = await offerOf(second)
    const taken = on(({ offers }) =>
      offers.accept({
        offerId: offer.id,
        userId: second.sellerId,
        paymentId: payment.id,
        feeBasisPoints,
      }),
    )
    expect((await rejection(taken, ConflictError)).rule).toBe('repeated_differently')
    expect(await readOffer(db, offer.id)).toStrictEqual(offer)
    expect((await db.products.get(second.product.id)).isAvailable).toBe(true)
  })

  it('refuses an amount whose currency is no longer the product’s', async () => {
    const negotiation = await openNegotiation(db)
    const offer = await offerOf(negotiation)
    await db.products.update({
      productId: negotiation.product.id,
      sellerId: negotiation.product.sellerId,
      patch: { currency: 'KWD' },
    })
    const dearer = on(({ offers }) =>
      offers.accept({ offerId: offer.id, userId: negotiation.sellerId, feeBasisPoints }),
    )
    expect((await rejection(dearer, ConflictError)).rule).toBe('currency_changed')
  })

  it('stands by the amount of the offer when the price has changed', async () => {
    const negotiation = await openNegotiation(db)
    const offer = await offerOf(negotiation)
    await db.products.update({
      productId: negotiation.product.id,
      sellerId: negotiation.product.sellerId,
      patch: { priceMinor: 99_999 },
    })
    const { payment } = await on(({ offers }) =>
      offers.accept({ offerId: offer.id, userId: negotiation.sellerId, feeBasisPoints }),
    )
    expect(payment.amountMinor).toBe(20_000)
  })
})

describe('each command', () => {
  it('is one round trip, also one that is refused', async () => {
    const negotiation = await openNegotiation(db)
    const { product, sellerId, buyerId, conversationId } = negotiation
    const trips = async (command: () => Promise<unknown>) => {
      const statements = await recordStatements(command)
      return statements.length
    }
    const [first, second, third] = [newId(), newId(), newId()]
    const make = (id: string) =>
      db.offers.make({ id, productId: product.id, conversationId, buyerId, amountMinor: 1 })
    expect(await trips(() => make(first))).toBe(1)
    expect(
      await trips(() => db.offers.counter({ id: second, offerId: first, userId: sellerId, amountMinor: 2 })),
    ).toBe(1)
    expect(await trips(() => db.offers.decline({ offerId: second, userId: buyerId }))).toBe(1)
    await make(third)
    const accept = { offerId: third, userId: sellerId, feeBasisPoints }
    expect(await trips(() => db.offers.accept(accept))).toBe(1)
    expect(await trips(() => db.offers.accept(accept).catch(() => undefined))).toBe(1)
    const { items } = await db.payments.listByBuyer({ buyerId })
    const success = { amountReceivedMinor: 2, currency: 'aed', stripePaymentIntentId: `pi_${third}` }
    expect(await trips(() => db.payments.recordSuccess({ paymentId: items[0]?.id ?? '', ...success }))).toBe(
      1,
    )
  })
})
