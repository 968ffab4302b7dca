import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import { InvalidInputError } from '../../errors.js'
import { readCurrency } from '../../input/currency.js'
import {
  boolean,
  integer,
  minorUnits,
  number,
  object,
  oneOf,
  optional,
  tuple,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import type { FiltersOf, PagedList } from '../../pagination/list-request.js'
import { readBox } from '../box-input.js'
import type { FoldMapChangesInput, MapClustersInput, MapProductsInput, MapTileInput } from './map.js'

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

/** Reads a view of a map. */
export const readClusters = object({
  bounds: readBox,
  zoom: number({ min: 0, max: 22 }),
  category: optional(oneOf(productCategories)),
  withSamples: withDefault(boolean, false),
} satisfies Keys<MapClustersInput>)

const readTileShape = object({
  z: integer({ min: 0, max: 22 }),
  x: integer({ min: 0, max: 2 ** 22 - 1 }),
  y: integer({ min: 0, max: 2 ** 22 - 1 }),
  category: optional(oneOf(productCategories)),
} satisfies Keys<MapTileInput>)

/** Reads the number of a tile. */
export function readTileInput(value: unknown) {
  const tile = readTileShape(value)
  for (const field of ['x', 'y'] as const) {
    if (tile[field] >= 2 ** tile.z)
      throw new InvalidInputError(field, 'must be less than 2 to the power of z')
  }
  return tile
}

/** Reads a batch of changes. */
export const readFold = object({
  limit: integer({ min: 1, max: 10_000 }),
} satisfies Keys<FoldMapChangesInput>)
