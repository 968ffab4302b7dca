import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import { correctText } from './correct-text.js'
import { countFound } from './count-facets.js'
import { foundProduct } from './found-product.js'
import { positiveLexemes } from './query-share.js'
import type { SearchPage, SearchProductsInput } from './search.js'
import type { readSearchPage } from './search-input.js'
import { searchList, toSearchPosition, toWalkPosition } from './search-list.js'
import { planSearch, type SearchPlan, type WalkSort } from './search-plan.js'
import { firstPosition, walkSearch, type WalkedRows, type WalkPosition } from './search-walk.js'

/** A first page with fewer items has its words looked at for errors. */
const fewItems = 3

type ReadPage = ReturnType<typeof readSearchPage>

/** Reads a page of a search. */
export async function searchProducts(
  executor: Executor,
  input: SearchProductsInput,
  options?: CallOptions,
): Promise<SearchPage> {
  const request = readListRequest(searchList, input)
  const { after, limit, filters } = request
  const knownCorrection = after === null ? null : after[4]
  const position = after === null ? firstPosition : toWalkPosition(after)
  const given = await walk(executor, withText(filters, knownCorrection), { position, limit }, options)
  const isPoor = after === null && given.rows.length < fewItems && given.next === null
  const corrected = isPoor ? await walkCorrected(executor, filters, { given, limit }, options) : null
  const { rows, positions, next, query } = corrected ?? given
  const correctedQuery = corrected?.text ?? knownCorrection

  const last = rows.length > limit ? positions[limit - 1] : next
  const nextCursor =
    last === undefined || last === null
      ? null
      : cursorAfter(searchList, request, toSearchPosition(last, correctedQuery))
  const lexemes = filters.withSnippets ? positiveLexemes(query ?? '') : null
  const isCounted = filters.withTotal && after === null
  return {
    items: rows
      .slice(0, limit)
      .filter(({ isLeftOut }) => !isLeftOut)
      .map((row) => foundProduct(row, lexemes)),
    nextCursor,
    correctedQuery,
    total: isCounted ? await countFound(executor, withText(filters, correctedQuery), options) : null,
  }
}

function withText(filters: ReadPage, text: string | null): ReadPage {
  return text === null ? filters : { ...filters, text }
}

async function walk(
  executor: Executor,
  filters: ReadPage,
  { position, limit }: { readonly position: WalkPosition; readonly limit: number },
  options?: CallOptions,
): Promise<WalkedRows & Pick<SearchPlan, 'query'>> {
  const sort = walkSortOf(filters)
  const plan = await planSearch(executor, filters, sort, options)
  if (plan === null) return { rows: [], positions: [], next: null, query: null }
  const { viewerId } = filters
  const isRanked = filters.sort === 'relevance'
  const walked = await walkSearch(
    executor,
    { plan, sort, isRanked, after: position, limit: limit + 1, viewerId },
    options,
  )
  return Object.assign(walked, { query: plan.query })
}

/** Searches for corrected words; null if there are none, or they find no more. */
async function walkCorrected(
  executor: Executor,
  filters: ReadPage,
  { given, limit }: { readonly given: WalkedRows; readonly limit: number },
  options?: CallOptions,
) {
  if (filters.text === undefined) return null
  const text = await correctText(executor, filters.text, options)
  if (text === null) return null
  const walked = await walk(executor, withText(filters, text), { position: firstPosition, limit }, options)
  return walked.rows.length > given.rows.length ? Object.assign(walked, { text }) : null
}

/** By relevance one goes along the time, so that listings without a place are found, or with a radius along the distance. */
function walkSortOf({ sort, radiusMetres }: ReadPage): WalkSort {
  if (sort !== 'relevance') return sort
  return radiusMetres === undefined ? 'newest' : 'nearest'
}
