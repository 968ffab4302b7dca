/** Types and queries of "notifications.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Notification, NotificationDelivery } from './models.js'
import type { BadgeType, DeliveryStatus, NotificationChannel, NotificationSubject, NotificationType } from './enums.js'
import type { JsonColumns } from './json-columns.js'
export type { BadgeType, DeliveryStatus, NotificationChannel, NotificationSubject, NotificationType }

/** Parameters of `addNotification`. */
export interface AddNotificationParams {
  readonly userId: string
  readonly actorId?: string | null
  readonly notificationType: NotificationType
  readonly subjectType?: NotificationSubject | null
  readonly subjectId?: string | null
  readonly title?: string | null
  readonly body?: string | null
  readonly data: JsonColumns['notifications.data']
  readonly channels: readonly (NotificationChannel | null)[]
  readonly dedupeKey?: string | null
}

/**
 * Tells a user of something. Returns no row if there is no open account of that id, if the user was told by that key, or if a
 * block parts the user from the actor (tr_notifications_leave_out_blocked, which sees a block that the statement waited for).
 *
 * [sql/notifications.sql:12](../sql/notifications.sql#L12)
 *
 * ```sql
 * with locked_user as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (:userId!, :actorId::uuid) -- null: nobody acted
 *   order by users.id
 *   for key share
 * )
 * insert into notifications (
 *   user_id,
 *   actor_id,
 *   notification_type,
 *   subject_type,
 *   subject_id,
 *   title,
 *   body,
 *   data,
 *   channels,
 *   dedupe_key
 * )
 * select
 *   locked_user.id,
 *   :actorId,
 *   :notificationType!,
 *   :subjectType,
 *   :subjectId,
 *   :title,
 *   :body,
 *   :data!::jsonb,
 *   :channels!::notification_channel[],
 *   :dedupeKey
 * from locked_user
 * where locked_user.id = :userId!
 *   and locked_user.is_active
 * on conflict do nothing
 * returning
 *   notifications.id,
 *   notifications.user_id,
 *   notifications.actor_id,
 *   notifications.notification_type,
 *   notifications.subject_type,
 *   notifications.subject_id,
 *   notifications.title,
 *   notifications.body,
 *   notifications.data,
 *   notifications.channels,
 *   notifications.dedupe_key,
 *   notifications.read_at,
 *   notifications.created_at,
 *   notifications.updated_at
 * ```
 */
export const addNotification = new PreparedQuery<AddNotificationParams, Notification>(
  '{"usedParamSet":{"userId":true,"actorId":true,"notificationType":true,"subjectType":true,"subjectId":true,"title":true,"body":true,"data":true,"channels":true,"dedupeKey":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":353,"b":360},{"a":809,"b":816}]},{"name":"actorId","required":false,"transform":{"type":"scalar"},"locs":[{"a":363,"b":370},{"a":620,"b":627}]},{"name":"notificationType","required":true,"transform":{"type":"scalar"},"locs":[{"a":632,"b":649}]},{"name":"subjectType","required":false,"transform":{"type":"scalar"},"locs":[{"a":654,"b":665}]},{"name":"subjectId","required":false,"transform":{"type":"scalar"},"locs":[{"a":670,"b":679}]},{"name":"title","required":false,"transform":{"type":"scalar"},"locs":[{"a":684,"b":689}]},{"name":"body","required":false,"transform":{"type":"scalar"},"locs":[{"a":694,"b":698}]},{"name":"data","required":true,"transform":{"type":"scalar"},"locs":[{"a":703,"b":708}]},{"name":"channels","required":true,"transform":{"type":"scalar"},"locs":[{"a":720,"b":729}]},{"name":"dedupeKey","required":false,"transform":{"type":"scalar"},"locs":[{"a":758,"b":767}]}],"statement":"-- Tells a user of something. Returns no row if there is no open account of that id, if the user was told by that key, or if a\\n-- block parts the user from the actor (tr_notifications_leave_out_blocked, which sees a block that the statement waited for).\\nwith locked_user as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (:userId!, :actorId::uuid) -- null: nobody acted\\n  order by users.id\\n  for key share\\n)\\ninsert into notifications (\\n  user_id,\\n  actor_id,\\n  notification_type,\\n  subject_type,\\n  subject_id,\\n  title,\\n  body,\\n  data,\\n  channels,\\n  dedupe_key\\n)\\nselect\\n  locked_user.id,\\n  :actorId,\\n  :notificationType!,\\n  :subjectType,\\n  :subjectId,\\n  :title,\\n  :body,\\n  :data!::jsonb,\\n  :channels!::notification_channel[],\\n  :dedupeKey\\nfrom locked_user\\nwhere locked_user.id = :userId!\\n  and locked_user.is_active\\non conflict do nothing\\nreturning\\n  notifications.id,\\n  notifications.user_id,\\n  notifications.actor_id,\\n  notifications.notification_type,\\n  notifications.subject_type,\\n  notifications.subject_id,\\n  notifications.title,\\n  notifications.body,\\n  notifications.data,\\n  notifications.channels,\\n  notifications.dedupe_key,\\n  notifications.read_at,\\n  notifications.created_at,\\n  notifications.updated_at"}',
  '{"name":"addNotification","file":"notifications.sql","parameterTypes":{"userId":"uuid","actorId":"uuid","notificationType":"notification_type","subjectType":"notification_subject","subjectId":"uuid","title":"text","body":"text","data":"jsonb","channels":"notification_channel[]","dedupeKey":"text"},"tables":["notifications","users"],"access":"write"}',
)

/** Parameters of `addNotifications`. */
export interface AddNotificationsParams {
  readonly userIds: readonly (string | null)[]
  readonly actorId?: string | null
  readonly notificationType: NotificationType
  readonly subjectType?: NotificationSubject | null
  readonly subjectId?: string | null
  readonly title?: string | null
  readonly body?: string | null
  readonly data: JsonColumns['notifications.data']
  readonly channels: readonly (NotificationChannel | null)[]
  readonly dedupeKey?: string | null
}

/** A row of `addNotifications`. */
export interface AddNotificationsRow {
  /** The id of the row. */
  readonly id: string
  /** The user who is told. */
  readonly userId: string
}

