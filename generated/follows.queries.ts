/** Types and queries of "follows.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Stream } from './models.js'
import type { BadgeType, FeedType, ProductCategory, ProductCondition, StreamStatus, StreamType } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
export type { BadgeType, FeedType, ProductCategory, ProductCondition, StreamStatus, StreamType }

/** Parameters of `followUser`. */
export interface FollowUserParams {
  readonly userId: string
  readonly followeeId: string
}

/** A row of `followUser`. */
export interface FollowUserRow {
  readonly knownCount: number
  readonly areOpen: boolean
  readonly hasChanged: boolean
}

/**
 * Follows a user. Tells who of the two is known and open; writes nothing unless both are.
 * The two are locked as the foreign keys will do anyway, in the order of all commands. If the statement waited for a block,
 * tr_follows_not_blocked sees it.
 *
 * [sql/follows.sql:11](../sql/follows.sql#L11)
 *
 * ```sql
 * with locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (:userId!, :followeeId!)
 *   order by users.id
 *   for key share
 * ),
 * judged_parties as (
 *   select
 *     count(*)::integer as known_count,
 *     coalesce(bool_and(locked_party.is_active), false) as are_open
 *   from locked_party
 * ),
 * new_follow as (
 *   insert into follows (follower_id, followee_id)
 *   select
 *     :userId!,
 *     :followeeId!
 *   from judged_parties
 *   where judged_parties.known_count = 2
 *     and judged_parties.are_open
 *   on conflict (follower_id, followee_id) do nothing
 *   returning follows.id
 * )
 * select
 *   judged_parties.known_count as "known_count!",
 *   judged_parties.are_open as "are_open!",
 *   exists (select from new_follow) as "has_changed!"
 * from judged_parties
 * ```
 */
export const followUser = new PreparedQuery<FollowUserParams, FollowUserRow>(
  '{"usedParamSet":{"userId":true,"followeeId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":351,"b":358},{"a":648,"b":655}]},{"name":"followeeId","required":true,"transform":{"type":"scalar"},"locs":[{"a":361,"b":372},{"a":662,"b":673}]}],"statement":"-- Follows a user. Tells who of the two is known and open; writes nothing unless both are.\\n-- The two are locked as the foreign keys will do anyway, in the order of all commands. If the statement waited for a block,\\n-- tr_follows_not_blocked sees it.\\nwith locked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (:userId!, :followeeId!)\\n  order by users.id\\n  for key share\\n),\\njudged_parties as (\\n  select\\n    count(*)::integer as known_count,\\n    coalesce(bool_and(locked_party.is_active), false) as are_open\\n  from locked_party\\n),\\nnew_follow as (\\n  insert into follows (follower_id, followee_id)\\n  select\\n    :userId!,\\n    :followeeId!\\n  from judged_parties\\n  where judged_parties.known_count = 2\\n    and judged_parties.are_open\\n  on conflict (follower_id, followee_id) do nothing\\n  returning follows.id\\n)\\nselect\\n  judged_parties.known_count as \\"known_count!\\",\\n  judged_parties.are_open as \\"are_open!\\",\\n  exists (select from new_follow) as \\"has_changed!\\"\\nfrom judged_parties"}',
  '{"name":"followUser","file":"follows.sql","parameterTypes":{"userId":"uuid","followeeId":"uuid"},"tables":["follows","users"],"access":"write"}',
)

/** Parameters of `unfollowUser`. */
export interface UnfollowUserParams {
  readonly userId: string
  readonly followeeId: string
}

/** A row of `unfollowUser`. */
export interface UnfollowUserRow {
  readonly isOpen: boolean
  readonly hasChanged: boolean
}

/**
 * Ends a follow. Tells whether the acting user is open, and whether there was one.
 *
 * [sql/follows.sql:47](../sql/follows.sql#L47)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * ended_follow as (
 *   delete from follows
 *   using acting_user
 *   where follows.follower_id = :userId! -- the acting user: with both ids at hand the key of the pair is the way
 *     and follows.followee_id = :followeeId!
 *   returning follows.id
 * )
 * select
 *   exists (select from acting_user) as "is_open!",
 *   exists (select from ended_follow) as "has_changed!"
 * ```
 */
export const unfollowUser = new PreparedQuery<UnfollowUserParams, UnfollowUserRow>(
  '{"usedParamSet":{"userId":true,"followeeId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":163},{"a":298,"b":305}]},{"name":"followeeId","required":true,"transform":{"type":"scalar"},"locs":[{"a":410,"b":421}]}],"statement":"-- Ends a follow. Tells whether the acting user is open, and whether there was one.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nended_follow as (\\n  delete from follows\\n  using acting_user\\n  where follows.follower_id = :userId! -- the acting user: with both ids at hand the key of the pair is the way\\n    and follows.followee_id = :followeeId!\\n  returning follows.id\\n)\\nselect\\n  exists (select from acting_user) as \\"is_open!\\",\\n  exists (select from ended_follow) as \\"has_changed!\\""}',
  '{"name":"unfollowUser","file":"follows.sql","parameterTypes":{"userId":"uuid","followeeId":"uuid"},"tables":["follows","users"],"access":"write"}',
)

/** Parameters of `countFollows`. */
export interface CountFollowsParams {
  readonly userId: string
}

/** A row of `countFollows`. */
export interface CountFollowsRow {
  readonly followers: number
  readonly following: number
}

