import { isSoukError, TimeoutError, TransactionError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'

/** The end of a transaction: committed, or not, with the error that says what happened. */
export type Fate = { readonly isCommitted: true } | { readonly isCommitted: false; readonly error: unknown }

/** Returns the fate of a transaction, once COMMIT is answered. */
export function fateOf(committing: Promise<void>): Promise<Fate> {
  return committing.then(
    () => ({ isCommitted: true }),
    (error: unknown) => ({ isCommitted: false, error }),
  )
}

/** True if an error leaves open whether the transaction was committed. */
export function isUndecided(error: unknown): boolean {
  return isSoukError(error) && error.outcome === 'unknown'
}

/** The error of a transaction that cannot be committed, because the failure of a statement was swallowed. */
export function rolledBack(): TransactionError {
  return new TransactionError(
    'rolled_back',
    'a statement failed and its error was swallowed: nothing was committed',
  )
}

/**
 * Waits for the answer to COMMIT, until the deadline.
 *
 * @throws the reason of the cancellation, if the server stopped in time; {@link TransactionError}; another of our
 * errors.
 */
export async function committed(
  committing: Promise<string>,
  cancellation: Cancellation | undefined,
): Promise<void> {
  const tag = await committing.catch((error: unknown) => {
    const isWanted = cancellation?.isWanted === true
    // The server was asked to stop, and did. Everything is rolled back.
    if (isWanted && error instanceof TimeoutError && error.outcome === 'not_run') throw cancellation.reason
    if (!isSoukError(error) || error.outcome === 'not_run' || error instanceof TransactionError) throw error
    throw new TransactionError(
      'outcome_unknown',
      isWanted
        ? 'the call was cancelled during COMMIT, and the server did not answer: the transaction may or may not have been committed'
        : 'the connection was lost during COMMIT: the transaction may or may not have been committed',
      { cause: isWanted ? cancellation.reason : error },
    )
  })
  // The server answers COMMIT of a failed transaction with ROLLBACK, which is not an error in the protocol.
  if (tag === 'ROLLBACK') throw rolledBack()
}

/** Returns the error to throw when a transaction's function throws after its last statement and COMMIT. */
export function thrownAfter(fate: Fate, error: unknown, cancellation: Cancellation | undefined): unknown {
  if (!fate.isCommitted) return isUndecided(fate.error) ? fate.error : error
  if (isSoukError(error) && error.outcome === 'applied') return error
  if (cancellation?.isWanted === true && error === cancellation.reason)
    return cancellation.reasonWith('applied')
  return new TransactionError('committed', 'the function threw after its transaction was committed', {
    outcome: 'applied',
    cause: error,
  })
}
