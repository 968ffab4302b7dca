import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import type { Repositories } from '../repositories/repositories.js'
import type { RetentionDays } from './retention.js'

/** The parts of a database that maintenance works on. */
export type Maintained = Executor & Repositories

/** One batch of a task. */
export interface Batch {
  /** The greatest number of rows to change. */
  readonly limit: number
  readonly retention: RetentionDays
  readonly call: CallOptions
}

/**
 * A periodic task. Each batch is one short statement that is safe to repeat and to run beside others of its kind: what
 * another one holds is left to it.
 */
export interface MaintenanceTask {
  readonly name: string
  /** Runs a batch. Returns the number of rows that it changed; less than the limit: nothing is left. */
  readonly run: (db: Maintained, batch: Batch) => Promise<number>
}
