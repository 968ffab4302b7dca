import { isCancelled, isOnStandby, isStalePlan } from '../failure/driver-error.js'
import type { BoundStatement } from '../statement/statement.js'
import { now } from '../timers.js'
import { LostConnection } from '../failure/lost-connection.js'
import type { WireConnection } from './wire-connection.js'

/** The time in which a late cancel request may still hit the next statement on a connection. */
const strayCancelMs = 10_000

/**
 * True if a failed statement may be sent a second time: the failure was not its own, and it only reads, or it is known
 * to have done nothing.
 *
 * An error that the server sent means that everything was undone, even after somebody else's cancel request. A
 * statement that commits while it runs fails with `PartlyDone` instead.
 */
export function mayRepeat(
  error: unknown,
  { prepared: { isRead }, duty }: BoundStatement,
  connection: WireConnection,
): boolean {
  // Of a replica the router repeats it, on another server.
  const isHere = duty?.isOnReplica !== true
  if (isOnStandby(error)) return isHere
  if (error instanceof LostConnection) return isHere && (isRead || !error.mayHaveRun)
  const isStray = isCancelled(error) && now() - connection.cancelledAt < strayCancelMs
  return isStray || isStalePlan(error)
}
