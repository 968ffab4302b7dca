import { createDatabase } from '../../database.js'
import { isSoukError } from '../../errors.js'
import type { MaintenanceReport } from '../../maintain/maintain.js'
import type { MaintenanceTaskName } from '../../maintain/task-names.js'
import { assertSchema } from '../../migrate/index.js'
import { databaseUrl } from '../database-url.js'
import { interruptible } from '../interrupt.js'
import { startProgress } from '../start-progress.js'
import { drawTable, widthOf } from '../table.js'

/** The options of `souk-db maintain`. */
export interface MaintainFlags {
  readonly url?: string
  readonly task?: readonly MaintenanceTaskName[]
  readonly budget: number
  readonly batchRows: number
  readonly format: 'table' | 'json'
}

/** Runs everything periodic, and prints what it did. */
export async function runMaintain({ url, task, budget, batchRows, format }: MaintainFlags): Promise<void> {
  const budgetMs = Math.round(budget * 1_000)
  const target = databaseUrl(url)
  await interruptible(() => assertSchema({ url: target }, { allowNewer: true }))
  const db = createDatabase({
    url: target,
    applicationName: 'souk-db maintain',
    maxConnections: 2,
    // To count a day of some million events is one statement.
    statementTimeoutMs: Math.max(30_000, budgetMs),
  })
  try {
    using progress = startProgress({ label: 'Maintaining' })
    const report = await interruptible((signal) =>
      db.maintain({
        ...(task !== undefined && { tasks: task }),
        budgetMs,
        batchRows,
        signal,
        onTask: (done) => progress.step(done.task),
      }),
    )
    const failed = report.tasks.filter(({ error }) => error !== null).length
    progress.finish(summary(report, failed))
    process.stdout.write(format === 'json' ? `${JSON.stringify(shown(report), null, 2)}\n` : table(report))
    if (failed > 0) process.exitCode = 1
  } finally {
    await db.close()
  }
}

function summary({ isComplete }: MaintenanceReport, failed: number): string {
  if (failed > 0) return `${failed} ${failed === 1 ? 'task' : 'tasks'} failed`
  return isComplete ? 'Everything is done' : 'The time was over: the next run goes on'
}

function errorText(error: unknown): string | null {
  if (error === null) return null
  if (isSoukError(error)) return `${error.code}: ${error.message}`
  return error instanceof Error ? error.message : 'an error that is none'
}

/** The report as JSON: errors by their code and message. */
function shown({ isComplete, tasks }: MaintenanceReport) {
  return { isComplete, tasks: tasks.map(({ error, ...task }) => ({ ...task, error: errorText(error) })) }
}

function table({ tasks }: MaintenanceReport): string {
  const columns = [
    { head: 'Task' },
    { head: 'Changed', align: 'right' },
    { head: 'Batches', align: 'right' },
    { head: 'ms', align: 'right' },
    { head: '' },
  ] as const
  const rows = tasks.map(({ task, changed, batches, durationMs, isComplete, error }) => [
    task,
    changed,
    batches,
    durationMs,
    errorText(error) ?? (isComplete ? '' : 'not all of it'),
  ])
  return `${drawTable({ columns, rows }, widthOf(process.stdout))}\n`
}
