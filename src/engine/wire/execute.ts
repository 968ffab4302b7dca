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

/** How a statement is run on a session. */
export interface RunOptions extends StatementSending, CatalogueAccess {
  /** True if another run of it may answer in its place. */
  readonly mayRunTwice?: boolean
  /** Told when the server is done with it, or lost, whatever came out, before the promise is settled. */
  readonly onSettled?: ((request: StatementRequest, isLost: boolean) => void) | undefined
}

/** How long the server may take to stop a statement before it is taken for gone. */
const stopWithinMs = 5_000

/**
 * Sends a statement over a connection, behind what was sent before.
 *
 * A cancelled one rejects once the server has stopped it, or has not for most of a second; one that was quicker than its
 * cancellation gives its result.
 *
 * @throws the reason of the cancellation, or what stands for it where the statement may have run;
 * {@link LostConnection}; `PartlyDone`; {@link InvalidInputError} or {@link TransactionError} if the statement
 * begins or ends a transaction; an error of ours if it was done and its result cannot be read; the server's error.
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
        // What was sent behind it would take part in the transaction, or be outside of it.
        connection.destroy()
      } else if (settled.isUndecoded) {
        decodeAfterLoading(settled, connection, bound, types, options).then(resolve, reject)
      } else resolve(settled.result)
    })
    if (options.mayRunTwice === true) {
      request.answerFrom = (rerun) => {
        request.answerFrom = undefined
        // What is told of it is how the run went that answered.
        const figures = bound.figures === undefined ? {} : { figures: { ...bound.figures } }
        const answer = (result: StatementResult) => {
          if (bound.figures !== undefined) Object.assign(bound.figures, figures.figures)
          resolve(result)
        }
        rerun({ ...bound, ...figures }, cancellation).then(answer, () => {
          // Whatever stands in its way, its own answer is yet to come.
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
      // On a lane it is still stopped when its turn comes, unless it is quicker: that costs the neighbours nothing.
      if (options.on !== 'lane') connection.destroy(new Error('the server does not stop a statement'))
      const isKnown = isInTransaction || bound.prepared.isRead
      reject(cancellation.reasonWith(isKnown ? 'not_run' : 'unknown'))
    })
  })
}

/**
 * Asks the server to cancel a request as soon as it works on it, and again: a wish that comes before the server has
 * read the statement comes to nothing. In the end the connection is given up.
 *
 * @returns what stops the asking.
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

/** Reads the rows of a statement that is done, after the types that they need. */
async function decodeAfterLoading(
  request: StatementRequest,
  connection: WireConnection,
  { prepared }: BoundStatement,
  types: TypeRegistry,
  options: RunOptions,
): Promise<StatementResult> {
  const read: CatalogueReader = async (sql) => (await simpleQuery(connection, sql)).rows
  await loadResultTypes(types, request.typeOids, prepared, read, options)
  request.decodeWaiting()
  return request.result
}
