import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unknownFacts } from '../../src/generate/nullness/output-column.js'
import { StatementFacts } from '../../src/generate/nullness/statement-facts.js'
import { loadParser } from '../../src/generate/read/statement-tree.js'
import { openSchemaSession } from '../../src/generate/schema/schema-session.js'
import { describeStatement } from '../../src/generate/type/describe-statement.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

/**
 * Statements whose nullability is easily told wrong, and the columns that can be null.
 *
 * Each is run on data with an unmatched row on both sides of each join and a null in each nullable column, so the
 * right side of this table is held against what the server gives: a column that is not listed never is null, and
 * one that is listed is.
 */
const cases: Readonly<Record<string, readonly [sql: string, nullable: readonly string[]]>> = {
  'plain columns': ['select people.id, people.name, people.nickname from people', ['nickname']],
  'an alias of a column': ['select people.id as number, people.nickname as nick from people', ['nick']],
  'the far side of a left join': [
    'select pets.id, people.name from pets left join people on people.id = pets.owner_id',
    ['name'],
  ],
  'the far side of a right join': [
    'select people.name, pets.id from people right join pets on people.id = pets.owner_id',
    ['name'],
  ],
  'both sides of a full join': [
    'select pets.id, people.name from pets full join people on people.id = pets.owner_id',
    ['id', 'name'],
  ],
  'an inner join': ['select pets.id, people.name from pets join people on people.id = pets.owner_id', []],
  'an inner join behind a left join': [
    `select people.id, pets.id as pet_id, toy.id as toy_id
     from people left join (pets join pets as toy on toy.id = pets.id) on pets.owner_id = people.id`,
    ['pet_id', 'toy_id'],
  ],
  'a join with an alias': [
    'select both_sides.pet, both_sides.person from (pets left join people on people.id = owner_id) as both_sides (pet, owner_id, a, b, c, d, person)',
    ['person'],
  ],
  'columns without a qualifier': [
    'select kind, boss_id, nickname, tags from pets left join people on people.id = owner_id',
    ['boss_id', 'nickname'],
  ],
  'a joining column of using': [
    'select id, pets.id as pet_id from people left join pets using (id)',
    ['pet_id'],
  ],
  'a star behind a left join': [
    'select people.*, pets.id as pet_id from people left join pets on pets.owner_id = people.id',
    ['nickname', 'boss_id', 'home', 'pet_id'],
  ],
  'a star on the far side': [
    'select people.id as number, pets.* from people left join pets on pets.owner_id = people.id',
    ['id', 'owner_id', 'name', 'kind', 'tags', 'nicknames'],
  ],
  'a subquery on the far side': [
    'select people.id, pet.id as pet_id from people left join (select pets.id, pets.owner_id from pets) as pet on pet.owner_id = people.id',
    ['pet_id'],
  ],
  'an outer join inside a subquery': [
    'select sub.pet_id, sub.name from (select pets.id as pet_id, people.name from pets left join people on people.id = pets.owner_id) as sub',
    ['name'],
  ],
  'an outer join inside a subquery with new names': [
    'select sub.a, sub.b from (select pets.id, people.name from pets left join people on people.id = pets.owner_id) as sub (a, b)',
    ['b'],
  ],
  'an outer join inside a CTE': [
    'with owned as (select pets.id, people.name from pets left join people on people.id = pets.owner_id) select owned.id, owned.name from owned',
    ['name'],
  ],
  'a CTE on the far side': [
    'with cats as (select pets.id, pets.owner_id from pets) select people.id, cats.id as cat_id from people left join cats on cats.owner_id = people.id',
    ['cat_id'],
  ],
  'a subquery that is not lateral, beside one with a column of the same name': [
    `select shown.n from people cross join lateral (
       select alone.n from (select pets.id as nickname from pets limit 1) as pet, (select nickname as n) as alone
     ) as shown`,
    ['n'],
  ],
  'a star of rows whose column is compared': [
    'select * from people where people.nickname is not null',
    ['boss_id', 'home'],
  ],
  'a CTE that hides a table': [
    'with people as (select pets.id, person.name from pets left join people as person on person.id = pets.owner_id) select people.id, people.name from people',
    ['name'],
  ],
  'a CTE with new names': [
    'with owned (pet, owner) as (select pets.id, people.name from pets left join people on people.id = pets.owner_id) select pet, owner from owned',
    ['owner'],
  ],
  'CTEs in disorder': [
    'with recursive a as (select b.name from b), b as (select people.name from pets left join people on people.id = pets.owner_id) select a.name from a',
    ['name'],
  ],
  'a lateral subquery on the far side': [
    'select people.id, pet.name, pet.person from people left join lateral (select pets.name, people.id as person from pets where pets.owner_id = people.id limit 1) as pet on true',
    ['name', 'person'],
  ],
  'a lateral subquery that passes on a column from the far side': [
    'select pets.id, seen.name from pets left join people on people.id = pets.owner_id cross join lateral (select people.name) as seen',
    ['name'],
  ],
  'a lateral subquery that passes it on without a qualifier': [
    'select pets.id, seen.nick from pets left join people on people.id = pets.owner_id cross join lateral (select boss_id as nick from (select 1 as one) as x) as seen',
    ['nick'],
  ],
  'a table with other names for its columns': [
    'select label from pets left join people as person (label) on person.label = pets.owner_id',
    ['label'],
  ],
  'a scalar subquery': [
    'select people.id, (select pets.id from pets where pets.owner_id = people.id limit 1) as pet from people',
    ['pet'],
  ],
  'a union': ['select people.id from people union all select pets.owner_id from pets', ['id']],
  'a union of what never is null': ['select 1 as one union all select count(*) from people', []],
  rollup: [
    'select pets.kind, pets.id, count(*) as pets from pets group by rollup (pets.kind, pets.id)',
    ['kind', 'id'],
  ],
  'the bounds of a range': [
    `select lower(spans.during) as first, upper(spans.during) as last, lower(pets.name) as name, upper(coalesce(pets.name, '')) as loud
     from pets cross join (select '[,5)'::int4range as during union all select '[1,)') as spans`,
    ['first', 'last'],
  ],
  'grouping sets behind a star': [
    `select sub.*, count(*) as pets from (select pets.kind, pets.name from pets) as sub
     group by grouping sets ((sub.kind), (sub.name))`,
    ['kind', 'name'],
  ],
  'grouping sets': ['select pets.kind from pets group by grouping sets ((pets.kind), ())', ['kind']],
  'a plain group by': [
    'select pets.kind, max(pets.id) as newest from pets where pets.id < 0 or true group by pets.kind',
    [],
  ],
  'what never is null': [
    `select count(*) as c, count(pets.owner_id) as d, exists (select from pets) as e, coalesce(max(pets.owner_id), 0) as f,
     array(select 1) as g, 'text' as h, pets.owner_id is null as i, row_number() over () as j, now() as k,
     case when pets.owner_id is null then 'a' else 'b' end as l, array[pets.owner_id] as m, 1::text as n, current_date as o
     from pets group by pets.owner_id`,
    [],
  ],
  'what may be null although it looks otherwise': [
    `select sum(1) as a, max(pets.id) as b, null::int as c, coalesce(max(pets.id), null) as d, array_agg(pets.id) as e,
     case when false then 1 end as f, ntile(null) over () as g, 1 + null as h
     from pets where false`,
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  ],
  'a count from the far side': [
    'select people.id, totals.pets from people left join (select pets.owner_id, count(*) as pets from pets group by 1) as totals on totals.owner_id = people.id',
    ['pets'],
  ],
  'a count from the near side': [
    'select totals.pets from (select count(*) as pets from pets) as totals left join people on false',
    [],
  ],
  'a view': ['select pet_owners.id, pet_owners.owner_name from pet_owners', ['owner_name']],
  'insert returning': [
    `insert into people (id, name) values (90, 'Zed') returning people.id, people.nickname`,
    ['nickname'],
  ],
  'update returning with a join': [
    'update pets set name = pets.name from pets as other left join people on people.id = other.owner_id where other.id = pets.id returning pets.id, other.kind, people.name as owner',
    ['owner'],
  ],
  'delete returning with a join': [
    'delete from pets using pets as other left join people on people.id = other.owner_id where other.id = pets.id returning pets.id, people.name as owner',
    ['owner'],
  ],
  'a CTE that writes': [
    'with gone as (delete from pets returning pets.id, pets.owner_id) select gone.id, gone.owner_id, people.name from gone left join people on people.id = gone.owner_id',
    ['owner_id', 'name'],
  ],
  'a view on the far side': [
    'select people.id, pet_owners.id as pet from people left join pet_owners on pet_owners.id = people.id',
    ['pet'],
  ],
  'a full join with using': [
    'select id, pets.id as pet_id, people.id as person_id from people full join pets using (id)',
    ['pet_id', 'person_id'],
  ],
  'a natural left join': [
    'select id, nickname from people natural left join (select pets.id from pets) as pet',
    ['nickname'],
  ],
  'a union of columns that never are null': [
    'select people.id, people.nickname as nick from people union all select pets.id, pets.name from pets',
    ['nick'],
  ],
  'what except leaves': ['select people.id from people except select pets.owner_id from pets', []],
  'a list of values': [`select list.a, list.b from (values (1, 'x'), (2, null)) as list (a, b)`, ['b']],
  'a recursive CTE': [
    `with recursive chain (id, boss_id, depth) as (
       select people.id, people.boss_id, 0 from people
       union all
       select people.id, people.boss_id, chain.depth + 1 from chain join people on people.id = chain.boss_id
     ) select chain.id, chain.boss_id, chain.depth from chain`,
    ['boss_id'],
  ],
  'a recursive CTE that climbs out of what is there': [
    `with recursive up (id, at) as (
       select people.id, people.id from people
       union
       select up.id, people.boss_id from up join people on people.id = up.at
     ) select up.id, up.at from up`,
    ['at'],
  ],
  'a recursive CTE with search and cycle': [
    `with recursive chain as (
       select people.id, people.boss_id from people
       union all
       select people.id, people.boss_id from chain join people on people.id = chain.boss_id
     ) search depth first by id set place cycle id set is_cycle using path
     select chain.id, chain.is_cycle::text as "is_cycle?" from chain`,
    ['is_cycle'],
  ],
  'a CTE within a subquery': [
    `select sub.id, sub.name from (with owned as (select pets.id, people.name from pets left join people on people.id = pets.owner_id) select owned.id, owned.name from owned) as sub`,
    ['name'],
  ],
  'a rollup of expressions': [
    `select lower(pets.name) as low, pets.owner_id is null as stray, count(*) as pets, grouping(lower(pets.name)) as level
     from pets group by rollup (lower(pets.name), pets.owner_id is null)`,
    ['low', 'stray'],
  ],
  'a cube in a subquery': [
    'select totals.kind, totals.pets from (select pets.kind, count(*) as pets from pets group by cube (pets.kind)) as totals',
    ['kind'],
  ],
  'aggregates of all rows': [
    `select max(pets.id) as newest, sum(pets.id) as total, coalesce(sum(pets.id), 0) as sure, count(pets.id) as number,
       bool_or(pets.id > 0) as any, string_agg(pets.name, ',') as names, jsonb_agg(pets.id) as list
     from pets where pets.id < 0`,
    ['newest', 'total', 'any', 'names', 'list'],
  ],
  'aggregates of groups': [
    `select pets.kind, max(pets.id) as newest, max(pets.owner_id) as owner, sum(pets.id) filter (where pets.id < 0) as none,
       array_agg(pets.owner_id) as owners
     from pets group by pets.kind`,
    ['owner', 'none'],
  ],
  'window functions': [
    `select lag(pets.id) over by_id as before, lead(pets.id) over by_id as after, first_value(pets.owner_id) over (order by pets.owner_id nulls first) as first,
       nth_value(pets.id, 9) over by_id as ninth, sum(pets.id) over (order by pets.id rows between 2 preceding and 1 preceding) as sum,
       row_number() over by_id as row, rank() over by_id as rank, count(pets.owner_id) over by_id as number
     from pets window by_id as (order by pets.id desc)`,
    ['before', 'after', 'first', 'ninth', 'sum'],
  ],
  'windows that reach beyond the row of a condition': [
    `select case when people.nickname is not null then first_value(people.nickname) over (order by people.nickname nulls first) else 'x' end as first,
       case when people.nickname is not null then lag(people.nickname, 1, 'x') over (order by people.id) else 'x' end as before,
       case when people.nickname is not null then max(people.nickname) over (order by people.id) else 'x' end as highest
     from people`,
    ['first', 'before'],
  ],
  'an array of arrays, of which all elements are unnested': [
    `select one.x, two.y from unnest(array[array[1, null], array[2, 3]]) as one (x)
     cross join unnest(array[array[1], array[2]]) as two (y)`,
    ['x'],
  ],
  'names with quotes, brackets and spaces': [
    `select "a ""b {".id, "a ""b {".name from pets as "a ""b {" cross join (values (1)) as "[" (x)`,
    [],
  ],
  'scalar subqueries': [
    `select (select count(*) from pets where pets.id < 0) as pets, (select max(pets.id) from pets where pets.id < 0) as newest,
       (select coalesce(max(pets.id), 0) from pets where pets.id < 0) as sure, (select 1) as one,
       (select count(*) from pets group by pets.kind having false) as grouped, (select 1 where people.id < 0) as never,
       (select count(*) from pets offset 1) as skipped
     from people`,
    ['newest', 'grouped', 'never', 'skipped'],
  ],
  'a subquery whose aggregate belongs to the query around it': [
    'select (select count(people.id) from pets where pets.id < 0) as people from people',
    ['people'],
  ],
  'subscripts and fields': [
    `select pets.tags[1] as tag, (array[1, 2])[3] as third, pets.tags[1:1] as "tags?", (row(1, null::int)::dimensions).height as height from pets`,
    ['tag', 'third', 'tags', 'height'],
  ],
  'operators and functions of what may be null': [
    `select pets.owner_id + 1 as sum, lower(people.nickname) as low, people.nickname || 'x' as text, pets.owner_id > 1 as more,
       pets.owner_id is distinct from 1 as other, not (pets.owner_id = 1) as no, concat(people.nickname) as joined,
       greatest(pets.owner_id, 0) as greatest, nullif(pets.id, 1) as not_one, pets.owner_id in (1, 2) as known,
       pets.owner_id between 1 and 2 as between
     from pets left join people on people.id = pets.owner_id`,
    ['sum', 'low', 'text', 'more', 'no', 'not_one', 'known', 'between'],
  ],
  'operators and functions of what never is': [
    `select pets.id + 1 as sum, lower(pets.name) as low, pets.name || 'x' as text, pets.id > 1 and pets.id < 9 as more,
       upper(people.name) as up, length(pets.name)::text as long, -pets.id as minus, pets.id in (1, 2) as known,
       substring(pets.name from '[0-9]') as digit, array_length(pets.nicknames, 1) as nicknames, pets.tags || 'x'::text as tagged
     from pets join people on people.id = pets.owner_id`,
    ['digit', 'nicknames'],
  ],
  'comparisons with subqueries and lists': [
    `select 9 in (select pets.owner_id from pets) as known, 9 = any(array[1, null]) as any, 9 <> all(array[1, null]) as all,
       (1, null::int) = (1, 2) as rows, exists (select from pets) as some`,
    ['known', 'any', 'all', 'rows'],
  ],
  'what a condition leaves no null in': [
    `select people.nickname, people.boss_id, pets.owner_id, people.home
     from people join pets on pets.owner_id = people.boss_id or true
     where people.nickname is not null and people.boss_id = 1 and (pets.owner_id is not null or true)`,
    ['owner_id', 'home'],
  ],
  'a condition on one of two mentions of a CTE': [
    `with c as (select people.nickname from people) select one.nickname as one, other.nickname as other
     from c as one cross join c as other where one.nickname is not null`,
    ['other'],
  ],
  'a condition on one of two mentions of a table': [
    `select one.nickname as one, other.nickname as other
     from people as one cross join people as other where one.nickname is not null`,
    ['other'],
  ],
  'a condition without a qualifier': [
    'select nickname, boss_id from people where nickname is not null',
    ['boss_id'],
  ],
  'a condition of a subquery alone': [
    'select people.nickname from people where exists (select from pets where people.nickname is not null) or true',
    ['nickname'],
  ],
  'an outer join behind a condition': [
    `select seen.nickname from pets left join (select people.id, people.nickname from people where people.nickname is not null) as seen
     on seen.id = pets.owner_id`,
    ['nickname'],
  ],
  'a grouped condition': [
    'select people.nickname, count(*) as people from people where people.nickname is not null group by cube (people.nickname)',
    ['nickname'],
  ],
  'an update that empties what its condition compares': [
    `update people set nickname = null where nickname is not null returning people.id, people.nickname`,
    ['nickname'],
  ],
  'what an inner join leaves no null in': [
    'select pets.owner_id, pets.name from pets join people on people.id = pets.owner_id',
    [],
  ],
  'a condition of an outer join': [
    'select people.id, pets.owner_id from people left join pets on pets.owner_id = people.id and pets.owner_id is not null',
    ['owner_id'],
  ],
  'a condition within an or, and within a not': [
    'select people.boss_id, people.nickname from people where (people.boss_id = 1 or true) and not (people.nickname = people.nickname and false)',
    ['boss_id', 'nickname'],
  ],
  'functions that give rows': [
    `select number.number, list.value, list.place, many.a, many.b
     from generate_series(1, 2) as number
     cross join unnest(array[1, null]::int[]) with ordinality as list (value, place)
     cross join unnest(array[1, 2]::int[], array[1]::int[]) as many (a, b)`,
    ['value', 'a', 'b'],
  ],
  'rows that JSON holds': [
    `select entry.id, entry.name from json_to_recordset('[{"id": 1}, {"name": "a"}]'::json) as entry (id int, name text)`,
    ['id', 'name'],
  ],
  'an array of rows with its place': [
    `select sizes.width, sizes.height from unnest(array[row(1, null)]::dimensions[]) with ordinality as sizes (width, height)`,
    ['width', 'height'],
  ],
  'a joining column of two outer joins': [
    'select id, other.name from people left join pets using (id) right join (select pets.id, pets.name from pets) as other using (id)',
    [],
  ],
  'a whole join on the far side': [
    'select people.id, id.owner_id from people left join (pets as id join people as boss on boss.id = id.owner_id) on id.id = people.id + 3',
    ['owner_id'],
  ],
  'a column that the query around has too': [
    'select people.id, (select nickname from pets limit 1) as nick from people',
    ['nick'],
  ],
  'insert select returning': [
    `insert into pets (id, owner_id, name, kind) select people.id + 50, people.boss_id, people.name, 'cat' from people returning pets.id, pets.owner_id, lower(pets.name) as low`,
    ['owner_id'],
  ],
  'insert on conflict returning': [
    `insert into people (id, name) values (1, 'Ann') on conflict (id) do update set nickname = null returning people.id, people.nickname as nick`,
    ['nick'],
  ],
  'the bounds of a range, and other functions of the name': [
    'select lower(bookings.days) as low, lower(bookings.name) as low_name, upper(bookings.days * bookings.days) as high from bookings',
    ['low', 'high'],
  ],
  'tables of one name in two schemas': [
    `select public.people.nickname as mine, other.people.nickname as others, other.people.name
     from public.people join other.people on other.people.id = public.people.id`,
    ['mine', 'name'],
  ],
  'variadic arrays that are null': [
    `select concat(variadic null::text[]) as joined, num_nulls(variadic null::int[]) as nulls,
       jsonb_build_object(variadic null::text[]) as built, concat(pets.name, null) as with_null,
       jsonb_build_array(variadic pets.tags) as tags from pets`,
    ['joined', 'nulls', 'built'],
  ],
  'a rule that returns other rows': [
    `insert into ruled (id, name) values (1, 'Ann') returning id, name`,
    ['id', 'name'],
  ],
  'a list of JSON in each row': [
    `select people.id,
       (select coalesce(jsonb_agg(pets.name order by pets.id), '[]') from pets where pets.owner_id = people.id) as pets,
       (select count(*) + 1 from pets where pets.owner_id = people.id) as more,
       (select jsonb_agg(pets.name) from pets where pets.owner_id = people.id) as none
     from people`,
    ['none'],
  ],
  'a left join that a condition makes an inner one': [
    `select people.id, pets.name, pets.owner_id from people left join pets on pets.owner_id = people.id
     where pets.id is not null`,
    [],
  ],
  'a left join that a later join makes an inner one': [
    `select people.nickname, pets.name, pets.owner_id, twin.name as twin from people
     left join pets on pets.owner_id = people.id join pets as twin on twin.id = pets.id`,
    ['nickname'],
  ],
  'a left join below a left join that a condition makes an inner one': [
    `select pets.name, twin.name as twin from people
     left join (pets left join pets as twin on twin.id = pets.id + 2) on pets.owner_id = people.id
     where pets.id > 0`,
    ['twin'],
  ],
  'a full join that a condition makes a left one': [
    `select people.name, pets.name as pet from people full join pets on pets.owner_id = people.id where people.id > 0`,
    ['pet'],
  ],
  'functions that a null argument keeps from being true': [
    `select people.home, people.nickname, people.boss_id from people
     where st_dwithin(people.home, 'point(55 25)'::geography, 10) and lower(people.nickname) like 'a%'`,
    ['boss_id'],
  ],
  'a condition that is true of a null': [
    `select people.nickname, people.boss_id from people
     where coalesce(people.nickname, 'none') <> 'zed' and concat(people.boss_id) <> '7'
       and (people.boss_id = 1) is not false and not (people.nickname = 'zed' and people.boss_id = 8)`,
    ['nickname', 'boss_id'],
  ],
  'alternatives that each exclude a null': [
    `select people.boss_id, people.nickname from people
     where people.boss_id between 1 and 5 or people.boss_id = 9 or (people.boss_id = 1 and people.nickname = 'c')`,
    ['nickname'],
  ],
  'aggregates over windows': [
    `select sum(pets.id) over (order by pets.id) as total,
       sum(pets.id) over (order by pets.id rows between 2 preceding and 1 preceding) as before,
       sum(pets.id) over (order by pets.id rows between current row and 0 following exclude current row) as around,
       count(*) over few as counted, first_value(pets.name) over few as first,
       lag(pets.id) over few as lagged, lag(pets.id, 1, 0) over few as lagged_or_zero,
       sum(pets.id) filter (where pets.id > 3) over few as some
     from pets where pets.id < 4 window few as (order by pets.id rows between unbounded preceding and current row)`,
    ['before', 'around', 'lagged', 'some'],
  ],
  'a case that asks first': [
    `select case when people.nickname is not null then people.nickname else 'none' end as nick,
       case when people.boss_id > 0 then people.boss_id else 0 end as boss,
       case when people.nickname is null then people.nickname else 'some' end as wrong from people`,
    ['wrong'],
  ],
  'lists of values': [
    `select people.name in ('Ann', 'Bob') as listed, people.name not in ('Ann', 'Bob') as unlisted,
       people.name = any (array['Ann', null]::citext[]) as unsure, people.nickname in ('a') as nick from people`,
    ['unsure', 'nick'],
  ],
  'functions of places': [
    `select st_setsrid(st_makepoint(people.id, people.id), 4326)::geometry(Point, 4326) as made, st_isempty(people.home::geometry) as is_empty,
       st_astext(st_buffer(st_makepoint(1, 2), people.id)) as written, st_x(st_makepoint(1, 2)) as x from people`,
    ['is_empty', 'x'],
  ],
  'seconds and parts of a moment': [
    `select extract(epoch from now()) as seconds, extract(month from 'infinity'::timestamptz) as month,
       to_char(now(), 'YYYY') as year, date_trunc('day', now()) as day from people`,
    ['month', 'year'],
  ],
  'elements of arrays that have none': [
    `select tag, letter, (select min(one) from unnest(array['a', null]) as one) as lowest
     from unnest(array['a', 'b']) as letter cross join lateral (select pets.tags from pets limit 1) as one_pet
     left join lateral unnest(one_pet.tags) as tag on true`,
    ['tag', 'lowest'],
  ],
  'a merged column of an alias': [
    'select both_sides.id, both_sides.pet from (people left join pets as pet (id, o, pet) using (id)) as both_sides (id, name, nick, boss, home, o, pet)',
    ['pet'],
  ],
  'update from a subquery returning': [
    `update people set nickname = null from (select pets.owner_id, count(*) as pets from pets group by pets.owner_id) as owned
     where owned.owner_id = people.id returning people.id, people.nickname, owned.owner_id, owned.pets`,
    ['nickname'],
  ],
  'hints that decide': [
    'select people.nickname as "nick!", pets.id as "id!", people.name as "name?" from people join pets on pets.owner_id = people.id where people.nickname is not null',
    ['name'],
  ],
}

