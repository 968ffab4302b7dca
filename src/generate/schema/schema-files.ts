import { join } from 'node:path'
import { GenerationError, type GenerationMistake } from '../../errors.js'
import { compareMigrations } from '../../migrate/compare-migrations.js'
import { readFolders, type ReadFolder } from '../../migrate/folder-state.js'
import { scanMigrationFiles } from '../../migrate/migration-files.js'
import {
  migrationFolders,
  type MigrationFolder,
  type ServiceMigrationsOptions,
} from '../../migrate/migration-folder.js'
import { mistakeAt } from '../read/mistake.js'
import { SourceFile } from '../read/source-file.js'
import { shownPath } from '../shown-path.js'

/** The source of the embedded database's schema. */
export interface EmbeddedSchemaOptions {
  /** A service's own migrations, applied after those of this package. */
  readonly migrations?: ServiceMigrationsOptions
}

/**
 * Reads the migrations of a schema: those of this package, then a service's own, by the rules of `migrate`.
 *
 * @throws {@link GenerationError} with every file of the service that `migrate` would refuse.
 * @throws `SetupError` if a folder cannot be read or is empty.
 */
export async function readSchemaFolders({
  migrations,
}: EmbeddedSchemaOptions): Promise<readonly ReadFolder[]> {
  const folders = migrationFolders(migrations)
  for (const folder of folders.filter(({ owner }) => owner === 'service')) await refuseMisplaced(folder)
  return readFolders(folders)
}

/** Returns the files of folders, or of one owner's folders, with the paths that mistakes show. */
export function sourcesIn(
  folders: readonly ReadFolder[],
  owner?: MigrationFolder['owner'],
): readonly SourceFile[] {
  return folders
    .filter((folder) => owner === undefined || folder.owner === owner)
    .flatMap(({ directory, files }) =>
      files.map(({ file, sql }) => new SourceFile(file, shownPath(join(directory, file)), sql)),
    )
}

async function refuseMisplaced(folder: MigrationFolder): Promise<void> {
  const { files, misplaced } = await scanMigrationFiles(folder)
  const mistakes: GenerationMistake[] = misplaced.map(({ file, problem }) =>
    mistakeIn(folder, file, `this file ${problem}`),
  )
  for (const { id, state } of compareMigrations('service', files, [])) {
    const next = files.find((file) => file.id > id)
    if (state !== 'missing' || next === undefined) continue
    mistakes.push(
      mistakeIn(folder, next.file, `there is no number ${id} before this file: numbers have no gaps`),
    )
  }
  if (mistakes.length > 0) throw new GenerationError(mistakes)
}

function mistakeIn(folder: MigrationFolder, file: string, message: string): GenerationMistake {
  return mistakeAt(new SourceFile(file, shownPath(join(folder.directory, file)), ''), 0, {
    rule: 'file',
    message,
  })
}
