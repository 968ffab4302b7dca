import type { ReplicaFigures } from '../engine/replicas/position-watch.js'
import {
  durationBoundsMs,
  type QueryMetrics,
  type StatementMeter,
} from '../engine/telemetry/statement-meter.js'
import type { TransportFigures } from '../engine/transport.js'

/** The figures of a database in this process. */
export interface DatabaseMetrics {
  /** The name of the database on its server; undefined if the driver chooses it. */
  readonly database: string | undefined
  /** The figures of every query that has run, by name; empty with `metrics: false`. */
  readonly queries: readonly QueryMetrics[]
  /** The upper bounds of {@link QueryMetrics.buckets}, in milliseconds. */
  readonly boundsMs: readonly number[]
  /** The pool and its lanes, now. */
  readonly pool: TransportFigures
  /** The replicas, by what was heard of them last; they are asked while there are reads. Empty without any. */
  readonly replicas: readonly ReplicaFigures[]
}

/** Takes the figures of a database. */
export function metricsOf(
  database: string | undefined,
  meter: StatementMeter | undefined,
  pool: TransportFigures,
  replicas: readonly ReplicaFigures[],
): DatabaseMetrics {
  return { database, queries: meter?.queries ?? [], boundsMs: durationBoundsMs, pool, replicas }
}