/** The tree alone does not tell all; these may be null by their type and are not on this data. */
const cautious: Readonly<Record<string, readonly string[]>> = {
  'a recursive CTE with search and cycle': ['is_cycle'],
  'subscripts and fields': ['tags'],
  'functions that give rows': ['a'],
  'an array of rows with its place': ['width'],
  'hints that decide': ['name'],
  'a rule that returns other rows': ['id'],
  'functions of places': ['x'],
  'seconds and parts of a moment': ['year'],
  'elements of arrays that have none': ['lowest'],
}

let database: TestDatabase
let client: Client
let declared: Readonly<Record<string, { columns: readonly { name: string; nullable: boolean }[] }>>

const names = Object.keys(cases)
const constant = (name: string) => `q${names.indexOf(name)}`

beforeAll(async () => {
  await loadParser()
  database = await fixtureDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    insert into people (id, name, nickname, boss_id, home) values
      (1, 'Ann', 'a', null, 'point(55 25)'), (2, 'Bob', null, 1, null), (3, 'Cy', 'c', 1, null);
    insert into pets (id, owner_id, name, kind) values
      (1, 1, 'Tom', 'cat'), (2, null, 'Rex', 'dog'), (4, 2, 'Axl', 'axolotl');
    create table bookings (days int4range not null, name text not null);
    insert into bookings values ('(,5)', 'Tom'), ('[1,)', 'Rex');
    create schema other;
    create table other.people (id int primary key, name text, nickname text not null);
    insert into other.people values (1, null, 'a'), (2, 'Bob', 'b'), (3, null, 'c');
    create table ruled (id int not null, name text not null);
    create rule log_instead as on insert to ruled do instead
      insert into other.people (id, nickname) values (new.id + 10, new.name) returning id, name;
  `)
  const text = names.map((name) => `/* @name ${constant(name)} */\n${cases[name]?.[0] ?? ''};`).join('\n')
  await using workspace = await Workspace.create(database.url, { 'tricky.sql': text })
  await workspace.generate()
  declared = (JSON.parse(await workspace.read('manifest.json')) as { queries: typeof declared }).queries
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Statements that not every server knows, by the oldest that does. */
const newer: Readonly<Record<string, readonly [since: number, sql: string, nullable: readonly string[]]>> = {
  'an aggregate of the query around, in a subquery of rows without a name': [
    16,
    `select count(people.id) as counted, (select coalesce(max(people.id), 0) from (select 1 where false)) as highest from people`,
    ['highest'],
  ],
  'merge returning': [
    17,
    `merge into pets using people on people.id = pets.owner_id and people.id = 1
     when matched then update set name = people.name
     when not matched by target then insert (id, name, kind) values (people.id + 60, people.name, 'cat')
     returning pets.id, pets.owner_id, people.name as person, merge_action() as action`,
    ['owner_id'],
  ],
  'merge returning rows without a source': [
    17,
    `merge into pets using people on people.id = pets.owner_id
     when matched then do nothing
     when not matched by source then delete
     returning pets.id, people.name as person`,
    ['person'],
  ],
  'old and new of an update': [
    18,
    'update people set nickname = null returning old.id, old.nickname as nick, new.id as new_id, new.nickname',
    ['nick', 'nickname'],
  ],
  'old and new of a delete': [
    18,
    'delete from pets returning with (old as gone) gone.id, new.id as new_id',
    ['new_id'],
  ],
  'old and new of an insert': [
    18,
    `insert into people (id, name) values (90, 'Zed') returning old.id as old_id, new.id`,
    ['old_id'],
  ],
}

describe('the nullability of statements of newer servers', () => {
  it.for(Object.keys(newer))('%s', async (name, { skip }) => {
    const [since, sql, nullable] = newer[name] ?? [0, '', []]
    const { rows: versions } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    skip((versions[0]?.version ?? 0) < since, `needs PostgreSQL ${since}`)
    await using session = await openSchemaSession({ url: database.url })
    const described = await describeStatement(session.client, { text: sql, placeholders: [] })
    const { columns, tree } = 'description' in described ? described.description : { columns: [], tree: null }
    const context = { catalogue: session.catalogue, requiredParameters: new Set<number>() }
    const facts = tree === null ? [] : new StatementFacts(context).outputs(tree, null)
    const outputs = columns.map(({ name: column }, index) => ({
      name: column,
      ...(facts[index] ?? unknownFacts),
    }))
    const maybe = outputs.filter(({ nullness }) => nullness === 'maybe').map((column) => column.name)
    expect([outputs.length > 1, maybe.sort()]).toEqual([true, [...nullable].sort()])

    await client.query('begin')
    const { rows } = await client.query<Record<string, unknown>>(sql)
    await client.query('rollback')
    const found = outputs.filter(({ name: column }) => rows.some((row) => row[column] === null))
    expect(found.map((column) => column.name).sort()).toEqual([...nullable].sort())
  })
})

describe('the nullability of', () => {
  it.each(names)('%s', async (name) => {
    const [sql, nullable] = cases[name] ?? ['', []]
    const columns = declared[constant(name)]?.columns ?? []
    expect(
      columns
        .filter((column) => column.nullable)
        .map((column) => column.name)
        .sort(),
    ).toEqual([...nullable].sort())

    await client.query('begin')
    const { rows } = await client.query<Record<string, unknown>>(sql)
    await client.query('rollback')
    const found = columns.filter((column) =>
      rows.some((row) => (row[column.name] ?? row[`${column.name}!`] ?? row[`${column.name}?`]) == null),
    )
    const sure = nullable.filter((column) => !(cautious[name] ?? []).includes(column))
    expect(found.map((column) => column.name).sort()).toEqual([...sure].sort())
  })
})
