/*
Where people live: what the public is shown of a place is a point 230 to 500 m off, and all that is public is made of that point
(membership, order, distances, cursors, clusters, tiles). One exact predicate anywhere would give a home to a tenth of a metre
in some fifty calls.

- users.location and products.location are exact and @secret. public_location stands beside them, written by triggers
  with whatever writes the place, by whatever statement.
- The vector from the one to the other belongs to the owner and the place, and not to the row: twenty listings of one home
  with a vector each would locate it to 19 m. Whatever an owner places within 1 km of an anchor of theirs takes the vector of
  the nearest one; elsewhere a new anchor is drawn. An anchor outlives its listing, so going back finds the old vector, and
  steps are measured from the anchor, so small ones never draw anew.
- The vector is as long as a draw from the ring of 230 to 500 m, each part of it as likely as its area. Its bits are those of
  gen_random_uuid(), for random() is not cryptographic, and an owner sees what it drew.
- place is public_location on a plane, for indexes that walk by distance: Mercator's on the ellipsoid of WGS 84, in
  radians (Snyder, Map Projections: A Working Manual, 1987, formula 7-7), where the order of distances is that of
  st_distance but for tan(latitude) × distance / radius of the Earth: 0.04 % at 5 km in the Gulf. It is moved by up to a
  centimetre, by the bits of the row's id: no two rows are in one place, of which a walk would have to read all at once.
- category_place is the same on a plane of the category's own, some circumferences of the Earth to the east: of one category
  a walk passes over no other one, however rare it is.
- The indexes hold what searches filter by, so a walk passes over rows in the index alone. Entries of SP-GiST come cheapest.
*/

set local lock_timeout = '3s';

create table place_anchors (
  owner_id uuid not null,
  ordinal integer not null,
  anchor geography(Point, 4326) not null,
  bearing double precision not null,
  distance_metres double precision not null,
  created_at timestamptz not null default now(),
  constraint place_anchors_pkey primary key (owner_id, ordinal),
  constraint fk_place_anchors_owner foreign key (owner_id) references users (id) on delete cascade,
  constraint ck_place_anchors_distance_range check (distance_metres between 200 and 600)
);

-- Of an owner with many anchors too, a place looks at those nearby.
create index ix_place_anchors_owner_anchor on place_anchors using gist (owner_id, anchor);

comment on table place_anchors is
'The places of an owner, and how far and where to the public point of each is from the true one. Never shown to anybody.';
comment on column place_anchors.owner_id is 'The user whose place it is. @personal owner_id @withheld';
comment on column place_anchors.ordinal is 'The number of the anchor among those of its owner, from 1. @impersonal';
comment on column place_anchors.anchor is 'The exact place that was first given. @secret @personal owner_id @withheld';
comment on column place_anchors.bearing is
'The direction to the public point, in radians clockwise from north. @secret @personal owner_id @withheld';
comment on column place_anchors.distance_metres is
'The distance to the public point. @secret @personal owner_id @withheld';
comment on column place_anchors.created_at is 'The time when it was drawn. @impersonal';

alter table users add column public_location geography(Point, 4326);
alter table products add column public_location geography(Point, 4326);

comment on column users.location is
'Where somebody is at home, as precisely as they choose to say. For the user only. @secret @disclosed';
comment on column products.location is
'Where it can be picked up; null if the seller does not say. For the seller, and whoever has paid for it. @secret @disclosed';
comment on column users.public_location is
'A point 230 to 500 m from where somebody is at home, which anybody may see; null if they do not say. @personal id';
comment on column products.public_location is
'A point 230 to 500 m from where it can be picked up, which anybody may see; null if the seller does not say. @personal seller_id';

-- The names in the bodies are those of this schema, whatever the search_path of the caller, and not those
-- of its temporary tables, which would come first if pg_temp stood nowhere.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function draw_public_location(exact geography) returns geography
language plpgsql volatile set search_path from current
as $$
declare
  -- Of its 32 digits two are no chance: the 13th, and part of the 17th.
  drawn text := replace(gen_random_uuid()::text, '-', '');
  area double precision := ('x' || left(drawn, 8))::bit(32)::bigint / 4294967296.0;
  turn double precision := ('x' || right(drawn, 8))::bit(32)::bigint / 4294967296.0;
begin
  return st_project(exact, sqrt(230 ^ 2 + area * (500 ^ 2 - 230 ^ 2)), 2 * pi() * turn);
end
$$;

comment on function draw_public_location(geography) is 'A point at random in the ring of 230 to 500 m around a place.';

create function public_location_of(owner uuid, exact geography) returns geography
language plpgsql volatile set search_path from current
as $$
declare
  near_anchor record;
  drawn geography;
begin
  loop
    select place_anchors.*
    into near_anchor
    from place_anchors
    where place_anchors.owner_id = owner
      and st_dwithin(place_anchors.anchor, exact, 1000)
    order by st_distance(place_anchors.anchor, exact), place_anchors.ordinal
    limit 1;
    if found then
      return st_project(exact, near_anchor.distance_metres, near_anchor.bearing);
    end if;
    drawn := draw_public_location(exact);
    -- Another session may draw for the same place: then this one waits for it, and looks again. At REPEATABLE READ and
    -- above it does not see what the other one drew, and fails with 40001.
    insert into place_anchors (owner_id, ordinal, anchor, bearing, distance_metres)
    select
      users.id,
      coalesce(
        (
          select max(place_anchors.ordinal)
          from place_anchors
          where place_anchors.owner_id = owner
        ),
        0
      ) + 1,
      exact,
      st_azimuth(exact, drawn),
      st_distance(exact, drawn)
    from users
    where users.id = owner
    on conflict (owner_id, ordinal) do nothing;
    if not found and not exists (select from users where users.id = owner) then
      -- The foreign key of the row refuses it.
      return null;
    end if;
  end loop;
