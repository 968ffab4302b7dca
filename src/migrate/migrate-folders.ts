import type { ClientBase } from 'pg'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { InvalidInputError, MigrationError } from '../errors.js'
import { applyFiles, type RunWatcher } from './apply-files.js'
import { cancelBackend } from './cancel-backend.js'
import { connect, connectLike } from './connect.js'
import { readFolders, readFolderState, type FolderState, type ReadFolder } from './folder-state.js'
import { limitQueries } from './limit-queries.js'
import type { MigrationFile } from './migration-files.js'
import type { MigrationFolder } from './migration-folder.js'
import { withMigrationLock } from './migration-lock.js'
import type { AppliedMigration, MigrationProgress } from './migration-progress.js'
import type { MigrationFailure } from './observed-client.js'
import { migrateApplicationName, withPinnedSession } from './pinned-session.js'
import { refuseTransactionPooler } from './refuse-transaction-pooler.js'
import { schemaProblem } from './schema-problem.js'
import { withClient, type MigrateTarget } from './with-client.js'

const probeName = 'souk-db probe'

/** Options of {@link migrateFolders}. */
export interface RunOptions {
  readonly lockTimeoutMs?: number | undefined
  readonly onProgress?: ((event: MigrationProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Called with the failure of a file, which quotes what the server said. */
  readonly onFailure?: ((folder: MigrationFolder, failure: MigrationFailure) => void) | undefined
}

/** The result of {@link migrateFolders}. */
export interface RunReport {
  readonly applied: readonly AppliedMigration[]
  /** The numbers of the last files, in the order of the folders. */
  readonly versions: readonly number[]
  readonly waitedMs: number
}

/** Applies the pending files of folders, one folder after the other, under one lock. Throws as `migrate` does. */
export async function migrateFolders(
  target: MigrateTarget,
  folders: readonly MigrationFolder[],
  { lockTimeoutMs = 60_000, ...options }: RunOptions = {},
): Promise<RunReport> {
  if (!(lockTimeoutMs >= 0)) throw new InvalidInputError('lockTimeoutMs', 'is not a number from 0 on')
  const run = { ...options, lockTimeoutMs, folders: await readFolders(folders) }
  const work = async (client: ClientBase) => {
    refuseOpenTransaction(client)
    try {
      const url = Object.hasOwn(target, 'url') && 'url' in target ? target.url : null
      return await runOn(limitQueries(client), url, run)
    } catch (error) {
      throw run.signal?.aborted === true && error === run.signal.reason ? error : fromDriverError(error, {})
    }
  }
  return withClient(target, migrateApplicationName, work, run.signal)
}

interface Run extends RunOptions {
  readonly lockTimeoutMs: number
  readonly folders: readonly ReadFolder[]
}

async function runOn(client: ClientBase, url: string | null, run: Run): Promise<RunReport> {
  const { folders, lockTimeoutMs, signal } = run
  const versions = folders.map(({ expected }) => expected)
  // A database that is current needs no lock, so a service that starts never waits behind another one.
  if ((await pendingFiles(client, folders)).length === 0) return { applied: [], versions, waitedMs: 0 }

  const wait = {
    timeoutMs: lockTimeoutMs,
    onWait: (holder: string) => tell(run, { type: 'waiting', holder }),
    signal,
  }
  const connectAnother = () =>
    url === null ? connectLike(client, probeName) : connect(url, probeName, signal)
  await refuseTransactionPooler(client, connectAnother, 'migrating')
  const cancel = url === null ? () => undefined : await cancelBackend(client, url)
  return withPinnedSession(client, () =>
    withMigrationLock(client, wait, async (lock) => {
      const applied: AppliedMigration[] = []
      const guard = { signal, cancel, assertHeld: () => lock.assertHeld() }
      await applyPending(client, run, applied, guard)
      return { applied, versions, waitedMs: lock.waitedMs }
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
  run: Run,
  applied: AppliedMigration[],
  guard: Pick<RunWatcher, 'signal' | 'cancel' | 'assertHeld'>,
): Promise<void> {
  for (;;) {
    const pending = await pendingFiles(client, run.folders)
    const [next] = pending
    if (next === undefined) return
    const { folder } = next
    const total = applied.length + pending.length
    const files = pending.filter((entry) => entry.folder === folder).map(({ file }) => file)
    const watcher: RunWatcher = {
      ...guard,
      started: (file) =>
        tell(run, { type: 'started', migration: stepOf(folder, file), index: applied.length, total }),
      applied: (file, ms) => {
        const migration = stepOf(folder, file)
        applied.push({ ...migration, ms })
        tell(run, { type: 'applied', migration, index: applied.length - 1, total, ms })
      },
      failed: (failure) => run.onFailure?.(folder, failure),
    }
    try {
      await applyFiles(client, folder, files, watcher)
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error
      const left = await pendingFiles(client, run.folders).catch(() => pending)
      const isLeft = left.some((entry) => entry.folder === folder && entry.file.file === error.file)
      if (isLeft || left.length === pending.length) throw error
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

interface PendingFile {
  readonly folder: ReadFolder
  readonly file: MigrationFile
}

/** Returns the pending files of all folders, in order. @throws {@link MigrationError} if any folder has a problem. */
async function pendingFiles(
  client: ClientBase,
  folders: readonly ReadFolder[],
): Promise<readonly PendingFile[]> {
  const pending: PendingFile[] = []
  for (const folder of folders) pending.push(...pendingIn(await readFolderState(client, folder)))
  return pending
}

function pendingIn({ folder, migrations }: FolderState): readonly PendingFile[] {
  const problem = schemaProblem(folder, migrations)
  if (problem !== null) throw problem
  const pending = new Set(migrations.filter(({ state }) => state === 'pending').map(({ id }) => id))
  return folder.files.filter(({ id }) => pending.has(id)).map((file) => ({ folder, file }))
}

/** Reports an event. A display must not decide over a migration, so its errors are ignored. */
function tell({ onProgress }: Run, event: MigrationProgress): void {
  try {
    onProgress?.(event)
  } catch {
    // See MigrateOptions.onProgress.
  }
}

function stepOf({ owner }: MigrationFolder, { id, name, file }: MigrationFile) {
  return { owner, id, name, file }
}
