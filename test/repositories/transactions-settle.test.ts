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
  const { offer, transaction } = await db.offers.accept({
    offerId: made.id,
    userId: sellerId,
    feeBasisPoints,
  })
  return { product, offer, transaction, buyerId, sellerId }
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
  if (end === 'refund') await db.transactions.complete({ id: deal.transaction.id })
  return { ...deal, ended: await db.transactions[end]({ id: deal.transaction.id }) }
}

describe.each(bothWays(db))('complete on %s', (_, on) => {
  it('sells the product, and gives the payment as it is then read', async () => {
    const { product, offer, transaction } = await openDeal()
    const ids = stripeIds()
    const completed = await on(({ transactions }) => transactions.complete({ id: transaction.id, ...ids }))
    expect(completed).toStrictEqual({
      ...transaction,
      ...ids,
      status: 'completed',
      completedAt: completed.completedAt,
      updatedAt: completed.updatedAt,
    })
    expect(await db.transactions.get(transaction.id)).toStrictEqual(completed)
    expect(await db.products.get(product.id)).toMatchObject({
      isAvailable: false,
      soldAt: completed.completedAt,
    })
    expect(await db.offers.get(offer.id)).toStrictEqual(offer)
  })

  it('keeps the time of a sale by hand', async () => {
    const { product, transaction } = await openDeal()
    const { soldAt } = await db.products.markSold(product.id)
    await on(({ transactions }) => transactions.complete({ id: transaction.id }))
    expect((await db.products.get(product.id)).soldAt).toEqual(soldAt)
  })
})

describe.each(bothWays(db))('fail, cancel and refund on %s', (_, on) => {
  it.each([
    ['fail', 'failed'],
    ['cancel', 'cancelled'],
    ['refund', 'refunded'],
  ] as const)('%s puts the product back on the market, and cancels the offer', async (end, status) => {
    const { product, offer, transaction } = await openDeal()
    const ids = stripeIds()
    if (end === 'refund') await db.transactions.complete({ id: transaction.id })
    const ended = await on(({ transactions }) => transactions[end]({ id: transaction.id, ...ids }))
    expect(ended).toStrictEqual({ ...transaction, ...ids, status, updatedAt: ended.updatedAt })
    expect(await db.transactions.get(transaction.id)).toStrictEqual(ended)
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    expect((await db.offers.get(offer.id)).status).toBe('cancelled')
  })

  it('let the product be bought again', async () => {
    const { product, buyerId } = await endedDeal('fail')
    const again = await on(({ transactions }) =>
      transactions.open({ productId: product.id, buyerId, feeBasisPoints }),
    )
    expect(again.status).toBe('pending')
  })

  it('leave a product sold that was marked so by hand meanwhile', async () => {
    const { product, transaction } = await openDeal()
    const sold = await db.products.markSold(product.id)
    await on(({ transactions }) => transactions.fail({ id: transaction.id }))
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: false, soldAt: sold.soldAt })
  })
})

const ends = ['complete', 'fail', 'cancel', 'refund'] as const

