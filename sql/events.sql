/*
events: what happened, from the outbox of the commands to the consumers.

A consumer's statements name its shards by the attempt of their taking: a worker whose lease has lapsed, and that another one
followed, changes nothing. Limits stand in a subselect for the same reason as in products.sql.
*/

/* @name publishEvents */
-- Writes events, in the order of the list.
insert into outbox (aggregate_id, type, version, audience, payload)
select
  entry.aggregate_id,
  entry.type,
  entry.version,
  entry.audience,
  entry.payload
from json_populate_recordset(null::outbox, :events!::json) with ordinality as entry (
  seq,
  aggregate_id,
  type,
  version,
  audience,
  payload,
  created_at,
  place
)
order by entry.place;

/* @name numberEvents */
-- Moves events from the outbox to the log, and returns their number; 0 if another session is at it.
-- What the snapshot shows is numbered in the order of writing: each aggregate's later event is seen only with its earlier ones.
-- The lock reads the newest version of the head, so that a statement whose snapshot is older than another's commit goes on
-- behind it; what the other took is gone for it.
-- The hint is one for the whole statement, and outside of every command: notifying transactions commit one after another.
-- Isolation: READ COMMITTED, for the newest version of the head.
-- A function of migration 39 does it, so that who consumes events needs no right to write the log.
select number_events(:limit!::integer) as "numbered!";

/* @name checkOutbox */
-- The oldest and the newest event that has no position. One that another session is numbering is there until it has committed.
-- primary-only: a consumer begins behind them
select
  min(outbox.seq) as "oldest?",
  max(outbox.seq) as "newest?"
from outbox;

/* @name registerEventConsumer */
-- Makes the shards of a consumer, before all events or behind those that have a position; a consumer that is there stays as it is.
insert into event_consumers (name, shard, position)
select
  :name!,
  shard.number,
  case when :fromNow! then event_head.position else 0 end
from event_head
cross join generate_series(0, 31) as shard (number)
on conflict (name, shard) do nothing;

/* @name claimEventShards */
-- Takes shards of a consumer for a lease: those that nobody has, and in which there is something to do.
-- The one furthest behind comes first, but those in which the worker last met trouble come after all others.
-- The next event is looked up by its index; exists could be planned as a reading of the whole log.
-- Isolation: READ COMMITTED. Shards that another worker takes at the moment are skipped, and each is read anew under its lock.
with free_shard as (
  select
    event_consumers.name,
    event_consumers.shard
  from event_consumers
  where event_consumers.name = :name!
    and event_consumers.leased_until < clock_timestamp()
    and (
      (
        select true
        from event_log
        where event_log.shard = event_consumers.shard
          and event_log.position > event_consumers.position
        order by event_log.position
        limit 1
      )
      or (
        select true
        from event_failures
        where event_failures.consumer = event_consumers.name
          and event_failures.shard = event_consumers.shard
          and event_failures.next_at <= now()
        order by event_failures.next_at, event_failures.position
        limit 1
      )
    )
  order by
    event_consumers.shard = any(:troubledShards!::integer[]),
    event_consumers.position,
    event_consumers.shard
  limit (select :limit!::bigint)
  for no key update skip locked
)
update event_consumers
set
  worker = :worker!,
  attempt = event_consumers.attempt + 1,
  leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8)
from free_shard
where event_consumers.name = free_shard.name
  and event_consumers.shard = free_shard.shard
returning
  event_consumers.shard,
  event_consumers.position,
  event_consumers.attempt;

/* @name extendEventLeases */
-- Extends the leases of shards, and returns those that the worker still has. One that was given back stays free, although the
-- statement comes late.
update event_consumers
set leased_until = clock_timestamp() + make_interval(secs => :leaseSeconds!::float8)
from unnest(:shards!::integer[], :attempts!::bigint[]) as held (shard, attempt)
where event_consumers.name = :name!
  and event_consumers.shard = held.shard
  and event_consumers.attempt = held.attempt
  and event_consumers.leased_until > '-infinity'
returning event_consumers.shard;

