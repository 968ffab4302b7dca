import { readdir } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { SetupError } from '../../errors.js'
import { isSqlFile } from './is-sql-file.js'
import { readBytes } from './read-text.js'
import { shownPath } from '../shown-path.js'
import { SourceFile } from './source-file.js'

/**
 * Reads the `.sql` files of a folder, ordered by name.
 *
 * @throws {@link SetupError} if the folder cannot be read, has no `.sql` file, or has one in a folder below it, which
 * would be left out.
 */
export async function readSources(directory: string): Promise<SourceFile[]> {
  const names = await listSql(directory)
  const nested = names.find((name) => name.includes(sep))
  if (nested !== undefined) {
    throw new SetupError(`${join(directory, nested)} lies below the folder of queries: move it up`)
  }
  if (names.length === 0) throw new SetupError(`there is no .sql file in ${directory}`)
  return Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return new SourceFile(name, shownPath(path), await readBytes(path))
    }),
  )
}

async function listSql(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory, { recursive: true })
    return names.filter((name) => isSqlFile(basename(name))).sort()
  } catch (error) {
    throw new SetupError(`the folder of queries ${directory} cannot be read`, { cause: error })
  }
}
