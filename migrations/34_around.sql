/*
Who is around: users and live streams by distance. All of it is made of public places: see migration 27.

- The indexes of users hold open accounts alone, and the id with the place: a walk of listProfilesNearby passes over somebody in
  the index alone.
- A live stream has its streamer's public place in its own row. Few streams are live at once, so an index of these is small,
  whatever the number of users and of streams that have ended. Triggers keep it: a stream takes the place when it goes live, goes
  along when its streamer moves or forgets their home, and has none once it has ended. So no place is kept of where somebody
  once was.
- Who goes live locks their account against a change of its place, and a change of place writes the streams that are live by then.
  At REPEATABLE READ and above it does not see a stream that went live since its snapshot.
*/

set local lock_timeout = '3s';

-- The names in the bodies are those of this schema: see migration 27.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create index ix_users_place on users using spgist (place kd_point_ops) include (id) where is_active;
-- Where a plane is not exact enough, and for a service's own statements.
create index ix_users_public_location on users using gist (public_location) where is_active;

alter table streams add column public_location geography(Point, 4326);

comment on column streams.public_location is
'While the stream is live, the public place of its streamer: 230 to 500 m from their home; else null. @personal user_id';

create function set_stream_place() returns trigger
language plpgsql set search_path from current
as $$
begin
  if new.status = 'live' then
    select users.public_location
    into new.public_location
    from users
    where users.id = new.user_id
    for share;
  else
    new.public_location := null;
  end if;
  return new;
end
$$;

comment on function set_stream_place() is 'Keeps public_location that of the streamer, whatever was written into it.';

create trigger tr_streams_set_place before insert or update of status, user_id, public_location on streams
  for each row execute function set_stream_place();

create function move_live_streams() returns trigger
language plpgsql set search_path from current
as $$
begin
  perform from streams
  where streams.user_id = new.id
    and streams.status = 'live'
  order by streams.id
  for no key update;
  update streams
  set public_location = new.public_location
  where streams.user_id = new.id
    and streams.status = 'live';
  return null;
end
$$;

comment on function move_live_streams() is 'Takes the live streams of a user along when their public place changes.';

create trigger tr_users_move_live_streams after update of location, public_location on users
  -- As bytes: a restore has no search_path in which to find the = of geography.
  for each row when (old.public_location::bytea is distinct from new.public_location::bytea)
  execute function move_live_streams();

alter table streams disable trigger tr_streams_updated_at;
update streams
set public_location = null -- the trigger knows better
where streams.status = 'live';
alter table streams enable trigger tr_streams_updated_at;

-- squawk-ignore adding-field-with-default
alter table streams add column place point generated always as (place_of(public_location, id)) stored;

comment on column streams.place is 'public_location on a plane. @secret @personal user_id';

create index ix_streams_place on streams using spgist (place kd_point_ops) include (id, user_id, category)
where status = 'live';
create index ix_streams_public_location on streams using gist (public_location) where status = 'live';
