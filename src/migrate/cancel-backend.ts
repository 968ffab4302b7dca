import type { ClientBase } from 'pg'
import { setTimeout } from '../engine/timers.js'
import { closeClient, connect } from './connect.js'
import { destroyConnection, unlimited } from './limit-queries.js'

/** How long a statement may take to stop before its connection is given up. Milliseconds. */
const stopWithinMs = 5_000

/**
 * Prepares to stop whatever a client's session runs: the answer does it, over a connection of its own.
 *
 * Closing the client instead would leave the server at work on the statement, its locks held, until it ends.
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
