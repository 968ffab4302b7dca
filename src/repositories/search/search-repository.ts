import * as queries from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { countFacets } from './count-facets.js'
import { normalizeWords } from './normalize-words.js'
import type { CollectTermsInput, FacetCounts, SearchFilters, SuggestInput, Suggestion } from './search.js'
import { readSearchFilters, readSuggest, readCollectTerms } from './search-input.js'

/** Search: the words that listings have, and what one may filter by next. The search itself is `db.products.search`. */
export class SqlSearchRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
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
    if (isAnew) {
      let isDone = false
      while (!isDone)
        isDone = (await this.#executor.one(queries.forgetSearchTerms, undefined, options)).isCurrent
    }
    const { listings } = await this.#executor.one(queries.collectSearchTerms, { limit }, options)
    return listings
  }
}

/** Search: the words that listings have, and what one may filter by next. The search itself is `db.products.search`. */
export interface SearchRepository extends Pick<SqlSearchRepository, keyof SqlSearchRepository> {}
