/* A small schema with one of everything that generation must tell apart. */

set local lock_timeout = '3s';

create extension if not exists postgis;
create extension if not exists citext;

create type pet_kind as enum ('cat', 'dog', 'axolotl');
create type "order state" as enum ('it''s open', 'closed');
create domain percentage as int check (value between 0 and 100);
create domain short_texts as text[];
create type dimensions as (width int, height int);

comment on type pet_kind is 'What sort of animal it is.';

create table people (
  id int primary key,
  name citext not null,
  nickname text,
  boss_id int references people,
  home geography(Point, 4326),
  constraint people_name_key unique (name),
  constraint ck_people_not_own_boss check (boss_id <> id)
);

comment on column people.nickname is 'What friends say; not a */ trap.';

create table pets (
  id int primary key,
  owner_id int references people,
  name text not null,
  kind pet_kind not null,
  tags text[] not null default '{}' constraint ck_pets_tags check (array_position(tags, null) is null and cardinality(tags) < 9),
  nicknames text[] not null default '{}',
  constraint ex_pets_name exclude using btree (name with =)
);

create unique index ux_pets_lower_name on pets (lower(name), owner_id);

create table values_of_every_type (
  a_bool boolean not null,
  a_bytea bytea not null,
  a_char char(3) not null,
  a_cidr cidr not null,
  a_citext citext not null,
  a_date date not null,
  a_dimensions dimensions not null,
  a_domain percentage not null,
  a_float4 float4 not null,
  a_float8 float8 not null,
  a_geography geography(Point, 4326) not null,
  a_polygon geography(Polygon, 4326),
  a_geometry geometry(Point, 4326) not null,
  a_point point not null,
  a_inet inet not null,
  a_int2 int2 not null,
  a_int4 int4 not null,
  a_int8 int8 not null,
  a_interval interval not null,
  a_json json not null,
  a_jsonb jsonb not null,
  a_kind pet_kind not null,
  a_macaddr macaddr not null,
  a_numeric numeric(12, 3) not null,
  a_range int4range not null,
  a_text text not null,
  a_time time not null,
  a_timestamp timestamp not null,
  a_timestamptz timestamptz not null,
  a_timetz timetz not null,
  a_tsvector tsvector not null,
  a_uuid uuid not null,
  a_varchar varchar(9) not null,
  some_domains percentage[] not null,
  some_kinds pet_kind[] not null,
  some_numbers int8[] not null,
  some_places geography(Point, 4326)[] not null,
  some_texts short_texts not null,
  some_times timestamptz[] not null
);

create table measurements (id int not null, taken_on date not null, constraint measurements_pkey primary key (id, taken_on))
partition by range (taken_on);
create table measurements_2026 partition of measurements for values from ('2026-01-01') to ('2027-01-01');

create view pet_owners as select pets.id, people.name as owner_name from pets left join people on people.id = pets.owner_id;
