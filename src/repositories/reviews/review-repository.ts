import * as queries from '../../../generated/reviews.queries.js'
import { isOpenAdmin as isOpenAdminQuery } from '../../../generated/users.queries.js'
import type { Review } from '../../../generated/models.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { NotFoundError } from '../../errors.js'
import { byCreatedAt } from '../../pagination/created-at-exact.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import { toPage, type Page } from '../../pagination/page.js'
import { timePage } from '../../pagination/time-page.js'
import { assertOpenAccount } from '../assert-open-account.js'
import { ById } from '../by-id.js'
import { readId } from '../id-input.js'
import { itemWithProfile } from '../profile-of-row.js'
import { refuse } from '../refuse.js'
import { withDigest } from '../request-digest.js'
import { ratingSummaryOf } from './rating-summary.js'
import {
  readPaymentReviews,
  readReplyToReview,
  readReviewDecision,
  readReviseReview,
  readWriteReview,
} from './review-input.js'
import { bestFirst, newestFirst, userReviews, writtenReviews } from './review-lists.js'
import type {
  PaymentReviewsInput,
  RatingSummary,
  ReceivedReview,
  ReplyToReviewInput,
  ReviewDecisionInput,
  ReviseReviewInput,
  UserReviewsInput,
  WriteReviewInput,
  WrittenReviewsInput,
} from './review.js'

/**
 * Reviews: the opinions of the parties of a payment about each other.
 *
 * Anybody reads what is public. A review that an administrator hid is neither listed nor counted; its writer finds it in
 * {@link listWritten}.
 *
 * The ratings of a user, in {@link summary} and in every profile, are kept by the database in the statement that changes a
 * review. They are exact at every moment, and reading them costs one look-up whatever their number.
 */
export class SqlReviewRepository {
  readonly #executor: Executor
  readonly #byId: ById<Review>

