import { constraints } from '../generated/constraints.js'
import { queries } from '../generated/queries.js'
import { StatementCache } from './engine/statement/statement.js'
import { QueryRunner } from './engine/query-runner.js'
import {
  assertOptions,
  connectionRules,
  longestMs,
  poolRules,
  readOptions,
  type OptionRules,
} from './engine/connect/assert-options.js'
import { listenRules, transactionRules } from './engine/call-rules.js'
import { InvalidInputError } from './errors.js'
import {
  serverAddress,
  type ConnectionOptions,
  type PoolOptions,
} from './engine/connect/connection-options.js'
import type { BoundStatement } from './engine/statement/statement.js'
import type { StatementResult } from './engine/statement/statement-result.js'
import type { CopySession } from './engine/copy/bulk-copy.js'
import { Cancellation, type CallOptions } from './engine/cancellation.js'
import { startOpenTelemetry } from './engine/telemetry/open-telemetry.js'
import { PgPoolTransport } from './engine/pg-pool/pg-pool-transport.js'
import type { PreparedQuery } from './engine/statement/prepared-query.js'
import type { QueryDescription } from './engine/statement/query-description.js'
import { streamRows, type StreamOptions } from './engine/row-stream.js'
import type { ListenOptions, NotificationListener, Subscription } from './engine/subscription.js'
import type { Transport } from './engine/transport.js'
import { WireTransport } from './engine/wire/wire-transport.js'
import { runTransaction } from './engine/transaction/transaction.js'
import type { TransactionOptions } from './engine/transaction/transaction-options.js'
import { TransactionRunner } from './engine/transaction/transaction-runner.js'
import type { TransactionScope } from './engine/transaction/transaction-scope.js'
import { TypeRegistry } from './engine/values/type-registry.js'
import type { Executor } from './engine/executor.js'
import type { LastStatement } from './engine/transaction/last-statement.js'
import { askHealth, type Health } from './health.js'
import { geographyCodecs } from './geo/geography-codecs.js'
import { migrate, type MigrateOptions, type MigrationReport } from './migrate/migrate.js'
import { createCursorCodec, type CursorCodec } from './pagination/cursor.js'
import { raisedConstraints } from './raised-constraints.js'
import { withRepositories, type Repositories } from './repositories/repositories.js'
import { nextTick } from './engine/timers.js'

const knownConstraints = { ...constraints, ...raisedConstraints }

/** How to reach a database, and how to use it. */
export interface DatabaseOptions extends ConnectionOptions, PoolOptions {
  /**
   * Signs the cursors of pages, so that nobody can make one. All processes of a service need the same.
   *
   * Without it cursors are still checked, but with a key that is no secret.
   */
  readonly cursorSecret?: string
  /** Queries of the service's own, to be listed in {@link Database.queries} before they first run. */
  readonly queries?: readonly PreparedQuery<unknown, unknown>[]
}

/** What the options of any database may be, wherever it is. */
export const commonRules = {
  ...poolRules,
  applicationName: ['string'],
  cursorSecret: ['string'],
  queries: ['array'],
} as const satisfies OptionRules<
  PoolOptions & Pick<DatabaseOptions, 'applicationName' | 'cursorSecret' | 'queries'>
>

const closeRules: OptionRules<CloseOptions> = { timeoutMs: [0, longestMs] }

const databaseRules: OptionRules<DatabaseOptions> = { ...connectionRules, ...commonRules }

/** How a database is closed. */
export interface CloseOptions {
  /** How long to wait for what runs, in milliseconds, of which a timer holds some 24 days. @defaultValue 10_000 */
  readonly timeoutMs?: number
}

