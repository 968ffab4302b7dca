import { checkHealth, findSchemaVersion } from '../generated/health.queries.js'
import type { Executor } from './engine/executor.js'
import type { TransportFigures } from './engine/transport.js'
import { DatabaseError, SetupError } from './errors.js'
import { now } from './engine/timers.js'

/** The health of a database. */
export interface Health {
  /** True if the spatial test query returned the right distance: PostGIS is installed and computes on the spheroid. */
  readonly isHealthy: boolean
  /** The server's version, such as `17.6`. */
  readonly serverVersion: string
  /** The version of PostGIS, such as `3.5.2`. */
  readonly postgisVersion: string
  /** The number of the newest applied migration; null before the first. */
  readonly schemaVersion: number | null
  /** The time until the answer, including the wait for a connection. */
  readonly latencyMs: number
  readonly pool: TransportFigures
}

/** One degree of longitude on the equator of WGS 84, whose radius is 6,378,137 m: 2πr / 360. */
const degreeMetres = (2 * Math.PI * 6_378_137) / 360

/** Turns `undefined_table` into null: no migration has been applied yet. */
function nullIfUndefined(error: unknown): null {
  if (error instanceof DatabaseError && error.sqlState === '42P01') return null
  throw error
}

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
 * @throws {@link SetupError} if the database has no PostGIS; the error of the query, if the server did not answer it.
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
