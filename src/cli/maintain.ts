import { Command, InvalidArgumentError, Option } from 'commander'
import { taskNames } from '../maintain/task-names.js'
import type { MaintainFlags } from './maintain/run-maintain.js'
import { seconds } from './seconds.js'

/** `souk-db maintain`: runs everything periodic. */
export function maintainCommand(): Command {
  return new Command('maintain')
    .description(
      'run everything periodic in small batches, beside any number of others; the exit code is 1 if a task failed',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .addOption(new Option('--task <names...>', 'these tasks alone').choices(taskNames))
    .option('--budget <seconds>', 'the time after which no further batch begins', seconds, 300)
    .option('--batch-rows <number>', 'the greatest number of rows that one statement changes', rows, 500)
    .addOption(
      new Option('--format <format>', 'the output format').choices(['table', 'json']).default('table'),
    )
    .action(async (flags: MaintainFlags) => {
      // Only this command needs it: `generate` runs before the generated files exist.
      const { runMaintain } = await import('./maintain/run-maintain.js')
      await runMaintain(flags)
    })
}

function rows(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 1_000) {
    throw new InvalidArgumentError('Not a number from 1 to 1,000.')
  }
  return value
}
