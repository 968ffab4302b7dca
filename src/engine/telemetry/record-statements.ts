import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { StatementEvent } from './telemetry.js'

/** The channel that reports a statement when it has ended: see telemetry.ts. */
const ended = 'tracing:souk-db:statement:asyncEnd'

const recorder = new AsyncLocalStorage<readonly StatementEvent[]>()

/**
 * Runs a function, and returns its result with the statements that it sent, in the order in which they ended. Those of
 * others that run at the same time are left out.
 */
export async function recordStatements<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly statements: readonly StatementEvent[] }> {
  const statements: StatementEvent[] = []
  const note = (event: unknown) => {
    if (recorder.getStore() === statements) statements.push(event as StatementEvent)
  }
  subscribe(ended, note)
  try {
    return { result: await recorder.run(statements, run), statements }
  } finally {
    unsubscribe(ended, note)
  }
}
