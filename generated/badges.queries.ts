/** Types and queries of "badges.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Badge } from './models.js'
import type { BadgeType } from './enums.js'
export type { BadgeType }

/** Parameters of `awardVerified`. */
export interface AwardVerifiedParams {
  readonly userIds: readonly (string | null)[]
}

/**
 * Awards the badge of verification to those among the users who are verified.
 *
 * [sql/badges.sql:10](../sql/badges.sql#L10)
 *
 * ```sql
 * insert into badges (user_id, badge_type, reason)
 * select
 *   users.id,
 *   'verified',
 *   'A verification was approved.'
 * from users
 * where users.id = any(:userIds!::uuid[])
 *   and users.is_verified
 *   and not exists (
 *     select from badges as held_badge
 *     where held_badge.user_id = users.id
 *       and held_badge.badge_type = 'verified'
 *   )
 * order by users.id -- in every session the same: two that award the same badges wait and do not deadlock
 * on conflict (user_id, badge_type) do nothing
 * returning
 *   badges.id,
 *   badges.user_id,
 *   badges.badge_type,
 *   badges.reason,
 *   badges.awarded_at,
 *   badges.revoked_at,
 *   badges.created_at,
 *   badges.updated_at
 * ```
 */
export const awardVerified = new PreparedQuery<AwardVerifiedParams, Badge>(
  '{"usedParamSet":{"userIds":true},"params":[{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":226,"b":234}]}],"statement":"-- Awards the badge of verification to those among the users who are verified.\\ninsert into badges (user_id, badge_type, reason)\\nselect\\n  users.id,\\n  \'verified\',\\n  \'A verification was approved.\'\\nfrom users\\nwhere users.id = any(:userIds!::uuid[])\\n  and users.is_verified\\n  and not exists (\\n    select from badges as held_badge\\n    where held_badge.user_id = users.id\\n      and held_badge.badge_type = \'verified\'\\n  )\\norder by users.id -- in every session the same: two that award the same badges wait and do not deadlock\\non conflict (user_id, badge_type) do nothing\\nreturning\\n  badges.id,\\n  badges.user_id,\\n  badges.badge_type,\\n  badges.reason,\\n  badges.awarded_at,\\n  badges.revoked_at,\\n  badges.created_at,\\n  badges.updated_at"}',
  '{"name":"awardVerified","file":"badges.sql","parameterTypes":{"userIds":"uuid[]"},"tables":["badges","users"],"access":"write"}',
)

/** Parameters of `awardFirstSale`. */
export interface AwardFirstSaleParams {
  readonly userIds: readonly (string | null)[]
}

/**
 * Awards the badge of the first sale to those among the users who sold something that was paid.
 *
 * [sql/badges.sql:30](../sql/badges.sql#L30)
 *
 * ```sql
 * insert into badges (user_id, badge_type, reason)
 * select
 *   users.id,
 *   'first_sale',
 *   'Something was sold and paid for.'
 * from users
 * where users.id = any(:userIds!::uuid[])
 *   and users.is_active
 *   and exists (
 *     select from transactions
 *     where transactions.seller_id = users.id
 *       and transactions.status = 'completed'
 *   )
 *   and not exists (
 *     select from badges as held_badge
 *     where held_badge.user_id = users.id
 *       and held_badge.badge_type = 'first_sale'
 *   )
 * order by users.id
 * on conflict (user_id, badge_type) do nothing
 * returning
 *   badges.id,
 *   badges.user_id,
 *   badges.badge_type,
 *   badges.reason,
 *   badges.awarded_at,
 *   badges.revoked_at,
 *   badges.created_at,
 *   badges.updated_at
 * ```
 */
