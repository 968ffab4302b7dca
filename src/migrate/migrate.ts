import type { ClientBase } from 'pg'
import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { InvalidInputError, MigrationError } from '../errors.js'
import { applyFiles, type RunWatcher } from './apply-files.js'
import { cancelBackend } from './cancel-backend.js'
import { compareMigrations } from './compare-migrations.js'
import { connect, connectLike } from './connect.js'
import { readMigrationFiles, type MigrationFile } from './migration-files.js'
import { withMigrationLock } from './migration-lock.js'
import type { AppliedMigration, MigrationProgress } from './migration-progress.js'
import { readMigrationRecord } from './migration-record.js'
import { packageMigrations } from './package-migrations.js'
import { migrateApplicationName, withPinnedSession } from './pinned-session.js'
import { refuseTransactionPooler } from './refuse-transaction-pooler.js'
import { schemaProblem } from './schema-problem.js'
import { limitQueries } from './limit-queries.js'
import { withClient, type MigrateTarget } from './with-client.js'

const probeName = 'souk-db probe'

/** Options of a migration. */
export interface MigrateOptions {
  /** The folder of migrations. @defaultValue the one of this package */
  readonly directory?: string | undefined
  /** The longest wait for another session that migrates; 0 does not wait. @defaultValue 60_000 */
  readonly lockTimeoutMs?: number | undefined
  /** Called with every step. Its errors are ignored: a display must not decide over a migration. */
  readonly onProgress?: ((event: MigrationProgress) => void) | undefined
  /**
   * Stops the run: the current file is rolled back, and the promise rejects with the signal's reason. With a `url` the
   * running statement is cancelled on the server; a `client` that was handed in finishes it first.
   */
  readonly signal?: AbortSignal | undefined
}

const migrateRules: OptionRules<MigrateOptions> = {
  directory: ['string'],
  lockTimeoutMs: ['number'],
  onProgress: ['function'],
  signal: ['signal'],
}

/** The result of a run. */
export interface MigrationReport {
  /** The migrations that this run applied, in order; empty if none was pending. */
  readonly applied: readonly AppliedMigration[]
  /** The number of the newest migration in the database. */
  readonly version: number
  /** The time spent waiting for another session, in milliseconds. */
  readonly waitedMs: number
}

/**
 * Brings a database to the schema of this package, one file after the other.
 *
 * Each file runs in a transaction of its own together with its row in the table `migrations` (a file with the comment
 * `-- postgres-migrations disable-transaction` runs without). Only one session at a time migrates a database; the
 * others wait, and then find nothing to do. The lock belongs to the session: connect directly, or through a pooler in
 * session mode. A pooler that changes sessions between transactions is detected, by a second connection, and refused.
 *
 * A `client` stays open, and its settings are restored.
 *
 * @throws {@link MigrationError} with the `problem` `changed`, `missing` or `newer` before anything is done, `locked`
 * if another session migrates for longer than `lockTimeoutMs`, `failed` if a file fails.
 * @throws `ConnectionError` if the server cannot be reached.
 * @throws `SetupError` if the folder of migrations cannot be read or is out of order, or if the connection
 * changes its session between transactions.
 * @throws {@link InvalidInputError} if the client has a transaction open.
 */
export async function migrate(target: MigrateTarget, given?: MigrateOptions): Promise<MigrationReport> {
  const options = readOptions(given, migrateRules)
  const lockTimeoutMs = options.lockTimeoutMs ?? 60_000
  if (!(lockTimeoutMs >= 0)) throw new InvalidInputError('lockTimeoutMs', 'is not a number from 0 on')
  const directory = options.directory ?? packageMigrations()
  const files = await readMigrationFiles(directory)
  const run = { ...options, lockTimeoutMs, directory, files }
  const work = async (client: ClientBase) => {
    refuseOpenTransaction(client)
    try {
      const url = Object.hasOwn(target, 'url') && 'url' in target ? target.url : null
      return await runOn(limitQueries(client), url, run)
    } catch (error) {
      throw run.signal?.aborted === true && error === run.signal.reason ? error : fromDriverError(error, {})
    }
  }
  return withClient(target, migrateApplicationName, work, options.signal)
}

interface Run extends MigrateOptions {
  readonly lockTimeoutMs: number
  readonly directory: string
  readonly files: readonly MigrationFile[]
}

async function runOn(client: ClientBase, url: string | null, run: Run): Promise<MigrationReport> {
  const { files, lockTimeoutMs, signal } = run
  const version = files.at(-1)?.id ?? 0
  // A database that is current needs no lock, so a service that starts never waits behind another one.
  if ((await pendingFiles(client, files)).length === 0) return { applied: [], version, waitedMs: 0 }

  const tell = progressTeller(run.onProgress)
  const wait = {
    timeoutMs: lockTimeoutMs,
    onWait: (holder: string) => tell({ type: 'waiting', holder }),
    signal,
  }
  await refuseTransactionPooler(client, () =>
    url === null ? connectLike(client, probeName) : connect(url, probeName, signal),
  )
  const cancel = url === null ? () => undefined : await cancelBackend(client, url)
  return withPinnedSession(client, () =>
    withMigrationLock(client, wait, async (lock) => {
      const applied: AppliedMigration[] = []
      const note = (event: MigrationProgress) => {
        if (event.type === 'applied') applied.push({ ...event.migration, ms: event.ms })
        tell(event)
      }
      await applyPending(client, run, { tell: note, signal, cancel, assertHeld: () => lock.assertHeld() })
      return { applied, version, waitedMs: lock.waitedMs }
    }),
  )
}

/**
 * Applies pending files, also where the lock excludes nobody: all connections of the embedded database share one
 * session, which gets every lock. There a file can fail because another run has applied it meanwhile. Its transaction
 * is rolled back, and the remaining files are tried again.
 */
async function applyPending(
  client: ClientBase,
  { directory, files }: Run,
  watcher: RunWatcher,
): Promise<void> {
  for (;;) {
    const pending = await pendingFiles(client, files)
    if (pending.length === 0) return
    try {
      await applyFiles(client, directory, pending, watcher)
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error
      const left = await pendingFiles(client, files).catch(() => pending)
      if (left.some(({ file }) => file === error.file) || left.length === pending.length) throw error
    }
  }
}

function refuseOpenTransaction(client: ClientBase): void {
  if (client.getTransactionStatus() === 'I') return
  throw new InvalidInputError(
    'target.client',
    'is not connected, or has a transaction open: migrate commits after every file and cannot share one',
  )
}

async function pendingFiles(
  client: ClientBase,
  files: readonly MigrationFile[],
): Promise<readonly MigrationFile[]> {
  const migrations = compareMigrations(files, (await readMigrationRecord(client)) ?? [])
  const problem = schemaProblem(migrations)
  if (problem !== null) throw problem
  const pending = new Set(migrations.filter(({ state }) => state === 'pending').map(({ id }) => id))
  return files.filter(({ id }) => pending.has(id))
}

function progressTeller(onProgress: MigrateOptions['onProgress']): (event: MigrationProgress) => void {
  return (event) => {
    try {
      onProgress?.(event)
    } catch {
      // See MigrateOptions.onProgress.
    }
  }
}
