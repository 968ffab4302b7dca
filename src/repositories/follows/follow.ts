import type { PageInput } from '../../pagination/page.js'
import type { Profile } from '../profile.js'
import type { ListingCard } from '../products/product.js'
import type { StreamListing } from '../streams/stream.js'

/** A user, and the other one whom they follow or no longer follow. */
export interface FollowInput {
  /** The acting user, who follows. */
  readonly userId: string
  readonly followeeId: string
}

/** The profile of a user in a list of follows. */
export interface FollowProfile extends Profile {
  readonly followedAt: Date
}

/** The numbers of a user's followers, and of those whom the user follows. Closed accounts are among them. */
export interface FollowCounts {
  readonly followers: number
  readonly following: number
}

/** A user, and others of whom is asked whether the user follows them. */
export interface AreFollowedInput {
  readonly userId: string
  /** Up to 10,000. */
  readonly userIds: readonly string[]
}

/** A page of a user's followers, or of those whom they follow. */
export interface FollowListInput extends PageInput {
  readonly userId: string
  /** The user who looks at the list. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** A page of those whom a user follows and who follow somebody. */
export interface MutualFollowsInput extends PageInput {
  /** The user who follows them. */
  readonly userId: string
  /** The user whom they follow. @defaultValue `userId`: they follow each other */
  readonly otherId?: string | undefined
}

/** A page of what those whom a user follows list and stream. */
export interface FollowFeedInput extends PageInput {
  readonly userId: string
}

/** A product that somebody listed. */
export interface FollowedProduct {
  readonly kind: 'product'
  /** The time when it was listed. */
  readonly shownAt: Date
  readonly product: ListingCard
}

/** A stream that somebody announced, or that is live. */
export interface FollowedStream {
  readonly kind: 'stream'
  /** The time when it went live, or was announced. */
  readonly shownAt: Date
  readonly stream: StreamListing
}

/** An item of the feed of what those whom a user follows list and stream. */
export type FollowedItem = FollowedProduct | FollowedStream
