import * as queries from '../../../generated/payments.queries.js'
import type { Payment, PaymentFact } from '../../../generated/models.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import type { Page, PageInput } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import type { TimePosition } from '../../pagination/time-position.js'
import type { NotifyRecord } from '../notifications/notify-input.js'
import { ById } from '../by-id.js'
import { newId } from '../new-id.js'
import { assertParticipantOf } from '../assert-participant.js'
import { refuse } from '../refuse.js'
import { withDigest } from '../request-digest.js'
import { walkedTimePage, type WalkedRow } from '../walked-page.js'
import { withoutColumns } from '../without-columns.js'
import { feeParameters } from './fee-input.js'
import type {
  AttachIntentInput,
  BuyerPaymentsInput,
  CancelPaymentInput,
  BuyerSumsInput,
  ExpiredPaymentsInput,
  ExpireDueInput,
  ExpirePaymentInput,
  ExtendHoldInput,
  OpenPaymentInput,
  PaymentAccessInput,
  PaymentFactsInput,
  PaymentIdInput,
  PaymentReference,
  PaymentSum,
  PendingPaymentsInput,
  RecordAttemptInput,
  RecordCancellationInput,
  RecordDisputeInput,
  RecordRefundInput,
  RecordSuccessInput,
  RecordTransferInput,
  RefundsDueInput,
  SellerPaymentsInput,
  SellerSumsInput,
  StreamPaymentsInput,
  StreamSalesInput,
} from './payment.js'
import {
  readAttachIntent,
  readAttempt,
  readCancelPayment,
  readCancellation,
  readDispute,
  readExpireDue,
  readExpirePayment,
  readExtendHold,
  readPaymentId,
  readOpenPayment,
  readPaymentAccess,
  readRefund,
  readStripeId,
  readSuccess,
  readTransfer,
} from './payment-input.js'
import {
  buyerPayments,
  expiredPayments,
  paymentFacts,
  paymentsToReview,
  pendingPayments,
  readBuyerSums,
  readSellerSums,
  readStreamSales,
  refundsDue,
  sellerPayments,
  streamPayments,
} from './payment-lists.js'

type WalkedPayment = Payment & WalkedRow & { readonly createdAtExact: string }

/** The position and the item of a payment that a walk found. */
const walkedPayment = {
  positionOf: ({ createdAtExact, id }: WalkedPayment): TimePosition => [createdAtExact, id],
  toItem: (row: WalkedPayment): Payment => withoutColumns(row, 'isLeftOut', 'isWalkEnd', 'createdAtExact'),
}

/** A fact as its statement takes it. */
interface Fact {
  readonly kind: 'intent' | 'attempt' | 'refund' | 'dispute' | 'transfer'
  readonly stripeId: string
  readonly status: string
  readonly amountMinor?: number
  readonly reversedMinor?: number
  readonly currency?: string
  readonly failureCode?: string | undefined
  readonly stripeChargeId?: string | undefined
  readonly paymentMethod?: string | undefined
  /** Of those facts alone that may end or undo a deal. */
  readonly notify?: NotifyRecord | undefined
}

/**
 * Payments, and what becomes of their product.
 *
 * A product has at most one open payment, pending or completed, and is off the market while it has one. The `record…`
 * methods take the facts that the payment provider reports, in any order and any number of times: the same facts make
 * the same payment. They never refuse one, unless it names an id that is another payment's.
 */
