import type { ClientBase } from 'pg'
import type { SoukError, StatementOutcome } from '../errors.js'
import type { CallOptions, Cancellation } from './cancellation.js'
import type { SeenPosition } from './replicas/seen-position.js'
import type { Identity } from './session/identity.js'
import type { StatementResult } from './statement/statement-result.js'
import type { BoundStatement } from './statement/statement.js'
import type { ListenOptions, NotificationListener, Subscription } from './subscription.js'
import type { StatementEvent } from './telemetry/telemetry.js'

/** A piece of a result to fetch from a cursor. */
export interface Fetch {
  readonly portal: Buffer
  readonly rows: number
  /** False continues where the last piece ended. */
  readonly isFirst: boolean
}

/** Options of a statement on an exclusive session. */
export interface SessionRunOptions {
  /** A BEGIN to send first, in the same message group. If it fails, the statement does not run. */
  readonly begin?: string
  readonly cancellation?: Cancellation | undefined
  /** The name of the connection in telemetry. @defaultValue `session` */
  readonly on?: StatementEvent['on']
  /** Fetches only a piece of the result. */
  readonly fetch?: Fetch
  /** True in a read-only transaction. */
  readonly isReadOnly?: boolean
}

/** A connection that has one user until it is released. Every failure is one of our errors. */
export interface Session {
  run(bound: BoundStatement, options?: SessionRunOptions): Promise<StatementResult>
  /** Runs SQL without parameters that commits nothing. @returns the last command's tag, such as `ROLLBACK`. */
  command(sql: string): Promise<string>
  /**
   * The settings of each transaction, and who acts in it, as SQL to append to a BEGIN that is sent by itself; empty where the
   * session has them, and nobody is named.
   */
  readonly opening: string
  rollback(): Promise<void>
  /**
   * Runs COMMIT. The cancellation can stop it until it takes effect.
   *
   * @returns the command's tag: `ROLLBACK` if the transaction had failed.
   * @throws `TransactionError` if it is committed, but the server stopped waiting for its standbys.
   */
  commit(cancellation?: Cancellation): Promise<string>
  /**
   * Runs the last statement of a transaction and COMMIT behind it, without a wait in between if the connection can.
   *
   * @param onCommit - called when COMMIT has been sent. Its promise resolves as that of {@link Session.commit} does,
   * and with `ROLLBACK` if the statement failed.
   */
  runLast(
    bound: BoundStatement,
    options: SessionRunOptions,
    onCommit: (committing: Promise<string>) => void,
  ): Promise<StatementResult>
  /**
   * Keeps statements that are still running from delaying the end of a transaction that is given up. Sends cancel
   * requests if more than the current statement is waiting.
   *
   * @returns a function that stops the requests.
   */
  giveUp(): () => void
  /** Announces that another statement is about to be sent, so that both can share a write. */
  expectMore(): void
  /**
   * True if a statement sent now would run outside of a transaction: everything has been answered, and none is open.
   */
  readonly isOutside: boolean
  /** True if a statement of a transaction may be sent before the earlier ones are answered. */
  readonly isPipelined: boolean
  /** Closes a cursor. A cursor that does not exist is not an error. */
  closePortal(portal: Buffer): Promise<void>
  /** Sends lines to a `copy … from stdin`. @returns the number of rows copied. Absent on a pool that was handed in. */
  copyIn?(command: string, lines: AsyncIterable<string>, cancellation?: Cancellation): Promise<number>
  /** Sets the time limit that the server has for this user's statements from now on; see `PoolOptions`. */
  limitStatements(statementTimeoutMs: number): void
  /** Ends the connection at once. Waiting calls reject. */
  destroy(): void
  /** Returns the connection to the pool; one that is not reusable is closed. */
  release(isReusable: boolean): void
  /** False on a pool that was handed in. */
  readonly hasCursors: boolean
}

/** Figures of the pool. */
export interface TransportFigures {
  /** Open connections: shared lanes, and sessions for exclusive use. */
  readonly lanes: number
  readonly sessions: number
  /** The number of idle sessions. */
  readonly idle: number
  /** Statements on lanes without an answer. */
  readonly pending: number
  /** Statements and callers that wait for a connection. */
  readonly waiting: number
  /** True if a pooler stands between, as far as the connection that was opened last has shown. */
  readonly isPooled: boolean
}

/** The terms on which a connection is lent. */
export interface Lending {
  /** Learns the position in the log behind each commit. */
  readonly seen?: SeenPosition | undefined
  /** The user who acts in each transaction of the session. */
  readonly identity?: Identity | undefined
}

/** The way in which statements reach the server. */
export interface Transport {
  /** Runs a statement outside a transaction. Every failure is one of our errors. */
  run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult>
  /**
   * Lends a connection for exclusive use.
   *
   * @throws the reason of a cancellation that comes first.
   */
  acquire(cancellation?: Cancellation, lending?: Lending): Promise<Session>
  /** Runs the function of a transaction on a session that was lent. */
  inside<T>(body: () => Promise<T>): Promise<T>
  /** Listens on a channel. @throws `SetupError` on a pool that was handed in. */
  listen(channel: string, listener: NotificationListener, options: ListenOptions): Promise<Subscription>
  /** Lends a plain pg client without our settings. */
  withClient<T>(use: (client: ClientBase) => Promise<T>): Promise<T>
  /**
   * Turns an error of the driver into one of ours, with the constraints of this database.
   *
   * @param outcome - the outcome of work that may have run when its connection was lost. @defaultValue `unknown`
   */
  toSoukError(error: unknown, outcome?: StatementOutcome): SoukError
  readonly figures: TransportFigures
  /** False on a pool that was handed in. */
  readonly canCopy: boolean
  /** Waits for running work until the deadline, then closes all connections. */
  close(deadlineMs: number): Promise<void>
}
