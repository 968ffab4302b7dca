import type { ClientBase } from 'pg'
import { compareMigrations, type MigrationComparison } from './compare-migrations.js'
import { readMigrationFiles, type MigrationFile } from './migration-files.js'
import type { MigrationFolder } from './migration-folder.js'
import { readMigrationRecord } from './migration-record.js'

/** A folder of migrations with the files that it holds. */
export interface ReadFolder extends MigrationFolder {
  readonly files: readonly MigrationFile[]
  /** The number of its last file. */
  readonly expected: number
}

/** A folder of migrations, compared with its record in a database. */
export interface FolderState {
  readonly folder: ReadFolder
  readonly migrations: readonly MigrationComparison[]
  /** The number of the newest recorded migration; 0 before the first. */
  readonly version: number
}

/** Reads the files of folders. @throws as {@link readMigrationFiles} does. */
export function readFolders(folders: readonly MigrationFolder[]): Promise<readonly ReadFolder[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const files = await readMigrationFiles(folder)
      return { ...folder, files, expected: files.at(-1)?.id ?? 0 }
    }),
  )
}

/** Compares a folder with its record. @throws as {@link readMigrationRecord} does. */
export async function readFolderState(client: ClientBase, folder: ReadFolder): Promise<FolderState> {
  const record = (await readMigrationRecord(client, folder.table)) ?? []
  return {
    folder,
    migrations: compareMigrations(folder.owner, folder.files, record),
    version: record.at(-1)?.id ?? 0,
  }
}

/** Compares folders with their records, one after the other. */
export async function readFolderStates(
  client: ClientBase,
  folders: readonly ReadFolder[],
): Promise<readonly FolderState[]> {
  const states: FolderState[] = []
  for (const folder of folders) states.push(await readFolderState(client, folder))
  return states
}
