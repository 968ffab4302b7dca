import type { ClientBase } from 'pg'
import { InvalidInputError } from '../errors.js'
import { closeClient, connect } from './connect.js'

/** Which database: by connection string, or by an open client of pg, which stays open. */
export type MigrateTarget = { readonly url: string } | { readonly client: ClientBase }

/** Runs `work` on the client of a target; a connection that was opened for it is closed after it. */
export async function withClient<T>(
  target: MigrateTarget,
  applicationName: string,
  work: (client: ClientBase) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  if ('client' in target) return work(target.client)
  if (typeof target.url !== 'string')
    throw new InvalidInputError('target', 'needs a `url` or an open `client`')
  const client = await connect(target.url, applicationName, signal)
  try {
    return await work(client)
  } finally {
    await closeClient(client)
  }
}
