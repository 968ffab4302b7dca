// Thorough: generates dozens of times.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { SetupError } from '../../src/errors.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

let test: TestDatabase
let db: Database

const run = (sql: string) => db.execute(query<undefined, object>(sql))

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  db = createDatabase({ url: test.url })
  await run(`create type opening as enum ('day', 'night')`)
  await run(
    'create table shops (id int primary key, name text not null, pin text, opening opening, note text)',
  )
  await run(`comment on table shops is 'A shop in a street.'`)
  await run(`comment on column shops.name is 'Its name, over the door.'`)
  await run(`comment on column shops.pin is 'Opens the door. @secret'`)
  await run('create table shelves (id int primary key, shop_id int not null references shops)')
  await run(`comment on table shelves is '@name Board'`)
  await run('create table cities (id int primary key, name text not null)')
  await run('create view open_shops as select shops.* from shops where shops.opening is not null')
  await run('create table openings (id int primary key)')
  await run('create table "2fa_codes" (id int primary key)')
  await run('create table points (id int primary key, label text not null)')
  await run('create table letters (id int primary key, words jsonb)')
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

/** The modules that a query generates. */
async function generated(sql: string): Promise<{ readonly models: string; readonly queries: string }> {
  await using workspace = await Workspace.create(test.url, { 'shops.sql': `/* @name find */\n${sql};\n` })
  await workspace.generate()
  return { models: await workspace.read('models.ts'), queries: await workspace.read('shops.queries.ts') }
}

const shop = `/** A shop in a street. */
export interface Shop {
  readonly id: number
  /** Its name, over the door. */
  readonly name: string
  readonly opening: Opening | null
  readonly note: string | null
}
`

describe('a whole row', () => {
  it.each([
    ['of a select', 'select shops.* from shops'],
    ['of a select in another order', 'select shops.note, shops.name, shops.opening, shops.id from shops'],
    ['of an insert', 'insert into shops (id, name) values (:id!, :name!) returning shops.*'],
    ['of a CTE', 'with s as (update shops set note = :note! returning shops.*) select s.* from s'],
    ['of a union', 'select shops.* from shops where id = 1 union all select shops.* from shops where id = 2'],
  ])('%s has the model of its table', async (_, sql) => {
    const { models, queries } = await generated(sql)
    expect(models).toContain(shop)
    expect(models).toContain(`import type { Opening } from './enums.js'`)
    expect(queries).toContain('new PreparedQuery<FindParams, Shop>(')
    expect(queries).toContain(`import type { Shop } from './models.js'`)
    expect(queries).not.toContain('FindRow')
  })

  it('with more columns extends the model by them', async () => {
    const { queries } = await generated('select shops.*, shops.note as remark, 1 as one from shops')
    expect(queries).toContain('export interface FindRow extends Shop {\n  readonly remark: string | null\n')
    expect(queries).toContain('new PreparedQuery<FindParams, FindRow>(')
  })

  it('imports no type that only its model names', async () => {
    const { models, queries } = await generated('select letters.*, 1 as one from letters')
    expect(models).toContain('import type { Json }')
    expect(queries).toContain('export interface FindRow extends Letter {')
    expect(queries).not.toContain('Json')
  })

  it('extends the model by what it knows not to be null', async () => {
    const { queries } = await generated(
      'select shops.id, shops.name, shops.opening, shops.note as "note!" from shops where shops.note is not null',
    )
    expect(queries).toContain('export interface FindRow extends Shop {\n  readonly note: string\n}\n')
  })

  it('of two tables extends the larger one', async () => {
    const { models, queries } = await generated(
      'select shelves.shop_id, shops.* from shops join shelves on shelves.shop_id = shops.id',
    )
    expect(queries).toContain('export interface FindRow extends Shop {\n  readonly shopId: number\n}\n')
    expect(models).not.toContain('Board')
  })

  it('has the name that the table declares, and a comment without the tag', async () => {
    const { models, queries } = await generated('select shelves.* from shelves')
    expect(models).toContain('/** A row of shelves. */\nexport interface Board {')
    expect(queries).toContain('new PreparedQuery<FindParams, Board>(')
  })

  it('of a table whose name in the singular means something else ends with Row', async () => {
    const { queries } = await generated('select points.* from points')
    expect(queries).toContain('new PreparedQuery<FindParams, PointsRow>(')
  })
})

