/**
 * The facts of a payment, in any order and any number of times, one after another and many at once: they end in the same
 * payment. The histories are those that Stripe could produce.
 */

// Thorough: takes the facts of payments in any order, any number of times.

import { describe, expect, it } from 'vitest'
import type { Repositories } from '../../src/repositories/repositories.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/find-broken-invariants.js'
import { fc } from '../setup/fast-check.js'
import { joinNegotiation, openNegotiation } from '../setup/market/open-negotiation.js'
import { readOffer } from '../setup/market/read-offers.js'
import { openMarket } from '../setup/market/open-market.js'
import { passHold } from '../setup/market/pass-deadline.js'
import { pay, storedPayment } from '../setup/market/pay.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { pick, seededRandom, shuffled } from '../setup/random.js'

const { db, test } = await openMarket({
  applicationName: 'a payment race',
  pipeline: false,
  minConnections: 12,
  maxConnections: 12,
  statementTimeoutMs: 60_000,
  lockTimeoutMs: 60_000,
})
const oneSession = 'the embedded server has one session, so nothing races'
const feeBasisPoints = { discover: 1_000, community: 500 }
const amountMinor = 20_000

type RefundState = 'requires_action' | 'pending' | 'succeeded' | 'canceled' | 'failed'
type DisputeState =
  'warning_needs_response' | 'warning_closed' | 'needs_response' | 'under_review' | 'won' | 'lost'

interface Refund {
  readonly amount: number
  /** The states that it goes through. */
  readonly states: readonly RefundState[]
}

/** All that happens to a payment. */
interface History {
  readonly attempts: number
  readonly end: 'success' | 'cancellation' | 'none'
  readonly refunds: readonly Refund[]
  readonly dispute: readonly DisputeState[]
  readonly reversals: readonly number[]
  /** The marketplace's own act, before all facts. */
  readonly act: 'none' | 'cancel' | 'expire'
}

const refundStates = fc.constantFrom<readonly RefundState[]>(
  ['pending'],
  ['pending', 'succeeded'],
  ['succeeded'],
  ['succeeded', 'failed'],
  ['pending', 'failed'],
  ['requires_action', 'canceled'],
  ['requires_action', 'pending', 'succeeded', 'failed'],
)

const isLive = (state: RefundState | undefined) =>
  state !== undefined && state !== 'canceled' && state !== 'failed'

/** Refunds one after another: each of no more than is left when those before it have come to their end. */
const refunds = fc
  .array(fc.tuple(fc.constantFrom(0.25, 0.5, 1), refundStates), { maxLength: 4 })
  .map((wanted) => {
    let left = amountMinor
    return wanted.flatMap(([part, states]): readonly Refund[] => {
      const amount = Math.floor(left * part)
      if (amount === 0) return []
      if (isLive(states.at(-1))) left -= amount
      return [{ amount, states }]
    })
  })

const histories: fc.Arbitrary<History> = fc
  .record({
    attempts: fc.nat(3),
    end: fc.constantFrom('success', 'success', 'success', 'cancellation', 'none'),
    refunds,
    dispute: fc.constantFrom<readonly DisputeState[]>(
      [],
      [],
      ['warning_needs_response', 'warning_closed'],
      ['needs_response', 'under_review', 'won'],
      ['needs_response', 'lost'],
    ),
    reversals: fc.constantFrom<readonly number[]>([], [0], [0, 4_000, 9_000]),
    act: fc.constantFrom('none', 'none', 'cancel', 'expire'),
  })
  .map((history) =>
    // Nothing is paid back, disputed or passed on of money that never came.
    history.end === 'success' ? history : { ...history, refunds: [], dispute: [], reversals: [] },
  )

type Report = (on: Repositories) => Promise<unknown>

/** The events of a history, as the webhooks report them. */
function reportsOf(paymentId: string, history: History): readonly Report[] {
  const intent = { stripePaymentIntentId: `pi_${paymentId}` }
  const currency = 'aed'
  const reports: Report[] = []
  for (let n = 0; n < history.attempts; n++) {
    const attempt = { ...intent, stripeAttemptId: `ch_${n}_${paymentId}`, failureCode: `code_${n}` }
    reports.push((on) => on.payments.recordAttempt(attempt))
  }
  if (history.end === 'success') {
    const stripeChargeId = `ch_${paymentId}`
    const success = {
      ...intent,
      amountReceivedMinor: amountMinor,
      currency,
      stripeChargeId,
      paymentMethod: 'card',
    }
    reports.push((on) => on.payments.recordSuccess(success))
  }
  if (history.end === 'cancellation') reports.push((on) => on.payments.recordCancellation(intent))
  for (const [n, { amount, states }] of history.refunds.entries()) {
    const refund = { ...intent, stripeRefundId: `re_${n}_${paymentId}`, amountMinor: amount, currency }
    for (const status of states) reports.push((on) => on.payments.recordRefund({ ...refund, status }))
  }
  for (const status of history.dispute) {
    const dispute = { ...intent, stripeDisputeId: `dp_${paymentId}`, amountMinor, currency, status }
    reports.push((on) => on.payments.recordDispute(dispute))
  }
  for (const amountReversedMinor of history.reversals) {
    const transfer = { paymentId, stripeTransferId: `tr_${paymentId}`, amountMinor: 18_000, currency }
    reports.push((on) => on.payments.recordTransfer({ ...transfer, amountReversedMinor }))
  }
  return reports
}

