import { afterAll, beforeEach } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { openClient, type OpenClient } from './open-client.js'

/** A database for the tests of one file that is empty at the start of each: on embedded a new one takes seconds. */
export async function openEmptyDatabase(): Promise<{
  readonly database: TestDatabase
  readonly client: OpenClient
}> {
  const database = await createTestDatabase({ migrations: 'none' })
  const client = await openClient(database.url)
  afterAll(async () => {
    await client.end()
    await database.drop()
  })
  beforeEach(() => dropSchemas(client))
  return { database, client }
}

async function dropSchemas(client: OpenClient): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(`
    select format('drop schema %I cascade', nspname) as drop from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'`)
  for (const { drop } of rows) await client.query(drop)
  await client.query('create schema public')
}
