import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { joinNegotiation, openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffer } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { pay, payBack, storedPayment } from '../setup/market/pay.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'

const { db } = await openMarket()
const feeBasisPoints = { discover: 1_000, community: 500 }

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

/** An offer of 20,000 that was accepted, and its pending payment with its intent. */
async function openDeal() {
  const negotiation = await openNegotiation(db)
  const { product, conversationId, buyerId, sellerId } = negotiation
  const made = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor: 20_000 })
  const accepted = await db.offers.accept({ offerId: made.id, userId: sellerId, feeBasisPoints })
  const paymentId = accepted.payment.id
  const intent = { stripePaymentIntentId: `pi_${paymentId}` }
  const payment = await db.payments.attachIntent({ paymentId, ...intent })
  return { negotiation, product, offer: accepted.offer, payment, paymentId, intent, buyerId, sellerId }
}

const success = { amountReceivedMinor: 20_000, currency: 'aed' } as const

function refundOf(
  amountMinor: number,
  status: 'pending' | 'succeeded' | 'canceled' | 'failed',
  id = newId(),
) {
  return { stripeRefundId: `re_${id}`, amountMinor, currency: 'aed', status } as const
}

async function dueAmounts(): Promise<Readonly<Record<string, number>>> {
  const { items } = await db.payments.listRefundsDue({ limit: 100 })
  return Object.fromEntries(items.map(({ id, amountDueMinor }) => [id, amountDueMinor]))
}

async function isInReview(paymentId: string): Promise<boolean> {
  const { items } = await db.payments.listToReview({ limit: 100 })
  return items.some(({ id }) => id === paymentId)
}

describe.each(bothWays(db))('recordSuccess on %s', (_, on) => {
  it('sells the product, and gives the payment as it is then read', async () => {
    const { product, offer, payment, paymentId, intent } = await openDeal()
    const webhook = { ...intent, ...success, stripeChargeId: `ch_${paymentId}`, paymentMethod: 'apple_pay' }
    const completed = await on(({ payments }) => payments.recordSuccess(webhook))
    expect(completed).toStrictEqual({
      ...payment,
      status: 'completed',
      stripeChargeId: `ch_${paymentId}`,
      paymentMethod: 'apple_pay',
      amountReceivedMinor: 20_000,
      paidAt: completed.paidAt,
      completedAt: completed.completedAt,
      updatedAt: completed.updatedAt,
    })
    expect(completed.paidAt).toEqual(completed.completedAt)
    expect(await storedPayment(db, paymentId)).toStrictEqual(completed)
    expect(await db.products.get(product.id)).toMatchObject({
      isAvailable: false,
      soldAt: completed.completedAt,
    })
    expect(await readOffer(db, offer.id)).toStrictEqual(offer)
    expect(await on(({ payments }) => payments.recordSuccess(webhook))).toStrictEqual(completed)
  })

  it('completes a payment of which an attempt failed before', async () => {
    const { paymentId, intent } = await openDeal()
    const failed = await on(({ payments }) =>
      payments.recordAttempt({ ...intent, stripeAttemptId: `ch_${paymentId}`, failureCode: 'card_declined' }),
    )
    expect(failed).toMatchObject({ status: 'pending', failedAttempts: 1 })
    const again = { ...intent, stripeAttemptId: `ch_${paymentId}` }
    expect(await on(({ payments }) => payments.recordAttempt(again))).toStrictEqual(failed)
    expect(await on(({ payments }) => payments.recordSuccess({ ...intent, ...success }))).toMatchObject({
      status: 'completed',
      failedAttempts: 1,
    })
    const { items } = await db.payments.listFacts({ paymentId })
    expect(items.map(({ kind, status, failureCode }) => [kind, status, failureCode])).toEqual([
      ['intent', 'succeeded', null],
      ['attempt', 'failed', 'card_declined'],
    ])
  })
})

