import { InvalidInputError, isSoukError, SetupError, TransactionError } from '../../errors.js'
import type { CopySession } from '../copy/bulk-copy.js'
import { Cancellation, type CallOptions } from '../cancellation.js'
import { committed, fateOf, isUndecided, type Fate } from './commit.js'
import { applied } from '../failure/driver-error.js'
import type { StatementResult } from '../statement/statement-result.js'
import { QueryRunner } from '../query-runner.js'
import type { BatchOptions } from '../in-batches.js'
import type { Query } from '../statement/prepared-query.js'
import { lastStatement, type LastStatement } from './last-statement.js'
import { streamPieces, type FetchPiece, type StreamOptions } from '../row-stream.js'
import type { BoundStatement, StatementCache } from '../statement/statement.js'
import type { Session, SessionRunOptions } from '../transport.js'
import { nextTick } from '../timers.js'

/** What the handles of one transaction share: one connection, and who uses it now. */
export interface TransactionScope {
  readonly session: Session
  readonly statements: StatementCache
  readonly cancellation: Cancellation | undefined
  /** The BEGIN that goes with the first statement; undefined once it has. */
  begin: string | undefined
  /** More commands that belong to the BEGIN, each behind a semicolon; empty if there are none. */
  readonly limits: string
  /** True when it is committed or rolled back, or about to be: no handle of it is good any more. */
  isOver: boolean
  /** Where the statement stands that brings the COMMIT along: nothing can come after it. */
  ending: 'given' | 'sent' | undefined
  /** How that COMMIT ended. */
  fate: Fate | undefined
  /** Resolves when the next thing may be sent. */
  turn: Promise<unknown>
  /** Resolves when all that it was given is settled. */
  tail: Promise<unknown>
  savepoints: number
  /** How often the transaction has run before this time. */
  readonly retries: number
  readonly afterCommit: (() => unknown)[]
}

/** Runs typed queries inside a transaction. A handle is good until its function returns. */
export class TransactionRunner extends QueryRunner {
  readonly #scope: TransactionScope
  protected override readonly exclusive = 'transaction'
  protected override readonly retries: number
  #isOpen = true
  #isSavepoint = false
  #last: LastStatement | undefined
  #running = 0
  /** The calls at work that send one statement after another. */
  #stepping = 0
  /** The savepoint that is open or was last: another one begins when it has ended. */
  #nested: Promise<unknown> = Promise.resolve()
  #nesting = 0
  /** The savepoints that begin at the end of this tick. */
  #starting = 0

  constructor(scope: TransactionScope) {
    super(scope.statements)
    this.#scope = scope
    this.retries = scope.retries
  }

  /**
   * Calls `hook` after the transaction has committed, and not at all if it does not.
   *
   * An error of a hook reaches the caller of the transaction, which is committed all the same, after the other hooks.
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

  /** Closes the handle, whatever runs. */
  abandon(): void {
    this.#isOpen = false
  }

  /** Runs the last statement: COMMIT travels with it. */
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

