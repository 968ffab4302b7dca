import type { BadgeType } from '../../generated/enums.js'
import { withoutColumns } from './without-columns.js'
import type { FullProfile, Profile } from './profile.js'

/** The columns of the view `profiles`. In a row of something else they stand behind all other columns, in this order. */
interface ProfileColumns {
  readonly profileId: string
  readonly profileUsername: string
  readonly profileFullName: string | null
  readonly profileAvatarUrl: string | null
  readonly profileNeighborhood: string | null
  readonly profileIsVerified: boolean
  readonly profileIsClosed: boolean
  readonly profileMemberSince: Date
  readonly profileFollowerCount: number
  readonly profileFollowingCount: number
  readonly profileRatingCount: number
  readonly profileRatingSum: number
  readonly profileBadges: readonly BadgeType[] | null
}

/** The names of those columns, the last one first. */
const columns = [
  'profileBadges',
  'profileRatingSum',
  'profileRatingCount',
  'profileFollowingCount',
  'profileFollowerCount',
  'profileMemberSince',
  'profileIsClosed',
  'profileIsVerified',
  'profileNeighborhood',
  'profileAvatarUrl',
  'profileFullName',
  'profileUsername',
  'profileId',
] as const satisfies readonly (keyof ProfileColumns)[]

/** Makes the profile whose columns stand in a row. */
export function profileOf(row: ProfileColumns): Profile {
  const { profileRatingCount: count, profileRatingSum: sum } = row
  return {
    id: row.profileId,
    username: row.profileUsername,
    fullName: row.profileFullName,
    avatarUrl: row.profileAvatarUrl,
    neighborhood: row.profileNeighborhood,
    isVerified: row.profileIsVerified,
    isClosed: row.profileIsClosed,
    memberSince: row.profileMemberSince,
    followerCount: row.profileFollowerCount,
    followingCount: row.profileFollowingCount,
    rating: count === 0 ? null : { count, average: sum / count },
    badges: row.profileBadges ?? [],
  }
}

/** Makes the profile that its own page shows. */
export function fullProfileOf(row: ProfileColumns & Pick<FullProfile, 'bio'>): FullProfile {
  return Object.assign(profileOf(row), { bio: row.bio })
}

/**
 * Makes the item of a list of which each row ends with the position's own column and the columns of a profile. The row is ours
 * until it is given away, and becomes the item.
 *
 * @param role - The part that the profile's owner plays, such as `seller`: the item's property.
 * @param own - The column that only the cursor needs.
 */
export function itemWithProfile<Row extends ProfileColumns, Role extends string, Own extends keyof Row>(
  row: Row,
  role: Role,
  own: Own,
): Omit<Row, keyof ProfileColumns | Own> & Readonly<Record<Role, Profile>> {
  const profile = profileOf(row)
  const item = withoutColumns<Row, keyof ProfileColumns | Own>(row, ...columns, own)
  return Object.assign(item, { [role]: profile } as Record<Role, Profile>)
}