describe('recordSuccess', () => {
  it('keeps the time of a sale by hand', async () => {
    const { product, paymentId } = await openDeal()
    const { soldAt } = await db.products.markSold({ productId: product.id, sellerId: product.sellerId })
    await pay(db, paymentId)
    expect((await db.products.get(product.id)).soldAt).toEqual(soldAt)
  })

  it('refuses an intent that nobody knows, so that the webhook is repeated', async () => {
    const unknown = db.payments.recordSuccess({ stripePaymentIntentId: `pi_${newId()}`, ...success })
    expect((await rejection(unknown, NotFoundError)).table).toBe('transactions')
    const missing = db.payments.recordSuccess({
      paymentId: newId(),
      stripePaymentIntentId: `pi_${newId()}`,
      ...success,
    })
    expect((await rejection(missing, NotFoundError)).table).toBe('transactions')
  })

  it('learns the intent of a payment that was opened without one', async () => {
    const { product, buyerId } = await openNegotiation(db)
    const { id: paymentId } = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    const stripePaymentIntentId = `pi_${paymentId}`
    const webhook = { paymentId, stripePaymentIntentId, amountReceivedMinor: 25_000, currency: 'AED' }
    expect(await db.payments.recordSuccess(webhook)).toMatchObject({
      stripePaymentIntentId,
      status: 'completed',
      needsReview: false,
    })
    expect((await db.payments.findByPaymentIntent(stripePaymentIntentId))?.id).toBe(paymentId)
  })

  it('is dated no earlier than the payment, in a transaction that began before it', async () => {
    const { product, buyerId } = await openNegotiation(db)
    const { id } = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    // The transaction's now() is before that.
    await setCreatedAt(db, [{ id, createdAt: new Date(Date.now() + 60_000).toISOString() }], 'transactions')
    const paid = await pay(db, id)
    expect(paid.paidAt).toEqual(paid.createdAt)
    expect(paid.completedAt).toEqual(paid.createdAt)
  })

  it('waits for the whole amount', async () => {
    const { paymentId, intent } = await openDeal()
    const less = await db.payments.recordSuccess({ ...intent, ...success, amountReceivedMinor: 15_000 })
    expect(less).toMatchObject({
      status: 'pending',
      amountReceivedMinor: 15_000,
      amountDueMinor: 0,
      paidAt: null,
    })
    expect(await isInReview(paymentId)).toBe(true)
    const rest = { paymentId, stripePaymentIntentId: `pi_rest_${paymentId}` }
    const whole = await db.payments.recordSuccess({ ...rest, ...success, amountReceivedMinor: 5_000 })
    expect(whole).toMatchObject({ status: 'completed', amountReceivedMinor: 20_000, ...intent })
  })

  it('keeps a part of the amount that is there when the payment ends', async () => {
    const { paymentId, intent } = await openDeal()
    await db.payments.recordSuccess({ ...intent, ...success, amountReceivedMinor: 15_000 })
    expect(await db.payments.expire({ paymentId })).toMatchObject({
      status: 'cancelled',
      amountDueMinor: 15_000,
    })
    expect((await dueAmounts())[paymentId]).toBe(15_000)
  })

  it('keeps what is paid twice, to be paid back', async () => {
    const { paymentId, intent } = await openDeal()
    await db.payments.recordSuccess({ ...intent, ...success })
    const other = { paymentId, stripePaymentIntentId: `pi_other_${paymentId}` }
    const twice = await db.payments.recordSuccess({ ...other, ...success })
    expect(twice).toMatchObject({ status: 'completed', amountReceivedMinor: 40_000, amountDueMinor: 20_000 })
    expect(await isInReview(paymentId)).toBe(true)
    const found = await db.payments.findByPaymentIntent(other.stripePaymentIntentId)
    expect(found).toStrictEqual(twice)
    const back = await db.payments.recordRefund({
      stripePaymentIntentId: other.stripePaymentIntentId,
      ...refundOf(20_000, 'succeeded'),
    })
    expect(back).toMatchObject({ status: 'completed', amountDueMinor: 0 })
  })

  it('keeps money in another currency, for a review', async () => {
    const { paymentId, intent } = await openDeal()
    const paid = await db.payments.recordSuccess({ ...intent, ...success, currency: 'usd' })
    expect(paid).toMatchObject({ status: 'pending', amountReceivedMinor: 0, needsReview: true })
    expect(await isInReview(paymentId)).toBe(true)
    const { items } = await db.payments.listFacts({ paymentId })
    expect(items).toMatchObject([{ amountMinor: 20_000, currency: 'USD', status: 'succeeded' }])
    const reviewed = await db.payments.markReviewed({ paymentId })
    expect(await db.payments.markReviewed({ paymentId })).toMatchObject({ reviewedAt: reviewed.reviewedAt })
    expect(await isInReview(paymentId)).toBe(false)
    await db.payments.recordSuccess({ ...intent, ...success, currency: 'usd' })
    expect(await isInReview(paymentId)).toBe(false)
    await db.payments.recordRefund({ paymentId, ...refundOf(20_000, 'succeeded'), currency: 'usd' })
    expect(await isInReview(paymentId)).toBe(true)
  })

  it('refuses an intent that is another payment’s, and a charge that is', async () => {
    const one = await openDeal()
    const other = await openDeal()
    const wrong = db.payments.recordSuccess({ paymentId: other.paymentId, ...one.intent, ...success })
    expect((await rejection(wrong, ConflictError)).rule).toBe('payment_ids_differ')
    const stripeChargeId = `ch_${one.paymentId}`
    await db.payments.recordSuccess({ ...one.intent, ...success, stripeChargeId })
    const charged = db.payments.recordSuccess({ ...other.intent, ...success, stripeChargeId })
    expect((await rejection(charged, ConstraintError)).constraintName).toBe(
      'transactions_stripe_charge_id_key',
    )
    expect((await storedPayment(db, other.paymentId)).status).toBe('pending')
  })
})

