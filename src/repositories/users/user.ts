import type { Patch } from '../patch.js'
import type { UserRole } from '../../../generated/enums.js'
import type { Point } from '../../geo/geojson.js'
import type { PointInput } from '../../geo/point.js'
import type { PageInput } from '../../pagination/page.js'
import type { Profile } from '../profile.js'

/** A role that users choose for themselves. */
export type TradeRole = Exclude<UserRole, 'admin'>

/** The fields of an account that its owner may set. */
export interface AccountFields {
  /**
   * Stored and returned in one spelling, whatever keyboard it was typed on: small letters, composed accents, the domain in
   * ASCII (`xn--…`). See docs/identity.md.
   */
  readonly email: string
  /** 3 to 40 letters, digits, dots, underscores and hyphens, beginning with a letter or digit. */
  readonly username: string
  /** E.164, such as `+971501234567`. */
  readonly phone?: string | null | undefined
  readonly fullName?: string | null | undefined
  readonly avatarUrl?: string | null | undefined
  readonly bio?: string | null | undefined
  readonly location?: PointInput | null | undefined
  readonly neighborhood?: string | null | undefined
  readonly buildingName?: string | null | undefined
}

/** The fields of a new user. */
export interface CreateUserInput extends AccountFields {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue the server makes one */
  readonly id?: string | undefined
  /** A salted hash that names its own algorithm, never the password. */
  readonly passwordHash?: string | null | undefined
  /** @defaultValue `buyer` */
  readonly role?: TradeRole | undefined
}

/** The user that a command is about, who is the acting one unless the command names another. */
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

/**
 * The fields of a user that an update may set: an absent key keeps its value, null empties it. Those that nobody may set for
 * themselves have commands of their own.
 */
export type UserPatch = Patch<AccountFields>

/** A user, and their new password. */
export interface SetPasswordHashInput extends UserIdInput {
  /** A salted hash that names its own algorithm, never the password; null: no password lets anybody in. */
  readonly passwordHash: string | null
  /** The session that goes on, such as the one in which the user changes the password. @defaultValue none */
  readonly exceptSessionId?: string | undefined
}

/** A user, and another hash of the same password. */
export interface RehashPasswordInput extends UserIdInput {
  /** A salted hash that names its own algorithm, never the password. */
  readonly passwordHash: string
  /** The hash with which the login compared the password. */
  readonly oldPasswordHash: string
}

/** A token for resetting a password, and the new password. */
export interface ResetPasswordInput {
  /** From `tokens.issue` with purpose `password_reset`. */
  readonly token: string
  /** A salted hash that names its own algorithm, never the password. */
  readonly passwordHash: string
}

/** A user, and their ids at Stripe. An absent id keeps its value. */
export interface SetStripeIdsInput extends UserIdInput {
  /** `cus_…` */
  readonly stripeCustomerId?: string | undefined
  /** `acct_…` */
  readonly stripeConnectAccountId?: string | undefined
}

/** A user, and the role they choose. */
export interface ChooseRoleInput extends UserIdInput {
  readonly role: TradeRole
}

/** The administrator on whose behalf a command runs. */
export interface AdminInput {
  /**
   * The acting administrator; null: the service itself decides, such as a script that appoints the first administrator. It must
   * be given either way.
   */
  readonly adminId: string | null
}

/** A user, a role, and the administrator who gives it. */
export interface SetRoleInput extends UserIdInput, AdminInput {
  readonly role: UserRole
}

/** A user, and the administrator who decides upon their account. */
export interface AccountDecisionInput extends UserIdInput, AdminInput {}

/** A page of the users around a place. */
export interface NearbyUsersInput extends PageInput {
  readonly near: PointInput
  /** The radius of the search: metres along the WGS 84 spheroid. */
  readonly radiusMetres: number
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** A profile that a search around a place returns. */
export interface NearbyProfile extends Profile {
  /** The public place: 230 to 500 m from the home. */
  readonly publicLocation: Point
  /** The distance from the origin to the public place: metres along the WGS 84 spheroid. */
  readonly distanceMetres: number
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
