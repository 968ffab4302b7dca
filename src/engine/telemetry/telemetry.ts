/**
 * What statements tell whoever listens: a tracing channel of `node:diagnostics_channel` named `souk-db:statement`.
 *
 * Its `start`, `asyncEnd` and `error` events carry a {@link StatementEvent}. There is never a parameter's value in it,
 * nor a row.
 */

import { tracingChannel } from 'node:diagnostics_channel'

/** Where a database is, as telemetry tells it. */
export interface ServerAddress {
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly database?: string | undefined
}

/** How a statement went: written where it runs, and told when it has ended. */
export interface StatementFigures {
  on: 'lane' | 'session' | 'transaction'
  /** Milliseconds that the server was at work on it. */
  ranMs: number
  retries: number
}

/** What is told of a statement. Its figures are there when it has ended, however it did. */
export interface StatementEvent {
  /** The query's name, such as `listProductsNearby`; `stream` and `copy` are told once, when they are over. */
  readonly query: string
  /** The file it stands in, such as `products.sql`; null for one of pgtyped's own generator. */
  readonly file: string | null
  /** The table that its file is for, such as `products`. */
  readonly table: string | null
  /** The text as the server gets it, with `$1` for the values. */
  readonly text: string
  readonly server: ServerAddress
  /** Where it ran, or waited to: on a shared lane, on a connection of its own, or in a transaction. */
  on: StatementFigures['on']
  /** How many rows it read or wrote; of a stream that failed those before, of all else that failed not known. */
  rowCount?: number
  /** Milliseconds from the call to its end less `ranMs`; of a stream and a COPY not known. */
  queuedMs?: number
  /** Milliseconds that the server was at work on it, 0 if it never was; of a stream and a COPY not known. */
  ranMs?: number
  /**
   * How often it was sent before and came to nothing: because its plan was out of date, its connection was gone before
   * it was sent, or its transaction had to run again.
   */
  retries: number
  /** The error, as its caller gets it. */
  error?: unknown
}

/** Listens to statements like a subscriber of the channel, but only while it says that it wants to. */
export interface StatementObserver {
  readonly isActive: () => boolean
  readonly started: (event: StatementEvent) => void
  readonly settled: (event: StatementEvent) => void
}

/** Notes how a run of a statement went, whatever came of it. */
export function noteRun(
  figures: StatementFigures | undefined,
  on: StatementFigures['on'],
  ranMs: number,
): void {
  if (figures === undefined) return
  figures.on = on
  figures.ranMs = ranMs
}

/** Notes that a run of a statement came to nothing, and that it is sent again. */
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

/** True if anybody listens; if nobody does, nothing is made. */
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

/** Runs a statement and tells of it. */
export async function traced<T>(event: StatementEvent, run: () => Promise<T>): Promise<T> {
  if (!hasSubscribers()) return observed(event, run)
  const results: T[] = []
  await channel.tracePromise(async () => {
    // The channel would put what the promise gives, which is rows, into the event.
    results.push(await observed(event, run))
  }, event)
  const [result] = results
  return result as T
}