/* @name readEventShards */
-- The next events of shards, in the order of their positions, and whether they wait behind a failed one of their aggregate.
-- primary-only: work is taken from it
select
  next_event.position,
  next_event.shard,
  next_event.aggregate_id,
  next_event.type,
  next_event.version,
  next_event.audience,
  next_event.payload,
  next_event.created_at,
  coalesce(
    (
      select true
      from event_failures
      where event_failures.consumer = :name!
        and event_failures.aggregate_id = next_event.aggregate_id
        and event_failures.dead_at is null
      limit 1
    ),
    false
  ) as "is_held!"
from unnest(:shards!::integer[], :positions!::bigint[]) as claimed (shard, position)
cross join lateral (
  select
    event_log.position,
    event_log.shard,
    event_log.aggregate_id,
    event_log.type,
    event_log.version,
    event_log.audience,
    event_log.payload,
    event_log.created_at
  from event_log
  where event_log.shard = claimed.shard
    and event_log.position > claimed.position
  order by event_log.position
  limit (select :limit!::bigint)
) as next_event
order by next_event.shard, next_event.position;

/* @name readDueEvents */
-- The failed events of shards whose time has come, each with those that wait behind it, in the order of each aggregate.
-- primary-only: work is taken from it
select
  event_log.position,
  event_log.shard,
  event_log.aggregate_id,
  event_log.type,
  event_log.version,
  event_log.audience,
  event_log.payload,
  event_log.created_at,
  due_event.tries
from unnest(:shards!::integer[]) as claimed (shard)
cross join lateral (
  select
    waiting_failure.position,
    waiting_failure.tries
  from event_failures
  cross join lateral (
    select
      behind.position,
      behind.tries
    from event_failures as behind
    where behind.consumer = event_failures.consumer
      and behind.aggregate_id = event_failures.aggregate_id
      and behind.dead_at is null
    order by behind.position
    limit (select :limit!::bigint)
  ) as waiting_failure
  where event_failures.consumer = :name!
    and event_failures.shard = claimed.shard
    and event_failures.next_at <= now()
  order by event_failures.next_at, event_failures.position, waiting_failure.position
  limit (select :limit!::bigint)
) as due_event
join event_log on event_log.position = due_event.position
order by event_log.shard, event_log.position;

/* @name advanceEventShard */
-- Moves a shard to a position, and gives it back if that is wanted. No row if another worker has it.
update event_consumers
set
  position = greatest(event_consumers.position, :position!::bigint),
  leased_until = case when :isReleased! then '-infinity' else event_consumers.leased_until end
where event_consumers.name = :name!
  and event_consumers.shard = :shard!
  and event_consumers.attempt = :attempt!
returning event_consumers.shard;

/* @name addEventFailures */
-- Sets events aside that failed for the first time, or that wait behind one.
insert into event_failures (
  consumer,
  position,
  shard,
  aggregate_id,
  tries,
  next_at,
  failed_at,
  dead_at,
  error_code,
  error_message
)
select
  :name!,
  entry.position,
  :shard!,
  entry.aggregate_id,
  entry.tries,
  case
    when entry.tries = 0 or entry.is_dead then 'infinity'
    else clock_timestamp() + make_interval(secs => entry.delay_seconds)
  end,
  case when entry.tries > 0 then clock_timestamp() end,
  case when entry.is_dead then clock_timestamp() end,
  entry.error_code,
  entry.error_message
from json_to_recordset(:failures!::json) as entry (
  position bigint,
  aggregate_id uuid,
  tries integer,
  delay_seconds float8,
  is_dead boolean,
  error_code text,
  error_message text
)
on conflict (consumer, position) do nothing;

/* @name failEventsAgain */
-- Records that events failed again. Those that were discarded meanwhile stay away.
update event_failures
set
  tries = entry.tries,
  next_at = case
    when entry.is_dead then 'infinity'
    else clock_timestamp() + make_interval(secs => entry.delay_seconds)
  end,
  failed_at = clock_timestamp(),
  dead_at = case when entry.is_dead then clock_timestamp() end,
  error_code = entry.error_code,
  error_message = entry.error_message
