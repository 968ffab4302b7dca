import type { Cancellation } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'

/** Runs a statement once more, elsewhere. */
export type Rerun = (
  bound: BoundStatement,
  cancellation: Cancellation | undefined,
) => Promise<StatementResult>

/**
 * Something that was asked of the server and ends with one ReadyForQuery.
 *
 * The connection calls these as the server's messages arrive, in its order; `settled` comes last, and always.
 */
export interface Request {
  /** Set by the connection when its messages are on their way: from then on it may run. */
  isSent: boolean
  /** True if it is to be cancelled as soon as the server works on it. */
  readonly isCancelled: boolean
  /** Set by the connection before {@link settled}: how long the server was at work on it, in milliseconds. */
  ranMs: number
  /** True while the server waits for data of a COPY: its silence means nothing then. */
  readonly waitsForClient?: boolean
  /** How long the server is expected to be at work on it, in milliseconds; undefined if nobody can say. */
  readonly expectedMs?: number
  /** Takes the answer of another run of the same; present if it may run twice, and has not been asked to already. */
  readonly answerFrom?: ((run: Rerun) => void) | undefined
  parsed?(): void
  /** The server has read all of it, and is about to run it. */
  bound?(): void
  /** The body of a RowDescription lies between the offsets; null if there are no rows. */
  described?(bytes: Buffer | null, start: number, end: number): void
  row?(bytes: Buffer, start: number, end: number): void
  completed?(tag: string): void
  suspended?(): void
  /** Told of a notice or warning, which comes before the end and is none. */
  noticed?(notice: Error): void
  /** Asks for the data of a COPY; whoever does not have it cannot go on. */
  copyIn?(): void
  /**
   * Tells whether anything of it may have been done, or may yet be, when the connection is lost before its end.
   * Without it, that is so.
   *
   * @param isLastWord - true if the server itself has ended the session, so that all it has answered is here.
   */
  mayHaveRun?(isLastWord: boolean): boolean
  /** @param error - what ended it, or undefined; a `LostConnection` if that is the end of the connection. */
  settled(error: Error | undefined): void
}
