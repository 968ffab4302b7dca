import { integer, nullable, object, optional, readableText, uuid, type Keys } from '../../input/index.js'
import type {
  PaymentReviewsInput,
  ReplyToReviewInput,
  ReviewDecisionInput,
  ReviseReviewInput,
  WriteReviewInput,
} from './review.js'

/** Reads a number of stars. */
export const readRating = integer({ min: 1, max: 5 })

const readWords = readableText({ max: 2000 })

/** Reads a new review. */
export const readWriteReview = object({
  id: optional(uuid),
  paymentId: uuid,
  reviewerId: uuid,
  rating: readRating,
  content: optional(nullable(readWords)),
} satisfies Keys<WriteReviewInput>)

/** Reads a review as its writer wants it now. */
export const readReviseReview = object({
  reviewId: uuid,
  userId: uuid,
  rating: readRating,
  content: nullable(readWords),
} satisfies Keys<ReviseReviewInput>)

/** Reads an answer. */
export const readReplyToReview = object({
  reviewId: uuid,
  userId: uuid,
  reply: nullable(readWords),
} satisfies Keys<ReplyToReviewInput>)

/** Reads a review, and who decides upon it. */
export const readReviewDecision = object({
  reviewId: uuid,
  adminId: uuid,
} satisfies Keys<ReviewDecisionInput>)

/** Reads a payment, and the party of it who reads its reviews. */
export const readPaymentReviews = object({
  paymentId: uuid,
  userId: uuid,
} satisfies Keys<PaymentReviewsInput>)
