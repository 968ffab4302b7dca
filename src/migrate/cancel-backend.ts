import type { ClientBase } from 'pg'
import { closeClient, connect } from './connect.js'

/**
 * Prepares to stop whatever a client's session runs: the answer does it, over a connection of its own.
 *
 * Closing the client instead would leave the server at work on the statement, its locks held, until it ends.
 */
export async function cancelBackend(client: ClientBase, url: string): Promise<() => void> {
  const { rows } = await client.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid')
  const pid = rows[0]?.pid
  return () => void cancel(url, pid).catch(() => undefined)
}

async function cancel(url: string, pid: number | undefined): Promise<void> {
  const client = await connect(url, 'souk-db cancel')
  try {
    await client.query('select pg_catalog.pg_cancel_backend($1)', [pid])
  } finally {
    await closeClient(client)
  }
}
