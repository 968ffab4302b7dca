import type { BadgeType } from '../../generated/enums.js'

/** The face of an account that anybody may see. Of a seller, streamer or participant in a list it is all there is. */
export interface Profile {
  readonly id: string
  readonly username: string
  readonly fullName: string | null
  readonly avatarUrl: string | null
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** True once a verification was approved. */
  readonly isVerified: boolean
  /** True if the account was closed. */
  readonly isClosed: boolean
  readonly memberSince: Date
  readonly followerCount: number
  readonly followingCount: number
  /** The rating by other users; null before the first public review. */
  readonly rating: ProfileRating | null
  /** The badges that the user has, in the order in which they are shown. */
  readonly badges: readonly BadgeType[]
}

/** The ratings of a user, in short. */
export interface ProfileRating {
  /** The number of public reviews, at least 1. */
  readonly count: number
  /** The mean number of stars, from 1 to 5. It is not rounded: show it with `toFixed(1)`. */
  readonly average: number
}

/** A profile as its own page shows it. */
export interface FullProfile extends Profile {
  /** The user's own words about themselves. */
  readonly bio: string | null
}
