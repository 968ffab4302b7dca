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
  withDefault,
  type Keys,
} from '../../input/index.js'
import { batchOf } from '../batch-input.js'
import { placeShape } from '../place-input.js'
import { idOf } from '../id-input.js'
import type { CreateProductInput, ProductPatch, UpdateProductInput } from './product.js'

const readTitle = text({ min: 1, max: 200 })

const readFeedType = oneOf(feedTypes)
const readImageUrls = array(url(), { max: 20 })
const readTags = array(text({ min: 1, max: 50 }), { max: 30 })

const listingShape = {
  description: optional(nullable(text({ max: 10_000 }))),
  originalPriceMinor: optional(nullable(minorUnits)),
  currency: optional(readCurrency),
  feedType: optional(readFeedType),
  ...placeShape,
  imageUrls: optional(readImageUrls),
  videoUrl: optional(nullable(url())),
  videoThumbnailUrl: optional(nullable(url())),
  tags: optional(readTags),
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
  currency: withDefault(readCurrency, 'AED'),
  feedType: withDefault(readFeedType, 'discover'),
  imageUrls: withDefault(readImageUrls, []),
  tags: withDefault(readTags, []),
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
