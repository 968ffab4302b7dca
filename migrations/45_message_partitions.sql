/*
The preparation of messages by month, which `souk-db partition messages` makes. Here they stay one table.

- A row trigger of a partition knows the partition's name as that of its table. refuse_blocked told its tables apart by name, and
  tells them apart by its trigger now, whose name each partition keeps.
- ensure_message_partitions makes partitions of months to come, from the end of the last one on. The ids of messages are UUIDs of
  version 7, which begin with the millisecond of their making, so a range of ids is a month. It does nothing while there is one table.
- An id that a caller chose may lie beyond all months: its message is kept in the default partition, and moves when the month of
  its id is made. To take it from where it is counts as a deletion: what the package has that refers to it is written again, and
  the keys of a service's own tables are made anew, for its next validation.
- A partition has rights of nobody but the owner, whatever the default privileges are: policies hold for the whole table alone.
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
  columns text;
  triggers text[];
  keys text[];
  keys_again text[];
  step text;
  moved integer;
  moved_ids uuid[];
  last_messages conversations[];
  cases moderation_cases[];
  made integer := 0;
begin
  if months_ahead is null or months_ahead not between 0 and 36 then
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
  select string_agg(quote_ident(pg_attribute.attname), ', ' order by pg_attribute.attnum) into columns
  from pg_attribute
  where pg_attribute.attrelid = 'messages'::regclass
    and pg_attribute.attnum > 0
    and not pg_attribute.attisdropped
    and pg_attribute.attgenerated = '';
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
    for step in
      select format(
        'revoke all on %I from %s cascade',
        partition_name,
        case granted.grantee when 0 then 'public' else granted.grantee::regrole::text end
      )
      from pg_class
      cross join aclexplode(pg_class.relacl) as granted
      where pg_class.oid = partition_name::regclass and granted.grantee <> pg_class.relowner
      group by granted.grantee
    loop
      execute step;
    end loop;
    -- The tables that attaching locks. The first mode keeps nobody waiting, and ends an autovacuum that is at it: it gives way after
    -- deadlock_timeout, a second. The second one waits for less than that in all: where a command and this one wait for each other,
    -- this one steps back.
    lock table users, conversations, offers, moderation_cases in share update exclusive mode;
    set local lock_timeout = '150ms';
    lock table users, conversations, offers, moderation_cases in share row exclusive mode;
    execute format('lock table %I in access exclusive mode', rest_name);
    execute format('insert into %1$I (%2$s) select %2$s from %3$I where id >= $1 and id < $2', partition_name, columns, rest_name)
      using from_id, to_id;
    get diagnostics moved = row_count;
    if moved > 0 then
      execute format('select array_agg(id) from %I', partition_name) into moved_ids;
      last_messages := array(select conversations from conversations where conversations.last_message_id = any(moved_ids));
      cases := array(select moderation_cases from moderation_cases where moderation_cases.message_id = any(moved_ids));
      select
        array_agg(format('alter table %s drop constraint %I', pg_constraint.conrelid::regclass, pg_constraint.conname)),
        array_agg(
          format(
            'alter table %s add constraint %I %s not valid',
            pg_constraint.conrelid::regclass,
            pg_constraint.conname,
            replace(pg_get_constraintdef(pg_constraint.oid), ' NOT VALID', '')
          )
        )
      into keys, keys_again
      from pg_constraint
      where pg_constraint.confrelid = 'messages'::regclass
        and pg_constraint.contype = 'f'
        and pg_constraint.conparentid = 0
        and pg_constraint.conrelid not in ('conversations'::regclass, 'moderation_cases'::regclass);
      -- Without events of deletions.
      select array_agg(pg_trigger.tgname) into triggers
      from pg_trigger
      where pg_trigger.tgrelid = rest_name::regclass and not pg_trigger.tgisinternal and pg_trigger.tgenabled = 'O';
      foreach step in array coalesce(keys, '{}') loop
        execute step;
      end loop;
      foreach step in array coalesce(triggers, '{}') loop
        execute format('alter table %I disable trigger %I', rest_name, step);
      end loop;
      execute format('delete from %I where id = any($1)', rest_name) using moved_ids;
      foreach step in array coalesce(triggers, '{}') loop
        execute format('alter table %I enable trigger %I', rest_name, step);
      end loop;
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
      foreach step in array coalesce(keys_again, '{}') loop
        execute step;
      end loop;
    end if;
    made := made + 1;
  end loop;
  return made;
exception when lock_not_available or deadlock_detected then
  return null;
end
$$;

revoke execute on function ensure_message_partitions(integer) from public;

comment on function ensure_message_partitions(integer) is
'Makes the partitions of messages for this month and so many after it, and returns their number: 0 while messages are one table, null if other sessions hold a table.';
