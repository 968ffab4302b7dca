import { InvalidInputError, TransactionError } from '../../errors.js'

/** A statement began a transaction, which would include the statements of others. */
export function beganTransaction(): InvalidInputError {
  return new InvalidInputError('query', 'begins a transaction: use db.transaction')
}

/** A statement would end its transaction. Later ones would run outside of any transaction, or in an unknown one. */
export function endsTransaction(): TransactionError {
  return new TransactionError('ended', 'the statement ends the transaction: leave that to db.transaction')
}

/** A statement has ended its transaction. Later ones would run outside of any. */
export function endedTransaction(): TransactionError {
  return new TransactionError(
    'ended',
    'a statement of the transaction ended it: leave that to db.transaction',
  )
}