describe('late money', () => {
  it.each(['cancel', 'expire', 'recordCancellation'] as const)(
    'completes a payment after %s, if the product is still on the market',
    async (end) => {
      const { product, offer, paymentId, intent, buyerId } = await openDeal()
      const ended = await {
        cancel: () => db.payments.cancel({ paymentId, userId: buyerId }),
        expire: () => db.payments.expire({ paymentId }),
        recordCancellation: () => db.payments.recordCancellation(intent),
      }[end]()
      expect(ended.status).toBe('cancelled')
      expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
      expect((await readOffer(db, offer.id)).status).toBe('cancelled')
      const paid = await pay(db, paymentId)
      expect(paid).toMatchObject({ status: 'completed', amountDueMinor: 0 })
      expect(await db.products.get(product.id)).toMatchObject({ isAvailable: false, soldAt: paid.paidAt })
      expect((await readOffer(db, offer.id)).status).toBe('accepted')
    },
  )

  it('is kept without a deal if the product is another buyer’s by then', async () => {
    const { negotiation, product, offer, paymentId } = await openDeal()
    await db.payments.expire({ paymentId })
    const { buyerId } = await joinNegotiation(db, negotiation)
    const other = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    const late = await pay(db, paymentId)
    expect(late).toMatchObject({ status: 'cancelled', amountReceivedMinor: 20_000, amountDueMinor: 20_000 })
    expect((await readOffer(db, offer.id)).status).toBe('cancelled')
    expect((await dueAmounts())[paymentId]).toBe(20_000)
    expect((await pay(db, other.id)).status).toBe('completed')
    const back = await payBack(db, paymentId)
    expect(back).toMatchObject({ status: 'refunded', amountDueMinor: 0 })
    expect(await dueAmounts()).not.toHaveProperty(paymentId)
    expect((await storedPayment(db, other.id)).status).toBe('completed')
  })

  it.each([{ priceMinor: 99_000 }, { currency: 'USD' }])(
    'is kept without a deal if the product has another price by then: %j',
    async (patch) => {
      const { product, buyerId, sellerId } = await openNegotiation(db)
      const { id: paymentId } = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
      await db.payments.cancel({ paymentId, userId: buyerId })
      await db.products.update({ productId: product.id, sellerId, patch })
      expect(await pay(db, paymentId)).toMatchObject({
        status: 'cancelled',
        amountDueMinor: product.priceMinor,
      })
      expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    },
  )

  it('of an accepted offer is kept without a deal if the product has another currency by then', async () => {
    const { product, offer, paymentId } = await openDeal()
    await db.payments.expire({ paymentId })
    const patch = { currency: 'USD' }
    await db.products.update({ productId: product.id, sellerId: product.sellerId, patch })
    expect(await pay(db, paymentId)).toMatchObject({ status: 'cancelled', amountDueMinor: 20_000 })
    expect((await readOffer(db, offer.id)).status).toBe('cancelled')
  })

  it('makes no deal once it is kept, though the product comes back on the market', async () => {
    const { negotiation, product, offer, paymentId, intent } = await openDeal()
    await db.payments.expire({ paymentId })
    const { buyerId } = await joinNegotiation(db, negotiation)
    const other = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    await pay(db, paymentId)
    await db.payments.cancel({ paymentId: other.id, userId: buyerId })
    const part = { paymentId, ...refundOf(5_000, 'pending') }
    const dispute = { paymentId, stripeDisputeId: `dp_${paymentId}`, amountMinor: 20_000, currency: 'aed' }
    const reports = [
      () => pay(db, paymentId),
      () => db.payments.recordAttempt({ ...intent, stripeAttemptId: `ch_${paymentId}` }),
      () => db.payments.recordRefund(part),
      () => db.payments.recordRefund({ ...part, status: 'failed' }),
      () => db.payments.recordDispute({ ...dispute, status: 'needs_response' }),
      () => db.payments.recordDispute({ ...dispute, status: 'won' }),
    ]
    for (const report of reports) expect((await report()).status).toBe('cancelled')
    expect((await dueAmounts())[paymentId]).toBe(20_000)
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    expect((await readOffer(db, offer.id)).status).toBe('cancelled')
  })

  it('is kept without a deal if the seller has taken the product off the market', async () => {
    const { product, paymentId } = await openDeal()
    await db.payments.expire({ paymentId })
    await db.products.update({
      productId: product.id,
      sellerId: product.sellerId,
      patch: { isAvailable: false },
    })
    expect(await pay(db, paymentId)).toMatchObject({ status: 'cancelled', amountDueMinor: 20_000 })
    expect((await db.products.get(product.id)).soldAt).toBeNull()
  })
})