/**
 * Tells many users of the same thing; returns the notifications that are new. Closed accounts, ids of nobody, users who were
 * told by that key, and those whom a block parts from the actor (tr_notifications_leave_out_blocked) are left out.
 * The accounts are locked in the order of their ids, and the notifications written in that order: two fan-outs of one key
 * wait for each other and do not deadlock.
 *
 * [sql/notifications.sql:54](../sql/notifications.sql#L54)
 *
 * ```sql
 * with locked_user as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id = any(:userIds!::uuid[])
 *     or users.id = :actorId::uuid -- null: nobody acted
 *   order by users.id
 *   for key share
 * )
 * insert into notifications (
 *   user_id,
 *   actor_id,
 *   notification_type,
 *   subject_type,
 *   subject_id,
 *   title,
 *   body,
 *   data,
 *   channels,
 *   dedupe_key
 * )
 * select
 *   locked_user.id,
 *   :actorId,
 *   :notificationType!,
 *   :subjectType,
 *   :subjectId,
 *   :title,
 *   :body,
 *   :data!::jsonb,
 *   :channels!::notification_channel[],
 *   :dedupeKey
 * from locked_user
 * where locked_user.id = any(:userIds!::uuid[])
 *   and locked_user.is_active
 * order by locked_user.id
 * on conflict do nothing
 * returning
 *   notifications.id,
 *   notifications.user_id
 * ```
 */
export const addNotifications = new PreparedQuery<AddNotificationsParams, AddNotificationsRow>(
  '{"usedParamSet":{"userIds":true,"actorId":true,"notificationType":true,"subjectType":true,"subjectId":true,"title":true,"body":true,"data":true,"channels":true,"dedupeKey":true},"params":[{"name":"userIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":510,"b":518},{"a":996,"b":1004}]},{"name":"actorId","required":false,"transform":{"type":"scalar"},"locs":[{"a":547,"b":554},{"a":803,"b":810}]},{"name":"notificationType","required":true,"transform":{"type":"scalar"},"locs":[{"a":815,"b":832}]},{"name":"subjectType","required":false,"transform":{"type":"scalar"},"locs":[{"a":837,"b":848}]},{"name":"subjectId","required":false,"transform":{"type":"scalar"},"locs":[{"a":853,"b":862}]},{"name":"title","required":false,"transform":{"type":"scalar"},"locs":[{"a":867,"b":872}]},{"name":"body","required":false,"transform":{"type":"scalar"},"locs":[{"a":877,"b":881}]},{"name":"data","required":true,"transform":{"type":"scalar"},"locs":[{"a":886,"b":891}]},{"name":"channels","required":true,"transform":{"type":"scalar"},"locs":[{"a":903,"b":912}]},{"name":"dedupeKey","required":false,"transform":{"type":"scalar"},"locs":[{"a":941,"b":950}]}],"statement":"-- Tells many users of the same thing; returns the notifications that are new. Closed accounts, ids of nobody, users who were\\n-- told by that key, and those whom a block parts from the actor (tr_notifications_leave_out_blocked) are left out.\\n-- The accounts are locked in the order of their ids, and the notifications written in that order: two fan-outs of one key\\n-- wait for each other and do not deadlock.\\nwith locked_user as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id = any(:userIds!::uuid[])\\n    or users.id = :actorId::uuid -- null: nobody acted\\n  order by users.id\\n  for key share\\n)\\ninsert into notifications (\\n  user_id,\\n  actor_id,\\n  notification_type,\\n  subject_type,\\n  subject_id,\\n  title,\\n  body,\\n  data,\\n  channels,\\n  dedupe_key\\n)\\nselect\\n  locked_user.id,\\n  :actorId,\\n  :notificationType!,\\n  :subjectType,\\n  :subjectId,\\n  :title,\\n  :body,\\n  :data!::jsonb,\\n  :channels!::notification_channel[],\\n  :dedupeKey\\nfrom locked_user\\nwhere locked_user.id = any(:userIds!::uuid[])\\n  and locked_user.is_active\\norder by locked_user.id\\non conflict do nothing\\nreturning\\n  notifications.id,\\n  notifications.user_id"}',
  '{"name":"addNotifications","file":"notifications.sql","parameterTypes":{"userIds":"uuid[]","actorId":"uuid","notificationType":"notification_type","subjectType":"notification_subject","subjectId":"uuid","title":"text","body":"text","data":"jsonb","channels":"notification_channel[]","dedupeKey":"text"},"tables":["notifications","users"],"access":"write"}',
)

/** Parameters of `findNotification`. */
export interface FindNotificationParams {
  readonly id: string
}

/**
 * A notification.
 *
 * [sql/notifications.sql:101](../sql/notifications.sql#L101)
 *
 * ```sql
 * select
 *   notifications.id,
 *   notifications.user_id,
 *   notifications.actor_id,
 *   notifications.notification_type,
 *   notifications.subject_type,
 *   notifications.subject_id,
 *   notifications.title,
 *   notifications.body,
 *   notifications.data,
 *   notifications.channels,
 *   notifications.dedupe_key,
 *   notifications.read_at,
 *   notifications.created_at,
 *   notifications.updated_at
 * from notifications
 * where notifications.id = :id!
 * ```
 */
export const findNotification = new PreparedQuery<FindNotificationParams, Notification>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":435,"b":438}]}],"statement":"-- A notification.\\nselect\\n  notifications.id,\\n  notifications.user_id,\\n  notifications.actor_id,\\n  notifications.notification_type,\\n  notifications.subject_type,\\n  notifications.subject_id,\\n  notifications.title,\\n  notifications.body,\\n  notifications.data,\\n  notifications.channels,\\n  notifications.dedupe_key,\\n  notifications.read_at,\\n  notifications.created_at,\\n  notifications.updated_at\\nfrom notifications\\nwhere notifications.id = :id!"}',
  '{"name":"findNotification","file":"notifications.sql","parameterTypes":{"id":"uuid"},"tables":["notifications"],"access":"read"}',
)

/** Parameters of `findNotificationByKey`. */
export interface FindNotificationByKeyParams {
  readonly userId: string
  readonly dedupeKey: string
}

/** A row of `findNotificationByKey`. */
export interface FindNotificationByKeyRow extends Notification {
  /** A name for the event among those of the user: a second notification of that name is not written. */
  readonly dedupeKey: string
}

