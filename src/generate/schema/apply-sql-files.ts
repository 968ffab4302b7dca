import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { isServerError } from '../../engine/failure/server-error.js'
import { GenerationError, SetupError } from '../../errors.js'
import { placeServerError } from './place-server-error.js'
import { isSqlFile } from '../read/is-sql-file.js'
import { mistakeAt } from '../read/mistake.js'
import { readUtf8 } from '../read/read-text.js'
import { shownPath } from '../shown-path.js'
import { SourceFile } from '../read/source-file.js'

/**
 * Reads the `.sql` files of a folder, ordered by name. Numbers in names count as numbers: `2_…` comes before `10_…`.
 *
 * @throws {@link SetupError} if the folder cannot be read or has no `.sql` file.
 */
export async function readSqlFiles(directory: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    throw new SetupError(`the folder of migrations ${directory} cannot be read`, { cause })
  })
  const names = entries.filter((name) => isSqlFile(name))
  if (names.length === 0) throw new SetupError(`there is no .sql file in ${directory}`)
  names.sort(new Intl.Collator('en', { numeric: true }).compare)
  return Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return new SourceFile(name, shownPath(path), await readUtf8(path))
    }),
  )
}

/**
 * Applies files in order to a temporary database, without recording them.
 *
 * A service may name and record its migrations in any way. Only the resulting schema matters here.
 *
 * @throws {@link GenerationError} at the place of the first mistake. Further errors would follow from it.
 */
export async function applySqlFiles(client: ClientBase, files: readonly SourceFile[]): Promise<void> {
  for (const file of files) {
    try {
      await client.query(file.text)
    } catch (error) {
      if (!isServerError(error)) throw error
      const { message, hint, code, offset } = placeServerError(error, file.text)
      throw new GenerationError([
        mistakeAt(file, offset ?? 0, { rule: 'server', message, hint, sqlState: code }),
      ])
    }
  }
}
