import { checkHealth } from '../generated/health.queries.js'
import type { Executor } from './engine/executor.js'
import type { TransportFigures } from './engine/transport.js'

/** How a database is. */
export interface Health {
  /** True if the spatial canary came back right: PostGIS is there and computes on the spheroid. */
  readonly isHealthy: boolean
  /** Such as `17.6`. */
  readonly serverVersion: string
  /** Such as `3.5.2`. */
  readonly postgisVersion: string
  /** The number of the newest migration in the database; null before the first. */
  readonly schemaVersion: number | null
  /** How long the answer took, queueing included. */
  readonly latencyMs: number
  readonly pool: TransportFigures
}

/** One degree of longitude on the equator of WGS 84, whose radius is 6,378,137 m: 2πr / 360. */
const degreeMetres = (2 * Math.PI * 6_378_137) / 360

/** Asks a database how it is. @throws the error that kept it from answering. */
export async function askHealth(executor: Executor, figures: () => TransportFigures): Promise<Health> {
  const askedAt = performance.now()
  const { serverVersion, postgisVersion, schemaVersion, canaryMetres } = await executor.one(
    checkHealth,
    undefined,
    {
      timeoutMs: 5_000,
    },
  )
  return {
    isHealthy: Math.abs(canaryMetres - degreeMetres) < 1,
    serverVersion,
    postgisVersion,
    schemaVersion,
    latencyMs: performance.now() - askedAt,
    pool: figures(),
  }
}