/**
 * A user without a row follows nobody, and is followed by nobody.
 *
 * [sql/follows.sql:67](../sql/follows.sql#L67)
 *
 * ```sql
 * select
 *   coalesce(max(user_stats.follower_count), 0) as "followers!",
 *   coalesce(max(user_stats.following_count), 0) as "following!"
 * from user_stats
 * where user_stats.user_id = :userId!
 * ```
 */
export const countFollows = new PreparedQuery<CountFollowsParams, CountFollowsRow>(
  '{"usedParamSet":{"userId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":243,"b":250}]}],"statement":"-- A user without a row follows nobody, and is followed by nobody.\\nselect\\n  coalesce(max(user_stats.follower_count), 0) as \\"followers!\\",\\n  coalesce(max(user_stats.following_count), 0) as \\"following!\\"\\nfrom user_stats\\nwhere user_stats.user_id = :userId!"}',
  '{"name":"countFollows","file":"follows.sql","parameterTypes":{"userId":"uuid"},"tables":["user_stats"],"access":"read"}',
)

/** Parameters of `areFollowed`. */
export interface AreFollowedParams {
  readonly userIds: readonly (string | null)[]
  readonly userId: string
}

/** A row of `areFollowed`. */
export interface AreFollowedRow {
  readonly isFollowed: boolean
}

/**
 * One row for each id, in their order, by one look-up each.
 *
 * [sql/follows.sql:75](../sql/follows.sql#L75)
 *
 * ```sql
 * select follow.is_followed is not null as "is_followed!"
 * from unnest(:userIds!::uuid[]) with ordinality as asked (user_id, place)
 * left join lateral (
 *   select true as is_followed
 *   from follows
 *   where follows.follower_id = :userId!
 *     and follows.followee_id = asked.user_id
 *   limit 1
 * ) as follow on true
 * order by asked.place
 * ```
 */
export const areFollowed = new PreparedQuery<AreFollowedParams, AreFollowedRow>(
  '{"usedParamSet":{"userIds":true,"userId":true},"params":[{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":129,"b":137}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":284,"b":291}]}],"statement":"-- One row for each id, in their order, by one look-up each.\\nselect follow.is_followed is not null as \\"is_followed!\\"\\nfrom unnest(:userIds!::uuid[]) with ordinality as asked (user_id, place)\\nleft join lateral (\\n  select true as is_followed\\n  from follows\\n  where follows.follower_id = :userId!\\n    and follows.followee_id = asked.user_id\\n  limit 1\\n) as follow on true\\norder by asked.place"}',
  '{"name":"areFollowed","file":"follows.sql","parameterTypes":{"userIds":"uuid[]","userId":"uuid"},"tables":["follows"],"access":"read"}',
)

/** Parameters of `listFollowers`. */
export type ListFollowersParams = {
  readonly userId: string
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listFollowers`. */
export interface ListFollowersRow {
  /** The id of the follow. */
  readonly id: string
  /** The user who follows. */
  readonly userId: string
  /** The time when it began. */
  readonly followedAt: Date
  readonly followedAtExact: string
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
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
 * The followers of a user, the newest follow first; none for a viewer whom a block parts from the user.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * The users are looked up row by row, as in listProductFeed.
 *
 * [sql/follows.sql:88](../sql/follows.sql#L88)
 *
 * ```sql
 * with walked_follow as (
 *   select
 *     follows.id,
 *     follows.follower_id as user_id,
 *     follows.created_at,
 *     row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end
 *   from follows
 *   where follows.followee_id = :userId!
 *     /*[if viewerId]*\/
 *     and (
 *       select not exists (
 *         select from blocks
 *         where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!::uuid, :userId!::uuid)
 *           and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!::uuid, :userId!::uuid)
 *       )
 *     )
 *     /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and follows.created_at <= :afterTime!
 *     and (follows.created_at, follows.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by follows.created_at desc, follows.id desc
 *   limit 500
 * )
 * select
 *   walked_follow.id,
 *   walked_follow.user_id,
 *   walked_follow.created_at as followed_at,
 *   walked_follow.created_at::text as "followed_at_exact!",
 *   walked_follow.is_walk_end as "is_walk_end!",
 *   follower.profile_is_closed /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   follower.*
 * from walked_follow
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
 *   where profiles.profile_id = walked_follow.user_id
 *   limit 1
 * ) as follower
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_follow.user_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_follow.user_id)
 *   limit 1
 * ) as sight on true
 * /*[end]*\/
 * where (
 *     not follower.profile_is_closed
 *     /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/
 *   )
 *   or walked_follow.is_walk_end
 * order by walked_follow.created_at desc, walked_follow.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listFollowers = new PreparedQuery<ListFollowersParams, ListFollowersRow>(
  '{"usedParamSet":{"userId":true,"viewerId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":489,"b":496},{"a":667,"b":674},{"a":773,"b":780}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":649,"b":658},{"a":755,"b":764},{"a":2068,"b":2077},{"a":2169,"b":2178}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":878,"b":888},{"a":934,"b":944}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":947,"b":955}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2458,"b":2464}]}],"statement":"-- The followers of a user, the newest follow first; none for a viewer whom a block parts from the user.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- The users are looked up row by row, as in listProductFeed.\\nwith walked_follow as (\\n  select\\n    follows.id,\\n    follows.follower_id as user_id,\\n    follows.created_at,\\n    row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end\\n  from follows\\n  where follows.followee_id = :userId!\\n    /*[if viewerId]*/\\n    and (\\n      select not exists (\\n        select from blocks\\n        where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!::uuid, :userId!::uuid)\\n          and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!::uuid, :userId!::uuid)\\n      )\\n    )\\n    /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and follows.created_at <= :afterTime!\\n    and (follows.created_at, follows.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by follows.created_at desc, follows.id desc\\n  limit 500\\n)\\nselect\\n  walked_follow.id,\\n  walked_follow.user_id,\\n  walked_follow.created_at as followed_at,\\n  walked_follow.created_at::text as \\"followed_at_exact!\\",\\n  walked_follow.is_walk_end as \\"is_walk_end!\\",\\n  follower.profile_is_closed /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  follower.*\\nfrom walked_follow\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = walked_follow.user_id\\n  limit 1\\n) as follower\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_follow.user_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_follow.user_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\nwhere (\\n    not follower.profile_is_closed\\n    /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/\\n  )\\n  or walked_follow.is_walk_end\\norder by walked_follow.created_at desc, walked_follow.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listFollowers","file":"follows.sql","parameterTypes":{"userId":"uuid","viewerId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["blocks","follows","profiles"],"access":"read"}',
)

