import { TransactionError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'

/** What a COMMIT ends with that was kept from waiting for its standbys. */
export function committedHereOnly({ reason }: Cancellation): TransactionError {
  return new TransactionError(
    'outcome_unknown',
    'the call was cancelled while COMMIT waited for a synchronous standby: the server has committed the transaction, and a failover would lose it',
    { cause: reason },
  )
}
