import type { PageInput } from '../../pagination/page.js'
import type { PaymentStatus } from '../../../generated/enums.js'
import type { NotifyInput } from '../notifications/notification.js'
import type { FeedType } from '../../../generated/enums.js'

/** The states of a refund, in the order in which they may follow each other. */
export const refundStatuses = ['requires_action', 'pending', 'succeeded', 'canceled', 'failed'] as const

/** The states of a dispute, in the order in which they may follow each other. */
export const disputeStatuses = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'prevented',
  'won',
  'lost',
] as const

/** The marketplace's fee, by the feed of the product: hundredths of a percent of the price, 0 to 10,000. */
export type FeeBasisPoints = Readonly<Record<FeedType, number>>

/** A price that somebody saw and agreed to. */
export interface ExpectedPrice {
  /** In the minor unit of `currency`. */
  readonly amountMinor: number
  /** ISO 4217. */
  readonly currency: string
}

/** The fields of a purchase at the asking price. */
export interface OpenPaymentInput extends NotifyInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  readonly productId: string
  readonly buyerId: string
  /** The marketplace's fee; see {@link splitAmount}. */
  readonly feeBasisPoints: FeeBasisPoints
  /** The price the buyer saw: the purchase is refused if it is another by now. @defaultValue whatever the price is */
  readonly expectedPrice?: ExpectedPrice | undefined
  /** The time that the payment holds the product, in seconds: 60 to 2,678,400 (31 days). @defaultValue 1,800 */
  readonly holdSeconds?: number | undefined
  /** `pi_…` */
  readonly stripePaymentIntentId?: string | undefined
  /** Such as `card`. */
  readonly paymentMethod?: string | undefined
  /** The stream in which the buyer buys it, which must show the product. @defaultValue none */
  readonly streamId?: string | undefined
}

/** A payment, and the acting user. */
export interface PaymentAccessInput {
  readonly paymentId: string
  readonly userId: string
}

/** A payment that its buyer calls off. */
export interface CancelPaymentInput extends PaymentAccessInput, NotifyInput {}

/** A payment that the service names by its own id, by its payment intent, or by both. One of the two is required. */
export interface PaymentReference {
  readonly paymentId?: string | undefined
  /** `pi_…`: the intent that the payment began with, or another one that a fact of the payment named. */
  readonly stripePaymentIntentId?: string | undefined
}

/** A payment, and the intent that is made for it. */
export interface AttachIntentInput {
  readonly paymentId: string
  /** `pi_…` */
  readonly stripePaymentIntentId: string
}

/** An amount as the provider reports it. */
export interface ReportedAmount {
  /** In the minor unit of `currency`. */
  readonly amountMinor: number
  /** Three letters in either case. Another one than the payment's is kept, and is not counted. */
  readonly currency: string
}

/** A payment intent that succeeded. */
export interface RecordSuccessInput extends NotifyInput {
  /** @defaultValue the payment that has the intent */
  readonly paymentId?: string | undefined
  /** `pi_…` */
  readonly stripePaymentIntentId: string
  /** `amount_received` of the intent, in the minor unit of `currency`. */
  readonly amountReceivedMinor: number
  /** Three letters in either case. Another one than the payment's is kept, and is not counted. */
  readonly currency: string
  /** `ch_…`: `latest_charge` of the intent. */
  readonly stripeChargeId?: string | undefined
  /** Such as `card`. @defaultValue the one that is known */
  readonly paymentMethod?: string | undefined
}

/** An attempt to pay that failed. */
export interface RecordAttemptInput extends PaymentReference {
  /** `ch_…` of the charge that failed, or `evt_…` of the event if the attempt made no charge. */
  readonly stripeAttemptId: string
  /** Such as `card_declined`. @defaultValue unknown */
  readonly failureCode?: string | undefined
}

/** A payment intent that was canceled. */
export interface RecordCancellationInput extends NotifyInput {
  /** @defaultValue the payment that has the intent */
  readonly paymentId?: string | undefined
  /** `pi_…` */
  readonly stripePaymentIntentId: string
}

/** The states of a refund at Stripe. */
export type RefundStatus = (typeof refundStatuses)[number]

/** The states of a dispute at Stripe. */
export type DisputeStatus = (typeof disputeStatuses)[number]

