import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openNegotiation } from '../setup/market/open-negotiation.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

/** An offer that was accepted, and its pending payment. */
async function openDeal() {
  const { product, conversationId, buyerId, sellerId } = await openNegotiation(db)
  const made = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
  const { offer, payment } = await db.offers.accept({
    offerId: made.id,
    userId: sellerId,
    feeBasisPoints,
  })
  return { product, offer, payment, buyerId, sellerId }
}

const stripeIds = () => {
  const id = newId()
  return {
    stripePaymentIntentId: `pi_${id}`,
    stripeChargeId: `ch_${id}`,
    stripeTransferId: `tr_${id}`,
    paymentMethod: 'apple_pay',
  }
}

type End = 'complete' | 'fail' | 'cancel' | 'refund'

/** Brings a fresh deal to where an end is possible, and ends it. */
async function endedDeal(end: End) {
  const deal = await openDeal()
  if (end === 'refund') await db.payments.complete({ paymentId: deal.payment.id })
  return { ...deal, ended: await db.payments[end]({ paymentId: deal.payment.id }) }
}

describe.each(bothWays(db))('complete on %s', (_, on) => {
  it('sells the product, and gives the payment as it is then read', async () => {
    const { product, offer, payment } = await openDeal()
    const ids = stripeIds()
    const completed = await on(({ payments }) => payments.complete({ paymentId: payment.id, ...ids }))
    expect(completed).toStrictEqual({
      ...payment,
      ...ids,
      status: 'completed',
      completedAt: completed.completedAt,
      updatedAt: completed.updatedAt,
    })
    expect(await db.payments.get(payment.id)).toStrictEqual(completed)
    expect(await db.products.get(product.id)).toMatchObject({
      isAvailable: false,
      soldAt: completed.completedAt,
    })
    expect(await db.offers.get(offer.id)).toStrictEqual(offer)
  })

  it('keeps the time of a sale by hand', async () => {
    const { product, payment } = await openDeal()
    const { soldAt } = await db.products.markSold({ productId: product.id })
    await on(({ payments }) => payments.complete({ paymentId: payment.id }))
    expect((await db.products.get(product.id)).soldAt).toEqual(soldAt)
  })
})

describe.each(bothWays(db))('fail, cancel and refund on %s', (_, on) => {
  it.each([
    ['fail', 'failed'],
    ['cancel', 'cancelled'],
    ['refund', 'refunded'],
  ] as const)('%s puts the product back on the market, and cancels the offer', async (end, status) => {
    const { product, offer, payment } = await openDeal()
    const ids = stripeIds()
    if (end === 'refund') await db.payments.complete({ paymentId: payment.id })
    const ended = await on(({ payments }) => payments[end]({ paymentId: payment.id, ...ids }))
    expect(ended).toStrictEqual({ ...payment, ...ids, status, updatedAt: ended.updatedAt })
    expect(await db.payments.get(payment.id)).toStrictEqual(ended)
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    expect((await db.offers.get(offer.id)).status).toBe('cancelled')
  })

  it('let the product be bought again', async () => {
    const { product, buyerId } = await endedDeal('fail')
    const again = await on(({ payments }) =>
      payments.open({ productId: product.id, buyerId, feeBasisPoints }),
    )
    expect(again.status).toBe('pending')
  })

  it('leave a product sold that was marked so by hand meanwhile', async () => {
    const { product, payment } = await openDeal()
    const sold = await db.products.markSold({ productId: product.id })
    await on(({ payments }) => payments.fail({ paymentId: payment.id }))
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: false, soldAt: sold.soldAt })
  })
})

const ends = ['complete', 'fail', 'cancel', 'refund'] as const