/**
 * The notification by which a user was told under a key.
 * primary-only: whether a command is repeated hangs on it
 *
 * [sql/notifications.sql:108](../sql/notifications.sql#L108)
 *
 * ```sql
 * select
 *   notifications.id,
 *   notifications.user_id,
 *   notifications.actor_id,
 *   notifications.notification_type,
 *   notifications.subject_type,
 *   notifications.subject_id,
 *   notifications.title,
 *   notifications.body,
 *   notifications.data,
 *   notifications.channels,
 *   notifications.dedupe_key,
 *   notifications.read_at,
 *   notifications.created_at,
 *   notifications.updated_at
 * from notifications
 * where notifications.user_id = :userId!
 *   and notifications.dedupe_key = :dedupeKey!
 * ```
 */
export const findNotificationByKey = new PreparedQuery<FindNotificationByKeyParams, FindNotificationByKeyRow>(
  '{"usedParamSet":{"userId":true,"dedupeKey":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":538,"b":545}]},{"name":"dedupeKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":580,"b":590}]}],"statement":"-- The notification by which a user was told under a key.\\n-- primary-only: whether a command is repeated hangs on it\\nselect\\n  notifications.id,\\n  notifications.user_id,\\n  notifications.actor_id,\\n  notifications.notification_type,\\n  notifications.subject_type,\\n  notifications.subject_id,\\n  notifications.title,\\n  notifications.body,\\n  notifications.data,\\n  notifications.channels,\\n  notifications.dedupe_key,\\n  notifications.read_at,\\n  notifications.created_at,\\n  notifications.updated_at\\nfrom notifications\\nwhere notifications.user_id = :userId!\\n  and notifications.dedupe_key = :dedupeKey!"}',
  '{"name":"findNotificationByKey","file":"notifications.sql","parameterTypes":{"userId":"uuid","dedupeKey":"text"},"tables":["notifications"],"access":"read","primary":true}',
)

