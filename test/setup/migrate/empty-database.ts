import type { Client } from 'pg'

/** Takes everything out of a database, so that the tests of a file can share one: on embedded a new one takes seconds. */
export async function emptyDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(`
    select format('drop schema %I cascade', nspname) as drop from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'information_schema'`)
  for (const { drop } of rows) await client.query(drop)
  await client.query('create schema public')
}
