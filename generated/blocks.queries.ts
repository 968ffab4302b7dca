/** Types and queries of "blocks.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { BadgeType } from './enums.js'
export type { BadgeType }

/** Parameters of `blockUser`. */
export interface BlockUserParams {
  readonly userId: string
  readonly blockedId: string
}

/** A row of `blockUser`. */
export interface BlockUserRow {
  readonly knownCount: number
  readonly isOpen: boolean
  readonly hasChanged: boolean
}

/**
 * Blocks a user. Tells which of the two are known and whether the acting user is open; writes nothing unless so.
 * The two are locked in the order of their ids before the block is written, against all that refers to them: the statement
 * waits for what has begun between them, and tr_blocks_end_dealings ends it.
 * Isolation: READ COMMITTED, and no other.
 *
 * [sql/blocks.sql:9](../sql/blocks.sql#L9)
 *
 * ```sql
 * with locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (:userId!, :blockedId!)
 *   order by users.id
 *   for update
 * ),
 * judged_parties as (
 *   select
 *     count(*)::integer as known_count,
 *     coalesce(bool_or(locked_party.id = :userId! and locked_party.is_active), false) as is_open
 *   from locked_party
 * ),
 * new_block as (
 *   insert into blocks (blocker_id, blocked_id)
 *   select
 *     :userId!,
 *     :blockedId!
 *   from judged_parties
 *   where judged_parties.known_count = 2
 *     and judged_parties.is_open
 *   on conflict (blocker_id, blocked_id) do nothing
 *   returning blocks.id
 * )
 * select
 *   judged_parties.known_count as "known_count!",
 *   judged_parties.is_open as "is_open!",
 *   exists (select from new_block) as "has_changed!"
 * from judged_parties
 * ```
 */
export const blockUser = new PreparedQuery<BlockUserParams, BlockUserRow>(
  '{"usedParamSet":{"userId":true,"blockedId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":460,"b":467},{"a":625,"b":632},{"a":778,"b":785}]},{"name":"blockedId","required":true,"transform":{"type":"scalar"},"locs":[{"a":470,"b":480},{"a":792,"b":802}]}],"statement":"-- Blocks a user. Tells which of the two are known and whether the acting user is open; writes nothing unless so.\\n-- The two are locked in the order of their ids before the block is written, against all that refers to them: the statement\\n-- waits for what has begun between them, and tr_blocks_end_dealings ends it.\\n-- Isolation: READ COMMITTED, and no other.\\nwith locked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (:userId!, :blockedId!)\\n  order by users.id\\n  for update\\n),\\njudged_parties as (\\n  select\\n    count(*)::integer as known_count,\\n    coalesce(bool_or(locked_party.id = :userId! and locked_party.is_active), false) as is_open\\n  from locked_party\\n),\\nnew_block as (\\n  insert into blocks (blocker_id, blocked_id)\\n  select\\n    :userId!,\\n    :blockedId!\\n  from judged_parties\\n  where judged_parties.known_count = 2\\n    and judged_parties.is_open\\n  on conflict (blocker_id, blocked_id) do nothing\\n  returning blocks.id\\n)\\nselect\\n  judged_parties.known_count as \\"known_count!\\",\\n  judged_parties.is_open as \\"is_open!\\",\\n  exists (select from new_block) as \\"has_changed!\\"\\nfrom judged_parties"}',
  '{"name":"blockUser","file":"blocks.sql","parameterTypes":{"userId":"uuid","blockedId":"uuid"},"tables":["blocks","users"],"access":"write"}',
)

/** Parameters of `unblockUser`. */
export interface UnblockUserParams {
  readonly userId: string
  readonly blockedId: string
}

/** A row of `unblockUser`. */
export interface UnblockUserRow {
  readonly isOpen: boolean
  readonly hasChanged: boolean
}

/**
 * Takes a block back. Tells whether the acting user is open, and whether there was one.
 *
 * [sql/blocks.sql:46](../sql/blocks.sql#L46)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * ended_block as (
 *   delete from blocks
 *   using acting_user
 *   where blocks.blocker_id = :userId! -- the acting user, as in unfollowUser
 *     and blocks.blocked_id = :blockedId!
 *   returning blocks.id
 * )
 * select
 *   exists (select from acting_user) as "is_open!",
 *   exists (select from ended_block) as "has_changed!"
 * ```
 */
export const unblockUser = new PreparedQuery<UnblockUserParams, UnblockUserRow>(
  '{"usedParamSet":{"userId":true,"blockedId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":161,"b":168},{"a":299,"b":306}]},{"name":"blockedId","required":true,"transform":{"type":"scalar"},"locs":[{"a":375,"b":385}]}],"statement":"-- Takes a block back. Tells whether the acting user is open, and whether there was one.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nended_block as (\\n  delete from blocks\\n  using acting_user\\n  where blocks.blocker_id = :userId! -- the acting user, as in unfollowUser\\n    and blocks.blocked_id = :blockedId!\\n  returning blocks.id\\n)\\nselect\\n  exists (select from acting_user) as \\"is_open!\\",\\n  exists (select from ended_block) as \\"has_changed!\\""}',
  '{"name":"unblockUser","file":"blocks.sql","parameterTypes":{"userId":"uuid","blockedId":"uuid"},"tables":["blocks","users"],"access":"write"}',
)