/** What a transaction's function gets: everything a database has, in the transaction. */
export interface Transaction extends Repositories, Executor {
  /** Runs a function in a savepoint: what it did is undone if it throws, and the outer transaction goes on. */
  transaction<T>(body: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Runs the last statement: COMMIT travels with it, which saves a round trip. It resolves when that is answered, and the
   * handle takes nothing more.
   *
   * It is for a statement whose result does not decide whether to commit: if it gives too few or too many rows, or the
   * function throws afterwards, the transaction is committed all the same, and the error's `outcome` is `applied`.
   *
   * @throws {@link TransactionError}: `ended` for a second one, `nested` in a savepoint, and what COMMIT is answered with.
   *
   * @example
   * ```ts
   * await db.transaction(async (tx) => {
   *   await Promise.all([tx.execute(takeSeat, { seatId }), tx.last.execute(addBooking, { seatId, userId })])
   * })
   * ```
   */
  readonly last: LastStatement
  /** Calls a function after the transaction has committed; not at all if it does not. */
  afterCommit(hook: () => unknown): void
}

/** A database: repositories, queries, transactions, migrations. */
export interface Database extends Repositories, Executor {
  /**
   * Runs a function in a transaction: commits when it returns, rolls back when it throws.
   *
   * After a serialization failure or a deadlock the whole function runs again, so what it does besides statements
   * must bear being repeated; `tx.afterCommit` is for what must not.
   *
   * @throws {@link TransactionError} if the server rolled back what was to be committed, or if the outcome of the
   * commit is unknown.
   *
   * @example
   * ```ts
   * await db.transaction(async (tx) => {
   *   await tx.products.markSold({ productId })
   *   await tx.users.update({ userId: sellerId, patch: { bio: 'Sold out' } })
   * })
   * ```
   */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>

  /**
   * Listens on a channel: calls `listener` with the payload of each notification that is sent to it from now on, in
   * the order in which they were committed.
   *
   * All channels share one connection, which is opened for the first and closed after the last, and which comes on top
   * of `maxConnections`. If it is lost it is made again, and `onGap` tells that notifications may have been missed. An
   * open subscription keeps the process alive.
   *
   * @returns when the server listens.
   * @throws {@link InvalidInputError} naming `channel` if no channel can be called so: a name has 1 to 63 bytes.
   * @throws {@link SetupError} on a pool that was handed in.
   *
   * @example
   * ```ts
   * const subscription = await db.listen('messages', (id) => push(id), { onGap: () => pushAllSince(lastSeen) })
   * // …
   * await subscription.close()
   * ```
   */
  listen(channel: string, listener: NotificationListener, options?: ListenOptions): Promise<Subscription>

  /**
   * What can be run, by name: the queries of this package, those given to {@link createDatabase}, and every other that
   * has run. `souk-db explain` shows the plan of one.
   *
   * @example
   * ```ts
   * const writing = db.queries.filter(({ access }) => access === 'write').map(({ file, name }) => `${file} ${name}`)
   * ```
   */
  readonly queries: readonly QueryDescription[]

  /** Brings the schema up to date; see {@link migrate}. */
  migrate(options?: MigrateOptions): Promise<MigrationReport>

  /**
   * Asks the server how it is: versions, latency, pool figures, and a spatial canary.
   *
   * @throws {@link ConnectionError} or {@link TimeoutError} if it does not answer within 5 seconds.
   */
  health(): Promise<Health>

  /**
   * Ends every subscription, waits for what runs, then closes every connection. What still runs at the deadline is cut off.
   *
   * A pool that was handed in stays open. Closing twice is fine.
   */
  close(options?: CloseOptions): Promise<void>
}

interface Wiring {
  readonly transport: Transport
  readonly statements: StatementCache
  readonly cursors: CursorCodec
}

class TransactionHandle extends TransactionRunner {
  readonly #cursors: CursorCodec

  constructor(scope: TransactionScope, cursors: CursorCodec) {
    super(scope)
    this.#cursors = cursors
  }

  static cursorsOf(handle: TransactionHandle): CursorCodec {
    return handle.#cursors
  }