from json_to_recordset(:failures!::json) as entry (
  position bigint,
  tries integer,
  delay_seconds float8,
  is_dead boolean,
  error_code text,
  error_message text
)
where event_failures.consumer = :name!
  and event_failures.position = entry.position;

/* @name deleteEventFailures */
-- Deletes what is no failure any more.
delete from event_failures
where event_failures.consumer = :name!
  and event_failures.position = any(:positions!::bigint[]);

/* @name deleteLostEventFailures */
-- Deletes due failures of a shard whose events are gone with their partition, and returns their aggregates.
delete from event_failures
where event_failures.consumer = :name!
  and event_failures.position in (
    select due_failure.position
    from event_failures as due_failure
    where due_failure.consumer = :name!
      and due_failure.shard = :shard!
      and due_failure.next_at <= now()
      and not exists (
        select from event_log
        where event_log.position = due_failure.position
      )
    order by due_failure.next_at, due_failure.position
    limit (select :limit!::bigint)
  )
returning event_failures.aggregate_id;

/* @name wakeEventFailures */
-- Makes the first waiting event of each aggregate due, if it is behind no other any more.
update event_failures
set next_at = clock_timestamp()
from unnest(:aggregateIds!::uuid[]) as aggregate (id)
cross join lateral (
  select waiting_failure.position
  from event_failures as waiting_failure
  where waiting_failure.consumer = :name!
    and waiting_failure.aggregate_id = aggregate.id
    and waiting_failure.dead_at is null
  order by waiting_failure.position
  limit 1
) as first_failure
where event_failures.consumer = :name!
  and event_failures.position = first_failure.position
  and event_failures.next_at = 'infinity';

/* @name listEventFailures */
-- The failed events of a consumer, and those that wait behind them, in the order of their positions.
-- primary-only: it says what to replay
select
  event_failures.consumer,
  event_failures.position,
  event_failures.tries,
  nullif(event_failures.next_at, 'infinity') as "next_at?",
  event_failures.failed_at,
  event_failures.dead_at,
  event_failures.error_code,
  event_failures.error_message,
  event_log.aggregate_id,
  event_log.type,
  event_log.version,
  event_log.audience,
  event_log.payload,
  event_log.created_at
from event_failures
join event_log on event_log.position = event_failures.position
where event_failures.consumer = :name!
  and event_failures.position > :afterPosition!
  and (not :isDead! or event_failures.dead_at is not null)
order by event_failures.position
limit (select :limit!::bigint);

/* @name lockEventFailures */
-- Finds failed events of a consumer, the oldest first, and holds up its workers at them until the end of the transaction.
with wanted_failure as (
  select
    event_failures.consumer,
    event_failures.position,
    event_failures.shard,
    event_failures.aggregate_id
  from event_failures
  where event_failures.consumer = :name!
    and (:positions::bigint[] is null or event_failures.position = any(:positions::bigint[])) -- null: any
    and (not :isDead! or event_failures.dead_at is not null)
  order by event_failures.position
  limit (select :limit!::bigint)
),
locked_shard as materialized (
  select event_consumers.shard
  from event_consumers
  where event_consumers.name = :name!
    and event_consumers.shard in (select wanted_failure.shard from wanted_failure)
  order by event_consumers.shard
  for no key update
)
select
  wanted_failure.position,
  wanted_failure.aggregate_id
from wanted_failure
join locked_shard on locked_shard.shard = wanted_failure.shard
order by wanted_failure.position;

/* @name replayEventFailures */
-- Has dead events tried again, as if for the first time. What waits of their aggregates waits behind them. Those whose events
-- are gone with their partition stay dead.
with revived_failure as (
  update event_failures
  set
    tries = 0,
    next_at = 'infinity',
    dead_at = null
  where event_failures.consumer = :name!
    and event_failures.position = any(:positions!::bigint[])
    and event_failures.dead_at is not null
    and exists (
      select from event_log
      where event_log.position = event_failures.position
    )
  returning
    event_failures.position,
    event_failures.aggregate_id
),
held_failure as (
  update event_failures
  set next_at = 'infinity'
  where event_failures.consumer = :name!
    and event_failures.dead_at is null
    and event_failures.next_at < 'infinity'
    and event_failures.aggregate_id in (select revived_failure.aggregate_id from revived_failure)
  returning event_failures.position
)
select
  count(revived_failure.position) as "revived!",
  (select count(*) from held_failure) as "held!"
