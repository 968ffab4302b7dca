import type { Database } from '../../database.js'
import type { Transaction } from '../../database-runner.js'
import { RollbackDatabase } from './rollback-database.js'

/** A transaction that stands for a database in one test. */
export interface Rollback {
  /**
   * The database of the test. Whatever is done with it is undone by {@link Rollback.rollback}.
   *
   * Each call, and each transaction, is a savepoint, so that a failure undoes no more than it would outside. Calls that run at once take turns.
   */
  readonly db: Database
  /** Undoes everything. A second call does nothing. */
  readonly rollback: () => Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Thrown to end the transaction. */
class Undo extends Error {}

/**
 * Begins a transaction that stands for a database in one test, and leaves no trace. It takes milliseconds where a database
 * of a test's own takes tens of them.
 *
 * It holds one connection, and differs from a database: `now()` stands still, nobody else sees its rows, nothing waits for
 * a lock or fails to serialise, and `listen`, `live`, `typing` and `migrate` are
 * refused. See docs/testing.md.
 *
 * @param db - The database, such as that of `createTestDatabase`.
 *
 * @example
 * ```ts
 * await using test = await beginRollback(db)
 * await test.db.users.create({ email: 'layla@example.com', username: 'layla' })
 * ```
 */
export async function beginRollback(db: Database): Promise<Rollback> {
  const undo = new Undo('the test is over')
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  let over: Promise<unknown> = Promise.resolve()
  const outer = await new Promise<Transaction>((resolve, reject) => {
    over = db
      .transaction(
        async (tx) => {
          // The transaction begins here, so that a server that cannot be reached fails the beginning.
          await tx.transaction(() => Promise.resolve())
          resolve(tx)
          await ended
          throw undo
        },
        { retries: 0, idleInTransactionTimeoutMs: 0 },
      )
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error('the transaction did not begin', { cause: error }))
        if (error !== undo) throw error
      })
    over.catch(() => undefined)
  })
  const rollback = async () => {
    end()
    await over
  }
  return { db: new RollbackDatabase(db, outer), rollback, [Symbol.asyncDispose]: rollback }
}
