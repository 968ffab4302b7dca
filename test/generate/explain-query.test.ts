// Thorough: starts databases to plan queries on.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, InvalidInputError, type Database } from '../../src/index.js'
import { GenerationError } from '../../src/errors.js'
import { explainQuery, type Explanation } from '../../src/generate/explain-query.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase
let db: Database
let workspace: Workspace

const loans = `/* loans: who has what. */

/* @name listTitles */
select products.title from products where products.price_minor < :below! /*[if category]*/ and products.category = :category /*[end]*/;

/* @name renameUser */
update users set full_name = :fullName! where users.username = :username! returning users.id;

/* @name insertUser */
insert into users (email, username) values (:email!, :username!);

/* @name listNear */
select products.id from products where st_dwithin(products.public_location, :near!, :radiusMetres!);

/* @name brokenQuery */
select products.titel from products;

/* @name unreadQuery */
select :x != 1 as one;

/* @name showValues */
select users.id from users where users.id = :id::uuid and users.created_at > :day::date and users.id = any(:ids::uuid[])
  and 1 = :small::int2 and 1 = :typed::text::int4;

/*
  @name showRows
  @param rows -> ((id, price)...)
*/
insert into products (id, price_minor) values :rows;

/* @name listSorted */
select products.id from products
/*[if sort=price]*/ order by products.price_minor, products.id /*[end]*/
/*[if sort=newest]*/ order by products.created_at desc, products.id /*[end]*/;
`

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDatabase({ url: database.url })
  workspace = await Workspace.create(database.url, { 'loans.sql': loans })
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
  await db.close()
  await database.drop()
})

type Details = Partial<Parameters<typeof explainQuery>[0]>

function explain(name: string, details: Details = {}): Promise<Explanation> {
  return explainQuery({
    name,
    sqlDirectory: workspace.sql,
    schema: { url: database.url },
    analyze: false,
    format: 'text',
    ...details,
  })
}

async function refusal(explanation: Promise<Explanation>): Promise<unknown> {
  return explanation.then(
    () => null,
    (error: unknown) => error,
  )
}

const text = ({ plan }: Explanation) => (plan as readonly string[]).join('\n')

