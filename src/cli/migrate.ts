import { Command, Option } from 'commander'
import {
  migrate,
  migrationStatus,
  type MigrationProgress,
  type ServiceMigrationsOptions,
} from '../migrate/index.js'
import { databaseUrl } from './database-url.js'
import { interruptible } from './interrupt.js'
import {
  addMigrationsOptions,
  atVersions,
  fileLabel,
  namedMigrations,
  type MigrationsFlags,
} from './migrations-options.js'
import type { Progress } from './progress.js'
import { seconds } from './seconds.js'
import { startProgress } from './start-progress.js'

interface MigrateFlags extends MigrationsFlags {
  readonly url?: string
  readonly lockTimeout: number
  readonly dryRun?: boolean
  readonly format: 'text' | 'json'
}

/** `souk-db migrate`: applies the migrations. */
export function migrateCommand(): Command {
  const command = new Command('migrate')
    .description('bring a database to the schema of this package, then to that of your own migrations')
    .option('--url <url>', 'the database (default: DATABASE_URL)')
  return addMigrationsOptions(command)
    .option(
      '--dry-run',
      'print the files that would be applied, and apply none; exit code 1 if a folder does not fit',
    )
    .option('--lock-timeout <seconds>', 'how long to wait for another process that migrates', seconds, 60)
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(run)
}

async function run({ url, lockTimeout, dryRun = false, format, ...flags }: MigrateFlags): Promise<void> {
  const migrations = await namedMigrations(flags)
  const target = { url: databaseUrl(url) }
  if (dryRun) await showPending(target, migrations, format)
  else await apply(target, migrations, lockTimeout * 1_000, format)
}

async function apply(
  target: { readonly url: string },
  migrations: ServiceMigrationsOptions,
  lockTimeoutMs: number,
  format: MigrateFlags['format'],
): Promise<void> {
  using progress = startProgress({ label: 'Migrating' })
  const label = fileLabel(migrations)
  const report = await interruptible(
    (signal) =>
      migrate(target, {
        ...migrations,
        lockTimeoutMs,
        onProgress: (event) => show(event, label, progress),
        signal,
      }),
    // A statement that does not stop is left to the server; until then the record says what was applied.
    { cleansUp: true },
  )
  const { length } = report.applied
  progress.finish(
    length === 0
      ? `Nothing to do: ${atVersions(report)}`
      : `Applied ${length} ${length === 1 ? 'migration' : 'migrations'}: ${atVersions(report)}`,
  )
  if (format === 'json') process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
}

function show(event: MigrationProgress, label: ReturnType<typeof fileLabel>, progress: Progress): void {
  if (event.type === 'waiting') {
    progress.step(`waiting for ${event.holder}`)
    return
  }
  const file = label(event.migration.owner, event.migration.file)
  if (event.type === 'started') progress.step(`${file} (${event.index + 1} of ${event.total})`)
  else progress.note(`${file} applied in ${Math.round(event.ms).toLocaleString('en')} ms`)
}

/** Prints the files to standard output, one a line, and everything else to standard error. */
async function showPending(
  target: { readonly url: string },
  migrations: ServiceMigrationsOptions,
  format: MigrateFlags['format'],
): Promise<void> {
  const status = await interruptible(() => migrationStatus(target, migrations))
  const { problem } = status
  const label = fileLabel(migrations)
  const pending = status.migrations.flatMap(({ owner, id, name, file, state }) =>
    state === 'pending' && file !== null ? [{ owner, id, name, file }] : [],
  )
  if (problem !== null) process.exitCode = 1
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ pending, problem }, null, 2)}\n`)
    return
  }
  if (problem !== null) {
    process.stderr.write(`Nothing would be applied: ${problem}\n`)
    return
  }
  for (const { owner, file } of pending) process.stdout.write(`${label(owner, file)}\n`)
  const { length } = pending
  process.stderr.write(
    length === 0
      ? `Nothing to do: ${atVersions(status)}\n`
      : `${length} ${length === 1 ? 'migration' : 'migrations'} would be applied: ${atVersions(status)}\n`,
  )
}