  transaction<T>(body: (tx: Transaction) => Promise<T>, ...rest: readonly unknown[]): Promise<T> {
    if (rest.length > 0) {
      return Promise.reject(new InvalidInputError('options', 'a savepoint has those of its transaction'))
    }
    return this.savepoint((scope: TransactionScope) => new PooledTransaction(scope, this.#cursors), body)
  }
}

const PooledTransaction = withRepositories(TransactionHandle, (handle) => TransactionHandle.cursorsOf(handle))

class DatabaseHandle extends QueryRunner {
  override readonly copiesApart: boolean
  readonly #wiring: Wiring
  #closing: Promise<void> | undefined

  constructor(wiring: Wiring) {
    super(wiring.statements)
    this.#wiring = wiring
    this.copiesApart = wiring.transport.canCopy
  }

  static cursorsOf(handle: DatabaseHandle): CursorCodec {
    return handle.#wiring.cursors
  }

  async transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T> {
    const { transport, statements, cursors } = this.#wiring
    return await runTransaction(
      transport,
      statements,
      readOptions(options, transactionRules),
      (scope: TransactionScope) => new PooledTransaction(scope, cursors),
      body,
    )
  }

  async listen(
    channel: string,
    listener: NotificationListener,
    options?: ListenOptions,
  ): Promise<Subscription> {
    if (typeof listener !== 'function') throw new InvalidInputError('listener', 'must be a function')
    return await this.#wiring.transport.listen(channel, listener, readOptions(options, listenRules))
  }

  get queries(): readonly QueryDescription[] {
    return this.#wiring.statements.queries
  }

  migrate(options?: MigrateOptions): Promise<MigrationReport> {
    return this.#wiring.transport.withClient((client) => migrate({ client }, options))
  }

  health(): Promise<Health> {
    return askHealth(this, () => this.#wiring.transport.figures)
  }

  close(options?: CloseOptions): Promise<void> {
    try {
      const { timeoutMs = 10_000 } = readOptions(options, closeRules)
      return (this.#closing ??= this.#close(timeoutMs))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async #close(timeoutMs: number): Promise<void> {
    // Lookups by id that were asked for in this tick are sent at its end.
    await new Promise<void>((resolve) => {
      nextTick(resolve)
    })
    await this.#wiring.transport.close(timeoutMs)
  }

  protected runStream(bound: BoundStatement, options: StreamOptions): AsyncIterable<object> {
    return streamRows(this.#wiring.transport, bound, options)
  }

  protected async runCopy(
    copy: (session: CopySession, cancellation: Cancellation | undefined) => Promise<number>,
    options: CallOptions,
  ): Promise<number> {
    using cancellation = Cancellation.of(options)
    const session = await this.#wiring.transport.acquire(cancellation)
    try {
      return await copy(session, cancellation)
    } finally {
      // A connection on which a COPY did not come to its end is not fit, and the pool sees to that.
      session.release(true)
    }
  }

  protected run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    return this.#wiring.transport.run(bound, options)
  }
}

const PooledDatabase = withRepositories(DatabaseHandle, (handle) => DatabaseHandle.cursorsOf(handle))

/**
 * Opens a database. Nothing is sent before the first statement.
 *
 * @throws {@link InvalidInputError} if `url` is not a connection string, an option is unknown or of another type, or a
 * figure is out of its range.
 *
 * @example
 * ```ts
 * const db = createDatabase({ url: process.env.DATABASE_URL })
 * await db.migrate()
 * ```
 */
export function createDatabase(options: DatabaseOptions): Database {
  assertOptions(options, databaseRules)
  void startOpenTelemetry()
  const types = new TypeRegistry(geographyCodecs)
  return new PooledDatabase({
    transport:
      options.pool === undefined
        ? new WireTransport(options, types, knownConstraints)
        : new PgPoolTransport(options.pool, types, knownConstraints),
    statements: new StatementCache({
      codecs: geographyCodecs,
      preparedStatements: options.preparedStatements,
      server: serverAddress(options),
      registered: [...queries, ...(options.queries ?? [])],
    }),
    cursors: createCursorCodec(options.cursorSecret === undefined ? {} : { secret: options.cursorSecret }),
  })
}
