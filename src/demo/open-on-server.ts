import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { createDatabase } from '../database.js'
import { SetupError } from '../errors.js'
import { asServerError, closeClient, connect } from '../migrate/connect.js'
import type { DemoDatabase } from './demo-database.js'

/**
 * Creates a database for the demo on a server, and drops it at the end. Other databases are not touched.
 *
 * @param url - Any database of that server.
 * @throws {@link SetupError} if the server does not let this role create one.
 */
export async function openOnServer(url: string, signal: AbortSignal): Promise<DemoDatabase> {
  const name = `souk_demo_${randomBytes(6).toString('hex')}`
  await withClient(url, (client) => client.query(`create database ${name} template template0`), signal)
  const db = createDatabase({ url, database: name })
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.close()
      await withClient(url, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

async function withClient(
  url: string,
  work: (client: Client) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  const client = await connect(url, 'souk-db demo', signal)
  try {
    await work(client)
  } catch (cause) {
    const state = asServerError(cause)?.code ?? 'unknown'
    throw new SetupError(
      `the server does not make or drop a database for the demo (SQLSTATE ${state}): ` +
        'the role needs CREATEDB, and to install PostGIS',
      { cause },
    )
  } finally {
    await closeClient(client)
  }
}
