import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { assertConnectionString } from '../../engine/connect/connection-string.js'
import { hostsOf } from '../../engine/connect/connection-options.js'
import { urlOfDatabase } from '../../engine/connect/libpq/url-of-database.js'
import { fromDriverError } from '../../engine/failure/driver-error.js'
import { InvalidInputError } from '../../errors.js'
import { closeClient, connect } from '../../migrate/connect.js'

/** A database that was made for a restore. */
export interface ScratchDatabase {
  readonly name: string
  readonly url: string
  /** Runs a statement in it. */
  readonly run: (text: string) => Promise<void>
  /** Lists the extensions that its server could make. */
  readonly availableExtensions: () => Promise<readonly string[]>
  /** Drops it and its connections. */
  readonly drop: () => Promise<void>
}

/**
 * Makes an empty database with a name that none has, on the server of a connection string.
 *
 * @throws {@link InvalidInputError} if the string names several servers.
 */
export async function makeScratchDatabase(serverUrl: string, signal: AbortSignal): Promise<ScratchDatabase> {
  assertOneServer(serverUrl)
  const name = `souk_verify_${randomBytes(8).toString('hex')}`
  signal.throwIfAborted()
  // From template0: a copy of template1 may hold what the dump is about to make.
  // It is not broken off: whether it was made would not be known.
  await runOn(serverUrl, `create database ${name} template template0 encoding 'UTF8'`)
  const url = urlOfDatabase(serverUrl, name)
  return {
    name,
    url,
    run: async (text) => {
      await runOn(url, text, signal)
    },
    async availableExtensions() {
      const rows = await runOn<{ name: string }>(url, 'select name from pg_available_extensions', signal)
      return rows.map((row) => row.name)
    },
    // It is dropped after a signal, too.
    drop: async () => {
      await runOn(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

function assertOneServer(url: string): void {
  assertConnectionString(url)
  const isOne = /^postgres/i.test(url) && URL.canParse(url) && (hostsOf({ url })?.hosts.length ?? 1) === 1
  if (!isOne) throw new InvalidInputError('scratch', 'must be the postgres:// url of one server')
}

async function runOn<Row>(url: string, text: string, signal?: AbortSignal): Promise<readonly Row[]> {
  const client: Client = await connect(url, 'souk-db backup', signal)
  // The server goes on with the statement, until its database is dropped.
  const giveUp = () => client.connection.stream.destroy()
  signal?.addEventListener('abort', giveUp)
  try {
    const { rows } = await client.query(text)
    return rows as Row[]
  } catch (error) {
    signal?.throwIfAborted()
    throw fromDriverError(error, {})
  } finally {
    signal?.removeEventListener('abort', giveUp)
    await closeClient(client)
  }
}
