import type { Client, ClientBase } from 'pg'
import { failedMigration, failedRecord } from './failed-migration.js'
import type { MigrationFile } from './migration-files.js'
import type { MigrationFolder } from './migration-folder.js'
import { ObservedClient, type MigrationFailure, type MigrationWatcher } from './observed-client.js'
import { createRecordTable } from './record-table.js'

/** Callbacks of a run. */
export interface RunWatcher extends MigrationWatcher {
  /** Called with the failure of a file before it becomes an error that quotes nothing. */
  readonly failed?: ((failure: MigrationFailure) => void) | undefined
}

/** Applies pending files of a folder with postgres-migrations. The caller holds the lock. */
export async function applyFiles(
  client: ClientBase,
  folder: MigrationFolder,
  pending: readonly MigrationFile[],
  watcher: RunWatcher,
): Promise<void> {
  const { signal } = watcher
  const observed = new ObservedClient(client, folder.table, pending, watcher)
  try {
    // Loaded only when a migration is pending, which is the first start after a release.
    const postgresMigrations = await import('postgres-migrations')
    const [first] = await postgresMigrations.loadMigrationFiles(folder.directory)
    if (first !== undefined) await makeRecordTable(client, folder.table, first)
    // The library's type asks for a whole client, but it only calls `query`.
    await postgresMigrations.migrate({ client: observed as unknown as Client }, folder.directory)
  } catch (error) {
    const { failure, lostLock } = observed
    if (lostLock !== null) throw lostLock
    if (signal?.aborted === true && failure?.file.inTransaction !== false) throw signal.reason
    if (failure === null) throw failedRecord(folder, error)
    watcher.failed?.(failure)
    throw await failedMigration(client, folder, failure)
  }
}

/**
 * Creates the table of the record, with the row by which the library knows that it is there: its own first migration
 * would create a table `migrations`.
 */
async function makeRecordTable(
  client: ClientBase,
  table: string,
  first: Pick<MigrationFile, 'id' | 'name' | 'hash'>,
): Promise<void> {
  const { rows } = await client.query(
    'select from pg_catalog.pg_class where oid = pg_catalog.to_regclass($1)',
    [table],
  )
  // `if not exists` alone would need the right to create tables there, also where nothing is to be created.
  if (rows.length === 0) await client.query(createRecordTable(table))
  await client.query(`insert into ${table} (id, name, hash) values ($1, $2, $3) on conflict do nothing`, [
    first.id,
    first.name,
    first.hash,
  ])
}
