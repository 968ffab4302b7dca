import type { CallOptions } from '../cancellation.js'

export const isolationLevels = ['read committed', 'repeatable read', 'serializable'] as const

/** Options of a transaction. */
export interface TransactionOptions extends CallOptions {
  /** @defaultValue `read committed` */
  readonly isolation?: (typeof isolationLevels)[number] | undefined
  /** @defaultValue false */
  readonly readOnly?: boolean | undefined
  /** The most times that the whole function runs again after a serialization failure or a deadlock. @defaultValue 3 */
  readonly retries?: number | undefined
  /**
   * The time after which the server ends a statement of this transaction, in place of the database's limit; 0 means no
   * limit. The engine waits for answers accordingly. It does not know of a `set local statement_timeout`: beyond the
   * database's limit it takes a silent server for lost.
   */
  readonly statementTimeoutMs?: number | undefined
  /**
   * The time after which the server ends the transaction when its function leaves it idle, in place of the database's
   * limit; 0 means no limit.
   */
  readonly idleInTransactionTimeoutMs?: number | undefined
}
