import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import type { ReadSearch } from '../search/search-input.js'
import { planSearch } from '../search/search-plan.js'
import { cardQueries } from '../search/search-products.js'
import { firstPosition, walkSearch, type WalkPosition } from '../search/search-walk.js'

/** The greatest number of listings that a look takes in. */
const mostListings = 50
/** A look ends after so many walks, each of at most eight statements and usually of one. */
const mostWalks = 3

/** A look for what was listed since a time. */
export interface Look {
  readonly filters: ReadSearch
  readonly since: Date
  /** The searcher: their own listings, and those of whom a block parts them from, are left out. */
  readonly userId: string
}

/** The listings that a look found. */
export interface NewListings {
  /** At most 50, the newest first. */
  readonly listings: readonly { readonly id: string; readonly createdAt: Date }[]
  /** The time up to which there is more that was not looked at; null if that was all. */
  readonly restUntil: Date | null
}

/**
 * Reads what a search finds that was listed since a time, by the search itself. The words are those that were given: what is not
 * there yet is what a search is saved for, and no error of typing.
 */
export async function newListings(
  executor: Executor,
  { filters, since, userId }: Look,
  options?: CallOptions,
): Promise<NewListings> {
  const createdAfter =
    filters.createdAfter === undefined || filters.createdAfter < since ? since : filters.createdAfter
  const listings: { readonly id: string; readonly createdAt: Date }[] = []
  const plan = await planSearch(executor, { ...filters, createdAfter }, 'newest', options)
  if (plan === null) return { listings, restUntil: null }

  let after: WalkPosition = firstPosition
  for (let walks = 0; walks < mostWalks; walks++) {
    const limit = mostListings + 1
    const walked = await walkSearch(
      executor,
      {
        queries: cardQueries,
        plan,
        sort: 'newest',
        isRanked: false,
        after,
        limit,
        viewerId: userId,
        withSnippets: false,
      },
      options,
    )
    for (const [index, { id, sellerId, createdAt, isLeftOut }] of walked.rows.entries()) {
      const position = walked.positions[index]
      if (listings.length === mostListings) return { listings, restUntil: timeOf(after) }
      if (position !== undefined) after = position
      if (isLeftOut || sellerId === userId) continue
      listings.push({ id, createdAt })
    }
    if (walked.rows.length < limit) {
      if (walked.next === null) return { listings, restUntil: null }
      after = walked.next
    }
  }
  return { listings, restUntil: timeOf(after) }
}

/** The time of a position among the newest, rounded up to milliseconds: its key is the negated time in microseconds. */
function timeOf({ from }: WalkPosition): Date {
  return new Date(Math.ceil(-from / 1_000))
}
