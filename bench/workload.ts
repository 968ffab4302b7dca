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
}

/** The row after which a page of the feed begins. */
export interface FeedCursor {
  readonly category: ProductCategory
  readonly feedType: FeedType
  readonly createdAt: Date
  readonly id: string
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
