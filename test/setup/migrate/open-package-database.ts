import { afterAll, beforeEach } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { openClient, type OpenClient } from './open-client.js'

/** A database for the tests of one file that has the schema of this package, and nothing else, at the start of each. */
export async function openPackageDatabase(): Promise<{
  readonly database: TestDatabase
  readonly client: OpenClient
}> {
  const database = await createTestDatabase({ migrations: 'package' })
  const client = await openClient(database.url)
  const before = await tables(client)
  afterAll(async () => {
    await client.end()
    await database.drop()
  })
  beforeEach(async () => {
    for (const name of await tables(client)) {
      if (!before.includes(name)) await client.query(`drop table public.${name} cascade`)
    }
  })
  return { database, client }
}

async function tables(client: OpenClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select quote_ident(relname) as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by oid`)
  return rows.map(({ name }) => name)
}
