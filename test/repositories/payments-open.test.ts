import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { joinNegotiation, openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffer } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay, payBack, storedPayment } from '../setup/market/pay.js'
import { rowCounts } from '../setup/market/row-counts.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

describe.each(bothWays(db))('open on %s', (_, on) => {
  it('gives the payment as it is then read, for the price asked', async () => {
    const { product, buyerId, sellerId } = await openNegotiation(db, {
      priceMinor: 12_345,
      feedType: 'discover',
    })
    const id = newId()
    const opened = await on(({ payments }) =>
      payments.open({
        id,
        productId: product.id,
        buyerId,
        feeBasisPoints,
        stripePaymentIntentId: `pi_${id}`,
        paymentMethod: 'card',
        expectedPrice: { amountMinor: 12_345, currency: 'AED' },
      }),
    )
    expect(opened).toStrictEqual({
      id,
      buyerId,
      sellerId,
      productId: product.id,
      offerId: null,
      amountMinor: 12_345,
      currency: 'AED',
      platformFeeMinor: 1_235, // 1,234.5, rounded half up
      sellerPayoutMinor: 11_110,
      feedType: 'discover',
      status: 'pending',
      stripePaymentIntentId: `pi_${id}`,
      stripeChargeId: null,
      stripeTransferId: null,
      paymentMethod: 'card',
      completedAt: null,
      createdAt: opened.createdAt,
      updatedAt: opened.createdAt,
      feeBasisPoints: 1_000,
      expiresAt: opened.expiresAt,
      streamId: null,
      paidAt: null,
      cancelledAt: null,
      expiredAt: null,
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
    const heldSeconds = ((opened.expiresAt?.getTime() ?? 0) - opened.createdAt.getTime()) / 1_000
    expect(heldSeconds).toBeCloseTo(1_800, -1)
    expect(await storedPayment(db, id)).toStrictEqual(opened)
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: false, soldAt: null })
  })

  it('declines the pending offers on the product', async () => {
    const one = await openNegotiation(db)
    const { product, conversationId, buyerId } = one
    const offer = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 1 })
    const other = await joinNegotiation(db, one)
    await on(({ payments }) =>
      payments.open({ productId: product.id, buyerId: other.buyerId, feeBasisPoints }),
    )
    expect((await readOffer(db, offer.id)).status).toBe('declined')
  })

  it('gives the first one’s payment when it is repeated, and writes nothing more', async () => {
    const { product, buyerId } = await openNegotiation(db)
    const input = { id: newId(), productId: product.id, buyerId, feeBasisPoints }
    const opened = await on(({ payments }) => payments.open(input))
    const before = await rowCounts(db)
    expect(await on(({ payments }) => payments.open(input))).toStrictEqual(opened)
    const completed = await pay(db, input.id)
    expect(await on(({ payments }) => payments.open(input))).toStrictEqual(completed)
    await payBack(db, input.id)
    expect((await on(({ payments }) => payments.open(input))).status).toBe('refunded')
    expect(await rowCounts(db)).toEqual({ ...before, paymentFacts: expect.any(Number) as number })
    expect((await db.products.get(product.id)).isAvailable).toBe(true)
  })

  it('refuses the id of another payment', async () => {
    const first = await openNegotiation(db)
    const second = await openNegotiation(db)
    const id = newId()
    await db.payments.open({ id, productId: first.product.id, buyerId: first.buyerId, feeBasisPoints })
    const taken = on(({ payments }) =>
      payments.open({ id, productId: second.product.id, buyerId: second.buyerId, feeBasisPoints }),
    )
    expect((await rejection(taken, ConflictError)).rule).toBe('repeated_differently')
    expect((await db.products.get(second.product.id)).isAvailable).toBe(true)
  })

  it('refuses the seller, a missing buyer and a missing product', async () => {
    const { product, buyerId, sellerId } = await openNegotiation(db)
    const open = (productId: string, by: string) =>
      on(({ payments }) => payments.open({ productId, buyerId: by, feeBasisPoints }))
    expect((await rejection(open(product.id, sellerId), ForbiddenError)).rule).toBe('own_product')
    expect((await rejection(open(newId(), buyerId), NotFoundError)).table).toBe('products')
    expect((await rejection(open(product.id, newId()), NotFoundError)).table).toBe('users')
    expect((await db.products.get(product.id)).isAvailable).toBe(true)
  })

  it('refuses a product that is in a deal, off the market or sold', async () => {
    const { product, buyerId } = await openNegotiation(db)
    const open = () => on(({ payments }) => payments.open({ productId: product.id, buyerId, feeBasisPoints }))
    const { id } = await open()
    expect((await rejection(open(), ConflictError)).rule).toBe('product_not_available')
    await pay(db, id)
    expect((await rejection(open(), ConflictError)).rule).toBe('product_already_sold')
    await payBack(db, id)
    await db.products.update({
      productId: product.id,
      sellerId: product.sellerId,
      patch: { isAvailable: false },
    })
    expect((await rejection(open(), ConflictError)).rule).toBe('product_not_available')
  })

  it('refuses a price that is not the expected one', async () => {
    const { product, buyerId } = await openNegotiation(db)
    for (const expectedPrice of [
      { amountMinor: 24_999, currency: 'AED' },
      { amountMinor: 25_000, currency: 'KWD' },
    ]) {
      const changed = on(({ payments }) =>
        payments.open({ productId: product.id, buyerId, feeBasisPoints, expectedPrice }),
      )
      expect((await rejection(changed, ConflictError)).rule).toBe('price_changed')
    }
  })

  it('refuses a payment intent that is another payment’s', async () => {
    const first = await openNegotiation(db)
    const second = await openNegotiation(db)
    const stripePaymentIntentId = `pi_${newId()}`
    const open = ({ product, buyerId }: typeof first) =>
      on(({ payments }) =>
        payments.open({ productId: product.id, buyerId, feeBasisPoints, stripePaymentIntentId }),
      )
    await open(first)
    const error = await rejection(open(second), ConstraintError)
    expect(error).toMatchObject({
      kind: 'unique',
      constraint: 'transactions_stripe_payment_intent_id_key',
      field: 'stripePaymentIntentId',
    })
    expect((await db.products.get(second.product.id)).isAvailable).toBe(true)
  })
})