/** Parameters of `listFollowing`. */
export type ListFollowingParams = {
  readonly userId: string
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listFollowing`. */
export interface ListFollowingRow {
  /** The id of the follow. */
  readonly id: string
  /** The user who is followed. */
  readonly userId: string
  /** The time when it began. */
  readonly followedAt: Date
  readonly followedAtExact: string
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
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
 * Those whom a user follows, the newest follow first; none for a viewer whom a block parts from the user.
 *
 * [sql/follows.sql:149](../sql/follows.sql#L149)
 *
 * ```sql
 * with walked_follow as (
 *   select
 *     follows.id,
 *     follows.followee_id as user_id,
 *     follows.created_at,
 *     row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end
 *   from follows
 *   where follows.follower_id = :userId!
 *     /*[if viewerId]*\/
 *     and (
 *       select not exists (
 *         select from blocks
 *         where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!::uuid, :userId!::uuid)
 *           and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!::uuid, :userId!::uuid)
 *       )
 *     )
 *     /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and follows.created_at <= :afterTime!
 *     and (follows.created_at, follows.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by follows.created_at desc, follows.id desc
 *   limit 500
 * )
 * select
 *   walked_follow.id,
 *   walked_follow.user_id,
 *   walked_follow.created_at as followed_at,
 *   walked_follow.created_at::text as "followed_at_exact!",
 *   walked_follow.is_walk_end as "is_walk_end!",
 *   followee.profile_is_closed /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   followee.*
 * from walked_follow
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
 *   where profiles.profile_id = walked_follow.user_id
 *   limit 1
 * ) as followee
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_follow.user_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_follow.user_id)
 *   limit 1
 * ) as sight on true
 * /*[end]*\/
 * where (
 *     not followee.profile_is_closed
 *     /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/
 *   )
 *   or walked_follow.is_walk_end
 * order by walked_follow.created_at desc, walked_follow.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listFollowing = new PreparedQuery<ListFollowingParams, ListFollowingRow>(
  '{"usedParamSet":{"userId":true,"viewerId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":357,"b":364},{"a":535,"b":542},{"a":641,"b":648}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":517,"b":526},{"a":623,"b":632},{"a":1936,"b":1945},{"a":2037,"b":2046}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":746,"b":756},{"a":802,"b":812}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":815,"b":823}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2326,"b":2332}]}],"statement":"-- Those whom a user follows, the newest follow first; none for a viewer whom a block parts from the user.\\nwith walked_follow as (\\n  select\\n    follows.id,\\n    follows.followee_id as user_id,\\n    follows.created_at,\\n    row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end\\n  from follows\\n  where follows.follower_id = :userId!\\n    /*[if viewerId]*/\\n    and (\\n      select not exists (\\n        select from blocks\\n        where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!::uuid, :userId!::uuid)\\n          and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!::uuid, :userId!::uuid)\\n      )\\n    )\\n    /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and follows.created_at <= :afterTime!\\n    and (follows.created_at, follows.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by follows.created_at desc, follows.id desc\\n  limit 500\\n)\\nselect\\n  walked_follow.id,\\n  walked_follow.user_id,\\n  walked_follow.created_at as followed_at,\\n  walked_follow.created_at::text as \\"followed_at_exact!\\",\\n  walked_follow.is_walk_end as \\"is_walk_end!\\",\\n  followee.profile_is_closed /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  followee.*\\nfrom walked_follow\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = walked_follow.user_id\\n  limit 1\\n) as followee\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walked_follow.user_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walked_follow.user_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\nwhere (\\n    not followee.profile_is_closed\\n    /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/\\n  )\\n  or walked_follow.is_walk_end\\norder by walked_follow.created_at desc, walked_follow.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listFollowing","file":"follows.sql","parameterTypes":{"userId":"uuid","viewerId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["blocks","follows","profiles"],"access":"read"}',
)

