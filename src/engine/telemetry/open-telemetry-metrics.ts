import type { Attributes, Meter } from '@opentelemetry/api'
import { durationBoundsMs } from './statement-meter.js'
import type { StatementEvent } from './telemetry.js'
import { watchedPools, type WatchedPool } from './watched-pools.js'

/** The upper bounds that the conventions name for numbers of rows. */
const rowBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

/** The instruments of one meter. */
export interface Instruments {
  /** Records the end of a statement. @param attributes - those of the statement, without its text */
  readonly record: (event: StatementEvent, seconds: number, attributes: Attributes) => void
}

/**
 * Makes the instruments of OpenTelemetry's semantic conventions for database clients (1.33): the stable
 * `db.client.operation.duration`, and of those that are not stable `db.client.response.returned_rows`,
 * `db.client.connection.count` and `db.client.connection.pending_requests`; and `souk.statement.retries`.
 */
export function makeInstruments(meter: Meter): Instruments {
  const duration = meter.createHistogram('db.client.operation.duration', {
    description: 'Duration of database client operations.',
    unit: 's',
    advice: { explicitBucketBoundaries: durationBoundsMs.map((ms) => ms / 1_000) },
  })
  const rows = meter.createHistogram('db.client.response.returned_rows', {
    description: 'The actual number of records returned by the database operation.',
    unit: '{row}',
    advice: { explicitBucketBoundaries: rowBounds },
  })
  const retries = meter.createCounter('souk.statement.retries', {
    description: 'Attempts of statements before those that ended.',
    unit: '{attempt}',
  })
  observePools(meter)
  return {
    record({ rowCount, retries: attempts }, seconds, attributes) {
      duration.record(seconds, attributes)
      if (rowCount !== undefined) rows.record(rowCount, attributes)
      if (attempts > 0) retries.add(attempts, attributes)
    },
  }
}

function observePools(meter: Meter): void {
  const count = meter.createObservableUpDownCounter('db.client.connection.count', {
    description: 'The number of connections that are currently in state described by the state attribute.',
    unit: '{connection}',
  })
  const pending = meter.createObservableUpDownCounter('db.client.connection.pending_requests', {
    description: 'The number of current pending requests for an open connection.',
    unit: '{request}',
  })
  meter.addBatchObservableCallback(
    (result) => {
      for (const [name, { idle, open, waiting }] of sums(watchedPools())) {
        const attributes = { 'db.client.connection.pool.name': name }
        result.observe(count, idle, { ...attributes, 'db.client.connection.state': 'idle' })
        result.observe(count, open - idle, { ...attributes, 'db.client.connection.state': 'used' })
        result.observe(pending, waiting, attributes)
      }
    },
    [count, pending],
  )
}

interface Sum {
  idle: number
  open: number
  waiting: number
}

/** Adds up the pools of one name: a process may open a database twice. */
function sums(pools: readonly WatchedPool[]): ReadonlyMap<string, Sum> {
  const byName = new Map<string, Sum>()
  for (const { server, figures } of pools) {
    const name = nameOf(server)
    const sum = byName.get(name) ?? { idle: 0, open: 0, waiting: 0 }
    sum.idle += figures.idle
    sum.open += figures.lanes + figures.sessions
    sum.waiting += figures.waiting
    byName.set(name, sum)
  }
  return byName
}

/** The conventions' name of a pool without one: `server.address:server.port/db.namespace`. */
function nameOf({ host, port, database }: WatchedPool['server']): string {
  return `${host ?? ''}${port === undefined ? '' : `:${port}`}${database === undefined ? '' : `/${database}`}`
}
