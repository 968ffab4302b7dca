import { DatabaseError, InvalidInputError, SetupError } from '../errors.js'
import { assertMilliseconds } from './connect/assert-options.js'
import { Cancellation, type CallOptions } from './cancellation.js'
import type { StatementResult } from './statement/statement-result.js'
import type { BoundStatement } from './statement/statement.js'
import { noteRetry } from './telemetry/telemetry.js'
import type { SessionRunOptions, Transport } from './transport.js'

/** Options of a stream. */
export interface StreamOptions extends CallOptions {
  /** The number of rows that are fetched at a time. @defaultValue 500 */
  readonly batchRows?: number | undefined
  /**
   * The time that the reader may spend on one batch before the server ends the stream and its connection; 0 means no
   * limit. In a transaction it is an option of the transaction.
   *
   * @defaultValue the database's `idleInTransactionTimeoutMs`
   */
  readonly idleInTransactionTimeoutMs?: number | undefined
}

const portal = Buffer.from('souk_stream')

/** Options of {@link streamPieces}. */
interface PieceOptions extends StreamOptions {
  /** A BEGIN that is sent with the first piece. */
  readonly begin?: string | undefined
  /** The name of the cursor. */
  readonly portal?: Buffer | undefined
  /** The cancellation of the transaction that the stream is part of, which ends the stream too. */
  readonly within?: Cancellation | undefined
}

/** Fetches a piece of a result: the first one, or the next. */
export type FetchPiece = (bound: BoundStatement, options: SessionRunOptions) => Promise<StatementResult>

/** Yields rows piece by piece. The next piece is fetched when the last one has been consumed. */
export async function* streamPieces(
  fetchPiece: FetchPiece,
  bound: BoundStatement,
  options: PieceOptions,
): AsyncGenerator<object, void, undefined> {
  const rows = options.batchRows ?? 500
  // In the protocol, 0 means all rows.
  if (!Number.isSafeInteger(rows) || rows < 1 || rows > 2 ** 31 - 1) {
    throw new InvalidInputError('batchRows', 'must be a whole number above 0')
  }
  using cancellation = Cancellation.of(options, options.within)
  const begin = options.begin === undefined ? {} : { begin: options.begin }
  for (let isFirst = true; ; isFirst = false) {
    if (cancellation?.isWanted === true) throw cancellation.reason
    const piece = await fetchPiece(bound, {
      ...(isFirst ? begin : {}),
      cancellation,
      fetch: { portal: options.portal ?? portal, rows, isFirst },
    })
    yield* piece.rows
    if (piece.hasMore !== true) return
  }
}

/**
 * Streams the rows of a query from a server cursor, in a read-only transaction on a connection of its own.
 *
 * Leaving the loop early, by `break` or an error, frees the connection.
 */
export async function* streamRows(
  transport: Transport,
  bound: BoundStatement,
  options: StreamOptions,
): AsyncGenerator<object, void, undefined> {
  const { batchRows, idleInTransactionTimeoutMs } = options
  assertMilliseconds('idleInTransactionTimeoutMs', idleInTransactionTimeoutMs)
  using cancellation = Cancellation.of(options)
  const session = await transport.acquire(cancellation)
  // It also covers the time in which the reader works on a piece, or has gone away.
  const stopWaiting = cancellation?.onOverdue(() => session.destroy())
  try {
    if (!session.hasCursors)
      throw new SetupError('a pool that was handed in has no cursors: give createDatabase a url')
    const begin = 'begin isolation level read committed read only'
    const isPatient = idleInTransactionTimeoutMs !== undefined
    const beginPatiently = () =>
      session.command(
        `${begin}${session.opening}; set local idle_in_transaction_session_timeout = ${idleInTransactionTimeoutMs}`,
      )
    const run: FetchPiece = (statement, how) => session.run(statement, { ...how, isReadOnly: true })
    const fetchPiece: FetchPiece = (statement, how) =>
      run(statement, how).catch(async (error: unknown) => {
        // Most likely the session's prepared statement was out of date. It has been forgotten, and no row was returned
        // yet.
        const isAgain = how.fetch?.isFirst === true && error instanceof DatabaseError && error.retryable
        if (!isAgain || cancellation?.isWanted === true) throw error
        noteRetry(statement.figures)
        await session.rollback()
        if (isPatient) await beginPatiently()
        return run(statement, how)
      })
    try {
      if (isPatient) await beginPatiently()
      yield* streamPieces(fetchPiece, bound, {
        ...(batchRows === undefined ? {} : { batchRows }),
        ...(isPatient ? {} : { begin }),
        within: cancellation,
      })
    } finally {
      // Nothing was written, so there is nothing to commit. The rollback also closes the cursor.
      await session.rollback().catch(() => undefined)
    }
  } finally {
    stopWaiting?.()
    session.release(true)
  }
}
