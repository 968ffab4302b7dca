/** The rows of the schema's tables. Made by souk-db generate; never edit. */

import type { FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '@souk/db/geo'

/** A listing: something that is or was on sale. */
export interface Product {
  readonly id: string
  readonly sellerId: string
  readonly title: string
  readonly description: string | null
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly priceMinor: number
  /** The former price, to show the price as reduced; in the minor unit of currency. */
  readonly originalPriceMinor: number | null
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  readonly category: ProductCategory
  readonly condition: ProductCondition
  readonly feedType: FeedType
  /** The place to pick it up; null if the seller does not say. */
  readonly location: Point | null
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** True while it can be bought. False when sold or taken off the market. */
  readonly isAvailable: boolean
  /** The number of times it was looked at; counted in batches, so it may lag. */
  readonly viewCount: number
  /** The number of people who like it. */
  readonly likeCount: number
  /** In the order of display, the cover first; at most 20. */
  readonly imageUrls: readonly string[]
  readonly videoUrl: string | null
  readonly videoThumbnailUrl: string | null
  /** The seller's own keywords; at most 30. */
  readonly tags: readonly string[]
  /** The time of the sale; null if it is not sold. A sold product is not available. */
  readonly soldAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}
