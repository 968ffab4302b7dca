import type { PageInput } from '../../pagination/page.js'
import type { OfferStatus } from '../../../generated/enums.js'
import type { Offer } from '../../../generated/models.js'
import type { NotifyInput } from '../notifications/notification.js'
import type { FeeBasisPoints } from '../payments/payment.js'
import type { Payment } from '../../../generated/models.js'

/** The optional fields of a new offer. */
export interface OfferWords {
  /** 1 to 1,000 characters, shown in the chat too. */
  readonly message?: string | null | undefined
  /** The time to answer it, in seconds from now by the server's clock; at most a year. @defaultValue without end */
  readonly expiresInSeconds?: number | null | undefined
}

/** The fields of a buyer's offer. */
export interface MakeOfferInput extends OfferWords, NotifyInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  readonly productId: string
  /** One of the buyer with the product's seller: about the product, or about nothing in particular. */
  readonly conversationId: string
  readonly buyerId: string
  /** In the minor unit of the product's currency; a whole number above 0. */
  readonly amountMinor: number
}

/** An offer, and the party who answers or reads it. */
export interface AnswerOfferInput {
  readonly offerId: string
  /** The acting user. */
  readonly userId: string
}

/** An answer to an offer that needs nothing else. */
export interface CloseOfferInput extends AnswerOfferInput, NotifyInput {}

/** The fields of a counter-offer. */
export interface CounterOfferInput extends AnswerOfferInput, OfferWords, NotifyInput {
  /** The id of the new offer: give one to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  /** In the minor unit of the product's currency; a whole number above 0. */
  readonly amountMinor: number
}

/** The fields of an acceptance. */
export interface AcceptOfferInput extends AnswerOfferInput, NotifyInput {
  /** The id of the payment that is opened: give one to make the call safe to retry. @defaultValue one is made */
  readonly paymentId?: string | undefined
  /** The marketplace's fee; see {@link splitAmount}. */
  readonly feeBasisPoints: FeeBasisPoints
  /** The time that the payment holds the product, in seconds: 60 to 2,678,400 (31 days). @defaultValue 86,400, a day */
  readonly holdSeconds?: number | undefined
}

/** The result of an acceptance. */
export interface AcceptedOffer {
  readonly offer: Offer
  /** The payment that is open now. */
  readonly payment: Payment
}

/** The size of a sweep, and the notification of those whose offers it marks. */
export interface SweepInput extends NotifyInput {
  /** 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
}

/** A page of a buyer's offers. */
export interface BuyerOffersInput extends PageInput {
  readonly buyerId: string
  /** @defaultValue all */
  readonly status?: OfferStatus | undefined
}

/** A page of a seller's offers. */
export interface SellerOffersInput extends PageInput {
  readonly sellerId: string
  /** @defaultValue all */
  readonly status?: OfferStatus | undefined
}

/** A page of the offers on a product. */
export interface ProductOffersInput extends PageInput {
  readonly productId: string
  /** The product's seller, who reads. */
  readonly sellerId: string
}

/** A page of the offers of a conversation. */
export interface ConversationOffersInput extends PageInput {
  readonly conversationId: string
  /** The participant who reads. */
  readonly userId: string
}

/** A page of the offers that wait for a user's answer. */
export interface OffersToAnswerInput extends PageInput {
  readonly userId: string
}
