import { assertStates, type AssertSchemaOptions } from '../../../src/migrate/assert-schema.js'
import { migrateFolders, type RunOptions } from '../../../src/migrate/migrate-folders.js'
import type { MigrationReport, MigrationStatus } from '../../../src/migrate/index.js'
import type { MigrationFolder } from '../../../src/migrate/migration-folder.js'
import { folderStates, statusOf } from '../../../src/migrate/migration-status.js'
import type { MigrateTarget } from '../../../src/migrate/with-client.js'

interface Alone {
  readonly directory: string
}

/** A folder in the place of this package's: small, and without PostGIS, which takes seconds. */
export function aloneFolder(directory: string): MigrationFolder {
  return { owner: 'package', directory, shown: '.', table: 'public.migrations' }
}

/** Applies a folder in the place of this package's, as `migrate` does. */
export async function migrateAlone(
  target: MigrateTarget,
  { directory, ...options }: Alone & RunOptions,
): Promise<MigrationReport> {
  const { applied, versions, waitedMs } = await migrateFolders(target, [aloneFolder(directory)], options)
  return { applied, version: versions[0] ?? 0, serviceVersion: null, waitedMs }
}

/** Compares a database with a folder in the place of this package's, as `migrationStatus` does. */
export async function statusAlone(target: MigrateTarget, { directory }: Alone): Promise<MigrationStatus> {
  return statusOf(await folderStates(target, [aloneFolder(directory)]))
}

/** Checks a database against a folder in the place of this package's, as `assertSchema` does. */
export async function assertAlone(
  target: MigrateTarget,
  { directory, ...options }: Alone & Pick<AssertSchemaOptions, 'allowNewer'>,
): Promise<void> {
  assertStates(await folderStates(target, [aloneFolder(directory)]), options)
}
