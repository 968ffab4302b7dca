import type { Point } from '../../src/geo/geojson.js'

/** The number of rows that never change. */
export const factCount = 300

/** Rows that never change, rows that are locked, counted, altered, and those that callers write. */
export const schemaSql = `
create extension if not exists postgis;
create type mood as enum ('calm', 'glad', 'wild');

create table facts (
  id int primary key, label text not null, mood mood not null, tags text[] not null, place geography(point) not null,
  amount int8 not null, born timestamptz not null, extra jsonb not null, filler text not null
);
insert into facts
select
  n, 'label ' || n || repeat('é', n % 7), (array['calm', 'glad', 'wild'])[n % 3 + 1]::mood,
  array['t' || n, null, 'a,b"' || n], st_point(n % 180, n % 90)::geography,
  n * 1000000000::int8, timestamptz '2024-01-01T00:00:00Z' + n * interval '1 hour',
  jsonb_build_object('id', n, 'list', jsonb_build_array(n, 'ü')), repeat(md5(n::text), 10)
from generate_series(1, ${factCount}) as n;

create table shifting (id int primary key, value int not null);
insert into shifting select n, n from generate_series(1, 50) as n;

create table writes (key int not null, piece int not null, note text not null, mood mood not null default 'glad');
create table taken (key int primary key, note text not null);
insert into taken values (0, 'nobody');
create table parents (key int primary key);
create table children (
  key int not null references parents deferrable initially deferred
);
create table counters (id int primary key, value int not null);
insert into counters select n, 0 from generate_series(1, 4) as n;
create table counted (key int not null, counter int not null);

create procedure write_twice(key int, pause float8) language plpgsql as $$
begin
  insert into writes values (key, 0, 'first half');
  commit;
  perform pg_sleep(pause);
  insert into writes values (key, 1, 'second half');
end $$;
`

/** A row of `facts`, as it must be read. */
export interface Fact {
  readonly id: number
  readonly label: string
  readonly mood: string
  readonly tags: readonly (string | null)[]
  readonly place: Point
  readonly amount: number
  readonly born: Date
  readonly extra: unknown
}

/** The content of a row of `facts`, by its id. */
export function factOf(id: number): Fact {
  return {
    id,
    label: `label ${id}${'é'.repeat(id % 7)}`,
    mood: ['calm', 'glad', 'wild'][id % 3] ?? '',
    tags: [`t${id}`, null, `a,b"${id}`],
    place: { type: 'Point', coordinates: [id % 180, id % 90] },
    amount: id * 1_000_000_000,
    born: new Date(Date.UTC(2024, 0, 1) + id * 3_600_000),
    extra: { id, list: [id, 'ü'] },
  }
}
