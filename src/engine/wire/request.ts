import type { Field } from '../row-builder.js'

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
  parsed?(): void
  described?(fields: readonly Field[] | null): void
  row?(bytes: Buffer, start: number, end: number): void
  completed?(tag: string): void
  suspended?(): void
  /** Told of a notice or warning, which comes before the end and is none. */
  noticed?(notice: Error): void
  /** Asks for the data of a COPY; whoever does not have it cannot go on. */
  copyIn?(): void
  /**
   * @param error - what ended it, or undefined.
   * @param isLost - true if that is the end of the connection, and not the server's answer.
   */
  settled(error: Error | undefined, isLost: boolean): void
}
