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
}

/** A profile as its own page shows it. */
export interface FullProfile extends Profile {
  /** The user's own words about themselves. */
  readonly bio: string | null
}
