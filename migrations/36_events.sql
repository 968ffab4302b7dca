/*
Events: what happened, for those who must know.

- What happens is written into outbox, in the statement that makes it happen (migration 37): the two are committed together or
  not at all. outbox is almost always empty.
- A number drawn by a transaction that is still open says nothing about what was committed first. So events are numbered after
  the commit: one session at a time moves what it sees from outbox to event_log, under the lock of event_head. Positions have no
  gaps and become visible in their order. Whoever sees the later event of an aggregate sees its earlier ones, for each of them
  was written under the lock of the aggregate's row.
- event_log is append only and has a partition for each million of positions (event_log_0, event_log_1, ...), so that old events
  go by dropping a table. There is no default partition: DETACH ... CONCURRENTLY is refused where one exists.
- A consumer has a position in each of 32 shards of the log. A worker takes a shard with a lease, and each taking has a number
  (attempt): only the newest one moves the position. An aggregate is in one shard, so its events are handled in order.
- An event that a consumer could not handle goes to event_failures, and later events of its aggregate wait behind it there until
  it is handled or given up (dead_at). Of the waiting, the first one of each aggregate has a time of its next try; those behind
  it, and those given up, have infinity.
- Payloads hold ids and public facts, so that an erased person leaves nothing here but ids.
*/

set local lock_timeout = '3s';