describe('recordCancellation', () => {
  it('of another intent than the payment’s changes nothing', async () => {
    const { paymentId, payment } = await openDeal()
    const other = { paymentId, stripePaymentIntentId: `pi_other_${paymentId}` }
    expect(await db.payments.recordCancellation(other)).toStrictEqual(payment)
  })

  it('may be repeated', async () => {
    const { intent } = await openDeal()
    const first = await db.payments.recordCancellation(intent)
    expect(await db.payments.recordCancellation(intent)).toStrictEqual(first)
  })
})

describe('recordRefund', () => {
  it.each(['pending', 'succeeded'] as const)(
    'of all that was received puts the product back on the market: %s',
    async (status) => {
      const { product, offer, paymentId } = await openDeal()
      await pay(db, paymentId)
      const refund = { paymentId, ...refundOf(20_000, status) }
      const refunded = await db.payments.recordRefund(refund)
      expect(refunded).toMatchObject({ status: 'refunded', amountRefundedMinor: 20_000, completedAt: null })
      expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
      expect((await readOffer(db, offer.id)).status).toBe('cancelled')
      expect(await db.payments.recordRefund(refund)).toStrictEqual(refunded)
    },
  )

  it('of a part leaves the deal', async () => {
    const { product, paymentId } = await openDeal()
    await pay(db, paymentId)
    const part = refundOf(5_000, 'pending')
    expect(await db.payments.recordRefund({ paymentId, ...part })).toMatchObject({
      status: 'completed',
      amountRefundedMinor: 5_000,
      amountDueMinor: 0,
    })
    expect((await db.products.get(product.id)).soldAt).not.toBeNull()
    const failed = { paymentId, ...part, status: 'failed', failureCode: 'expired_or_canceled_card' } as const
    expect(await db.payments.recordRefund(failed)).toMatchObject({
      status: 'completed',
      amountRefundedMinor: 0,
    })
    // A pending one that arrives late changes nothing.
    expect((await db.payments.recordRefund({ paymentId, ...part })).amountRefundedMinor).toBe(0)
    await db.payments.recordRefund({ paymentId, ...refundOf(15_000, 'succeeded') })
    const all = await db.payments.recordRefund({ paymentId, ...refundOf(5_000, 'succeeded') })
    expect(all).toMatchObject({ status: 'refunded', amountRefundedMinor: 20_000 })
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
  })

  it('of all in parts, one of which fails, leaves the rest due: less than the price had come', async () => {
    const { paymentId, intent } = await openDeal()
    await db.payments.recordSuccess({ ...intent, ...success, amountReceivedMinor: 10_000 })
    const [first, second] = [refundOf(5_000, 'succeeded'), refundOf(5_000, 'succeeded')]
    await db.payments.recordRefund({ paymentId, ...first })
    expect((await db.payments.recordRefund({ paymentId, ...second })).status).toBe('refunded')
    expect(await db.payments.recordRefund({ paymentId, ...second, status: 'failed' })).toMatchObject({
      status: 'cancelled',
      amountDueMinor: 5_000,
    })
  })

  it('is kept if it is heard of before the success', async () => {
    const { product, offer, paymentId } = await openDeal()
    const early = await db.payments.recordRefund({ paymentId, ...refundOf(20_000, 'succeeded') })
    expect(early).toMatchObject({ status: 'pending', amountRefundedMinor: 20_000 })
    expect(await pay(db, paymentId)).toMatchObject({ status: 'refunded', amountDueMinor: 0 })
    expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    expect((await readOffer(db, offer.id)).status).toBe('cancelled')
  })

  it.each([true, false])(
    'of all that fails after all leaves the money due, in either order (%s)',
    async (inOrder) => {
      const { product, paymentId } = await openDeal()
      const pending = { paymentId, ...refundOf(20_000, 'succeeded') }
      const failed = { ...pending, status: 'failed' } as const
      const events = [
        () => pay(db, paymentId),
        () => db.payments.recordRefund(pending),
        () => db.payments.recordRefund(failed),
      ]
      for (const event of inOrder ? events : events.toReversed()) await event()
      expect(await storedPayment(db, paymentId)).toMatchObject({
        status: 'cancelled',
        amountRefundedMinor: 0,
        amountDueMinor: 20_000,
      })
      expect((await dueAmounts())[paymentId]).toBe(20_000)
      expect(await db.products.get(product.id)).toMatchObject({ isAvailable: true, soldAt: null })
    },
  )

  it('refuses a refund that is another payment’s', async () => {
    const one = await openDeal()
    const other = await openDeal()
    const refund = refundOf(1, 'pending')
    await db.payments.recordRefund({ ...one.intent, ...refund })
    const wrong = db.payments.recordRefund({ ...other.intent, ...refund })
    expect((await rejection(wrong, ConflictError)).rule).toBe('payment_ids_differ')
  })
})

