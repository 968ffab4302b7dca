import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { StatementEvent } from '../../engine/telemetry/telemetry.js'

/** Where a statement is told of when it has ended: see telemetry.ts. */
const ended = 'tracing:souk-db:statement:asyncEnd'

/** Runs something, and gives what telemetry told of its statements beside what it gave. */
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