export const awardFirstSale = new PreparedQuery<AwardFirstSaleParams, Badge>(
  '{"usedParamSet":{"userIds":true},"params":[{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":250,"b":258}]}],"statement":"-- Awards the badge of the first sale to those among the users who sold something that was paid.\\ninsert into badges (user_id, badge_type, reason)\\nselect\\n  users.id,\\n  \'first_sale\',\\n  \'Something was sold and paid for.\'\\nfrom users\\nwhere users.id = any(:userIds!::uuid[])\\n  and users.is_active\\n  and exists (\\n    select from transactions\\n    where transactions.seller_id = users.id\\n      and transactions.status = \'completed\'\\n  )\\n  and not exists (\\n    select from badges as held_badge\\n    where held_badge.user_id = users.id\\n      and held_badge.badge_type = \'first_sale\'\\n  )\\norder by users.id\\non conflict (user_id, badge_type) do nothing\\nreturning\\n  badges.id,\\n  badges.user_id,\\n  badges.badge_type,\\n  badges.reason,\\n  badges.awarded_at,\\n  badges.revoked_at,\\n  badges.created_at,\\n  badges.updated_at"}',
  '{"name":"awardFirstSale","file":"badges.sql","parameterTypes":{"userIds":"uuid[]"},"tables":["badges","transactions","users"],"access":"write"}',
)

/** Parameters of `awardTopSeller`. */
export interface AwardTopSellerParams {
  readonly sales: number
  readonly userIds: readonly (string | null)[]
}

/**
 * Awards the badge of top sellers to those among the users who have so many completed sales.
 *
 * [sql/badges.sql:55](../sql/badges.sql#L55)
 *
 * ```sql
 * insert into badges (user_id, badge_type, reason)
 * select
 *   users.id,
 *   'top_seller',
 *   format('%s sales were completed.', :sales!::integer)
 * from users
 * where users.id = any(:userIds!::uuid[])
 *   and users.is_active
 *   and (
 *     select count(*)
 *     from (
 *       select transactions.completed_at
 *       from transactions
 *       where transactions.seller_id = users.id
 *         and transactions.status = 'completed'
 *       order by transactions.completed_at -- as the index of sums is, which is all that is read
 *       limit (select :sales!::integer) -- no more are read of whoever has thousands
 *     ) as sale
 *   ) = :sales!::integer
 *   and not exists (
 *     select from badges as held_badge
 *     where held_badge.user_id = users.id
 *       and held_badge.badge_type = 'top_seller'
 *   )
 * order by users.id
 * on conflict (user_id, badge_type) do nothing
 * returning
 *   badges.id,
 *   badges.user_id,
 *   badges.badge_type,
 *   badges.reason,
 *   badges.awarded_at,
 *   badges.revoked_at,
 *   badges.created_at,
 *   badges.updated_at
 * ```
 */
export const awardTopSeller = new PreparedQuery<AwardTopSellerParams, Badge>(
  '{"usedParamSet":{"sales":true,"userIds":true},"params":[{"name":"sales","required":true,"transform":{"type":"scalar"},"locs":[{"a":282,"b":288},{"a":682,"b":688},{"a":765,"b":771}]},{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":332,"b":340}]}],"statement":"-- Awards the badge of top sellers to those among the users who have so many completed sales.\\n-- lint-disable total-order: only the number of the sales matters.\\ninsert into badges (user_id, badge_type, reason)\\nselect\\n  users.id,\\n  \'top_seller\',\\n  format(\'%s sales were completed.\', :sales!::integer)\\nfrom users\\nwhere users.id = any(:userIds!::uuid[])\\n  and users.is_active\\n  and (\\n    select count(*)\\n    from (\\n      select transactions.completed_at\\n      from transactions\\n      where transactions.seller_id = users.id\\n        and transactions.status = \'completed\'\\n      order by transactions.completed_at -- as the index of sums is, which is all that is read\\n      limit (select :sales!::integer) -- no more are read of whoever has thousands\\n    ) as sale\\n  ) = :sales!::integer\\n  and not exists (\\n    select from badges as held_badge\\n    where held_badge.user_id = users.id\\n      and held_badge.badge_type = \'top_seller\'\\n  )\\norder by users.id\\non conflict (user_id, badge_type) do nothing\\nreturning\\n  badges.id,\\n  badges.user_id,\\n  badges.badge_type,\\n  badges.reason,\\n  badges.awarded_at,\\n  badges.revoked_at,\\n  badges.created_at,\\n  badges.updated_at"}',
  '{"name":"awardTopSeller","file":"badges.sql","parameterTypes":{"sales":"int4","userIds":"uuid[]"},"tables":["badges","transactions","users"],"access":"write"}',
)

