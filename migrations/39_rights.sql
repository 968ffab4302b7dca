/*
Rights: what the roles of `souk-db roles` need where the role that a service connects with is not to have them itself.

- A few functions run with the rights of their owner, so that others need none on what they write or lock: the vectors behind
  public places, sessions and tokens that end with an account, the log of events, new partitions of it and of analytics_events,
  and everything of a person who is deleted, erased or gets an export.
- Nobody may call them but their owner, and whom `souk-db roles` lets. A trigger asks for no right to its function.
- All of them have a search path of their own, so that a caller cannot put anything in the place of what they name.
- Events are numbered by a function, in the statement of which nothing is changed: who consumes events need not be able to
  write the log, or to take anything from the outbox.
- Views have the rights of whoever reads them: a role sees through a view what it sees without it.
*/

set local lock_timeout = '3s';

alter view product_cards set (security_invoker = true);
alter view profiles set (security_invoker = true);

-- The names in the body are those of this schema, as in migration 36.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function number_events(at_most integer) returns integer
language plpgsql security definer set search_path from current
as $$
declare
  numbered_count integer;
begin
  if at_most not between 1 and 100000 then
    raise exception 'between 1 and 100,000 events are numbered at once' using errcode = 'invalid_parameter_value';
  end if;
  with locked_head as materialized (
    select event_head.position
    from event_head
    for update skip locked
  ),
  taken_event as (
    delete from outbox
    where outbox.seq in (
      select waiting_event.seq
      from outbox as waiting_event
      where (select true from locked_head)
      order by waiting_event.seq
      limit at_most
    )
    returning
      outbox.seq,
      outbox.aggregate_id,
      outbox.type,
      outbox.version,
      outbox.audience,
      outbox.payload,
      outbox.created_at
  ),
  logged_event as (
    insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
    select
      locked_head.position + row_number() over (order by taken_event.seq),
      get_byte(uuid_send(taken_event.aggregate_id), 15) & 31,
      taken_event.aggregate_id,
      taken_event.type,
      taken_event.version,
      taken_event.audience,
      taken_event.payload,
      taken_event.created_at
    from taken_event
    cross join locked_head
    order by taken_event.seq
    returning event_log.position
  ),
  moved_head as (
    update event_head
    set position = event_head.position + logged.count
    from (select count(*) as count from logged_event) as logged
    where logged.count > 0
    returning logged.count
  ),
  hint as materialized (
    select
      moved_head.count,
      pg_notify('souk_events', '') as sent
    from moved_head
  )
  select coalesce(sum(hint.count), 0) into numbered_count
  from hint;
  return numbered_count;
end
$$;

comment on function number_events(integer) is
'Moves at most so many events from the outbox to the log, and returns their number; 0 if another session is at it.';

-- Triggers that a cascade fires run as the role that began it: here that is the owner, who may write all that they count.
create function delete_user(person uuid) returns boolean
language plpgsql security definer set search_path from current
as $$
begin
  delete from users where users.id = person;
  return found;
end
$$;

comment on function delete_user(uuid) is
'Deletes a user and all that goes with them, and returns whether there was one. Payments keep a user: a foreign key refuses it.';

do $$
declare
  routine text;
begin
  foreach routine in array array[
    'delete_user(uuid)',
    'ensure_analytics_partitions(date, date)',
    'ensure_event_partitions(integer)',
    'erase_user(uuid, boolean)',
    'export_personal_data(uuid)',
    'keep_first_anchor()',
    'number_events(integer)',
    'revoke_closed_access()',
    'set_public_location()',
    'void_tokens_of_old_address()'
  ]
  loop
    execute format('alter function %s security definer', routine);
    execute format('revoke execute on function %s from public', routine);
  end loop;
end
$$;

-- Whoever could call it would learn the vector of anybody's place. The trigger does, as the owner.
revoke execute on function public_location_of(uuid, geography) from public;
