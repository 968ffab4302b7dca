import { Command, Option } from 'commander'
import type { RecountFlags } from './recount/run-recount.js'

/** `souk-db recount`: compares the counters with what they count, and repairs them. */
export function recountCommand(): Command {
  return new Command('recount')
    .description('compare the counters with what they count, and repair what is wrong')
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--counter <names...>', 'these counters alone')
    .addOption(
      new Option('--format <format>', 'the output format').choices(['table', 'json']).default('table'),
    )
    .action(async (flags: RecountFlags) => {
      // Only this command needs it: `generate` runs before the generated files exist.
      const { runRecount } = await import('./recount/run-recount.js')
      await runRecount(flags)
    })
}