/** A refund in one of its states. */
export interface RecordRefundInput extends PaymentReference, ReportedAmount, NotifyInput {
  /** `re_…` */
  readonly stripeRefundId: string
  readonly status: RefundStatus
  /** `failure_reason`, such as `expired_or_canceled_card`. @defaultValue unknown */
  readonly failureCode?: string | undefined
}

/** A dispute in one of its states. */
export interface RecordDisputeInput extends PaymentReference, ReportedAmount {
  /** `dp_…` or `du_…` */
  readonly stripeDisputeId: string
  readonly status: DisputeStatus
}

/** A transfer to the seller. */
export interface RecordTransferInput extends PaymentReference, ReportedAmount {
  /** `tr_…` */
  readonly stripeTransferId: string
  /** `amount_reversed`: the part that came back so far, in the minor unit. @defaultValue 0 */
  readonly amountReversedMinor?: number | undefined
}

/** A payment that holds its product for longer. */
export interface ExtendHoldInput {
  readonly paymentId: string
  /** The time from now on, in seconds: 60 to 2,678,400 (31 days). */
  readonly holdSeconds: number
}

/** A payment that the service looked at or ends. */
export interface PaymentIdInput {
  readonly paymentId: string
}

/** A payment that the service ends before its time. */
export interface ExpirePaymentInput extends PaymentIdInput, NotifyInput {}

/** The size of a sweep of payments. */
export interface ExpireDueInput {
  /** 1 to 1,000. @defaultValue 100 */
  readonly limit?: number | undefined
}

/** A page of a payment's facts. */
export interface PaymentFactsInput extends PageInput {
  readonly paymentId: string
}

/** A page of pending payments. */
export interface PendingPaymentsInput extends PageInput {
  /** Only those whose hold ends before this time. @defaultValue all */
  readonly expiresBefore?: Date | undefined
}

/** A page of payments whose hold ended unpaid. */
export interface ExpiredPaymentsInput extends PageInput {
  /** @defaultValue all: also those that were paid after all */
  readonly status?: PaymentStatus | undefined
}

/** A page of payments of which money is to be paid back. */
export interface RefundsDueInput extends PageInput {
  /** ISO 4217. @defaultValue all */
  readonly currency?: string | undefined
}

/** A period: from a moment on, and before another one. */
export interface Period {
  /** The first moment that counts. @defaultValue the beginning of time */
  readonly from?: Date | undefined
  /** The first moment that does not count any more. @defaultValue the end of time */
  readonly before?: Date | undefined
}

/** Filters of a list of payments; a period is about the time they were opened. */
export interface PaymentFilters extends Period, PageInput {
  /** @defaultValue all */
  readonly status?: PaymentStatus | undefined
  /** ISO 4217. @defaultValue all */
  readonly currency?: string | undefined
}

/** A page of a buyer's payments. */
export interface BuyerPaymentsInput extends PaymentFilters {
  readonly buyerId: string
}

/** A page of a seller's payments. */
export interface SellerPaymentsInput extends PaymentFilters {
  readonly sellerId: string
}

/** A buyer's completed payments to sum up; a period is about the time they were completed. */
export interface BuyerSumsInput extends Period {
  readonly buyerId: string
  /** ISO 4217. @defaultValue each */
  readonly currency?: string | undefined
}

/** A seller's completed payments to sum up; a period is about the time they were completed. */
export interface SellerSumsInput extends Period {
  readonly sellerId: string
  /** ISO 4217. @defaultValue each */
  readonly currency?: string | undefined
}

/** The sales of a stream, for its streamer. */
export interface StreamSalesInput {
  readonly streamId: string
  /** The streamer. Of anybody else's stream there are no sales. */
  readonly sellerId: string
}

/** A page of the payments that were opened in a stream, for its streamer. */
export interface StreamPaymentsInput extends StreamSalesInput, PageInput {}

/** Completed payments in one currency, summed up. */
export interface PaymentSum {
  /** ISO 4217. */
  readonly currency: string
  /** The number of payments. */
  readonly count: number
  /** The sum of the prices, in the minor unit of `currency`: fees and payouts together. */
  readonly amountMinor: number
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
  /** The part of the prices that was paid back since, in the minor unit of `currency`. */
  readonly amountRefundedMinor: number
}