from revived_failure;

/* @name listEventConsumers */
-- The consumers, how far behind each is, and its failed events.
-- primary-only: it tells of the primary
select
  event_consumers.name,
  min(next_event.created_at) as "pending_since?",
  bool_or(event_consumers.leased_until > now()) as "is_running!",
  (
    select count(*)
    from event_failures
    where event_failures.consumer = event_consumers.name
      and event_failures.dead_at is null
  ) as "waiting!",
  (
    select count(*)
    from event_failures
    where event_failures.consumer = event_consumers.name
      and event_failures.dead_at is not null
  ) as "dead!"
from event_consumers
left join lateral (
  select event_log.created_at
  from event_log
  where event_log.shard = event_consumers.shard
    and event_log.position > event_consumers.position
  order by event_log.position
  limit 1
) as next_event on true
group by event_consumers.name
order by event_consumers.name;

/* @name checkEventLog */
-- The newest position, the events without one (10,001 if there are more than 10,000) and the partitions ahead.
-- primary-only: it tells of the primary
-- lint-disable indexed-side: the names are those of a few partitions
select
  event_head.position,
  (
    select count(*)
    from (
      select from outbox
      limit 10001
    ) as waiting_event
  ) as "waiting!",
  (
    select count(*)
    from pg_inherits
    join pg_class on pg_class.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = 'event_log'::regclass
      and substring(pg_class.relname from '^event_log_([0-9]+)$')::bigint > event_head.position / 1000000
  ) as "partitions_ahead!"
from event_head
limit 1;

/* @name checkEvents */
-- The newest position, and whether events wait for one.
-- primary-only: what was committed last is looked for
select
  event_head.position,
  coalesce(
    (
      select true
      from outbox
      order by outbox.seq
      limit 1
    ),
    false
  ) as "is_waiting!"
from event_head
limit 1;

/* @name listNewEvents */
-- The next events behind a position, whoever they concern. They become visible in the order of their positions, so none comes
-- late before one that was read.
-- primary-only: what was committed last is looked for
select
  event_log.position,
  event_log.type,
  event_log.version,
  event_log.aggregate_id,
  event_log.audience,
  event_log.payload,
  event_log.created_at
from event_log
where event_log.position > :afterPosition!
order by event_log.position
limit (select :limit!::bigint);

/* @name listEventsOfUser */
-- The next events that concern a user, behind one position and up to another, and the oldest position that is kept: an event
-- before it may have been one of them. A row without an event if there is none. All is read by one statement, for a partition
-- that is dropped between two would take events along unnoticed.
-- At most so many of the user's positions are walked, whatever their types. If there may be more, walkedTo is the last of them.
-- primary-only: what was committed last is looked for
with walked_position as materialized (
  select event_audience.position
  from event_audience
  where event_audience.user_id = :userId!
    and event_audience.position > :afterPosition!
    and event_audience.position <= :upToPosition!
  order by event_audience.position
  limit (select :limit!::bigint)
),
wanted_event as (
  select
    event_log.position,
    event_log.type,
    event_log.version,
    event_log.aggregate_id,
    event_log.payload,
    event_log.created_at
  from walked_position
  join event_log on event_log.position = walked_position.position
  where event_log.audience @> array[:userId!::uuid]
    and (:types::text[] is null or event_log.type = any(:types::text[])) -- null: any
)
select
  kept.oldest_position as "oldest_position?",
  kept.walked_to as "walked_to?",
  wanted_event.position as "position?",
  wanted_event.type as "type?",
  wanted_event.version as "version?",
  wanted_event.aggregate_id as "aggregate_id?",
  wanted_event.payload as "payload?",
  wanted_event.created_at as "created_at?"