export class SqlPaymentRepository {
  readonly #executor: Executor
  readonly #byId: ById<Payment>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findPayment, { id }, options),
      many: (ids, options) => executor.many(queries.listPaymentsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Opens a payment for a product at the price asked, takes the product off the market, and declines the pending
   * offers on it.
   *
   * The amount is the product's price at that moment. The payment holds the product for `holdSeconds`; a hold that is
   * over keeps nobody from buying, though no sweep ({@link expireDue}) has ended it yet. Of any number of purchases and
   * acceptances of one product at once, one wins. With an `id` of the caller's the call is safe to repeat: a second one
   * with the same content returns the payment that the first one opened, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such product or buyer.
   * @throws {@link ForbiddenError} with rule `own_product` if the buyer sells it.
   * @throws {@link ConflictError} with rule `product_already_sold`, `product_not_available`, `price_changed` if the
   * price is not the expected one, `account_closed`, `product_not_in_stream` if the stream does not show it, or `repeated_differently` if the id was used with other content.
   * @throws {@link ConstraintError} of kind `unique` if the payment intent is another payment's.
   *
   * @example
   * ```ts
   * const payment = await db.payments.open({
   *   id: newId(),
   *   productId: product.id,
   *   buyerId: buyer.id,
   *   feeBasisPoints: { discover: 1_000, community: 500 },
   *   expectedPrice: { amountMinor: product.priceMinor, currency: product.currency },
   *   holdSeconds: 1_800,
   * })
   * ```
   */
  async open(input: OpenPaymentInput, options?: CallOptions): Promise<Payment> {
    const purchase = withDigest('payments.open', readOpenPayment(input))
    const { productId, requestDigest, feeBasisPoints, expectedPrice } = purchase
    const parameters = {
      id: purchase.id ?? newId(),
      productId,
      buyerId: purchase.buyerId,
      stripePaymentIntentId: purchase.stripePaymentIntentId ?? null,
      paymentMethod: purchase.paymentMethod ?? null,
      streamId: purchase.streamId ?? null,
      ...feeParameters(feeBasisPoints),
      expectedAmountMinor: expectedPrice?.amountMinor ?? null,
      expectedCurrency: expectedPrice?.currency ?? null,
      holdSeconds: purchase.holdSeconds,
      notify: purchase.notify,
      requestDigest: requestDigest ?? null,
    }
    let row = await this.#executor.maybeOne(queries.openPayment, parameters, options)
    if (row === null) throw new NotFoundError('products')
    if (row.wasOpened) return openedOf(row)
    if (requestDigest !== undefined) {
      const first = { id: parameters.id, requestDigest }
      const repeated = await this.#executor.maybeOne(queries.findPayment, first, options)
      if (repeated !== null) return repeated
    }
    if (row.refusal === 'product_not_available' && row.hasBuyer) {
      const ended = await this.#executor.execute(queries.expirePayments, { productId, limit: 1 }, options)
      if (ended > 0) row = await this.#executor.maybeOne(queries.openPayment, parameters, options)
      if (row === null) throw new NotFoundError('products')
      if (row.wasOpened) return openedOf(row)
    }
    if (!row.hasBuyer) throw new NotFoundError('users')
    return refuse(row.refusal ?? 'repeated_differently')
  }

  /**
   * Keeps the payment intent of a payment that was opened without one, as it is made at Stripe. The same intent may be
   * attached again.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if the payment has another intent.
   * @throws {@link ConstraintError} of kind `unique` if the intent is another payment's.
   */
  async attachIntent(input: AttachIntentInput, options?: CallOptions): Promise<Payment> {
    return changed(
      await this.#executor.maybeOne(queries.attachPaymentIntent, readAttachIntent(input), options),
    )
  }

  /**
   * Records that an intent succeeded (`payment_intent.succeeded`): once the whole amount is there, the payment is
   * completed and its product sold.
   *
   * Late money, of a payment that was called off or has expired, completes it all the same if the product is on the
   * market, in the same currency and, without an offer, for the same price. Else it is kept without a deal, and
   * {@link listRefundsDue} has it. Money in another currency, of another amount than the price or of another intent than
   * the payment's is kept, and {@link listToReview} has it.
   *
   * @throws {@link NotFoundError} if there is no such payment: the webhook is to be repeated.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if the intent is another payment's.
   * @throws {@link ConstraintError} of kind `unique` if the charge is another payment's.
   *
   * @example
   * ```ts
   * const intent = { id: 'pi_123', amount_received: 25_000, currency: 'aed', latest_charge: 'ch_123' } // of the event
   * await db.payments.recordSuccess({
   *   stripePaymentIntentId: intent.id,
   *   amountReceivedMinor: intent.amount_received,
   *   currency: intent.currency,
   *   stripeChargeId: intent.latest_charge,
   * })
   * ```
   */
  async recordSuccess(input: RecordSuccessInput, options?: CallOptions): Promise<Payment> {
    const success = readSuccess(input)
    const fact = {
      kind: 'intent',
      stripeId: success.stripePaymentIntentId,
      status: 'succeeded',
      amountMinor: success.amountReceivedMinor,
      currency: success.currency,
      stripeChargeId: success.stripeChargeId,
      paymentMethod: success.paymentMethod,
      notify: success.notify,
    } as const
    return this.#record(success, fact, options)
  }

  /**
   * Records an attempt that failed (`payment_intent.payment_failed`, `charge.failed`). The payment goes on: the next
   * card may succeed.
   *
   * @throws {@link NotFoundError} if there is no such payment: the webhook is to be repeated.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if one of the ids is another payment's.
   */
  async recordAttempt(input: RecordAttemptInput, options?: CallOptions): Promise<Payment> {
    const attempt = readAttempt(input)
    const { stripeAttemptId: stripeId, failureCode } = attempt
    return this.#record(attempt, { kind: 'attempt', stripeId, status: 'failed', failureCode }, options)
  }

  /**
   * Records that an intent was canceled (`payment_intent.canceled`): an unpaid payment of this intent is cancelled, its
   * product is on the market again, and its offer cancelled. That of another intent than the payment's changes nothing.
   *
   * @throws {@link NotFoundError} if there is no such payment: the webhook is to be repeated.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if the intent is another payment's.
   */
  async recordCancellation(input: RecordCancellationInput, options?: CallOptions): Promise<Payment> {
    const cancellation = readCancellation(input)
    const stripeId = cancellation.stripePaymentIntentId
    const fact = { kind: 'intent', stripeId, status: 'canceled', notify: cancellation.notify } as const
    return this.#record(cancellation, fact, options)
  }

  /**
   * Records a refund in one of its states (`refund.created`, `refund.updated`, `refund.failed`). It may be the first
   * that is heard of the money.
   *
   * A refund counts unless it failed or was canceled. When all that was received is paid back, the payment is refunded,
   * its product on the market again, unsold, and its offer cancelled. If such a refund fails later, the deal stays off,
   * and {@link listRefundsDue} has the money.
   *
   * @throws {@link NotFoundError} if there is no such payment: the webhook is to be repeated.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if one of the ids is another payment's.
   */
  async recordRefund(input: RecordRefundInput, options?: CallOptions): Promise<Payment> {
    const refund = readRefund(input)
    const { stripeRefundId: stripeId, status, amountMinor, currency, failureCode, notify } = refund
    const fact = { kind: 'refund', stripeId, status, amountMinor, currency, failureCode, notify } as const
    return this.#record(refund, fact, options)
  }

  /**
   * Records a dispute in one of its states (`charge.dispute.*`). The money that the bank holds or took back is
   * `amountDisputedMinor`. The deal stays as it is, since nobody knows where the goods are.
   *
   * @throws {@link NotFoundError} if there is no such payment: the webhook is to be repeated.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if one of the ids is another payment's.
   */
  async recordDispute(input: RecordDisputeInput, options?: CallOptions): Promise<Payment> {
    const dispute = readDispute(input)
    const { stripeDisputeId: stripeId, status, amountMinor, currency } = dispute
    return this.#record(dispute, { kind: 'dispute', stripeId, status, amountMinor, currency }, options)
  }

  /**
   * Records a transfer to the seller, and the part of it that was reversed (`transfer.created`, `transfer.reversed`).
   *
   * @throws {@link NotFoundError} if there is no such payment: the webhook is to be repeated.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if one of the ids is another payment's.
   */
  async recordTransfer(input: RecordTransferInput, options?: CallOptions): Promise<Payment> {
    const transfer = readTransfer(input)
    const { stripeTransferId: stripeId, amountMinor, amountReversedMinor: reversedMinor, currency } = transfer
    const fact = {
      kind: 'transfer',
      stripeId,
      status: 'created',
      amountMinor,
      reversedMinor,
      currency,
    } as const
    return this.#record(transfer, fact, options)
  }

  /**
   * Calls off an unpaid payment, on behalf of its buyer: its product is on the market again, and its offer cancelled.
   * One that has ended unpaid already is returned as it is.
   *
   * Cancel the payment intent at Stripe too, or it may still succeed.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   * @throws {@link ForbiddenError} with rule `not_the_buyer` for anybody else.
   * @throws {@link ConflictError} with rule `payment_not_pending` if it was paid.
   */
  async cancel(input: CancelPaymentInput, options?: CallOptions): Promise<Payment> {
    const { paymentId, userId, notify } = readCancelPayment(input)
    const parameters = { paymentId, buyerId: userId, expires: false, notify }
    return changed(await this.#executor.maybeOne(queries.closePayment, parameters, options))
  }

  /**
   * Ends an unpaid payment before its time, for the service itself: as if its hold were over.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   * @throws {@link ConflictError} with rule `payment_not_pending` if it was paid.
   */
  async expire(input: ExpirePaymentInput, options?: CallOptions): Promise<Payment> {
    const parameters = { ...readExpirePayment(input), buyerId: null, expires: true }
    return changed(await this.#executor.maybeOne(queries.closePayment, parameters, options))
  }

  /**
   * Ends pending payments whose hold is over by the server's clock, for the service itself: up to `limit`, those that
   * ended first before the rest. Each product is on the market again, unless it was sold by hand or its seller's account
   * is closed, and the offer is cancelled. With failed attempts the payment is `failed`, else `cancelled`.
   *
   * Several may run at once. Payments that another command holds at that moment are left to the next sweep.
   *
   * @returns The number of payments that it ended: call again while that is `limit`.
   */
  async expireDue(input: ExpireDueInput = {}, options?: CallOptions): Promise<number> {
    return this.#executor.execute(queries.expirePayments, readExpireDue(input), options)
  }

  /**
   * Lets a pending payment hold its product for longer, for the service itself: while the provider works on it
   * (`payment_intent.processing`), as with bank debits. A hold never becomes shorter.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   * @throws {@link ConflictError} with rule `payment_not_pending` if it was paid or has ended.
   */
  async extendHold(input: ExtendHoldInput, options?: CallOptions): Promise<Payment> {
    return changed(await this.#executor.maybeOne(queries.extendPaymentHold, readExtendHold(input), options))
  }

  /**
   * Takes a payment off the list of those to review, for the service itself. Another fact that does not fit puts it back.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   */
  async markReviewed(input: PaymentIdInput, options?: CallOptions): Promise<Payment> {
    const row = await this.#executor.maybeOne(queries.markPaymentReviewed, readPaymentId(input), options)
    return row ?? notFound()
  }

  /**
   * Gets a payment for its buyer or seller.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant`.
   */
  async get(input: PaymentAccessInput, options?: CallOptions): Promise<Payment> {
    return (await this.find(input, options)) ?? notFound()
  }

  /**
   * Finds a payment for its buyer or seller. Those that are asked for in one tick, here and by {@link get}, are one statement.
   *
   * @throws {@link ForbiddenError} with rule `not_a_participant`.
   */
  async find(input: PaymentAccessInput, options?: CallOptions): Promise<Payment | null> {
    const { paymentId, userId } = readPaymentAccess(input)
    const payment = await this.#byId.load(paymentId, options)
    if (payment !== null) assertParticipantOf(payment, userId)
    return payment
  }

  /** Finds a payment by id, for the service itself: its webhooks and its back office. */
  findForService(paymentId: string, options?: CallOptions): Promise<Payment | null> {
    return this.#byId.find(paymentId, options)
  }

  /** Finds the payment of a payment intent (`pi_…`), also of one that only a fact names, for the service itself. */
  async findByPaymentIntent(stripePaymentIntentId: string, options?: CallOptions): Promise<Payment | null> {
    const parameters = {
      stripePaymentIntentId: readStripeId(stripePaymentIntentId, 'stripePaymentIntentId'),
    }
    return this.#executor.maybeOne(queries.findPaymentByIntent, parameters, options)
  }

  /**
   * Lists payments in the order of up to 10,000 ids, for the service itself; those that do not exist are left out, one
   * asked for twice comes twice.
   */
  listForService(paymentIds: readonly string[], options?: CallOptions): Promise<Payment[]> {
    return this.#byId.list(paymentIds, options)
  }

  /** Lists the facts that the provider reported of a payment, newest first, for the service itself. */
  async listFacts(input: PaymentFactsInput, options?: CallOptions): Promise<Page<PaymentFact>> {
    return timePage(paymentFacts, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentFacts, parameters, options),
      ...byCreatedAt<PaymentFact>(),
    })
  }

  /**
   * Lists the payments that hold a product and wait for their money, newest first, for the service itself.
   *
   * With `expiresBefore` a page walks over 500 payments at most: if nearly all of these end later it is shorter than its limit,
   * or empty, with a cursor for what follows.
   */
  async listPending(input: PendingPaymentsInput = {}, options?: CallOptions): Promise<Page<Payment>> {
    return walkedTimePage(pendingPayments, input, {
      read: (parameters) => this.#executor.many(queries.listPendingPayments, parameters, options),
      ...walkedPayment,
    })
  }

  /** Lists the payments whose hold ended unpaid, newest first, for the service itself: abandoned checkouts. */
  async listExpired(input: ExpiredPaymentsInput = {}, options?: CallOptions): Promise<Page<Payment>> {
    return timePage(expiredPayments, input, {
      read: (parameters) => this.#executor.many(queries.listExpiredPayments, parameters, options),
      ...byCreatedAt<Payment>(),
    })
  }

  /**
   * Lists the payments of which money is to be paid back (`amountDueMinor`), newest first, for the service itself: money
   * without a deal, more than the price, or a refund of all that failed.
   */
  async listRefundsDue(input: RefundsDueInput = {}, options?: CallOptions): Promise<Page<Payment>> {
    return timePage(refundsDue, input, {
      read: (parameters) => this.#executor.many(queries.listRefundsDue, parameters, options),
      ...byCreatedAt<Payment>(),
    })
  }

  /**
   * Lists the payments of which the provider reported a fact that does not fit (`needsReview`), newest first, for the
   * service itself: {@link listFacts} has the fact. {@link markReviewed} takes a payment off the list.
   */
  async listToReview(input: PageInput = {}, options?: CallOptions): Promise<Page<Payment>> {
    return timePage(paymentsToReview, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentsToReview, parameters, options),
      ...byCreatedAt<Payment>(),
    })
  }

