import { actAs, type ActingDatabase, type Actor } from './acting-database.js'
import { DatabaseRunner, type Transaction, type WriteWatch } from './database-runner.js'
import type { Executor } from './engine/executor.js'
import type { RoutedTransport } from './engine/replicas/routed-transport.js'
import type { StatementCache } from './engine/statement/statement.js'
import type { TransactionOptions } from './engine/transaction/transaction-options.js'
import { withRepositories, type Repositories } from './repositories/repositories.js'

/**
 * A user's session with a database that has replicas: its reads show what it has written, and never less than its reads before.
 */
export interface DatabaseSession extends Repositories, Executor {
  /** The same as `Database.transaction`; it runs on the primary. */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** The same as `Database.as`; its reads and writes are those of this session. */
  as(actor: Actor): ActingDatabase
  /**
   * The position in the log that the session has seen, as timeline and byte, such as `1-3a2f00d8`: at most 42 characters that a
   * cookie, a URL or a message may hold. A third number is the end of what a replica has shown, for which the session waits before
   * it goes to the primary. It covers each call that has resolved. Empty before the first; `primary` if a position
   * could not be learned, so that reads go to the primary until one is.
   *
   * It holds no secret and gives no right. A forged one costs its owner reads from the primary, and one wait for it.
   */
  readonly token: string
}

class SessionHandle extends DatabaseRunner {
  readonly #transport: RoutedTransport
  protected override readonly writeWatch: WriteWatch
  readonly #statements: StatementCache

  constructor(transport: RoutedTransport, statements: StatementCache, writeWatch: WriteWatch) {
    super(transport, statements)
    this.#transport = transport
    this.writeWatch = writeWatch
    this.#statements = statements
  }

  as(actor: Actor): ActingDatabase {
    return actAs(this.#transport, this.#statements, actor, this.writeWatch)
  }

  get token(): string {
    return this.#transport.seen.token
  }
}

export const PooledSession = withRepositories(SessionHandle)
