import type { FindRatingsRow } from '../../../generated/reviews.queries.js'
import type { RatingSummary } from './review.js'

/** Makes the summary of the numbers of a user's reviews. */
export function ratingSummaryOf(row: FindRatingsRow): RatingSummary {
  const histogram = {
    1: row.rating1Count,
    2: row.rating2Count,
    3: row.rating3Count,
    4: row.rating4Count,
    5: row.rating5Count,
  } as const
  const count = histogram[1] + histogram[2] + histogram[3] + histogram[4] + histogram[5]
  const sum = histogram[1] + 2 * histogram[2] + 3 * histogram[3] + 4 * histogram[4] + 5 * histogram[5]
  return { count, average: count === 0 ? null : sum / count, histogram }
}