describe.each(ends)('%s', (end) => {
  it('gives the same row when it is repeated with the same ids, or with none', async () => {
    const { transaction } = await openDeal()
    if (end === 'refund') await db.transactions.complete({ id: transaction.id })
    const ids = stripeIds()
    const first = await db.transactions[end]({ id: transaction.id, ...ids })
    expect(await db.transactions[end]({ id: transaction.id, ...ids })).toStrictEqual(first)
    expect(await db.transactions[end]({ id: transaction.id })).toStrictEqual(first)
    expect(await db.transactions.get(transaction.id)).toStrictEqual(first)
  })

  it('refuses other ids than those it was made with', async () => {
    const { transaction } = await openDeal()
    if (end === 'refund') await db.transactions.complete({ id: transaction.id })
    const ids = stripeIds()
    const first = await db.transactions[end]({ id: transaction.id, ...ids })
    for (const [key, value] of Object.entries(stripeIds()).slice(0, 3)) {
      const other = db.transactions[end]({ id: transaction.id, ...ids, [key]: value })
      expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
    }
    expect(await db.transactions.get(transaction.id)).toStrictEqual(first)
  })

  it('refuses ids that a repeated call brings for the first time', async () => {
    const { ended } = await endedDeal(end)
    const late = db.transactions[end]({ id: ended.id, ...stripeIds() })
    expect((await rejection(late, ConflictError)).rule).toBe('payment_ids_differ')
  })

  it('refuses an id that contradicts the one that is known', async () => {
    const { transaction } = await openDeal()
    const known = await db.transactions.recordIds({ id: transaction.id, ...stripeIds() })
    if (end === 'refund') await db.transactions.complete({ id: transaction.id })
    const before = await db.transactions.get(transaction.id)
    const other = db.transactions[end]({ id: transaction.id, stripePaymentIntentId: `pi_${newId()}` })
    expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
    expect(await db.transactions.get(transaction.id)).toStrictEqual(before)
    const { stripePaymentIntentId } = known
    if (stripePaymentIntentId === null) throw new Error('it was recorded')
    const ended = await db.transactions[end]({ id: transaction.id, stripePaymentIntentId })
    expect(ended).toMatchObject({ stripePaymentIntentId, stripeChargeId: known.stripeChargeId })
  })

  it('refuses every state that it does not begin in', async () => {
    const allowedFrom = end === 'refund' ? 'complete' : 'none'
    for (const before of ends.filter((other) => other !== end && other !== allowedFrom)) {
      const { ended } = await endedDeal(before)
      const error = await rejection(db.transactions[end]({ id: ended.id }), ConflictError)
      expect(error).toMatchObject({
        rule: end === 'refund' ? 'transaction_not_completed' : 'transaction_not_pending',
        code: 'conflict',
        retryable: false,
      })
      expect(await db.transactions.get(ended.id)).toStrictEqual(ended)
    }
  })

  it('refuses a payment that does not exist', async () => {
    expect((await rejection(db.transactions[end]({ id: newId() }), NotFoundError)).table).toBe('transactions')
  })
})

describe('refund', () => {
  it('refuses a payment that is still pending', async () => {
    const { transaction } = await openDeal()
    const early = db.transactions.refund({ id: transaction.id })
    expect((await rejection(early, ConflictError)).rule).toBe('transaction_not_completed')
  })
})

describe('recordIds', () => {
  it('keeps ids one by one, whatever the state, and refuses to change one', async () => {
    const { transaction } = await openDeal()
    const { id } = transaction
    const ids = stripeIds()
    const { stripePaymentIntentId, stripeTransferId } = ids
    const first = await db.transactions.recordIds({ id, stripePaymentIntentId })
    expect(first).toStrictEqual({ ...transaction, stripePaymentIntentId, updatedAt: first.updatedAt })
    await db.transactions.complete({ id })
    const second = await db.transactions.recordIds({ id, stripePaymentIntentId, stripeTransferId })
    expect(second).toMatchObject({ status: 'completed', stripePaymentIntentId, stripeTransferId })
    expect(await db.transactions.get(id)).toStrictEqual(second)
    const other = db.transactions.recordIds({ id, stripeTransferId: 'tr_other' })
    expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
  })

  it('refuses a payment intent that is another payment’s', async () => {
    const { stripePaymentIntentId } = stripeIds()
    const first = await openDeal()
    const second = await openDeal()
    await db.transactions.recordIds({ id: first.transaction.id, stripePaymentIntentId })
    const taken = db.transactions.recordIds({ id: second.transaction.id, stripePaymentIntentId })
    expect((await rejection(taken, ConstraintError)).constraint).toBe(
      'transactions_stripe_payment_intent_id_key',
    )
    expect(await db.transactions.findByPaymentIntent(stripePaymentIntentId)).toMatchObject({
      id: first.transaction.id,
    })
    expect(await db.transactions.findByPaymentIntent('pi_unknown')).toBeNull()
  })
})