describe('a table', () => {
  it('that is named like an enum has a model whose name ends with Row', async () => {
    const { models, queries } = await generated(`select openings.*, 'day'::opening as hours from openings`)
    expect(models).toContain('export interface OpeningsRow {')
    expect(queries).toContain('export interface FindRow extends OpeningsRow {\n  readonly hours: Opening\n}')
  })

  it('of which the name begins with a digit has a model whose name begins with Row', async () => {
    const { queries } = await generated('select "2fa_codes".* from "2fa_codes"')
    expect(queries).toContain('new PreparedQuery<FindParams, Row2faCodes>(')
  })
})

describe('a row of its own', () => {
  it.each([
    ['lacks a column', 'select shops.id, shops.name, shops.opening from shops'],
    [
      'has a column that can be null here alone',
      'select shops.* from cities left join shops on shops.id = cities.id',
    ],
    ['has another type under a name', 'select shops.id, shops.name, shops.opening, 1 as note from shops'],
    [
      'has the column of another table under a name',
      'select shops.id, cities.name, shops.opening, shops.note from shops, cities',
    ],
    ['is a view’s', 'select open_shops.* from open_shops'],
  ])('is one that %s', async (_, sql) => {
    const { models, queries } = await generated(sql)
    expect(queries).toContain('export interface FindRow {\n')
    expect(models).not.toContain('interface')
  })
})

describe('a name that cannot be', () => {
  it.each([
    ['is a type of the language', '@name Date'],
    ['is a type of the language’s own', '@name string'],
    ['is a word of the language', '@name class'],
    ['is the name of an enum', '@name Opening'],
    ['is no name', '@name a-b'],
  ])('is refused if it %s', async (_, comment) => {
    await run(`comment on table cities is '${comment}'`)
    const { message } = await rejection(generated('select cities.* from cities'), SetupError)
    expect(message).toContain('the rows of cities cannot be')
    await run(`comment on table cities is null`)
  })

  it('is refused if two tables have it', async () => {
    await run(`comment on table cities is '@name Shop'`)
    await using workspace = await Workspace.create(test.url, {
      'shops.sql':
        '/* @name findShop */\nselect shops.* from shops;\n/* @name findCity */\nselect cities.* from cities;\n',
    })
    const { message } = await rejection(workspace.generate(), SetupError)
    expect(message).toMatch(/^the rows of (shops and cities|cities and shops) are both Shop/)
    await run(`comment on table cities is null`)
  })

  it('is refused if a query has it', async () => {
    await using workspace = await Workspace.create(test.url, {
      'shops.sql': '/* @name shopParams */\nselect shops.* from shops;\n',
    })
    await run(`comment on table shops is '@name ShopParamsRow'`)
    const [mistake] = await workspace.mistakes()
    expect(mistake).toMatchObject({ rule: 'name', query: 'shopParams' })
    await run(`comment on table shops is 'A shop in a street.'`)
  })

  it.each([['a-b'], ['class'], ['string']])('is refused if an enum declares it: %s', async (name) => {
    await run(`comment on type opening is '@name ${name}'`)
    const { message } = await rejection(generated('select shops.opening from shops'), SetupError)
    expect(message).toContain(`the enum public.opening cannot be ${name}`)
    await run(`comment on type opening is null`)
  })

  it('can be given to an enum too', async () => {
    await run(`comment on type opening is 'Its hours. @name Hours'`)
    const { queries } = await generated('select shops.opening from shops')
    expect(queries).toContain(`import type { Hours } from './enums.js'`)
    await run(`comment on type opening is null`)
  })
})
