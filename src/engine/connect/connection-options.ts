import type { Duplex } from 'node:stream'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { ClientConfig, Pool } from 'pg'
import { ConnectionError } from '../../errors.js'
import { parseConnectionString } from './connection-string.js'
import type { ServerAddress } from '../telemetry/telemetry.js'

/** Where the server is and how to log in. Fields win over the same part of `url`. */
export interface ConnectionOptions {
  /** `postgres://user:password@host:port/database?sslmode=…` */
  readonly url?: string | undefined
  /** A host name, an address, or the folder of a Unix socket. */
  readonly host?: string
  readonly port?: number
  readonly database?: string
  readonly user?: string
  /** A function is asked for each new connection, for credentials that rotate. */
  readonly password?: string | (() => string | Promise<string>)
  readonly ssl?: boolean | TlsOptions
  /** The name that the server shows for these connections. @defaultValue `souk-db` */
  readonly applicationName?: string
  /** Opens a connection by itself in place of a socket: the embedded database. */
  readonly stream?: () => Duplex
  /**
   * The schemas in which a service's own queries find what they name, after those of this package's tables (`public`) and
   * of extensions, which always come first.
   *
   * @defaultValue the search_path that the role, the database or the connection string gives
   */
  readonly searchPath?: readonly string[]
  /** A pool of pg's that other code shares: it is used as it is, unpipelined, and left open by `close()`. */
  readonly pool?: Pool
}

/** How many connections there are, how long they live, and what they may take. Times are milliseconds; 0 means no limit. */
export interface PoolOptions {
  /** The most connections open at once. @defaultValue 30 */
  readonly maxConnections?: number
  /** Connections that are kept though they idle. @defaultValue 20 */
  readonly minConnections?: number
  /** After this, an idle connection above the minimum is closed. @defaultValue 30_000 */
  readonly idleTimeoutMs?: number
  /** How long to wait for a connection. @defaultValue 10_000 */
  readonly connectTimeoutMs?: number
  /** After this, a connection is replaced. @defaultValue 3_600_000 */
  readonly maxLifetimeMs?: number
  /**
   * Send statements outside transactions back to back over a few shared connections, the lanes. False: each gets a
   * connection to itself, with the same results.
   *
   * @defaultValue true
   */
  readonly pipeline?: boolean
  /**
   * How many connections are lanes. Where these are not enough, lanes use the others of `maxConnections` too, for as long
   * as no transaction waits for one.
   *
   * @defaultValue 3
   */
  readonly lanes?: number
  /** How many statements may be on their way on one lane. @defaultValue 8 */
  readonly laneDepth?: number
  /**
   * A lane whose statement takes longer than usual by this gets no more until it is done, and the reads behind it are sent
   * over another lane too.
   *
   * @defaultValue 25
   */
  readonly stallAfterMs?: number
  /**
   * Prepare each statement once per connection. False: each is parsed and planned when it runs, for a pooler that gives
   * every transaction another session and does not carry prepared statements over.
   *
   * @defaultValue true
   */
  readonly preparedStatements?: boolean
  /** How many calls may wait for a connection before one is refused with an {@link OverloadError}. @defaultValue 10_000 */
  readonly maxQueue?: number
  /** A connection that idled for longer is asked whether it still lives before it is used. @defaultValue 5_000 */
  readonly verifyAfterMs?: number
  /** The server ends a statement after this. @defaultValue 30_000 */
  readonly statementTimeoutMs?: number
  /** The server ends the wait for a lock after this. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number
  /** The server ends a session whose transaction idles for this long. @defaultValue 60_000 */
  readonly idleInTransactionTimeoutMs?: number
}

/** What stands for each option that is not given: the `@defaultValue` of {@link PoolOptions}. */
export const poolDefaults = {
  maxConnections: 30,
  minConnections: 20,
  idleTimeoutMs: 30_000,
  connectTimeoutMs: 10_000,
  maxLifetimeMs: 3_600_000,
  pipeline: true,
  lanes: 3,
  laneDepth: 8,
  stallAfterMs: 25,
  preparedStatements: true,
  maxQueue: 10_000,
  verifyAfterMs: 5_000,
  statementTimeoutMs: 30_000,
  lockTimeoutMs: 10_000,
  idleInTransactionTimeoutMs: 60_000,
} as const satisfies Required<PoolOptions>

/** Puts the default in the place of each option that is not given. */
export function withDefaults(options: PoolOptions): Required<PoolOptions> {
  return { ...poolDefaults, ...withoutUndefined(options) }
}

/** Leaves out what is undefined: to pg a key is a key. */
export function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** Asks for a password so that whatever goes wrong with that is told as ours: what the function throws may hold a secret. */
async function askForPassword(ask: () => string | Promise<string>): Promise<string> {
  const problem = await Promise.resolve()
    .then(ask)
    .then(
      (password: unknown) =>
        typeof password === 'string' && password !== '' ? { password } : 'gave no password',
      () => 'failed',
    )
  if (typeof problem === 'object') return problem.password
  throw new ConnectionError('not_run', `the function that was given as \`password\` ${problem}`, {
    retryable: false,
    reason: 'password_failed',
  })
}

/** Makes a peer that is gone noticeable within a minute, even where statements have no limit. */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 30_000 } as const

/** Turns our options into those of a client of pg's. */
export function clientConfig(options: ConnectionOptions & PoolOptions): ClientConfig {
  const { url, host, port, database, user, ssl, stream } = options
  const { password: given } = options
  const password = typeof given === 'function' ? () => askForPassword(given) : given
  return {
    ...(url === undefined ? {} : parseConnectionString(url)),
    ...withoutUndefined({ host, port, database, user, password, ssl, stream }),
    application_name: options.applicationName ?? 'souk-db',
    connectionTimeoutMillis: withDefaults(options).connectTimeoutMs,
    ...keepAlive,
  }
}

/** Where statements go, for telemetry: nothing that one could log in with. */
export function serverAddress(options: ConnectionOptions): ServerAddress {
  const given = options.pool?.options ?? clientConfig(options)
  const { host, port, database } =
    given.connectionString === undefined
      ? given
      : { ...given, ...parseConnectionString(given.connectionString) }
  return { host, port, database }
}

/**
 * The settings of every connection, as one statement.
 *
 * By SET and not by startup parameters, which poolers drop without a word. `jit` would cost a nearest-20 search
 * twenty times its run.
 */
export function sessionSettings(options: PoolOptions): string {
  const { statementTimeoutMs, lockTimeoutMs, idleInTransactionTimeoutMs } = withDefaults(options)
  const settings: Readonly<Record<string, string | number>> = {
    jit: 'off',
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    DateStyle: 'ISO',
    bytea_output: 'hex',
    extra_float_digits: 1,
    client_encoding: 'UTF8',
    standard_conforming_strings: 'on',
    array_nulls: 'on',
  }
  return Object.entries(settings)
    .map(([name, value]) => `set ${name} = ${typeof value === 'number' ? Math.trunc(value) : `'${value}'`}`)
    .join('; ')
}