create table outbox (
  seq bigint not null generated always as identity,
  aggregate_id uuid not null,
  type text not null,
  version integer not null default 1,
  audience uuid[] not null default '{}',
  payload jsonb not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  constraint outbox_pkey primary key (seq),
  constraint ck_outbox_type_form check (type ~ '^[a-z][A-Za-z0-9_]*([.][a-z][A-Za-z0-9_]*)*$' and char_length(type) <= 100),
  constraint ck_outbox_version_positive check (version > 0),
  constraint ck_outbox_audience_length check (cardinality(audience) <= 1000),
  constraint ck_outbox_payload_object check (jsonb_typeof(payload) = 'object'),
  constraint ck_outbox_payload_size check (pg_column_size(payload) <= 16384)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

comment on table outbox is 'An event that was committed and has no position yet. @name OutboxEvent';
comment on column outbox.seq is 'The order of writing, which is that of each aggregate. @impersonal';
comment on column outbox.aggregate_id is
'The row that every command with this kind of event locks, such as the conversation of a message. @impersonal';
comment on column outbox.type is 'The kind of event, such as message.sent. @impersonal';
comment on column outbox.version is 'The version of the payload''s form. @impersonal';
comment on column outbox.audience is
'The ids of the users whom the event concerns, at most 1,000. Ids alone: they lead to nothing of an erased user. @impersonal';
comment on column outbox.payload is 'Ids and public facts: an object of at most 16,384 bytes, without personal data. @impersonal';
comment on column outbox.created_at is 'The time of writing. @impersonal';

create table event_log (
  position bigint not null,
  shard integer not null,
  aggregate_id uuid not null,
  type text not null,
  version integer not null,
  audience uuid[] not null,
  payload jsonb not null,
  created_at timestamptz not null,
  constraint event_log_pkey primary key (position)
) partition by range (position);

-- What a consumer reads next (readEventShards).
create index ix_event_log_shard_position on event_log (shard, position);
-- What concerned a user since a position.
create index ix_event_log_audience on event_log using gin (audience);

comment on table event_log is 'An event with its position: written once, never changed, kept by the million. @name LoggedEvent';
comment on column event_log.position is 'The place among all events, without gaps, in the order of becoming visible. @impersonal';
comment on column event_log.shard is 'The last five bits of the aggregate''s id: 0 to 31. @impersonal';
comment on column event_log.aggregate_id is
'The row that every command with this kind of event locks, such as the conversation of a message. @impersonal';
comment on column event_log.type is 'The kind of event, such as message.sent. @impersonal';
comment on column event_log.version is 'The version of the payload''s form. @impersonal';
comment on column event_log.audience is
'The ids of the users whom the event concerns. Ids alone: they lead to nothing of an erased user. @impersonal';
comment on column event_log.payload is 'Ids and public facts, without personal data. @impersonal';
comment on column event_log.created_at is 'The time of writing, which is not the order of positions. @impersonal';

create table event_head (
  one boolean not null default true,
  position bigint not null default 0,
  constraint event_head_pkey primary key (one),
  constraint ck_event_head_one check (one),
  constraint ck_event_head_position_not_negative check (position >= 0)
) with (fillfactor = 20);

insert into event_head default values;

comment on table event_head is 'The newest position. Whoever numbers events holds the lock of this one row. @name EventHead';
comment on column event_head.one is 'True: there is one row. @impersonal';
comment on column event_head.position is 'The position of the newest numbered event; 0 before the first. @impersonal';

create table event_consumers (
  name text not null,
  shard integer not null,
  position bigint not null default 0,
  attempt bigint not null default 0,
  worker text,
  leased_until timestamptz not null default '-infinity',
  created_at timestamptz not null default now(),
  constraint event_consumers_pkey primary key (name, shard),
  constraint ck_event_consumers_name_length check (char_length(name) between 1 and 100),
  constraint ck_event_consumers_shard_range check (shard between 0 and 31),
  constraint ck_event_consumers_position_not_negative check (position >= 0),
  constraint ck_event_consumers_attempt_not_negative check (attempt >= 0),
  constraint ck_event_consumers_worker_length check (char_length(worker) between 1 and 200)
) with (fillfactor = 30);

comment on table event_consumers is 'The progress of a consumer in one of its 32 shards. @name EventConsumerShard';
comment on column event_consumers.name is 'The name of the consumer. @impersonal';
comment on column event_consumers.shard is 'The shard, 0 to 31. @impersonal';
comment on column event_consumers.position is
'The position up to which the shard''s events are handled, or wait in event_failures. @impersonal';
comment on column event_consumers.attempt is 'The number of times that a worker took the shard. @impersonal';
comment on column event_consumers.worker is 'The worker that took it last, as host and process; null before. @impersonal';
comment on column event_consumers.leased_until is
'The end of the worker''s lease; -infinity when it has given the shard back. @impersonal';
comment on column event_consumers.created_at is 'The time when the consumer first ran. @impersonal';

create table event_failures (
  consumer text not null,
  position bigint not null,
  shard integer not null,
  aggregate_id uuid not null,
  tries integer not null,
  next_at timestamptz not null,
  failed_at timestamptz,
  dead_at timestamptz,
  error_code text,
  error_message text,
  created_at timestamptz not null default now(),
  constraint event_failures_pkey primary key (consumer, position),
  constraint fk_event_failures_consumer foreign key (consumer, shard)
    references event_consumers (name, shard) on delete cascade,
  constraint ck_event_failures_tries_not_negative check (tries >= 0),
  constraint ck_event_failures_dead_failed check (dead_at is null or failed_at is not null),
  constraint ck_event_failures_dead_not_due check (dead_at is null or next_at = 'infinity'),
  constraint ck_event_failures_error_code_length check (char_length(error_code) between 1 and 100),
  constraint ck_event_failures_error_message_length check (char_length(error_message) between 1 and 500)
);

-- The shards with an event to try again (claimEventShards). It is also the index of the foreign key.
create index ix_event_failures_consumer_shard_next on event_failures (consumer, shard, next_at);
-- The events that wait, in the order of each aggregate.
create index ix_event_failures_waiting on event_failures (consumer, aggregate_id, position) where dead_at is null;

comment on table event_failures is
'An event that a consumer could not handle, or that waits behind one of its aggregate. @name EventFailureRow';
comment on column event_failures.consumer is 'The consumer. @impersonal';
comment on column event_failures.position is 'The position of the event. @impersonal';
comment on column event_failures.shard is 'The shard of the event. @impersonal';
comment on column event_failures.aggregate_id is 'The aggregate of the event. @impersonal';
comment on column event_failures.tries is 'The number of times that it failed; 0 while it only waits behind another. @impersonal';
comment on column event_failures.next_at is
'The time of the next try; infinity behind another event of the aggregate, or when it was given up. @impersonal';
comment on column event_failures.failed_at is 'The time of the last failure; null if there was none. @impersonal';
comment on column event_failures.dead_at is
'The time when it was given up, so that later ones could pass; null while it is tried. @impersonal';
comment on column event_failures.error_code is 'The code or class of the last error. @impersonal';
comment on column event_failures.error_message is 'A short description of the last error, without values. @impersonal';
comment on column event_failures.created_at is 'The time when it was set aside. @impersonal';

-- The names in the body are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function ensure_event_partitions(partitions_ahead integer) returns integer
language plpgsql set search_path from current set lock_timeout = '2s'
as $$
declare
  current_number bigint;
  partition_name text;
  made integer := 0;
begin
  if partitions_ahead not between 0 and 100 then
    raise exception 'between 0 and 100 partitions are made ahead' using errcode = 'invalid_parameter_value';
  end if;
  -- One session at a time; the lock of event_head would hold up numbering.
  perform pg_advisory_xact_lock(2036, 0);
  select event_head.position / 1000000 into current_number
  from event_head;
  for partition_number in current_number..current_number + partitions_ahead loop
    partition_name := 'event_log_' || partition_number;
    continue when exists (
      select from pg_inherits
      join pg_class on pg_class.oid = pg_inherits.inhrelid
      where pg_inherits.inhparent = 'event_log'::regclass
        and pg_class.relname = partition_name
    );
    -- Made and then attached, which lets events be read and numbered meanwhile.
    execute format('create table %I (like event_log including all)', partition_name);
    execute format(
      'alter table event_log attach partition %I for values from (%s) to (%s)',
      partition_name,
      partition_number * 1000000,
      (partition_number + 1) * 1000000
    );
    made := made + 1;
  end loop;
  return made;
exception when lock_not_available then
  return null;
end
$$;

comment on function ensure_event_partitions(integer) is
'Makes the partitions of event_log for the newest position and so many after it, and returns their number; null if another session holds the table for longer than two seconds.';

select ensure_event_partitions(4);
