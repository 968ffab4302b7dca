/*
notifications: what a user is told, and how far it has got on its ways.

- Other commands write theirs by an optional clause (notify) that hangs on the row which they wrote. Its key is made of the
  command and the row's id, so that a user is told once. Whoever a notification refers to is locked first, in the order of
  ids, by each command that writes one.
- Deliveries are made by tr_notifications_add_deliveries. A claim numbers the attempt under the row's lock and passes over
  rows that another worker holds, so no two workers have one attempt. What became of an attempt is recorded only while it
  is the newest one.
*/

/* @name addNotification */
-- Tells a user of something. Returns no row if there is no open account of that id, if the user was told by that key, or if a
-- block parts the user from the actor (tr_notifications_leave_out_blocked, which sees a block that the statement waited for).
with locked_user as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (:userId!, :actorId::uuid) -- null: nobody acted
  order by users.id
  for key share
)
insert into notifications (
  user_id,
  actor_id,
  notification_type,
  subject_type,
  subject_id,
  title,
  body,
  data,
  channels,
  dedupe_key
)
select
  locked_user.id,
  :actorId,
  :notificationType!,
  :subjectType,
  :subjectId,
  :title,
  :body,
  :data!::jsonb,
  :channels!::notification_channel[],
  :dedupeKey
from locked_user
where locked_user.id = :userId!
  and locked_user.is_active
on conflict do nothing
returning
  notifications.*;

/* @name addNotifications */
-- Tells many users of the same thing; returns the notifications that are new. Closed accounts, ids of nobody, users who were
-- told by that key, and those whom a block parts from the actor (tr_notifications_leave_out_blocked) are left out.
-- The accounts are locked in the order of their ids, and the notifications written in that order: two fan-outs of one key
-- wait for each other and do not deadlock.
with locked_user as (
  select
    users.id,
    users.is_active
  from users
  where users.id = any(:userIds!::uuid[])
    or users.id = :actorId::uuid -- null: nobody acted
  order by users.id
  for key share
)
insert into notifications (
  user_id,
  actor_id,
  notification_type,
  subject_type,
  subject_id,
  title,
  body,
  data,
  channels,
  dedupe_key
)
select
  locked_user.id,
  :actorId,
  :notificationType!,
  :subjectType,
  :subjectId,
  :title,
  :body,
  :data!::jsonb,
  :channels!::notification_channel[],
  :dedupeKey
from locked_user
where locked_user.id = any(:userIds!::uuid[])
  and locked_user.is_active
order by locked_user.id
on conflict do nothing
returning
  notifications.id,
  notifications.user_id;

/* @name findNotification */
-- A notification.
select
  notifications.*
from notifications
where notifications.id = :id!;

/* @name findNotificationByKey */
-- The notification by which a user was told under a key.
-- primary-only: whether a command is repeated hangs on it
select
  notifications.*
from notifications
where notifications.user_id = :userId!
  and notifications.dedupe_key = :dedupeKey!;

