import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import type { Repositories } from '../repositories/repositories.js'
import type { RetentionDays } from './retention.js'

/** The parts of a database that maintenance works on. */
export type Maintained = Executor & Repositories

/** The options of a run, as each task takes them. */
export interface Batch {
  /** The greatest number of rows that a batch changes. */
  readonly limit: number
  readonly retention: RetentionDays
  readonly call: CallOptions
  /** Reports the error of a row that is set aside: the task goes on, and has failed. */
  readonly setAside: (error: unknown) => void
}

/**
 * A periodic task. Each batch is one short statement, or a few of them, that is safe to repeat and to run beside others of its
 * kind: what another one holds is left to it.
 */
export interface MaintenanceTask {
  readonly name: string
  /** Runs the batches. Yields the number of rows that each changed; the next one begins when it is asked for. */
  readonly run: (db: Maintained, batch: Batch) => AsyncIterable<number>
}
