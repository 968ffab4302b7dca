import { object, oneOf, optional, tuple, uuid, withDefault, type Keys } from '../../input/index.js'
import type { FiltersOf, ListRequest, PagedList } from '../../pagination/list-request.js'
import { readExactTime } from '../../pagination/time-position.js'
import type { TimeList } from '../../pagination/time-page.js'
import { readRating } from './review-input.js'
import type { ReviewSort, UserReviewsInput, WrittenReviewsInput } from './review.js'

/** The orders of a user's reviews. */
const reviewSorts = ['newest', 'rating'] as const satisfies readonly ReviewSort[]

/** The position where a page ended: the stars, the time and the id of its last review. */
export type ReviewPosition = readonly [rating: number, time: string, id: string]

const userShape = {
  userId: uuid,
  rating: optional(readRating),
  sort: withDefault(oneOf(reviewSorts), 'newest'),
} as const

/** The public reviews about a user, in either order. */
export const userReviews = {
  kind: 'reviews.byUser',
  readFilters: object(userShape satisfies Keys<FiltersOf<UserReviewsInput>>),
  readPosition: tuple<ReviewPosition>([readRating, readExactTime, uuid]),
} satisfies PagedList<object, ReviewPosition>

/** The reviews that a user wrote, newest first. */
export const writtenReviews = {
  kind: 'reviews.byReviewer',
  readFilters: object({ userId: uuid } satisfies Keys<FiltersOf<WrittenReviewsInput>>),
} satisfies TimeList<object>

/** A request for a page of {@link userReviews}. */
type UserReviewsRequest = ListRequest<ReturnType<typeof userReviews.readFilters>, ReviewPosition>

/** Makes the parameters of listNewestReviews: one row more than the page holds tells whether there is a next page. */
export function newestFirst({ filters: { userId, rating }, limit, after }: UserReviewsRequest) {
  const position = after === null ? {} : { afterTime: after[1], afterId: after[2] }
  return { userId, rating, ...position, limit: limit + 1 }
}

/** Makes the parameters of listReviewsByRating. */
export function bestFirst({ filters: { userId }, limit, after }: UserReviewsRequest) {
  const position = after === null ? {} : { afterRating: after[0], afterTime: after[1], afterId: after[2] }
  return { userId, ...position, limit: limit + 1 }
}
