import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import { readCurrency } from '../../input/currency.js'
import { minorUnits, number, object, oneOf, optional, tuple, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf, PagedList } from '../../pagination/list-request.js'
import { readBox } from '../box-input.js'
import type { MapProductsInput } from './map.js'

const productsShape = {
  bounds: readBox,
  category: optional(oneOf(productCategories)),
  condition: optional(oneOf(productConditions)),
  feedType: optional(oneOf(feedTypes)),
  currency: optional(readCurrency),
  minPriceMinor: optional(minorUnits),
  maxPriceMinor: optional(minorUnits),
  viewerId: optional(uuid),
} as const

const readProducts = object(productsShape satisfies Keys<FiltersOf<MapProductsInput>>)

/** The available products in a box, those nearest to its middle first. */
export const boxList = {
  kind: 'map.products',
  readFilters: (value: unknown) => {
    const filters = readProducts(value)
    const { currency, minPriceMinor, maxPriceMinor } = filters
    // A price means nothing without its currency: 100 fils are not 100 cents.
    if (currency === undefined && (minPriceMinor !== undefined || maxPriceMinor !== undefined)) {
      throw new InvalidInputError('currency', 'is required to compare prices')
    }
    return filters
  },
  readPosition: tuple<readonly [distance: number, id: string]>([number({ min: 0 }), uuid]),
} satisfies PagedList<object, readonly [number, string]>
