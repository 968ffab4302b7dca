import { readCurrency } from '../../input/currency.js'
import { feedTypes, productCategories, productConditions } from '../../../generated/enums.js'
import {
  array,
  boolean,
  integer,
  minorUnits,
  nullable,
  object,
  oneOf,
  optional,
  readableText,
  text,
  url,
  uuid,
  withDefault,
  type Keys,
} from '../../input/index.js'
import { batchOf } from '../batch-input.js'
import { placeShape } from '../place-input.js'
import { eachOnce } from '../each-once.js'
import type {
  ApplyCountsInput,
  CreateProductInput,
  ExactProductLocationInput,
  ProductCounts,
  ProductDecisionInput,
  ProductPatch,
  ProductSellerInput,
  SimilarProductsInput,
  UpdateProductInput,
} from './product.js'

const readTitle = readableText({ max: 200 })

const readFeedType = oneOf(feedTypes)
const readImageUrls = array(url(), { max: 20 })
const readTags = array(readableText({ max: 50 }), { max: 30 })

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

/** The name of the command that makes a product, alone or among many. */
export const createCommand = 'products.create'

/** Reads many new products. */
export const readCreateProducts = batchOf(createCommand, readCreateProduct)

/** Reads the product that a command is about, and who acts. */
export const readProductSeller = object({
  productId: uuid,
  sellerId: uuid,
} satisfies Keys<ProductSellerInput>)

/** Reads the product whose exact place is asked for, and who asks. */
export const readExactProductLocation = object({
  productId: uuid,
  userId: uuid,
} satisfies Keys<ExactProductLocationInput>)

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
  sellerId: uuid,
  patch: readProductPatch,
} satisfies Keys<UpdateProductInput>)

/** Reads a product, and who decides upon it. */
export const readProductDecision = object({
  productId: uuid,
  adminId: uuid,
} satisfies Keys<ProductDecisionInput>)

/** The largest number that a column of counts holds. */
const largest = 2 ** 31 - 1

/** Reads the counts of up to 10,000 products, none of them twice. */
export const readProductCounts = eachOnce(
  array(
    object({
      productId: uuid,
      views: withDefault(integer({ min: 0, max: largest }), 0),
    } satisfies Keys<ProductCounts>),
    { max: 10_000 },
  ),
  'productId',
)

/** Reads a batch of reports. @throws {@link InvalidInputError} */
export const readApplyCounts = object({
  limit: withDefault(integer({ min: 1, max: 10_000 }), 1_000),
} satisfies Keys<ApplyCountsInput>)

/** Reads a request for similar products. @throws {@link InvalidInputError} */
export const readSimilarProducts = object({
  id: uuid,
  limit: withDefault(integer({ min: 1, max: 20 }), 12),
  viewerId: optional(uuid),
} satisfies Keys<SimilarProductsInput>)