/** The end of a history, computed from what happened, whatever the order. */
function endOf({ attempts, end, refunds, dispute, reversals, act }: History) {
  const received = end === 'success' ? amountMinor : 0
  const refunded = refunds
    .filter(({ states }) => isLive(states.at(-1)))
    .reduce((sum, { amount }) => sum + amount, 0)
  const lastOfDispute = dispute.at(-1)
  const disputed = lastOfDispute === 'lost' ? amountMinor : 0
  const isUndone = received > 0 && (refunded >= received || refunds.some(({ amount }) => amount >= received))
  const isOff = isUndone || (received === 0 && (end === 'cancellation' || act !== 'none'))
  const lastUnpaid = act === 'expire' && end !== 'cancellation' && attempts > 0 ? 'failed' : 'cancelled'
  const status =
    received > 0 && refunded >= received
      ? 'refunded'
      : received > 0
        ? isUndone
          ? 'cancelled'
          : 'completed'
        : isOff
          ? lastUnpaid
          : 'pending'
  return {
    payment: {
      status,
      failedAttempts: attempts,
      amountReceivedMinor: received,
      amountRefundedMinor: refunded,
      largestRefundMinor: Math.max(0, ...refunds.map(({ amount }) => amount)),
      amountDisputedMinor: disputed,
      amountTransferredMinor: reversals.length === 0 ? 0 : 18_000 - Math.max(...reversals),
      amountDueMinor: Math.max(0, received - refunded - disputed - (isOff ? 0 : amountMinor)),
      needsReview: false,
      isPaid: received > 0,
      stripeChargeId: received > 0,
      paymentMethod: received > 0 ? 'card' : null,
    },
    product: { isAvailable: isOff, isSold: status === 'completed' },
    offer: isOff ? 'cancelled' : 'accepted',
  }
}

/** A pending payment of an offer, with its intent. */
async function openDeal() {
  const negotiation = await openNegotiation(db)
  const { product, conversationId, buyerId, sellerId } = negotiation
  const offer = await db.offers.make({ productId: product.id, conversationId, buyerId, amountMinor })
  const paymentId = newId()
  await db.offers.accept({ offerId: offer.id, userId: sellerId, paymentId, feeBasisPoints })
  await db.payments.attachIntent({ paymentId, stripePaymentIntentId: `pi_${paymentId}` })
  return { negotiation, paymentId, buyerId, productId: product.id, offerId: offer.id }
}

type Deal = Awaited<ReturnType<typeof openDeal>>

async function begin({ paymentId, buyerId }: Deal, { act }: History): Promise<void> {
  if (act === 'cancel') await db.payments.cancel({ paymentId, userId: buyerId })
  if (act === 'expire') await db.payments.expire({ paymentId })
}

/** The state of a deal, without times and ids of its own. */
async function stateOf({ paymentId, productId, offerId }: Deal) {
  const payment = await storedPayment(db, paymentId)
  const { isAvailable, soldAt } = await db.products.get(productId)
  const { items } = await db.payments.listFacts({ paymentId, limit: 100 })
  const facts = items
    .map(({ stripeId, kind, status, amountMinor: amount, reversedMinor, failureCode }) =>
      JSON.stringify([stripeId.replaceAll(paymentId, ''), kind, status, amount, reversedMinor, failureCode]),
    )
    .toSorted()
  const { status, failedAttempts, amountReceivedMinor, amountRefundedMinor, largestRefundMinor } = payment
  const { amountDisputedMinor, amountTransferredMinor, amountDueMinor, needsReview, paymentMethod } = payment
  const state = {
    payment: {
      status,
      failedAttempts,
      amountReceivedMinor,
      amountRefundedMinor,
      largestRefundMinor,
      amountDisputedMinor,
      amountTransferredMinor,
      amountDueMinor,
      needsReview,
      isPaid: payment.paidAt !== null,
      stripeChargeId: payment.stripeChargeId === `ch_${paymentId}`,
      paymentMethod,
    },
    product: { isAvailable, isSold: soldAt !== null },
    offer: (await readOffer(db, offerId)).status,
  }
  return { state, facts }
}