/** Parameters of `listBlocks`. */
export type ListBlocksParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listBlocks`. */
export interface ListBlocksRow {
  /** The id of the block. */
  readonly id: string
  /** The user who is shut out. */
  readonly blockedId: string
  /** The time when it began. */
  readonly blockedAt: Date
  readonly blockedAtExact: string
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * Those whom a user has blocked, the newest block first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * The users are looked up row by row, as in listProductFeed.
 *
 * [sql/blocks.sql:66](../sql/blocks.sql#L66)
 *
 * ```sql
 * with page as (
 *   select
 *     blocks.id,
 *     blocks.blocked_id,
 *     blocks.created_at
 *   from blocks
 *   where blocks.blocker_id = :userId!
 *     /*[if afterTime afterId]*\/
 *     and blocks.created_at <= :afterTime!
 *     and (blocks.created_at, blocks.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by blocks.created_at desc, blocks.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.id,
 *   page.blocked_id,
 *   page.created_at as blocked_at,
 *   page.created_at::text as "blocked_at_exact!",
 *   blocked_user.*
 * from page
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = page.blocked_id
 *   limit 1
 * ) as blocked_user
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listBlocks = new PreparedQuery<ListBlocksParams, ListBlocksRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":318,"b":325}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":387,"b":397},{"a":441,"b":451}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":454,"b":462}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":545,"b":551}]}],"statement":"-- Those whom a user has blocked, the newest block first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- The users are looked up row by row, as in listProductFeed.\\nwith page as (\\n  select\\n    blocks.id,\\n    blocks.blocked_id,\\n    blocks.created_at\\n  from blocks\\n  where blocks.blocker_id = :userId!\\n    /*[if afterTime afterId]*/\\n    and blocks.created_at <= :afterTime!\\n    and (blocks.created_at, blocks.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by blocks.created_at desc, blocks.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.id,\\n  page.blocked_id,\\n  page.created_at as blocked_at,\\n  page.created_at::text as \\"blocked_at_exact!\\",\\n  blocked_user.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.blocked_id\\n  limit 1\\n) as blocked_user\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listBlocks","file":"blocks.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["blocks","profiles"],"access":"read"}',
)

/** Parameters of `areBlocked`. */
export interface AreBlockedParams {
  readonly userIds: readonly (string | null)[]
  readonly userId: string
}

/** A row of `areBlocked`. */
export interface AreBlockedRow {
  readonly isBlocked: boolean
}

/**
 * One row for each id, in their order, by one look-up each: whether the user has blocked them.
 * primary-only: a right hangs on it
 *
 * [sql/blocks.sql:100](../sql/blocks.sql#L100)
 *
 * ```sql
 * select block.is_blocked is not null as "is_blocked!"
 * from unnest(:userIds!::uuid[]) with ordinality as asked (user_id, place)
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where blocks.blocker_id = :userId!
 *     and blocks.blocked_id = asked.user_id
 *   limit 1
 * ) as block on true
 * order by asked.place
 * ```
 */
export const areBlocked = new PreparedQuery<AreBlockedParams, AreBlockedRow>(
  '{"usedParamSet":{"userIds":true,"userId":true},"params":[{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":198,"b":206}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":349,"b":356}]}],"statement":"-- One row for each id, in their order, by one look-up each: whether the user has blocked them.\\n-- primary-only: a right hangs on it\\nselect block.is_blocked is not null as \\"is_blocked!\\"\\nfrom unnest(:userIds!::uuid[]) with ordinality as asked (user_id, place)\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where blocks.blocker_id = :userId!\\n    and blocks.blocked_id = asked.user_id\\n  limit 1\\n) as block on true\\norder by asked.place"}',
  '{"name":"areBlocked","file":"blocks.sql","parameterTypes":{"userIds":"uuid[]","userId":"uuid"},"tables":["blocks"],"access":"read","primary":true}',
)

/** Parameters of `isBlockedBetween`. */
export interface IsBlockedBetweenParams {
  readonly userId: string
  readonly otherId: string
}

/** A row of `isBlockedBetween`. */
export interface IsBlockedBetweenRow {
  readonly isBlocked: boolean
}

/**
 * Whether one of two users has blocked the other.
 * primary-only: a right hangs on it
 *
 * [sql/blocks.sql:114](../sql/blocks.sql#L114)
 *
 * ```sql
 * select exists (
 *   select from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:userId!::uuid, :otherId!::uuid)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:userId!::uuid, :otherId!::uuid)
 * ) as "is_blocked!"
 * ```
 */
export const isBlockedBetween = new PreparedQuery<IsBlockedBetweenParams, IsBlockedBetweenRow>(
  '{"usedParamSet":{"userId":true,"otherId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":185,"b":192},{"a":284,"b":291}]},{"name":"otherId","required":true,"transform":{"type":"scalar"},"locs":[{"a":201,"b":209},{"a":300,"b":308}]}],"statement":"-- Whether one of two users has blocked the other.\\n-- primary-only: a right hangs on it\\nselect exists (\\n  select from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:userId!::uuid, :otherId!::uuid)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:userId!::uuid, :otherId!::uuid)\\n) as \\"is_blocked!\\""}',
  '{"name":"isBlockedBetween","file":"blocks.sql","parameterTypes":{"userId":"uuid","otherId":"uuid"},"tables":["blocks"],"access":"read","primary":true}',
)
