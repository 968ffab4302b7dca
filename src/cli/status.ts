import { Command, Option } from 'commander'
import { migrationStatus, type MigrationStatus } from '../migrate/index.js'
import { databaseUrl } from './database-url.js'
import { exitCodes } from './exit-codes.js'
import { interruptible } from './interrupt.js'
import {
  addMigrationsOptions,
  atVersions,
  namedMigrations,
  type MigrationsFlags,
} from './migrations-options.js'
import { drawTable, widthOf } from './table.js'

interface StatusFlags extends MigrationsFlags {
  readonly url?: string
  readonly format: 'table' | 'json'
}

/** `souk-db status`: compares a database with the schema of this package and with a service's own migrations. */
export function statusCommand(): Command {
  const command = new Command('status')
    .description(
      'compare a database with the schema of this package and your own migrations; the exit code is 2 if migrations are pending, 1 if they do not fit',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
  return addMigrationsOptions(command)
    .addOption(
      new Option('--format <format>', 'the output format').choices(['table', 'json']).default('table'),
    )
    .action(run)
}

async function run({ url, format, ...flags }: StatusFlags): Promise<void> {
  const target = { url: databaseUrl(url) }
  const migrations = await namedMigrations(flags)
  const status = await interruptible(() => migrationStatus(target, migrations))
  process.stdout.write(format === 'json' ? `${JSON.stringify(status, null, 2)}\n` : statusTable(status))
  if (status.problem !== null) process.exitCode = exitCodes.failed
  else if (status.pending > 0) process.exitCode = exitCodes.pending
}

function statusTable(status: MigrationStatus): string {
  const rows = status.migrations.map(({ owner, id, name, file, state, difference, appliedAt }) => [
    owner === 'package' ? '@souk/db' : 'service',
    file ?? `${id} ${name ?? ''}`.trimEnd(),
    difference === null ? state : `${state}: ${difference}`,
    appliedAt?.toISOString().slice(0, 19).replace('T', ' ') ?? '',
  ])
  const columns = ['Of', 'Migration', 'State', 'Applied (UTC)'].map((head) => ({ head }))
  return `${drawTable({ columns, rows }, widthOf(process.stdout))}\n${summary(status)}\n`
}

function summary(status: MigrationStatus): string {
  const { problem, pending } = status
  if (problem !== null) return problem
  if (pending === 0) return `Current: ${atVersions(status)}.`
  return `${pending} ${pending === 1 ? 'migration is' : 'migrations are'} pending: run souk-db migrate.`
}
