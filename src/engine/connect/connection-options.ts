import type { Duplex } from 'node:stream'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { ConnectionError, InvalidInputError } from '../../errors.js'
import { longestMs } from './assert-options.js'
import { assertConnectionString } from './connection-string.js'
import { pgPool, type PgPool } from './pg-objects.js'
import {
  hostSettings,
  placesOf,
  type HostSettings,
  type LoadBalanceHosts,
  type TargetSessionAttrs,
} from '../hosts/host-options.js'
import { guardOf } from './libpq/login-guard.js'
import { passwordFromFile, usualPasswordFile, type PasswordPlace } from './libpq/password-file.js'
import { sentSettings } from './libpq/sent-settings.js'
import { LibpqSettings, systemUser } from './libpq/settings.js'
import { tlsWays } from './libpq/tls-settings.js'
import { configFor, isUnixSocket, type LoginConfig } from './new-client.js'
import type { ServerAddress } from '../telemetry/telemetry.js'

/** The server's address and the login. Fields win over the same part of `url`. */
export interface ConnectionOptions {
  /**
   * `postgres://user:password@host:port/database?sslmode=…`. As with libpq it may name several hosts, and which of them is
   * wanted: `postgres://souk@db1:5432,db2:5432/souk?target_session_attrs=read-write`.
   */
  readonly url?: string | undefined
  /** A host name, an address, or the directory of a Unix socket. */
  readonly host?: string | undefined
  readonly port?: number | undefined
  /**
   * The hosts of a cluster, each with its port: `db1:5432`, `[::1]:5432`, `/run/postgresql`. They win over `host`, `port` and
   * those of `url`. All are asked at once; one that is dead or silent holds up nobody.
   */
  readonly hosts?: readonly string[] | undefined
  /**
   * The sessions that are wanted, as libpq's `target_session_attrs` has it: `any`, `read-write`, `read-only`, `primary`,
   * `standby`, `prefer-standby`.
   *
   * @defaultValue that of `url`; else `read-write` for several hosts, and `any` for one
   */
  readonly targetSessionAttrs?: TargetSessionAttrs | undefined
  /**
   * The order in which hosts that fit are preferred, as libpq's `load_balance_hosts` has it: as they are listed (`disable`), or at
   * random for each connection.
   *
   * @defaultValue that of `url`; else `disable`
   */
  readonly loadBalanceHosts?: LoadBalanceHosts | undefined
  readonly database?: string | undefined
  readonly user?: string | undefined
  /** A function is called for each new connection, for credentials that rotate. */
  readonly password?: string | (() => string | Promise<string>) | undefined
  readonly ssl?: boolean | TlsOptions | undefined
  /** The name that the server shows for these connections. @defaultValue that of `url` or PGAPPNAME; else `souk-db` */
  readonly applicationName?: string | undefined
  /** Opens a connection that is not a socket, such as one to the embedded database. */
  readonly stream?: (() => Duplex) | undefined
  /**
   * The schemas in which a service's own queries look up names. The schema of this package's tables (`public`) and those of
   * extensions always come first.
   *
   * @defaultValue the search_path that the role, the database or the connection string gives
   */
  readonly searchPath?: readonly string[] | undefined
  /** A pg pool that other code shares. It is used as it is, without pipelining, and `close()` leaves it open. */
  readonly pool?: PgPool | undefined
}

