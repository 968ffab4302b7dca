import Table from 'cli-table3'
import { Command, InvalidArgumentError, Option } from 'commander'
import { createDatabase } from '../database.js'
import { isSoukError } from '../errors.js'
import type { MaintenanceReport } from '../maintain/maintain.js'
import { maintenanceTasks, type MaintenanceTaskName } from '../maintain/tasks.js'
import { databaseUrl } from './database-url.js'
import { interruptible } from './interrupt.js'
import { seconds } from './seconds.js'
import { startProgress } from './start-progress.js'

interface MaintainFlags {
  readonly url?: string
  readonly task?: readonly MaintenanceTaskName[]
  readonly budget: number
  readonly batchRows: number
  readonly format: 'table' | 'json'
}

/** `souk-db maintain`: runs everything periodic. */
export function maintainCommand(): Command {
  return new Command('maintain')
    .description(
      'run everything periodic in small batches, beside any number of others; the exit code is 1 if a task failed',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .addOption(
      new Option('--task <names...>', 'these tasks alone').choices(maintenanceTasks.map(({ name }) => name)),
    )
    .option('--budget <seconds>', 'the time after which no further batch begins', seconds, 300)
    .option('--batch-rows <number>', 'the greatest number of rows that one statement changes', rows, 500)
    .addOption(
      new Option('--format <format>', 'the output format').choices(['table', 'json']).default('table'),
    )
    .action(run)
}

async function run({ url, task, budget, batchRows, format }: MaintainFlags): Promise<void> {
  const db = createDatabase({ url: databaseUrl(url), applicationName: 'souk-db maintain', maxConnections: 2 })
  try {
    using progress = startProgress({ label: 'Maintaining' })
    const report = await interruptible((signal) =>
      db.maintain({
        ...(task !== undefined && { tasks: task }),
        budgetMs: Math.round(budget * 1_000),
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

function rows(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 1_000) {
    throw new InvalidArgumentError('Not a number from 1 to 1,000.')
  }
  return value
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
  const lines = new Table({
    head: ['Task', 'Changed', 'Batches', 'ms', ''],
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  })
  for (const { task, changed, batches, durationMs, isComplete, error } of tasks) {
    lines.push([task, changed, batches, durationMs, errorText(error) ?? (isComplete ? '' : 'not all of it')])
  }
  return `${lines.toString()}\n`
}
