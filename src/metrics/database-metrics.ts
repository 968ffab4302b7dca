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
}

/** Takes the figures of a database. */
export function metricsOf(
  database: string | undefined,
  meter: StatementMeter | undefined,
  pool: TransportFigures,
): DatabaseMetrics {
  return { database, queries: meter?.queries ?? [], boundsMs: durationBoundsMs, pool }
}
