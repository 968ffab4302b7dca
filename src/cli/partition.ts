import { Argument, Command, Option } from 'commander'
import type { PartitionFlags } from './partition/run-partition.js'

/** `souk-db partition messages`: splits a large table by month, while it is read and written. */
export function partitionCommand(): Command {
  return new Command('partition')
    .description(
      'print the SQL that splits messages by month; with --apply, do it while they are read and sent, or go on where an earlier run ended',
    )
    .addArgument(new Argument('<table>', 'the table').choices(['messages']))
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--apply', 'do it')
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(async (_table: string, flags: PartitionFlags) => {
      const { runPartition } = await import('./partition/run-partition.js')
      await runPartition(flags)
    })
}
