import { Command } from 'commander'
import { SetupError } from '../errors.js'
import { configFile } from '../service-config.js'
import { namedMigrations } from './migrations-options.js'
import { writeMigration } from './new/write-migration.js'

/** `souk-db new`: begins a migration of a service's own. */
export function newCommand(): Command {
  return new Command('new')
    .description('write the next of your own migrations, for you to fill in; overwrites nothing')
    .argument('<name>', 'its subject, such as add_loans')
    .option('--migrations <folder>', `the folder of your own migrations (default: as in ${configFile})`)
    .option('--json', 'print JSON')
    .action(run)
}

async function run(
  name: string,
  { json = false, ...flags }: { readonly migrations?: string; readonly json?: boolean },
): Promise<void> {
  const { directory } = await namedMigrations(flags)
  if (directory === undefined) {
    throw new SetupError(
      `the folder of your migrations is not named: set "migrations" in ${configFile}, or give --migrations <folder>`,
    )
  }
  const file = await writeMigration(directory, name)
  process.stdout.write(json ? `${JSON.stringify({ file })}\n` : `${file}: written\n`)
}