/** Parameters of `listNotifications`. */
export type ListNotificationsParams = {
  readonly userId: string
  readonly wantsUnread: boolean
  readonly limit: number
  readonly wantsRead: boolean
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listNotifications`. */
export interface ListNotificationsRow extends Notification {
  readonly createdAtExact: string
  /** The user. */
  readonly profileId: string | null
  /** The name by which the public knows the user. */
  readonly profileUsername: string | null
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean | null
  /** True if the account was closed. */
  readonly profileIsClosed: boolean | null
  /** The time when the account was made. */
  readonly profileMemberSince: Date | null
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number | null
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number | null
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number | null
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number | null
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * A user's notifications, the unread, the read, or both, newest first, each with the profile of the one who acted.
 * The unread and the read have an index each. What is not wanted is not walked.
 * The exact time is text for the cursor: a Date has only milliseconds.
 *
 * [sql/notifications.sql:117](../sql/notifications.sql#L117)
 *
 * ```sql
 * with unread_notification as (
 *   select
 *     notifications.id,
 *     notifications.user_id,
 *     notifications.actor_id,
 *     notifications.notification_type,
 *     notifications.subject_type,
 *     notifications.subject_id,
 *     notifications.title,
 *     notifications.body,
 *     notifications.data,
 *     notifications.channels,
 *     notifications.dedupe_key,
 *     notifications.read_at,
 *     notifications.created_at,
 *     notifications.updated_at
 *   from notifications
 *   where notifications.user_id = :userId!
 *     and notifications.read_at is null
 *     and (select :wantsUnread!::boolean)
 *     /*[if afterTime afterId]*\/
 *     and notifications.created_at <= :afterTime!
 *     and (notifications.created_at, notifications.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by notifications.created_at desc, notifications.id desc
 *   limit (select :limit!::bigint)
 * ),
 * read_notification as (
 *   select
 *     notifications.id,
 *     notifications.user_id,
 *     notifications.actor_id,
 *     notifications.notification_type,
 *     notifications.subject_type,
 *     notifications.subject_id,
 *     notifications.title,
 *     notifications.body,
 *     notifications.data,
 *     notifications.channels,
 *     notifications.dedupe_key,
 *     notifications.read_at,
 *     notifications.created_at,
 *     notifications.updated_at
 *   from notifications
 *   where notifications.user_id = :userId!
 *     and notifications.read_at is not null
 *     and (select :wantsRead!::boolean)
 *     /*[if afterTime afterId]*\/
 *     and notifications.created_at <= :afterTime!
 *     and (notifications.created_at, notifications.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by notifications.created_at desc, notifications.id desc
 *   limit (select :limit!::bigint)
 * ),
 * page as (
 *   select
 *     either.*
 *   from (
 *     select
 *       unread_notification.id,
 *       unread_notification.user_id,
 *       unread_notification.actor_id,
 *       unread_notification.notification_type,
 *       unread_notification.subject_type,
 *       unread_notification.subject_id,
 *       unread_notification.title,
 *       unread_notification.body,
 *       unread_notification.data,
 *       unread_notification.channels,
 *       unread_notification.dedupe_key,
 *       unread_notification.read_at,
 *       unread_notification.created_at,
 *       unread_notification.updated_at
 *     from unread_notification
 *     union all
 *     select
 *       read_notification.id,
 *       read_notification.user_id,
 *       read_notification.actor_id,
 *       read_notification.notification_type,
 *       read_notification.subject_type,
 *       read_notification.subject_id,
 *       read_notification.title,
 *       read_notification.body,
 *       read_notification.data,
 *       read_notification.channels,
 *       read_notification.dedupe_key,
 *       read_notification.read_at,
 *       read_notification.created_at,
 *       read_notification.updated_at
 *     from read_notification
 *   ) as either
 *   order by either.created_at desc, either.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   page.id,
 *   page.user_id,
 *   page.actor_id,
 *   page.notification_type,
 *   page.subject_type,
 *   page.subject_id,
 *   page.title,
 *   page.body,
 *   page.data,
 *   page.channels,
 *   page.dedupe_key,
 *   page.read_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.created_at::text as "created_at_exact!",
 *   actor.*
 * from page
 * left join lateral (
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
 *   where profiles.profile_id = page.actor_id
 *   limit 1
 * ) as actor on true
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listNotifications = new PreparedQuery<ListNotificationsParams, ListNotificationsRow>(
  '{"usedParamSet":{"userId":true,"wantsUnread":true,"afterTime":true,"afterId":true,"limit":true,"wantsRead":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":855,"b":862},{"a":1693,"b":1700}]},{"name":"wantsUnread","required":true,"transform":{"type":"scalar"},"locs":[{"a":918,"b":930}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1009,"b":1019},{"a":1077,"b":1087},{"a":1849,"b":1859},{"a":1917,"b":1927}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1090,"b":1098},{"a":1930,"b":1938}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1195,"b":1201},{"a":2035,"b":2041},{"a":3250,"b":3256}]},{"name":"wantsRead","required":true,"transform":{"type":"scalar"},"locs":[{"a":1760,"b":1770}]}],"statement":"-- A user\'s notifications, the unread, the read, or both, newest first, each with the profile of the one who acted.\\n-- The unread and the read have an index each. What is not wanted is not walked.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- lint-disable total-order: both halves are rows of one table, so an id is as good a key as it was.\\nwith unread_notification as (\\n  select\\n    notifications.id,\\n    notifications.user_id,\\n    notifications.actor_id,\\n    notifications.notification_type,\\n    notifications.subject_type,\\n    notifications.subject_id,\\n    notifications.title,\\n    notifications.body,\\n    notifications.data,\\n    notifications.channels,\\n    notifications.dedupe_key,\\n    notifications.read_at,\\n    notifications.created_at,\\n    notifications.updated_at\\n  from notifications\\n  where notifications.user_id = :userId!\\n    and notifications.read_at is null\\n    and (select :wantsUnread!::boolean)\\n    /*[if afterTime afterId]*/\\n    and notifications.created_at <= :afterTime!\\n    and (notifications.created_at, notifications.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by notifications.created_at desc, notifications.id desc\\n  limit (select :limit!::bigint)\\n),\\nread_notification as (\\n  select\\n    notifications.id,\\n    notifications.user_id,\\n    notifications.actor_id,\\n    notifications.notification_type,\\n    notifications.subject_type,\\n    notifications.subject_id,\\n    notifications.title,\\n    notifications.body,\\n    notifications.data,\\n    notifications.channels,\\n    notifications.dedupe_key,\\n    notifications.read_at,\\n    notifications.created_at,\\n    notifications.updated_at\\n  from notifications\\n  where notifications.user_id = :userId!\\n    and notifications.read_at is not null\\n    and (select :wantsRead!::boolean)\\n    /*[if afterTime afterId]*/\\n    and notifications.created_at <= :afterTime!\\n    and (notifications.created_at, notifications.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by notifications.created_at desc, notifications.id desc\\n  limit (select :limit!::bigint)\\n),\\npage as (\\n  select\\n    either.*\\n  from (\\n    select\\n      unread_notification.id,\\n      unread_notification.user_id,\\n      unread_notification.actor_id,\\n      unread_notification.notification_type,\\n      unread_notification.subject_type,\\n      unread_notification.subject_id,\\n      unread_notification.title,\\n      unread_notification.body,\\n      unread_notification.data,\\n      unread_notification.channels,\\n      unread_notification.dedupe_key,\\n      unread_notification.read_at,\\n      unread_notification.created_at,\\n      unread_notification.updated_at\\n    from unread_notification\\n    union all\\n    select\\n      read_notification.id,\\n      read_notification.user_id,\\n      read_notification.actor_id,\\n      read_notification.notification_type,\\n      read_notification.subject_type,\\n      read_notification.subject_id,\\n      read_notification.title,\\n      read_notification.body,\\n      read_notification.data,\\n      read_notification.channels,\\n      read_notification.dedupe_key,\\n      read_notification.read_at,\\n      read_notification.created_at,\\n      read_notification.updated_at\\n    from read_notification\\n  ) as either\\n  order by either.created_at desc, either.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  page.id,\\n  page.user_id,\\n  page.actor_id,\\n  page.notification_type,\\n  page.subject_type,\\n  page.subject_id,\\n  page.title,\\n  page.body,\\n  page.data,\\n  page.channels,\\n  page.dedupe_key,\\n  page.read_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  actor.*\\nfrom page\\nleft join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.actor_id\\n  limit 1\\n) as actor on true\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listNotifications","file":"notifications.sql","parameterTypes":{"userId":"uuid","wantsUnread":"bool","afterTime":"timestamptz","afterId":"uuid","limit":"int8","wantsRead":"bool"},"tables":["notifications","profiles"],"access":"read"}',
)

/** Parameters of `countUnreadNotifications`. */
export interface CountUnreadNotificationsParams {
  readonly userId: string
  readonly limit: number
}

/** A row of `countUnreadNotifications`. */
export interface CountUnreadNotificationsRow {
  readonly count: number
}

/**
 * The number of a user's unread notifications, up to a limit.
 *
 * [sql/notifications.sql:179](../sql/notifications.sql#L179)
 *
 * ```sql
 * select count(*)::integer as "count!"
 * from (
 *   select notifications.id
 *   from notifications
 *   where notifications.user_id = :userId!
 *     and notifications.read_at is null
 *   order by notifications.created_at desc, notifications.id desc
 *   limit (select :limit!::bigint)
 * ) as unread_notification
 * ```
 */
export const countUnreadNotifications = new PreparedQuery<CountUnreadNotificationsParams, CountUnreadNotificationsRow>(
  '{"usedParamSet":{"userId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":186,"b":193}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":313,"b":319}]}],"statement":"-- The number of a user\'s unread notifications, up to a limit.\\nselect count(*)::integer as \\"count!\\"\\nfrom (\\n  select notifications.id\\n  from notifications\\n  where notifications.user_id = :userId!\\n    and notifications.read_at is null\\n  order by notifications.created_at desc, notifications.id desc\\n  limit (select :limit!::bigint)\\n) as unread_notification"}',
  '{"name":"countUnreadNotifications","file":"notifications.sql","parameterTypes":{"userId":"uuid","limit":"int8"},"tables":["notifications"],"access":"read"}',
)

/** Parameters of `markNotificationRead`. */
export interface MarkNotificationReadParams {
  readonly id: string
  readonly userId: string
}

/**
 * Marks an unread notification of a user's own as read.
 *
 * [sql/notifications.sql:191](../sql/notifications.sql#L191)
 *
 * ```sql
 * update notifications
 * set read_at = now()
 * where notifications.id = :id!
 *   and notifications.user_id = :userId!
 *   and notifications.read_at is null
 * returning
 *   notifications.id,
 *   notifications.user_id,
 *   notifications.actor_id,
 *   notifications.notification_type,
 *   notifications.subject_type,
 *   notifications.subject_id,
 *   notifications.title,
 *   notifications.body,
 *   notifications.data,
 *   notifications.channels,
 *   notifications.dedupe_key,
 *   notifications.read_at,
 *   notifications.created_at,
 *   notifications.updated_at
 * ```
 */
export const markNotificationRead = new PreparedQuery<MarkNotificationReadParams, Notification>(
  '{"usedParamSet":{"id":true,"userId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":123,"b":126}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":158,"b":165}]}],"statement":"-- Marks an unread notification of a user\'s own as read.\\nupdate notifications\\nset read_at = now()\\nwhere notifications.id = :id!\\n  and notifications.user_id = :userId!\\n  and notifications.read_at is null\\nreturning\\n  notifications.id,\\n  notifications.user_id,\\n  notifications.actor_id,\\n  notifications.notification_type,\\n  notifications.subject_type,\\n  notifications.subject_id,\\n  notifications.title,\\n  notifications.body,\\n  notifications.data,\\n  notifications.channels,\\n  notifications.dedupe_key,\\n  notifications.read_at,\\n  notifications.created_at,\\n  notifications.updated_at"}',
  '{"name":"markNotificationRead","file":"notifications.sql","parameterTypes":{"id":"uuid","userId":"uuid"},"tables":["notifications"],"access":"write"}',
)

/** Parameters of `markNotificationsRead`. */
export interface MarkNotificationsReadParams {
  readonly upToId: string
  readonly userId: string
  readonly limit: number
}

/** A row of `markNotificationsRead`. */
export interface MarkNotificationsReadRow {
  readonly readCount: number
}

/**
 * Marks as read what a user was told up to a notification, the oldest first, as many as the limit says; returns no row if
 * that one is not the user's.
 *
 * [sql/notifications.sql:201](../sql/notifications.sql#L201)
 *
 * ```sql
 * with last_read as (
 *   select
 *     notifications.id,
 *     notifications.created_at
 *   from notifications
 *   where notifications.id = :upToId!
 *     and notifications.user_id = :userId!
 * ),
 * unread_notification as (
 *   select notifications.id
 *   from notifications
 *   where notifications.user_id = :userId!
 *     and notifications.read_at is null
 *     and notifications.created_at <= (select last_read.created_at from last_read)
 *     and (notifications.created_at, notifications.id)
 *       <= ((select last_read.created_at from last_read), (select last_read.id from last_read))
 *   order by notifications.created_at, notifications.id
 *   limit (select :limit!::bigint)
 *   for no key update
 * ),
 * read_notification as (
 *   update notifications
 *   set read_at = now()
 *   from unread_notification
 *   where notifications.id = unread_notification.id
 *   returning notifications.id
 * )
 * select (select count(*)::integer from read_notification) as "read_count!"
 * from last_read
 * ```
 */
export const markNotificationsRead = new PreparedQuery<MarkNotificationsReadParams, MarkNotificationsReadRow>(
  '{"usedParamSet":{"upToId":true,"userId":true,"limit":true},"params":[{"name":"upToId","required":true,"transform":{"type":"scalar"},"locs":[{"a":282,"b":289}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":323,"b":330},{"a":439,"b":446}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":784,"b":790}]}],"statement":"-- Marks as read what a user was told up to a notification, the oldest first, as many as the limit says; returns no row if\\n-- that one is not the user\'s.\\nwith last_read as (\\n  select\\n    notifications.id,\\n    notifications.created_at\\n  from notifications\\n  where notifications.id = :upToId!\\n    and notifications.user_id = :userId!\\n),\\nunread_notification as (\\n  select notifications.id\\n  from notifications\\n  where notifications.user_id = :userId!\\n    and notifications.read_at is null\\n    and notifications.created_at <= (select last_read.created_at from last_read)\\n    and (notifications.created_at, notifications.id)\\n      <= ((select last_read.created_at from last_read), (select last_read.id from last_read))\\n  order by notifications.created_at, notifications.id\\n  limit (select :limit!::bigint)\\n  for no key update\\n),\\nread_notification as (\\n  update notifications\\n  set read_at = now()\\n  from unread_notification\\n  where notifications.id = unread_notification.id\\n  returning notifications.id\\n)\\nselect (select count(*)::integer from read_notification) as \\"read_count!\\"\\nfrom last_read"}',
  '{"name":"markNotificationsRead","file":"notifications.sql","parameterTypes":{"upToId":"uuid","userId":"uuid","limit":"int8"},"tables":["notifications"],"access":"write"}',
)

/** Parameters of `markAllNotificationsRead`. */
export interface MarkAllNotificationsReadParams {
  readonly userId: string
  readonly limit: number
}

/** `markAllNotificationsRead` returns no rows. */
export type MarkAllNotificationsReadRow = never

/**
 * Marks as read what a user was told, the oldest first, as many as the limit says.
 *
 * [sql/notifications.sql:234](../sql/notifications.sql#L234)
 *
 * ```sql
 * with unread_notification as (
 *   select notifications.id
 *   from notifications
 *   where notifications.user_id = :userId!
 *     and notifications.read_at is null
 *   order by notifications.created_at, notifications.id
 *   limit (select :limit!::bigint)
 *   for no key update
 * )
 * update notifications
 * set read_at = now()
 * from unread_notification
 * where notifications.id = unread_notification.id
 * ```
 */
export const markAllNotificationsRead = new PreparedQuery<MarkAllNotificationsReadParams, MarkAllNotificationsReadRow>(
  '{"usedParamSet":{"userId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":193,"b":200}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":310,"b":316}]}],"statement":"-- Marks as read what a user was told, the oldest first, as many as the limit says.\\nwith unread_notification as (\\n  select notifications.id\\n  from notifications\\n  where notifications.user_id = :userId!\\n    and notifications.read_at is null\\n  order by notifications.created_at, notifications.id\\n  limit (select :limit!::bigint)\\n  for no key update\\n)\\nupdate notifications\\nset read_at = now()\\nfrom unread_notification\\nwhere notifications.id = unread_notification.id"}',
  '{"name":"markAllNotificationsRead","file":"notifications.sql","parameterTypes":{"userId":"uuid","limit":"int8"},"tables":["notifications"],"access":"write"}',
)

/** Parameters of `deleteOldNotifications`. */
export interface DeleteOldNotificationsParams {
  readonly readDays: number
  readonly limit: number
  readonly unreadDays: number
}

/** `deleteOldNotifications` returns no rows. */
export type DeleteOldNotificationsRow = never

/**
 * Deletes what was read long ago, and then what was never read and is older still, as many as the limit says. Their
 * deliveries go with them. Rows that another command holds are left to the next sweep.
 * An array, for the server expects a tenth of all rows within a limit that it does not see, and would read the table whole.
 *
 * [sql/notifications.sql:250](../sql/notifications.sql#L250)
 *
 * ```sql
 * with old_read as (
 *   select notifications.id
 *   from notifications
 *   where notifications.read_at < now() - make_interval(days => :readDays!)
 *   order by notifications.read_at, notifications.id
 *   limit (select :limit!::bigint)
 *   for update skip locked
 * ),
 * old_unread as (
 *   select notifications.id
 *   from notifications
 *   where notifications.read_at is null
 *     and notifications.created_at < now() - make_interval(days => :unreadDays!)
 *   order by notifications.created_at nulls first, notifications.id
 *   limit (select :limit!::bigint - count(*) from old_read)
 *   for update skip locked
 * )
 * delete from notifications
 * where notifications.id = any(
 *   array(
 *     select old_read.id from old_read
 *     union all
 *     select old_unread.id from old_unread
 *   )
 * )
 * ```
 */
export const deleteOldNotifications = new PreparedQuery<DeleteOldNotificationsParams, DeleteOldNotificationsRow>(
  '{"usedParamSet":{"readDays":true,"limit":true,"unreadDays":true},"params":[{"name":"readDays","required":true,"transform":{"type":"scalar"},"locs":[{"a":458,"b":467}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":537,"b":543},{"a":844,"b":850}]},{"name":"unreadDays","required":true,"transform":{"type":"scalar"},"locs":[{"a":748,"b":759}]}],"statement":"-- Deletes what was read long ago, and then what was never read and is older still, as many as the limit says. Their\\n-- deliveries go with them. Rows that another command holds are left to the next sweep.\\n-- An array, for the server expects a tenth of all rows within a limit that it does not see, and would read the table whole.\\nwith old_read as (\\n  select notifications.id\\n  from notifications\\n  where notifications.read_at < now() - make_interval(days => :readDays!)\\n  order by notifications.read_at, notifications.id\\n  limit (select :limit!::bigint)\\n  for update skip locked\\n),\\nold_unread as (\\n  select notifications.id\\n  from notifications\\n  where notifications.read_at is null\\n    and notifications.created_at < now() - make_interval(days => :unreadDays!)\\n  order by notifications.created_at nulls first, notifications.id\\n  limit (select :limit!::bigint - count(*) from old_read)\\n  for update skip locked\\n)\\ndelete from notifications\\nwhere notifications.id = any(\\n  array(\\n    select old_read.id from old_read\\n    union all\\n    select old_unread.id from old_unread\\n  )\\n)"}',
  '{"name":"deleteOldNotifications","file":"notifications.sql","parameterTypes":{"readDays":"int4","limit":"int8","unreadDays":"int4"},"tables":["notifications"],"access":"write"}',
)

/** Parameters of `claimDeliveries`. */
export interface ClaimDeliveriesParams {
  readonly channel: NotificationChannel
  readonly limit: number
  readonly maxAttempts: number
  readonly leaseSeconds: number
}

/** A row of `claimDeliveries`. */
export interface ClaimDeliveriesRow extends Notification {
  readonly isTaken: boolean
  /** The id of the row. */
  readonly deliveryId: string
  /** The number of times that a worker took it, and so the number of the newest attempt. */
  readonly attempt: number
  /** The time from which it may be taken; while it is being sent, the end of the worker's lease. */
  readonly leasedUntil: Date
}

/**
 * Takes deliveries that are due, the longest due first: each is a new attempt, and the caller's until the lease ends.
 * Nobody tries again what was tried often enough, or what is for a closed account: that has failed.
 * now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.
 * Isolation: READ COMMITTED. Rows that another worker takes at the moment are skipped, and each is read anew under its lock.
 *
 * [sql/notifications.sql:280](../sql/notifications.sql#L280)
 *
 * ```sql
 * with due_delivery as (
 *   select
 *     notification_deliveries.id,
 *     notification_deliveries.notification_id,
 *     notification_deliveries.status,
 *     notification_deliveries.attempt,
 *     notification_deliveries.last_error_code
 *   from notification_deliveries
 *   where notification_deliveries.channel = (select :channel!::notification_channel)
 *     and notification_deliveries.status in ('pending', 'sending')
 *     and notification_deliveries.next_attempt_at <= now()
 *   order by notification_deliveries.next_attempt_at, notification_deliveries.id
 *   limit (select :limit!::bigint)
 *   for no key update skip locked
 * ),
 * judged_delivery as materialized (
 *   select
 *     due_delivery.id,
 *     due_delivery.notification_id,
 *     coalesce(case due_delivery.status when 'sending' then 'lease_lapsed' end, due_delivery.last_error_code) as error_code,
 *     case
 *       when not users.is_active then 'account_closed'
 *       when due_delivery.attempt >= :maxAttempts! then 'too_many_attempts'
 *     end as failure
 *   from due_delivery
 *   join notifications on notifications.id = due_delivery.notification_id
 *   join users on users.id = notifications.user_id
 * ),
 * taken_delivery as (
 *   update notification_deliveries
 *   set
 *     status = case when judged_delivery.failure is null then 'sending' else 'failed' end::delivery_status,
 *     attempt = notification_deliveries.attempt + case when judged_delivery.failure is null then 1 else 0 end,
 *     next_attempt_at = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8),
 *     last_error_code = coalesce(judged_delivery.failure, judged_delivery.error_code)
 *   from judged_delivery
 *   where notification_deliveries.id = judged_delivery.id
 *   returning
 *     notification_deliveries.id,
 *     notification_deliveries.notification_id,
 *     notification_deliveries.status,
 *     notification_deliveries.attempt,
 *     notification_deliveries.next_attempt_at
 * )
 * select
 *   notifications.id,
 *   notifications.user_id,
 *   notifications.actor_id,
 *   notifications.notification_type,
 *   notifications.subject_type,
 *   notifications.subject_id,
 *   notifications.title,
 *   notifications.body,
 *   notifications.data,
 *   notifications.channels,
 *   notifications.dedupe_key,
 *   notifications.read_at,
 *   notifications.created_at,
 *   notifications.updated_at,
 *   taken_delivery.status = 'sending' as "is_taken!",
 *   taken_delivery.id as delivery_id,
 *   taken_delivery.attempt,
 *   taken_delivery.next_attempt_at as leased_until
 * from taken_delivery
 * join notifications on notifications.id = taken_delivery.notification_id
 * order by notifications.created_at, taken_delivery.id
 * ```
 */
export const claimDeliveries = new PreparedQuery<ClaimDeliveriesParams, ClaimDeliveriesRow>(
  '{"usedParamSet":{"channel":true,"limit":true,"maxAttempts":true,"leaseSeconds":true},"params":[{"name":"channel","required":true,"transform":{"type":"scalar"},"locs":[{"a":754,"b":762}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1004,"b":1010}]},{"name":"maxAttempts","required":true,"transform":{"type":"scalar"},"locs":[{"a":1374,"b":1386}]},{"name":"leaseSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1914,"b":1927}]}],"statement":"-- Takes deliveries that are due, the longest due first: each is a new attempt, and the caller\'s until the lease ends.\\n-- Nobody tries again what was tried often enough, or what is for a closed account: that has failed.\\n-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.\\n-- Isolation: READ COMMITTED. Rows that another worker takes at the moment are skipped, and each is read anew under its lock.\\nwith due_delivery as (\\n  select\\n    notification_deliveries.id,\\n    notification_deliveries.notification_id,\\n    notification_deliveries.status,\\n    notification_deliveries.attempt,\\n    notification_deliveries.last_error_code\\n  from notification_deliveries\\n  where notification_deliveries.channel = (select :channel!::notification_channel)\\n    and notification_deliveries.status in (\'pending\', \'sending\')\\n    and notification_deliveries.next_attempt_at <= now()\\n  order by notification_deliveries.next_attempt_at, notification_deliveries.id\\n  limit (select :limit!::bigint)\\n  for no key update skip locked\\n),\\njudged_delivery as materialized (\\n  select\\n    due_delivery.id,\\n    due_delivery.notification_id,\\n    coalesce(case due_delivery.status when \'sending\' then \'lease_lapsed\' end, due_delivery.last_error_code) as error_code,\\n    case\\n      when not users.is_active then \'account_closed\'\\n      when due_delivery.attempt >= :maxAttempts! then \'too_many_attempts\'\\n    end as failure\\n  from due_delivery\\n  join notifications on notifications.id = due_delivery.notification_id\\n  join users on users.id = notifications.user_id\\n),\\ntaken_delivery as (\\n  update notification_deliveries\\n  set\\n    status = case when judged_delivery.failure is null then \'sending\' else \'failed\' end::delivery_status,\\n    attempt = notification_deliveries.attempt + case when judged_delivery.failure is null then 1 else 0 end,\\n    next_attempt_at = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8),\\n    last_error_code = coalesce(judged_delivery.failure, judged_delivery.error_code)\\n  from judged_delivery\\n  where notification_deliveries.id = judged_delivery.id\\n  returning\\n    notification_deliveries.id,\\n    notification_deliveries.notification_id,\\n    notification_deliveries.status,\\n    notification_deliveries.attempt,\\n    notification_deliveries.next_attempt_at\\n)\\nselect\\n  notifications.id,\\n  notifications.user_id,\\n  notifications.actor_id,\\n  notifications.notification_type,\\n  notifications.subject_type,\\n  notifications.subject_id,\\n  notifications.title,\\n  notifications.body,\\n  notifications.data,\\n  notifications.channels,\\n  notifications.dedupe_key,\\n  notifications.read_at,\\n  notifications.created_at,\\n  notifications.updated_at,\\n  taken_delivery.status = \'sending\' as \\"is_taken!\\",\\n  taken_delivery.id as delivery_id,\\n  taken_delivery.attempt,\\n  taken_delivery.next_attempt_at as leased_until\\nfrom taken_delivery\\njoin notifications on notifications.id = taken_delivery.notification_id\\norder by notifications.created_at, taken_delivery.id"}',
  '{"name":"claimDeliveries","file":"notifications.sql","parameterTypes":{"channel":"notification_channel","limit":"int8","maxAttempts":"int4","leaseSeconds":"float8"},"tables":["notification_deliveries","notifications","users"],"access":"write"}',
)

/** Parameters of `recordDelivery`. */
export interface RecordDeliveryParams {
  readonly outcome: string
  readonly maxAttempts: number
  readonly errorCode?: string | null
  readonly retryAfterSeconds: number
  readonly deliveryId: string
  readonly attempt: number
}

/**
 * Records what became of an attempt to deliver; returns no row unless it is the newest one, and nothing was recorded of it.
 * The pause before the next attempt doubles each time, from half a minute up to six hours, and is shortened by chance to a
 * half at most, so that what failed together is not tried together. The receiver may ask for a longer one.
 *
 * [sql/notifications.sql:339](../sql/notifications.sql#L339)
 *
 * ```sql
 * update notification_deliveries
 * set
 *   status = case
 *     when :outcome!::text = 'sent' then 'sent'
 *     when :outcome!::text = 'rejected' or notification_deliveries.attempt >= :maxAttempts! then 'failed'
 *     else 'pending'
 *   end::delivery_status,
 *   sent_at = case :outcome!::text when 'sent' then clock_timestamp() end,
 *   last_error_code = :errorCode, -- null: it was sent
 *   next_attempt_at = clock_timestamp() + greatest(
 *     least(interval '6 hours', interval '30 seconds' * power(2, least(notification_deliveries.attempt, 20) - 1))
 *     * (0.5 + random() / 2),
 *     make_interval(secs => :retryAfterSeconds!::float8)
 *   )
 * where notification_deliveries.id = :deliveryId!
 *   and notification_deliveries.attempt = :attempt!
 *   and notification_deliveries.status = 'sending'
 * returning
 *   notification_deliveries.id,
 *   notification_deliveries.notification_id,
 *   notification_deliveries.channel,
 *   notification_deliveries.status,
 *   notification_deliveries.attempt,
 *   notification_deliveries.next_attempt_at,
 *   notification_deliveries.last_error_code,
 *   notification_deliveries.sent_at,
 *   notification_deliveries.created_at,
 *   notification_deliveries.updated_at
 * ```
 */
export const recordDelivery = new PreparedQuery<RecordDeliveryParams, NotificationDelivery>(
  '{"usedParamSet":{"outcome":true,"maxAttempts":true,"errorCode":true,"retryAfterSeconds":true,"deliveryId":true,"attempt":true},"params":[{"name":"outcome","required":true,"transform":{"type":"scalar"},"locs":[{"a":417,"b":425},{"a":463,"b":471},{"a":618,"b":626}]},{"name":"maxAttempts","required":true,"transform":{"type":"scalar"},"locs":[{"a":530,"b":542}]},{"name":"errorCode","required":false,"transform":{"type":"scalar"},"locs":[{"a":694,"b":703}]},{"name":"retryAfterSeconds","required":true,"transform":{"type":"scalar"},"locs":[{"a":943,"b":961}]},{"name":"deliveryId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1011,"b":1022}]},{"name":"attempt","required":true,"transform":{"type":"scalar"},"locs":[{"a":1064,"b":1072}]}],"statement":"-- Records what became of an attempt to deliver; returns no row unless it is the newest one, and nothing was recorded of it.\\n-- The pause before the next attempt doubles each time, from half a minute up to six hours, and is shortened by chance to a\\n-- half at most, so that what failed together is not tried together. The receiver may ask for a longer one.\\nupdate notification_deliveries\\nset\\n  status = case\\n    when :outcome!::text = \'sent\' then \'sent\'\\n    when :outcome!::text = \'rejected\' or notification_deliveries.attempt >= :maxAttempts! then \'failed\'\\n    else \'pending\'\\n  end::delivery_status,\\n  sent_at = case :outcome!::text when \'sent\' then clock_timestamp() end,\\n  last_error_code = :errorCode, -- null: it was sent\\n  next_attempt_at = clock_timestamp() + greatest(\\n    least(interval \'6 hours\', interval \'30 seconds\' * power(2, least(notification_deliveries.attempt, 20) - 1))\\n    * (0.5 + random() / 2),\\n    make_interval(secs => :retryAfterSeconds!::float8)\\n  )\\nwhere notification_deliveries.id = :deliveryId!\\n  and notification_deliveries.attempt = :attempt!\\n  and notification_deliveries.status = \'sending\'\\nreturning\\n  notification_deliveries.id,\\n  notification_deliveries.notification_id,\\n  notification_deliveries.channel,\\n  notification_deliveries.status,\\n  notification_deliveries.attempt,\\n  notification_deliveries.next_attempt_at,\\n  notification_deliveries.last_error_code,\\n  notification_deliveries.sent_at,\\n  notification_deliveries.created_at,\\n  notification_deliveries.updated_at"}',
  '{"name":"recordDelivery","file":"notifications.sql","parameterTypes":{"outcome":"text","maxAttempts":"int4","errorCode":"text","retryAfterSeconds":"float8","deliveryId":"uuid","attempt":"int4"},"tables":["notification_deliveries"],"access":"write"}',
)

/** Parameters of `findDelivery`. */
export interface FindDeliveryParams {
  readonly id: string
}

/**
 * A delivery.
 * primary-only: work is taken from it
 *
 * [sql/notifications.sql:363](../sql/notifications.sql#L363)
 *
 * ```sql
 * select
 *   notification_deliveries.id,
 *   notification_deliveries.notification_id,
 *   notification_deliveries.channel,
 *   notification_deliveries.status,
 *   notification_deliveries.attempt,
 *   notification_deliveries.next_attempt_at,
 *   notification_deliveries.last_error_code,
 *   notification_deliveries.sent_at,
 *   notification_deliveries.created_at,
 *   notification_deliveries.updated_at
 * from notification_deliveries
 * where notification_deliveries.id = :id!
 * ```
 */
export const findDelivery = new PreparedQuery<FindDeliveryParams, NotificationDelivery>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":498,"b":501}]}],"statement":"-- A delivery.\\n-- primary-only: work is taken from it\\nselect\\n  notification_deliveries.id,\\n  notification_deliveries.notification_id,\\n  notification_deliveries.channel,\\n  notification_deliveries.status,\\n  notification_deliveries.attempt,\\n  notification_deliveries.next_attempt_at,\\n  notification_deliveries.last_error_code,\\n  notification_deliveries.sent_at,\\n  notification_deliveries.created_at,\\n  notification_deliveries.updated_at\\nfrom notification_deliveries\\nwhere notification_deliveries.id = :id!"}',
  '{"name":"findDelivery","file":"notifications.sql","parameterTypes":{"id":"uuid"},"tables":["notification_deliveries"],"access":"read","primary":true}',
)

/** Parameters of `listDeliveries`. */
export interface ListDeliveriesParams {
  readonly notificationId: string
}

/**
 * The deliveries of a notification, a handful at most.
 * primary-only: work is taken from it
 *
 * [sql/notifications.sql:371](../sql/notifications.sql#L371)
 *
 * ```sql
 * select
 *   notification_deliveries.id,
 *   notification_deliveries.notification_id,
 *   notification_deliveries.channel,
 *   notification_deliveries.status,
 *   notification_deliveries.attempt,
 *   notification_deliveries.next_attempt_at,
 *   notification_deliveries.last_error_code,
 *   notification_deliveries.sent_at,
 *   notification_deliveries.created_at,
 *   notification_deliveries.updated_at
 * from notification_deliveries
 * where notification_deliveries.notification_id = :notificationId!
 * order by notification_deliveries.channel
 * limit 10
 * ```
 */
export const listDeliveries = new PreparedQuery<ListDeliveriesParams, NotificationDelivery>(
  '{"usedParamSet":{"notificationId":true},"params":[{"name":"notificationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":552,"b":567}]}],"statement":"-- The deliveries of a notification, a handful at most.\\n-- primary-only: work is taken from it\\nselect\\n  notification_deliveries.id,\\n  notification_deliveries.notification_id,\\n  notification_deliveries.channel,\\n  notification_deliveries.status,\\n  notification_deliveries.attempt,\\n  notification_deliveries.next_attempt_at,\\n  notification_deliveries.last_error_code,\\n  notification_deliveries.sent_at,\\n  notification_deliveries.created_at,\\n  notification_deliveries.updated_at\\nfrom notification_deliveries\\nwhere notification_deliveries.notification_id = :notificationId!\\norder by notification_deliveries.channel\\nlimit 10"}',
  '{"name":"listDeliveries","file":"notifications.sql","parameterTypes":{"notificationId":"uuid"},"tables":["notification_deliveries"],"access":"read","primary":true}',
)
