import { afterAll } from 'vitest'
import { createDatabase, type Database, type DatabaseOptions } from '../../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'

export interface Market {
  readonly test: TestDatabase
  readonly db: Database
}

/** A migrated database for the tests of one file, closed and removed after the last of them. */
export async function openMarket(options: Omit<DatabaseOptions, 'url'> = {}): Promise<Market> {
  const test = await createTestDatabase()
  const db = createDatabase({ ...options, url: test.url })
  afterAll(async () => {
    await db.close()
    await test.drop()
  })
  return { test, db }
}
