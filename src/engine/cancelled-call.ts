import { isSoukError } from '../errors.js'
import type { Cancellation } from './cancellation.js'
import { LostConnection } from './failure/lost-connection.js'
import { PartlyDone } from './failure/partly-done.js'
import type { PreparedText } from './statement/statement.js'

/** Says what a cancelled call rejects with: its reason, if nothing of it is done, and else what is known of it. */
export function refusalOf(
  error: unknown,
  cancellation: Cancellation,
  { isRead }: PreparedText,
  isInTransaction: boolean,
): unknown {
  if (isSoukError(error) && error.outcome === 'applied') return error
  const mayHaveRun = error instanceof LostConnection ? error.mayHaveRun : error instanceof PartlyDone
  return cancellation.reasonWith(mayHaveRun && !isRead && !isInTransaction ? 'unknown' : 'not_run')
}
