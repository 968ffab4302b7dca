/**
 * Statement events: a tracing channel of `node:diagnostics_channel` named `souk-db:statement`.
 *
 * Its `start`, `asyncEnd` and `error` events carry a {@link StatementEvent}. An event never holds a parameter's value
 * or a row.
 */

import { tracingChannel } from 'node:diagnostics_channel'

/** The address of a database in telemetry. */
export interface ServerAddress {
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly database?: string | undefined
}

/** The reasons why the primary serves a read that a replica might have served. */
export type RouteReason =
  /** The session has written something whose position is not known yet. */
  | 'position_unknown'
  /** The primary's position is not known: nothing was read for a while, or it does not answer. */
  | 'lag_unknown'
  /** No replica answers, or all lag. */
  | 'none_ready'
  /** The replica did not replay in time what the session has seen, or what is older than `maxLagMs`. */
  | 'behind'
  /** The replica did not answer in time. */
  | 'silent'
  /** The connection was lost, or could not be made. */
  | 'lost'
  /** The replica refused: the read was in the way of its replay, or it lacks a migration. */
  | 'refused'

/** The server that served a read, where there are replicas. */
export type StatementRoute =
  | { readonly to: 'replica'; readonly server: ServerAddress; readonly waitedMs: number }
  | { readonly to: 'primary'; readonly because: RouteReason; readonly waitedMs: number }

/** The figures of a statement, written where it runs and reported when it has ended. */
export interface StatementFigures {
  on: 'lane' | 'session' | 'transaction'
  /** The time that the server worked on it, in milliseconds. */
  ranMs: number
  retries: number
  route?: StatementRoute
}

/** The event of a statement. Its figures are set when it has ended, whether it succeeded or failed. */
export interface StatementEvent {
  /** The query's name, such as `listProductsNearbyCard`. `stream` and `copy` are reported once, at their end. */
  readonly query: string
  /** The query's file, such as `products.sql`; null for a query of pgtyped's own generator. */
  readonly file: string | null
  /** The table that the file is named after, such as `products`. */
  readonly table: string | null
  /** The text that the server gets, with `$1` in place of values. */
  readonly text: string
  readonly server: ServerAddress
  /** The connection it ran on, or waited for: a shared lane, a connection of its own, or that of a transaction. */
  on: StatementFigures['on']
  /**
   * The number of rows read or written. For a failed stream, the rows before the failure; unset for any other failure.
   */
  rowCount?: number
  /** The time from the call to its end, less `ranMs`, in milliseconds; unset for a stream or a COPY. */
  queuedMs?: number
  /** The time that the server worked on it, in milliseconds; 0 if it never ran, unset for a stream or a COPY. */
  ranMs?: number
  /**
   * The number of earlier attempts that failed because a plan was out of date, a connection was gone before the
   * statement was sent, or the transaction had to run again.
   */
  retries: number
  /**
   * The server of a read that a replica may serve, the time spent on replicas that were behind, and the reason why it was the primary.
   * Unset without replicas, and for all that never goes to one.
   */
  route?: StatementRoute
  /** The error that the caller gets. */
  error?: unknown
}

/** Observes statements like a subscriber of the channel, but only while it is enabled. */
export interface StatementObserver {
  readonly isActive: () => boolean
  readonly started: (event: StatementEvent) => void
  readonly settled: (event: StatementEvent) => void
}

/** Records the figures of a run, whether it succeeded or failed. */
export function noteRun(
  figures: StatementFigures | undefined,
  on: StatementFigures['on'],
  ranMs: number,
): void {
  if (figures === undefined) return
  figures.on = on
  figures.ranMs = ranMs
}

/** Records the server of a read. */
export function noteRoute(figures: StatementFigures | undefined, route: StatementRoute): void {
  if (figures !== undefined) figures.route = route
}

/** Records that a run failed and is repeated. */
export function noteRetry(figures: StatementFigures | undefined): void {
  if (figures !== undefined) figures.retries++
}

const channel = tracingChannel<string, StatementEvent>('souk-db:statement')

let observer: StatementObserver | undefined

/** Sets the one observer of every statement. */
export function observe(one: StatementObserver): void {
  observer = one
}

function hasSubscribers(): boolean {
  const { start, end, asyncStart, asyncEnd, error } = channel
  return (
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  )
}

/** True if anybody listens. Without a listener no event is created. */
export function hasListeners(): boolean {
  return observer?.isActive() === true || hasSubscribers()
}

async function observed<T>(event: StatementEvent, run: () => Promise<T>): Promise<T> {
  if (observer?.isActive() !== true) return run()
  observer.started(event)
  try {
    return await run()
  } catch (error) {
    event.error = error
    throw error
  } finally {
    observer.settled(event)
  }
}

/** Runs a statement and publishes its event. */
export async function traced<T>(event: StatementEvent, run: () => Promise<T>): Promise<T> {
  if (!hasSubscribers()) return observed(event, run)
  const results: T[] = []
  await channel.tracePromise(async () => {
    // The channel would put the promise's result, the rows, into the event.
    results.push(await observed(event, run))
  }, event)
  const [result] = results
  return result as T
}
