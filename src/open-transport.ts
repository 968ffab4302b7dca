import {
  clientConfig,
  hostsOf,
  serverAddress,
  withoutUndefined,
  type ConnectionOptions,
  type PoolOptions,
} from './engine/connect/connection-options.js'
import type { ConstraintCatalogue } from './engine/failure/driver-error.js'
import { pgPool } from './engine/connect/pg-objects.js'
import { PgPoolTransport } from './engine/pg-pool/pg-pool-transport.js'
import { Replica } from './engine/replicas/replica.js'
import { ReplicaRouter } from './engine/replicas/replica-router.js'
import { RoutedTransport } from './engine/replicas/routed-transport.js'
import type { Transport } from './engine/transport.js'
import type { TypeRegistry } from './engine/values/type-registry.js'
import { WireTransport } from './engine/wire/wire-transport.js'
import { InvalidInputError } from './errors.js'

/** The replicas of a database. Times are in milliseconds. */
export interface ReplicaOptions {
  /**
   * The connection strings of replicas: servers that replay the log of the one at `url`. Queries that only read, and on which no
   * decision hangs, are served by them in turn. One may name several hosts, `postgres://db1,db2,db3/souk?target_session_attrs=prefer-standby`.
   * The other options, such as `user` and `password`, hold for them too.
   */
  readonly replicas?: readonly string[] | undefined
  /**
   * The age of what a read from a replica may lack; 0 means no limit. A replica that lags more, and all of them when the primary was
   * not heard of for longer, are left for the primary.
   *
   * @defaultValue 30_000
   */
  readonly maxLagMs?: number | undefined
  /**
   * The longest wait for a replica to replay what the caller has written or read before, after which the primary is asked.
   *
   * @defaultValue 50
   */
  readonly replicaWaitMs?: number | undefined
}

const replicaDefaults = { maxLagMs: 30_000, replicaWaitMs: 50 }

/** The transport of a database, and the way to its replicas; null on a pool that was handed in. */
export interface OpenedTransport {
  readonly transport: Transport
  readonly router: ReplicaRouter | null
}

/** Opens the transport that the options ask for. @throws {@link InvalidInputError} naming the option. */
export function openTransport(
  options: ConnectionOptions & PoolOptions & ReplicaOptions,
  types: TypeRegistry,
  constraints: ConstraintCatalogue,
): OpenedTransport {
  const { replicas = [], maxLagMs, replicaWaitMs, pool, stream } = options
  const limits = { ...replicaDefaults, ...withoutUndefined({ maxLagMs, replicaWaitMs }) }
  if (replicas.length > 0 && (pool ?? stream) !== undefined) {
    throw new InvalidInputError('replicas', 'cannot stand beside a pool or stream that is given')
  }
  if (pool !== undefined)
    return { transport: new PgPoolTransport(pgPool(pool), types, constraints), router: null }
  const of = replicas.map((url, nth) => {
    const its = replicaOptions(options, url, `replicas.${nth}`)
    return new Replica(new WireTransport(its, types, constraints, true), serverAddress(its))
  })
  const primary = new WireTransport(options, types, constraints)
  const router = new ReplicaRouter(primary, of, limits)
  // Without replicas nobody asks what was seen.
  return {
    router,
    transport: of.length === 0 ? primary : new RoutedTransport(router, router.own),
  }
}

/** The options of a replica's connections: its own address, and the rest of the database's. */
function replicaOptions(
  { hosts, host, port, targetSessionAttrs, loadBalanceHosts, ...others }: ConnectionOptions & PoolOptions,
  url: unknown,
  name: string,
): ConnectionOptions & PoolOptions {
  if (typeof url !== 'string' || url === '') throw new InvalidInputError(name, 'must be a connection string')
  const its = { ...others, url }
  try {
    clientConfig(its)
    const settings = hostsOf(its)
    if (settings === null || settings.hosts.length < 2 || /[?&]target_session_attrs=/.test(url)) return its
    return { ...its, targetSessionAttrs: 'prefer-standby', loadBalanceHosts: 'random' }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    throw new InvalidInputError(
      name,
      error.field === 'url' ? error.message.slice('url: '.length) : error.message,
    )
  }
}
