// Thorough: generates dozens of times.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'
import { query } from '../setup/query.js'

let test: TestDatabase
let db: Database

const run = (sql: string) => db.execute(query<undefined, object>(sql))

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  db = createDatabase({ url: test.url })
  await run('create table seats (id int primary key, name text not null, taken boolean not null)')
  await run(
    `create view seat_states as select seats.id, case when seats.taken then 'taken' else 'free' end as state from seats`,
  )
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

/** The type of the column `word` of a query's rows. */
async function typeOf(sql: string): Promise<string | undefined> {
  await using workspace = await Workspace.create(test.url, { 'seats.sql': `/* @name find */\n${sql};\n` })
  await workspace.generate()
  return /readonly word: (.*)\n/.exec(await workspace.read('seats.queries.ts'))?.[1]
}

describe('a text of which the statement writes out all values has the union of them as its type', () => {
  it.each([
    [`select 'seat' as word from seats`, `'seat'`],
    [`select 'seat'::text as word from seats`, `'seat'`],
    [`select case when taken then 'taken' else 'free' end as word from seats`, `'free' | 'taken'`],
    [`select case when taken then 'taken' end as word from seats`, `'taken' | null`],
    [
      `select case id when 1 then null::text when 2 then 'two' else null end as word from seats`,
      `'two' | null`,
    ],
    [`select coalesce(case when taken then 'taken' end, 'free') as word from seats`, `'free' | 'taken'`],
    [
      `with judged as (select case when taken then 'taken' end as refusal from seats) select judged.refusal as word from judged`,
      `'taken' | null`,
    ],
    [`select s.w as word from (select 'one' as w union all select 'two') as s`, `'one' | 'two'`],
    [`select 'one'::text as word except select 'two'`, `'one'`],
    [`select seat_states.state as word from seat_states`, `'free' | 'taken'`],
    [`select s.w as word from seats left join (select 'one' as w) as s on seats.taken`, `'one' | null`],
    [`select 'one' as word from seats where seats.id > 0 /*[if id]*/ and seats.id = :id! /*[end]*/`, `'one'`],
    [
      `select case when taken then 'taken' /*[if other]*/ when seats.name = :other! then 'other' /*[end]*/ else 'free' end as word from seats`,
      `'free' | 'other' | 'taken'`,
    ],
  ])('%s: %s', async (sql, type) => {
    expect(await typeOf(sql)).toBe(type)
  })
})

describe('any other text is a string', () => {
  it.each([
    [`select seats.name as word from seats`],
    [`select case when taken then 'taken' else seats.name end as word from seats`],
    [`select case when taken then 'taken' else :other!::text end as word from seats`],
    [`select coalesce(seats.name, 'none') as word from seats`],
    [`select s.w as word from (select 'one' as w union all select seats.name from seats) as s`],
    [`select upper('one') as word from seats`],
    [`select 'one' || 'two' as word from seats`],
    [`select 'It is taken.' as word from seats`],
    [`select 'a | b' as word from seats`],
    [`select '' as word from seats`],
    [`select 'one'::varchar(2) as word from seats`],
    [`select s.t::text as word from (select 't' as t except select seats.taken from seats) as s`],
    [`select 'one'::char(5)::text as word from seats`],
    [
      `with recursive r as (select 'one' as w, 1 as n union all select r.w || 'x', r.n + 1 from r where r.n < 3) select r.w as word from r`,
    ],
  ])('%s', async (sql) => {
    expect((await typeOf(sql))?.replace(' | null', '')).toBe('string')
  })
})
