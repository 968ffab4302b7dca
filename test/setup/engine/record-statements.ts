import { recordStatements as record } from '../../../src/engine/telemetry/record-statements.js'
import type { StatementEvent } from '../../../src/engine/telemetry/telemetry.js'

/** Returns the telemetry events of the statements that end while `work` runs, in the order in which they end. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly StatementEvent[]> {
  return (await record(work)).statements
}