from (
  select
    (
      select event_log.position
      from event_log
      order by event_log.position
      limit 1
    ) as oldest_position,
    (
      select max(walked_position.position)
      from walked_position
      having count(*) = :limit!::bigint
    ) as walked_to
) as kept
left join wanted_event on true
order by wanted_event.position;

/* @name hintPresence */
-- Sends the messages of a process on who is present to all processes. Nothing is stored.
-- primary-only: a standby cannot notify
select pg_notify('souk_presence', message.payload) as sent
from unnest(:payloads!::text[]) as message (payload);

/* @name hasEventConsumer */
-- Tells whether there is a consumer of a name.
-- primary-only: its worker asks after a change
select exists (
  select from event_consumers
  where event_consumers.name = :name!
) as "found!";

/* @name deleteEventConsumer */
-- Deletes a consumer, with its positions and its failed events.
delete from event_consumers
where event_consumers.name = :name!;

/* @name ensureEventPartitions */
-- Makes the partitions for the newest position and so many after it, and returns their number; null if the table is held.
select
  ensure_event_partitions(:partitionsAhead!) as "made_count?";

/* @name findOldEventPartition */
-- The oldest partition that may go: each of its events is older than so many days, behind every consumer, and waits nowhere. After it
-- goes the partition that says whom they concerned.
-- A table that was taken off and not dropped comes first: only one that bears the mark of it. Its number is in its name.
-- primary-only: it is dropped next
-- lint-disable total-order: a number is there once
with found_partition as (
  select
    substring(pg_class.relname from '^event_(?:audience|log)_([0-9]+)$')::bigint as number,
    substring(pg_class.relname from '^(event_audience|event_log)_') as parent,
    case
      when pg_inherits.inhrelid is null then 'detached'
      when pg_inherits.inhdetachpending then 'detaching'
      else 'attached'
    end as state
  from pg_class
  left join pg_inherits
    on pg_inherits.inhrelid = pg_class.oid
    and pg_inherits.inhparent in ('event_audience'::regclass, 'event_log'::regclass)
  where pg_class.relnamespace = (
      select log_class.relnamespace
      from pg_class as log_class
      where log_class.oid = 'event_log'::regclass
    )
    and pg_class.relkind = 'r'
    and pg_class.relname ~ '^event_(audience|log)_(0|[1-9][0-9]{0,11})$'
    and (
      (pg_inherits.inhrelid is not null and not pg_inherits.inhdetachpending)
      or obj_description(pg_class.oid, 'pg_class') = :mark!
    )
),
oldest_partition as materialized (
  select
    found_partition.number,
    found_partition.parent,
    found_partition.state
  from found_partition
  order by found_partition.state = 'attached', found_partition.number, found_partition.parent desc
  limit 1
)
select
  oldest_partition.number as "number!",
  oldest_partition.parent as "parent!",
  oldest_partition.state as "state!"
from oldest_partition
cross join event_head
where oldest_partition.state <> 'attached'
  or (
    (oldest_partition.number + 1) * 1000000 <= event_head.position
    and (
      oldest_partition.parent = 'event_audience'
      or (
        (
          select event_log.created_at
          from event_log
          where event_log.position < (oldest_partition.number + 1) * 1000000
          order by event_log.position desc
          limit 1
        ) < now() - make_interval(days => :keepDays!)
        and not exists (
          select from event_failures
          where event_failures.position < (oldest_partition.number + 1) * 1000000
            and event_failures.dead_at is null
        )
        and not exists (
          select from event_consumers
          where (
            select true
            from event_log
            where event_log.shard = event_consumers.shard
              and event_log.position > event_consumers.position
              and event_log.position < (oldest_partition.number + 1) * 1000000
            order by event_log.position
            limit 1
          )
        )
      )
    )
  )
limit 1;

/* @name deleteFailuresOfOldEvents */
-- Deletes the dead events of a partition that is dropped next.
delete from event_failures
where event_failures.position >= :fromPosition!
  and event_failures.position < :beforePosition!
  and event_failures.dead_at is not null;
