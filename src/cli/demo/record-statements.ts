import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { StatementEvent } from '../../engine/telemetry/telemetry.js'

/** The channel that reports a statement when it has ended: see telemetry.ts. */
const ended = 'tracing:souk-db:statement:asyncEnd'

/** Runs a function, and returns its result with the statements that telemetry reported. */
export async function recordStatements<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly statements: readonly StatementEvent[] }> {
  const statements: StatementEvent[] = []
  const record = (event: unknown) => statements.push(event as StatementEvent)
  subscribe(ended, record)
  try {
    return { result: await run(), statements }
  } finally {
    unsubscribe(ended, record)
  }
}
