import { readCurrency } from '../../input/currency.js'
import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import {
  array,
  boolean,
  minorUnits,
  nullable,
  object,
  oneOf,
  optional,
  text,
  url,
  uuid,
  type Keys,
} from '../../input/index.js'
import { batchOf } from '../batch-input.js'
import { placeShape } from '../place-input.js'
import type { CreateProductInput, UpdateProductInput } from './product.js'

const readTitle = text({ min: 1, max: 200 })

const listingShape = {
  description: optional(nullable(text({ max: 10_000 }))),
  originalPriceMinor: optional(nullable(minorUnits)),
  currency: optional(readCurrency),
  feedType: optional(oneOf(feedTypes)),
  ...placeShape,
  imageUrls: optional(array(url(), { max: 20 })),
  videoUrl: optional(nullable(url())),
  videoThumbnailUrl: optional(nullable(url())),
  tags: optional(array(text({ min: 1, max: 50 }), { max: 30 })),
} as const

/** Reads what a new product is made of. */
export const readCreateProduct = object({
  id: optional(uuid),
  sellerId: uuid,
  title: readTitle,
  priceMinor: minorUnits,
  category: oneOf(productCategories),
  condition: oneOf(productConditions),
  ...listingShape,
} satisfies Keys<CreateProductInput>)

/** Reads what many new products are made of. */
export const readCreateProducts = batchOf(readCreateProduct)

/** Reads what of a product changes. */
export const readProductPatch = object({
  title: optional(readTitle),
  priceMinor: optional(minorUnits),
  category: optional(oneOf(productCategories)),
  condition: optional(oneOf(productConditions)),
  isAvailable: optional(boolean),
  ...listingShape,
} satisfies Keys<UpdateProductInput>)
