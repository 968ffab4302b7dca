import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import { compareMigrations, type MigrationComparison } from './compare-migrations.js'
import { readMigrationFiles } from './migration-files.js'
import { readMigrationRecord } from './migration-record.js'
import { packageMigrations } from './package-migrations.js'
import { schemaProblem } from './schema-problem.js'
import { limitQueries } from './limit-queries.js'
import { withClient, type MigrateTarget } from './with-client.js'

/** Which files to compare a database with. */
export interface MigrationStatusOptions {
  /** The folder of migrations. @defaultValue the one of this package */
  readonly directory?: string
}

/** What the options of {@link migrationStatus} may be. */
export const statusRules = { directory: ['string'] } as const satisfies OptionRules<MigrationStatusOptions>

/** How a database stands to a folder of migrations. */
export interface MigrationStatus {
  /** Every migration that the folder or the database knows, in order. */
  readonly migrations: readonly MigrationComparison[]
  /** What is wrong and what to do about it, in a sentence; null if at most something is pending. */
  readonly problem: string | null
  /** How many migrations of the folder are still to be applied. */
  readonly pending: number
  /** True if every migration of the folder is applied, and no other. */
  readonly current: boolean
  /** The number of the newest migration in the database; 0 before the first. */
  readonly version: number
  /** The number of the newest migration in the folder. */
  readonly expected: number
}

/**
 * Compares a database with the migrations of this package. Only reads, and only the table `migrations`.
 *
 * What is wrong is told in the answer, not thrown.
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
