import { isCancelled, isStalePlan } from '../failure/driver-error.js'
import type { PreparedText } from '../statement/statement.js'
import { now } from '../timers.js'
import { LostConnection } from '../failure/lost-connection.js'
import type { WireConnection } from './wire-connection.js'

/** A cancel request may arrive when the statement it was meant for is done: the next one is hit. */
const strayCancelMs = 10_000

/**
 * Tells whether a statement that failed may be sent once more: it failed for no reason of its own, and it reads, or its
 * own request is known to have done nothing.
 *
 * An answer of the server's is known to have undone everything, whoever asked it to cancel: a statement that commits
 * while it runs fails with `PartlyDone`.
 */
export function mayRepeat(error: unknown, { isRead }: PreparedText, connection: WireConnection): boolean {
  if (error instanceof LostConnection) return isRead || !error.mayHaveRun
  const isStray = isCancelled(error) && now() - connection.cancelledAt < strayCancelMs
  return isStray || isStalePlan(error)
}
