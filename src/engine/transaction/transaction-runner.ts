import { InvalidInputError, SetupError, TransactionError } from '../../errors.js'
import { Cancellation, type CallOptions } from '../cancellation.js'
import type { CopySession } from '../copy/bulk-copy.js'
import type { BatchOptions } from '../in-batches.js'
import { QueryRunner } from '../query-runner.js'
import { streamPieces, type FetchPiece, type StreamOptions } from '../row-stream.js'
import type { Query } from '../statement/prepared-query.js'
import type { BoundStatement } from '../statement/statement.js'
import type { StatementResult } from '../statement/statement-result.js'
import { nextTick } from '../timers.js'
import type { SessionRunOptions } from '../transport.js'
import { lastStatement, type LastStatement } from './last-statement.js'
import { hasEnded, isNested } from './misuse.js'
import { sendLast } from './send-last.js'
import type { TransactionScope } from './transaction-scope.js'
import { takeTurn } from './turns.js'

/** Runs typed queries in a transaction. A handle works until its function returns. */
export class TransactionRunner extends QueryRunner {
  readonly #scope: TransactionScope
  protected override readonly exclusive = 'transaction'
  protected override readonly retries: number
  #isOpen = true
  #isSavepoint = false
  #last: LastStatement | undefined
  #running = 0
  /** The number of calls in progress that send one statement after another. */
  #stepping = 0
  /** Settles with the savepoint that was started last. The next one begins after it. */
  #nested: Promise<unknown> = Promise.resolve()
  #nesting = 0
  /** The number of savepoints that begin at the end of this tick. */
  #starting = 0

  constructor(scope: TransactionScope) {
    super(scope.statements)
    this.#scope = scope
    this.retries = scope.retries
  }

  /**
   * Calls `hook` after the transaction has committed, and never if it does not commit.
   *
   * If a hook throws, the others still run. Then the caller of the transaction gets the error, although the transaction is
   * committed.
   */
  afterCommit(hook: () => unknown): void {
    this.#assertNotOver()
    this.#assertNotNested()
    this.#scope.afterCommit.push(hook)
  }

  /** Closes the handle. @throws {@link TransactionError} if a statement of it was not awaited. */
  end(): void {
    this.#isOpen = false
    if (this.#running + this.#starting + this.#nesting > 0) {
      throw new TransactionError(
        'ended',
        'the function returned while a statement of its transaction was running: await it',
      )
    }
  }

  /** Closes the handle, even if a statement of it is running. */
  abandon(): void {
    this.#isOpen = false
  }

