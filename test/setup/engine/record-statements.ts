import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { StatementEvent } from '../../../src/engine/telemetry/telemetry.js'

/** The channel that reports a statement when it has ended: see telemetry.ts. */
const ended = 'tracing:souk-db:statement:asyncEnd'

/** Returns the telemetry events of all statements that end while `work` runs, in the order in which they end. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly StatementEvent[]> {
  const statements: StatementEvent[] = []
  const record = (event: unknown) => statements.push(event as StatementEvent)
  subscribe(ended, record)
  try {
    await work()
    return statements
  } finally {
    unsubscribe(ended, record)
  }
}
