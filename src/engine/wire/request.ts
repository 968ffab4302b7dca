import type { Cancellation } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'

/** Runs a statement once more, elsewhere. */
export type Rerun = (
  bound: BoundStatement,
  cancellation: Cancellation | undefined,
) => Promise<StatementResult>

/**
 * Messages to the server that end with one ReadyForQuery.
 *
 * The connection calls these methods as the server's messages arrive, in their order. `settled` is always called, and
 * last.
 */
export interface Request {
  /** Set by the connection when its messages have been written. From then on it may run. */
  isSent: boolean
  /** True if a cancel request is to be sent as soon as the server works on it. */
  readonly isCancelled: boolean
  /** The time that the server worked on it, in milliseconds. Set by the connection before {@link Request.settled}. */
  ranMs: number
  /** True while the server waits for the data of a COPY. Its silence means nothing then. */
  readonly waitsForClient?: boolean
  /** The expected time that the server works on it, in milliseconds; undefined if unknown. */
  readonly expectedMs?: number
  /** Lets another run of the same statement answer. Present if it may run twice and was not asked to yet. */
  readonly answerFrom?: ((run: Rerun) => void) | undefined
  parsed?(): void
  /** Called when the server has read all of it and is about to run it. */
  bound?(): void
  /** Called with the body of a RowDescription, between the offsets; with null if there are no rows. */
  described?(bytes: Buffer | null, start: number, end: number): void
  row?(bytes: Buffer, start: number, end: number): void
  completed?(tag: string): void
  suspended?(): void
  /** Called with a notice or warning. These come before the end of the request, and are not its end. */
  noticed?(notice: Error): void
  /** Called when the server asks for the data of a COPY. Without this method the connection cannot go on. */
  copyIn?(): void
  /**
   * True if some of its work may have been done, or may still be done, when the connection is lost. True without this
   * method.
   *
   * @param isLastWord - true if the server itself has ended the session, so that all its answers have arrived.
   */
  mayHaveRun?(isLastWord: boolean): boolean
  /** @param error - the error that ended it, or undefined; a `LostConnection` if the connection was lost. */
  settled(error: Error | undefined): void
}
