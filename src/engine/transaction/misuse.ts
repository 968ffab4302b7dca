/** The errors of handles that are used when they must not be. */

import { TransactionError } from '../../errors.js'

/** A handle was used while a savepoint of it was open. */
export function isNested(): TransactionError {
  return new TransactionError(
    'nested',
    'a savepoint of this transaction is open: use the handle that its function gets, or await it first',
  )
}

/** A handle was used after its end. */
export function hasEnded(why?: string): TransactionError {
  return new TransactionError('ended', `this transaction has ended${why === undefined ? '' : `: ${why}`}`)
}