  /** Sends a statement behind those that are on their way, if nothing keeps it from that. */
  async #queueStatement(
    options: CallOptions | undefined,
    send: (how: SessionRunOptions) => Promise<StatementResult>,
  ): Promise<StatementResult> {
    const scope = this.#scope
    using cancellation = Cancellation.of(options, scope.cancellation)
    // A wish to cancel this one alone may come too late, and must not meet another.
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

  /** Runs a statement and COMMIT behind it. */
  async #runLast(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    this.#assertOwn()
    if (this.#isSavepoint) {
      throw new TransactionError('nested', 'a savepoint does not commit: use the handle of its transaction')
    }
    const scope = this.#scope
    this.#running++
    try {
      // What was asked for in this tick goes before it, the lookups by id too, which are sent at its end.
      await nextTurn()
      await nextTurn()
      this.#assertOwn()
      if (this.#starting > 0) throw isNested()
      if (this.#stepping > 0) {
        throw new TransactionError('ended', 'insertMany has batches left: await it before the last statement')
      }
      const running = this.#queueStatement(options, async (how) => {
        // Whoever waits for something that failed before it is sent has not said so yet.
        await nextTurn()
        if (scope.isOver) throw hasEnded()
        return sendLast(scope, bound, how)
      })
      scope.ending = 'given'
      return await running
    } catch (error) {
      // It was not sent: whoever swallows that may go on.
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
      // COMMIT closes it too.
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
      if (begin !== undefined) await this.#scope.session.command(begin)
      return copy(this.#scope.session, cancellation)
    }, cancellation)
  }

  /**
   * Runs a function in a savepoint of this transaction: what it did is undone if it throws.
   *
   * Savepoints that are started together run one after another. While one is open this handle takes nothing else: what
   * it did would be undone with the savepoint.
   */
  protected async savepoint<Tx extends TransactionRunner, T>(
    createHandle: (scope: TransactionScope) => Tx,
    body: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    this.#assertOpen()
    this.#starting++
    // The lookups by id that were asked for before it in this tick are sent at its end.
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
      // If that fails, so does everything that comes after it in this transaction; what happened first tells more.
      await this.#command(`rollback to savepoint ${name}`).catch(() => undefined)
      throw error
    }
  }

  /** The BEGIN that goes with the first statement, if that is what comes next. */
  async #begin(): Promise<{ readonly begin?: string }> {
    const { begin, limits, session } = this.#scope
    if (begin === undefined) return {}
    this.#scope.begin = undefined
    if (limits === '') return { begin }
    await session.command(begin + limits)
    return {}
  }

  async #command(sql: string): Promise<string> {
    this.#assertOpen()
    return this.#enqueue(async () => {
      const { begin } = await this.#begin()
      if (begin !== undefined) await this.#scope.session.command(begin)
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

  /**
   * Does things in the order in which they were given.
   *
   * @param isAlone - true if it begins when all before it is done, and all after it waits for it; false if it is only sent
   * in its turn. Nothing goes behind a BEGIN that has not been answered: if that fails, it would be no part of a
   * transaction.
   */
  async #enqueue<T>(work: () => Promise<T>, cancellation?: Cancellation, isAlone = true): Promise<T> {
    this.#running++
    const scope = this.#scope
    let hasBegun = false
    const { turn, tail } = scope
    const done = new Promise<T>((resolve, reject) => {
      const begin = () => {
        // Its turn may come when the transaction has been given up, or never began.
        if (scope.isOver || (scope.begin === undefined && scope.session.isOutside)) throw hasEnded()
        if (cancellation?.isWanted === true) throw cancellation.reason
        hasBegun = true
        const isWaitedFor = isAlone || scope.begin !== undefined
        const running = work()
        running.then(resolve, reject)
        return isWaitedFor ? running : undefined
      }
      scope.turn = turn
        .then(() => (isAlone ? tail : undefined))
        .then(begin)
        .catch(reject)
    })
    scope.tail = done.catch(() => undefined).then(() => tail)
    try {
      return await (cancellation === undefined ? done : unlessLate(done, cancellation, () => hasBegun))
    } finally {
      this.#running--
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => nextTick(resolve))
}

function isNested(): TransactionError {
  return new TransactionError(
    'nested',
    'a savepoint of this transaction is open: use the handle that its function gets, or await it first',
  )
}

function hasEnded(why?: string): TransactionError {
  return new TransactionError('ended', `this transaction has ended${why === undefined ? '' : `: ${why}`}`)
}

/** Sends a statement and COMMIT behind it, and notes what becomes of that. */
async function sendLast(
  scope: TransactionScope,
  bound: BoundStatement,
  how: SessionRunOptions,
): Promise<StatementResult> {
  let ending: Promise<Fate | undefined> = Promise.resolve(undefined)
  const running = scope.session.runLast(bound, how, (committing) => {
    scope.ending = 'sent'
    ending = fateOf(committed(committing, how.cancellation))
  })
  const { result, failure } = await running.then(
    (value) => ({ result: value, failure: undefined }),
    (error: unknown) => ({ result: undefined, failure: { error } }),
  )
  const fate = (scope.fate = await ending)
  if (fate?.isCommitted === false && (result !== undefined || isUndecided(fate.error))) throw fate.error
  if (result !== undefined) return result
  const { error } = failure
  if (fate?.isCommitted !== true) throw error
  // What has failed and is committed could only not be read.
  const { cancellation } = how
  if (cancellation?.isWanted === true && error === cancellation.reason)
    throw cancellation.reasonWith('applied')
  throw isSoukError(error) ? applied(error, false) : error
}

/** Gives what comes of `work`, or the reason of the cancellation if that comes before the work has begun. */
function unlessLate<T>(work: Promise<T>, cancellation: Cancellation, hasBegun: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopListening = cancellation.onWanted(() => {
      if (!hasBegun()) reject(cancellation.reason)
    })
    work.then(resolve, reject).finally(stopListening)
  })
}
