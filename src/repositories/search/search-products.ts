import * as statements from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { cursorAfter, readListRequest, type PagedList } from '../../pagination/list-request.js'
import { pageOf } from '../../pagination/page.js'
import { correctText } from './correct-text.js'
import { countFound } from './count-facets.js'
import { foundProduct } from './found-product.js'
import { positiveLexemes } from './query-share.js'
import type { ReadSearchPage } from './search-input.js'
import { toSearchPosition, toWalkPosition, type SearchPosition } from './search-list.js'
import { planSearch, type SearchPlan, type WalkSort } from './search-plan.js'
import {
  firstPosition,
  walkSearch,
  type SearchQueries,
  type SearchRow,
  type WalkedRows,
  type WalkPosition,
} from './search-walk.js'

/** A first page with fewer items has its words looked at for errors. */
const fewItems = 3

/** For cards. */
export const cardQueries = {
  rings: statements.searchProductsCard,
  dense: statements.walkDenseProductsCard,
} satisfies SearchQueries<SearchRow>

/** For whole rows. */
export const allQueries = {
  rings: statements.searchProductsAll,
  dense: statements.walkDenseProductsAll,
} satisfies SearchQueries<SearchRow>

/** A list that is a search: all that is found, or a feed. */
export type SearchList = PagedList<ReadSearchPage, SearchPosition>

/** Reads a page of a search, of cards or whole rows. */
export async function searchProducts<Row extends SearchRow>(
  executor: Executor,
  {
    queries,
    list,
    input,
  }: { readonly queries: SearchQueries<Row>; readonly list: SearchList; readonly input: object },
  options?: CallOptions,
) {
  const request = readListRequest(list, input)
  const { after, limit, filters } = request
  const knownCorrection = after === null ? null : after[4]
  const position = after === null ? firstPosition : toWalkPosition(after)
  const given = await walk(
    executor,
    withText(filters, knownCorrection),
    { queries, position, limit },
    options,
  )
  const isPoor = after === null && given.rows.length < fewItems && given.next === null
  const corrected = isPoor ? await walkCorrected(executor, filters, { queries, given, limit }, options) : null
  const { rows, positions, next, query } = corrected ?? given
  const correctedQuery = corrected?.text ?? knownCorrection

  const last = rows.length > limit ? positions[limit - 1] : next
  const nextCursor =
    last === undefined || last === null
      ? null
      : cursorAfter(list, request, toSearchPosition(last, correctedQuery))
  const lexemes = filters.withSnippets ? positiveLexemes(query ?? '') : null
  const isCounted = filters.withTotal && after === null
  const items = rows
    .slice(0, limit)
    .filter(({ isLeftOut }) => !isLeftOut)
    .map((row) => foundProduct(row, lexemes))
  return Object.assign(pageOf(items, nextCursor, limit), {
    correctedQuery,
    total: isCounted
      ? await countFound(executor, withPlaces(withText(filters, correctedQuery)), options)
      : null,
  })
}

function withText(filters: ReadSearchPage, text: string | null): ReadSearchPage {
  return text === null ? filters : { ...filters, text }
}

/** By distance only what has a place is found: whatever is within half of the equator. */
function withPlaces(filters: ReadSearchPage): ReadSearchPage {
  return filters.sort === 'nearest'
    ? { ...filters, radiusMetres: filters.radiusMetres ?? 20_037_508 }
    : filters
}

async function walk<Row extends SearchRow>(
  executor: Executor,
  filters: ReadSearchPage,
  {
    queries,
    position,
    limit,
  }: { readonly queries: SearchQueries<Row>; readonly position: WalkPosition; readonly limit: number },
  options?: CallOptions,
): Promise<WalkedRows<Row> & Pick<SearchPlan, 'query'>> {
  const sort = walkSortOf(filters)
  const plan = await planSearch(executor, filters, sort, options)
  if (plan === null) return { rows: [], positions: [], next: null, query: null }
  const { viewerId, withSnippets } = filters
  const isRanked = filters.sort === 'relevance'
  const walked = await walkSearch(
    executor,
    { queries, plan, sort, isRanked, after: position, limit: limit + 1, viewerId, withSnippets },
    options,
  )
  return Object.assign(walked, { query: plan.query })
}

/** Searches for corrected words; null if there are none, or they find no more. */
async function walkCorrected<Row extends SearchRow>(
  executor: Executor,
  filters: ReadSearchPage,
  {
    queries,
    given,
    limit,
  }: { readonly queries: SearchQueries<Row>; readonly given: WalkedRows<Row>; readonly limit: number },
  options?: CallOptions,
) {
  if (filters.text === undefined) return null
  const text = await correctText(executor, filters.text, options)
  if (text === null) return null
  const walked = await walk(
    executor,
    withText(filters, text),
    { queries, position: firstPosition, limit },
    options,
  )
  return walked.rows.length > given.rows.length ? Object.assign(walked, { text }) : null
}

/** By relevance one goes along the time, so that listings without a place are found, or with a radius along the distance. */
function walkSortOf({ sort, radiusMetres }: ReadSearchPage): WalkSort {
  if (sort !== 'relevance') return sort
  return radiusMetres === undefined ? 'newest' : 'nearest'
}