  constructor(executor: Executor) {
    this.#executor = executor
    this.#byId = new ById({
      one: (id, options) => executor.maybeOne(queries.findReview, { id }, options),
      many: (ids, options) => executor.many(queries.listReviewsByIds, { ids }, options),
      missing: notFound,
    })
  }

  /**
   * Writes a review of the other party of a payment. Each party writes one.
   *
   * A payment that was completed can be reviewed, be it refunded afterwards: who pays back does not thereby silence the other
   * party. A refund leaves the reviews as they are.
   *
   * With an `id` of the caller's the call is safe to repeat: a second one with the same content returns the review that the
   * first one wrote, as it is by then.
   *
   * @throws {@link NotFoundError} if there is no such payment or user.
   * @throws {@link ForbiddenError} with rule `not_a_participant`.
   * @throws {@link ConflictError} with rule `payment_not_completed`, `review_already_written`, `account_closed`, or
   * `repeated_differently` if the id was used with other content.
   *
   * @example
   * ```ts
   * const review = await db.reviews.write({
   *   paymentId: payment.id,
   *   reviewerId: buyer.id,
   *   rating: 5,
   *   content: 'Exactly as described.',
   * })
   * ```
   */
  async write(input: WriteReviewInput, options?: CallOptions): Promise<Review> {
    const review = withDigest('reviews.write', readWriteReview(input))
    const written = await this.#executor.maybeOne(queries.writeReview, review, options)
    if (written !== null) return written
    const { id, requestDigest, paymentId, reviewerId } = review
    if (id !== undefined && requestDigest !== undefined) {
      const first = await this.#executor.maybeOne(queries.findRepeatedReview, { id, requestDigest }, options)
      if (first !== null) return first
    }
    const judged = await this.#executor.maybeOne(queries.judgeReviewer, { paymentId, reviewerId }, options)
    if (judged === null) throw new NotFoundError('transactions')
    if (!judged.isOpen) await assertOpenAccount(this.#executor, reviewerId, options)
    if (!judged.isParty) refuse('not_a_participant')
    if (!judged.isReviewable) refuse('payment_not_completed')
    return refuse(judged.isWritten ? 'review_already_written' : 'repeated_differently')
  }

  /**
   * Writes a review anew: its writer may do so for 14 days, until it is answered.
   *
   * @throws {@link NotFoundError} if there is no such review.
   * @throws {@link ForbiddenError} with rule `not_the_reviewer`.
   * @throws {@link ConflictError} with rule `review_settled` if it was answered or hidden, or is older; `account_closed`.
   */
  async revise(input: ReviseReviewInput, options?: CallOptions): Promise<Review> {
    const { reviewId: id, userId, rating, content } = readReviseReview(input)
    const revised = await this.#executor.maybeOne(
      queries.reviseReview,
      { id, userId, rating, content },
      options,
    )
    if (revised !== null) return revised
    const { isReviewer } = await this.#judgeParty(id, userId, options)
    return refuse(isReviewer ? 'review_settled' : 'not_the_reviewer')
  }

  /**
   * Answers a review, for everybody to read below it. A later call replaces the answer, and null takes it back.
   *
   * @throws {@link NotFoundError} if there is no such review, or if it is hidden.
   * @throws {@link ForbiddenError} with rule `not_the_reviewee`; {@link ConflictError} with rule `account_closed`.
   */
  async reply(input: ReplyToReviewInput, options?: CallOptions): Promise<Review> {
    const { reviewId: id, userId, reply } = readReplyToReview(input)
    const answered = await this.#executor.maybeOne(queries.replyToReview, { id, userId, reply }, options)
    if (answered !== null) return answered
    const { isReviewee } = await this.#judgeParty(id, userId, options)
    // With an open account of the right party it is hidden, or gone since.
    return isReviewee ? notFound() : refuse('not_the_reviewee')
  }

  /**
   * Hides a review on behalf of an administrator: it is no longer listed and counted. Of a hidden one nothing changes.
   *
   * @throws {@link NotFoundError} if there is no such review; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async hide(input: ReviewDecisionInput, options?: CallOptions): Promise<Review> {
    const { reviewId: id, adminId } = readReviewDecision(input)
    const hidden = await this.#executor.maybeOne(queries.hideReview, { id, adminId }, options)
    return hidden ?? this.#refuseAdmin(adminId, options)
  }

  /** Shows a hidden review again, on behalf of an administrator: the reverse of {@link hide}, with its errors. */
  async unhide(input: ReviewDecisionInput, options?: CallOptions): Promise<Review> {
    const { reviewId: id, adminId } = readReviewDecision(input)
    const shown = await this.#executor.maybeOne(queries.unhideReview, { id, adminId }, options)
    return shown ?? this.#refuseAdmin(adminId, options)
  }

  /**
   * Gets a public review.
   *
   * @throws {@link NotFoundError} if there is none, or if it is hidden.
   */
  get(reviewId: string, options?: CallOptions): Promise<Review> {
    return this.#byId.get(reviewId, options)
  }

  /**
   * Finds a public review. Those that are asked for in one tick, here and by {@link get}, are one statement.
   */
  find(reviewId: string, options?: CallOptions): Promise<Review | null> {
    return this.#byId.find(reviewId, options)
  }

  /** Lists public reviews in the order of up to 10,000 ids; those that do not exist or are hidden are left out. */
  listByIds(reviewIds: readonly string[], options?: CallOptions): Promise<Review[]> {
    return this.#byId.list(reviewIds, options)
  }

  /**
   * Gets a review for an administrator, hidden or not.
   *
   * @throws {@link NotFoundError} if there is none; {@link ForbiddenError} with rule `not_an_admin`.
   */
  async getForModeration(input: ReviewDecisionInput, options?: CallOptions): Promise<Review> {
    const { reviewId: id, adminId } = readReviewDecision(input)
    const review = await this.#executor.maybeOne(queries.findReviewForModeration, { id, adminId }, options)
    return review ?? this.#refuseAdmin(adminId, options)
  }

  /**
   * Lists the reviews of a payment, one of each party at most, for a party: those that are public, and the user's own.
   *
   * @returns Nothing for anybody else.
   */
  async listByPayment(input: PaymentReviewsInput, options?: CallOptions): Promise<Review[]> {
    return this.#executor.many(queries.listReviewsByPayment, readPaymentReviews(input), options)
  }

  /**
   * Lists the public reviews about a user, each with its writer's profile.
   *
   * @example
   * ```ts
   * const best = await db.reviews.listByUser({ userId: seller.id, sort: 'rating', limit: 3 })
   * const worst = await db.reviews.listByUser({ userId: seller.id, rating: 1 })
   * ```
   */
  async listByUser(input: UserReviewsInput, options?: CallOptions): Promise<Page<ReceivedReview>> {
    const request = readListRequest(userReviews, input)
    const { rating, sort } = request.filters
    // Of one rating the two orders are the same.
    const rows =
      sort === 'newest' || rating !== undefined
        ? await this.#executor.many(queries.listNewestReviews, newestFirst(request), options)
        : await this.#executor.many(queries.listReviewsByRating, bestFirst(request), options)
    return toPage(rows, {
      limit: request.limit,
      cursorAfter: (row) => cursorAfter(userReviews, request, [row.rating, row.createdAtExact, row.id]),
      toItem: (row) => itemWithProfile(row, 'reviewer', 'createdAtExact'),
    })
  }

  /** Lists the reviews that a user wrote, newest first, for that user: those that were hidden too. */
  async listWritten(input: WrittenReviewsInput, options?: CallOptions): Promise<Page<Review>> {
    return timePage(writtenReviews, input, {
      read: (parameters) => this.#executor.many(queries.listReviewsByReviewer, parameters, options),
      ...byCreatedAt<Review>(),
    })
  }

  /**
   * Gets the ratings of a user: their number, their mean, and the number of each.
   *
   * @throws {@link NotFoundError} if there is no such user.
   */
  async summary(userId: string, options?: CallOptions): Promise<RatingSummary> {
    const counts = await this.#executor.maybeOne(
      queries.findRatings,
      { userId: readId(userId, 'userId') },
      options,
    )
    if (counts === null) throw new NotFoundError('users')
    return ratingSummaryOf(counts)
  }

  /** Reads the part that an acting user has in a review, and throws if there is no such review or no open account. */
  async #judgeParty(id: string, userId: string, options?: CallOptions) {
    const judged = await this.#executor.maybeOne(queries.judgeReviewParty, { id, userId }, options)
    if (judged === null) return notFound()
    if (!judged.isOpen) await assertOpenAccount(this.#executor, userId, options)
    return judged
  }

  /** Throws the reason why an administrator's command found nothing to do. */
  async #refuseAdmin(adminId: string, options?: CallOptions): Promise<never> {
    const { isOpenAdmin } = await this.#executor.one(isOpenAdminQuery, { adminId }, options)
    return isOpenAdmin ? notFound() : refuse('not_an_admin')
  }
}

/** Reviews: the opinions of the parties of a payment about each other. */
export interface ReviewRepository extends Pick<SqlReviewRepository, keyof SqlReviewRepository> {}

function notFound(): never {
  throw new NotFoundError('reviews')
}
