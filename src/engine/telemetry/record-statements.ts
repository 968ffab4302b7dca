import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { StatementEvent } from './telemetry.js'

const recorder = new AsyncLocalStorage<StatementEvent[]>()
let isSubscribed = false

/** Runs a function, and returns its result with the statements that it sent, in the order in which they ended. */
export async function recordStatements<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly statements: readonly StatementEvent[] }> {
  if (!isSubscribed) subscribe('tracing:souk-db:statement:asyncEnd', note)
  isSubscribed = true
  const statements: StatementEvent[] = []
  const result = await recorder.run(statements, run)
  return { result, statements }
}

/** Notes a statement with the function that sent it: others may run at the same time. */
function note(event: unknown): void {
  recorder.getStore()?.push(event as StatementEvent)
}
