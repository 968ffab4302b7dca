import type { Review } from '../../../generated/models.js'
import type { PageInput } from '../../pagination/page.js'
import type { ProfileRating, Profile } from '../profile.js'

/** A new review. */
export interface WriteReviewInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string | undefined
  readonly paymentId: string
  /** The acting user: the buyer or the seller of the payment. The review is about the other one. */
  readonly reviewerId: string
  /** The number of stars, from 1 to 5. */
  readonly rating: number
  /** The opinion in words: 1 to 2,000 characters. @defaultValue null: stars alone */
  readonly content?: string | null | undefined
}

/** A review as its writer wants it now. */
export interface ReviseReviewInput {
  readonly reviewId: string
  /** The acting user, who wrote it. */
  readonly userId: string
  /** The number of stars, from 1 to 5. */
  readonly rating: number
  /** The opinion in words: 1 to 2,000 characters. Null: stars alone. */
  readonly content: string | null
}

/** An answer to a review. */
export interface ReplyToReviewInput {
  readonly reviewId: string
  /** The acting user, whom the review is about. */
  readonly userId: string
  /** The answer: 1 to 2,000 characters. Null takes it back. */
  readonly reply: string | null
}

/** A review, and the administrator who decides upon it. */
export interface ReviewDecisionInput {
  readonly reviewId: string
  /** The acting administrator. */
  readonly adminId: string
}

/** The reviews of a payment, for a party of it. */
export interface PaymentReviewsInput {
  readonly paymentId: string
  /** The user who reads. */
  readonly userId: string
}

/**
 * The order of a user's reviews: the newest first, or those with most stars first and of equally many the newest first.
 */
export type ReviewSort = 'newest' | 'rating'

/** A page of the public reviews about a user. */
export interface UserReviewsInput extends PageInput {
  /** The user whom they are about. */
  readonly userId: string
  /** The number of stars, from 1 to 5. @defaultValue any */
  readonly rating?: number | undefined
  /** @defaultValue newest */
  readonly sort?: ReviewSort | undefined
}

/** A page of the reviews that a user wrote, for that user. */
export interface WrittenReviewsInput extends PageInput {
  readonly userId: string
}

/** A public review, with the profile of its writer. */
export interface ReceivedReview extends Review {
  readonly reviewer: Profile
}

/** The ratings of a user. */
export interface RatingSummary {
  /** The number of public reviews. */
  readonly count: number
  /** The mean number of stars, not rounded; null if there is no review. */
  readonly average: ProfileRating['average'] | null
  /** The number of reviews for each number of stars. */
  readonly histogram: Readonly<Record<1 | 2 | 3 | 4 | 5, number>>
}
