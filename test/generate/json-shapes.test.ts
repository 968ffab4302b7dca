// Thorough: generates dozens of times.

import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../src/testing/index.js'
import { valueTest } from '../../src/testing/truth/value-type.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await fixtureDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    create table notes (id int primary key, pet_id int not null, content jsonb not null, weight float8, price numeric not null);
    insert into people (id, name, nickname, boss_id, home) values
      (1, 'Ann', 'a', null, 'point(55 25)'), (2, 'Bob', null, 1, null), (3, 'Cy', 'c', 1, null);
    insert into pets (id, owner_id, name, kind) values
      (1, 1, 'Tom', 'cat'), (2, null, 'Rex', 'dog'), (4, 2, 'Axl', 'axolotl');
    update pets set nicknames = '{{a,b},{c,null}}', tags = '{x}' where id = 1;
    insert into notes values (1, 1, '{"a":[1]}', 'NaN', 'NaN'), (2, 1, 'null', null, 1.5);
  `)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const enums = { PetKind: ['cat', 'dog', 'axolotl'] }

/** The type of the column `made` of a query's rows; its mistakes if it has some. */
async function typeOf(sql: string, json?: string): Promise<string | undefined> {
  await using workspace = await Workspace.create(database.url, { 'json.sql': `/* @name make */\n${sql};\n` })
  if (json !== undefined) await workspace.write('json.ts', json)
  await workspace.generate(json === undefined ? {} : { jsonColumns: join(workspace.directory, 'json.ts') })
  return /readonly made: (.*)\n/.exec(await workspace.read('json.queries.ts'))?.[1]
}

const pet = `{ readonly id: number; readonly name: string; readonly kind: PetKind }`
const built = `jsonb_build_object('id', pets.id, 'name', pets.name, 'kind', pets.kind)`

describe('JSON that a statement builds has the type of its parts', () => {
  it.each([
    ['an object', `select ${built} as made from pets`, pet],
    [
      'a nested list',
      `select people.id, (select coalesce(jsonb_agg(${built} order by pets.id), '[]') from pets where pets.owner_id = people.id) as made from people`,
      `readonly (${pet})[]`,
    ],
    [
      'a nested list of json',
      `select (select coalesce(json_agg(pets.name), '[]'::json) from pets where pets.owner_id = people.id) as made from people`,
      `readonly string[]`,
    ],
    [
      'a list without a substitute',
      `select (select json_agg(pets.owner_id) from pets where pets.id = people.id) as made from people`,
      `readonly (number | null)[] | null`,
    ],
    [
      'a list of the near and the far side, filtered',
      `select people.id, coalesce(jsonb_agg(${built}) filter (where pets.id is not null), '[]') as made
       from people left join pets on pets.owner_id = people.id group by people.id`,
      `readonly (${pet})[]`,
    ],
    [
      'a filter on one side of a full join',
      `select jsonb_agg(jsonb_build_object('person', people.name, 'pet', pets.name)) filter (where people.id is not null) as made
       from people full join pets on pets.owner_id = people.id group by pets.kind`,
      `readonly ({ readonly person: string; readonly pet: string | null })[] | null`,
    ],
    [
      'one of the far side without a filter',
      `select people.id, jsonb_agg(pets.name) as made from people left join pets on pets.owner_id = people.id group by people.id`,
      `readonly (string | null)[]`,
    ],
    [
      'values of each kind',
      `select jsonb_build_object('a b', true, 'n', count(*), 'sum', sum(notes.weight), 'at', now(), 'day', '2024-01-01'::date,
         'list', array['x'], 'id', gen_random_uuid(), 'no', null, 'range', int4range(1, 2)) as made from notes`,
      `{ readonly 'a b': boolean; readonly n: number; readonly sum: JsonNumber | null; readonly at: string; readonly day: string; readonly list: readonly (string | null)[]; readonly id: string; readonly no: Json | null; readonly range: string }`,
    ],
    [
      'numbers that JSON does not have',
      `select json_build_object('weight', notes.weight, 'price', notes.price) as made from notes`,
      `{ readonly weight: JsonNumber | null; readonly price: JsonNumber }`,
    ],
    [
      'a list of fixed parts',
      `select json_build_array(pets.id, pets.name, pets.owner_id) as made from pets`,
      `readonly [number, string, number | null]`,
    ],
    [
      'a map',
      `select json_object_agg(pets.name, pets.owner_id) as made from pets`,
      `Readonly<Record<string, number | null>> | null`,
    ],
    [
      'a whole row of a subquery',
      `select (select jsonb_agg(to_jsonb(one)) from (select pets.id, pets.owner_id as owner from pets) as one) as made from people limit 1`,
      `readonly ({ readonly id: number; readonly owner: number | null })[] | null`,
    ],
    [
      'a whole row of a table',
      `select row_to_json(notes) as made from notes`,
      `{ readonly id: number; readonly pet_id: number; readonly content: Json; readonly weight: JsonNumber | null; readonly price: JsonNumber }`,
    ],
    [
      'through CTEs, subqueries and joins',
      `with built as (select pets.id, ${built} as pet from pets)
       select jsonb_build_object('pet', named.pet) as made from people
       left join (select built.id, built.pet from built) as named on named.id = people.id`,
      `{ readonly pet: (${pet}) | null }`.replace(/[()]/g, ''),
    ],
    [
      'a case',
      `select case when pets.id > 1 then jsonb_build_object('big', pets.id) else jsonb_build_object('small', pets.name) end as made from pets`,
      `{ readonly big: number } | { readonly small: string }`,
    ],
    [
      'a list of an array subquery',
      `select to_jsonb(array(select pets.name from pets)) as made`,
      `readonly (string | null)[]`,
    ],
    [
      'arrays, of one dimension where that is sure',
      `select jsonb_build_object('tags', pets.tags, 'nicks', pets.nicknames, 'made', array[pets.id], 'square', array[[1], [2]]) as made from pets`,
      `{ readonly tags: readonly string[]; readonly nicks: readonly Json[]; readonly made: readonly (number | null)[]; readonly square: readonly Json[] }`,
    ],
    ['of which nothing is known', `select notes.content -> 'a' as made from notes`, `Json | null`],
    ['a changed object', `select ${built} || '{"more": 1}' as made from pets`, 'Json'],
    ['a list of variadic parts', `select jsonb_build_array(variadic array['a', 'b']) as made`, 'Json'],
    [
      'with optional clauses',
      `select jsonb_agg(jsonb_build_object('nick', people.nickname)) as made from people where true /*[if a]*/ and people.nickname = :a! /*[end]*/`,
      `readonly ({ readonly nick: string | null })[] | null`,
    ],
    [
      'in rollups',
      `select jsonb_build_object('kind', pets.kind, 'n', count(*)) as made from pets group by rollup (pets.kind)`,
      `{ readonly kind: PetKind | null; readonly n: number | null } | null`,
    ],
    [
      'in a subquery of a rollup',
      `select (select jsonb_build_object('kind', pets.kind)) as made from pets group by rollup (pets.kind)`,
      `{ readonly kind: PetKind | null } | null`,
    ],
    [
      'both sides of a full join, filtered by one',
      `select jsonb_agg(jsonb_build_object('pet', pets.id, 'person', people.name)) filter (where pets.id is not null) as made
       from people full join pets on people.id = pets.owner_id`,
      `readonly ({ readonly pet: number; readonly person: string | null })[] | null`,
    ],
    [
      'a row that is a text',
      `select jsonb_build_object('row', pets::text) as made from pets`,
      `{ readonly row: string }`,
    ],
    ['a key that a cast changes', `select jsonb_build_object('01'::text::int, 1) as made`, 'Json'],
    [
      'an empty list beside another',
      `select case pets.id when 1 then jsonb_build_array() else jsonb_build_array(pets.id) end as made from pets`,
      `readonly [] | readonly [number]`,
    ],
    [
      'names with quotes and brackets, and with spaces at which the server wraps its tree',
      `select to_jsonb(odd) as made from (select pets.id as "one of two names that are far too long for a line [so to speak]",
         pets.name as "the ""other"" of two names that is too long {for} a line" from pets) as odd`,
      `{ readonly 'one of two names that are far too long for a line [so to speak]': number; readonly 'the "other" of two names that is too long {for} a line': string }`,
    ],
  ])('%s', async (_, sql, type) => {
    expect(await typeOf(sql)).toBe(type)
    const { rows } = await client.query<{ made: unknown }>(sql.replaceAll(/\/\*\[if.*?\[end\]\*\//g, ''))
    expect(rows.length).toBeGreaterThan(0)
    const test = valueTest(type, enums)
    expect(rows.filter(({ made }) => !test(made))).toEqual([])
  })

  it('uses the declared types of columns within, and of what is declared for the query', async () => {
    const declared = `export interface JsonColumns { 'notes.content': { readonly a: number }; 'make.made': string }`
    const within = `select jsonb_build_object('content', notes.content) as other, notes.content || '{}' as made from notes`
    expect(await typeOf(within, declared)).toBe(`JsonColumns['make.made']`)
    expect(
      await typeOf(
        `select jsonb_agg(jsonb_build_object('content', notes.content)) as made from notes`,
        `export interface JsonColumns { 'notes.content': { readonly a: number } }`,
      ),
    ).toBe(`readonly ({ readonly content: JsonColumns['notes.content'] })[] | null`)
  })
})

/** Since PostgreSQL 16. */
describe('the SQL/JSON constructors', () => {
  it.for([
    [
      `select json_object('id': pets.id, 'owner' : pets.owner_id returning jsonb) as made from pets`,
      `{ readonly id: number; readonly owner: number | null }`,
    ],
    [
      `select json_object('id': pets.id, 'owner': pets.owner_id absent on null) as made from pets`,
      `{ readonly id: number; readonly owner?: number }`,
    ],
    [`select json_array(pets.id, pets.name) as made from pets`, `readonly [number, string]`],
    [`select json_arrayagg(pets.owner_id) as made from pets`, `readonly number[] | null`],
    [
      `select json_arrayagg(pets.owner_id null on null) as made from pets group by pets.kind`,
      `readonly (number | null)[]`,
    ],
    [
      `select json_objectagg(pets.name: pets.id) as made from pets group by pets.kind`,
      `Readonly<Record<string, number>>`,
    ],
  ] as const)('%s', async ([sql, type], { skip }) => {
    const { rows: versions } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    skip((versions[0]?.version ?? 0) < 16, 'needs PostgreSQL 16')
    expect(await typeOf(sql)).toBe(type)
    const { rows } = await client.query<{ made: unknown }>(sql)
    const test = valueTest(type, enums)
    expect(rows.filter(({ made }) => !test(made))).toEqual([])
  })
})
