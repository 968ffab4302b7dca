import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import type { BBox } from '../../geo/geojson.js'
import { parsePoint } from '../../geo/point.js'
import {
  array,
  boolean,
  integer,
  minorUnits,
  number,
  object,
  oneOf,
  optional,
  radiusMetres,
  text,
  timestamp,
  tuple,
  uuid,
  withDefault,
  type Keys,
  type ReadBy,
} from '../../input/index.js'
import { readCurrency } from '../../input/currency.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import {
  searchSorts,
  type CollectTermsInput,
  type SearchFilters,
  type SearchProductsInput,
  type SuggestInput,
} from './search.js'

const degrees = (most: number) => number({ min: -most, max: most })

const readCorners = tuple<readonly [number, number, number, number]>([
  degrees(180),
  degrees(90),
  degrees(180),
  degrees(90),
])

function readBox(value: unknown, field: string): BBox {
  const [west, south, east, north] = readCorners(value, field)
  if (south > north) throw new InvalidInputError(field, 'must have a south that is not north of its north')
  return [west, south, east, north]
}

const filterShape = {
  text: optional(text({ min: 1, max: 200 })),
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

const pageShape = {
  ...filterShape,
  sort: optional(oneOf(searchSorts)),
  viewerId: optional(uuid),
  withTotal: withDefault(boolean, false),
  withSnippets: withDefault(boolean, false),
} as const

const readPage = object(pageShape satisfies Keys<FiltersOf<SearchProductsInput>>)
const readFilters = object(filterShape satisfies Keys<SearchFilters>)

/** The words and filters of a search, as they were read. */
export type ReadSearch = ReadBy<typeof readSearchFilters>

/** Reads the filters of a search, of whatever is not a list. */
export function readSearchFilters(value: unknown, field = '') {
  return consistent(readFilters(value, field), field)
}

/** Reads the filters of a page. */
export function readSearchPage(value: unknown) {
  const read = consistent(readPage(value))
  const search = { ...read, sort: read.sort ?? (read.text === undefined ? 'newest' : 'relevance') }
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