/* @name listNotifications */
-- A user's notifications, the unread, the read, or both, newest first, each with the profile of the one who acted.
-- The unread and the read have an index each. What is not wanted is not walked.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- lint-disable total-order: both halves are rows of one table, so an id is as good a key as it was.
with unread_notification as (
  select
    notifications.*
  from notifications
  where notifications.user_id = :userId!
    and notifications.read_at is null
    and (select :wantsUnread!::boolean)
    /*[if afterTime afterId]*/
    and notifications.created_at <= :afterTime!
    and (notifications.created_at, notifications.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by notifications.created_at desc, notifications.id desc
  limit (select :limit!::bigint)
),
read_notification as (
  select
    notifications.*
  from notifications
  where notifications.user_id = :userId!
    and notifications.read_at is not null
    and (select :wantsRead!::boolean)
    /*[if afterTime afterId]*/
    and notifications.created_at <= :afterTime!
    and (notifications.created_at, notifications.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by notifications.created_at desc, notifications.id desc
  limit (select :limit!::bigint)
),
page as (
  select
    either.*
  from (
    select
      unread_notification.*
    from unread_notification
    union all
    select
      read_notification.*
    from read_notification
  ) as either
  order by either.created_at desc, either.id desc
  limit (select :limit!::bigint)
)
select
  page.*,
  page.created_at::text as "created_at_exact!",
  actor.*
from page
left join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.actor_id
  limit 1
) as actor on true
order by page.created_at desc, page.id desc;

/* @name countUnreadNotifications */
-- The number of a user's unread notifications, up to a limit.
select count(*)::integer as "count!"
from (
  select notifications.id
  from notifications
  where notifications.user_id = :userId!
    and notifications.read_at is null
  order by notifications.created_at desc, notifications.id desc
  limit (select :limit!::bigint)
) as unread_notification;

/* @name markNotificationRead */
-- Marks an unread notification of a user's own as read.
update notifications
set read_at = now()
where notifications.id = :id!
  and notifications.user_id = :userId!
  and notifications.read_at is null
returning
  notifications.*;

/* @name markNotificationsRead */
-- Marks as read what a user was told up to a notification, the oldest first, as many as the limit says; returns no row if
-- that one is not the user's.
with last_read as (
  select
    notifications.id,
    notifications.created_at
  from notifications
  where notifications.id = :upToId!
    and notifications.user_id = :userId!
),
unread_notification as (
  select notifications.id
  from notifications
  where notifications.user_id = :userId!
    and notifications.read_at is null
    and notifications.created_at <= (select last_read.created_at from last_read)
    and (notifications.created_at, notifications.id)
      <= ((select last_read.created_at from last_read), (select last_read.id from last_read))
  order by notifications.created_at, notifications.id
  limit (select :limit!::bigint)
  for no key update
),
read_notification as (
  update notifications
  set read_at = now()
  from unread_notification
  where notifications.id = unread_notification.id
  returning notifications.id
)
select (select count(*)::integer from read_notification) as "read_count!"
from last_read;

/* @name markAllNotificationsRead */
-- Marks as read what a user was told, the oldest first, as many as the limit says.
with unread_notification as (
  select notifications.id
  from notifications
  where notifications.user_id = :userId!
    and notifications.read_at is null
  order by notifications.created_at, notifications.id
  limit (select :limit!::bigint)
  for no key update
)
update notifications
set read_at = now()
from unread_notification
where notifications.id = unread_notification.id;

/* @name deleteOldNotifications */
-- Deletes what was read long ago, and then what was never read and is older still, as many as the limit says. Their
-- deliveries go with them. Rows that another command holds are left to the next sweep.
-- An array, for the server expects a tenth of all rows within a limit that it does not see, and would read the table whole.
with old_read as (
  select notifications.id
  from notifications
  where notifications.read_at < now() - make_interval(days => :readDays!)
  order by notifications.read_at, notifications.id
  limit (select :limit!::bigint)
  for update skip locked
),
old_unread as (
  select notifications.id
  from notifications
  where notifications.read_at is null
    and notifications.created_at < now() - make_interval(days => :unreadDays!)
  order by notifications.created_at nulls first, notifications.id
  limit (select :limit!::bigint - count(*) from old_read)
  for update skip locked
)
delete from notifications
where notifications.id = any(
  array(
    select old_read.id from old_read
    union all
    select old_unread.id from old_unread
  )
);

/* @name claimDeliveries */
-- Takes deliveries that are due, the longest due first: each is a new attempt, and the caller's until the lease ends.
-- Nobody tries again what was tried often enough, or what is for a closed account: that has failed.
-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.
-- Isolation: READ COMMITTED. Rows that another worker takes at the moment are skipped, and each is read anew under its lock.
with due_delivery as (
  select
    notification_deliveries.id,
    notification_deliveries.notification_id,
    notification_deliveries.status,
    notification_deliveries.attempt,
    notification_deliveries.last_error_code
  from notification_deliveries
  where notification_deliveries.channel = (select :channel!::notification_channel)
    and notification_deliveries.status in ('pending', 'sending')
    and notification_deliveries.next_attempt_at <= now()
  order by notification_deliveries.next_attempt_at, notification_deliveries.id
  limit (select :limit!::bigint)
  for no key update skip locked
),
judged_delivery as materialized (
  select
    due_delivery.id,
    due_delivery.notification_id,
    coalesce(case due_delivery.status when 'sending' then 'lease_lapsed' end, due_delivery.last_error_code) as error_code,
    case
      when not users.is_active then 'account_closed'
      when due_delivery.attempt >= :maxAttempts! then 'too_many_attempts'
    end as failure
  from due_delivery
  join notifications on notifications.id = due_delivery.notification_id
  join users on users.id = notifications.user_id
),
taken_delivery as (
  update notification_deliveries
  set
    status = case when judged_delivery.failure is null then 'sending' else 'failed' end::delivery_status,
    attempt = notification_deliveries.attempt + case when judged_delivery.failure is null then 1 else 0 end,
    next_attempt_at = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8),
    last_error_code = coalesce(judged_delivery.failure, judged_delivery.error_code)
  from judged_delivery
  where notification_deliveries.id = judged_delivery.id
  returning
    notification_deliveries.id,
    notification_deliveries.notification_id,
    notification_deliveries.status,
    notification_deliveries.attempt,
    notification_deliveries.next_attempt_at
)
select
  notifications.*,
  taken_delivery.status = 'sending' as "is_taken!",
  taken_delivery.id as delivery_id,
  taken_delivery.attempt,
  taken_delivery.next_attempt_at as leased_until
from taken_delivery
join notifications on notifications.id = taken_delivery.notification_id
order by notifications.created_at, taken_delivery.id;

/* @name recordDelivery */
-- Records what became of an attempt to deliver; returns no row unless it is the newest one, and nothing was recorded of it.
-- The pause before the next attempt doubles each time, from half a minute up to six hours, and is shortened by chance to a
-- half at most, so that what failed together is not tried together. The receiver may ask for a longer one.
update notification_deliveries
set
  status = case
    when :outcome!::text = 'sent' then 'sent'
    when :outcome!::text = 'rejected' or notification_deliveries.attempt >= :maxAttempts! then 'failed'
    else 'pending'
  end::delivery_status,
  sent_at = case :outcome!::text when 'sent' then clock_timestamp() end,
  last_error_code = :errorCode, -- null: it was sent
  next_attempt_at = clock_timestamp() + greatest(
    least(interval '6 hours', interval '30 seconds' * power(2, least(notification_deliveries.attempt, 20) - 1))
    * (0.5 + random() / 2),
    make_interval(secs => :retryAfterSeconds!::float8)
  )
where notification_deliveries.id = :deliveryId!
  and notification_deliveries.attempt = :attempt!
  and notification_deliveries.status = 'sending'
returning
  notification_deliveries.*;

/* @name findDelivery */
-- A delivery.
-- primary-only: work is taken from it
select
  notification_deliveries.*
from notification_deliveries
where notification_deliveries.id = :id!;

/* @name listDeliveries */
-- The deliveries of a notification, a handful at most.
-- primary-only: work is taken from it
select
  notification_deliveries.*
from notification_deliveries
where notification_deliveries.notification_id = :notificationId!
order by notification_deliveries.channel
limit 10;
