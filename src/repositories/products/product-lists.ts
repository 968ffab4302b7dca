import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import { parsePoint } from '../../geo/point.js'
import { InvalidInputError } from '../../errors.js'
import {
  boolean,
  minorUnits,
  number,
  object,
  oneOf,
  optional,
  radiusMetres,
  readableText,
  tuple,
  uuid,
  type Keys,
} from '../../input/index.js'
import type { FiltersOf, PagedList } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type { NearbyProductsInput, SellerProductsInput, TrendingProductsInput } from './product.js'
import { readCurrency } from '../../input/currency.js'
import { readFeedFilters } from '../search/search-input.js'
import { searchList, type SearchPosition } from '../search/search-list.js'

const sellerShape = { sellerId: uuid, isAvailable: optional(boolean) } as const

/** A seller's products, newest first. */
export const sellerList = {
  kind: 'products.bySeller',
  readFilters: object(sellerShape satisfies Keys<FiltersOf<SellerProductsInput>>),
} satisfies TimeList<object>

/** The available products of a feed: a search without words. */
export const feedList = {
  kind: 'products.feed',
  readFilters: readFeedFilters,
  readPosition: searchList.readPosition,
} satisfies PagedList<object, SearchPosition>

/** The available products, newest first, of a feed or a category: an index has just that order. */
export const plainFeedList = {
  kind: 'products.feed',
  readFilters: (value: unknown) => {
    const { category, feedType, viewerId } = readFeedFilters(value)
    return {
      ...(category === undefined ? {} : { category }),
      ...(feedType === undefined ? {} : { feedType }),
      ...(viewerId === undefined ? {} : { viewerId }),
    }
  },
} satisfies TimeList<object>

/** The keys that leave a feed in an order that an index has. */
const plainKeys = new Set(['category', 'feedType', 'viewerId', 'cursor', 'limit'])

/** Reports whether a feed takes an index that has its order, and not a search. */
export function isPlainFeed(input: object): boolean {
  return Object.entries(input).every(
    ([key, value]) => value === undefined || plainKeys.has(key) || (key === 'sort' && value === 'newest'),
  )
}

const trendingShape = {
  category: optional(oneOf(productCategories)),
  neighborhood: optional(readableText({ max: 120 })),
  viewerId: optional(uuid),
} as const

/** The available products with the highest trends. */
export const trendingList = {
  kind: 'products.trending',
  readFilters: object(trendingShape satisfies Keys<FiltersOf<TrendingProductsInput>>),
  readPosition: tuple<readonly [rank: number, id: string]>([number({}), uuid]),
} satisfies PagedList<object, readonly [number, string]>

const nearbyShape = {
  near: parsePoint,
  radiusMetres,
  category: optional(oneOf(productCategories)),
  condition: optional(oneOf(productConditions)),
  feedType: optional(oneOf(feedTypes)),
  currency: optional(readCurrency),
  minPriceMinor: optional(minorUnits),
  maxPriceMinor: optional(minorUnits),
  viewerId: optional(uuid),
} as const

const readNearby = object(nearbyShape satisfies Keys<FiltersOf<NearbyProductsInput>>)

/** The available products around a place, nearest first. */
export const nearbyList = {
  kind: 'products.nearby',
  readFilters: (value: unknown) => {
    const filters = readNearby(value)
    const { currency, minPriceMinor, maxPriceMinor } = filters
    // A price means nothing without its currency: 100 fils are not 100 cents.
    if (currency === undefined && (minPriceMinor !== undefined || maxPriceMinor !== undefined)) {
      throw new InvalidInputError('currency', 'is required to compare prices')
    }
    return filters
  },
  readPosition: tuple<readonly [distance: number, id: string]>([number({ min: 0 }), uuid]),
} satisfies PagedList<object, readonly [number, string]>
