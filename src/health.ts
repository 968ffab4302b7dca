import { checkEventLog, listEventConsumers } from '../generated/events.queries.js'
import { checkHealth, findSchemaVersion } from '../generated/health.queries.js'
import { checkParkedWebhooks } from '../generated/webhooks.queries.js'
import type { EventConsumerState } from './consume/event-failure.js'
import type { Executor } from './engine/executor.js'
import { PreparedQuery } from './engine/statement/prepared-query.js'
import type { ReplicaFigures } from './engine/replicas/position-watch.js'
import type { TransportFigures } from './engine/transport.js'
import { DatabaseError, SetupError } from './errors.js'
import { now } from './engine/timers.js'

/** The state of the events. Nothing here counts for `isHealthy`: {@link Health.isHealthy} is about the server. */
export interface EventHealth {
  /** The position of the newest event. */
  readonly position: number
  /** The number of committed events without a position; 10,001 stands for more than 10,000. Without a worker nobody numbers them. */
  readonly waiting: number
  /** The number of partitions behind the one that is filled now. `maintain` makes them: fewer than two are a reason to look. */
  readonly partitionsAhead: number
  /** The consumers, by name: those that lag, and those with events that were given up, need a look. */
  readonly consumers: readonly EventConsumerState[]
}

/** The webhooks' events that wait for their rows. They stay until they are applied or discarded, and do not count for `isHealthy`. */
export interface WebhookHealth {
  /** The number of parked events; 10,001 stands for more than 10,000. */
  readonly parked: number
  /** The time when the first of them came; null if nothing is parked. */
  readonly parkedSince: Date | null
}

/** The health of a database. */
export interface Health {
  /** True if the spatial test query returned the right distance: PostGIS is installed and computes on the spheroid. */
  readonly isHealthy: boolean
  /** The server's version, such as `17.6`. */
  readonly serverVersion: string
  /** The version of PostGIS, such as `3.5.2`. */
  readonly postgisVersion: string
  /** The number of this package's newest applied migration; null before the first. */
  readonly schemaVersion: number | null
  /** The number of the service's own newest applied migration; null before the first, or without `migrations`. */
  readonly serviceSchemaVersion: number | null
  /** The time until the answer, including the wait for a connection. */
  readonly latencyMs: number
  readonly pool: TransportFigures
  /** The replicas, in the order of the options; empty without any. They do not count for `isHealthy`. */
  readonly replicas: readonly ReplicaFigures[]
  /** The state of the events; null before the migration that adds them, or if they could not be looked at within five seconds. */
  readonly events: EventHealth | null
  /** The webhooks' events that wait; null before the migration that adds them, or as with `events`. */
  readonly webhooks: WebhookHealth | null
}

/** One degree of longitude on the equator of WGS 84, whose radius is 6,378,137 m: 2πr / 360. */
const degreeMetres = (2 * Math.PI * 6_378_137) / 360

type VersionQuery = typeof findSchemaVersion

/** Makes the query for the newest migration in a service's record. @param table - A checked name, with its schema. */
export function findServiceVersion(table: string): VersionQuery {
  const statement = `select max(record.id) as schema_version from ${table} as record`
  return new PreparedQuery(
    { statement, params: [], usedParamSet: {} },
    {
      name: 'findServiceVersion',
      file: 'health.sql',
      parameterTypes: {},
      tables: [table],
      access: 'read',
      primary: true,
    },
  )
}

/** Turns `undefined_table` into null: no migration has been applied yet. */
function nullIfUndefined(error: unknown): null {
  if (error instanceof DatabaseError && error.sqlState === '42P01') return null
  throw error
}

/** Events are no reason for a server to be unhealthy, and neither is that they cannot be looked at. */
const nullIfFailed = () => null

/** Turns `undefined_function`, the error of the spatial test query, into a {@link SetupError}. */
function withoutPostgis(error: unknown): never {
  if (!(error instanceof DatabaseError) || error.sqlState !== '42883') throw error
  throw new SetupError('PostGIS is not in this database: run migrate, or create extension postgis', {
    cause: error,
  })
}

/**
 * Reports the health of a database.
 *
 * @param serviceVersion - The query for the newest of the service's own migrations; null if there are none.
 * @throws {@link SetupError} if the database has no PostGIS; the error of the query, if the server did not answer it.
 */
export async function askHealth(
  executor: Executor,
  figures: () => Pick<Health, 'pool' | 'replicas'>,
  serviceVersion: VersionQuery | null,
): Promise<Health> {
  const askedAt = now()
  const limits = { timeoutMs: 5_000 }
  const versionOf = (query: VersionQuery) => executor.one(query, undefined, limits).catch(nullIfUndefined)
  const [{ serverVersion, postgisVersion, canaryMetres }, schema, service, eventLog, consumers, webhooks] =
    await Promise.all([
      executor.one(checkHealth, undefined, limits).catch(withoutPostgis),
      versionOf(findSchemaVersion),
      serviceVersion === null ? null : versionOf(serviceVersion),
      executor.maybeOne(checkEventLog, undefined, limits).catch(nullIfFailed),
      executor.many(listEventConsumers, undefined, limits).catch(nullIfFailed),
      executor.maybeOne(checkParkedWebhooks, undefined, limits).catch(nullIfFailed),
    ])
  return {
    isHealthy: Math.abs(canaryMetres - degreeMetres) < 1,
    serverVersion,
    postgisVersion,
    schemaVersion: schema?.schemaVersion ?? null,
    serviceSchemaVersion: service?.schemaVersion ?? null,
    latencyMs: now() - askedAt,
    events: eventLog === null || consumers === null ? null : { ...eventLog, consumers },
    webhooks,
    ...figures(),
  }
}
