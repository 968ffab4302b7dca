import { withoutColumns } from './without-columns.js'
import type { Profile } from './profile.js'

/** The columns of a profile that stands in a row of something else, behind all other columns and in this order. */
export interface ProfileColumns {
  readonly profileUsername: string
  readonly profileFullName: string | null
  readonly profileAvatarUrl: string | null
  readonly profileNeighborhood: string | null
  readonly profileIsVerified: boolean
  readonly profileIsClosed: boolean
  readonly profileMemberSince: Date
}

/** The names of those columns, the last one first. */
const columns = [
  'profileMemberSince',
  'profileIsClosed',
  'profileIsVerified',
  'profileNeighborhood',
  'profileAvatarUrl',
  'profileFullName',
  'profileUsername',
] as const satisfies readonly (keyof ProfileColumns)[]

/** Makes the profile whose columns stand in a row. */
export function profileOf(id: string, row: ProfileColumns): Profile {
  return {
    id,
    username: row.profileUsername,
    fullName: row.profileFullName,
    avatarUrl: row.profileAvatarUrl,
    neighborhood: row.profileNeighborhood,
    isVerified: row.profileIsVerified,
    isClosed: row.profileIsClosed,
    memberSince: row.profileMemberSince,
  }
}

/**
 * Makes the item of a list of which each row ends with columns that only the page needs and the columns of a profile. The row is ours
 * until it is given away, and becomes the item.
 *
 * @param role - The part that the profile's owner plays, such as `seller`: the item's property.
 * @param own - The columns that only the page needs, such as the position's, the last one first.
 */
export function itemWithProfile<Row extends ProfileColumns, Role extends string, Own extends keyof Row>(
  row: Row,
  role: Role,
  id: string,
  ...own: readonly Own[]
): Omit<Row, keyof ProfileColumns | Own> & Readonly<Record<Role, Profile>> {
  const profile = profileOf(id, row)
  const item = withoutColumns<Row, keyof ProfileColumns | Own>(row, ...columns, ...own)
  return Object.assign(item, { [role]: profile } as Record<Role, Profile>)
}
