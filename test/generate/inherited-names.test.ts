/** Types, columns and parameters that are called as what every object inherits. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { checkQueryTypes, createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { generatedQueries } from '../setup/generate/generated-queries.js'
import { Workspace } from '../setup/generate/workspace.js'

let test: TestDatabase
let db: Database

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  db = createDatabase({ url: test.url })
  for (const sql of [
    `create type "constructor" as enum ('a', 'b')`,
    'create type "valueOf" as (n int)',
    'create domain "toString" as text',
    'create table "hasOwnProperty" ("constructor" "constructor" not null, "__proto__" text not null, "toString" "toString" not null)',
  ])
    await db.execute(query<undefined, object>(sql))
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

const text = `/* @name constructor */
insert into "hasOwnProperty" ("constructor", "__proto__", "toString")
values (:constructor!, :valueOf!, :toString!)
returning "constructor", "__proto__", "toString";

/* @name toString */
select "constructor", "toString" from "hasOwnProperty" where "__proto__" = :__proto__!;
`

it('are typed, and run, as any other', async () => {
  await using workspace = await Workspace.create(test.url, { 'names.sql': text })
  await workspace.generate()
  const module = (await workspace.read('names.queries.ts')) + (await workspace.read('models.ts'))
  expect(module).toContain('readonly constructor: Constructor')
  expect(module).toContain('readonly _Proto__: string')
  expect(module).toContain('readonly toString: string')
  const { manifest, queries } = await generatedQueries(workspace)
  const [add, list] = queries
  if (add === undefined || list === undefined) throw new Error('two queries were generated')
  const added = await db.one(add, { constructor: 'b', valueOf: 'x', toString: 'y' } as never)
  expect(Object.entries(added as object)).toEqual([
    ['constructor', 'b'],
    ['_Proto__', 'x'],
    ['toString', 'y'],
  ])
  const named = Object.fromEntries([['__proto__', 'x']])
  expect(await db.many(list, named as never)).toMatchObject([{ constructor: 'b', toString: 'y' }])
  await expect(db.many(list, {} as never)).rejects.toMatchObject({
    code: 'invalid_input',
    field: '__proto__',
  })
  expect(await checkQueryTypes(db, { manifest, queries })).toMatchObject({ lies: [] })
})

it('are a mistake like any other where they have no type', async () => {
  await using workspace = await Workspace.create(test.url, {
    'names.sql': '/* @name find */\nselect row(1)::"valueOf" as "valueOf";\n',
  })
  expect(await workspace.mistakes()).toMatchObject([
    { message: expect.stringContaining('valueOf') as string },
  ])
})
