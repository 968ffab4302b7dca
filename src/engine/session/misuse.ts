import { InvalidInputError, TransactionError } from '../../errors.js'

/** A transaction that nobody knows of would swallow the statements of others. */
export function beganTransaction(): InvalidInputError {
  return new InvalidInputError('query', 'begins a transaction: use db.transaction')
}

/** It is left to who began it: what comes after would be outside of any transaction, or in one that nobody knows of. */
export function endsTransaction(): TransactionError {
  return new TransactionError('ended', 'the statement ends the transaction: leave that to db.transaction')
}

/** What comes after it would be outside of any transaction. */
export function endedTransaction(): TransactionError {
  return new TransactionError(
    'ended',
    'a statement of the transaction ended it: leave that to db.transaction',
  )
}
