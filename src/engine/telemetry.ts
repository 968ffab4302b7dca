/**
 * What statements tell whoever listens: a tracing channel of `node:diagnostics_channel` named `souk-db:statement`.
 *
 * Its `start`, `asyncEnd` and `error` events carry a {@link StatementEvent}. There is never a parameter's value in it.
 */

import { subscribe as subscribeTo, tracingChannel } from 'node:diagnostics_channel'

/** What is told of a statement; the figures are there when it has ended. */
export interface StatementEvent {
  /** The query's name, such as `listProductsNearby`. */
  readonly query: string
  /** The file it stands in, such as `products.sql`; null for one of pgtyped's own generator. */
  readonly file: string | null
  /** The text as the server gets it, with `$1` for the values. */
  readonly text: string
  /** Where it ran: on a shared lane, on a connection of its own, or in a transaction. */
  on: 'lane' | 'session' | 'transaction'
  /** How many rows it read or wrote. */
  rowCount?: number
  /** Milliseconds from the call until the server began with it. */
  queuedMs?: number
  /** Milliseconds that the server was at work on it. */
  ranMs?: number
  /** The error, as its caller gets it. */
  error?: unknown
}

const channel = tracingChannel<string, StatementEvent>('souk-db:statement')

/** True if anybody listens; if nobody does, nothing is made. */
export function hasListeners(): boolean {
  const { start, end, asyncStart, asyncEnd, error } = channel
  return (
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  )
}

/** Listens to statements: `start` before one is sent, `settled` when it has its result or error. */
export function subscribe(listener: {
  readonly start: (event: StatementEvent) => void
  readonly settled: (event: StatementEvent) => void
}): void {
  subscribeTo('tracing:souk-db:statement:start', (event) => listener.start(event as StatementEvent))
  subscribeTo('tracing:souk-db:statement:asyncEnd', (event) => listener.settled(event as StatementEvent))
}

/** Runs a statement and tells of it. */
export function traced<T>(event: StatementEvent, run: () => Promise<T>): Promise<T> {
  return channel.tracePromise(run, event)
}
