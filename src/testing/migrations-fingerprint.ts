import { createHash } from 'node:crypto'
import { readFolders } from '../migrate/folder-state.js'
import type { MigrationFolder } from '../migrate/migration-folder.js'

/** Computes a short hash of the files of folders and of the tables with their records. */
export async function migrationsFingerprint(folders: readonly MigrationFolder[]): Promise<string> {
  const hash = createHash('sha256')
  for (const { table, files } of await readFolders(folders)) {
    hash.update(`${table}\0${files.length}\0`)
    for (const { file, sql } of files) hash.update(`${file}\0${sql.length}\0${sql}`)
  }
  return hash.digest('hex').slice(0, 16)
}
