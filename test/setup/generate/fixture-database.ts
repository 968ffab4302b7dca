import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'

/** A database with the schema of `test/generate/schema`. */
export function fixtureDatabase(): Promise<TestDatabase> {
  const directory = fileURLToPath(new URL('../../generate/schema', import.meta.url))
  return createTestDatabase({ migrations: { directory } })
}
