import { Client } from 'pg'
import type { TestContext } from 'vitest'
import { currentServer } from '../../../src/testing/current-server.js'
import type { TestServer } from '../../../src/testing/server.js'

export type ServerWithUrl = Exclude<TestServer, { provider: 'embedded' }>

/** The server that this run's databases live in. Embedded there is none, and the test is skipped. */
export async function sharedServer(context: TestContext): Promise<ServerWithUrl> {
  const server = await currentServer()
  if (server.provider === 'embedded') context.skip('the embedded database has no server that holds others')
  return server
}

/** Runs a statement in the server's maintenance database and returns its rows. */
export async function inServer(server: ServerWithUrl, sql: string, values: unknown[] = []) {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Reports whether the server holds a database of this name. */
export async function hasDatabase(server: ServerWithUrl, name: string): Promise<boolean> {
  return (await inServer(server, 'select from pg_database where datname = $1', [name])).length === 1
}