describe('a product in an open deal', () => {
  it('is not put on the market before the deal has ended, by whatever command', async () => {
    const { product, buyerId } = await openNegotiation(db)
    const { id } = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    const puts = [
      () =>
        db.products.update({
          productId: product.id,
          sellerId: product.sellerId,
          patch: { isAvailable: true },
        }),
      () => db.products.markAvailable({ productId: product.id, sellerId: product.sellerId }),
    ]
    for (const put of puts) {
      const error = await rejection(put(), ConflictError)
      expect(error).toMatchObject({ rule: 'product_in_deal', retryable: false, outcome: 'not_run' })
    }
    await pay(db, id)
    expect(
      (
        await rejection(
          db.products.markAvailable({ productId: product.id, sellerId: product.sellerId }),
          ConflictError,
        )
      ).rule,
    ).toBe('product_in_deal')
    await payBack(db, id)
    expect((await db.products.get(product.id)).isAvailable).toBe(true)
  })

  it('may be edited meanwhile', async () => {
    const { product, buyerId } = await openNegotiation(db)
    await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    const edited = await db.products.update({
      productId: product.id,
      sellerId: product.sellerId,
      patch: { title: 'Sold soon' },
    })
    expect(edited).toMatchObject({ title: 'Sold soon', isAvailable: false })
  })
})

describe('a product that leaves the market by hand', () => {
  it.each(['markSold', 'update'] as const)('takes its pending offers along: %s', async (way) => {
    const { product, conversationId, buyerId } = await openNegotiation(db)
    const offer = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 1 })
    await (way === 'markSold'
      ? db.products.markSold({ productId: product.id, sellerId: product.sellerId })
      : db.products.update({
          productId: product.id,
          sellerId: product.sellerId,
          patch: { isAvailable: false },
        }))
    expect((await readOffer(db, offer.id)).status).toBe('declined')
  })
})