end
$$;

comment on function public_location_of(uuid, geography) is
  'The point that the public is shown of a place of an owner''s. Draws a vector where none of theirs is within 1 km.';

create function set_public_location() returns trigger
language plpgsql set search_path from current
as $$
begin
  if (
    st_x(new.location::geometry) between -180 and 180
    and st_y(new.location::geometry) between -90 and 90
  ) is not true then
    -- There is no place, or one that the check of the row refuses.
    new.public_location := null;
  elsif tg_op = 'UPDATE' and new.location = old.location and old.public_location is not null then
    new.public_location := old.public_location;
  elsif tg_table_name = 'products' then
    new.public_location := public_location_of(new.seller_id, new.location);
  elsif tg_op = 'INSERT' then
    -- The anchor follows when the row is there: see keep_first_anchor.
    new.public_location := draw_public_location(new.location);
  else
    new.public_location := public_location_of(new.id, new.location);
  end if;
  return new;
end
$$;

comment on function set_public_location() is 'Keeps public_location in step with location, whatever was written into it.';

create trigger tr_users_set_public_location before insert or update of location, public_location on users
  for each row execute function set_public_location();
create trigger tr_products_set_public_location before insert or update of location, public_location on products
  for each row execute function set_public_location();

create function keep_first_anchor() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into place_anchors (owner_id, ordinal, anchor, bearing, distance_metres)
  values (
    new.id,
    1,
    new.location,
    st_azimuth(new.location, new.public_location),
    st_distance(new.location, new.public_location)
  );
  return null;
end
$$;

comment on function keep_first_anchor() is 'Keeps the vector that was drawn for the place of a new user.';

create trigger tr_users_keep_first_anchor after insert on users
  for each row when (new.public_location is not null)
  execute function keep_first_anchor();

-- A return body is bound to what it names: it needs no search_path, as in a restore. To add one and take it away makes
-- nothing of a number that is almost nothing, of which radians() would end with an underflow.
create function place_of(location geography) returns point
language sql immutable strict parallel safe
return point(
  radians(1 + st_x(location::geometry) - 1),
  asinh(tan(radians(1 + st_y(location::geometry) - 1)))
  - 0.0818191908426215 * atanh(0.0818191908426215 * sin(radians(1 + st_y(location::geometry) - 1)))
);

comment on function place_of(geography) is 'A place in Mercator''s projection of the ellipsoid of WGS 84, in radians.';

create function place_of(location geography, id uuid) returns point
language sql immutable strict parallel safe
return place_of(location) + point(
  ('x' || left(right(id::text, 8), 4))::bit(16)::integer * 2.4e-14,
  ('x' || right(id::text, 4))::bit(16)::integer * 2.4e-14
);

comment on function place_of(geography, uuid) is 'place_of(geography), moved by up to a centimetre that the id decides.';

-- The number of an enumeration's value differs from one database to another, and so may that of its plane. Two categories on
-- one plane do no harm: searches compare the category, too.
create function plane_of(category product_category) returns point
language sql immutable strict parallel safe
return point(8 * (hashenum(category) & 4095), 0);

comment on function plane_of(product_category) is 'The way from the plane of all products to that of a category''s.';

-- The first term is the centimetre by which a place is moved. The scale at a latitude is one over N cos(latitude), with N the radius of curvature across the meridian; along the way it
-- is nowhere larger than where the way may come nearest to a pole.
create function place_radius(origin geography, metres double precision) returns double precision
language sql immutable strict parallel safe
return 4e-9 + greatest(metres, 1)
  * sqrt(1 - (0.0818191908426215 * sin(least(pi() / 2, radians(abs(st_y(origin::geometry))) + greatest(metres, 1) / 6335439))) ^ 2)
  / (6378137 * cos(least(pi() / 2, radians(abs(st_y(origin::geometry))) + greatest(metres, 1) / 6335439)));

comment on function place_radius(geography, double precision) is
  'The radius around place_of(origin) outside of which nothing is within so many metres of the origin.';

alter table users disable trigger tr_users_updated_at;
alter table products disable trigger tr_products_updated_at;
update users
set location = users.location
where users.location is not null;
update products
set location = products.location
where products.location is not null;
alter table users enable trigger tr_users_updated_at;
alter table products enable trigger tr_products_updated_at;

-- To have them at once costs a rewrite of the tables, in the one migration in which each row is written anyhow.
-- squawk-ignore adding-field-with-default
alter table users add column place point generated always as (place_of(public_location, id)) stored;
alter table products
  -- squawk-ignore adding-field-with-default
  add column place point generated always as (place_of(public_location, id)) stored,
  -- squawk-ignore adding-field-with-default
  add column category_place point generated always as (place_of(public_location, id) + plane_of(category)) stored;

comment on column users.place is 'public_location on a plane. @secret @personal id';
comment on column products.place is 'public_location on a plane. @secret @personal seller_id';
comment on column products.category_place is 'public_location on the plane of its category. @secret @personal seller_id';

-- listProductsNearby, of all products and of a category.
create index ix_products_place on products using spgist (place kd_point_ops)
include (id, seller_id, condition, feed_type, currency, price_minor) where is_available;
create index ix_products_category_place on products using spgist (category_place kd_point_ops)
include (id, seller_id, category, condition, feed_type, currency, price_minor) where is_available;
-- listProductsFar, and a service's own statements. idx_products_location walks exact places.
create index ix_products_public_location on products using gist (public_location) where is_available;
drop index idx_products_category_location;