/** Parameters of `awardFiveStars`. */
export interface AwardFiveStarsParams {
  readonly reviews: number
  readonly userIds: readonly (string | null)[]
}

/**
 * Awards the badge of reviews with five stars to those among the users who have so many.
 *
 * [sql/badges.sql:87](../sql/badges.sql#L87)
 *
 * ```sql
 * insert into badges (user_id, badge_type, reason)
 * select
 *   users.id,
 *   'ten_five_star_reviews',
 *   format('%s reviews have five stars.', :reviews!::integer)
 * from users
 * join user_stats on user_stats.user_id = users.id
 * where users.id = any(:userIds!::uuid[])
 *   and users.is_active
 *   and user_stats.rating_5_count >= :reviews!::integer
 *   and not exists (
 *     select from badges as held_badge
 *     where held_badge.user_id = users.id
 *       and held_badge.badge_type = 'ten_five_star_reviews'
 *   )
 * order by users.id
 * on conflict (user_id, badge_type) do nothing
 * returning
 *   badges.id,
 *   badges.user_id,
 *   badges.badge_type,
 *   badges.reason,
 *   badges.awarded_at,
 *   badges.revoked_at,
 *   badges.created_at,
 *   badges.updated_at
 * ```
 */
export const awardFiveStars = new PreparedQuery<AwardFiveStarsParams, Badge>(
  '{"usedParamSet":{"reviews":true,"userIds":true},"params":[{"name":"reviews","required":true,"transform":{"type":"scalar"},"locs":[{"a":225,"b":233},{"a":402,"b":410}]},{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":326,"b":334}]}],"statement":"-- Awards the badge of reviews with five stars to those among the users who have so many.\\ninsert into badges (user_id, badge_type, reason)\\nselect\\n  users.id,\\n  \'ten_five_star_reviews\',\\n  format(\'%s reviews have five stars.\', :reviews!::integer)\\nfrom users\\njoin user_stats on user_stats.user_id = users.id\\nwhere users.id = any(:userIds!::uuid[])\\n  and users.is_active\\n  and user_stats.rating_5_count >= :reviews!::integer\\n  and not exists (\\n    select from badges as held_badge\\n    where held_badge.user_id = users.id\\n      and held_badge.badge_type = \'ten_five_star_reviews\'\\n  )\\norder by users.id\\non conflict (user_id, badge_type) do nothing\\nreturning\\n  badges.id,\\n  badges.user_id,\\n  badges.badge_type,\\n  badges.reason,\\n  badges.awarded_at,\\n  badges.revoked_at,\\n  badges.created_at,\\n  badges.updated_at"}',
  '{"name":"awardFiveStars","file":"badges.sql","parameterTypes":{"reviews":"int4","userIds":"uuid[]"},"tables":["badges","user_stats","users"],"access":"write"}',
)

/** Parameters of `listBadgeCandidates`. */
export interface ListBadgeCandidatesParams {
  readonly afterId?: string | undefined
  readonly limit: number
}

/** A row of `listBadgeCandidates`. */
export interface ListBadgeCandidatesRow {
  /** The id of the user. */
  readonly id: string
}

/**
 * The ids of the next users, in the order of their ids. afterId null: begins with the first user.
 * primary-only: work is taken from it
 *
 * [sql/badges.sql:109](../sql/badges.sql#L109)
 *
 * ```sql
 * select users.id
 * from users
 * where true
 *   /*[if afterId]*\/ and users.id > :afterId! /*[end]*\/
 * order by users.id
 * limit (select :limit!::bigint)
 * ```
 */
