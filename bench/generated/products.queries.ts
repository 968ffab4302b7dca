/** Types and queries of "products.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '@souk/db'
import type { FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '@souk/db/geo'
export type { FeedType, ProductCategory, ProductCondition }

/** Parameters of `streamProducts`. */
export interface StreamProductsParams {
  readonly from: string
  readonly to: string
}

/** A row of `streamProducts`. */
export interface StreamProductsRow {
  /** The id of the listing. */
  readonly id: string
  /** The user who sells it. */
  readonly sellerId: string
  /** The name of the thing, in the seller's words. */
  readonly title: string
  /** The seller's words about it. */
  readonly description: string | null
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly priceMinor: number
  /** The former price, to show the price as reduced; in the minor unit of currency. */
  readonly originalPriceMinor: number | null
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  /** The kind of thing. */
  readonly category: ProductCategory
  /** The wear. */
  readonly condition: ProductCondition
  /** The feed that shows it. */
  readonly feedType: FeedType
  /** A point 230 to 500 m from where it can be picked up, which anybody may see; null if the seller does not say. */
  readonly publicLocation: Point | null
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** True while it can be bought. False when sold or taken off the market. */
  readonly isAvailable: boolean
  /** The number of times it was looked at; counted in batches, so it may lag. */
  readonly viewCount: number
  /** The number of users who saved it. */
  readonly likeCount: number
  /** In the order of display, the cover first; at most 20. */
  readonly imageUrls: readonly string[]
  /** The address of a video; null if there is none. */
  readonly videoUrl: string | null
  /** The address of the video's still picture. */
  readonly videoThumbnailUrl: string | null
  /** The seller's own keywords; at most 30. */
  readonly tags: readonly string[]
  /** The time of the sale; null if it is not sold. A sold product is not available. */
  readonly soldAt: Date | null
  /** The time of the listing. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/**
 * All products from one id to another.
 *
 * [sql/products.sql:3](../sql/products.sql#L3)
 *
 * ```sql
 * select
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.public_location,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at
 * from products
 * where products.id between :from! and :to!
 * order by products.id
 * ```
 */
export const streamProducts = new PreparedQuery<StreamProductsParams, StreamProductsRow>(
  '{"usedParamSet":{"from":true,"to":true},"params":[{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":677,"b":682}]},{"name":"to","required":true,"transform":{"type":"scalar"},"locs":[{"a":688,"b":691}]}],"statement":"-- All products from one id to another.\\n-- lint-disable unbounded-list: the run chooses the range, and reads it as a stream.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.public_location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at\\nfrom products\\nwhere products.id between :from! and :to!\\norder by products.id"}',
  '{"name":"streamProducts","file":"products.sql","parameterTypes":{"from":"uuid","to":"uuid"},"tables":["products"],"access":"read"}',
)
