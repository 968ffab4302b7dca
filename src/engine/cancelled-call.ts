import { isSoukError } from '../errors.js'
import type { Cancellation } from './cancellation.js'
import { LostConnection } from './failure/lost-connection.js'
import { PartlyDone } from './failure/partly-done.js'
import type { PreparedText } from './statement/statement.js'

/** Returns the error of a cancelled call: the reason if nothing was done, else an error with the outcome. */
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