/** The size of the pool and its limits. Times are in milliseconds; 0 means no limit. */
export interface PoolOptions {
  /** The most connections that are open at once. @defaultValue 30 */
  readonly maxConnections?: number | undefined
  /** The number of connections that stay open although they are idle. @defaultValue 20 */
  readonly minConnections?: number | undefined
  /** The time after which an idle connection above the minimum is closed. @defaultValue 30_000 */
  readonly idleTimeoutMs?: number | undefined
  /** The longest wait for a connection; `connect_timeout` of `url` or PGCONNECT_TIMEOUT sets another one. @defaultValue 10_000 */
  readonly connectTimeoutMs?: number | undefined
  /** The age at which a connection is replaced. @defaultValue 3_600_000 */
  readonly maxLifetimeMs?: number | undefined
  /**
   * True sends statements outside transactions back to back over a few shared connections, the lanes. False gives each
   * statement a connection to itself, with the same results.
   *
   * @defaultValue true
   */
  readonly pipeline?: boolean | undefined
  /**
   * The number of connections that are lanes. When they are not enough, other connections of `maxConnections` serve as
   * lanes too, as long as no transaction waits for a connection.
   *
   * @defaultValue 3
   */
  readonly lanes?: number | undefined
  /** The most unanswered statements on one lane. @defaultValue 8 */
  readonly laneDepth?: number | undefined
  /**
   * The delay, beyond a statement's usual time, after which its lane counts as stalled. A stalled lane gets no more
   * statements until that one is done, and the reads behind it are also sent over another lane.
   *
   * @defaultValue 25
   */
  readonly stallAfterMs?: number | undefined
  /**
   * True prepares each statement once per connection. False parses and plans each statement when it runs. A pooler that
   * gives every transaction another session, and does not carry prepared statements over, needs false.
   *
   * @defaultValue true
   */
  readonly preparedStatements?: boolean | undefined
  /** The most calls that wait for a connection. The next one rejects with an `OverloadError`. @defaultValue 10_000 */
  readonly maxQueue?: number | undefined
  /** The idle time after which a connection is tested before it is used. @defaultValue 5_000 */
  readonly verifyAfterMs?: number | undefined
  /** The time after which the server ends a statement. @defaultValue 30_000 */
  readonly statementTimeoutMs?: number | undefined
  /** The time after which the server ends the wait for a lock. @defaultValue 10_000 */
  readonly lockTimeoutMs?: number | undefined
  /** The time after which the server ends a session whose transaction is idle. @defaultValue 60_000 */
  readonly idleInTransactionTimeoutMs?: number | undefined
}

/** The options of a pool, each with a value. */
export type PoolSettings = {
  readonly [Name in keyof PoolOptions]-?: Exclude<PoolOptions[Name], undefined>
}

/** The defaults of {@link PoolOptions}. */
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
} as const satisfies PoolSettings

/** Adds the defaults of the options that are not given. */
export function withDefaults(options: PoolOptions): PoolSettings {
  return { ...poolDefaults, ...withoutUndefined(options) }
}

/** Removes properties that are undefined: pg takes an undefined option for a given one. */
export function withoutUndefined<T extends object>(options: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>
}

type WithoutUndefined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> }

/** Calls the password function. Its errors are replaced, because they may hold a secret. */
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

/** The time after which a silent peer is probed, which makes one that is gone noticeable within a minute. */
const keepAliveIdleSeconds = 30

/** The settings of the url and the environment; a stream that is given leads to where its maker says. */
function settingsOf({ url, stream }: ConnectionOptions): LibpqSettings {
  if (url !== undefined) assertConnectionString(url)
  return new LibpqSettings(url, stream === undefined ? process.env : {})
}

/**
 * Returns the options as pg's client takes them, with the settings of the url and the environment (docs/connection.md).
 *
 * @param usualName - The name that the server shows where nothing names another.
 * @throws `InvalidInputError` naming the option or the setting.
 */
export function clientConfig(options: ConnectionOptions & PoolOptions, usualName = 'souk-db'): LoginConfig {
  const { stream } = options
  const settings = settingsOf(options)
  const [place] = placesOf(options, settings)
  const given = settings.number('keepalives_idle') ?? 0
  const idleSeconds = given > 0 ? given : keepAliveIdleSeconds
  const binding = settings.get('channel_binding') ?? 'disable'
  const user = options.user ?? settings.get('user') ?? (stream === undefined ? systemUser() : undefined)
  const common = {
    ...withoutUndefined({
      host: place?.host,
      port: place?.port,
      database: options.database ?? settings.get('dbname'),
      user,
      options: settings.get('options'),
      stream,
      guard: guardOf(settings),
    }),
    password: passwordOf(options, settings),
    application_name:
      options.applicationName ??
      settings.get('application_name') ??
      settings.get('fallback_application_name') ??
      usualName,
    connectionTimeoutMillis: poolSettings(options, settings).connectTimeoutMs,
    keepAlive: settings.number('keepalives') !== 0,
    keepAliveInitialDelayMillis: idleSeconds * 1_000,
    enableChannelBinding: binding !== 'disable',
    hidesName: settings.get('sslsni') === '0',
    session: settings.session,
    sent: sentSettings(settings),
  }
  const { ssl } = options
  const [first, second] = isUnixSocket(place?.host)
    ? [false as const]
    : ssl !== undefined || stream !== undefined
      ? [ssl ?? false]
      : tlsWays(settings)
  const way = (tls: LoginConfig['ssl']): LoginConfig => {
    const config = {
      ...common,
      ssl: tls,
      sslnegotiation: tls === false ? 'postgres' : negotiationOf(settings),
    }
    return place?.name === undefined ? config : configFor(config, { ...place, name: place.name })
  }
  return second === undefined ? way(first) : { ...way(first), otherwise: way(second) }
}

