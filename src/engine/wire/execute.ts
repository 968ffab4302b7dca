import type { SoukError } from '../../errors.js'
import { refusalOf } from '../cancelled-call.js'
import type { StatementResult } from '../statement/statement-result.js'
import { keepAsking } from '../keep-asking.js'
import { loadResultTypes, type CatalogueAccess } from '../load-result-types.js'
import { beganTransaction, endedTransaction } from '../session/misuse.js'
import type { BoundStatement } from '../statement/statement.js'
import type { CatalogueReader, TypeRegistry } from '../values/type-registry.js'
import { LostConnection } from '../failure/lost-connection.js'
import { simpleQuery } from './simple-query.js'
import { StatementRequest, type StatementSending } from './statement-request.js'
import type { WireConnection } from './wire-connection.js'
import { now } from '../timers.js'

/** Options of running a statement on a session. */
export interface RunOptions extends StatementSending, CatalogueAccess {
  /** True if another run of the statement may answer in its place. */
  readonly mayRunTwice?: boolean
  /** Called when the server is done with it or the connection is lost, before the promise is settled. */
  readonly onSettled?: ((request: StatementRequest, isLost: boolean) => void) | undefined
}

/** The time in which the server must stop a cancelled statement, or is taken for lost. */
const stopWithinMs = 5_000

/**
 * Sends a statement over a connection, behind those sent before.
 *
 * A cancelled statement rejects once the server has stopped it, or has not for most of a second. A statement that
 * finished before its cancellation returns its result.
 *
 * @throws the reason of the cancellation, or an error with the outcome if the statement may have run;
 * {@link LostConnection}; `PartlyDone`; `InvalidInputError` or `TransactionError` if the statement begins or ends a
 * transaction; one of our errors if it ran and its result cannot be read; the server's error.
 */
export function execute(
  connection: WireConnection,
  bound: BoundStatement,
  types: TypeRegistry,
  options: RunOptions,
): Promise<StatementResult> {
  const { cancellation, isInTransaction, onSettled } = options
  if (cancellation?.isWanted === true) return Promise.reject(cancellation.reason)
  return new Promise<StatementResult>((resolve, reject) => {
    let stopListening = (): void => undefined
    let stopWaiting = (): void => undefined
    let stopTrying = (): void => undefined
    const request = new StatementRequest(bound, connection, types, options, (error, settled) => {
      stopListening()
      stopWaiting()
      stopTrying()
      onSettled?.(settled, error instanceof LostConnection)
      const misuse = error === undefined ? misuseOf(connection, isInTransaction) : undefined
      if (error !== undefined) {
        const isCancelled = settled.isCancelled && cancellation !== undefined
        reject(isCancelled ? refusalOf(error, cancellation, bound.prepared, isInTransaction) : error)
      } else if (misuse !== undefined) {
        reject(misuse)
        // Statements sent behind it would be part of the transaction, or outside of it.
        connection.destroy()
      } else if (settled.isUndecoded) {
        decodeAfterLoading(settled, connection, bound, types, options).then(resolve, reject)
      } else resolve(settled.result)
    })
    if (options.mayRunTwice === true) {
      request.answerFrom = (rerun) => {
        request.answerFrom = undefined
        // The figures are those of the run that answered.
        const figures = bound.figures === undefined ? {} : { figures: { ...bound.figures } }
        const answer = (result: StatementResult) => {
          if (bound.figures !== undefined) Object.assign(bound.figures, figures.figures)
          resolve(result)
        }
        rerun({ ...bound, ...figures }, cancellation).then(answer, () => {
          // If the second run fails, the first one may still answer.
        })
      }
    }
    connection.send(request, (writer) => request.write(writer))
    if (cancellation === undefined || request.isSettled) return
    stopListening = cancellation.onWanted(() => {
      request.isCancelled = true
      stopTrying = keepCancelling(connection, request)
    })
    stopWaiting = cancellation.onOverdue(() => {
      // On a lane it is stopped when its turn comes, unless it finishes first. The neighbours are not affected.
      if (options.on !== 'lane') connection.destroy(new Error('the server does not stop a statement'))
      const isKnown = isInTransaction || bound.prepared.isRead
      reject(cancellation.reasonWith(isKnown ? 'not_run' : 'unknown'))
    })
  })
}

/**
 * Sends cancel requests for a statement while the server works on it. In the end the connection is given up.
 *
 * @returns a function that stops the requests.
 */
function keepCancelling(connection: WireConnection, request: StatementRequest): () => void {
  let askedAt = Infinity
  return keepAsking(() => {
    if (connection.current !== request) return
    askedAt = Math.min(askedAt, now())
    if (now() - askedAt < stopWithinMs) connection.cancelCurrent()
    else connection.destroy(new Error('the server does not stop a statement'))
  })
}

function misuseOf({ transactionStatus }: WireConnection, isInTransaction: boolean): SoukError | undefined {
  if (!isInTransaction && transactionStatus !== 'I') return beganTransaction()
  if (isInTransaction && transactionStatus === 'I') return endedTransaction()
  return undefined
}

/** Decodes the rows of a finished statement, after loading the types that they need. */
async function decodeAfterLoading(
  request: StatementRequest,
  connection: WireConnection,
  { prepared }: BoundStatement,
  types: TypeRegistry,
  options: RunOptions,
): Promise<StatementResult> {
  const read: CatalogueReader = async (sql) => (await simpleQuery(connection, sql)).rows
  await loadResultTypes(types, request.typeOids, prepared, read, {
    ...options,
    isPooled: connection.isPooled,
  })
  request.decodeWaiting()
  return request.result
}