  /**
   * Lists a buyer's payments, newest first; a period is about when they were opened.
   *
   * With a `currency` a page walks over 500 payments at most: if nearly all of these are in other currencies it is shorter than
   * its limit, or empty, with a cursor for what follows.
   */
  async listByBuyer(input: BuyerPaymentsInput, options?: CallOptions): Promise<Page<Payment>> {
    return walkedTimePage(buyerPayments, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentsByBuyer, parameters, options),
      ...walkedPayment,
    })
  }

  /** Lists a seller's payments, newest first, as {@link listByBuyer} does; a period is about when they were opened. */
  async listBySeller(input: SellerPaymentsInput, options?: CallOptions): Promise<Page<Payment>> {
    return walkedTimePage(sellerPayments, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentsBySeller, parameters, options),
      ...walkedPayment,
    })
  }

  /** Sums up what a buyer spent: completed payments, by when they were completed, one sum for each currency. */
  async sumByBuyer(input: BuyerSumsInput, options?: CallOptions): Promise<PaymentSum[]> {
    return this.#executor.many(queries.sumPaymentsByBuyer, readBuyerSums(input), options)
  }

  /**
   * Sums up what a seller earned: completed payments, by when they were completed, one sum for each currency.
   *
   * @example
   * ```ts
   * const [dirhams] = await db.payments.sumBySeller({
   *   sellerId: seller.id,
   *   currency: 'AED',
   *   from: new Date('2026-01-01T00:00:00+04:00'),
   *   before: new Date('2026-02-01T00:00:00+04:00'),
   * })
   * ```
   */
  async sumBySeller(input: SellerSumsInput, options?: CallOptions): Promise<PaymentSum[]> {
    return this.#executor.many(queries.sumPaymentsBySeller, readSellerSums(input), options)
  }

  /** Lists the payments that were opened in a stream, newest first, for its streamer. */
  async listByStream(input: StreamPaymentsInput, options?: CallOptions): Promise<Page<Payment>> {
    return timePage(streamPayments, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentsByStream, parameters, options),
      ...byCreatedAt<Payment>(),
    })
  }

  /** Sums up what a stream sold, for its streamer: completed payments that were opened in it, one sum for each currency. */
  async sumByStream(input: StreamSalesInput, options?: CallOptions): Promise<PaymentSum[]> {
    return this.#executor.many(queries.sumPaymentsByStream, readStreamSales(input), options)
  }

  async #record(
    { paymentId, stripePaymentIntentId }: PaymentReference,
    fact: Fact,
    options: CallOptions | undefined,
  ): Promise<Payment> {
    const { kind, stripeId, status, amountMinor = 0, reversedMinor = 0 } = fact
    const parameters = {
      paymentId: paymentId ?? null,
      stripePaymentIntentId: stripePaymentIntentId ?? null,
      kind,
      stripeId,
      status,
      amountMinor,
      reversedMinor,
      currency: fact.currency ?? null,
      failureCode: fact.failureCode ?? null,
      stripeChargeId: fact.stripeChargeId ?? null,
      paymentMethod: fact.paymentMethod ?? null,
      notify: fact.notify,
    }
    return changed(await this.#executor.maybeOne(queries.recordPaymentFact, parameters, options))
  }
}

function openedOf(row: queries.OpenPaymentRow): Payment {
  return withoutColumns(row, 'wasOpened', 'refusal', 'hasBuyer')
}

/** Payments, and what becomes of their product. */
export interface PaymentRepository extends Pick<SqlPaymentRepository, keyof SqlPaymentRepository> {}

/** A payment as a command left it, unless a rule refused that. */
function changed(
  row:
    | queries.RecordPaymentFactRow
    | queries.ClosePaymentRow
    | queries.AttachPaymentIntentRow
    | queries.ExtendPaymentHoldRow
    | null,
): Payment {
  if (row === null) return notFound()
  const { refusal } = row
  return refusal === null ? withoutColumns(row, 'refusal') : refuse(refusal)
}

function notFound(): never {
  throw new NotFoundError('transactions')
}