/** The reports in another order, some of them more than once. */
function jumbled(seed: number, reports: readonly Report[]): readonly Report[] {
  const random = seededRandom(seed)
  const repeated = reports.length === 0 ? [] : reports.slice(0, 3).map(() => pick(random, reports))
  return shuffled(random, [...reports, ...repeated])
}

describe('the facts of a payment', () => {
  it('end in the same state, in any order and any number of times', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        async (history, seeds) => {
          const expected = endOf(history)
          const ends = await Promise.all(
            seeds.map(async (seed, n) => {
              const deal = await openDeal()
              await begin(deal, history)
              const reports = reportsOf(deal.paymentId, history)
              // The first in the order in which it happened.
              for (const report of n === 0 ? reports : jumbled(seed, reports)) await report(db)
              return stateOf(deal)
            }),
          )
          for (const { state, facts } of ends) {
            expect(state).toEqual(expected)
            expect(facts).toEqual(ends[0]?.facts)
          }
        },
      ),
      { numRuns: 20 },
    )
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(['read committed', 'repeatable read', 'serializable'] as const)(
    'end in the same state, many at once, at %s',
    async (isolation) => {
      await fc.assert(
        fc.asyncProperty(histories, fc.nat(), async (history, seed) => {
          const deal = await openDeal()
          await begin(deal, history)
          const reports = jumbled(seed, reportsOf(deal.paymentId, history))
          const calls = reports.map((report) =>
            isolation === 'read committed'
              ? report(db)
              : db.transaction((tx) => report(tx), { isolation, retries: 50 }),
          )
          await Promise.all(calls)
          expect((await stateOf(deal)).state).toEqual(endOf(history))
        }),
        { numRuns: 10 },
      )
      expect(await findBrokenInvariants(db)).toEqual([])
    },
  )
})

describe('a dispute that is won while another report waits', () => {
  it('is counted by the payment as it is, and not as it was when the report began', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { paymentId } = await openDeal()
    await pay(db, paymentId)
    const dispute = { paymentId, stripeDisputeId: `dp_${paymentId}`, amountMinor, currency: 'aed' }
    let winning: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await tx.payments.recordDispute({ ...dispute, status: 'needs_response' })
      // It began when nothing was disputed, and ends with nothing disputed.
      winning = db.payments.recordDispute({ ...dispute, status: 'won' })
      await blockedBackends(db, 1)
    })
    await winning
    expect((await storedPayment(db, paymentId)).amountDisputedMinor).toBe(0)
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('late money and another buyer at once', () => {
  it('make one deal, and keep the money of the other', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    for (let round = 0; round < 10; round++) {
      const deal = await openDeal()
      await db.payments.expire({ paymentId: deal.paymentId })
      const buyers = await Promise.all(Array.from({ length: 4 }, () => joinNegotiation(db, deal.negotiation)))
      const late = pay(db, deal.paymentId)
      const purchases = buyers.map(({ buyerId }) =>
        db.payments.open({ productId: deal.productId, buyerId, feeBasisPoints }),
      )
      const won = (await Promise.allSettled(purchases)).filter(({ status }) => status === 'fulfilled').length
      const paid = await late
      expect(won + Number(paid.status === 'completed')).toBe(1)
      expect(paid.amountDueMinor).toBe(won === 1 ? amountMinor : 0)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('do not sell what a closing account takes off the market', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const { paymentId, productId, negotiation } = await openDeal()
    let expiring: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await tx.users.close({ userId: negotiation.sellerId })
      expiring = db.payments.expire({ paymentId })
      await blockedBackends(db, 1)
    })
    await expiring
    expect((await db.products.get(productId)).isAvailable).toBe(false)
  })

  it('are swept by many at once, each payment by one', async () => {
    const deals = await Promise.all(Array.from({ length: 8 }, openDeal))
    for (const { paymentId } of deals) await passHold(db, paymentId)
    const swept = await Promise.all(Array.from({ length: 6 }, () => db.payments.expireDue()))
    const rest = await db.payments.expireDue()
    expect([...swept, rest].reduce((sum, count) => sum + count, 0)).toBe(8)
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('are not swept once their hold was extended', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    const paymentIds: string[] = []
    for (let n = 0; n < 10; n++) {
      const deals = await Promise.all(Array.from({ length: 20 }, openDeal))
      paymentIds.push(...deals.map(({ paymentId }) => paymentId))
    }
    await Promise.all(paymentIds.map((paymentId) => passHold(db, paymentId)))
    const sweep = db.payments.expireDue({ limit: 1_000 })
    // Those that end last, and are swept last, come first.
    const extensions = paymentIds
      .toReversed()
      .map((paymentId) => db.payments.extendHold({ paymentId, holdSeconds: 3_600 }))
    const outcomes = await Promise.allSettled(extensions)
    await sweep
    const extended = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.id] : []))
    const payments = await db.payments.listForService(extended)
    expect(payments.filter(({ status }) => status !== 'pending')).toEqual([])
  })
})
