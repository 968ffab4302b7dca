import type { Patch } from '../patch.js'
import type { UserRole } from '../../../generated/enums.js'
import type { PointInput } from '../../geo/point.js'
import type { Point } from '../../geo/geojson.js'

/** The fields of a new user. */
export interface CreateUserInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string | undefined
  readonly email: string
  /** 3 to 40 letters, digits, dots, underscores and hyphens, beginning with a letter or digit. */
  readonly username: string
  /** E.164, such as `+971501234567`. */
  readonly phone?: string | null | undefined
  /** A salted hash that names its own algorithm, never the password. */
  readonly passwordHash?: string | null | undefined
  readonly fullName?: string | null | undefined
  readonly avatarUrl?: string | null | undefined
  readonly bio?: string | null | undefined
  /** @defaultValue `buyer` */
  readonly role?: UserRole | undefined
  readonly location?: Point | null | undefined
  readonly neighborhood?: string | null | undefined
  readonly buildingName?: string | null | undefined
  readonly stripeCustomerId?: string | null | undefined
  readonly stripeConnectAccountId?: string | null | undefined
}

/** The user that a command is about. */
export interface UserIdInput {
  readonly userId: string
}

/** A user, and their new values. */
export interface UpdateUserInput extends UserIdInput {
  readonly patch: UserPatch
}

/** A user, and their home. */
export interface SetLocationInput extends UserIdInput {
  readonly location: PointInput
}

/** The fields of a user that an update may set: an absent key keeps its value, null empties it. */
export interface UserPatch extends Patch<Omit<CreateUserInput, 'id'>> {
  readonly isVerified?: boolean | undefined
}

/** The identifier that a login gives: one of these. */
export type CredentialIdentifier =
  { readonly email: string } | { readonly username: string } | { readonly phone: string }

/** The facts about a user that a login needs. */
export interface Credentials {
  readonly id: string
  /** Null for a user who logs in by other means. */
  readonly passwordHash: string | null
  readonly role: UserRole
  /** An account that is not active must not be let in. */
  readonly isActive: boolean
}
