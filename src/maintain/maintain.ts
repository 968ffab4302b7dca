import { assertOptions, longestMs, type OptionRules } from '../engine/connect/assert-options.js'
import { now } from '../engine/timers.js'
import { array, oneOf } from '../input/index.js'
import type { Batch, Maintained, MaintenanceTask } from './maintenance-task.js'
import { readRetention, type Retention } from './retention.js'
import { taskNames, type MaintenanceTaskName } from './task-names.js'
import { maintenanceTasks, rareTasks } from './tasks.js'

/** Options of {@link Database.maintain}. */
export interface MaintainOptions {
  /** @defaultValue all but `badges.award` and `search.terms.anew`, which look at every user or listing: run these once a day or a week */
  readonly tasks?: readonly MaintenanceTaskName[] | undefined
  /** The greatest number of rows that one statement changes: 1 to 1,000. @defaultValue 500 */
  readonly batchRows?: number | undefined
  /** The time after which no further batch begins, in milliseconds. @defaultValue 300_000: five minutes */
  readonly budgetMs?: number | undefined
  readonly retention?: Retention | undefined
  /** Cancels the batch that runs, and ends the run: the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Called when a task has ended. */
  readonly onTask?: ((report: TaskReport) => void) | undefined
}

/** The work of one task. */
export interface TaskReport {
  readonly task: MaintenanceTaskName
  /** The number of rows that it changed; of `analytics` of partitions, days and salts; of `events` of events and partitions. */
  readonly changed: number
  readonly batches: number
  readonly durationMs: number
  /** False if the time was over, or the task failed, before everything was done. */
  readonly isComplete: boolean
  /** The error that ended the task, or the first one of a row that was set aside; null if all went well. The other tasks run all the same. */
  readonly error: unknown
}

/** The work of a run. */
export interface MaintenanceReport {
  /** True if each task did all that there was to do, but for rows that others held. */
  readonly isComplete: boolean
  /** In the order in which they ran. */
  readonly tasks: readonly TaskReport[]
}

const rules: OptionRules<MaintainOptions> = {
  tasks: ['array'],
  batchRows: [1, 1_000],
  budgetMs: [0, longestMs],
  retention: ['object'],
  signal: ['signal'],
  onTask: ['function'],
}

const usual = taskNames.filter((name) => !rareTasks.has(name))
const readNames = array(oneOf(taskNames), { max: taskNames.length })

/**
 * Runs the periodic tasks, one after another, in small batches. Any number of processes may do so at once.
 *
 * @throws {@link InvalidInputError} naming the option; the reason of `signal`.
 */
export async function maintain(db: Maintained, options: MaintainOptions = {}): Promise<MaintenanceReport> {
  assertOptions(options, rules)
  const wanted = options.tasks === undefined ? usual : readNames(options.tasks, 'tasks')
  const run = {
    limit: options.batchRows ?? 500,
    retention: readRetention(options.retention ?? {}),
    call: { signal: options.signal },
    endsAt: now() + (options.budgetMs ?? 300_000),
  }
  const tasks: TaskReport[] = []
  for (const task of maintenanceTasks.filter(({ name }) => wanted.includes(name))) {
    const report = await runTask(db, task, run)
    options.signal?.throwIfAborted()
    tasks.push(report)
    options.onTask?.(report)
  }
  return { isComplete: tasks.every(({ isComplete }) => isComplete), tasks }
}

interface Run extends Omit<Batch, 'setAside'> {
  /** The time after which no further batch begins, by the process's clock. */
  readonly endsAt: number
}

async function runTask(
  db: Maintained,
  task: MaintenanceTask & { readonly name: MaintenanceTaskName },
  { endsAt, ...batch }: Run,
): Promise<TaskReport> {
  const began = now()
  const done = { changed: 0, batches: 0 }
  const errors: unknown[] = []
  const report = (isEnd: boolean): TaskReport => ({
    task: task.name,
    ...done,
    durationMs: Math.round(now() - began),
    isComplete: isEnd && errors.length === 0,
    error: errors[0] ?? null,
  })
  try {
    if (now() >= endsAt) return report(false)
    for await (const changed of task.run(db, { ...batch, setAside: (error) => void errors.push(error) })) {
      done.changed += changed
      done.batches++
      if (now() >= endsAt) return report(false)
    }
    return report(true)
  } catch (error) {
    errors.unshift(error)
    return report(false)
  }
}
