import type { ClientBase } from 'pg'
import { loadPackage } from '../setup/load-package.js'
import { failedMigration, failedRecord } from './failed-migration.js'
import type { MigrationFile } from './migration-files.js'
import type { MigrationFolder } from './migration-folder.js'
import { ObservedClient, type MigrationFailure, type MigrationWatcher } from './observed-client.js'
import { createRecordTable, firstRow } from './record-table.js'

/** Callbacks of a run. */
export interface RunWatcher extends MigrationWatcher {
  /** Called with the failure of a file before it becomes an error that quotes nothing. */
  readonly failed?: ((failure: MigrationFailure) => void) | undefined
}

/**
 * Applies pending files of a folder, each with the runner of postgres-migrations. The caller holds the lock.
 *
 * The library's own way in reads a folder, and a file of its own beside its code, which a bundle does not carry. Its
 * runner takes a file as it is here.
 */
export async function applyFiles(
  client: ClientBase,
  folder: MigrationFolder,
  pending: readonly MigrationFile[],
  watcher: RunWatcher,
): Promise<void> {
  // Loaded only when a migration is pending, which is the first start after a release.
  const { runMigration } = await loadPackage(
    'postgres-migrations',
    () => import('postgres-migrations/dist/run-migration.js'),
  )
  await makeRecordTable(client, folder).catch((error: unknown) => {
    throw failedRecord(folder, error)
  })
  for (const file of pending) {
    const observed = new ObservedClient(client, file, watcher)
    try {
      await runMigration(folder.table, observed)({ ...file, fileName: file.file, contents: file.sql })
    } catch (error) {
      throw await reasonOf(error, { client, folder, observed, watcher })
    }
  }
}

interface FailedRun {
  readonly client: ClientBase
  readonly folder: MigrationFolder
  readonly observed: ObservedClient
  readonly watcher: RunWatcher
}

/** Returns what a run that threw is to throw: the library made a sentence of it. */
async function reasonOf(error: unknown, { client, folder, observed, watcher }: FailedRun): Promise<unknown> {
  const { failure, lostLock } = observed
  if (lostLock !== null) return lostLock
  if (watcher.signal?.aborted === true && failure?.file.inTransaction !== false) return watcher.signal.reason
  if (failure === null) return failedRecord(folder, error)
  watcher.failed?.(failure)
  return failedMigration(client, folder, failure)
}

/**
 * Creates the table of the record, with the row by which postgres-migrations knows that it is there: the library's own
 * first migration would create a table `migrations`.
 */
async function makeRecordTable(client: ClientBase, { table }: MigrationFolder): Promise<void> {
  const { rows } = await client.query(
    'select from pg_catalog.pg_class where oid = pg_catalog.to_regclass($1)',
    [table],
  )
  // `if not exists` alone would need the right to create tables there, also where nothing is to be created.
  if (rows.length === 0) await client.query(createRecordTable(table))
  await client.query(`insert into ${table} (id, name, hash) values ($1, $2, $3) on conflict do nothing`, [
    firstRow.id,
    firstRow.name,
    firstRow.hash,
  ])
}
