import type { BadgeType } from '../../../generated/enums.js'

/** A kind of badge that can be given and taken back by hand: all but `verified`, which is the mark of a verification. */
export type GivenBadgeType = Exclude<BadgeType, 'verified'>

/** A user whom a rule looks at. */
export interface BadgeHolderInput {
  readonly userId: string
}

/** An award by hand. */
export interface AwardBadgeInput extends BadgeHolderInput {
  readonly badgeType: GivenBadgeType
  /** The reason, for everybody to read: 1 to 500 characters. */
  readonly reason: string
  /** The acting administrator. */
  readonly adminId: string
}

/** A badge to be taken back. */
export interface RevokeBadgeInput extends BadgeHolderInput {
  readonly badgeType: GivenBadgeType
  /** The acting administrator. */
  readonly adminId: string
}

/** A part of the users, in the order of their ids. */
export interface AwardDueInput {
  /** The `lastId` of the call before. @defaultValue null: begins with the first user */
  readonly afterId?: string | null | undefined
  /** The number of users to look at: 1 to 10,000. @defaultValue 1,000 */
  readonly limit?: number | undefined
}

/** The outcome of a part of a sweep. */
export interface AwardedBadges {
  /** The last user who was looked at, behind whom the next call goes on; null if there was none left. */
  readonly lastId: string | null
  /** The number of users who were looked at. */
  readonly checked: number
  /** The number of badges that were awarded. */
  readonly awarded: number
}
