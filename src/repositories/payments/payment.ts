import type { PaymentStatus } from '../../../generated/enums.js'
import type { FeedType } from '../../../generated/enums.js'

/** What the marketplace keeps of a sale, by the feed of the product: hundredths of a percent, 0 to 10,000. */
export type FeeBasisPoints = Readonly<Record<FeedType, number>>

/** A price that somebody saw and agreed to. */
export interface ExpectedPrice {
  /** In the minor unit of `currency`. */
  readonly amountMinor: number
  /** ISO 4217. */
  readonly currency: string
}

/** What a purchase at the price asked needs, and may have. */
export interface OpenPaymentInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string
  readonly productId: string
  readonly buyerId: string
  /** What the marketplace keeps; see {@link splitAmount}. */
  readonly feeBasisPoints: FeeBasisPoints
  /** The price the buyer saw: the purchase is refused if it is another by now. @defaultValue whatever the price is */
  readonly expectedPrice?: ExpectedPrice
  /** `pi_…` */
  readonly stripePaymentIntentId?: string
  /** Such as `card`. */
  readonly paymentMethod?: string
}

/** A payment, and what Stripe calls it. What is not given keeps its value; what is known already must be the same. */
export interface PaymentIdsInput {
  readonly id: string
  /** `pi_…` */
  readonly stripePaymentIntentId?: string
  /** `ch_…` */
  readonly stripeChargeId?: string
  /** `tr_…` */
  readonly stripeTransferId?: string
  /** Such as `card`. */
  readonly paymentMethod?: string
}

/** A period: from a moment on, and before another one. */
export interface Period {
  /** The first moment that counts. @defaultValue the beginning of time */
  readonly from?: Date
  /** The first moment that does not count any more. @defaultValue the end of time */
  readonly before?: Date
}

/** Which payments of a list, by when they were opened. */
export interface PaymentFilters extends Period {
  /** @defaultValue all */
  readonly status?: PaymentStatus
  /** ISO 4217. @defaultValue all */
  readonly currency?: string
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** Which of a buyer's payments. */
export interface BuyerPaymentsInput extends PaymentFilters {
  readonly buyerId: string
}

/** Which of a seller's payments. */
export interface SellerPaymentsInput extends PaymentFilters {
  readonly sellerId: string
}

/** What of a buyer's completed payments is summed up, by when they were completed. */
export interface BuyerSumsInput extends Period {
  readonly buyerId: string
  /** ISO 4217. @defaultValue each */
  readonly currency?: string
}

/** What of a seller's completed payments is summed up, by when they were completed. */
export interface SellerSumsInput extends Period {
  readonly sellerId: string
  /** ISO 4217. @defaultValue each */
  readonly currency?: string
}

/** Completed payments in one currency, summed up. */
export interface PaymentSum {
  /** ISO 4217. */
  readonly currency: string
  /** How many payments. */
  readonly count: number
  /** What buyers paid, in the minor unit of `currency`: fees and payouts together. */
  readonly amountMinor: number
  readonly platformFeeMinor: number
  readonly sellerPayoutMinor: number
}
