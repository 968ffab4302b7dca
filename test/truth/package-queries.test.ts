/** The truth run: every query of the package on rows with a null wherever there can be one. */
// Thorough: some 17,000 statements.

import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../generated/manifest.json' with { type: 'json' }
import { queries } from '../../generated/queries.js'
import { createDatabase } from '../../src/database.js'
import { checkQueryTypes, type TestDatabase } from '../../src/testing/index.js'
import { parameters } from '../setup/truth/parameters.js'
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

describe('every query of the package', () => {
  // Some 17,000 statements: on the embedded database of a loaded machine they take two minutes.
  it('gives what its type says', { timeout: 300_000 }, async () => {
    const db = createDatabase({ url: database.url })
    try {
      const report = await checkQueryTypes(db, { manifest, queries, parameters })
      const { lies, silent, unproven, unseen, runs, rows, columns } = report
      console.log(
        `truth run: ${columns} columns of ${Object.keys(manifest.queries).length} queries, ${runs} statements, ${rows} rows, ${lies.length} lies; ` +
          `never null here although they may be: ${unproven.join(', ') || 'none'}; always null here: ${unseen.join(', ') || 'none'}`,
      )
      expect(lies).toEqual([])
      // One that gives no row proves nothing: give it parameters, in parameters.ts. Only what looks for broken
      // invariants finds nothing by its nature.
      const files = new Map(Object.entries(manifest.queries).map(([name, { file }]) => [name, file]))
      expect(silent.filter((name) => files.get(name) !== 'invariants.sql')).toEqual([])
    } finally {
      await db.close()
    }
  })
})
