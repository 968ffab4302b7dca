import { paymentStatuses } from '../../../generated/enums.js'
import { object, oneOf, optional, timestamp, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type {
  BuyerPaymentsInput,
  BuyerSumsInput,
  ExpiredPaymentsInput,
  PaymentFactsInput,
  PendingPaymentsInput,
  RefundsDueInput,
  SellerPaymentsInput,
  SellerSumsInput,
  StreamPaymentsInput,
  StreamSalesInput,
} from './payment.js'
import { readCurrency } from '../../input/currency.js'

const periodShape = {
  currency: optional(readCurrency),
  from: optional(timestamp),
  before: optional(timestamp),
} as const

const filterShape = { status: optional(oneOf(paymentStatuses)), ...periodShape } as const

/** A buyer's payments, newest first. */
export const buyerPayments = {
  kind: 'payments.byBuyer',
  readFilters: object({ buyerId: uuid, ...filterShape } satisfies Keys<FiltersOf<BuyerPaymentsInput>>),
} satisfies TimeList<object>

/** A seller's payments, newest first. */
export const sellerPayments = {
  kind: 'payments.bySeller',
  readFilters: object({ sellerId: uuid, ...filterShape } satisfies Keys<FiltersOf<SellerPaymentsInput>>),
} satisfies TimeList<object>

const streamShape = { streamId: uuid, sellerId: uuid } satisfies Keys<StreamSalesInput>

/** The payments that were opened in a stream, newest first. */
export const streamPayments = {
  kind: 'payments.byStream',
  readFilters: object(streamShape satisfies Keys<FiltersOf<StreamPaymentsInput>>),
} satisfies TimeList<object>

/** Reads a stream whose sales are summed up. */
export const readStreamSales = object(streamShape)

/** The facts of a payment, newest first. */
export const paymentFacts = {
  kind: 'payments.facts',
  readFilters: object({ paymentId: uuid } satisfies Keys<FiltersOf<PaymentFactsInput>>),
} satisfies TimeList<object>

/** The pending payments, newest first. */
export const pendingPayments = {
  kind: 'payments.pending',
  readFilters: object({ expiresBefore: optional(timestamp) } satisfies Keys<FiltersOf<PendingPaymentsInput>>),
} satisfies TimeList<object>

/** The payments whose hold ended unpaid, newest first. */
export const expiredPayments = {
  kind: 'payments.expired',
  readFilters: object({ status: filterShape.status } satisfies Keys<FiltersOf<ExpiredPaymentsInput>>),
} satisfies TimeList<object>

/** The payments of which money is to be paid back, newest first. */
export const refundsDue = {
  kind: 'payments.refundsDue',
  readFilters: object({ currency: filterShape.currency } satisfies Keys<FiltersOf<RefundsDueInput>>),
} satisfies TimeList<object>

/** The payments with a fact that does not fit, newest first. */
export const paymentsToReview = {
  kind: 'payments.toReview',
  readFilters: object({}),
} satisfies TimeList<object>

/** Reads what of a buyer's payments is summed up. */
export const readBuyerSums = object({ buyerId: uuid, ...periodShape } satisfies Keys<BuyerSumsInput>)

/** Reads what of a seller's payments is summed up. */
export const readSellerSums = object({ sellerId: uuid, ...periodShape } satisfies Keys<SellerSumsInput>)