describe('recordDispute', () => {
  const dispute = (id: string, status: 'warning_needs_response' | 'needs_response' | 'won' | 'lost') =>
    ({ stripeDisputeId: `dp_${id}`, amountMinor: 20_000, currency: 'aed', status }) as const

  it('counts the money that the bank holds or took, and leaves the deal', async () => {
    const { paymentId } = await openDeal()
    const record = (status: Parameters<typeof dispute>[1]) =>
      db.payments.recordDispute({ paymentId, ...dispute(paymentId, status) })
    expect(await record('warning_needs_response')).toMatchObject({
      status: 'pending',
      amountDisputedMinor: 0,
    })
    await pay(db, paymentId)
    expect(await record('needs_response')).toMatchObject({ status: 'completed', amountDisputedMinor: 20_000 })
    expect(await record('won')).toMatchObject({ status: 'completed', amountDisputedMinor: 0 })
    expect(await record('needs_response')).toMatchObject({ amountDisputedMinor: 0 })
  })

  it('takes what is disputed off what is due', async () => {
    const { product, paymentId } = await openDeal()
    await db.payments.expire({ paymentId })
    await db.products.markSold({ productId: product.id, sellerId: product.sellerId })
    expect((await pay(db, paymentId)).amountDueMinor).toBe(20_000)
    const lost = await db.payments.recordDispute({ paymentId, ...dispute(paymentId, 'lost') })
    expect(lost).toMatchObject({ status: 'cancelled', amountDueMinor: 0 })
  })
})

