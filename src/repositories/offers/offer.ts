import type { OfferStatus } from '../../../generated/enums.js'
import type { Offer } from '../../../generated/models.js'
import type { FeeBasisPoints } from '../payments/payment.js'
import type { Payment } from '../../../generated/models.js'

/** What a new offer may say besides its amount. */
export interface OfferWords {
  /** 1 to 1,000 characters, shown in the chat too. */
  readonly message?: string | null
  /** How long it can be answered, in seconds from now by the server's clock; at most a year. @defaultValue without end */
  readonly expiresInSeconds?: number | null
}

/** What a buyer's offer needs, and may have. */
export interface MakeOfferInput extends OfferWords {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string
  readonly productId: string
  /** One of the buyer with the product's seller: about the product, or about nothing in particular. */
  readonly conversationId: string
  readonly buyerId: string
  /** In the minor unit of the product's currency; a whole number, not negative. */
  readonly amountMinor: number
}

/** Which offer is answered, and by whom. */
export interface AnswerOfferInput {
  readonly offerId: string
  /** On whose behalf. */
  readonly userId: string
}

/** What a counter-offer needs, and may have. */
export interface CounterOfferInput extends AnswerOfferInput, OfferWords {
  /** The id of the new offer: give one to make the call safe to retry. @defaultValue one is made */
  readonly id?: string
  /** In the minor unit of the product's currency; a whole number, not negative. */
  readonly amountMinor: number
}

/** What the acceptance of an offer needs, and may have. */
export interface AcceptOfferInput extends AnswerOfferInput {
  /** The id of the payment that is opened: give one to make the call safe to retry. @defaultValue one is made */
  readonly paymentId?: string
  /** What the marketplace keeps; see {@link splitAmount}. */
  readonly feeBasisPoints: FeeBasisPoints
}

/** What an acceptance leads to. */
export interface AcceptedOffer {
  readonly offer: Offer
  /** The payment that is open now. */
  readonly payment: Payment
}

/** Which of a buyer's offers. */
export interface BuyerOffersInput {
  readonly buyerId: string
  /** @defaultValue all */
  readonly status?: OfferStatus
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** Which of a seller's offers. */
export interface SellerOffersInput {
  readonly sellerId: string
  /** @defaultValue all */
  readonly status?: OfferStatus
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** The offers on which product. */
export interface ProductOffersInput {
  readonly productId: string
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** The offers of which conversation. */
export interface ConversationOffersInput {
  readonly conversationId: string
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}
