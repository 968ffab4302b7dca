import { isSoukError } from '../../errors.js'
import type { RouteReason, StatementFigures, StatementRoute } from './telemetry.js'

/** The upper bounds of the buckets of durations in milliseconds, those of OpenTelemetry's conventions. One more holds the rest. */
export const durationBoundsMs = [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000] as const

/** The query that a statement is of. */
export interface StatementSource {
  readonly name: string
  readonly file: string | null
}

/** The end of a call. */
export interface SettledCall {
  /** The time from the call to its end. */
  readonly ms: number
  /** The number of rows read or written; 0 for a call that failed. */
  readonly rows: number
  /** The error that the caller gets; undefined for a call that succeeded. */
  readonly error?: unknown
  readonly figures: StatementFigures | undefined
}

/** The figures of all calls of a query since the database was opened. */
export interface QueryMetrics {
  /** The query's name, such as `listProductsNearbyCard`; `copy` for COPY. */
  readonly query: string
  /** The query's file, such as `products.sql`; null if it has none. */
  readonly file: string | null
  /** The calls that have ended, those that failed too. */
  readonly calls: number
  /** The rows read or written. */
  readonly rows: number
  /** The time from the calls to their ends; for a stream with the time of its reader. */
  readonly totalMs: number
  readonly maxMs: number
  /** The time that the server worked on them; without streams and COPY. */
  readonly ranMs: number
  /** The number of calls in each bucket of `DatabaseMetrics.boundsMs`, and in one more the longer ones. */
  readonly buckets: readonly number[]
  /** The number of attempts before those that ended, as after a lost connection. */
  readonly retries: number
  /** The number of failed calls by the `code` of the error; `cancelled` for the reason of a signal. */
  readonly errors: Readonly<Record<string, number>>
  /** The number of reads that replicas served (`replica`), and that the primary did in their place, by the reason. */
  readonly routes: Readonly<Partial<Record<'replica' | RouteReason, number>>>
}

/** The most queries with figures of their own. What comes later, such as texts made for each call, is counted together. */
const maximumQueries = 2_000

class QueryCounter {
  readonly #source: StatementSource
  readonly #buckets = durationBoundsMs.map(() => 0).concat(0)
  readonly #errors = new Map<string, number>()
  readonly #routes = new Map<'replica' | RouteReason, number>()
  #calls = 0
  #rows = 0
  #totalMs = 0
  #maxMs = 0
  #ranMs = 0
  #retries = 0

  constructor(source: StatementSource) {
    this.#source = source
  }

  add({ ms, rows, error, figures }: SettledCall): void {
    this.#calls++
    this.#rows += rows
    this.#totalMs += ms
    if (ms > this.#maxMs) this.#maxMs = ms
    if (figures !== undefined) {
      this.#ranMs += figures.ranMs
      this.#retries += figures.retries
      if (figures.route !== undefined) this.#count(this.#routes, wayOf(figures.route))
    }
    let bucket = 0
    while (bucket < durationBoundsMs.length && ms > (durationBoundsMs[bucket] ?? Infinity)) bucket++
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1
    if (error === undefined) return
    this.#count(this.#errors, isSoukError(error) ? error.code : 'cancelled')
  }

  #count<Key>(counts: Map<Key, number>, key: Key): void {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }

  get metrics(): QueryMetrics {
    return {
      query: this.#source.name,
      file: this.#source.file,
      calls: this.#calls,
      rows: this.#rows,
      totalMs: this.#totalMs,
      maxMs: this.#maxMs,
      ranMs: this.#ranMs,
      buckets: [...this.#buckets],
      retries: this.#retries,
      errors: Object.fromEntries(this.#errors),
      routes: Object.fromEntries(this.#routes),
    }
  }
}

/** Counts statements by the query that they are of. */
export class StatementMeter {
  /** The counters by the source that each text of a query has, for a look-up without a string. */
  readonly #bySource = new WeakMap<StatementSource, QueryCounter>()
  readonly #byName = new Map<string, QueryCounter>()

  add(source: StatementSource, call: SettledCall): void {
    const counter = this.#bySource.get(source) ?? this.#counterOf(source)
    counter.add(call)
  }

  /** The figures of every query that has run, by name. */
  get queries(): readonly QueryMetrics[] {
    return [...this.#byName.values()]
      .map(({ metrics }) => metrics)
      .sort((one, other) => (one.query < other.query ? -1 : one.query > other.query ? 1 : 0))
  }

  #counterOf(source: StatementSource): QueryCounter {
    const counted =
      this.#byName.size < maximumQueries || this.#byName.has(keyOf(source)) ? source : otherQueries
    const key = keyOf(counted)
    const counter = this.#byName.get(key) ?? new QueryCounter(counted)
    this.#byName.set(key, counter)
    this.#bySource.set(source, counter)
    return counter
  }
}

function wayOf(route: StatementRoute): 'replica' | RouteReason {
  return route.to === 'replica' ? 'replica' : route.because
}

const otherQueries: StatementSource = { name: 'other', file: null }

function keyOf({ name, file }: StatementSource): string {
  return `${file ?? ''} ${name}`
}
