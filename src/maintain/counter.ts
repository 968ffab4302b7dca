import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'

/** A slice of rows, compared with what they count. */
export interface CheckedSlice {
  /** The id of the last row of the slice; null if there is none. */
  readonly lastId: string | null
  readonly checked: number
  /** The rows whose count is wrong, in the order of their ids, none of them null: the type of an array built in SQL. */
  readonly driftedIds: readonly (string | null)[]
}

/**
 * A count that stands in a row of its own, kept by the commands or by triggers.
 *
 * A slice is compared in one snapshot and without a lock. What is wrong there is counted again under the lock of its row, by a
 * statement that began after the lock was had: it sees everything that was committed before, and whatever comes later adds
 * itself.
 */
export interface Counter {
  readonly name: string
  readonly check: (
    db: Executor,
    slice: { readonly afterId?: string; readonly limit: number },
    call: CallOptions,
  ) => Promise<CheckedSlice>
  /** Locks rows. Runs in a transaction before `repair`. */
  readonly lock: (tx: Executor, ids: readonly string[]) => Promise<unknown>
  /** Counts locked rows again. Returns those that were wrong. */
  readonly repair: (tx: Executor, ids: readonly string[]) => Promise<readonly { readonly id: string }[]>
}
