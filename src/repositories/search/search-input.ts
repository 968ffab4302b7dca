import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import { parsePoint } from '../../geo/point.js'
import {
  array,
  boolean,
  integer,
  minorUnits,
  object,
  oneOf,
  optional,
  radiusMetres,
  text,
  timestamp,
  uuid,
  withDefault,
  type Keys,
  type ReadBy,
} from '../../input/index.js'
import { readCurrency } from '../../input/currency.js'
import { readBox } from '../box-input.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import {
  searchSorts,
  type CollectTermsInput,
  type SearchFilters,
  type SearchProductsInput,
  type SearchSort,
  type SuggestInput,
} from './search.js'

const noWordsShape = {
  category: optional(oneOf(productCategories)),
  feedType: optional(oneOf(feedTypes)),
  condition: optional(oneOf(productConditions)),
  currency: optional(readCurrency),
  minPriceMinor: optional(minorUnits),
  maxPriceMinor: optional(minorUnits),
  sellerId: optional(uuid),
  tags: optional(array(text({ min: 1, max: 50 }), { max: 10 })),
  near: optional(parsePoint),
  radiusMetres: optional(radiusMetres),
  neighborhood: optional(text({ min: 1, max: 100 })),
  box: optional(readBox),
  createdAfter: optional(timestamp),
} as const

const filterShape = { ...noWordsShape, text: optional(text({ min: 1, max: 200 })) } as const

const pageShape = {
  ...filterShape,
  sort: optional(oneOf(searchSorts)),
  viewerId: optional(uuid),
  withTotal: withDefault(boolean, false),
  withSnippets: withDefault(boolean, false),
} as const

const feedSorts = ['newest', 'nearest', 'priceUp', 'priceDown'] as const satisfies readonly SearchSort[]

const readFeed = object({
  ...noWordsShape,
  sort: withDefault(oneOf(feedSorts), 'newest'),
  viewerId: optional(uuid),
})

const readPage = object(pageShape satisfies Keys<FiltersOf<SearchProductsInput>>)
const readFilters = object(filterShape satisfies Keys<SearchFilters>)

/** The words and filters of a search, as they were read. */
export type ReadSearch = ReadBy<typeof readSearchFilters>

/** Reads the filters of a search, of whatever is not a list. */
export function readSearchFilters(value: unknown, field = '') {
  return consistent(readFilters(value, field), field)
}

/** Reads the filters of a page. */
export function readSearchPage(value: unknown): ReadSearchPage {
  const read = consistent(readPage(value))
  return sortable({ ...read, sort: read.sort ?? (read.text === undefined ? 'newest' : 'relevance') })
}

/** Reads the filters of a page of a feed: those of a search without words. */
export function readFeedFilters(value: unknown): ReadSearchPage {
  return sortable({ ...consistent(readFeed(value)), withTotal: false, withSnippets: false })
}

/** The filters of a page, as they were read. */
export type ReadSearchPage = ReadSearch & {
  readonly sort: SearchSort
  readonly viewerId?: string
  readonly withTotal: boolean
  readonly withSnippets: boolean
}

function sortable(search: ReadSearchPage): ReadSearchPage {
  if (search.sort === 'relevance' && search.text === undefined) {
    throw new InvalidInputError('text', 'is required to sort by relevance')
  }
  if (search.sort === 'nearest' && search.near === undefined) {
    throw new InvalidInputError('near', 'is required to sort by distance')
  }
  if ((search.sort === 'priceUp' || search.sort === 'priceDown') && search.currency === undefined) {
    throw new InvalidInputError('currency', 'is required to sort by price')
  }
  return search
}

function consistent<Search extends ReturnType<typeof readFilters>>(search: Search, field = ''): Search {
  const { currency, minPriceMinor, maxPriceMinor } = search
  const within = field === '' ? '' : `${field}.`
  // A price means nothing without its currency: 100 fils are not 100 cents.
  if (currency === undefined && (minPriceMinor !== undefined || maxPriceMinor !== undefined)) {
    throw new InvalidInputError(`${within}currency`, 'is required to compare prices')
  }
  if (search.radiusMetres !== undefined && search.near === undefined) {
    throw new InvalidInputError(`${within}near`, 'is required for a radius')
  }
  return search
}

/** Reads what somebody has begun to type. */
export const readSuggest = object({
  text: text({ min: 1, max: 60 }),
  limit: withDefault(integer({ min: 1, max: 20 }), 8),
} satisfies Keys<SuggestInput>)

/** Reads a batch of the collection of words. */
export const readCollectTerms = object({
  limit: integer({ min: 1, max: 10_000 }),
  isAnew: withDefault(boolean, false),
} satisfies Keys<CollectTermsInput>)
