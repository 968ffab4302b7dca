import type { FeedType, ProductCategory, ProductCondition } from '@souk/db'
import type { Point } from '@souk/db/geo'

/** What the operations are about: the seeded rows, and what is asked of them. */
export interface Workload {
  readonly productCount: number
  readonly userCount: number
  readonly conversationCount: number
  /** People with a full page of conversations. */
  readonly inboxOwnerCount: number
  /** Where people stand who look for something near: longitude and latitude. */
  readonly origins: readonly (readonly [longitude: number, latitude: number])[]
  /** Rows in the middle of the feed, after which a page begins. */
  readonly cursors: readonly FeedCursor[]
  /** Words that a great part of the products have, with filters and without. */
  readonly commonSearches: readonly SearchQuestion[]
  /** The same with words that few have. */
  readonly rareSearches: readonly SearchQuestion[]
  /** Boxes of some streets, with fewer products than a map shows at once. */
  readonly boxes: readonly Box[]
  /** Views of cities whose cells the package counts beforehand. */
  readonly cityViews: readonly MapView[]
  /** Views of streets whose cells it counts when it is asked. */
  readonly streetViews: readonly MapView[]
}

/** The row after which a page of the feed begins. */
export interface FeedCursor {
  readonly category: ProductCategory
  readonly feedType: FeedType
  readonly createdAt: Date
  readonly id: string
}

/** A search by words, newest first. */
export interface SearchQuestion {
  readonly text: string
  readonly category: ProductCategory | null
  /** In fils. */
  readonly maxPriceMinor: number | null
}

/** West, south, east, north, in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** A view of a map: whole cells of a level, of which the world is 2^level wide and high. */
export interface MapView {
  readonly level: number
  /** A centimetre less than the cells, so that rounding adds no further ones. */
  readonly bounds: Box
}

/** A product as it is inserted. */
export interface NewProduct {
  id: string
  readonly sellerId: string
  readonly title: string
  readonly description: string
  readonly priceMinor: number
  readonly originalPriceMinor: number | null
  readonly currency: string
  readonly category: ProductCategory
  readonly condition: ProductCondition
  readonly feedType: FeedType
  readonly location: Point
  readonly neighborhood: string
  readonly imageUrls: string[]
  readonly tags: string[]
}

/** A message as it is sent. */
export interface NewMessage {
  readonly conversationId: string
  readonly senderId: string
  readonly content: string
}

/** The number of products `insert-1000` writes at a time. */
export const batchSize = 1000

/** The rows of a page, and the radius of a search around a place. */
export const pageSize = 20
export const radiusMetres = 5000

/** The most products that a map shows of a box. */
export const pinCount = 50
