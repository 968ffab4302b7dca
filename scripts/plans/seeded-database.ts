import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { createDatabase } from '../../src/database.js'
import { createScratchDatabase } from '../schema/scratch-database.js'
import type { TestDatabase } from '../../src/testing/index.js'

/** Makes a database with the marketplace of `seed.sql`, of so many products. */
export async function createSeededDatabase(url: string, rows: number): Promise<TestDatabase> {
  const database = await createScratchDatabase(url)
  try {
    await seed(database.url, rows)
    return database
  } catch (error) {
    await database.drop()
    throw error
  }
}

async function seed(url: string, rows: number): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set souk.rows = ${rows}`)
    await client.query(`set maintenance_work_mem = '1GB'`)
    await client.query(await readFile(new URL('seed.sql', import.meta.url), 'utf8'))
    // All of 100,000 rows are looked at then, not a sample that differs each time: plans and the windows of a search hang on it.
    await client.query('set default_statistics_target = 400')
    await client.query('vacuum (analyze)')
    await countAnew(url)
    await vacuumAll(client)
  } finally {
    await client.end()
  }
}

/** Vacuums until every page is all-visible: another session's snapshot, such as autovacuum's, may have kept some from it. */
async function vacuumAll(client: Client): Promise<void> {
  for (let n = 0; n < 20; n++) {
    await client.query('vacuum (analyze)')
    const { rows } = await client.query(`
      select from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relallvisible < relpages`)
    if (rows.length === 0) return
    await sleep(1_000)
  }
  throw new Error('a table has pages that are not all-visible: does another session keep a snapshot?')
}

/** Lets the package count what its maintenance counts: cells of the map, words of listings. */
async function countAnew(url: string): Promise<void> {
  const db = createDatabase({ url, statementTimeoutMs: 3_600_000 })
  try {
    await db.recount({ counters: ['map.cells'] })
    while ((await db.search.collectTerms({ limit: 10_000 })) > 0);
  } finally {
    await db.close()
  }
}
