import type { MigrationFolder } from '../../../src/migrate/migration-folder.js'
import { aloneFolder } from './migrate-alone.js'
import { migrationFolder, type MigrationFolder as Folder } from './migration-folder.js'

/** A stand-in for this package's folder and one of a service, that last as long as a test. */
export interface BothFolders extends AsyncDisposable {
  readonly shipped: Folder
  readonly own: Folder
  readonly folders: readonly MigrationFolder[]
}

type Files = Readonly<Record<string, string>>

/** Makes a stand-in for this package's folder and one of a service, which is shown as `own`. */
export async function bothFolders(
  shippedFiles: Files,
  ownFiles: Files,
  table = 'service_migrations',
): Promise<BothFolders> {
  const shipped = await migrationFolder(shippedFiles)
  const own = await migrationFolder(ownFiles)
  return {
    shipped,
    own,
    folders: [
      { ...aloneFolder(shipped.directory), shown: '@souk/db/migrations' },
      { owner: 'service', directory: own.directory, shown: 'own', table: `public.${table}` },
    ],
    async [Symbol.asyncDispose]() {
      await shipped[Symbol.asyncDispose]()
      await own[Symbol.asyncDispose]()
    },
  }
}
