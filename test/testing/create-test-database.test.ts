import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

async function query(database: TestDatabase, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows
  } finally {
    await client.end()
  }
}

const tablesOfOurs = `
  select count(*)::int as count from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace
    and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')`

describe('createTestDatabase', () => {
  let first: TestDatabase
  let second: TestDatabase

  beforeAll(async () => {
    ;[first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  })

  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()])
  })

  test('holds the schema of the package', async () => {
    expect(await query(first, `select to_regclass('products') is not null as found`)).toEqual([
      { found: true },
    ])
  })

  test('has PostGIS', async () => {
    const rows = await query(
      first,
      `select round(st_distance('point(0 0)'::geography, 'point(0 1)'::geography)) as metres`,
    )
    expect(rows).toEqual([{ metres: 110_574 }])
  })

  test('is seen by nobody else', async () => {
    await query(first, 'create table only_here ()')
    expect(await query(second, `select to_regclass('only_here') as found`)).toEqual([{ found: null }])
  })

  test('makes databases for many at once', async () => {
    const count = first.multiSession ? 8 : 2
    const databases = await Promise.all(Array.from({ length: count }, () => createTestDatabase()))
    expect(new Set(databases.map(({ url }) => url)).size).toBe(count)
    await Promise.all(databases.map((database) => database.drop()))
  })

  test('is empty without migrations', async () => {
    await using database = await createTestDatabase({ migrations: 'none' })
    expect(await query(database, tablesOfOurs)).toEqual([{ count: 0 }])
  })

  test('refuses connections once it is dropped', async () => {
    const database = await createTestDatabase({ migrations: 'none' })
    await database.drop()
    await expect(query(database, 'select')).rejects.toThrow()
  })

  test('is dropped twice without complaint', async () => {
    const database = await createTestDatabase({ migrations: 'none' })
    await database.drop()
    await expect(database.drop()).resolves.toBeUndefined()
  })

  test('is dropped although somebody is connected', async () => {
    const database = await createTestDatabase({ migrations: 'none' })
    const client = new Client({ connectionString: database.url })
    const lost = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    await database.drop()
    expect(await lost).toBeInstanceOf(Error)
  })
})
