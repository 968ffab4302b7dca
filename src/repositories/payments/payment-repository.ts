import * as queries from '../../../generated/payments.queries.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import type { Page } from '../../pagination/page.js'
import { ById } from '../by-id.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import { feeParameters } from './fee-input.js'
import { newId } from '../new-id.js'
import type {
  BuyerPaymentsInput,
  BuyerSumsInput,
  OpenPaymentInput,
  PaymentAccessInput,
  PaymentIdsInput,
  PaymentSum,
  SellerPaymentsInput,
  SellerSumsInput,
} from './payment.js'
import type { PaymentStatus } from '../../../generated/enums.js'
import type { Payment } from '../../../generated/models.js'
import { readOpenPayment, readPaymentAccess, readPaymentIds, readStripeId } from './payment-input.js'
import { buyerPayments, readBuyerSums, readSellerSums, sellerPayments } from './payment-lists.js'
import { timePage } from '../../pagination/time-page.js'
import { refuse } from '../refuse.js'
import { withoutColumns } from '../without-columns.js'

/**
 * Payments, and what becomes of their product.
 *
 * A product has at most one open payment, pending or completed, and is off the market while it has one. Commands that
 * settle a payment may be repeated, as webhooks are: the second call with the same ids gives the row of the first.
 */
export class PaymentRepository {
  readonly #executor: Executor
  readonly #byId: ById<Payment>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id) => executor.maybeOne(queries.findPayment, { id }),
      many: (ids) => executor.many(queries.listPaymentsByIds, { ids }),
      missing: notFound,
    })
  }

  /**
   * Opens a payment for a product at the price asked, takes the product off the market, and declines the pending
   * offers on it.
   *
   * The amount is the product's price at that moment. Of any number of purchases and acceptances of one product at
   * once, one wins. With an `id` of the caller's the call is safe to repeat: a second one gives the payment that the
   * first one opened, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such product.
   * @throws {@link ForbiddenError} with rule `own_product` if the buyer sells it.
   * @throws {@link ConflictError} with rule `product_already_sold`, `product_not_available`, `price_changed` if the
   * price is not the expected one, or `id_taken`.
   * @throws {@link ConstraintError} of kind `foreign_key` if there is no such buyer, of kind `unique` if the payment
   * intent is another payment's.
   *
   * @example
   * ```ts
   * const payment = await db.payments.open({
   *   id: newId(),
   *   productId: product.id,
   *   buyerId: buyer.id,
   *   feeBasisPoints: { discover: 1_000, community: 500 },
   *   expectedPrice: { amountMinor: product.priceMinor, currency: product.currency },
   * })
   * ```
   */
  async open(input: OpenPaymentInput): Promise<Payment> {
    const purchase = readOpenPayment(input)
    const { id = newId(), productId, buyerId, feeBasisPoints, expectedPrice } = purchase
    const row = await this.#executor.maybeOne(queries.openPayment, {
      id,
      productId,
      buyerId,
      stripePaymentIntentId: purchase.stripePaymentIntentId ?? null,
      paymentMethod: purchase.paymentMethod ?? null,
      ...feeParameters(feeBasisPoints),
      expectedAmountMinor: expectedPrice?.amountMinor ?? null,
      expectedCurrency: expectedPrice?.currency ?? null,
    })
    if (row === null) throw new NotFoundError('products')
    if (row.wasOpened) return withoutColumns(row, 'wasOpened', 'refusal')
    const existing = input.id === undefined ? null : await this.find(id)
    const isRepeated =
      existing?.offerId === null && existing.productId === productId && existing.buyerId === buyerId
    return isRepeated ? existing : refuse(row.refusal ?? 'id_taken')
  }

  /**
   * Completes a pending payment: its product is sold.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   * @throws {@link ConflictError} with rule `payment_not_pending`, or `payment_ids_differ` if an id is another than
   * the one that is known.
   * @throws {@link ConstraintError} of kind `unique` if the payment intent is another payment's.
   */
  async complete(input: PaymentIdsInput): Promise<Payment> {
    return this.#settle('completed', input)
  }

  /** Ends a pending payment that failed: its product is on the market again, its offer cancelled. Errors as {@link complete}. */
  async fail(input: PaymentIdsInput): Promise<Payment> {
    return this.#settle('failed', input)
  }

  /** Ends a pending payment that was called off, as {@link fail}. Errors as {@link complete}. */
  async cancel(input: PaymentIdsInput): Promise<Payment> {
    return this.#settle('cancelled', input)
  }

  /**
   * Marks a completed payment as paid back: its product is on the market again, unsold, and its offer cancelled.
   *
   * @throws {@link ConflictError} with rule `payment_not_completed`; else as {@link complete}.
   */
  async refund(input: PaymentIdsInput): Promise<Payment> {
    return this.#settle('refunded', input)
  }

  /**
   * Keeps what Stripe calls a payment, whatever its state, such as the intent when that is made and the transfer long
   * after.
   *
   * @throws {@link NotFoundError} if there is no such payment.
   * @throws {@link ConflictError} with rule `payment_ids_differ` if an id is another than the one that is known.
   * @throws {@link ConstraintError} of kind `unique` if the payment intent is another payment's.
   */
  async recordIds(input: PaymentIdsInput): Promise<Payment> {
    return settled(await this.#executor.maybeOne(queries.recordPaymentIds, readPaymentIds(input)))
  }

  /** Gets a payment by id. @throws {@link NotFoundError} if there is none. */
  get(id: string): Promise<Payment> {
    return this.#byId.get(id)
  }

  /**
   * Gets a payment for its buyer or seller.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_a_participant` for others.
   */
  async getForParticipant(input: PaymentAccessInput): Promise<Payment> {
    const { paymentId, userId } = readPaymentAccess(input)
    const payment = await this.get(paymentId)
    return userId === payment.buyerId || userId === payment.sellerId ? payment : refuse('not_a_participant')
  }

  /** Finds a payment by id. Those that are asked for in one tick, here and by {@link get}, are one statement. */
  find(id: string): Promise<Payment | null> {
    return this.#byId.find(id)
  }

  /** Finds the payment of a payment intent (`pi_…`). */
  async findByPaymentIntent(stripePaymentIntentId: string): Promise<Payment | null> {
    return this.#executor.maybeOne(queries.findPaymentByIntent, {
      stripePaymentIntentId: readStripeId(stripePaymentIntentId, 'stripePaymentIntentId'),
    })
  }

  /** Lists payments in the order of up to 10,000 ids; those that do not exist are left out, one asked for twice comes twice. */
  listByIds(ids: readonly string[]): Promise<Payment[]> {
    return this.#byId.list(ids)
  }

  /** Lists a buyer's payments, newest first; a period is about when they were opened. */
  async listByBuyer(input: BuyerPaymentsInput): Promise<Page<Payment>> {
    return timePage(buyerPayments, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentsByBuyer, parameters),
      ...byCreatedAt<Payment>(),
    })
  }

  /** Lists a seller's payments, newest first; a period is about when they were opened. */
  async listBySeller(input: SellerPaymentsInput): Promise<Page<Payment>> {
    return timePage(sellerPayments, input, {
      read: (parameters) => this.#executor.many(queries.listPaymentsBySeller, parameters),
      ...byCreatedAt<Payment>(),
    })
  }

  /** Sums up what a buyer spent: completed payments, by when they were completed, one sum for each currency. */
  async sumByBuyer(input: BuyerSumsInput): Promise<PaymentSum[]> {
    return this.#executor.many(queries.sumPaymentsByBuyer, readBuyerSums(input))
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
  async sumBySeller(input: SellerSumsInput): Promise<PaymentSum[]> {
    return this.#executor.many(queries.sumPaymentsBySeller, readSellerSums(input))
  }

  async #settle(status: PaymentStatus, input: PaymentIdsInput): Promise<Payment> {
    return settled(await this.#executor.maybeOne(queries.settlePayment, { ...readPaymentIds(input), status }))
  }
}

/** A payment as it was settled, unless a rule refused that. */
function settled(row: queries.SettlePaymentRow | queries.RecordPaymentIdsRow | null): Payment {
  if (row === null) return notFound()
  const { refusal } = row
  return refusal === null ? withoutColumns(row, 'refusal') : refuse(refusal)
}

function notFound(): never {
  throw new NotFoundError('transactions')
}