/** Parameters of `listMutualFollows`. */
export type ListMutualFollowsParams = {
  readonly userId: string
  readonly otherId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listMutualFollows`. */
export interface ListMutualFollowsRow {
  /** The id of the follow. */
  readonly id: string
  /** The user who is followed. */
  readonly userId: string
  /** The time when it began. */
  readonly followedAt: Date
  readonly followedAtExact: string
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
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
 * Those whom a user follows and who follow another user, or the same one; the user's newest follow first.
 * The walk is that of the user's follows, who are fewer than the followers of somebody well known.
 *
 * [sql/follows.sql:208](../sql/follows.sql#L208)
 *
 * ```sql
 * with walked_follow as (
 *   select
 *     follows.id,
 *     follows.followee_id as user_id,
 *     follows.created_at,
 *     row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end
 *   from follows
 *   where follows.follower_id = :userId!
 *     and (
 *       select not exists (
 *         select from blocks
 *         where least(blocks.blocker_id, blocks.blocked_id) = least(:otherId!::uuid, :userId!::uuid)
 *           and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:otherId!::uuid, :userId!::uuid)
 *       )
 *     )
 *     /*[if afterTime afterId]*\/
 *     and follows.created_at <= :afterTime!
 *     and (follows.created_at, follows.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by follows.created_at desc, follows.id desc
 *   limit 500
 * )
 * select
 *   walked_follow.id,
 *   walked_follow.user_id,
 *   walked_follow.created_at as followed_at,
 *   walked_follow.created_at::text as "followed_at_exact!",
 *   walked_follow.is_walk_end as "is_walk_end!",
 *   mutual_follow.is_mutual is null or followee.profile_is_closed as "is_left_out!",
 *   followee.*
 * from walked_follow
 * left join lateral (
 *   select true as is_mutual
 *   from follows
 *   where follows.follower_id = walked_follow.user_id
 *     and follows.followee_id = :otherId!
 *   limit 1
 * ) as mutual_follow on true
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
 *   where profiles.profile_id = walked_follow.user_id
 *   limit 1
 * ) as followee
 * where (mutual_follow.is_mutual and not followee.profile_is_closed)
 *   or walked_follow.is_walk_end
 * order by walked_follow.created_at desc, walked_follow.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listMutualFollows = new PreparedQuery<ListMutualFollowsParams, ListMutualFollowsRow>(
  '{"usedParamSet":{"userId":true,"otherId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":457,"b":464},{"a":612,"b":619},{"a":717,"b":724}]},{"name":"otherId","required":true,"transform":{"type":"scalar"},"locs":[{"a":595,"b":603},{"a":700,"b":708},{"a":1427,"b":1435}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":808,"b":818},{"a":864,"b":874}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":877,"b":885}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2198,"b":2204}]}],"statement":"-- Those whom a user follows and who follow another user, or the same one; the user\'s newest follow first.\\n-- The walk is that of the user\'s follows, who are fewer than the followers of somebody well known.\\nwith walked_follow as (\\n  select\\n    follows.id,\\n    follows.followee_id as user_id,\\n    follows.created_at,\\n    row_number() over (order by follows.created_at desc, follows.id desc) >= 500 as is_walk_end\\n  from follows\\n  where follows.follower_id = :userId!\\n    and (\\n      select not exists (\\n        select from blocks\\n        where least(blocks.blocker_id, blocks.blocked_id) = least(:otherId!::uuid, :userId!::uuid)\\n          and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:otherId!::uuid, :userId!::uuid)\\n      )\\n    )\\n    /*[if afterTime afterId]*/\\n    and follows.created_at <= :afterTime!\\n    and (follows.created_at, follows.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by follows.created_at desc, follows.id desc\\n  limit 500\\n)\\nselect\\n  walked_follow.id,\\n  walked_follow.user_id,\\n  walked_follow.created_at as followed_at,\\n  walked_follow.created_at::text as \\"followed_at_exact!\\",\\n  walked_follow.is_walk_end as \\"is_walk_end!\\",\\n  mutual_follow.is_mutual is null or followee.profile_is_closed as \\"is_left_out!\\",\\n  followee.*\\nfrom walked_follow\\nleft join lateral (\\n  select true as is_mutual\\n  from follows\\n  where follows.follower_id = walked_follow.user_id\\n    and follows.followee_id = :otherId!\\n  limit 1\\n) as mutual_follow on true\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = walked_follow.user_id\\n  limit 1\\n) as followee\\nwhere (mutual_follow.is_mutual and not followee.profile_is_closed)\\n  or walked_follow.is_walk_end\\norder by walked_follow.created_at desc, walked_follow.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listMutualFollows","file":"follows.sql","parameterTypes":{"userId":"uuid","otherId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["blocks","follows","profiles"],"access":"read"}',
)

