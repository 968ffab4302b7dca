import type { SoukError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import type { StatementResult } from '../execution.js'
import { beganTransaction, endedTransaction } from '../misuse.js'
import type { BoundStatement } from '../statement.js'
import type { TypeRegistry } from '../type-registry.js'
import { LostConnection } from './lost-connection.js'
import { simpleQuery } from './simple-query.js'
import { StatementRequest, type StatementSending } from './statement-request.js'
import type { WireConnection } from './wire-connection.js'
import { clearInterval, now, setInterval } from '../timers.js'

/** How a statement is run on a session. */
export interface RunOptions extends StatementSending {
  readonly cancellation?: Cancellation | undefined
  /** True in a transaction of ours, which the statement must not end; false where it must not begin one. */
  readonly isInTransaction: boolean
  /** Told when the server is done with it, or lost, whatever came out, before the promise is settled. */
  readonly onSettled?: (request: StatementRequest, isLost: boolean) => void
}

/** How long a server may take to stop a statement before it is taken for gone. */
const stopWithinMs = 5_000
const cancelEveryMs = 250

/**
 * Sends a statement over a connection, behind what was sent before.
 *
 * A cancelled one rejects once the server has stopped it, or has not for five seconds; one that was quicker than its
 * cancellation gives its result.
 *
 * @throws the reason of the cancellation; {@link LostConnection}; {@link InvalidInputError} or
 * {@link TransactionError} if the statement begins or ends a transaction; the server's error, as it is.
 */
export function execute(
  connection: WireConnection,
  bound: BoundStatement,
  types: TypeRegistry,
  options: RunOptions,
): Promise<StatementResult> {
  const { cancellation, isInTransaction, onSettled } = options
  return new Promise<StatementResult>((resolve, reject) => {
    let stopListening = (): void => undefined
    let stopTrying = (): void => undefined
    const request = new StatementRequest(bound, connection, types, options, (error, isLost, settled) => {
      stopListening()
      stopTrying()
      onSettled?.(settled, isLost)
      const misuse = error === undefined ? misuseOf(connection, isInTransaction) : undefined
      if (error !== undefined && settled.isCancelled) reject(cancellation?.reason)
      else if (error !== undefined) reject(isLost ? new LostConnection(settled.isSent, error) : error)
      else if (misuse !== undefined) {
        reject(misuse)
        // What was sent behind it would take part in the transaction, or be outside of it.
        connection.destroy()
      } else resolve(settled.isUndecoded ? decodeAfterLoading(settled, connection, types) : settled.result)
    })
    connection.send(request, (writer) => request.write(writer))
    if (cancellation === undefined || request.isSettled) return
    stopListening = cancellation.onWanted(() => {
      request.isCancelled = true
      stopTrying = keepCancelling(connection, request, () => reject(cancellation.reason))
    })
  })
}

/**
 * Asks the server to cancel a request as soon as it works on it, and again: a wish that comes before the server has
 * read the statement comes to nothing. In the end the connection is given up.
 *
 * @returns what stops the asking.
 */
function keepCancelling(
  connection: WireConnection,
  request: StatementRequest,
  giveUp: () => void,
): () => void {
  const startedAt = now()
  if (connection.current === request) connection.cancelCurrent()
  const timer = setInterval(() => {
    const isLate = now() - startedAt >= stopWithinMs
    if (isLate) giveUp()
    if (connection.current !== request) return
    if (isLate) connection.destroy(new Error('the server does not stop a statement'))
    else connection.cancelCurrent()
  }, cancelEveryMs)
  return () => clearInterval(timer)
}

function misuseOf({ transactionStatus }: WireConnection, isInTransaction: boolean): SoukError | undefined {
  if (!isInTransaction && transactionStatus !== 'I') return beganTransaction()
  if (isInTransaction && transactionStatus === 'I') return endedTransaction()
  return undefined
}

async function decodeAfterLoading(
  request: StatementRequest,
  connection: WireConnection,
  types: TypeRegistry,
): Promise<StatementResult> {
  await types.load(request.typeOids, async (sql) => (await simpleQuery(connection, sql)).rows)
  request.decodeWaiting()
  return request.result
}
