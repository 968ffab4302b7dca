import { isSoukError } from '../../errors.js'
import { applied } from '../failure/driver-error.js'
import type { BoundStatement } from '../statement/statement.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { SessionRunOptions } from '../transport.js'
import { committed, fateOf, isUndecided, type Fate } from './commit.js'
import type { TransactionScope } from './transaction-scope.js'

/**
 * Sends a statement and COMMIT behind it, and keeps the fate of the transaction in its scope.
 *
 * @throws the error of COMMIT, if the statement succeeded or the fate is unknown; else the error of the statement, with
 * the outcome `applied` if the transaction is committed all the same.
 */
export async function sendLast(
  scope: TransactionScope,
  bound: BoundStatement,
  how: SessionRunOptions,
): Promise<StatementResult> {
  let ending: Promise<Fate | undefined> = Promise.resolve(undefined)
  const running = scope.session.runLast(bound, how, (committing) => {
    scope.ending = 'sent'
    ending = fateOf(committed(committing, how.cancellation))
  })
  const { result, failure } = await running.then(
    (value) => ({ result: value, failure: undefined }),
    (error: unknown) => ({ result: undefined, failure: { error } }),
  )
  const fate = (scope.fate = await ending)
  if (fate?.isCommitted === false && (result !== undefined || isUndecided(fate.error))) throw fate.error
  if (result !== undefined) return result
  const { error } = failure
  if (fate?.isCommitted !== true) throw error
  // A statement that failed and is committed all the same has run: only its result could not be read.
  const { cancellation } = how
  if (cancellation?.isWanted === true && error === cancellation.reason)
    throw cancellation.reasonWith('applied')
  throw isSoukError(error) ? applied(error, false) : error
}
