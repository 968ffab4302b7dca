import type { PageInput } from '../../pagination/page.js'
import type { Notify } from '../notifications/notification.js'
import type { Listing, ListingCard } from '../products/product.js'

/** A product, a user, and whether it is saved from now on. */
export interface SetSavedInput {
  /** The acting user. */
  readonly userId: string
  readonly productId: string
  readonly isSaved: boolean
}

/** A product's heart. */
export interface SavedState {
  readonly isSaved: boolean
  /** The number of users who saved the product. */
  readonly likeCount: number
}

/** The card of a product that a user saved, as it is now. It may be sold or hidden: `isAvailable` says whether it can be bought. */
export interface SavedProductCard extends ListingCard {
  readonly savedAt: Date
  /** The asking price when it was saved, in the minor unit of `savedCurrency`. */
  readonly savedPriceMinor: number
  /** ISO 4217. */
  readonly savedCurrency: string
  /** The price now less the price then: negative if it got cheaper; null if the currency is another one now. */
  readonly priceChangeMinor: number | null
}

/** A whole product that a user saved, as it is now. */
export interface SavedProduct extends Listing, Omit<SavedProductCard, keyof ListingCard> {}

/** A page of what a user saved. */
export interface SavedProductsInput extends PageInput {
  /** The user, who reads. */
  readonly userId: string
}

/** A user, and the products of a page. */
export interface AreSavedInput {
  readonly userId: string
  /** At most 1,000. */
  readonly productIds: readonly string[]
}

/** A step of telling those who saved what got cheaper or came back. */
export interface TellSaversInput {
  /** Only those who saved this product. @defaultValue the product that waits longest */
  readonly productId?: string | undefined
  /** The number of savers to look at: 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
  /** The words and the channels. @defaultValue `true`: the app writes the words itself */
  readonly notify?: Notify | undefined
}

/** The result of a step. */
export interface ToldSavers {
  /** The number of savers who were looked at. */
  readonly looked: number
  /** The number of those who were told. */
  readonly told: number
  /** True if nothing waits, or if all that waits is another worker's: the next step is for the next sweep. */
  readonly isDone: boolean
}

/** A step of counting likes anew. */
export interface RecountLikesInput {
  /** The `lastId` of the step before. @defaultValue null: from the first product on */
  readonly afterId?: string | null | undefined
  /** The number of products: 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
}

/** The result of a step of counting anew. */
export interface RecountedLikes {
  /** The last product that was looked at; null if there was none. */
  readonly lastId: string | null
  /** The number of products that were looked at. */
  readonly checked: number
  /** The number of those whose count was wrong. */
  readonly drifted: number
}
