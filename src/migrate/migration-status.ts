import { readOptions, type OptionRules } from '../engine/connect/assert-options.js'
import type { MigrationComparison } from './compare-migrations.js'
import { readFolders, readFolderStates, type FolderState } from './folder-state.js'
import { limitQueries } from './limit-queries.js'
import {
  migrationFolders,
  serviceMigrationsRules,
  type MigrationFolder,
  type ServiceMigrationsOptions,
} from './migration-folder.js'
import { schemaProblem } from './schema-problem.js'
import { withClient, type MigrateTarget } from './with-client.js'

/** Options of {@link migrationStatus}. */
export type MigrationStatusOptions = ServiceMigrationsOptions

/** The rules for the options of {@link migrationStatus}. */
export const statusRules: OptionRules<MigrationStatusOptions> = serviceMigrationsRules

/** The state of a database, compared with the folders of migrations. */
export interface MigrationStatus {
  /** All migrations that a folder or the database knows, in order: those of this package, then the service's own. */
  readonly migrations: readonly MigrationComparison[]
  /** The first problem and its solution, in a sentence; null if nothing is wrong, although migrations may be pending. */
  readonly problem: string | null
  /** The number of migrations of the folders that are not applied. */
  readonly pending: number
  /** True if all migrations of the folders are applied, and no others. */
  readonly current: boolean
  /** The number of this package's newest migration in the database; 0 before the first. */
  readonly version: number
  /** The number of this package's newest migration. */
  readonly expected: number
  /** The number of the service's newest migration in the database; null if no folder was named. */
  readonly serviceVersion: number | null
  /** The number of the newest migration in the service's folder; null if no folder was named. */
  readonly serviceExpected: number | null
}

/**
 * Compares a database with the migrations of this package and, if `directory` names a folder, the service's own. It only
 * reads, and only the records.
 *
 * Problems are returned, not thrown.
 */
export async function migrationStatus(
  target: MigrateTarget,
  given?: MigrationStatusOptions,
): Promise<MigrationStatus> {
  const options = readOptions(given, statusRules)
  return statusOf(await folderStates(target, migrationFolders(options)))
}

/** Compares folders with their records in a database. */
export async function folderStates(
  target: MigrateTarget,
  folders: readonly MigrationFolder[],
): Promise<readonly FolderState[]> {
  const read = await readFolders(folders)
  return withClient(target, 'souk-db status', (client) => readFolderStates(limitQueries(client), read))
}

/** Summarizes the states of this package's folder and of the service's. */
export function statusOf(states: readonly FolderState[]): MigrationStatus {
  const migrations = states.flatMap((state) => state.migrations)
  const problems = states.map(({ folder, migrations: those }) => schemaProblem(folder, those))
  const [own, service] = states
  return {
    migrations,
    problem: problems.find((problem) => problem !== null)?.message ?? null,
    pending: migrations.filter(({ state }) => state === 'pending').length,
    current: migrations.every(({ state }) => state === 'applied'),
    version: own?.version ?? 0,
    expected: own?.folder.expected ?? 0,
    serviceVersion: service?.version ?? null,
    serviceExpected: service?.folder.expected ?? null,
  }
}
