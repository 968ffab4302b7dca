import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'

/** A database of the package's schema with the rows of `seed.sql`. */
export async function seededDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(await readFile(new URL('../../truth/seed.sql', import.meta.url), 'utf8'))
  } finally {
    await client.end()
  }
  return database
}
