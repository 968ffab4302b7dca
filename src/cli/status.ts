import Table from 'cli-table3'
import { Command, Option } from 'commander'
import { migrationStatus, type MigrationStatus } from '../migrate/index.js'
import { databaseUrl } from './database-url.js'

interface StatusArguments {
  readonly url?: string
  readonly directory?: string
  readonly format: 'table' | 'json'
}

/** `souk-db status`: compares a database with the schema of this package. */
export function statusCommand(): Command {
  return new Command('status')
    .description(
      'compare a database with the schema of this package; the exit code is 1 unless it is current',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--directory <folder>', 'the folder of migrations (default: those of this package)')
    .addOption(
      new Option('--format <format>', 'the output format').choices(['table', 'json']).default('table'),
    )
    .action(runStatus)
}

async function runStatus({ url, directory, format }: StatusArguments): Promise<void> {
  const status = await migrationStatus(
    { url: databaseUrl(url) },
    directory === undefined ? {} : { directory },
  )
  process.stdout.write(format === 'json' ? `${JSON.stringify(status, null, 2)}\n` : statusTable(status))
  if (!status.current) process.exitCode = 1
}

function statusTable(status: MigrationStatus): string {
  const table = new Table({ head: ['Migration', 'State', 'Applied (UTC)'], style: { head: [], border: [] } })
  for (const { id, name, file, state, difference, appliedAt } of status.migrations) {
    table.push([
      file ?? `${id} ${name ?? ''}`.trimEnd(),
      difference === null ? state : `${state}: ${difference}`,
      appliedAt?.toISOString().slice(0, 19).replace('T', ' ') ?? '',
    ])
  }
  return `${table.toString()}\n${summary(status)}\n`
}

function summary({ problem, pending, version }: MigrationStatus): string {
  if (problem !== null) return problem
  if (pending === 0) return `Current: the database is at migration ${version}.`
  return `${pending} ${pending === 1 ? 'migration is' : 'migrations are'} pending: run souk-db migrate.`
}
