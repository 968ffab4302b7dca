import { join } from 'node:path'
import { isServerError } from '../../engine/failure/server-error.js'
import type { GenerationMistake } from '../../errors.js'
import type { MigrationFolder } from '../../migrate/migration-folder.js'
import type { MigrationFailure } from '../../migrate/observed-client.js'
import { mistakeAt } from '../read/mistake.js'
import { SourceFile } from '../read/source-file.js'
import { shownPath } from '../shown-path.js'
import { placeServerError } from './place-server-error.js'

/** Makes a mistake of the failure of a migration on a database without rows; null if the connection was lost. */
export function failedMigrationMistake(
  { directory }: MigrationFolder,
  { file: { file, sql }, error, endedTransaction }: MigrationFailure,
): GenerationMistake | null {
  const source = (text: string) => new SourceFile(file, shownPath(join(directory, file)), text)
  if (isServerError(error)) {
    const { message, hint, code, offset } = placeServerError(error, sql)
    // The offset is one of the text that was sent, with its own line ends.
    const start = source(sql.slice(0, offset ?? 0)).text.length
    return mistakeAt(source(sql), start, { rule: 'server', message, hint, sqlState: code })
  }
  if (!endedTransaction) return null
  const message = 'this file ends the transaction that it runs in'
  return mistakeAt(source(sql), 0, { rule: 'file', message, hint: 'take COMMIT and ROLLBACK out' })
}