/** Parameters of `listFollowedProducts`. */
export type ListFollowedProductsParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listFollowedProducts`. */
export interface ListFollowedProductsRow {
  /** The listing. */
  readonly id: string
  /** The user who sells it. */
  readonly sellerId: string
  /** The name of the thing, in the seller's words. */
  readonly title: string
  /** In the minor unit of currency. */
  readonly priceMinor: number
  /** The price before a reduction, in the minor unit of currency; null if there was none. */
  readonly originalPriceMinor: number | null
  /** ISO 4217. */
  readonly currency: string
  /** The kind of thing. */
  readonly category: ProductCategory
  /** The wear. */
  readonly condition: ProductCondition
  /** The feed that shows it. */
  readonly feedType: FeedType
  /** The place that may be shown: 230 to 500 m off the exact one; null if the seller does not say. */
  readonly publicLocation: Point | null
  /** The part of town in words; null if none was given. */
  readonly neighborhood: string | null
  /** True while it can be bought. */
  readonly isAvailable: boolean
  /** The address of the first picture; null if there is none. */
  readonly coverImageUrl: string | null
  /** The time of the listing. */
  readonly createdAt: Date
  readonly shownAtExact: string
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
 * The available products of those whom a user follows, newest first.
 * Of each of them the newest product is looked up, by one descent of ix_products_seller_availability however many there are.
 * They are the thousand whom the user followed last: a page costs four blocks for each.
 * The order says where nulls would come, as in listProductFeed, or sellers with little left would be walked whole.
 * Whoever has one on the page has its newest among the first of these, so only as many sellers as the page has rows are read
 * on.
 *
 * [sql/follows.sql:261](../sql/follows.sql#L261)
 *
 * ```sql
 * with followed as (
 *   select follows.followee_id
 *   from follows
 *   where follows.follower_id = :userId!
 *   order by follows.created_at desc, follows.id desc
 *   limit 1000
 * ),
 * newest_product as (
 *   select
 *     followed.followee_id as seller_id,
 *     product.created_at,
 *     product.id
 *   from followed
 *   cross join lateral (
 *     select
 *       products.created_at,
 *       products.id
 *     from products
 *     where products.seller_id = followed.followee_id
 *       and products.is_available
 *       /*[if afterTime afterId]*\/
 *       and products.created_at <= :afterTime!
 *       and (products.created_at, products.id) < (:afterTime!, :afterId!)
 *       /*[end]*\/
 *     order by products.created_at desc nulls last, products.id desc
 *     limit 1
 *   ) as product
 * ),
 * newest_seller as (
 *   select newest_product.seller_id
 *   from newest_product
 *   order by newest_product.created_at desc, newest_product.id desc
 *   limit (select :limit!::bigint)
 * ),
 * newest_of_sellers as (
 *   select
 *     product.id,
 *     product.created_at
 *   from newest_seller
 *   cross join lateral (
 *     select
 *       products.id,
 *       products.created_at
 *     from products
 *     where products.seller_id = newest_seller.seller_id
 *       and products.is_available
 *       /*[if afterTime afterId]*\/
 *       and products.created_at <= :afterTime!
 *       and (products.created_at, products.id) < (:afterTime!, :afterId!)
 *       /*[end]*\/
 *     order by products.created_at desc nulls last, products.id desc
 *     limit (select :limit!::bigint)
 *   ) as product
 *   order by product.created_at desc, product.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.*,
 *   page.created_at::text as "shown_at_exact!",
 *   seller.*
 * from newest_of_sellers
 * cross join lateral (
 *   select
 *     product_cards.id,
 *     product_cards.seller_id,
 *     product_cards.title,
 *     product_cards.price_minor,
 *     product_cards.original_price_minor,
 *     product_cards.currency,
 *     product_cards.category,
 *     product_cards.condition,
 *     product_cards.feed_type,
 *     product_cards.public_location,
 *     product_cards.neighborhood,
 *     product_cards.is_available,
 *     product_cards.cover_image_url,
 *     product_cards.created_at
 *   from product_cards
 *   where product_cards.id = newest_of_sellers.id
 *   limit 1
 * ) as page
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
 *   where profiles.profile_id = page.seller_id
 *   limit 1
 * ) as seller
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listFollowedProducts = new PreparedQuery<ListFollowedProductsParams, ListFollowedProductsRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":713,"b":720}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1160,"b":1170},{"a":1220,"b":1230},{"a":1876,"b":1886},{"a":1936,"b":1946}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1233,"b":1241},{"a":1949,"b":1957}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1514,"b":1520},{"a":2061,"b":2067},{"a":2161,"b":2167}]}],"statement":"-- The available products of those whom a user follows, newest first.\\n-- Of each of them the newest product is looked up, by one descent of ix_products_seller_availability however many there are.\\n-- They are the thousand whom the user followed last: a page costs four blocks for each.\\n-- The order says where nulls would come, as in listProductFeed, or sellers with little left would be walked whole.\\n-- lint-disable total-order: a follow finds one product, which is its seller\'s alone.\\n-- Whoever has one on the page has its newest among the first of these, so only as many sellers as the page has rows are read\\n-- on.\\nwith followed as (\\n  select follows.followee_id\\n  from follows\\n  where follows.follower_id = :userId!\\n  order by follows.created_at desc, follows.id desc\\n  limit 1000\\n),\\nnewest_product as (\\n  select\\n    followed.followee_id as seller_id,\\n    product.created_at,\\n    product.id\\n  from followed\\n  cross join lateral (\\n    select\\n      products.created_at,\\n      products.id\\n    from products\\n    where products.seller_id = followed.followee_id\\n      and products.is_available\\n      /*[if afterTime afterId]*/\\n      and products.created_at <= :afterTime!\\n      and (products.created_at, products.id) < (:afterTime!, :afterId!)\\n      /*[end]*/\\n    order by products.created_at desc nulls last, products.id desc\\n    limit 1\\n  ) as product\\n),\\nnewest_seller as (\\n  select newest_product.seller_id\\n  from newest_product\\n  order by newest_product.created_at desc, newest_product.id desc\\n  limit (select :limit!::bigint)\\n),\\nnewest_of_sellers as (\\n  select\\n    product.id,\\n    product.created_at\\n  from newest_seller\\n  cross join lateral (\\n    select\\n      products.id,\\n      products.created_at\\n    from products\\n    where products.seller_id = newest_seller.seller_id\\n      and products.is_available\\n      /*[if afterTime afterId]*/\\n      and products.created_at <= :afterTime!\\n      and (products.created_at, products.id) < (:afterTime!, :afterId!)\\n      /*[end]*/\\n    order by products.created_at desc nulls last, products.id desc\\n    limit (select :limit!::bigint)\\n  ) as product\\n  order by product.created_at desc, product.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.*,\\n  page.created_at::text as \\"shown_at_exact!\\",\\n  seller.*\\nfrom newest_of_sellers\\ncross join lateral (\\n  select\\n    product_cards.id,\\n    product_cards.seller_id,\\n    product_cards.title,\\n    product_cards.price_minor,\\n    product_cards.original_price_minor,\\n    product_cards.currency,\\n    product_cards.category,\\n    product_cards.condition,\\n    product_cards.feed_type,\\n    product_cards.public_location,\\n    product_cards.neighborhood,\\n    product_cards.is_available,\\n    product_cards.cover_image_url,\\n    product_cards.created_at\\n  from product_cards\\n  where product_cards.id = newest_of_sellers.id\\n  limit 1\\n) as page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.seller_id\\n  limit 1\\n) as seller\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listFollowedProducts","file":"follows.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["follows","product_cards","products","profiles"],"access":"read"}',
)

