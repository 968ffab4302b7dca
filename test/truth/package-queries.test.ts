/** The truth run: every query of the package on rows with a null wherever there can be one. The other half is in package-queries-odd. */
// Thorough: some 9,000 statements.

import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../src/testing/index.js'
import { checkPart } from '../setup/truth/check-part.js'
import { seededDatabase } from '../setup/truth/seeded-database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await seededDatabase()
})
afterAll(() => database.drop())

/** The columns of the marketplace's tables, and whether each holds a null and a value. */
async function seededColumns() {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ table: string; column: string; nullable: boolean }>(`
      select c.relname as table, a.attname as column, not a.attnotnull as nullable
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and c.relname not in ('spatial_ref_sys', 'migrations')`)
    const found = []
    for (const { table, column, nullable } of rows) {
      const { rows: counts } = await client.query<{ nulls: boolean; values: boolean }>(
        `select coalesce(bool_or("${column}" is null), false) as nulls, count("${column}") > 0 as values from "${table}"`,
      )
      found.push({ name: `${table}.${column}`, nullable, ...counts[0] })
    }
    return found
  } finally {
    await client.end()
  }
}

describe('the seed', () => {
  it('has a null in each column that can hold one, and a value in each column', async () => {
    const columns = await seededColumns()
    expect(columns.length).toBeGreaterThan(100)
    expect(
      columns.filter(({ nullable, nulls }) => nullable && nulls !== true).map(({ name }) => name),
    ).toEqual([])
    expect(columns.filter(({ values }) => values !== true).map(({ name }) => name)).toEqual([])
  })
})

describe('every other query of the package', () => {
  // Some 9,000 statements: on the embedded database of a loaded machine they take a minute.
  it('gives what its type says', { timeout: 300_000 }, () => checkPart(database.url, 'even'))
})
