import { TransactionError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'

/** The error of a transaction that is committed although the server stopped waiting for its standbys. */
export function committedHereOnly({ reason }: Cancellation): TransactionError {
  return new TransactionError(
    'outcome_unknown',
    'the call was cancelled while COMMIT waited for a synchronous standby: the server has committed the transaction, and a failover would lose it',
    { cause: reason },
  )
}
