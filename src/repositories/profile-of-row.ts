import { withoutColumns } from './without-columns.js'
import type { Profile } from './profile.js'

/** The columns of a profile that stands in a row of something else, behind all other columns and in this order. */
interface ProfileColumns {
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
 * Makes the item of a list of which each row ends with the position's own columns and the columns of a profile. The row is ours
 * until it is given away, and becomes the item.
 *
 * @param role - The part that the profile's owner plays, such as `seller`: the item's property.
 * @param own - The columns that only the cursor needs, the last one first.
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

/** The same columns from the far side of an outer join: all null if there was no profile. */
type OptionalProfileColumns = { readonly [Column in keyof ProfileColumns]: ProfileColumns[Column] | null }

/** Does the same as {@link itemWithProfile} where there may be nobody: the profile is null then. */
export function itemWithOptionalProfile<
  Row extends OptionalProfileColumns,
  Role extends string,
  Own extends keyof Row,
>(
  row: Row,
  role: Role,
  id: string | null,
  own: Own,
): Omit<Row, keyof ProfileColumns | Own> & Readonly<Record<Role, Profile | null>> {
  const profile = id === null || !hasProfile(row) ? null : profileOf(id, row)
  const item = withoutColumns<Row, keyof ProfileColumns | Own>(row, ...columns, own)
  return Object.assign(item, { [role]: profile } as Record<Role, Profile | null>)
}

/** Reports whether a row has a profile: its name is never null. */
function hasProfile(row: OptionalProfileColumns): row is ProfileColumns {
  return row.profileUsername !== null
}
