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
import { idOf } from '../id-input.js'
import type { CreateProductInput, ProductPatch, UpdateProductInput } from './product.js'

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

/** Reads a new product. */
export const readCreateProduct = object({
  id: optional(uuid),
  sellerId: uuid,
  title: readTitle,
  priceMinor: minorUnits,
  category: oneOf(productCategories),
  condition: oneOf(productConditions),
  ...listingShape,
} satisfies Keys<CreateProductInput>)

/** Reads many new products. */
export const readCreateProducts = batchOf(readCreateProduct)

/** Reads the product that a command is about. */
export const readProductId = idOf('productId')

const readProductPatch = object({
  title: optional(readTitle),
  priceMinor: optional(minorUnits),
  category: optional(oneOf(productCategories)),
  condition: optional(oneOf(productConditions)),
  isAvailable: optional(boolean),
  ...listingShape,
} satisfies Keys<ProductPatch>)

/** Reads a product and its new values. */
export const readUpdateProduct = object({
  productId: uuid,
  patch: readProductPatch,
} satisfies Keys<UpdateProductInput>)