describe('explainQuery', () => {
  it("shows the plan of this package's query, and where it stands", async () => {
    const explanation = await explain('findProfile', { parameters: { username: 'aisha' } })
    expect(explanation).toMatchObject({
      name: 'findProfile',
      tables: ['profiles', 'users'],
      access: 'read',
      generic: false,
    })
    expect(explanation.file).toMatch(/sql\/users\.sql$/)
    expect(text(explanation)).toMatch(/ on users .*cost=/)
  })

  it("shows that of a service's own", async () => {
    const explanation = await explain('listTitles', { parameters: { below: 500 } })
    expect(explanation).toMatchObject({ line: 3, tables: ['products'] })
    expect(explanation.file).toMatch(/loans\.sql$/)
  })

  it('leaves out the optional clauses whose parameters are absent', async () => {
    const without = text(await explain('listTitles', { parameters: { below: 500 } }))
    const within = text(await explain('listTitles', { parameters: { below: 500, category: 'sneakers' } }))
    expect(without).not.toContain('category')
    expect(within).toContain('category')
  })

  it('shows a plan for any values when none are given, with every clause', async () => {
    const explanation = await explain('listTitles')
    expect(explanation.generic).toBe(true)
    expect(text(explanation)).toContain('price_minor < $1')
    expect(text(explanation)).toContain('category = $2')
  })

  it('takes a place as GeoJSON', async () => {
    const near = { type: 'Point', coordinates: [55.27, 25.2] }
    const explanation = await explain('listNear', { parameters: { near, radiusMetres: 500 } })
    expect(text(explanation)).toContain('st_dwithin(public_location')
    const upsideDown = { ...near, coordinates: [55.27, 91] }
    expect(
      await refusal(explain('listNear', { parameters: { near: upsideDown, radiusMetres: 5 } })),
    ).toMatchObject({ code: 'invalid_input' })
  })

  it('gives the plan as JSON', async () => {
    const { plan } = await explain('listTitles', { format: 'json' })
    expect(plan).toMatchObject([{ Plan: { 'Node Type': expect.any(String) as string } }])
  })

  it('runs the query with analyze, and undoes what it wrote', async () => {
    const user = await db.users.create({ email: 'amal@example.com', username: 'amal', fullName: 'Amal' })
    const explanation = await explain('renameUser', {
      parameters: { username: 'amal', fullName: 'Somebody' },
      analyze: true,
    })
    expect(explanation.access).toBe('write')
    expect(text(explanation)).toMatch(/Update on users .*actual time=/)
    expect((await db.users.getAccount(user.id)).fullName).toBe('Amal')
  })

  it('does not run the query without analyze', async () => {
    const explanation = await explain('renameUser', {
      parameters: { username: 'amal', fullName: 'Somebody' },
    })
    expect(text(explanation)).not.toContain('actual')
  })

  it('names the nearest query when one is misspelt', async () => {
    expect(await refusal(explain('listTitle'))).toMatchObject({
      code: 'invalid_input',
      message: 'name: there is no query of that name; did you mean listTitles?',
    })
    expect(await refusal(explain('findprofil'))).toMatchObject({
      message: 'name: there is no query of that name; did you mean findProfile?',
    })
    expect(await refusal(explain('somethingElseAltogether'))).toMatchObject({
      message: 'name: there is no query of that name',
    })
  })

  it.each([
    ['missing', { category: 'sneakers' }, 'below', 'is required'],
    ['missing with analyze', undefined, 'below', 'is required'],
    ['of another type', { below: 'secret' }, 'below', 'expected a safe integer'],
    ['not the query’s', { below: 1, above: 2 }, 'above', 'is no parameter of this query'],
    [
      'no word of an enum',
      { below: 1, category: 'secret' },
      'category',
      'a string that is no product_category (SQLSTATE 22P02)',
    ],
  ])('refuses a parameter that is %s', async (_kind, parameters, name, problem) => {
    const failed = await refusal(explain('listTitles', { parameters, analyze: parameters === undefined }))
    expect(failed).toBeInstanceOf(InvalidInputError)
    const field = `parameters.${name}`
    expect(failed).toMatchObject({ field, message: `${field}: ${problem}` })
  })

  it.each([
    [
      'a string that is no uuid',
      { id: 'secret' },
      'parameters.id: a string that is no uuid (SQLSTATE 22P02)',
    ],
    [
      'one among others',
      { id: null, day: 'secret' },
      'parameters.day: a string that is no date (SQLSTATE 22007)',
    ],
    ['an array', { ids: ['secret'] }, 'parameters.ids: an array that is no uuid[] (SQLSTATE 22P02)'],
    [
      'a number that is too large',
      { small: 99_999 },
      'parameters.small: a number that is out of the range of smallint (SQLSTATE 22003)',
    ],
    [
      'none, where a cast fails later',
      { typed: 'secret' },
      'a value cannot be read as its type (SQLSTATE 22P02)',
    ],
  ])('names the parameter that the server refuses: %s', async (_kind, parameters, message) => {
    const none = { id: null, day: null, ids: null, small: null, typed: null }
    for (const analyze of [false, true]) {
      const failed = await refusal(explain('showValues', { parameters: { ...none, ...parameters }, analyze }))
      expect(failed).toMatchObject({ message })
      expect(JSON.stringify(failed) + String(failed)).not.toMatch(/secret|99999/)
    }
  })

  it('names the key of a tuple that the server refuses', async () => {
    const rows = [
      { id: '0192f0c0-0000-7000-8000-000000000000', price: 1 },
      { id: 'secret', price: 2 },
    ]
    expect(await refusal(explain('showRows', { parameters: { rows } }))).toMatchObject({
      message: 'parameters.rows.1.id: a string that is no uuid (SQLSTATE 22P02)',
    })
  })

  it('says which word of a choice a plan is for', async () => {
    const words = ['price', 'newest']
    const generic = await explain('listSorted')
    expect(generic).toMatchObject({ generic: true, choices: [{ name: 'sort', word: 'price', words }] })
    expect(text(generic)).toContain('Sort Key: price_minor')
    const newest = await explain('listSorted', { parameters: { sort: 'newest' } })
    expect(newest).toMatchObject({ generic: false, choices: [{ name: 'sort', word: 'newest', words }] })
    expect(text(newest)).not.toContain('Sort Key: price_minor')
    expect(await explain('listTitles')).toMatchObject({ choices: [] })
  })

  it('shows what the server has against a query at its place', async () => {
    const failed = await refusal(explain('brokenQuery'))
    expect(failed).toBeInstanceOf(GenerationError)
    expect(failed).toMatchObject({ mistakes: [{ line: 16, column: 8, sqlState: '42703' }] })
    expect(await refusal(explain('unreadQuery'))).toMatchObject({
      mistakes: [{ line: 19, query: 'unreadQuery' }],
    })
  })

  it('quotes no value of a row that the schema refuses', async () => {
    await db.users.create({ email: 'noor@example.com', username: 'noor' })
    const failed = await refusal(
      explain('insertUser', {
        parameters: { email: 'noor@example.com', username: 'other' },
        analyze: true,
      }),
    )
    expect(failed).toMatchObject({ code: 'constraint', kind: 'unique', constraintName: 'users_email_key' })
    expect(JSON.stringify(failed) + String(failed)).not.toContain('noor')
  })

  it('looks for nothing elsewhere that may stand in a file that is not UTF-8', async () => {
    const latin = Buffer.from("/* @name findUser */\nselect 'caf\xe9' as place;", 'latin1')
    await using own = await Workspace.create(database.url, { 'latin.sql': latin, 'loans.sql': loans })
    for (const name of ['findUser', 'noSuchQuery']) {
      const error = await refusal(explain(name, { sqlDirectory: own.sql }))
      expect(error).toBeInstanceOf(GenerationError)
      expect(error).toMatchObject({ mistakes: [{ message: 'this is not UTF-8', line: 2, column: 12 }] })
    }
    expect(await explain('listTitles', { sqlDirectory: own.sql })).toMatchObject({ line: 3 })
  })
})
