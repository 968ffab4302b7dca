import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import { migrateFolders } from './migrate-folders.js'
import {
  migrationFolders,
  serviceMigrationsRules,
  type ServiceMigrationsOptions,
} from './migration-folder.js'
import type { AppliedMigration, MigrationProgress } from './migration-progress.js'
import type { MigrateTarget } from './with-client.js'

/** Options of a migration. */
export interface MigrateOptions extends ServiceMigrationsOptions {
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

/** The rules for {@link MigrateOptions}. */
export const migrateRules: OptionRules<MigrateOptions> = {
  ...serviceMigrationsRules,
  lockTimeoutMs: ['number'],
  onProgress: ['function'],
  signal: ['signal'],
}

/** The result of a run. */
export interface MigrationReport {
  /** The migrations that this run applied, in order; empty if none was pending. */
  readonly applied: readonly AppliedMigration[]
  /** The number of the newest migration of this package in the database. */
  readonly version: number
  /** The number of the newest migration of the service's own; null if none were named. */
  readonly serviceVersion: number | null
  /** The time spent waiting for another session, in milliseconds. */
  readonly waitedMs: number
}

/**
 * Brings a database to the schema of this package and, if `directory` names a folder, then to that of the service's own
 * migrations, one file after the other.
 *
 * Each file runs in a transaction of its own together with its row in the record: the table `migrations` for this
 * package, `table` for the service (a file with the comment `-- postgres-migrations disable-transaction` runs without).
 * Only one session at a time migrates a database; the others wait, and then find nothing to do. The lock belongs to the
 * session: connect directly, or through a pooler in session mode. A pooler that changes sessions between transactions is
 * detected, by a second connection, and refused.
 *
 * A `client` stays open, and its settings are restored.
 *
 * @throws `MigrationError` with the `problem` `changed`, `missing` or `newer` before anything is done, `locked`
 * if another session migrates for longer than `lockTimeoutMs`, `failed` if a file fails. Its `owner` is the owner of the
 * folder. A file of the service that fails leaves the migrations of this package applied.
 * @throws `ConnectionError` if the server cannot be reached.
 * @throws `SetupError` if a folder of migrations cannot be read or is out of order, or if the connection changes its
 * session between transactions.
 * @throws `InvalidInputError` if the client has a transaction open, or an option is wrong.
 *
 * @example
 * ```ts
 * await migrate({ url: 'postgres://localhost/souk' }, { directory: 'migrations' })
 * ```
 */
export async function migrate(target: MigrateTarget, given?: MigrateOptions): Promise<MigrationReport> {
  const options = readOptions(given, migrateRules)
  const { applied, versions, waitedMs } = await migrateFolders(target, migrationFolders(options), options)
  const [version = 0, serviceVersion = null] = versions
  return { applied, version, serviceVersion, waitedMs }
}
