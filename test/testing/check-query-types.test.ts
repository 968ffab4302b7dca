// Thorough: starts many databases.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { SetupError } from '../../src/errors.js'
import {
  checkQueryTypes,
  type CheckQueryTypesOptions,
  type QueryManifest,
  type TestDatabase,
} from '../../src/testing/index.js'
import { valueTest } from '../../src/testing/truth/value-type.js'
import { generatedQueries } from '../setup/generate/generated-queries.js'
import { query } from '../setup/query.js'
import { Workspace } from '../setup/generate/workspace.js'
import { seededDatabase } from '../setup/truth/seeded-database.js'

let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await seededDatabase()
  db = createDatabase({ url: database.url })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** Checks queries as generation types them, or with a manifest that was tampered with. */
async function check(
  sql: string,
  options: Partial<CheckQueryTypesOptions> = {},
  tamper: (manifest: QueryManifest) => QueryManifest = (manifest) => manifest,
) {
  await using workspace = await Workspace.create(database.url, { 'a.sql': sql })
  await workspace.generate()
  const { manifest, queries } = await generatedQueries(workspace)
  return await checkQueryTypes(db, { manifest: tamper(manifest), queries, ...options })
}

const withColumn =
  (change: Partial<QueryManifest['queries'][string]['columns'][number]>) =>
  (manifest: QueryManifest): QueryManifest => ({
    ...manifest,
    queries: Object.fromEntries(
      Object.entries(manifest.queries).map(([name, query]) => [
        name,
        { ...query, columns: query.columns.map((column) => ({ ...column, ...change })) },
      ]),
    ),
  })

describe('checkQueryTypes', () => {
  it('finds a column that a hint says is never null', async () => {
    const sql =
      '/* @name listProducts */ select products.id, products.description as "description!" from products;'
    expect((await check(sql)).lies).toEqual([
      { query: 'listProducts', column: 'description', declared: 'string', found: 'null' },
    ])
  })

  it('finds a hint that lies only for some parameters, and makes those of the rows that are there', async () => {
    const sql = `/* @name findOther */
select users.full_name as "full_name!" from conversations join users on users.id = conversations.buyer_id
where conversations.id = :conversationId! and conversations.seller_id = :sellerId!;`
    expect((await check(sql)).lies).toEqual([
      { query: 'findOther', column: 'fullName', declared: 'string', found: 'null' },
    ])
  })

  it('finds a value of another type than the one that is declared', async () => {
    const sql = '/* @name listTimes */ select products.created_at from products;'
    expect((await check(sql, {}, withColumn({ typescript: 'string' }))).lies).toEqual([
      { query: 'listTimes', column: 'createdAt', declared: 'string', found: 'Date' },
    ])
    const places = '/* @name listPlaces */ select products.public_location from products;'
    expect((await check(places, {}, withColumn({ typescript: 'Polygon' }))).lies).toEqual([
      { query: 'listPlaces', column: 'publicLocation', declared: 'Polygon | null', found: 'Point' },
    ])
  })

  it('finds a column that is not declared, and one that is not there', async () => {
    const sql = '/* @name listIds */ select products.id from products;'
    expect((await check(sql, {}, withColumn({ property: 'key' }))).lies).toEqual([
      { query: 'listIds', column: 'key', declared: 'string', found: 'undefined' },
      { query: 'listIds', column: 'id', declared: 'nothing', found: 'a column' },
    ])
  })

  it('tells what the data did not prove', async () => {
    const sql = `/* @name listSold */
select products.sold_at, products.id as "id?" from products where products.sold_at is null;
/* @name findNothing */
select products.id from products where products.id = :id! and products.price_minor < 0;
/* @name touch */
update products set title = title;`
    const report = await check(sql)
    expect(report).toMatchObject({
      lies: [],
      unproven: ['listSold.id'],
      unseen: ['listSold.soldAt'],
      silent: ['findNothing'],
      columns: 3,
    })
  })

  it('goes on where a value cannot be read, and names its column', async () => {
    const run = (sql: string) => db.execute(query<undefined, object>(sql))
    await run(
      'create table far (id int8 primary key, size int8, ends_at timestamptz, place geography(Point, 4326))',
    )
    try {
      await run(
        "insert into far values (1, 9007199254740993, 'infinity', 'POINT EMPTY'), (2, 1, '-infinity', null)",
      )
      const report = await check(`/* @name listSizes */
select far.size from far;
/* @name listEnds */
select far.ends_at, far.place from far;
/* @name findSmall */
select far.id from far where far.size < :size!;`)
      expect(report).toMatchObject({ lies: [], silent: ['listSizes'], unreadable: ['listSizes.size'] })
    } finally {
      await run('drop table far')
    }
  })

  it('leaves the database as it was', async () => {
    const count = () => check('/* @name countUsers */ select count(*) as users from users;')
    await check('/* @name deleteAll */ delete from verifications returning verifications.id;')
    const report = await check('/* @name listVerifications */ select verifications.id from verifications;')
    expect(report.silent).toEqual([])
    expect((await count()).lies).toEqual([])
  })

  it('runs a query with the parameters it is given, and finds the same twice', async () => {
    const sql =
      '/* @name findShoes */ select products.description as "description!" from products where products.title = :title! and products.price_minor = :price!;'
    const options = { parameters: { findShoes: [{ title: 'Bare', price: 100 }] }, runs: 0 }
    expect(await check(sql, options)).toMatchObject({ runs: 1, rows: 1, lies: [{ found: 'null' }] })
    expect(await check(sql)).toEqual(await check(sql))
  })

  it('refuses a manifest of other queries', async () => {
    const sql = '/* @name listIds */ select products.id from products;'
    await expect(check(sql, { queries: [] })).rejects.toThrow(SetupError)
  })
})

describe('a declared type', () => {
  const point = { type: 'Point', coordinates: [1, 2] }
  const tall = { type: 'Point', coordinates: [1, 2, 3] }
  it.each<[string, unknown, boolean]>([
    ['readonly string[]', ['a'], true],
    ['readonly string[]', ['a', null], false],
    ['readonly (string | null)[]', ['a', null], true],
    ['readonly (string | null)[]', [1], false],
    ['readonly (Point | null)[]', [point, null], true],
    ['Role', 'buyer', true],
    ['Role', 'else', false],
    ['readonly (Role | null)[]', ['buyer', null], true],
    ['Date', new Date(0), true],
    ['Date', new Date(NaN), false],
    ['Buffer', Buffer.from('a'), true],
    ['Buffer', new Uint8Array(1), false],
    ['number', '1', false],
    ['boolean', false, true],
    ["''", '', true],
    ['Json', { a: [1, null, { b: 'x' }] }, true],
    ['Json', new Date(0), false],
    ["JsonColumns['a.b']", [{ a: 1 }], true],
    ['Point', point, true],
    ['Point', tall, false],
    ['Point<Position3D>', tall, true],
    ['Point<Position3D>', point, false],
    [
      'Polygon',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [2, 2],
            [1, 2],
          ],
        ],
      },
      true,
    ],
    ['Geometry', { type: 'GeometryCollection', geometries: [point] }, true],
    ['Geometry', { type: 'GeometryCollection', geometries: [tall] }, false],
    ['LineString', point, false],
  ])('%s takes %j: %s', (type, value, holds) => {
    expect(valueTest(type, { Role: ['buyer'] })(value)).toBe(holds)
  })

  it('that generation does not write is no type', () => {
    expect(() => valueTest('unknown', {})).toThrow(TypeError)
  })
})
