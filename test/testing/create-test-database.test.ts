// Thorough: starts many databases.

import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { migrationStatus } from '../../src/migrate/index.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'

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

  test('refuses what is not one of its kinds of migrations', async () => {
    for (const migrations of ['all', '', { table: 'loan_migrations' }, { directory: 'x', tabel: 'y' }]) {
      await expect(createTestDatabase({ migrations: migrations as never })).rejects.toMatchObject({
        code: 'invalid_input',
        field: expect.stringContaining('migrations') as string,
      })
    }
  })
})

describe("createTestDatabase with a service's own migrations", () => {
  // A template that no other run has.
  const seal = `-- ${randomBytes(8).toString('hex')}\n`
  const loans = {
    '1_loans.sql': `${seal}create table loans (id int primary key, product_id uuid references products);`,
    '2_fees.sql':
      'create table fees (loan_id int references loans, at timestamptz default clock_timestamp());',
  }
  const counts = `select (select count(*)::int from loans) as loans, (select max(id) from migrations) > 0 as package`

  test('has them after those of the package, in each of many at once', async () => {
    await using folder = await migrationFolder(loans)
    const options = { migrations: { directory: folder.directory, table: 'loan_migrations' } }
    const count = 4
    const databases = await Promise.all(Array.from({ length: count }, () => createTestDatabase(options)))
    for (const database of databases) {
      expect(await query(database, counts)).toEqual([{ loans: 0, package: true }])
      expect(await query(database, 'select id from loan_migrations order by id')).toHaveLength(3)
      const status = await migrationStatus({ url: database.url }, options.migrations)
      expect(status).toMatchObject({ current: true, serviceVersion: 2 })
    }
    await Promise.all(databases.map((database) => database.drop()))
  })

  test('is made anew when a file or the table of the record changes', async () => {
    await using folder = await migrationFolder(loans)
    const { directory } = folder
    const columns = `select column_name from information_schema.columns where table_name = 'loans' order by 1`
    await using before = await createTestDatabase({ migrations: { directory } })
    expect(await query(before, columns)).toHaveLength(2)
    await folder.write('3_due.sql', 'alter table loans add column due date;')
    await using after = await createTestDatabase({ migrations: { directory } })
    expect(await query(after, columns)).toHaveLength(3)
    await using other = await createTestDatabase({ migrations: { directory, table: 'loan_migrations' } })
    expect(await query(other, `select to_regclass('loan_migrations') is not null as found`)).toEqual([
      { found: true },
    ])
  })

  test('follows souk-db.config.json in the working folder, unless asked for the package alone', async () => {
    await using folder = await migrationFolder(loans)
    await using service = await migrationFolder({
      'souk-db.config.json': JSON.stringify({ migrations: folder.directory, migrationsTable: 'own_record' }),
    })
    const before = process.cwd()
    process.chdir(service.directory)
    onTestFinished(() => process.chdir(before))
    const found = `select to_regclass('own_record') is not null as found`
    await using configured = await createTestDatabase()
    expect(await query(configured, found)).toEqual([{ found: true }])
    await using alone = await createTestDatabase({ migrations: 'package' })
    expect(await query(alone, found)).toEqual([{ found: false }])
  })
})
