/*
webhook_events: what providers sent, each event once.

An event is written in the transaction of its effect. Whoever parks one, and whoever makes the row that it waits for, first takes the
lock of that row's name (lockWebhookKey), and looks after that: see migration 38.
*/

/* @name lockWebhookKey */
-- Waits for the lock of a name, and holds it to the end of the transaction.
select
  pg_advisory_xact_lock(hashtextextended(concat(:provider!::text, ':', :waitsFor!::text), 7)) is not null as "is_locked!";

/* @name takeWebhook */
-- Writes an event; returns no row if it is known already, also by a transaction that runs now: on conflict waits for it.
insert into webhook_events (provider, event_id, type, created, body_hash, body, waits_for, tries)
values (
  :provider!,
  :eventId!,
  :type!,
  :created!,
  :bodyHash!,
  :body!::jsonb,
  :waitsFor, -- null: it waits for nothing
  1
)
on conflict (provider, event_id) do nothing
returning webhook_events.event_id;

/* @name judgeWebhook */
-- An event that is known already, and whether its body is this one.
-- primary-only: an answer to the provider hangs on it
select
  webhook_events.status,
  webhook_events.body_hash = :bodyHash! as "is_same!"
from webhook_events
where webhook_events.provider = :provider!
  and webhook_events.event_id = :eventId!;

/* @name setWebhookStatus */
-- Says what became of an event.
update webhook_events
set
  status = :status!,
  error_code = :errorCode, -- null: it ended well, or only waits
  tries = webhook_events.tries + :addedTries!::integer
where webhook_events.provider = :provider!
  and webhook_events.event_id = :eventId!;

/* @name noteWebhookTry */
-- Says that a try of a parked event failed; nothing of one that was applied meanwhile.
update webhook_events
set
  error_code = :errorCode!,
  tries = webhook_events.tries + 1
where webhook_events.provider = :provider!
  and webhook_events.event_id = :eventId!
  and webhook_events.status = 'parked';

/* @name lockWebhook */
-- An event and its body, locked.
select
  webhook_events.*,
  -- lint-disable secret-column: its handler is given what came.
  webhook_events.body
from webhook_events
where webhook_events.provider = :provider!
  and webhook_events.event_id = :eventId!
for no key update;

/* @name lockParkedWebhooks */
-- The events that wait for a name, and their bodies, in the order of the provider's times.
select
  webhook_events.*,
  -- lint-disable secret-column: its handler is given what came.
  webhook_events.body
from webhook_events
where webhook_events.provider = :provider!
  and webhook_events.waits_for = :waitsFor!
  and webhook_events.status = 'parked'
order by webhook_events.created, webhook_events.event_id
limit (select :limit!::bigint)
for no key update;

/* @name findWebhook */
select
  webhook_events.*
from webhook_events
where webhook_events.provider = :provider!
  and webhook_events.event_id = :eventId!;

/* @name listParkedWebhooks */
-- The events that wait, those whose last try is longest ago first.
select
  webhook_events.*
from webhook_events
where webhook_events.status = 'parked'
  and webhook_events.updated_at <= now() - make_interval(secs => :untriedSeconds!::float8)
order by webhook_events.updated_at, webhook_events.provider, webhook_events.event_id
limit (select :limit!::bigint);

/* @name deleteParkedWebhook */
delete from webhook_events
where webhook_events.provider = :provider!
  and webhook_events.event_id = :eventId!
  and webhook_events.status = 'parked';

/* @name discardParkedWebhooks */
-- Deletes events of a provider that wait and came before a time, the first ones first, and returns them. Those that are tried at the
-- moment are left. As an array for the reason of deleteOldWebhooks.
with parked_event as (
  select webhook_events.ctid as place
  from webhook_events
  where webhook_events.provider = :provider!
    and webhook_events.status = 'parked'
    and webhook_events.received_at < :receivedBefore!
  order by webhook_events.received_at, webhook_events.event_id
  limit (select :limit!::bigint)
  for update skip locked
)
delete from webhook_events
where webhook_events.ctid = any(array(select parked_event.place from parked_event))
returning webhook_events.*;

/* @name checkParkedWebhooks */
-- The events that wait (10,001 if there are more than 10,000), and the time of the first one.
-- primary-only: it tells of the primary
select
  count(*) as "parked!",
  (
    select webhook_events.received_at
    from webhook_events
    where webhook_events.status = 'parked'
    order by webhook_events.received_at, webhook_events.provider, webhook_events.event_id
    limit 1
  ) as "parked_since?"
from (
  select webhook_events.event_id
  from webhook_events
  where webhook_events.status = 'parked'
  limit 10001
) as parked_event;

/* @name deleteOldWebhooks */
-- Deletes events whose effect is committed for long, the first ones first. Those that wait are kept. One that waited for long was
-- changed when it took effect.
-- The rows are locked, so their places (ctid) stay; as an array, for of a join the planner would take the limit for many rows.
with old_event as (
  select webhook_events.ctid as place
  from webhook_events
  where webhook_events.status = 'done'
    and webhook_events.received_at < now() - make_interval(secs => :olderThanSeconds!::float8)
    and webhook_events.updated_at < now() - make_interval(secs => :olderThanSeconds!::float8)
  order by webhook_events.received_at, webhook_events.provider, webhook_events.event_id
  limit (select :limit!::bigint)
  for update skip locked
)
delete from webhook_events
where webhook_events.ctid = any(array(select old_event.place from old_event));
