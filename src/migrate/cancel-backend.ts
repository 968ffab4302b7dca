import type { ClientBase } from 'pg'
import { setTimeout } from '../engine/timers.js'
import { closeClient, connect } from './connect.js'
import { destroyConnection, unlimited } from './limit-queries.js'

/** The time in which a cancelled statement must stop before its connection is given up, in milliseconds. */
const stopWithinMs = 5_000

/**
 * Returns a function that cancels the running statement of a client's session, over a connection of its own.
 *
 * To close the client instead would leave the server working on the statement, with its locks held, until it ends.
 */
export async function cancelBackend(client: ClientBase, url: string): Promise<() => void> {
  const { rows } = await client.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid')
  const pid = rows[0]?.pid
  return () => {
    void cancel(url, pid).catch(() => undefined)
    // A server that is gone does not stop it, and would be waited for.
    setTimeout(() => destroyConnection(unlimited(client)), stopWithinMs).unref()
  }
}

async function cancel(url: string, pid: number | undefined): Promise<void> {
  const client = await connect(url, 'souk-db cancel')
  try {
    await client.query('select pg_catalog.pg_cancel_backend($1)', [pid])
  } finally {
    await closeClient(client)
  }
}
