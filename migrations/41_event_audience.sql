/*
The events of each user, for live streams: which positions concern them, by user and in order.

- The index on the audience of event_log told what concerned a user, but not in which order: a page of 256 events read all of the
  user's events of 30 days, and the list of what the index had not yet taken in, which made it 0.4 to 10 ms.
- event_audience has a row for each user whom an event concerns, written by the statement that numbers the event. A page of a user
  walks as many of its rows as the page is long.
- It has a partition for each of event_log, with the same positions, and goes with it. The two never have a partition that the
  other lacks, but while one is being dropped: then event_log's goes first.
- Events wait in the outbox for the moment that this takes. Migration 42 writes down the events of before, and migration 43 drops
  the index, each in a transaction of its own.
*/

set local lock_timeout = '3s';

-- No partition is made, and no event numbered, until the trigger is there.
select pg_advisory_xact_lock(2036, 0);
lock table event_log in share row exclusive mode;

create table event_audience (
  user_id uuid not null,
  position bigint not null,
  constraint event_audience_pkey primary key (user_id, position)
) partition by range (position);

comment on table event_audience is 'A user whom an event of the log concerns. @name EventAudience';
comment on column event_audience.user_id is 'The user. An id alone: it leads to nothing of an erased user. @impersonal';
comment on column event_audience.position is 'The position of the event. @impersonal';

-- The names in the body are those of this schema, as in migration 36.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create or replace function ensure_event_partitions(partitions_ahead integer) returns integer
language plpgsql security definer set search_path from current set lock_timeout = '2s'
as $$
declare
  parent_name text;
  partition_name text;
  from_number integer;
  to_number integer;
  made integer := 0;
begin
  if partitions_ahead not between 0 and 100 then
    raise exception 'between 0 and 100 partitions are made ahead' using errcode = 'invalid_parameter_value';
  end if;
  -- One session at a time; the lock of event_head would hold up numbering.
  perform pg_advisory_xact_lock(2036, 0);
  select event_head.position / 1000000, event_head.position / 1000000 + partitions_ahead into from_number, to_number
  from event_head;
  for partition_number in from_number..to_number loop
    foreach parent_name in array array['event_audience', 'event_log'] loop
      partition_name := format('%s_%s', parent_name, partition_number);
      continue when exists (
        select from pg_inherits
        join pg_class on pg_class.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = parent_name::regclass
          and pg_class.relname = partition_name
      );
      -- Made and then attached, which lets events be read and numbered meanwhile.
      execute format('create table %I (like %I including all)', partition_name, parent_name);
      execute format(
        'alter table %I attach partition %I for values from (%s) to (%s)',
        parent_name,
        partition_name,
        partition_number * 1000000::bigint,
        (partition_number + 1) * 1000000::bigint
      );
      made := made + 1;
    end loop;
  end loop;
  return made;
exception when lock_not_available then
  return null;
end
$$;

comment on function ensure_event_partitions(integer) is
'Makes the partitions of event_log and event_audience for the newest position and so many after it, and returns their number; null if another session holds a table for longer than two seconds.';

-- A position that a log has lost, and given to another event since, may have a row already: readers ask the event, too.
create function note_event_audience() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into event_audience (user_id, position)
  select
    member.user_id,
    new_event.position
  from new_event
  cross join unnest(new_event.audience) as member (user_id)
  where member.user_id is not null
  on conflict (user_id, position) do nothing;
  return null;
end
$$;

comment on function note_event_audience() is 'Writes down whom events concern, as they get their positions.';
revoke execute on function note_event_audience() from public;

-- For every partition that the log has, also those behind the newest position.
do $$
declare
  partition_number bigint;
begin
  for partition_number in
    select substring(pg_class.relname from '^event_log_([0-9]+)$')::bigint
    from pg_inherits
    join pg_class on pg_class.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = 'event_log'::regclass
  loop
    execute format(
      'create table %I partition of event_audience for values from (%s) to (%s)',
      'event_audience_' || partition_number,
      partition_number * 1000000,
      (partition_number + 1) * 1000000
    );
  end loop;
end
$$;

create trigger tr_event_log_note_audience
  after insert on event_log
  referencing new table as new_event
  for each statement execute function note_event_audience();
