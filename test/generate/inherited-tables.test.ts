import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { Workspace } from '../setup/generate/workspace.js'

let test: TestDatabase
let db: Database

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  db = createDatabase({ url: test.url })
  for (const sql of [
    `create table animals (
       id int not null,
       name text not null,
       tags text[] not null check (array_position(tags, null) is null) no inherit,
       marks text[] not null check (array_position(marks, null) is null)
     )`,
    'create table dogs () inherits (animals)',
    'create table pugs () inherits (dogs)',
    // Servers since PostgreSQL 18 refuse this.
    `do $$ begin alter table pugs alter name drop not null; exception when others then null; end $$`,
    'create table days (day date not null) partition by range (day)',
    `create table days_2026 partition of days for values from ('2026-01-01') to ('2027-01-01')`,
  ])
    await db.execute(query<undefined, object>(sql))
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

/** The members of a table's row. */
async function rowOf(table: string): Promise<readonly string[]> {
  const files = { 'rows.sql': `/* @name find */\nselect ${table}.* from ${table};\n` }
  await using workspace = await Workspace.create(test.url, files)
  await workspace.generate()
  return (await workspace.read('models.ts')).match(/(?<= readonly ).*/g) ?? []
}

it('a row can have what the rows of the tables that inherit can have', async () => {
  const dropped = query<undefined, { refused: boolean }>(
    `select attnotnull as refused from pg_attribute where attrelid = 'pugs'::regclass and attname = 'name'`,
  )
  const name = (await db.one(dropped)).refused ? 'name: string' : 'name: string | null'
  expect(await rowOf('animals')).toEqual([
    'id: number',
    name,
    'tags: readonly (string | null)[]',
    'marks: readonly string[]',
  ])
})

it('a row of a partitioned table is one of its partitions', async () => {
  expect(await rowOf('days')).toEqual(['day: string'])
})
