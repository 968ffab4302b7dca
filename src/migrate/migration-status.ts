import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import { compareMigrations, type MigrationComparison } from './compare-migrations.js'
import { readMigrationFiles } from './migration-files.js'
import { readMigrationRecord } from './migration-record.js'
import { packageMigrations } from './package-migrations.js'
import { schemaProblem } from './schema-problem.js'
import { limitQueries } from './limit-queries.js'
import { withClient, type MigrateTarget } from './with-client.js'

/** Options of {@link migrationStatus}. */
export interface MigrationStatusOptions {
  /** The folder of migrations. @defaultValue the one of this package */
  readonly directory?: string | undefined
}

/** The rules for the options of {@link migrationStatus}. */
export const statusRules = { directory: ['string'] } as const satisfies OptionRules<MigrationStatusOptions>

/** The state of a database, compared with a folder of migrations. */
export interface MigrationStatus {
  /** All migrations that the folder or the database knows, in order. */
  readonly migrations: readonly MigrationComparison[]
  /** The problem and its solution, in a sentence; null if nothing is wrong, although migrations may be pending. */
  readonly problem: string | null
  /** The number of migrations of the folder that are not applied. */
  readonly pending: number
  /** True if all migrations of the folder are applied, and no others. */
  readonly current: boolean
  /** The number of the newest migration in the database; 0 before the first. */
  readonly version: number
  /** The number of the newest migration in the folder. */
  readonly expected: number
}

/**
 * Compares a database with the migrations of this package. It only reads, and only the table `migrations`.
 *
 * Problems are returned, not thrown.
 */
export async function migrationStatus(
  target: MigrateTarget,
  given?: MigrationStatusOptions,
): Promise<MigrationStatus> {
  const options = readOptions(given, statusRules)
  const files = await readMigrationFiles(options.directory ?? packageMigrations())
  const record = await withClient(target, 'souk-db status', (client) =>
    readMigrationRecord(limitQueries(client)),
  )
  const migrations = compareMigrations(files, record ?? [])
  return {
    migrations,
    problem: schemaProblem(migrations)?.message ?? null,
    pending: migrations.filter(({ state }) => state === 'pending').length,
    current: migrations.every(({ state }) => state === 'applied'),
    version: record?.at(-1)?.id ?? 0,
    expected: files.at(-1)?.id ?? 0,
  }
}
