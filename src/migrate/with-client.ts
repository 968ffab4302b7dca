import type { ClientBase } from 'pg'
import type { PgClient } from '../engine/connect/pg-objects.js'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { InvalidInputError } from '../errors.js'
import { ownCopy } from '../own-properties.js'
import { closeClient, connect } from './connect.js'

/** A database: a connection string, or an open pg client, which stays open. */
export type MigrateTarget = { readonly url: string } | { readonly client: PgClient }

/** JavaScript callers may pass anything. */
function readTarget(target: unknown): Readonly<Record<string, unknown>> {
  return typeof target === 'object' && target !== null ? ownCopy(target) : {}
}

function isClient(value: unknown): value is ClientBase {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'function'
}

/** Makes every failure one of our errors, or the signal's reason. */
async function told<T>(
  client: ClientBase,
  work: (client: ClientBase) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    return await work(client)
  } catch (error) {
    throw signal?.aborted === true && error === signal.reason ? error : fromDriverError(error, {})
  }
}

/** Runs `work` on the client of a target, and closes a connection that was opened for it. */
export async function withClient<T>(
  target: MigrateTarget,
  applicationName: string,
  work: (client: ClientBase) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { url, client: given } = readTarget(target)
  if (isClient(given)) return await told(given, work, signal)
  if (typeof url !== 'string') throw new InvalidInputError('target', 'needs a `url` or an open `client`')
  const client = await connect(url, applicationName, signal)
  try {
    return await told(client, work, signal)
  } finally {
    await closeClient(client)
  }
}