describe.each(ends)('%s', (end) => {
  it('gives the same row when it is repeated with the same ids, or with none', async () => {
    const { payment } = await openDeal()
    if (end === 'refund') await db.payments.complete({ paymentId: payment.id })
    const ids = stripeIds()
    const first = await db.payments[end]({ paymentId: payment.id, ...ids })
    expect(await db.payments[end]({ paymentId: payment.id, ...ids })).toStrictEqual(first)
    expect(await db.payments[end]({ paymentId: payment.id })).toStrictEqual(first)
    expect(await db.payments.get(payment.id)).toStrictEqual(first)
  })

  it('refuses other ids than those it was made with', async () => {
    const { payment } = await openDeal()
    if (end === 'refund') await db.payments.complete({ paymentId: payment.id })
    const ids = stripeIds()
    const first = await db.payments[end]({ paymentId: payment.id, ...ids })
    for (const [key, value] of Object.entries(stripeIds()).slice(0, 3)) {
      const other = db.payments[end]({ paymentId: payment.id, ...ids, [key]: value })
      expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
    }
    expect(await db.payments.get(payment.id)).toStrictEqual(first)
  })

  it('refuses ids that a repeated call brings for the first time', async () => {
    const { ended } = await endedDeal(end)
    const late = db.payments[end]({ paymentId: ended.id, ...stripeIds() })
    expect((await rejection(late, ConflictError)).rule).toBe('payment_ids_differ')
  })

  it('refuses an id that contradicts the one that is known', async () => {
    const { payment } = await openDeal()
    const known = await db.payments.recordIds({ paymentId: payment.id, ...stripeIds() })
    if (end === 'refund') await db.payments.complete({ paymentId: payment.id })
    const before = await db.payments.get(payment.id)
    const other = db.payments[end]({ paymentId: payment.id, stripePaymentIntentId: `pi_${newId()}` })
    expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
    expect(await db.payments.get(payment.id)).toStrictEqual(before)
    const { stripePaymentIntentId } = known
    if (stripePaymentIntentId === null) throw new Error('it was recorded')
    const ended = await db.payments[end]({ paymentId: payment.id, stripePaymentIntentId })
    expect(ended).toMatchObject({ stripePaymentIntentId, stripeChargeId: known.stripeChargeId })
  })

  it('refuses every state that it does not begin in', async () => {
    const allowedFrom = end === 'refund' ? 'complete' : 'none'
    for (const before of ends.filter((other) => other !== end && other !== allowedFrom)) {
      const { ended } = await endedDeal(before)
      const error = await rejection(db.payments[end]({ paymentId: ended.id }), ConflictError)
      expect(error).toMatchObject({
        rule: end === 'refund' ? 'payment_not_completed' : 'payment_not_pending',
        code: 'conflict',
        retryable: false,
      })
      expect(await db.payments.get(ended.id)).toStrictEqual(ended)
    }
  })

  it('refuses a payment that does not exist', async () => {
    expect((await rejection(db.payments[end]({ paymentId: newId() }), NotFoundError)).table).toBe(
      'transactions',
    )
  })
})

describe('refund', () => {
  it('refuses a payment that is still pending', async () => {
    const { payment } = await openDeal()
    const early = db.payments.refund({ paymentId: payment.id })
    expect((await rejection(early, ConflictError)).rule).toBe('payment_not_completed')
  })
})

describe('recordIds', () => {
  it('keeps ids one by one, whatever the state, and refuses to change one', async () => {
    const { payment } = await openDeal()
    const { id } = payment
    const ids = stripeIds()
    const { stripePaymentIntentId, stripeTransferId } = ids
    const first = await db.payments.recordIds({ paymentId: id, stripePaymentIntentId })
    expect(first).toStrictEqual({ ...payment, stripePaymentIntentId, updatedAt: first.updatedAt })
    await db.payments.complete({ paymentId: id })
    const second = await db.payments.recordIds({ paymentId: id, stripePaymentIntentId, stripeTransferId })
    expect(second).toMatchObject({ status: 'completed', stripePaymentIntentId, stripeTransferId })
    expect(await db.payments.get(id)).toStrictEqual(second)
    const other = db.payments.recordIds({ paymentId: id, stripeTransferId: 'tr_other' })
    expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
  })

  it('refuses a payment intent that is another payment’s', async () => {
    const { stripePaymentIntentId } = stripeIds()
    const first = await openDeal()
    const second = await openDeal()
    await db.payments.recordIds({ paymentId: first.payment.id, stripePaymentIntentId })
    const taken = db.payments.recordIds({ paymentId: second.payment.id, stripePaymentIntentId })
    expect((await rejection(taken, ConstraintError)).constraint).toBe(
      'transactions_stripe_payment_intent_id_key',
    )
    expect(await db.payments.findByPaymentIntent(stripePaymentIntentId)).toMatchObject({
      id: first.payment.id,
    })
    expect(await db.payments.findByPaymentIntent('pi_unknown')).toBeNull()
  })
})
