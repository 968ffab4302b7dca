import type { Point } from '../../geo/geojson.js'

/** What somebody does on the marketplace; `both` is buyer and seller. */
export type UserRole = 'buyer' | 'seller' | 'both' | 'admin'

/** A user, without the password hash: that is read by {@link UserRepository.findCredentials} alone. */
export interface User {
  readonly id: string
  /** Unique whatever its case; kept as it was typed. */
  readonly email: string
  /** The public name; unique whatever its case. */
  readonly username: string
  /** E.164, such as `+971501234567`. */
  readonly phone: string | null
  readonly fullName: string | null
  readonly avatarUrl: string | null
  readonly bio: string | null
  readonly role: UserRole
  /** True once a verification was approved. */
  readonly isVerified: boolean
  /** False for an account that was closed: its rows stay, nobody can log in. */
  readonly isActive: boolean
  readonly location: Point | null
  readonly neighborhood: string | null
  readonly buildingName: string | null
  readonly lastLoginAt: Date | null
  /** The user who pays, at Stripe (`cus_…`). */
  readonly stripeCustomerId: string | null
  /** The user who is paid, at Stripe (`acct_…`). */
  readonly stripeConnectAccountId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What a new user needs, and may have. */
export interface CreateUserInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string
  readonly email: string
  /** 3 to 40 letters, digits, dots, underscores and hyphens, beginning with a letter or digit. */
  readonly username: string
  /** E.164, such as `+971501234567`. */
  readonly phone?: string | null
  /** A salted hash that names its own algorithm, never the password. */
  readonly passwordHash?: string | null
  readonly fullName?: string | null
  readonly avatarUrl?: string | null
  readonly bio?: string | null
  /** @defaultValue `buyer` */
  readonly role?: UserRole
  readonly location?: Point | null
  readonly neighborhood?: string | null
  readonly buildingName?: string | null
  readonly stripeCustomerId?: string | null
  readonly stripeConnectAccountId?: string | null
}

/** What of a user changes: an absent key keeps its value, null empties it. */
export interface UpdateUserInput extends Partial<Omit<CreateUserInput, 'id'>> {
  readonly isVerified?: boolean
}

/** By what a login names its user: one of these. */
export type CredentialIdentifier =
  { readonly email: string } | { readonly username: string } | { readonly phone: string }

/** What a login needs to know of a user. */
export interface Credentials {
  readonly id: string
  /** Null for a user who logs in by other means. */
  readonly passwordHash: string | null
  readonly role: UserRole
  /** An account that is not active must not be let in. */
  readonly isActive: boolean
}
