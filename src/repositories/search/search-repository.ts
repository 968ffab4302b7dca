import * as queries from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import { pageOf } from '../../pagination/page.js'
import { takeColumns, type AllColumns, type CardColumns } from '../columns-input.js'
import { correctText } from './correct-text.js'
import { countFacets, countFound } from './count-facets.js'
import { foundProduct } from './found-product.js'
import { normalizeWords } from './normalize-words.js'
import { positiveLexemes } from './query-share.js'
import type {
  CollectTermsInput,
  FacetCounts,
  FoundProduct,
  FoundProductCard,
  SearchFilters,
  SearchPage,
  SearchProductsInput,
  SuggestInput,
  Suggestion,
} from './search.js'
import type { readSearchPage } from './search-input.js'
import { readSearchFilters, readSuggest, readCollectTerms } from './search-input.js'
import { searchList, toSearchPosition, toWalkPosition } from './search-list.js'
import { planSearch, type SearchPlan, type WalkSort } from './search-plan.js'
import {
  firstPosition,
  walkSearch,
  type SearchQuery,
  type SearchRow,
  type WalkedRows,
  type WalkPosition,
} from './search-walk.js'

/** A first page with fewer items has its words looked at for errors. */
const fewItems = 3

/** Search: products by words in English and Arabic, and by whatever else one filters and sorts by. */
export class SqlSearchRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Searches the available products: cards, or whole rows with `columns: 'all'`.
   *
   * The text has web-search syntax. Words are found in any spelling that means the same (see `docs/search.md`), in the title, the
   * tags and the first 1,000 characters of the description. If hardly anything is found, words are replaced by similar ones
   * that listings have, and the page says so in `correctedQuery`.
   *
   * All sorts end with the id, so that pages never repeat or skip a product. By relevance, the best come first among all that
   * is found if that is little, and else among some hundred of the newest (with a radius: of the nearest); those that follow
   * are ranked among themselves. Distances are those of the public places.
   *
   * For a viewer, some are left out, and pages may be short, or empty, with a cursor for what follows.
   *
   * @returns An empty page for a text of nothing but stop words, excluded words or signs.
   * @throws {@link InvalidInputError} if a sort or a filter lacks what it needs: `near`, or `currency`.
   *
   * @example
   * ```ts
   * const filters = { text: 'iphone 13', near: [55.2708, 25.2048], radiusMetres: 5_000, sort: 'priceUp', currency: 'AED' } as const
   * const page = await db.search.products(filters)
   * const next = page.nextCursor && (await db.search.products({ ...filters, cursor: page.nextCursor }))
   * ```
   */
  products(input: SearchProductsInput & CardColumns, options?: CallOptions): Promise<SearchPage>
  products(input: SearchProductsInput & AllColumns, options?: CallOptions): Promise<SearchPage<FoundProduct>>
  async products(input: object, options?: CallOptions): Promise<SearchPage<FoundProductCard | FoundProduct>> {
    const [columns, asked] = takeColumns(input)
    return columns === 'card'
      ? this.#products(queries.searchProductsCard, asked, options)
      : this.#products(queries.searchProductsAll, asked, options)
  }

  async #products<Row extends SearchRow>(query: SearchQuery<Row>, input: object, options?: CallOptions) {
    const request = readListRequest(searchList, input)
    const { after, limit, filters } = request
    const knownCorrection = after === null ? null : after[4]
    const position = after === null ? firstPosition : toWalkPosition(after)
    const given = await this.#walk(
      query,
      filters,
      { text: knownCorrection ?? filters.text, position, limit },
      options,
    )
    const corrected =
      after === null && given.rows.length < fewItems && given.next === null
        ? await this.#walkCorrected(query, filters, { given, limit }, options)
        : null
    const { rows, positions, next, plan } = corrected ?? given
    const correctedQuery = corrected?.text ?? knownCorrection

    const last = rows.length > limit ? positions[limit - 1] : next
    const nextCursor =
      last === undefined || last === null
        ? null
        : cursorAfter(searchList, request, toSearchPosition(last, correctedQuery))
    const lexemes = filters.withSnippets ? positiveLexemes(plan?.query ?? '') : null
    const items = rows
      .slice(0, limit)
      .filter(({ isLeftOut }) => !isLeftOut)
      .map((row) => foundProduct(row, lexemes))
    return Object.assign(pageOf(items, nextCursor, limit), {
      correctedQuery,
      total: filters.withTotal && after === null ? await this.#total(filters, correctedQuery, options) : null,
    })
  }

  /**
   * Suggests words, and tags of several words, that begin with what was typed, the most frequent first; if there are none,
   * similar ones. They are those that maintenance has collected.
   *
   * @example
   * ```ts
   * const suggestions = await db.search.suggest({ text: 'ipho' })
   * ```
   */
  async suggest(input: SuggestInput, options?: CallOptions): Promise<Suggestion[]> {
    const { text, limit } = readSuggest(input)
    const prefix = normalizeWords(text).trim().replaceAll(/\s+/g, ' ')
    if (prefix === '') return []
    const lengths = ['one', 'two', 'three'] as const
    const length = lengths[Array.from(prefix).length - 1] ?? 'more'
    const begun = await this.#executor.many(queries.suggestSearchTerms, { length, prefix, limit }, options)
    if (begun.length > 0 || prefix.length < 3) return begun
    const similar = await this.#executor.many(
      queries.listSimilarTerms,
      { words: [prefix], variants: [], variantOf: [] },
      options,
    )
    return similar.slice(0, limit).map(({ term, listingCount }) => ({ term, listingCount }))
  }

  /**
   * Counts what a search finds by category, condition, neighbourhood and price, in one statement: exactly up to 250, and
   * else among some hundred of the newest.
   */
  async facetCounts(input: SearchFilters, options?: CallOptions): Promise<FacetCounts> {
    return countFacets(this.#executor, readSearchFilters(input), options)
  }

  /**
   * Collects the words of up to `limit` listings that came since the last call, for suggestions and errors of typing.
   *
   * `isAnew` forgets all words first, and begins with the first listing: what was deleted or sold counts until then.
   *
   * @returns The number of listings.
   */
  async collectTerms(input: CollectTermsInput, options?: CallOptions): Promise<number> {
    const { limit, isAnew } = readCollectTerms(input)
    if (isAnew) await this.#executor.execute(queries.forgetSearchTerms, undefined, options)
    const { listings } = await this.#executor.one(queries.collectSearchTerms, { limit }, options)
    return listings
  }

  async #walk<Row extends SearchRow>(
    query: SearchQuery<Row>,
    filters: ReturnType<typeof readSearchPage>,
    page: { readonly text: string; readonly position: WalkPosition; readonly limit: number },
    options?: CallOptions,
  ): Promise<WalkedRows<Row> & { readonly plan: SearchPlan | null }> {
    const search = { ...filters, text: page.text }
    const sort = walkSortOf(filters)
    const plan = await planSearch(this.#executor, search, sort, options)
    if (plan === null) return { rows: [], positions: [], next: null, plan }
    const { viewerId, withSnippets } = filters
    const isRanked = filters.sort === 'relevance'
    const walked = await walkSearch(
      this.#executor,
      { query, plan, sort, isRanked, after: page.position, limit: page.limit + 1, viewerId, withSnippets },
      options,
    )
    return Object.assign(walked, { plan })
  }

  /** Searches for corrected words; null if there are none, or they find no more. */
  async #walkCorrected<Row extends SearchRow>(
    query: SearchQuery<Row>,
    filters: ReturnType<typeof readSearchPage>,
    { given, limit }: { readonly given: WalkedRows<Row>; readonly limit: number },
    options?: CallOptions,
  ) {
    const text = await correctText(this.#executor, filters.text, options)
    if (text === null) return null
    const walked = await this.#walk(query, filters, { text, position: firstPosition, limit }, options)
    return walked.rows.length > given.rows.length ? Object.assign(walked, { text }) : null
  }

  #total(filters: ReturnType<typeof readSearchPage>, text: string | null, options?: CallOptions) {
    return countFound(this.#executor, { ...filters, text: text ?? filters.text }, options)
  }
}

/** Search: products by words in English and Arabic, and by whatever else one filters and sorts by. */
export interface SearchRepository extends Pick<SqlSearchRepository, keyof SqlSearchRepository> {}

/** By relevance one goes along the time, so that listings without a place are found, or with a radius along the distance. */
function walkSortOf({ sort, radiusMetres }: ReturnType<typeof readSearchPage>): WalkSort {
  if (sort !== 'relevance') return sort
  return radiusMetres === undefined ? 'newest' : 'nearest'
}