/** Parameters of `listFollowedStreams`. */
export type ListFollowedStreamsParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listFollowedStreams`. */
export interface ListFollowedStreamsRow extends Stream {
  readonly shownAt: Date
  readonly shownAtExact: string
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
 * The live and the scheduled streams of those whom a user follows: by the time when they went live, or were announced; newest
 * first. Read as in listFollowedProducts.
 *
 * [sql/follows.sql:346](../sql/follows.sql#L346)
 *
 * ```sql
 * with followed as (
 *   select follows.followee_id
 *   from follows
 *   where follows.follower_id = :userId!
 *   order by follows.created_at desc, follows.id desc
 *   limit 1000
 * ),
 * newest_stream as (
 *   select
 *     followed.followee_id as user_id,
 *     stream.shown_at,
 *     stream.id
 *   from followed
 *   cross join lateral (
 *     select
 *       case streams.status when 'scheduled' then streams.created_at else streams.started_at end as shown_at,
 *       streams.id
 *     from streams
 *     where streams.user_id = followed.followee_id
 *       and streams.status <> 'ended'
 *       /*[if afterTime afterId]*\/
 *       and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end) <= :afterTime!
 *       and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end, streams.id) < (:afterTime!, :afterId!)
 *       /*[end]*\/
 *     order by case streams.status when 'scheduled' then streams.created_at else streams.started_at end desc, streams.id desc
 *     limit 1
 *   ) as stream
 * ),
 * newest_streamer as (
 *   select newest_stream.user_id
 *   from newest_stream
 *   order by newest_stream.shown_at desc, newest_stream.id desc
 *   limit (select :limit!::bigint)
 * ),
 * newest_of_streamers as (
 *   select
 *     stream.id,
 *     stream.shown_at
 *   from newest_streamer
 *   cross join lateral (
 *     select
 *       streams.id,
 *       case streams.status when 'scheduled' then streams.created_at else streams.started_at end as shown_at
 *     from streams
 *     where streams.user_id = newest_streamer.user_id
 *       and streams.status <> 'ended'
 *       /*[if afterTime afterId]*\/
 *       and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end) <= :afterTime!
 *       and (case streams.status when 'scheduled' then streams.created_at else streams.started_at end, streams.id) < (:afterTime!, :afterId!)
 *       /*[end]*\/
 *     order by case streams.status when 'scheduled' then streams.created_at else streams.started_at end desc, streams.id desc
 *     limit (select :limit!::bigint)
 *   ) as stream
 *   order by stream.shown_at desc, stream.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.*,
 *   newest_of_streamers.shown_at as "shown_at!",
 *   newest_of_streamers.shown_at::text as "shown_at_exact!",
 *   streamer.*
 * from newest_of_streamers
 * cross join lateral (
 *   select
 *     streams.id,
 *     streams.user_id,
 *     streams.title,
 *     streams.description,
 *     streams.category,
 *     streams.status,
 *     streams.stream_type,
 *     streams.hls_url,
 *     streams.thumbnail_url,
 *     streams.viewer_count,
 *     streams.total_views,
 *     streams.duration_seconds,
 *     streams.started_at,
 *     streams.ended_at,
 *     streams.created_at,
 *     streams.updated_at,
 *     streams.pinned_product_id,
 *     streams.public_location
 *   from streams
 *   where streams.id = newest_of_streamers.id
 *   limit 1
 * ) as page
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
 *   where profiles.profile_id = page.user_id
 *   limit 1
 * ) as streamer
 * order by newest_of_streamers.shown_at desc, page.id desc
 * ```
 */
export const listFollowedStreams = new PreparedQuery<ListFollowedStreamsParams, ListFollowedStreamsRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":350,"b":357}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":941,"b":951},{"a":1069,"b":1079},{"a":1926,"b":1936},{"a":2054,"b":2064}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1082,"b":1090},{"a":2067,"b":2075}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1413,"b":1419},{"a":2236,"b":2242},{"a":2331,"b":2337}]}],"statement":"-- The live and the scheduled streams of those whom a user follows: by the time when they went live, or were announced; newest\\n-- first. Read as in listFollowedProducts.\\n-- lint-disable total-order: a follow finds one stream, which is its streamer\'s alone.\\nwith followed as (\\n  select follows.followee_id\\n  from follows\\n  where follows.follower_id = :userId!\\n  order by follows.created_at desc, follows.id desc\\n  limit 1000\\n),\\nnewest_stream as (\\n  select\\n    followed.followee_id as user_id,\\n    stream.shown_at,\\n    stream.id\\n  from followed\\n  cross join lateral (\\n    select\\n      case streams.status when \'scheduled\' then streams.created_at else streams.started_at end as shown_at,\\n      streams.id\\n    from streams\\n    where streams.user_id = followed.followee_id\\n      and streams.status <> \'ended\'\\n      /*[if afterTime afterId]*/\\n      and (case streams.status when \'scheduled\' then streams.created_at else streams.started_at end) <= :afterTime!\\n      and (case streams.status when \'scheduled\' then streams.created_at else streams.started_at end, streams.id) < (:afterTime!, :afterId!)\\n      /*[end]*/\\n    order by case streams.status when \'scheduled\' then streams.created_at else streams.started_at end desc, streams.id desc\\n    limit 1\\n  ) as stream\\n),\\nnewest_streamer as (\\n  select newest_stream.user_id\\n  from newest_stream\\n  order by newest_stream.shown_at desc, newest_stream.id desc\\n  limit (select :limit!::bigint)\\n),\\nnewest_of_streamers as (\\n  select\\n    stream.id,\\n    stream.shown_at\\n  from newest_streamer\\n  cross join lateral (\\n    select\\n      streams.id,\\n      case streams.status when \'scheduled\' then streams.created_at else streams.started_at end as shown_at\\n    from streams\\n    where streams.user_id = newest_streamer.user_id\\n      and streams.status <> \'ended\'\\n      /*[if afterTime afterId]*/\\n      and (case streams.status when \'scheduled\' then streams.created_at else streams.started_at end) <= :afterTime!\\n      and (case streams.status when \'scheduled\' then streams.created_at else streams.started_at end, streams.id) < (:afterTime!, :afterId!)\\n      /*[end]*/\\n    order by case streams.status when \'scheduled\' then streams.created_at else streams.started_at end desc, streams.id desc\\n    limit (select :limit!::bigint)\\n  ) as stream\\n  order by stream.shown_at desc, stream.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.*,\\n  newest_of_streamers.shown_at as \\"shown_at!\\",\\n  newest_of_streamers.shown_at::text as \\"shown_at_exact!\\",\\n  streamer.*\\nfrom newest_of_streamers\\ncross join lateral (\\n  select\\n    streams.id,\\n    streams.user_id,\\n    streams.title,\\n    streams.description,\\n    streams.category,\\n    streams.status,\\n    streams.stream_type,\\n    streams.hls_url,\\n    streams.thumbnail_url,\\n    streams.viewer_count,\\n    streams.total_views,\\n    streams.duration_seconds,\\n    streams.started_at,\\n    streams.ended_at,\\n    streams.created_at,\\n    streams.updated_at,\\n    streams.pinned_product_id,\\n    streams.public_location\\n  from streams\\n  where streams.id = newest_of_streamers.id\\n  limit 1\\n) as page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.user_id\\n  limit 1\\n) as streamer\\norder by newest_of_streamers.shown_at desc, page.id desc"}',
  '{"name":"listFollowedStreams","file":"follows.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["follows","profiles","streams"],"access":"read"}',
)

