import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import { configFor, logInClient, newClient, otherWay, type LoginConfig } from '../connect/new-client.js'
import type { TargetSessionAttrs } from './host-options.js'
import type { Address } from './resolve-host.js'

/** A client that has logged in, and what its server is. */
export interface HostSession {
  readonly client: Client
  readonly address: Address
  /** True if the server replays another one's log. */
  readonly isStandby: boolean
  /** True if the server, or the role or database there, begins transactions read-only. */
  readonly isReadOnly: boolean
  /** The timeline of a primary: each promotion begins another one, with a higher number. Null for a standby. */
  readonly timeline: number | null
}

const factsSql = `
with server as materialized (
  select pg_catalog.pg_is_in_recovery() as is_standby
)
select
  server.is_standby,
  pg_catalog.current_setting('default_transaction_read_only') = 'on',
  case
    when not server.is_standby
    then pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8)
  end
from server`

function ignore(): void {
  // Whoever uses the session hears of its end.
}

/** Destroys a client that is not needed after all, without waiting for an answer. */
export function abandon(client: Client): void {
  const { connection } = client as Client & { readonly connection: { readonly stream: Duplex } }
  connection.stream.destroy()
}

/**
 * Logs in at one address, and asks what its server is. It is given up when one of the signals is aborted.
 *
 * @throws the driver's error, unchanged.
 */
export async function logIn(
  config: LoginConfig,
  address: Address,
  ...signals: readonly AbortSignal[]
): Promise<HostSession> {
  const client = await newClient(configFor(config, address))
  client.on('error', ignore)
  const stop = () => abandon(client)
  for (const signal of signals) signal.addEventListener('abort', stop)
  try {
    for (const signal of signals) signal.throwIfAborted()
    await logInClient(client)
    const { rows } = await client.query<[boolean, boolean, string | null]>({
      text: factsSql,
      rowMode: 'array',
    })
    const [isStandby = false, isReadOnly = false, timeline = null] = rows[0] ?? []
    return {
      client,
      address,
      isStandby,
      isReadOnly,
      timeline: timeline === null ? null : Number.parseInt(timeline, 16),
    }
  } catch (error) {
    // If it was not the server that refused, the server still waits for us.
    abandon(client)
    const other = signals.some(({ aborted }) => aborted) ? undefined : otherWay(config, error)
    if (other === undefined) throw error
    return await logIn(other, address, ...signals)
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', stop)
  }
}

/** Reports whether a session is one that is wanted; `prefer-standby` wants any, and some more than others. */
export function fits({ isStandby, isReadOnly }: HostSession, target: TargetSessionAttrs): boolean {
  switch (target) {
    case 'any':
    case 'prefer-standby':
      return true
    case 'read-write':
      return !isStandby && !isReadOnly
    case 'read-only':
      return isStandby || isReadOnly
    case 'primary':
      return !isStandby
    case 'standby':
      return isStandby
  }
}

/** Reports whether sessions are wanted on the one server of a cluster that writes. */
export function isForWriting(target: TargetSessionAttrs): boolean {
  return target === 'read-write' || target === 'primary'
}
