import type { FeedType, ProductCategory, ProductCondition } from '../../../generated/enums.js'
import type { Product } from '../../../generated/models.js'
import type { Point, Position } from '../../geo/geojson.js'

/** A product that a search around a place returns. */
export interface NearbyProduct extends Product {
  readonly location: Point
  /** The distance from the origin: metres along the WGS 84 spheroid. */
  readonly distanceMetres: number
}

/** The fields of a new product. */
export interface CreateProductInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string
  readonly sellerId: string
  /** 1 to 200 characters. */
  readonly title: string
  /** At most 10,000 characters. */
  readonly description?: string | null
  /** In the minor unit of `currency`; a whole number, not negative. */
  readonly priceMinor: number
  readonly originalPriceMinor?: number | null
  /** ISO 4217. @defaultValue `AED` */
  readonly currency?: string
  readonly category: ProductCategory
  readonly condition: ProductCondition
  /** @defaultValue `discover` */
  readonly feedType?: FeedType
  readonly location?: Point | null
  readonly neighborhood?: string | null
  /** At most 20, the cover first. */
  readonly imageUrls?: readonly string[]
  readonly videoUrl?: string | null
  readonly videoThumbnailUrl?: string | null
  /** At most 30 of 50 characters. */
  readonly tags?: readonly string[]
}

/** The product that a command is about. */
export interface ProductIdInput {
  readonly productId: string
}

/** A product, and its new values. */
export interface UpdateProductInput extends ProductIdInput {
  readonly patch: ProductPatch
}

/** The fields of a product that an update may set: an absent key keeps its value, null empties it. */
export interface ProductPatch extends Partial<Omit<CreateProductInput, 'id' | 'sellerId'>> {
  /** Takes an unsold product off the market, or puts it back. A sold one comes back by `markAvailable`. */
  readonly isAvailable?: boolean
}

/** A page of a seller's products. */
export interface SellerProductsInput {
  readonly sellerId: string
  /** True lists only products that can be bought, false only those that cannot. @defaultValue both */
  readonly isAvailable?: boolean
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** A page of the feed. */
export interface ProductFeedInput {
  readonly category?: ProductCategory
  readonly feedType?: FeedType
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}

/** A page of the products around a place. */
export interface NearbyProductsInput {
  readonly near: Point | Position
  /** The radius of the search: metres along the WGS 84 spheroid. */
  readonly radiusMetres: number
  readonly category?: ProductCategory
  readonly condition?: ProductCondition
  readonly feedType?: FeedType
  /** ISO 4217; needed to compare prices. */
  readonly currency?: string
  /** In the minor unit of `currency`. */
  readonly minPriceMinor?: number
  /** In the minor unit of `currency`. */
  readonly maxPriceMinor?: number
  /** 1 to 100. @defaultValue 20 */
  readonly limit?: number
}