/** Parameters of `recountFollowCounts`. */
export interface RecountFollowCountsParams {
  readonly afterId: string
  readonly limit: number
}

/** A row of `recountFollowCounts`. */
export interface RecountFollowCountsRow {
  readonly lastId: string | null
  readonly checked: number
  readonly drifted: number
}

/**
 * Compares the counts of up to limit users after an id with their follows, and repairs those that differ.
 * A row and the follows that it counts are written by the same statement, so in one snapshot they agree. A row that was
 * written since is left to the next recount: it is another version of itself (xmin). Arrays of ids keep the planner from reading
 * all of user_stats, for it cannot know how few have drifted.
 *
 * [sql/follows.sql:428](../sql/follows.sql#L428)
 *
 * ```sql
 * with checked_user as (
 *   select users.id
 *   from users
 *   where users.id > :afterId!
 *   order by users.id
 *   limit (select :limit!::bigint)
 * ),
 * counted_user as (
 *   select
 *     checked_user.id,
 *     known_stats.row_version,
 *     coalesce(known_stats.follower_count, 0) as follower_count,
 *     coalesce(known_stats.following_count, 0) as following_count,
 *     (
 *       select count(*)::integer
 *       from follows
 *       where follows.followee_id = checked_user.id
 *     ) as true_follower_count,
 *     (
 *       select count(*)::integer
 *       from follows
 *       where follows.follower_id = checked_user.id
 *     ) as true_following_count
 *   from checked_user
 *   left join lateral (
 *     select
 *       user_stats.xmin as row_version,
 *       user_stats.follower_count,
 *       user_stats.following_count
 *     from user_stats
 *     where user_stats.user_id = checked_user.id
 *     limit 1
 *   ) as known_stats on true
 * ),
 * drifted_user as materialized (
 *   select
 *     counted_user.id,
 *     counted_user.row_version,
 *     counted_user.true_follower_count,
 *     counted_user.true_following_count
 *   from counted_user
 *   where (counted_user.follower_count, counted_user.following_count)
 *     <> (counted_user.true_follower_count, counted_user.true_following_count)
 * ),
 * locked_stats as (
 *   select user_stats.user_id
 *   from user_stats
 *   where user_stats.user_id = any(array(select drifted_user.id from drifted_user))
 *   order by user_stats.user_id
 *   for no key update
 * ),
 * repaired_stats as (
 *   update user_stats
 *   set
 *     follower_count = drifted_user.true_follower_count,
 *     following_count = drifted_user.true_following_count
 *   from drifted_user
 *   where user_stats.user_id = any(array(select locked_stats.user_id from locked_stats))
 *     and user_stats.user_id = drifted_user.id
 *     and user_stats.xmin = drifted_user.row_version
 *   returning user_stats.user_id
 * ),
 * added_stats as (
 *   insert into user_stats (user_id, follower_count, following_count)
 *   select
 *     drifted_user.id,
 *     drifted_user.true_follower_count,
 *     drifted_user.true_following_count
 *   from drifted_user
 *   where drifted_user.row_version is null
 *   order by drifted_user.id
 *   on conflict (user_id) do nothing
 *   returning user_stats.user_id
 * )
 * select
 *   (select max(checked_user.id::text) from checked_user) as "last_id?",
 *   (select count(*)::integer from checked_user) as "checked!",
 *   (select count(*)::integer from repaired_stats) + (select count(*)::integer from added_stats) as "drifted!"
 * ```
 */