describe('recordTransfer', () => {
  it('counts what was passed on and not reversed, in any order', async () => {
    const { paymentId } = await openDeal()
    const transfer = { stripeTransferId: `tr_${paymentId}`, amountMinor: 18_000, currency: 'aed' }
    const reversed = { paymentId, ...transfer, amountReversedMinor: 8_000 }
    expect((await db.payments.recordTransfer(reversed)).amountTransferredMinor).toBe(10_000)
    expect(await db.payments.recordTransfer({ paymentId, ...transfer })).toMatchObject({
      amountTransferredMinor: 10_000,
      stripeTransferId: transfer.stripeTransferId,
    })
    const second = { paymentId, ...transfer, stripeTransferId: `tr_00_${paymentId}`, amountMinor: 500 }
    expect(await db.payments.recordTransfer(second)).toMatchObject({
      amountTransferredMinor: 10_500,
      stripeTransferId: second.stripeTransferId,
    })
  })
})

describe('attachIntent', () => {
  it('keeps the first intent, and refuses another', async () => {
    const { paymentId, payment, intent } = await openDeal()
    expect(await db.payments.attachIntent({ paymentId, ...intent })).toStrictEqual(payment)
    const other = db.payments.attachIntent({ paymentId, stripePaymentIntentId: `pi_${newId()}` })
    expect((await rejection(other, ConflictError)).rule).toBe('payment_ids_differ')
    const missing = db.payments.attachIntent({ paymentId: newId(), ...intent })
    expect((await rejection(missing, NotFoundError)).table).toBe('transactions')
  })

  it('refuses an intent that is another payment’s', async () => {
    const { intent } = await openDeal()
    const { product, buyerId } = await openNegotiation(db)
    const { id: paymentId } = await db.payments.open({ productId: product.id, buyerId, feeBasisPoints })
    const taken = db.payments.attachIntent({ paymentId, ...intent })
    expect((await rejection(taken, ConstraintError)).constraint).toBe(
      'transactions_stripe_payment_intent_id_key',
    )
    expect(await db.payments.findByPaymentIntent('pi_unknown')).toBeNull()
  })
})

describe('ids at Stripe', () => {
  it.each([
    ['stripe_customer_id', 'users_stripe_customer_id_key'],
    ['stripe_connect_account_id', 'users_stripe_connect_account_id_key'],
  ] as const)('are one user’s: %s', async (column, constraint) => {
    const { buyerId, sellerId } = await openNegotiation(db)
    const update = query<{ readonly id: string; readonly stripeId: string }, object>(
      `update users set ${column} = :stripeId! where id = :id!::uuid`,
    )
    const stripeId = `id_${buyerId}`
    await db.execute(update, { id: buyerId, stripeId })
    const taken = db.execute(update, { id: sellerId, stripeId })
    expect(await rejection(taken, ConstraintError)).toMatchObject({ kind: 'unique', constraint })
  })
})
