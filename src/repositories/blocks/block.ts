import type { PageInput } from '../../pagination/page.js'
import type { Profile } from '../profile.js'

/** A user, and the other one whom they block or no longer block. */
export interface BlockInput {
  /** The acting user, who blocks. */
  readonly userId: string
  readonly blockedId: string
}

/** The profile of a user whom another one has blocked. */
export interface BlockedProfile extends Profile {
  readonly blockedAt: Date
}

/** A page of those whom a user has blocked, for that user. */
export interface BlockListInput extends PageInput {
  readonly userId: string
}

/** A user, and others of whom is asked whether the user has blocked them. */
export interface AreBlockedInput {
  readonly userId: string
  /** Up to 10,000. */
  readonly userIds: readonly string[]
}

/** Two users, in either order. */
export interface BlockedBetweenInput {
  readonly userId: string
  readonly otherId: string
}