export const recountFollowCounts = new PreparedQuery<RecountFollowCountsParams, RecountFollowCountsRow>(
  '{"usedParamSet":{"afterId":true,"limit":true},"params":[{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":494,"b":502}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":540,"b":546}]}],"statement":"-- Compares the counts of up to limit users after an id with their follows, and repairs those that differ.\\n-- A row and the follows that it counts are written by the same statement, so in one snapshot they agree. A row that was\\n-- written since is left to the next recount: it is another version of itself (xmin). Arrays of ids keep the planner from reading\\n-- all of user_stats, for it cannot know how few have drifted.\\nwith checked_user as (\\n  select users.id\\n  from users\\n  where users.id > :afterId!\\n  order by users.id\\n  limit (select :limit!::bigint)\\n),\\ncounted_user as (\\n  select\\n    checked_user.id,\\n    known_stats.row_version,\\n    coalesce(known_stats.follower_count, 0) as follower_count,\\n    coalesce(known_stats.following_count, 0) as following_count,\\n    (\\n      select count(*)::integer\\n      from follows\\n      where follows.followee_id = checked_user.id\\n    ) as true_follower_count,\\n    (\\n      select count(*)::integer\\n      from follows\\n      where follows.follower_id = checked_user.id\\n    ) as true_following_count\\n  from checked_user\\n  left join lateral (\\n    select\\n      user_stats.xmin as row_version,\\n      user_stats.follower_count,\\n      user_stats.following_count\\n    from user_stats\\n    where user_stats.user_id = checked_user.id\\n    limit 1\\n  ) as known_stats on true\\n),\\ndrifted_user as materialized (\\n  select\\n    counted_user.id,\\n    counted_user.row_version,\\n    counted_user.true_follower_count,\\n    counted_user.true_following_count\\n  from counted_user\\n  where (counted_user.follower_count, counted_user.following_count)\\n    <> (counted_user.true_follower_count, counted_user.true_following_count)\\n),\\nlocked_stats as (\\n  select user_stats.user_id\\n  from user_stats\\n  where user_stats.user_id = any(array(select drifted_user.id from drifted_user))\\n  order by user_stats.user_id\\n  for no key update\\n),\\nrepaired_stats as (\\n  update user_stats\\n  set\\n    follower_count = drifted_user.true_follower_count,\\n    following_count = drifted_user.true_following_count\\n  from drifted_user\\n  where user_stats.user_id = any(array(select locked_stats.user_id from locked_stats))\\n    and user_stats.user_id = drifted_user.id\\n    and user_stats.xmin = drifted_user.row_version\\n  returning user_stats.user_id\\n),\\nadded_stats as (\\n  insert into user_stats (user_id, follower_count, following_count)\\n  select\\n    drifted_user.id,\\n    drifted_user.true_follower_count,\\n    drifted_user.true_following_count\\n  from drifted_user\\n  where drifted_user.row_version is null\\n  order by drifted_user.id\\n  on conflict (user_id) do nothing\\n  returning user_stats.user_id\\n)\\nselect\\n  (select max(checked_user.id::text) from checked_user) as \\"last_id?\\",\\n  (select count(*)::integer from checked_user) as \\"checked!\\",\\n  (select count(*)::integer from repaired_stats) + (select count(*)::integer from added_stats) as \\"drifted!\\""}',
  '{"name":"recountFollowCounts","file":"follows.sql","parameterTypes":{"afterId":"uuid","limit":"int8"},"tables":["follows","user_stats","users"],"access":"write"}',
)