export const listBadgeCandidates = new PreparedQuery<ListBadgeCandidatesParams, ListBadgeCandidatesRow>(
  '{"usedParamSet":{"afterId":true,"limit":true},"params":[{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":210,"b":218}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":262,"b":268}]}],"statement":"-- The ids of the next users, in the order of their ids. afterId null: begins with the first user.\\n-- primary-only: work is taken from it\\nselect users.id\\nfrom users\\nwhere true\\n  /*[if afterId]*/ and users.id > :afterId! /*[end]*/\\norder by users.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"listBadgeCandidates","file":"badges.sql","parameterTypes":{"afterId":"uuid","limit":"int8"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `awardBadge`. */
export interface AwardBadgeParams {
  readonly adminId: string
  readonly badgeType: BadgeType
  readonly reason: string
  readonly userId: string
}

/**
 * Awards a badge on behalf of an administrator; returns no row if the user has it, or if the acting user is no administrator.
 * One that was taken back is awarded anew.
 *
 * [sql/badges.sql:119](../sql/badges.sql#L119)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * awarded_badge as (
 *   insert into badges (user_id, badge_type, reason, awarded_by)
 *   select
 *     users.id,
 *     :badgeType!::badge_type,
 *     :reason!,
 *     acting_admin.id
 *   from acting_admin
 *   join users on users.id = :userId!
 *   on conflict (user_id, badge_type) do update
 *   set
 *     reason = excluded.reason,
 *     awarded_at = now(),
 *     awarded_by = excluded.awarded_by,
 *     revoked_at = null,
 *     revoked_by = null
 *   where badges.revoked_at is not null
 *   returning
 *     badges.id,
 *     badges.user_id,
 *     badges.badge_type,
 *     badges.reason,
 *     badges.awarded_at,
 *     badges.revoked_at,
 *     badges.created_at,
 *     badges.updated_at
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
 *   select
 *     acting_admin.id,
 *     'award_badge',
 *     'user',
 *     awarded_badge.user_id,
 *     awarded_badge.user_id,
 *     awarded_badge.badge_type::text
 *   from awarded_badge
 *   cross join acting_admin
 * )
 * select
 *   awarded_badge.id,
 *   awarded_badge.user_id,
 *   awarded_badge.badge_type,
 *   awarded_badge.reason,
 *   awarded_badge.awarded_at,
 *   awarded_badge.revoked_at,
 *   awarded_badge.created_at,
 *   awarded_badge.updated_at
 * from awarded_badge
 * ```
 */
export const awardBadge = new PreparedQuery<AwardBadgeParams, Badge>(
  '{"usedParamSet":{"adminId":true,"badgeType":true,"reason":true,"userId":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":244,"b":252}]},{"name":"badgeType","required":true,"transform":{"type":"scalar"},"locs":[{"a":435,"b":445}]},{"name":"reason","required":true,"transform":{"type":"scalar"},"locs":[{"a":464,"b":471}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":541,"b":548}]}],"statement":"-- Awards a badge on behalf of an administrator; returns no row if the user has it, or if the acting user is no administrator.\\n-- One that was taken back is awarded anew.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nawarded_badge as (\\n  insert into badges (user_id, badge_type, reason, awarded_by)\\n  select\\n    users.id,\\n    :badgeType!::badge_type,\\n    :reason!,\\n    acting_admin.id\\n  from acting_admin\\n  join users on users.id = :userId!\\n  on conflict (user_id, badge_type) do update\\n  set\\n    reason = excluded.reason,\\n    awarded_at = now(),\\n    awarded_by = excluded.awarded_by,\\n    revoked_at = null,\\n    revoked_by = null\\n  where badges.revoked_at is not null\\n  returning\\n    badges.id,\\n    badges.user_id,\\n    badges.badge_type,\\n    badges.reason,\\n    badges.awarded_at,\\n    badges.revoked_at,\\n    badges.created_at,\\n    badges.updated_at\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)\\n  select\\n    acting_admin.id,\\n    \'award_badge\',\\n    \'user\',\\n    awarded_badge.user_id,\\n    awarded_badge.user_id,\\n    awarded_badge.badge_type::text\\n  from awarded_badge\\n  cross join acting_admin\\n)\\nselect\\n  awarded_badge.id,\\n  awarded_badge.user_id,\\n  awarded_badge.badge_type,\\n  awarded_badge.reason,\\n  awarded_badge.awarded_at,\\n  awarded_badge.revoked_at,\\n  awarded_badge.created_at,\\n  awarded_badge.updated_at\\nfrom awarded_badge"}',
  '{"name":"awardBadge","file":"badges.sql","parameterTypes":{"adminId":"uuid","badgeType":"badge_type","reason":"text","userId":"uuid"},"tables":["badges","moderation_actions","users"],"access":"write"}',
)

/** Parameters of `revokeBadge`. */
export interface RevokeBadgeParams {
  readonly adminId: string
  readonly userId: string
  readonly badgeType: BadgeType
}

/**
 * Takes a badge back on behalf of an administrator; returns no row if the user has none of the kind, or if the acting user is no
 * administrator. The row stays, so that no rule awards the badge again.
 *
 * [sql/badges.sql:166](../sql/badges.sql#L166)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * revoked_badge as (
 *   update badges
 *   set
 *     revoked_at = greatest(now(), badges.awarded_at),
 *     revoked_by = acting_admin.id
 *   from acting_admin
 *   where badges.user_id = :userId!
 *     and badges.badge_type = :badgeType!
 *     and badges.revoked_at is null
 *   returning
 *     badges.id,
 *     badges.user_id,
 *     badges.badge_type,
 *     badges.reason,
 *     badges.awarded_at,
 *     badges.revoked_at,
 *     badges.created_at,
 *     badges.updated_at
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)
 *   select
 *     acting_admin.id,
 *     'revoke_badge',
 *     'user',
 *     revoked_badge.user_id,
 *     revoked_badge.user_id,
 *     revoked_badge.badge_type::text
 *   from revoked_badge
 *   cross join acting_admin
 * )
 * select
 *   revoked_badge.id,
 *   revoked_badge.user_id,
 *   revoked_badge.badge_type,
 *   revoked_badge.reason,
 *   revoked_badge.awarded_at,
 *   revoked_badge.revoked_at,
 *   revoked_badge.created_at,
 *   revoked_badge.updated_at
 * from revoked_badge
 * ```
 */
export const revokeBadge = new PreparedQuery<RevokeBadgeParams, Badge>(
  '{"usedParamSet":{"adminId":true,"userId":true,"badgeType":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":276,"b":284}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":530,"b":537}]},{"name":"badgeType","required":true,"transform":{"type":"scalar"},"locs":[{"a":567,"b":577}]}],"statement":"-- Takes a badge back on behalf of an administrator; returns no row if the user has none of the kind, or if the acting user is no\\n-- administrator. The row stays, so that no rule awards the badge again.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nrevoked_badge as (\\n  update badges\\n  set\\n    revoked_at = greatest(now(), badges.awarded_at),\\n    revoked_by = acting_admin.id\\n  from acting_admin\\n  where badges.user_id = :userId!\\n    and badges.badge_type = :badgeType!\\n    and badges.revoked_at is null\\n  returning\\n    badges.id,\\n    badges.user_id,\\n    badges.badge_type,\\n    badges.reason,\\n    badges.awarded_at,\\n    badges.revoked_at,\\n    badges.created_at,\\n    badges.updated_at\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id, note)\\n  select\\n    acting_admin.id,\\n    \'revoke_badge\',\\n    \'user\',\\n    revoked_badge.user_id,\\n    revoked_badge.user_id,\\n    revoked_badge.badge_type::text\\n  from revoked_badge\\n  cross join acting_admin\\n)\\nselect\\n  revoked_badge.id,\\n  revoked_badge.user_id,\\n  revoked_badge.badge_type,\\n  revoked_badge.reason,\\n  revoked_badge.awarded_at,\\n  revoked_badge.revoked_at,\\n  revoked_badge.created_at,\\n  revoked_badge.updated_at\\nfrom revoked_badge"}',
  '{"name":"revokeBadge","file":"badges.sql","parameterTypes":{"adminId":"uuid","userId":"uuid","badgeType":"badge_type"},"tables":["badges","moderation_actions","users"],"access":"write"}',
)

/** Parameters of `findBadge`. */
export interface FindBadgeParams {
  readonly userId: string
  readonly badgeType: BadgeType
}

/**
 * The badge of a kind that a user has.
 * primary-only: work is taken from it
 *
 * [sql/badges.sql:205](../sql/badges.sql#L205)
 *
 * ```sql
 * select
 *   badges.id,
 *   badges.user_id,
 *   badges.badge_type,
 *   badges.reason,
 *   badges.awarded_at,
 *   badges.revoked_at,
 *   badges.created_at,
 *   badges.updated_at
 * from badges
 * where badges.user_id = :userId!
 *   and badges.badge_type = :badgeType!
 *   and badges.revoked_at is null
 * ```
 */
export const findBadge = new PreparedQuery<FindBadgeParams, Badge>(
  '{"usedParamSet":{"userId":true,"badgeType":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":273,"b":280}]},{"name":"badgeType","required":true,"transform":{"type":"scalar"},"locs":[{"a":308,"b":318}]}],"statement":"-- The badge of a kind that a user has.\\n-- primary-only: work is taken from it\\nselect\\n  badges.id,\\n  badges.user_id,\\n  badges.badge_type,\\n  badges.reason,\\n  badges.awarded_at,\\n  badges.revoked_at,\\n  badges.created_at,\\n  badges.updated_at\\nfrom badges\\nwhere badges.user_id = :userId!\\n  and badges.badge_type = :badgeType!\\n  and badges.revoked_at is null"}',
  '{"name":"findBadge","file":"badges.sql","parameterTypes":{"userId":"uuid","badgeType":"badge_type"},"tables":["badges"],"access":"read","primary":true}',
)

/** Parameters of `listBadgesByUsers`. */
export interface ListBadgesByUsersParams {
  readonly userIds: readonly (string | null)[]
}

/**
 * The badges of some users, in the order of the users in the list, and of each in the order of display.
 *
 * [sql/badges.sql:215](../sql/badges.sql#L215)
 *
 * ```sql
 * select
 *   badges.id,
 *   badges.user_id,
 *   badges.badge_type,
 *   badges.reason,
 *   badges.awarded_at,
 *   badges.revoked_at,
 *   badges.created_at,
 *   badges.updated_at
 * from unnest(:userIds!::uuid[]) with ordinality as wanted (id, place)
 * join badges on badges.user_id = wanted.id
 * where badges.revoked_at is null
 * order by wanted.place, badges.badge_type
 * ```
 */
export const listBadgesByUsers = new PreparedQuery<ListBadgesByUsersParams, Badge>(
  '{"usedParamSet":{"userIds":true},"params":[{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":276,"b":284}]}],"statement":"-- The badges of some users, in the order of the users in the list, and of each in the order of display.\\nselect\\n  badges.id,\\n  badges.user_id,\\n  badges.badge_type,\\n  badges.reason,\\n  badges.awarded_at,\\n  badges.revoked_at,\\n  badges.created_at,\\n  badges.updated_at\\nfrom unnest(:userIds!::uuid[]) with ordinality as wanted (id, place)\\njoin badges on badges.user_id = wanted.id\\nwhere badges.revoked_at is null\\norder by wanted.place, badges.badge_type"}',
  '{"name":"listBadgesByUsers","file":"badges.sql","parameterTypes":{"userIds":"uuid[]"},"tables":["badges"],"access":"read"}',
)

/** Parameters of `recountBadges`. */
export interface RecountBadgesParams {
  readonly afterId?: string | null
  readonly limit: number
}

/** A row of `recountBadges`. */
export interface RecountBadgesRow {
  readonly lastId: string | null
  readonly checked: number
  readonly drifted: number
}

/**
 * Compares the lists of badges of the next users with their badges, and repairs them. afterId null: begins with the first user.
 *
 * [sql/badges.sql:224](../sql/badges.sql#L224)
 *
 * ```sql
 * select
 *   counted.last_id as "last_id?",
 *   counted.checked as "checked!",
 *   counted.drifted as "drifted!"
 * from recount_badges(:afterId::uuid, :limit!::integer) as counted
 * ```
 */
export const recountBadges = new PreparedQuery<RecountBadgesParams, RecountBadgesRow>(
  '{"usedParamSet":{"afterId":true,"limit":true},"params":[{"name":"afterId","required":false,"transform":{"type":"scalar"},"locs":[{"a":254,"b":261}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":270,"b":276}]}],"statement":"-- Compares the lists of badges of the next users with their badges, and repairs them. afterId null: begins with the first user.\\nselect\\n  counted.last_id as \\"last_id?\\",\\n  counted.checked as \\"checked!\\",\\n  counted.drifted as \\"drifted!\\"\\nfrom recount_badges(:afterId::uuid, :limit!::integer) as counted"}',
  '{"name":"recountBadges","file":"badges.sql","parameterTypes":{"afterId":"uuid","limit":"int4"},"tables":[],"access":"write"}',
)
