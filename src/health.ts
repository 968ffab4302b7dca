import { checkHealth, findSchemaVersion } from '../generated/health.queries.js'
import type { Executor } from './engine/executor.js'
import type { TransportFigures } from './engine/transport.js'
import { DatabaseError, SetupError } from './errors.js'
import { now } from './engine/timers.js'

/** The state of a database. */
export interface Health {
  /** True if the spatial canary came back right: PostGIS is there and computes on the spheroid. */
  readonly isHealthy: boolean
  /** Such as `17.6`. */
  readonly serverVersion: string
  /** Such as `3.5.2`. */
  readonly postgisVersion: string
  /** The number of the newest migration in the database; null before the first. */
  readonly schemaVersion: number | null
  /** The time the answer took, queueing included. */
  readonly latencyMs: number
  readonly pool: TransportFigures
}

/** One degree of longitude on the equator of WGS 84, whose radius is 6,378,137 m: 2πr / 360. */
const degreeMetres = (2 * Math.PI * 6_378_137) / 360

/** `undefined_table`: nothing has been migrated yet. */
function nullIfUndefined(error: unknown): null {
  if (error instanceof DatabaseError && error.sqlState === '42P01') return null
  throw error
}

/** `undefined_function`, of the canary. */
function withoutPostgis(error: unknown): never {
  if (!(error instanceof DatabaseError) || error.sqlState !== '42883') throw error
  throw new SetupError('PostGIS is not in this database: run migrate, or create extension postgis', {
    cause: error,
  })
}

/**
 * Reads the state of a database.
 *
 * @throws {@link SetupError} if it has no PostGIS; the error that kept it from answering.
 */
export async function askHealth(executor: Executor, figures: () => TransportFigures): Promise<Health> {
  const askedAt = now()
  const limits = { timeoutMs: 5_000 }
  const [{ serverVersion, postgisVersion, canaryMetres }, schema] = await Promise.all([
    executor.one(checkHealth, undefined, limits).catch(withoutPostgis),
    executor.one(findSchemaVersion, undefined, limits).catch(nullIfUndefined),
  ])
  return {
    isHealthy: Math.abs(canaryMetres - degreeMetres) < 1,
    serverVersion,
    postgisVersion,
    schemaVersion: schema?.schemaVersion ?? null,
    latencyMs: now() - askedAt,
    pool: figures(),
  }
}
