// Thorough: generates dozens of times.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GenerateOptions } from '../../../src/generate/generate.js'
import { packageFolder } from '../../../src/migrate/migration-folder.js'
import { createEmbeddedDatabase } from '../../../src/testing/embedded-database.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { Workspace } from '../../setup/generate/workspace.js'

// The embedded server, for queries that need nothing of their own there: to start one takes seconds.
let newest: TestDatabase
beforeAll(async () => {
  newest = await createEmbeddedDatabase([packageFolder()])
})
afterAll(() => newest.drop())

/** A service that writes for PostgreSQL 17, whose queries are proven on the embedded PostgreSQL 18. */
async function mistakesOf(
  files: Readonly<Record<string, string>>,
  options: Partial<GenerateOptions> = {},
): Promise<readonly string[]> {
  await using workspace = await Workspace.create('postgres://nowhere.invalid/none', {
    'a.sql': '/* @name findOne */\nselect 1 as one;\n',
  })
  for (const [path, text] of Object.entries(files)) await workspace.write(path, text)
  const hasMigrations = Object.keys(files).some((path) => path.startsWith('migrations/'))
  if (hasMigrations) await workspace.write('migrations/1_none.sql', 'select 1;')
  const mistakes = await workspace.mistakes({
    schema: hasMigrations
      ? { migrations: { directory: join(workspace.directory, 'migrations') } }
      : { url: newest.url },
    postgres: 17,
    postgis: '3.5',
    ...options,
  })
  return mistakes.map(
    ({ rule, file, line, column, message }) =>
      `${file.slice(file.lastIndexOf('/') + 1)}:${line}:${column} ${rule}: ${message}`,
  )
}

const query = (sql: string) => ({ 'sql/a.sql': `/* @name findIt */\n${sql};\n` })
const migration = (sql: string) => ({ 'migrations/2_own.sql': sql })
const needs18 = 'needs PostgreSQL 18, and the queries are for PostgreSQL 17'

describe('a query', () => {
  it('may not use what came after the declared version', async () => {
    const sql =
      'update users set full_name = :name! where users.id = :id! returning old.full_name, array_sort(array[2, 1]) as sorted'
    expect(await mistakesOf(query(sql))).toEqual([
      `a.sql:2:69 version: old and new in a returning list ${needs18}`,
      `a.sql:2:84 version: array_sort(anyarray) ${needs18}`,
    ])
    expect(await mistakesOf(query(sql), { postgres: 18 })).toEqual([])
  })

  it('is read with its overloads, casts and numbers of arguments as the server reads them', async () => {
    const sql = `select 'é' as letter,
  min(convert_to(users.username, 'UTF8')) as first,
  min(users.created_at) as created,
  '\\x01'::bytea::int as number,
  '1'::int as one,
  json_strip_nulls('{}'::json) as stripped,
  json_strip_nulls('[]'::json, true) as bare
from users`
    expect(await mistakesOf(query(sql))).toEqual([
      `a.sql:3:3 version: min(bytea) ${needs18}`,
      `a.sql:5:16 version: int4(bytea) ${needs18}`,
      `a.sql:8:3 version: json_strip_nulls(json, boolean) ${needs18}`,
    ])
  })

  it('is held against the declared PostGIS too', async () => {
    const sql = 'select st_hasz(products.public_location::geometry) as deep from products'
    expect(await mistakesOf(query(sql))).toEqual([])
    expect(await mistakesOf(query(sql), { postgis: '3.3' })).toEqual([
      'a.sql:2:8 version: st_hasz(geometry) needs PostGIS 3.5, and the queries are for PostGIS 3.3',
    ])
  })

  it('may call a function of the schema that has the name of a newer one', async () => {
    // Of this package: migrations define it where the server has none.
    expect(await mistakesOf(query('select uuidv7() as id'))).toEqual([])
    expect(await mistakesOf(query('select pg_catalog.uuidv7() as id'))).toHaveLength(1)
    expect(await mistakesOf(query("select uuidv7(interval '1 day') as id"))).toHaveLength(1)
    const own = "create function uuidv4() returns uuid language sql as 'select gen_random_uuid()';"
    expect(await mistakesOf({ ...query('select uuidv4() as id'), ...migration(own) })).toEqual([])
    const other = own.replace('returns uuid', 'returns text').replace('_uuid()', '_uuid()::text')
    expect(await mistakesOf({ ...query('select uuidv4() as id'), ...migration(other) })).toHaveLength(1)
  })
})

it('is found on a server that is newer than what is declared', async () => {
  await using database = await createTestDatabase({ migrations: 'none' })
  const [mistake] = await mistakesOf(query("select array_shuffle('{1}'::int[]) as shuffled"), {
    schema: { url: database.url },
    postgres: 15,
  })
  // PostgreSQL 15 itself refuses it.
  expect(mistake).toMatch(/^a\.sql:2:8 (?:version: array_shuffle\(anyarray\) needs PostgreSQL 16|server: )/)
})

describe("a migration of the service's own", () => {
  it('may not use what came after the declared version', async () => {
    const sql = `-- é: rooms
create table rooms (
  id uuid primary key default uuidv4(),
  number int,
  doubled int generated always as (number * 2),
  booked daterange,
  beds int4range,
  constraint rooms_booked unique (beds, booked without overlaps)
);
create view sorted as select array_sort(array[rooms.number]) as numbers from rooms;`
    expect(await mistakesOf(migration(sql))).toEqual([
      `2_own.sql:3:31 version: uuidv4() ${needs18}`,
      `2_own.sql:5:15 version: a virtual generated column ${needs18}`,
      `2_own.sql:8:3 version: a key without overlaps ${needs18}`,
      `2_own.sql:10:30 version: array_sort(anyarray) ${needs18}`,
    ])
    expect(await mistakesOf(migration(sql), { postgres: 18 })).toEqual([])
  })

  it('is read within the bodies of functions', async () => {
    const sql = `create function one() returns uuid language sql as 'select uuidv4()';
create function two() returns uuid language plpgsql as $$
declare
  made uuid := uuidv4();
begin
  return made;
end $$;
do $$ begin perform casefold('A'); end $$;`
    expect(await mistakesOf(migration(sql))).toEqual([
      `2_own.sql:1:60 version: uuidv4() ${needs18}`,
      `2_own.sql:4:16 version: uuidv4() ${needs18}`,
      `2_own.sql:8:21 version: casefold(text) ${needs18}`,
    ])
  })

  it('is read with its overloads as the schema stores them', async () => {
    const sql = (value: string) =>
      `create table a (b bytea, c text, constraint d check (reverse(${value}) <> ${value}));`
    expect(await mistakesOf(migration(sql('c')))).toEqual([])
    expect(await mistakesOf(migration(sql('b')))).toEqual([
      `2_own.sql:1:54 version: reverse(bytea) ${needs18}`,
    ])
  })
})
