/*
Notifications: what a user is told, in the app and by the channels that the row names, and how far each channel has got.

- A key of the caller's (dedupe_key) lets a user be told of one thing once, whoever repeats the command that tells it.
- What a notification is about is named by a kind and an id, and not by a foreign key: it may be gone, and nobody who deletes
  a thing waits for notifications of it.
- Reading moves a row from the index of the unread to that of the read: each list, each count and the retention walk one of
  them, and none is written for both.
- tr_notifications_add_deliveries makes a row of notification_deliveries for each channel, whatever statement writes the
  notification. A worker takes such rows with a lease (next_attempt_at), and each taking is an attempt with a number. Only the
  holder of the newest number may say what became of it.
*/

set local lock_timeout = '3s';

create type notification_type as enum (
  'message',
  'offer_made',
  'offer_countered',
  'offer_accepted',
  'offer_declined',
  'offer_cancelled',
  'offer_expired',
  'payment_opened',
  'payment_completed',
  'payment_refunded',
  'payment_cancelled',
  'product_cheaper',
  'product_available',
  'product_listed',
  'stream_scheduled',
  'stream_live',
  'follower',
  'review',
  'review_reply',
  'badge',
  'verification',
  'moderation',
  'announcement',
  'other'
);

create type notification_subject as enum (
  'user',
  'product',
  'conversation',
  'message',
  'offer',
  'payment',
  'stream',
  'review',
  'verification',
  'report',
  'badge'
);

create type notification_channel as enum ('push', 'email', 'sms');

create type delivery_status as enum ('pending', 'sending', 'sent', 'failed');

comment on type notification_type is 'The event that a notification tells of.';
comment on type notification_subject is 'The kind of thing that a notification is about.';
comment on type notification_channel is 'A way to a user besides the app itself.';
comment on type delivery_status is
'The state of a delivery: pending (not tried, or to be tried again), sending (a worker has it), sent, failed (for good).';

create table notifications (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  actor_id uuid,
  notification_type notification_type not null,
  subject_type notification_subject,
  subject_id uuid,
  title text,
  body text,
  data jsonb not null default '{}',
  channels notification_channel[] not null default '{}',
  dedupe_key text,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notifications_pkey primary key (id),
  constraint fk_notifications_user foreign key (user_id) references users (id) on delete cascade,
  constraint fk_notifications_actor foreign key (actor_id) references users (id) on delete set null,
  constraint ck_notifications_subject_whole check ((subject_type is null) = (subject_id is null)),
  constraint ck_notifications_title_length check (char_length(title) between 1 and 200),
  constraint ck_notifications_body_length check (char_length(body) between 1 and 2000),
  constraint ck_notifications_data_object check (jsonb_typeof(data) = 'object'),
  constraint ck_notifications_data_size check (octet_length(data::text) <= 16384),
  constraint ck_notifications_channels_length check (cardinality(channels) <= 10),
  constraint ck_notifications_dedupe_key_length check (char_length(dedupe_key) between 1 and 200)
);

-- Whole, and not of the rows with a key alone: it is also the index of fk_notifications_user, for a user who is deleted.
create unique index notifications_user_id_dedupe_key_key on notifications (user_id, dedupe_key);
create index ix_notifications_actor_id on notifications (actor_id) where actor_id is not null;
create index ix_notifications_user_unread on notifications (user_id, created_at, id) where read_at is null;
create index ix_notifications_user_read on notifications (user_id, created_at, id) where read_at is not null;
-- For the retention: deleteOldNotifications. There are no nulls; their place gives the first one an order that no list has: in
-- a list of one user it would be walked through the notifications of all others.
create index ix_notifications_unread_created_at on notifications (created_at nulls first, id) where read_at is null;
create index ix_notifications_read_at on notifications (read_at, id) where read_at is not null;

create trigger tr_notifications_updated_at before update on notifications
  for each row execute function set_updated_at();

