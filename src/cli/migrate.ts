import { Command, InvalidArgumentError } from 'commander'
import { migrate, type MigrationProgress } from '../migrate/index.js'
import { databaseUrl } from './database-url.js'
import { interruptible } from './interrupt.js'
import type { Progress } from './progress.js'
import { startProgress } from './start-progress.js'

interface MigrateArguments {
  readonly url?: string
  readonly directory?: string
  readonly lockTimeout: number
}

/** `souk-db migrate`: applies the migrations. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring a database to the schema of this package')
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--directory <folder>', 'the folder of migrations (default: those of this package)')
    .option('--lock-timeout <seconds>', 'how long to wait for another process that migrates', seconds, 60)
    .action(runMigrate)
}

async function runMigrate({ url, directory, lockTimeout }: MigrateArguments): Promise<void> {
  using progress = startProgress({ label: 'Migrating' })
  const report = await interruptible((signal) =>
    migrate(
      { url: databaseUrl(url) },
      {
        ...(directory === undefined ? {} : { directory }),
        lockTimeoutMs: lockTimeout * 1_000,
        onProgress: (event) => show(event, progress),
        signal,
      },
    ),
  )
  const { length } = report.applied
  progress.finish(
    length === 0
      ? `Nothing to do: the database is at migration ${report.version}`
      : `Applied ${length} ${length === 1 ? 'migration' : 'migrations'}: the database is at migration ${report.version}`,
  )
}

function show(event: MigrationProgress, progress: Progress): void {
  switch (event.type) {
    case 'waiting':
      progress.step(`waiting for ${event.holder}`)
      break
    case 'started':
      progress.step(`${event.migration.file} (${event.index + 1} of ${event.total})`)
      break
    case 'applied':
      progress.note(`${event.migration.file} applied in ${Math.round(event.ms).toLocaleString('en')} ms`)
  }
}

function seconds(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0)) throw new InvalidArgumentError('Not a number of seconds.')
  return value
}
