import type { PageInput } from '../../pagination/page.js'
import type { PaymentStatus } from '../../../generated/enums.js'
import type { FeedType } from '../../../generated/enums.js'

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
export interface OpenPaymentInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  readonly productId: string
  readonly buyerId: string
  /** The marketplace's fee; see {@link splitAmount}. */
  readonly feeBasisPoints: FeeBasisPoints
  /** The price the buyer saw: the purchase is refused if it is another by now. @defaultValue whatever the price is */
  readonly expectedPrice?: ExpectedPrice | undefined
  /** `pi_…` */
  readonly stripePaymentIntentId?: string | undefined
  /** Such as `card`. */
  readonly paymentMethod?: string | undefined
}

/** A payment, and the user on whose behalf it is read. */
export interface PaymentAccessInput {
  readonly paymentId: string
  readonly userId: string
}

/** A payment and its ids at Stripe. An absent id keeps its value; a known one must be the same. */
export interface PaymentIdsInput {
  readonly paymentId: string
  /** `pi_…` */
  readonly stripePaymentIntentId?: string | undefined
  /** `ch_…` */
  readonly stripeChargeId?: string | undefined
  /** `tr_…` */
  readonly stripeTransferId?: string | undefined
  /** Such as `card`. */
  readonly paymentMethod?: string | undefined
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
}
