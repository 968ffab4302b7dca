import type { Client } from 'pg'
import { closeClient, connect } from '../migrate/connect.js'

export { urlOfDatabase } from '../engine/connect/libpq/url-of-database.js'

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