function negotiationOf(settings: LibpqSettings): 'direct' | 'postgres' {
  return settings.get('sslnegotiation') === 'direct' ? 'direct' : 'postgres'
}

/** The password, or the function that finds it when the server asks. */
function passwordOf(
  { password, stream }: ConnectionOptions,
  settings: LibpqSettings,
): LoginConfig['password'] {
  if (typeof password === 'function') return () => askForPassword(password)
  const given = password ?? settings.get('password')
  if (given !== undefined || stream !== undefined) return given
  const file = settings.get('passfile') ?? usualPasswordFile()
  // pg hands over what it connects to, and takes undefined for none.
  return ((place: PasswordPlace) => passwordFromFile(file, place)) as LoginConfig['password']
}

/** The options of a pool with their defaults, of which the url and the environment may set `connect_timeout`. */
export function poolSettings(
  options: ConnectionOptions & PoolOptions,
  settings = settingsOf(options),
): PoolSettings {
  const seconds = settings.number('connect_timeout')
  const connectTimeoutMs =
    seconds === undefined ? undefined : Math.min(Math.max(0, seconds) * 1_000, longestMs)
  return withDefaults({ ...withoutUndefined({ connectTimeoutMs }), ...withoutUndefined(options) })
}

/**
 * Returns the hosts to choose from; null if there is one, whatever its role.
 *
 * @throws `InvalidInputError` naming the option.
 */
export function hostsOf(options: ConnectionOptions): HostSettings | null {
  const { hosts, targetSessionAttrs, loadBalanceHosts } = options
  if (options.stream !== undefined || options.pool !== undefined) {
    const given = Object.entries({ hosts, targetSessionAttrs, loadBalanceHosts }).find(
      ([, value]) => value !== undefined,
    )
    if (given !== undefined)
      throw new InvalidInputError(given[0], 'chooses no host of a pool or stream that is given')
    return null
  }
  return hostSettings(options, settingsOf(options))
}

/** Returns the server's address for telemetry, without anything that helps to log in. */
export function serverAddress(options: ConnectionOptions): ServerAddress {
  const pool = options.pool === undefined ? undefined : pgPool(options.pool)
  const { host, port, database } =
    pool === undefined
      ? clientConfig(options)
      : pool.options.connectionString === undefined
        ? pool.options
        : { ...pool.options, ...addressIn(pool.options.connectionString) }
  const [first, ...others] = hostsOf(options)?.hosts ?? []
  if (first === undefined) return { host, port, database }
  if (others.length === 0) return { host: first.host, port: first.port, database }
  return { host: [first, ...others].map((one) => `${one.host}:${one.port}`).join(','), database }
}

/** The address in the connection string of a pool that was handed in. */
function addressIn(url: string): ServerAddress {
  const { host, port, database } = clientConfig({ url })
  return { host, port, database }
}

/**
 * Returns the settings of every connection.
 *
 * They are no startup parameters, which poolers drop silently. `jit` is off because it makes a nearest-20 search take
 * twenty times as long.
 */
export function sessionSettings(options: PoolOptions): Readonly<Record<string, string>> {
  const { statementTimeoutMs, lockTimeoutMs, idleInTransactionTimeoutMs } = withDefaults(options)
  return {
    jit: 'off',
    statement_timeout: String(Math.trunc(statementTimeoutMs)),
    lock_timeout: String(Math.trunc(lockTimeoutMs)),
    idle_in_transaction_session_timeout: String(Math.trunc(idleInTransactionTimeoutMs)),
    DateStyle: 'ISO',
    bytea_output: 'hex',
    extra_float_digits: '1',
    client_encoding: 'UTF8',
    standard_conforming_strings: 'on',
    array_nulls: 'on',
  }
}
