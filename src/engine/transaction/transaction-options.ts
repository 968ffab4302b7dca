import type { CallOptions } from '../cancellation.js'

export const isolationLevels = ['read committed', 'repeatable read', 'serializable'] as const

/** How a transaction runs. */
export interface TransactionOptions extends CallOptions {
  /** @defaultValue `read committed` */
  readonly isolation?: (typeof isolationLevels)[number]
  /** @defaultValue false */
  readonly readOnly?: boolean
  /** How often the whole function is run again after a serialization failure or a deadlock. @defaultValue 3 */
  readonly retries?: number
  /**
   * The server ends a statement of this transaction after this, in place of the database's own limit, and the engine
   * waits for its answer accordingly; 0 means no limit. A `set local statement_timeout` in the transaction would be the
   * server's alone: beyond the database's limit the engine takes a silent server for gone.
   */
  readonly statementTimeoutMs?: number
  /**
   * The server ends the transaction when its function leaves it idle for so long, in place of the database's own limit; 0
   * means no limit.
   */
  readonly idleInTransactionTimeoutMs?: number
}
