import { afterAll } from 'vitest'
import { createDatabase } from '../../../src/database.js'
import { createTestDatabase } from '../../../src/testing/index.js'
import type { Market } from '../market/open-market.js'

/** A database without tables and without PostGIS, for the tests of one file: its connections open quickly. */
export async function openBare(): Promise<Market> {
  const test = await createTestDatabase({ migrations: 'none' })
  const db = createDatabase({ url: test.url })
  afterAll(async () => {
    await db.close()
    await test.drop()
  })
  return { test, db }
}
