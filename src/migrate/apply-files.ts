import type { Client, ClientBase } from 'pg'
import { MigrationError } from '../errors.js'
import { failedMigration } from './failed-migration.js'
import type { MigrationFile } from './migration-files.js'
import type { MigrationProgress, MigrationStep } from './migration-progress.js'
import { ObservedClient } from './observed-client.js'

/** Callbacks of a run. */
export interface RunWatcher {
  readonly tell: (event: MigrationProgress) => void
  readonly signal: AbortSignal | undefined
  readonly cancel: () => void
  readonly assertHeld: () => Promise<void>
}

/** Applies pending files with postgres-migrations. The caller holds the lock. */
export async function applyFiles(
  client: ClientBase,
  directory: string,
  pending: readonly MigrationFile[],
  { tell, signal, cancel, assertHeld }: RunWatcher,
): Promise<void> {
  let index = 0
  const total = pending.length
  const observed = new ObservedClient(client, pending, {
    started: (file) => tell({ type: 'started', migration: stepOf(file), index, total }),
    applied: (file, ms) => tell({ type: 'applied', migration: stepOf(file), index: index++, total, ms }),
    signal,
    cancel,
    assertHeld,
  })
  try {
    // Loaded only when a migration is pending, which is the first start after a release.
    const postgresMigrations = await import('postgres-migrations')
    const [first] = await postgresMigrations.loadMigrationFiles(directory)
    if (first !== undefined) await makeRecordTable(client, first)
    // The library's type asks for a whole client, but it only calls `query`.
    await postgresMigrations.migrate({ client: observed as unknown as Client }, directory)
  } catch (error) {
    const { failure, lostLock } = observed
    if (lostLock !== null) throw lostLock
    if (signal?.aborted === true && failure?.file.inTransaction !== false) throw signal.reason
    if (failure !== null) throw await failedMigration(client, failure)
    throw new MigrationError('failed', `no file could be run: ${error instanceof Error ? error.message : ''}`)
  }
}

/**
 * Runs the library's own first migration, which creates the table of the record, before the library looks for that
 * table. The library accepts a table of this name in any schema, and would then fail to read it.
 */
async function makeRecordTable(
  client: ClientBase,
  first: Pick<MigrationFile, 'id' | 'name' | 'hash' | 'sql'>,
): Promise<void> {
  await client.query(first.sql)
  await client.query('insert into migrations (id, name, hash) values ($1, $2, $3) on conflict do nothing', [
    first.id,
    first.name,
    first.hash,
  ])
}

function stepOf({ id, name, file }: MigrationFile): MigrationStep {
  return { id, name, file }
}
