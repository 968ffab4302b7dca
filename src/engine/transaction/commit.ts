import { isSoukError, TimeoutError, TransactionError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'

/** How a transaction ended: committed, or with an error that says what became of it. */
export type Fate = { readonly isCommitted: true } | { readonly isCommitted: false; readonly error: unknown }

/** Tells how a transaction ended, when it has. */
export function fateOf(committing: Promise<void>): Promise<Fate> {
  return committing.then(
    () => ({ isCommitted: true }),
    (error: unknown) => ({ isCommitted: false, error }),
  )
}

/** Tells whether an error leaves open what became of a transaction. */
export function isUndecided(error: unknown): boolean {
  return isSoukError(error) && error.outcome === 'unknown'
}

/** What becomes of a transaction whose statement failed, and which is to be committed all the same. */
export function rolledBack(): TransactionError {
  return new TransactionError(
    'rolled_back',
    'a statement failed and its error was swallowed: nothing was committed',
  )
}

/**
 * Waits for the answer to a COMMIT, which is the end of the deadline too.
 *
 * @throws the reason of the cancellation, if the server stopped in time; {@link TransactionError}; an error of ours.
 */
export async function committed(
  committing: Promise<string>,
  cancellation: Cancellation | undefined,
): Promise<void> {
  const tag = await committing.catch((error: unknown) => {
    const isWanted = cancellation?.isWanted === true
    // The server was asked to stop, and did: everything is rolled back.
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
  // The server answers COMMIT of a failed transaction with ROLLBACK, which is no error to the protocol.
  if (tag === 'ROLLBACK') throw rolledBack()
}

/** Tells what to throw when the function of a transaction throws that a COMMIT behind its last statement has ended. */
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
