import type { Client } from 'pg'
import { closeClient, connect } from '../migrate/connect.js'

/**
 * Runs `work` with a connection of its own, closed afterwards. The URL is read as `createDatabase` reads it.
 *
 * @throws the errors of {@link connect}.
 */
export async function withAdmin<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await connect(url, 'souk-db testing')
  try {
    return await work(client)
  } finally {
    await closeClient(client)
  }
}

/** Returns the URL of another database of the same server, with the same role. */
export function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