comment on table notifications is 'A piece of news for a user, shown in the app and sent by the channels that it names.';
comment on column notifications.id is 'The id of the row. @impersonal';
comment on column notifications.user_id is 'The user who is told. @personal user_id';
comment on column notifications.actor_id is
'The user whose action it tells of; null if it is nobody''s, or if that account is gone. @personal user_id';
comment on column notifications.notification_type is 'The event that it tells of. @personal user_id';
comment on column notifications.subject_type is 'The kind of the thing that it is about; null if it is about none. @personal user_id';
comment on column notifications.subject_id is
'The id of that thing, which may be gone; null if it is about none. @personal user_id';
comment on column notifications.title is 'A heading of 1 to 200 characters; null if the app writes it itself. @personal user_id';
comment on column notifications.body is 'A text of 1 to 2,000 characters; null if the app writes it itself. @personal user_id';
comment on column notifications.data is 'An object that the app finds its way with. @personal user_id';
comment on column notifications.channels is 'The channels that it is sent by, besides the app. @personal user_id';
comment on column notifications.dedupe_key is
'A name for the event among those of the user: a second notification of that name is not written. @personal user_id';
comment on column notifications.read_at is 'The time when the user read it; null if unread. @personal user_id';
comment on column notifications.created_at is 'The time when it was written. @impersonal';
comment on column notifications.updated_at is 'The time of the last change. @impersonal';

create table notification_deliveries (
  id uuid not null default uuidv7(),
  notification_id uuid not null,
  channel notification_channel not null,
  status delivery_status not null default 'pending',
  attempt integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error_code text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notification_deliveries_pkey primary key (id),
  constraint notification_deliveries_notification_id_channel_key unique (notification_id, channel),
  constraint fk_notification_deliveries_notification foreign key (notification_id)
    references notifications (id) on delete cascade,
  constraint ck_notification_deliveries_attempt_not_negative check (attempt >= 0),
  constraint ck_notification_deliveries_attempted check (status not in ('sending', 'sent') or attempt > 0),
  constraint ck_notification_deliveries_sent_at check ((status = 'sent') = (sent_at is not null)),
  constraint ck_notification_deliveries_failed_why check (status <> 'failed' or last_error_code is not null),
  constraint ck_notification_deliveries_last_error_code_length check (char_length(last_error_code) between 1 and 200)
);

create index ix_notification_deliveries_due on notification_deliveries (channel, next_attempt_at, id)
where status in ('pending', 'sending');

create trigger tr_notification_deliveries_updated_at before update on notification_deliveries
  for each row execute function set_updated_at();

comment on table notification_deliveries is 'A notification on its way by a channel. @name NotificationDelivery';
comment on column notification_deliveries.id is 'The id of the row. @impersonal';
comment on column notification_deliveries.notification_id is 'The notification that is sent. @personal notification_id.user_id';
comment on column notification_deliveries.channel is 'The channel that it is sent by. @personal notification_id.user_id';
comment on column notification_deliveries.status is 'The state that it is in. @personal notification_id.user_id';
comment on column notification_deliveries.attempt is
'The number of times that a worker took it, and so the number of the newest attempt. @personal notification_id.user_id';
comment on column notification_deliveries.next_attempt_at is
'The time from which it may be taken; while it is being sent, the end of the worker''s lease. @personal notification_id.user_id';
comment on column notification_deliveries.last_error_code is
'The reason why the last attempt failed; null if none did. @personal notification_id.user_id';
comment on column notification_deliveries.sent_at is
'The time when it was sent: set exactly when status is sent. @personal notification_id.user_id';
comment on column notification_deliveries.created_at is 'The time when the row was made. @impersonal';
comment on column notification_deliveries.updated_at is 'The time of the last change. @impersonal';

-- The names in the body are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function add_notification_deliveries() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into notification_deliveries (notification_id, channel)
  select distinct
    new_notification.id,
    wanted.channel
  from new_notification
  cross join unnest(new_notification.channels) as wanted (channel);
  return null;
end
$$;

comment on function add_notification_deliveries() is 'Makes a delivery for each channel of a new notification.';

create trigger tr_notifications_add_deliveries after insert on notifications
  referencing new table as new_notification
  for each statement execute function add_notification_deliveries();
