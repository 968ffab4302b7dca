import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'

/** A database with the schema of `test/generate/schema`, and nothing of this package's. */
export async function fixtureDatabase(): Promise<TestDatabase> {
  const schema = await readFile(new URL('../../generate/schema/1_fixture.sql', import.meta.url), 'utf8')
  const database = await createTestDatabase({ migrations: 'none' })
  const client = new Client({ connectionString: database.url })
  try {
    await client.connect()
    await client.query(schema)
    return database
  } catch (error) {
    await database.drop()
    throw error
  } finally {
    await client.end()
  }
}
