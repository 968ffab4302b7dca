import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from './fixture-database.js'
import { Workspace } from './workspace.js'

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
    // The tree does not tell which relation a column behind the alias is of.
    ['person', 'pet'],
  ],
  'columns without a qualifier': [
    'select kind, boss_id, nickname, tags from pets left join people on people.id = owner_id',
    ['boss_id', 'nickname'],
  ],
  'a joining column of using': [
    'select id, pets.id as pet_id from people left join pets using (id)',
    // A column of both tables: the tree does not tell that the left one counts.
    ['id', 'pet_id'],
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
  'grouping sets': ['select pets.kind from pets group by grouping sets ((pets.kind), ())', ['kind']],
  'a plain group by': [
    'select pets.kind, max(pets.id) as newest from pets where pets.id < 0 or true group by pets.kind',
    ['newest'],
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
  'a view': ['select pet_owners.id, pet_owners.owner_name from pet_owners', ['id', 'owner_name']],
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
  'hints that decide': [
    'select people.nickname as "nick!", pets.id as "id!", people.name as "name?" from people join pets on pets.owner_id = people.id where people.nickname is not null',
    ['name'],
  ],
}

/** The tree alone does not tell all; these may be null by their type and are not on this data. */
const cautious: Readonly<Record<string, readonly string[]>> = {
  'a join with an alias': ['pet'],
  'a joining column of using': ['id'],
  'a plain group by': ['newest'],
  'a view': ['id'],
  'hints that decide': ['name'],
}

let database: TestDatabase
let client: Client
let declared: Readonly<Record<string, { columns: readonly { name: string; nullable: boolean }[] }>>

const names = Object.keys(cases)
const constant = (name: string) => `q${names.indexOf(name)}`

beforeAll(async () => {
  database = await fixtureDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    insert into people (id, name, nickname, boss_id, home) values
      (1, 'Ann', 'a', null, 'point(55 25)'), (2, 'Bob', null, 1, null), (3, 'Cy', 'c', 1, null);
    insert into pets (id, owner_id, name, kind) values
      (1, 1, 'Tom', 'cat'), (2, null, 'Rex', 'dog'), (4, 2, 'Axl', 'axolotl');
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
