/* Tables of a market: places of both types, partial indexes, a secret, and the parts of a whole. */

set local lock_timeout = '3s';

create table stalls (
  id int not null,
  keeper_id int,
  name text not null,
  category text not null,
  status text not null,
  is_open boolean not null default true,
  opened_at timestamptz not null,
  closed_at timestamptz,
  safe_code text,
  radius_metres int,
  place geography(Point, 4326) not null,
  spot geometry(Point, 4326),
  zone geometry(Polygon, 4326),
  plan geometry(Polygon, 3857),
  constraint stalls_pkey primary key (id),
  constraint fk_stalls_keeper foreign key (keeper_id) references people (id)
);

comment on column stalls.safe_code is 'The code of the safe. @secret';

create index idx_stalls_place on stalls using gist (place) where is_open;
create index idx_stalls_spot on stalls using gist (spot);
create index ix_stalls_opened_at on stalls (opened_at) where is_open;
create index ix_stalls_category on stalls (category, opened_at) where is_open;
create index ix_stalls_keeper on stalls (keeper_id, status) where closed_at is null;
create unique index ux_stalls_name_of_active on stalls (name) where status in ('active', 'paused');
create unique index ux_stalls_lower_name on stalls (lower(name)) where status = 'active';

create table stall_tags (
  stall_id int not null,
  tag text not null,
  added_by text,
  constraint stall_tags_pkey primary key (stall_id, tag)
);

comment on column stall_tags.added_by is 'Whoever added it. @secret';
