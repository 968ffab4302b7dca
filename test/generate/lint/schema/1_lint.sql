/* Tables with indexes of every sort that the lint rules must tell apart. */

set local lock_timeout = '3s';

create extension if not exists postgis;
create extension if not exists citext;

create table people (
  id int not null,
  email text not null,
  handle citext not null,
  phone text,
  code varchar(10) not null,
  nickname text,
  born_on date,
  created_at timestamptz not null default now(),
  home geography(Point, 4326),
  constraint people_pkey primary key (id),
  constraint people_email_key unique (email),
  constraint people_handle_key unique (handle),
  constraint people_phone_key unique (phone),
  constraint people_code_key unique (code)
);

create index ix_people_created_at on people (created_at);
create index idx_people_home on people using gist (home);
create index ix_people_lower_nickname on people (lower(nickname));
create index ix_people_nickname on people (nickname);

create table pets (
  id int not null,
  owner_id int,
  name text not null,
  weight int not null default 0,
  tags text[] not null default '{}',
  constraint pets_pkey primary key (id),
  constraint fk_pets_owner foreign key (owner_id) references people (id)
);

create index ix_pets_owner on pets (owner_id);
create index ix_pets_name_born on pets (name, weight);
create unique index ux_pets_name_of_owned on pets (name) where owner_id is not null;

create table visits (
  pet_id int not null,
  day date not null,
  note text,
  constraint visits_pkey primary key (pet_id, day)
);

create view pet_names as select pets.id, pets.name from pets;
create view people_cards as select people.id as person_id, people.nickname as shown_name from people where people.id > 0;
create view first_people as select distinct people.id from people;
