import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import type { TransactionOptions } from '../engine/transaction/transaction-options.js'

/** A database whose counters are compared. */
export interface Recounted extends Executor {
  transaction<T>(body: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T>
}

/** A slice of rows, in the order of their ids. */
export interface Slice {
  /** The id that the slice begins after. */
  readonly afterId: string
  readonly limit: number
}

/** The result of a slice. */
export interface RecountedSlice {
  /** The id of its last row; null if there was none. */
  readonly lastId: string | null
  readonly checked: number
  /** The number of rows whose count was wrong, and is right now. */
  readonly drifted: number
}

/**
 * A count that stands in a row of its own, kept by the commands or by triggers.
 *
 * To be right while others write, a recount reads what it counts by a statement that began after the lock of the count was had:
 * that sees everything that was committed before, and whatever comes later adds itself.
 */
export interface Counter {
  readonly name: string
  readonly recount: (db: Recounted, slice: Slice, call: CallOptions) => Promise<RecountedSlice>
}
