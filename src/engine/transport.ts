import type { ClientBase } from 'pg'
import type { SoukError, StatementOutcome } from '../errors.js'
import type { CallOptions, Cancellation } from './cancellation.js'
import type { StatementResult } from './statement/statement-result.js'
import type { BoundStatement } from './statement/statement.js'
import type { ListenOptions, NotificationListener, Subscription } from './subscription.js'
import type { StatementEvent } from './telemetry/telemetry.js'

/** A piece of a result. */
export interface Fetch {
  readonly portal: Buffer
  readonly rows: number
  /** False goes on where the last piece ended. */
  readonly isFirst: boolean
}

/** How a statement goes out on an exclusive session. */
export interface SessionRunOptions {
  /** A BEGIN that goes first, in the same message group: if it fails, the statement does not run. */
  readonly begin?: string
  readonly cancellation?: Cancellation | undefined
  /** What it is called in telemetry. @defaultValue `session` */
  readonly on?: StatementEvent['on']
  /** Asks for a piece of the result only. */
  readonly fetch?: Fetch
  /** True in a transaction that only reads. */
  readonly isReadOnly?: boolean
}

/** A connection that is one user's until it is released. Every failure is an error of ours. */
export interface Session {
  run(bound: BoundStatement, options?: SessionRunOptions): Promise<StatementResult>
  /** Runs SQL that commits nothing, without parameters. @returns the last command's tag, such as `ROLLBACK`. */
  command(sql: string): Promise<string>
  /**
   * Runs COMMIT, which the cancellation may stop while it has not begun to take effect.
   *
   * @returns the command's tag: `ROLLBACK` if the transaction had failed.
   * @throws {@link TransactionError} if it is committed and the server was kept from waiting for its standbys.
   */
  commit(cancellation?: Cancellation): Promise<string>
  /**
   * Runs the last statement of a transaction and COMMIT behind it, without waiting in between where the connection can.
   *
   * @param onCommit - told of the COMMIT when it is sent, if it is: it resolves as {@link commit} does, and with
   * `ROLLBACK` if the statement failed.
   */
  runLast(
    bound: BoundStatement,
    options: SessionRunOptions,
    onCommit: (committing: Promise<string>) => void,
  ): Promise<StatementResult>
  /**
   * Lets what is on its way not hold up the end of a transaction that is given up: asks the server to cancel it, where more
   * than the statement at work waits.
   *
   * @returns what stops the asking.
   */
  giveUp(): () => void
  /** Told that another statement is about to be sent, which can go along with the next. */
  expectMore(): void
  /** True if what is sent now would run outside of a transaction: all has been answered, and none is open. */
  readonly isOutside: boolean
  /** True if statements of a transaction may be sent without waiting for the answers to those before. */
  readonly isPipelined: boolean
  /** Closes a cursor; one that is not there is no error. */
  closePortal(portal: Buffer): Promise<void>
  /** Sends lines to a `copy … from stdin`. @returns how many rows were copied. Absent on a pool that is not ours. */
  copyIn?(command: string, lines: AsyncIterable<string>, cancellation?: Cancellation): Promise<number>
  /** Told what limit the server has for the statements of its user from now on: see {@link PoolOptions}. */
  limitStatements(statementTimeoutMs: number): void
  /** Ends the connection at once; what waits on it rejects. */
  destroy(): void
  /** Gives the connection back; one that is not to be used again is closed. */
  release(isReusable: boolean): void
  /** False on a pool that is not ours. */
  readonly hasCursors: boolean
}

/** What the pool is doing. */
export interface TransportFigures {
  /** Connections that are open: shared lanes, and those for exclusive use. */
  readonly lanes: number
  readonly sessions: number
  /** Those of `sessions` that nobody uses. */
  readonly idle: number
  /** Statements that are on their way on lanes. */
  readonly pending: number
  /** Statements and callers that wait for a place. */
  readonly waiting: number
}

/** How statements reach the server. */
export interface Transport {
  /** Runs a statement outside a transaction. Every failure is an error of ours. */
  run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult>
  /** Lends a connection for exclusive use. @throws the reason of the cancellation, if it comes first. */
  acquire(cancellation?: Cancellation): Promise<Session>
  /** Runs the function of a transaction whose session it has lent. */
  inside<T>(body: () => Promise<T>): Promise<T>
  /** Listens on a channel. @throws {@link SetupError} on a pool that is not ours. */
  listen(channel: string, listener: NotificationListener, options: ListenOptions): Promise<Subscription>
  /** Lends a plain client of pg that has none of our settings. */
  withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T>
  /**
   * Turns a driver's error into ours, by this database's constraints.
   *
   * @param outcome - of what may have run when its connection was lost. @defaultValue `unknown`
   */
  toSoukError(error: unknown, outcome?: StatementOutcome): SoukError
  readonly figures: TransportFigures
  /** False on a pool that is not ours. */
  readonly canCopy: boolean
  /** Waits for what runs until the deadline, then closes every connection. */
  close(deadlineMs: number): Promise<void>
}
