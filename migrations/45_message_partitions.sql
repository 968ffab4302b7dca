/*
The preparation of messages by month, which `souk-db partition messages` makes. Here they stay one table.

- A row trigger of a partition knows the partition's name as that of its table. refuse_blocked told its tables apart by name, and
  tells them apart by its trigger now, whose name each partition keeps.
- ensure_message_partitions makes partitions of months to come, from the end of the last one on. The ids of messages are UUIDs of
  version 7, which begin with the millisecond of their making, so a range of ids is a month. It does nothing while there is one table.
- An id that a caller chose may lie beyond all months: its message is kept in the default partition, and moves when the month of
  its id is made. What refers to it is written again, since to take it from where it is counts as a deletion.
*/

set local lock_timeout = '3s';

-- Every message pays for this one, so the schema is written into it, as in migration 20.
do $$
begin
  execute format(
    $create$
      create or replace function refuse_blocked() returns trigger
      language plpgsql security definer set search_path = ''
      as $body$
      declare
        one_id uuid;
        other_id uuid;
      begin
        if tg_name = 'tr_messages_not_blocked' then
          select
            conversations.buyer_id,
            conversations.seller_id
          into one_id, other_id
          from %1$s.conversations
          where conversations.id = new.conversation_id;
        elsif tg_table_name = 'follows' then
          one_id := new.follower_id;
          other_id := new.followee_id;
        else
          one_id := new.buyer_id;
          other_id := new.seller_id;
          if pg_catalog.current_setting('transaction_isolation') <> 'read committed' then
            -- A block that the snapshot is too old for has written these rows: then this one fails with 40001.
            insert into %1$s.user_stats (user_id)
            values (least(one_id, other_id)), (greatest(one_id, other_id))
            on conflict (user_id) do nothing;
          end if;
        end if;
        if exists (
          select from %1$s.blocks
          where least(blocks.blocker_id, blocks.blocked_id) = least(one_id, other_id)
            and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(one_id, other_id)
        ) then
          raise exception 'one of the two has blocked the other'
            using errcode = 'check_violation',
              schema = tg_table_schema,
              table = tg_table_name,
              constraint = tg_name;
        end if;
        return null;
      end
      $body$
    $create$,
    (select pg_class.relnamespace::regnamespace::text from pg_class where pg_class.oid = 'blocks'::regclass)
  );
end
$$;

-- The names in the body are those of this schema, as in migration 36.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function ensure_message_partitions(months_ahead integer) returns integer
language plpgsql security definer set search_path from current set lock_timeout = '2s'
as $$
declare
  rest_name text;
  partition_name text;
  from_id uuid;
  to_id uuid;
  starts_at timestamp;
  moved integer;
  moved_ids uuid[];
  last_messages conversations[];
  cases moderation_cases[];
  made integer := 0;
begin
  if months_ahead not between 0 and 36 then
    raise exception 'between 0 and 36 months are made ahead' using errcode = 'invalid_parameter_value';
  end if;
  select pg_class.relname into rest_name
  from pg_partitioned_table
  join pg_class on pg_class.oid = pg_partitioned_table.partdefid
  where pg_partitioned_table.partrelid = 'messages'::regclass;
  if rest_name is null then
    return 0;
  end if;
  -- One session at a time.
  perform pg_advisory_xact_lock(2037, 0);
  loop
    -- The end of the last month. The first twelve digits of an id are its milliseconds.
    select partition_end.id::uuid into from_id
    from pg_inherits
    join pg_class on pg_class.oid = pg_inherits.inhrelid
    cross join substring(pg_get_expr(pg_class.relpartbound, pg_class.oid) from $bound$TO \('([-0-9a-f]{36})'\)$bound$) as partition_end (id)
    where pg_inherits.inhparent = 'messages'::regclass
    order by partition_end.id collate "C" desc nulls last
    limit 1;
    starts_at := to_timestamp(('x' || left(replace(from_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) at time zone 'UTC';
    exit when starts_at > (now() at time zone 'UTC') + make_interval(months => months_ahead);
    to_id := rpad(
      lpad(to_hex((extract(epoch from (starts_at + interval '1 month') at time zone 'UTC') * 1000)::bigint), 12, '0'),
      32,
      '0'
    )::uuid;
    partition_name := to_char(starts_at, '"messages_"YYYY_MM');
    execute format('create table %I (like messages including all)', partition_name);
    -- The tables that attaching locks. The first mode keeps nobody waiting, and ends an autovacuum that is at it: it gives way after
    -- deadlock_timeout, a second. The second one waits for less than that in all: where a command and this one wait for each other,
    -- this one steps back.
    lock table users, conversations, offers, moderation_cases in share update exclusive mode;
    set local lock_timeout = '150ms';
    lock table users, conversations, offers, moderation_cases in share row exclusive mode;
    execute format('lock table %I in access exclusive mode', rest_name);
    execute format('insert into %I select * from %I where id >= $1 and id < $2', partition_name, rest_name) using from_id, to_id;
    get diagnostics moved = row_count;
    if moved > 0 then
      execute format('select array_agg(id) from %I', partition_name) into moved_ids;
      last_messages := array(select conversations from conversations where conversations.last_message_id = any(moved_ids));
      cases := array(select moderation_cases from moderation_cases where moderation_cases.message_id = any(moved_ids));
      -- Without events of deletions.
      execute format('alter table %I disable trigger user', rest_name);
      execute format('delete from %I where id = any($1)', rest_name) using moved_ids;
      execute format('alter table %I enable trigger user', rest_name);
    end if;
    execute format('alter table messages attach partition %I for values from (%L) to (%L)', partition_name, from_id, to_id);
    if moved > 0 then
      update conversations
      set last_message_id = kept.last_message_id
      from unnest(last_messages) as kept
      where conversations.id = kept.id;
      update moderation_cases
      set message_id = kept.message_id
      from unnest(cases) as kept
      where moderation_cases.id = kept.id;
    end if;
    made := made + 1;
  end loop;
  return made;
exception when lock_not_available then
  return null;
end
$$;

revoke execute on function ensure_message_partitions(integer) from public;

comment on function ensure_message_partitions(integer) is
'Makes the partitions of messages for this month and so many after it, and returns their number: 0 while messages are one table, null if other sessions hold a table.';
