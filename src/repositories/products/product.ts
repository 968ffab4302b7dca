import type { PageInput } from '../../pagination/page.js'
import type { Patch } from '../patch.js'
import type { Profile } from '../profile.js'
import type { FeedType, ProductCategory, ProductCondition } from '../../../generated/enums.js'
import type { Product } from '../../../generated/models.js'
import type { Point } from '../../geo/geojson.js'
import type { SearchFilters, SearchProductsInput, SearchSort } from '../search/search.js'
import type { PointInput } from '../../geo/point.js'

/**
 * A product as a list shows it: what somebody needs to decide whether to open it. Texts, tags, videos and the other pictures
 * are for its own page, and stay on the server.
 */
export interface ProductCard {
  readonly id: string
  readonly sellerId: string
  readonly title: string
  /** In the minor unit of `currency`. */
  readonly priceMinor: number
  /** The price before a reduction, in the minor unit of `currency`; null if there was none. */
  readonly originalPriceMinor: number | null
  /** ISO 4217. */
  readonly currency: string
  readonly category: ProductCategory
  readonly condition: ProductCondition
  readonly feedType: FeedType
  /** The place that may be shown: 230 to 500 m off the exact one; null if the seller does not say. */
  readonly publicLocation: Point | null
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** True while it can be bought. */
  readonly isAvailable: boolean
  /** The address of the first picture; null if there is none. */
  readonly coverImageUrl: string | null
  /** The time of the listing. */
  readonly createdAt: Date
}

/** A product's card, with the public face of its seller. */
export interface ListingCard extends ProductCard {
  readonly seller: Profile
}

/** The card of a product in a feed. */
export interface FeedProductCard extends ListingCard {
  /** The distance from `near` to the public place, in metres; null without one of the two. */
  readonly distanceMetres: number | null
}

/** A whole product in a feed. */
export interface FeedProduct extends Listing, Omit<FeedProductCard, keyof ListingCard> {}

/** The card of a product that a search around a place returns. */
export interface NearbyProductCard extends ListingCard {
  readonly publicLocation: Point
  /** The distance from the origin to the public place: metres along the WGS 84 spheroid. */
  readonly distanceMetres: number
}

/** A whole product, with the public face of its seller. */
export interface Listing extends Product {
  readonly seller: Profile
}

/** A whole product that a search around a place returns. */
export interface NearbyProduct extends Listing, Pick<NearbyProductCard, 'distanceMetres'> {
  readonly publicLocation: Point
}

/** The fields of a new product. */
export interface CreateProductInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  readonly sellerId: string
  /** 1 to 200 characters. */
  readonly title: string
  /** At most 10,000 characters. */
  readonly description?: string | null | undefined
  /** In the minor unit of `currency`; a whole number, not negative. */
  readonly priceMinor: number
  readonly originalPriceMinor?: number | null | undefined
  /** ISO 4217. @defaultValue `AED` */
  readonly currency?: string | undefined
  readonly category: ProductCategory
  readonly condition: ProductCondition
  /** @defaultValue `discover` */
  readonly feedType?: FeedType | undefined
  /** The exact place to pick it up. Others see `publicLocation`, 230 to 500 m off. */
  readonly location?: PointInput | null | undefined
  readonly neighborhood?: string | null | undefined
  /** At most 20, the cover first. */
  readonly imageUrls?: readonly string[] | undefined
  readonly videoUrl?: string | null | undefined
  readonly videoThumbnailUrl?: string | null | undefined
  /** At most 30 of 50 characters. */
  readonly tags?: readonly string[] | undefined
}

/** The product that a command is about, and its acting seller. */
export interface ProductSellerInput {
  readonly productId: string
  /** The acting user, who must be the product's seller. */
  readonly sellerId: string
}

/** A product, and the user who wants to know exactly where it is. */
export interface ExactProductLocationInput {
  readonly productId: string
  /** The acting user. */
  readonly userId: string
}

/** A product, its acting seller, and its new values. */
export interface UpdateProductInput extends ProductSellerInput {
  readonly patch: ProductPatch
}

/** The fields of a product that an update may set: an absent key keeps its value, null empties it. */
export interface ProductPatch extends Patch<Omit<CreateProductInput, 'id' | 'sellerId'>> {
  /** Takes an unsold product off the market, or puts it back. A sold one comes back by `markAvailable`. */
  readonly isAvailable?: boolean | undefined
}

/** A product, and the administrator who decides upon it. */
export interface ProductDecisionInput {
  readonly productId: string
  readonly adminId: string
}

/** The views of a product since the last report. */
export interface ProductCounts {
  readonly productId: string
  /** A whole number, not negative. @defaultValue 0 */
  readonly views?: number | undefined
}

/** A page of a seller's products. */
export interface SellerProductsInput extends PageInput {
  readonly sellerId: string
  /** True lists only products that can be bought, false only those that cannot. @defaultValue both */
  readonly isAvailable?: boolean | undefined
}

/** A page of a feed. Its filters and sorts are those of a search without words. */
export interface ProductFeedInput
  extends
    Omit<SearchFilters, 'text' | 'feedType'>,
    Pick<SearchProductsInput, 'cursor' | 'limit' | 'viewerId'> {
  /**
   * `discover` is for everybody, `community` for a neighbourhood: give its `neighborhood`, or `near` and `radiusMetres`.
   *
   * @defaultValue both feeds
   */
  readonly feedType?: FeedType | undefined
  /** By price needs `currency`, by distance `near`. @defaultValue `newest` */
  readonly sort?: Exclude<SearchSort, 'relevance'> | undefined
}

/** A batch of reports of views and likes. */
export interface ApplyCountsInput {
  /** The greatest number of reports: 1 to 10,000. @defaultValue 1_000 */
  readonly limit?: number | undefined
}

/** A product, and how many that are like it are wanted. */
export interface SimilarProductsInput {
  readonly id: string
  /** 1 to 20. @defaultValue 12 */
  readonly limit?: number | undefined
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** A page of what is trending. */
export interface TrendingProductsInput extends PageInput {
  readonly category?: ProductCategory | undefined
  /** The neighbourhood, spelt as in the listings. */
  readonly neighborhood?: string | undefined
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** The card of a product, and how much it is viewed and liked. */
export interface TrendingProductCard extends ListingCard {
  /**
   * The binary logarithm of its trend: the sum of its views (1 each) and likes (8 each), each of them times 2 for every two days
   * from 1970 to its time. A product with one more than another has twice the views and likes, or had as many two days later.
   */
  readonly trendRank: number
}

/** A whole product, and how much it is viewed and liked. */
export interface TrendingProduct extends Listing, Omit<TrendingProductCard, keyof ListingCard> {}

/** A page of the products around a place. */
export interface NearbyProductsInput extends PageInput {
  readonly near: PointInput
  /** The radius of the search: metres along the WGS 84 spheroid. */
  readonly radiusMetres: number
  readonly category?: ProductCategory | undefined
  readonly condition?: ProductCondition | undefined
  readonly feedType?: FeedType | undefined
  /** ISO 4217; needed to compare prices. */
  readonly currency?: string | undefined
  /** In the minor unit of `currency`. */
  readonly minPriceMinor?: number | undefined
  /** In the minor unit of `currency`. */
  readonly maxPriceMinor?: number | undefined
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}
