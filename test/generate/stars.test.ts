// Thorough: generates dozens of times.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { generatedQueries } from '../setup/generate/generated-queries.js'
import { Workspace } from '../setup/generate/workspace.js'

let test: TestDatabase
let db: Database

const run = (sql: string) => db.execute(query<undefined, object>(sql))

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  db = createDatabase({ url: test.url })
  await run('create table shops (id int primary key, "Name" text not null, pin text, "order" int)')
  await run(`comment on column shops.pin is 'Opens the door. @secret'`)
  await run('create table shelves (id int primary key, shop_id int not null references shops, height int)')
  await run('create schema elsewhere')
  await run('create table elsewhere.shops (code text primary key)')
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

/** The statement of a query as it is generated. */
async function generated(sql: string): Promise<string> {
  await using workspace = await Workspace.create(test.url, { 'shops.sql': `/* @name find */\n${sql};\n` })
  await workspace.generate({ lint: true })
  const [found] = (await generatedQueries(workspace)).queries
  return found?.queryIR.statement ?? ''
}

describe('table.*', () => {
  it.each([
    [
      'on a line of its own, a line each',
      'select\n  shops.*\nfrom shops\nwhere shops.id = :id!',
      'select\n  shops.id,\n  shops."Name",\n  shops.order\nfrom shops\nwhere shops.id = :id!',
    ],
    [
      'within a line',
      'select s . *, 1 as one from shops as s where s.id = :id!',
      'select s.id, s."Name", s.order, 1 as one from shops as s where s.id = :id!',
    ],
    [
      'of a table in another schema',
      'select shops.* from elsewhere.shops where shops.code = :code!',
      'select shops.code from elsewhere.shops where shops.code = :code!',
    ],
    [
      'behind returning, with parameters before and behind it',
      'update shops set "Name" = :name! where shops.id = :id! returning shops.*, :more!::int as more',
      'update shops set "Name" = :name! where shops.id = :id! returning shops.id, shops."Name", shops.order, :more!::int as more',
    ],
    [
      'in a CTE and in a subquery',
      'with s as (select shops.* from shops where shops.id = :id!) select s.id, t.height from s, (select shelves.* from shelves where shelves.id = :id!) as t',
      'with s as (select shops.id, shops."Name", shops.order from shops where shops.id = :id!) select s.id, t.height from s, (select shelves.id, shelves.shop_id, shelves.height from shelves where shelves.id = :id!) as t',
    ],
    [
      'behind letters of more than one byte',
      `select 'متجر 🛒' as word, shops.* from shops where shops.id = :id!`,
      `select 'متجر 🛒' as word, shops.id, shops."Name", shops.order from shops where shops.id = :id!`,
    ],
    [
      'beside an optional clause',
      'select shops.* from shops where shops.id = :id! /*[if name]*/ and shops."Name" = :name! /*[end]*/',
      'select shops.id, shops."Name", shops.order from shops where shops.id = :id! /*[if name]*/ and shops."Name" = :name! /*[end]*/',
    ],
    [
      'of a CTE, and of a CTE of a CTE',
      'with s as (select shops.*, shops.pin, 1 as one from shops where shops.id = :id!), t as (select s.* from s) select t.* from t',
      'with s as (select shops.id, shops."Name", shops.order, shops.pin, 1 as one from shops where shops.id = :id!), t as (select s.id, s."Name", s.order, s.one from s) select t.id, t."Name", t.order, t.one from t',
    ],
    [
      'of a CTE that writes, and of one whose columns are called otherwise',
      'with s as (update shops set pin = null where shops.id = :id! returning shops.*), t (a, b) as (select s.id, s.order from s) select s.*, t.* from s, t',
      'with s as (update shops set pin = null where shops.id = :id! returning shops.id, shops."Name", shops.order), t (a, b) as (select s.id, s.order from s) select s.id, s."Name", s.order, t.a, t.b from s, t',
    ],
    [
      'of a CTE, of which a column is only called as one that is',
      'with mine as (select shelves.id, shelves.height as pin from shelves where shelves.id = :id!) select mine.* from mine',
      'with mine as (select shelves.id, shelves.height as pin from shelves where shelves.id = :id!) select mine.id, mine.pin from mine',
    ],
    [
      'of rows that an insert stores, with what is secret',
      'insert into shops select shops.* from shops where shops.id = :id! union all select other.* from shops as other where other.id = :other!',
      'insert into shops select shops.id, shops."Name", shops.pin, shops.order from shops where shops.id = :id! union all select other.id, other."Name", other.pin, other.order from shops as other where other.id = :other!',
    ],
    [
      'of a CTE whose rows an insert stores in columns that it names',
      'with gone as (delete from shops where shops.id = :id! returning shops.id, shops.pin) insert into shops (id, pin) select gone.* from gone',
      'with gone as (delete from shops where shops.id = :id! returning shops.id, shops.pin) insert into shops (id, pin) select gone.id, gone.pin from gone',
    ],
  ])('is expanded %s, without what is secret', async (_, sql, expected) => {
    expect(await generated(sql)).toBe(expected)
  })

  it('leaves what it says in a string, in a comment and as a product alone', async () => {
    const sql = `select 'shops.*' as text, shops.id -- shops.*
      from shops where shops.id = :id! * 1`
    expect(await generated(sql)).toBe(sql)
  })

  it.each([
    ['a subquery', 'select s.* from (select shops.id from shops where shops.id = :id!) as s'],
    ['a CTE of which a column has no name of its own', 'with t as (select 1::int) select t.* from t'],
    ['a function', 'select v.* from unnest(:ids!::int[], :names!::text[]) as v (id, name)'],
  ])('leaves the star of %s alone: the statement names its columns', async (_, sql) => {
    expect(await generated(sql)).toBe(sql)
  })

  it('runs, with its parameters in their places', async () => {
    await run(`insert into shops values (1, 'one', 'pin', 5) on conflict do nothing`)
    const sql =
      'update shops set "Name" = :name! where shops.id = :id! returning shops.*, :more!::int as more, shops.id + :id! as sum'
    await using workspace = await Workspace.create(test.url, { 'shops.sql': `/* @name find */\n${sql};\n` })
    await workspace.generate()
    expect(await workspace.read('shops.queries.ts')).not.toContain('pin')
    const [found] = (await generatedQueries(workspace)).queries
    if (found === undefined) throw new Error('a query was generated')
    const row = await db.one(found, { name: 'two', id: 1, more: 7 } as never)
    expect(row).toEqual({ id: 1, Name: 'two', order: 5, more: 7, sum: 2 })
  })

  it('is noticed by --check when the table has another column', async () => {
    await using workspace = await Workspace.create(test.url, {
      'shops.sql': '/* @name find */\nselect shelves.* from shelves where shelves.id = :id!;\n',
    })
    await workspace.generate()
    expect((await workspace.generate({ check: true })).changes.stale).toEqual([])
    await run('alter table shelves add column width int')
    expect((await workspace.generate({ check: true })).changes.stale).toContain('shops.queries.ts')
  })

  it('keeps mistakes behind it at their places in the file', async () => {
    await using workspace = await Workspace.create(test.url, {
      'shops.sql': '/* @name find */\nselect shops.*, shops.nam from shops where shops.id = :id!;\n',
    })
    expect(await workspace.mistakes()).toMatchObject([{ line: 2, column: 17 }])
  })

  it.each([
    [
      'two columns of a name',
      'select shops.*, shelves.* from shops, shelves where shops.id = :id! limit 5',
      17,
    ],
    [
      'a CTE called as a table is',
      'with shops as (select shops.id from shops where shops.id = :id!) select shops.* from shops',
      73,
    ],
    [
      'a CTE whose rows an insert stores in all columns',
      'with gone as (delete from shops where shops.id = :id! returning shops.*) insert into shops select gone.* from gone',
      99,
    ],
  ])('is told at its own place where it is wrong: %s', async (_, sql, column) => {
    await using workspace = await Workspace.create(test.url, { 'shops.sql': `/* @name find */\n${sql};\n` })
    const mistakes = await workspace.mistakes({ lint: true })
    expect(mistakes).toMatchObject([{ line: 2, column }])
  })
})
