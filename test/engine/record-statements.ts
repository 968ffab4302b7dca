import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { StatementEvent } from '../../src/engine/telemetry.js'

const settled = 'tracing:souk-db:statement:asyncEnd'

/** Gives what telemetry tells of the statements that end while `work` runs, in the order in which they end. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly StatementEvent[]> {
  const events: StatementEvent[] = []
  const record = (event: unknown) => events.push(event as StatementEvent)
  subscribe(settled, record)
  try {
    await work()
  } finally {
    unsubscribe(settled, record)
  }
  return events
}
