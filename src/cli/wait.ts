import { Command } from 'commander'
import { assertSchema } from '../migrate/index.js'
import { databaseUrl } from './database-url.js'
import { interruptible } from './interrupt.js'
import { addMigrationsOptions, namedMigrations, type MigrationsFlags } from './migrations-options.js'
import { seconds } from './seconds.js'
import { startProgress } from './start-progress.js'
import { waitForDatabase } from './wait/wait-for-database.js'

interface WaitFlags extends MigrationsFlags {
  readonly url?: string
  readonly timeout: number
  readonly current?: boolean
  readonly allowNewer?: boolean
  readonly json?: boolean
}

/** `souk-db wait`: waits for a database, and for its schema. */
export function waitCommand(): Command {
  const command = new Command('wait')
    .description(
      'wait until the database answers; the exit code is 3 if it does not in time, 2 if migrations are pending then',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--timeout <seconds>', 'how long to wait', seconds, 60)
    .option('--current', 'wait until all migrations are applied, too')
    .option('--allow-newer', 'with --current: accept a schema that is newer, as during a release')
    .option('--json', 'print JSON')
  return addMigrationsOptions(command).action(run)
}

async function run({
  url,
  timeout,
  current = false,
  allowNewer,
  json = false,
  ...flags
}: WaitFlags): Promise<void> {
  const options = { ...(await namedMigrations(flags)), allowNewer }
  const target = databaseUrl(url)
  using progress = startProgress({ label: 'Waiting for the database' })
  await interruptible((signal) =>
    waitForDatabase({
      url: target,
      timeoutMs: timeout * 1_000,
      signal,
      check: current ? (client) => assertSchema({ client }, options) : () => Promise.resolve(),
      onProblem: (problem) => progress.step(problem),
    }),
  )
  progress.finish(current ? 'The database answers, and its schema is current' : 'The database answers')
  if (json) process.stdout.write(`${JSON.stringify({ answers: true, isCurrent: current ? true : null })}\n`)
}
