import { transactionRules } from './engine/call-rules.js'
import { Cancellation, type CallOptions } from './engine/cancellation.js'
import { readOptions } from './engine/connect/assert-options.js'
import type { CopySession } from './engine/copy/bulk-copy.js'
import type { Executor } from './engine/executor.js'
import { QueryRunner } from './engine/query-runner.js'
import { streamRows, type StreamOptions } from './engine/row-stream.js'
import type { BoundStatement, StatementCache } from './engine/statement/statement.js'
import type { StatementResult } from './engine/statement/statement-result.js'
import type { LastStatement } from './engine/transaction/last-statement.js'
import { runTransaction } from './engine/transaction/transaction.js'
import type { TransactionOptions } from './engine/transaction/transaction-options.js'
import { TransactionRunner } from './engine/transaction/transaction-runner.js'
import type { TransactionScope } from './engine/transaction/transaction-scope.js'
import type { Transport } from './engine/transport.js'
import { InvalidInputError } from './errors.js'
import { withRepositories, type Repositories } from './repositories/repositories.js'

/** A transaction: the repositories and the executor of a database, on the transaction's connection. */
export interface Transaction extends Repositories, Executor {
  /** Runs a function in a savepoint. If it throws, its work is undone, and the outer transaction can go on. */
  transaction<T>(body: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Runs the last statement, and sends COMMIT with it, which saves a round trip. The call resolves when COMMIT has been
   * answered. After it the handle refuses every call.
   *
   * Use it for a statement whose result does not decide whether to commit. If it returns too few or too many rows, or the
   * function throws afterwards, the transaction is committed all the same, and the error's `outcome` is `applied`.
   *
   * @throws `TransactionError`: `ended` for a second last statement, `nested` in a savepoint, and the error of COMMIT.
   *
   * @example
   * ```ts
   * await db.transaction(async (tx) => {
   *   await Promise.all([tx.execute(takeSeat, { seatId }), tx.last.execute(addBooking, { seatId, userId })])
   * })
   * ```
   */
  readonly last: LastStatement
  /** Calls a function after the transaction has committed; never if it does not commit. */
  afterCommit(hook: () => unknown): void
}

class TransactionHandle extends TransactionRunner {
  transaction<T>(body: (tx: Transaction) => Promise<T>, ...rest: readonly unknown[]): Promise<T> {
    if (rest.length > 0) {
      return Promise.reject(new InvalidInputError('options', 'a savepoint has those of its transaction'))
    }
    return this.savepoint((scope: TransactionScope) => new PooledTransaction(scope), body)
  }
}

const PooledTransaction = withRepositories(TransactionHandle)

/** Whoever looks for news of this process's own writing. */
export interface WriteWatch {
  readonly isWanted: boolean
  /** Called when something may have been written and committed. */
  noteWrite(): void
}

/** The part that a database and its sessions share: statements, transactions, streams and COPY over one transport. */
export class DatabaseRunner extends QueryRunner {
  override readonly copiesApart: boolean
  protected readonly writeWatch: WriteWatch | null = null
  readonly #transport: Transport
  readonly #statements: StatementCache

  constructor(transport: Transport, statements: StatementCache) {
    super(statements)
    this.#transport = transport
    this.#statements = statements
    this.copiesApart = transport.canCopy
  }

  async transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T> {
    const result = await runTransaction(
      this.#transport,
      this.#statements,
      readOptions(options, transactionRules),
      (scope: TransactionScope) => new PooledTransaction(scope),
      body,
    )
    if (this.writeWatch?.isWanted === true) this.writeWatch.noteWrite()
    return result
  }

  protected runStream(bound: BoundStatement, options: StreamOptions): AsyncIterable<object> {
    return streamRows(this.#transport, bound, options)
  }

  protected async runCopy(
    copy: (session: CopySession, cancellation: Cancellation | undefined) => Promise<number>,
    options: CallOptions,
  ): Promise<number> {
    using cancellation = Cancellation.of(options)
    const session = await this.#transport.acquire(cancellation)
    try {
      return await copy(session, cancellation)
    } finally {
      // The pool itself discards a connection whose COPY did not finish.
      session.release(true)
    }
  }

  protected run(bound: BoundStatement, options?: CallOptions): Promise<StatementResult> {
    const running = this.#transport.run(bound, options)
    const { writeWatch } = this
    if (writeWatch?.isWanted === true && !bound.prepared.isRead) {
      running.then(
        () => writeWatch.noteWrite(),
        () => undefined,
      )
    }
    return running
  }
}