  /** Runs the last statement, with COMMIT in the same round trip. */
  get last(): LastStatement {
    const { statements, retries } = this.#scope
    return (this.#last ??= lastStatement(statements, retries, (bound, options) =>
      this.#runLast(bound, options),
    ))
  }

  protected async run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    const scope = this.#scope
    return await this.#queueStatement(options, (how) => {
      if (scope.ending === 'given') scope.session.expectMore()
      return scope.session.run(bound, how)
    })
  }

  /** Sends a statement behind those already sent, unless it must be alone. */
  async #queueStatement(
    options: CallOptions | undefined,
    send: (how: SessionRunOptions) => Promise<StatementResult>,
  ): Promise<StatementResult> {
    const scope = this.#scope
    using cancellation = Cancellation.of(options, scope.cancellation)
    // A cancel request for this statement alone may arrive late, and must not hit another statement.
    const isBounded = options?.timeoutMs !== undefined || options?.signal !== undefined
    const work = async () => {
      const begin = scope.begin === undefined ? undefined : await this.#begin()
      return send({ ...begin, cancellation, on: 'transaction' })
    }
    return await this.#queue(work, cancellation, isBounded || !scope.session.isPipelined)
  }

  override async insertMany<Params, Row, Item>(
    query: Query<Params, Row>,
    rows: AsyncIterable<Item> | Iterable<Item>,
    toParameters: (batch: readonly Item[]) => Params,
    options?: BatchOptions,
  ): Promise<number> {
    this.#stepping++
    try {
      return await super.insertMany(query, rows, toParameters, options)
    } finally {
      this.#stepping--
    }
  }

  /** Runs a statement, and COMMIT behind it. */
  async #runLast(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    this.#assertOwn()
    if (this.#isSavepoint) {
      throw new TransactionError('nested', 'a savepoint does not commit: use the handle of its transaction')
    }
    const scope = this.#scope
    this.#running++
    try {
      // Whatever was called in this tick goes first, and so do lookups by id, which are sent at the end of the tick.
      await nextTurn()
      await nextTurn()
      this.#assertOwn()
      if (this.#starting > 0) throw isNested()
      if (this.#stepping > 0) {
        throw new TransactionError('ended', 'insertMany has batches left: await it before the last statement')
      }
      const running = this.#queueStatement(options, async (how) => {
        // An earlier failure reaches the transaction's function one turn later.
        await nextTurn()
        if (scope.isOver) throw hasEnded()
        return sendLast(scope, bound, how)
      })
      scope.ending = 'given'
      return await running
    } catch (error) {
      // It was not sent, so a caller that swallows the error may go on.
      if (scope.ending === 'given') scope.ending = undefined
      throw error
    } finally {
      this.#running--
    }
  }

  protected async *runStream(
    bound: BoundStatement,
    options: StreamOptions,
  ): AsyncGenerator<object, void, undefined> {
    const scope = this.#scope
    if (!scope.session.hasCursors) {
      throw new SetupError('a pool that was handed in has no cursors: give createDatabase a url')
    }
    if (options.idleInTransactionTimeoutMs !== undefined) {
      throw new InvalidInputError('idleInTransactionTimeoutMs', 'is an option of the transaction here')
    }
    const portal = Buffer.from(`souk_${++scope.savepoints}`)
    const fetchPiece: FetchPiece = (piece, how) =>
      this.#queue(
        async () => scope.session.run(piece, { ...how, ...(await this.#begin()) }),
        how.cancellation,
      )
    try {
      yield* streamPieces(fetchPiece, bound, { ...options, portal, within: scope.cancellation })
    } finally {
      // The end of the transaction closes the cursor too.
      const isDone = !this.#isOpen || scope.isOver || scope.ending !== undefined
      if (!isDone) await this.#queue(() => scope.session.closePortal(portal))
    }
  }

  protected async runCopy(
    copy: (session: CopySession, cancellation: Cancellation | undefined) => Promise<number>,
    options: CallOptions,
  ): Promise<number> {
    using cancellation = Cancellation.of(options, this.#scope.cancellation)
    return await this.#queue(async () => {
      const { begin } = await this.#begin()
      if (begin !== undefined) await this.#scope.session.command(begin + this.#scope.session.opening)
      return copy(this.#scope.session, cancellation)
    }, cancellation)
  }

  /**
   * Runs a function in a savepoint of this transaction. If the function throws, its work is undone.
   *
   * Savepoints that are started together run one after another. While one is open, this handle refuses other work, which
   * would be undone with the savepoint.
   */
  protected async savepoint<Tx extends TransactionRunner, T>(
    createHandle: (scope: TransactionScope) => Tx,
    body: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    this.#assertOpen()
    this.#starting++
    // Lookups by id that were called earlier in this tick are sent at its end.
    await nextTurn()
    this.#starting--
    this.#nesting++
    const done = this.#nested.then(() => this.#runSavepoint(createHandle, body))
    this.#nested = done.catch(() => undefined)
    try {
      return await done
    } finally {
      this.#nesting--
    }
  }

  async #runSavepoint<Tx extends TransactionRunner, T>(
    createHandle: (scope: TransactionScope) => Tx,
    body: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const scope = this.#scope
    const name = `souk_${++scope.savepoints}`
    const hooks = scope.afterCommit.length
    await this.#command(`savepoint ${name}`)
    const tx = createHandle(scope)
    tx.#isSavepoint = true
    try {
      const result = await body(tx)
      tx.end()
      await this.#command(`release savepoint ${name}`)
      return result
    } catch (error) {
      tx.abandon()
      scope.afterCommit.length = hooks
      // If this fails, so does all that follows in the transaction. The first error says more.
      await this.#command(`rollback to savepoint ${name}`).catch(() => undefined)
      throw error
    }
  }

  /** Returns the BEGIN if the next statement is the first one; a BEGIN with limits is sent by itself. */
  async #begin(): Promise<{ readonly begin?: string }> {
    const { begin, limits, session } = this.#scope
    if (begin === undefined) return {}
    this.#scope.begin = undefined
    if (limits === '') return { begin }
    await session.command(begin + session.opening + limits)
    return {}
  }

  async #command(sql: string): Promise<string> {
    this.#assertOpen()
    return this.#enqueue(async () => {
      const { begin } = await this.#begin()
      if (begin !== undefined) await this.#scope.session.command(begin + this.#scope.session.opening)
      return this.#scope.session.command(sql)
    })
  }

  #assertNotOver(): void {
    if (!this.#isOpen || this.#scope.isOver) throw hasEnded()
  }

  #assertOpen(): void {
    this.#assertNotOver()
    if (this.#scope.ending !== undefined) throw hasEnded('its last statement was given before')
  }

  #assertNotNested(): void {
    if (this.#nesting > 0) throw isNested()
  }

  #assertOwn(): void {
    this.#assertOpen()
    this.#assertNotNested()
  }

  async #queue<T>(work: () => Promise<T>, cancellation?: Cancellation, isAlone = true): Promise<T> {
    this.#assertOwn()
    return this.#enqueue(work, cancellation, isAlone)
  }

  /** Queues work of this handle. See {@link takeTurn}. */
  async #enqueue<T>(work: () => Promise<T>, cancellation?: Cancellation, isAlone = true): Promise<T> {
    this.#running++
    try {
      return await takeTurn(this.#scope, work, cancellation, isAlone)
    } finally {
      this.#running--
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => nextTick(resolve))
}
