import { Command, InvalidArgumentError } from 'commander'
import type { SeedFlags } from './seed/run-seed.js'

/** `souk-db seed`: fills a database with a market. */
export function seedCommand(): Command {
  return new Command('seed')
    .description(
      'fill a database with people in cities of the Gulf and what they sell; the same seed, the same rows',
    )
    .option('--url <url>', 'the database, which is migrated (default: DATABASE_URL)')
    .option('--users <number>', 'the number of users', wholeNumber, 100)
    .option('--products <number>', 'the number of products', wholeNumber, 1_000)
    .option('--seed <number>', 'the number that the rows are made of', wholeNumber, 1)
    .option('--force', 'fill a database that has users already')
    .option('--json', 'print the result as JSON')
    .action(async (flags: SeedFlags) => {
      // Only this command needs it: `generate` runs before the generated files exist.
      const { runSeed } = await import('./seed/run-seed.js')
      await runSeed(flags)
    })
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Not a whole number.')
  return value
}
