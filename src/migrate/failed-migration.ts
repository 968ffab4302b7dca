import type { ClientBase } from 'pg'
import {
  asServerError,
  isRaised,
  offsetOf,
  shownMessage,
  type ServerError,
} from '../engine/failure/server-error.js'
import { own } from '../own-properties.js'
import { MigrationError } from '../errors.js'
import { shownFile, type MigrationFolder } from './migration-folder.js'
import type { MigrationFailure } from './observed-client.js'

const advice: Readonly<Record<string, string>> = {
  '0A000': 'If an extension is what is not available: install it on the server (PostGIS, for one).',
  '25001':
    'Such a statement stands alone in its file, under the comment -- postgres-migrations disable-transaction.',
  '25006': 'This connection only reads: migrate on the primary, as a user that may write.',
  '42501': 'Migrate as the owner of the schema, or grant the right that is lacking.',
  '55P03':
    'Another session used the table for longer than lock_timeout allows: try again at a quieter moment.',
  '58P01': 'If it is an extension: install it on the server (PostGIS, for one).',
}

/** SQLSTATEs after which the same file may succeed next time: a missed lock, a deadlock, a server that shuts down. */
const transient = new Set(['40001', '40P01', '53300', '55P03', '57P01', '57P02', '57P03'])

/** Returns the error of a failed file, with the reason and the consequences. It quotes nothing that could be data. */
export async function failedMigration(
  client: ClientBase,
  folder: MigrationFolder,
  failure: MigrationFailure,
): Promise<MigrationError> {
  const { file, phase, error } = failure
  const refusal = asServerError(error)
  const line = phase === 'file' && refusal !== null ? lineOf(file.sql, refusal) : null
  const sentences = [
    `${shownFile(folder, file.file)} failed${line === null ? '' : ` at line ${line}`}: ${reason(failure, refusal)}`,
    await aftermath(client, failure, refusal),
    // The package's own come first.
    folder.owner === 'service' ? 'The migrations of @souk/db are applied.' : undefined,
    refusal === null ? undefined : own(advice, refusal.code),
  ]
  return new MigrationError('failed', sentences.filter((sentence) => sentence !== undefined).join(' '), {
    owner: folder.owner,
    file: file.file,
    ...(refusal === null ? {} : { sqlState: refusal.code, retryable: transient.has(refusal.code) }),
    ...(line === null ? {} : { line }),
  })
}

/** Returns the error of a folder whose record could not be kept, before any of its files ran. */
export function failedRecord({ owner, table }: MigrationFolder, error: unknown): MigrationError {
  const refusal = asServerError(error)
  if (refusal === null) {
    const reason = error instanceof Error ? error.message : ''
    return new MigrationError('failed', `no file could be run: ${reason}`, { owner })
  }
  const { code } = refusal
  const sentences = [
    `no file could be run, since their record ${table} cannot be kept: ${shownMessage(refusal)} (SQLSTATE ${code}).`,
    own(advice, code),
  ]
  return new MigrationError('failed', sentences.filter((sentence) => sentence !== undefined).join(' '), {
    owner,
    sqlState: code,
    retryable: transient.has(code),
  })
}

function reason({ file, endedTransaction }: MigrationFailure, refusal: ServerError | null): string {
  if (refusal !== null) {
    return `${ownWords(refusal, file.sql) ?? shownMessage(refusal, file.sql)} (SQLSTATE ${refusal.code}).`
  }
  return endedTransaction ? 'it ends the transaction it is run in.' : 'the connection was lost.'
}

/** The words with which a file itself refuses: a RAISE whose text is in the file, word for word, quotes no row. */
function ownWords(refusal: ServerError, sql: string): string | null {
  const { message, hint } = refusal
  const isInFile = (words: string) => sql.includes(`'${words.replaceAll("'", "''")}'`)
  if (!isRaised(refusal) || !isInFile(message)) return null
  return hint !== undefined && isInFile(hint) ? `${message}; ${hint}` : message
}

async function aftermath(
  client: ClientBase,
  { file, phase, endedTransaction }: MigrationFailure,
  refusal: ServerError | null,
): Promise<string> {
  if (!file.inTransaction) return leftovers(client, phase === 'file')
  if (endedTransaction) {
    return 'COMMIT or ROLLBACK inside a file end the transaction around it: what came before stays. Take them out.'
  }
  if (phase === 'commit' && (refusal === null || refusal.code.startsWith('57'))) {
    return 'This was during COMMIT: whether the file is applied, `souk-db status` tells.'
  }
  return 'It was rolled back: the schema is as it was before this file.'
}

/**
 * Describes what a file without a transaction leaves: usually an index that `create index concurrently` did not finish.
 */
async function leftovers(client: ClientBase, unfinished: boolean): Promise<string> {
  const start = unfinished
    ? 'It runs outside a transaction, so what it did before that stays.'
    : 'It runs outside a transaction and has done its work, but is not recorded: undo it before the next try.'
  const indexes = await invalidIndexes(client)
  if (indexes === null) return `${start} Look for invalid indexes before the next try.`
  if (indexes.length === 0) return `${start} No index was left invalid.`
  const drops = indexes.map((index) => `drop index concurrently ${index};`)
  return `${start} Left invalid, and to be dropped before the next try: ${drops.join(' ')}`
}

async function invalidIndexes(client: ClientBase): Promise<readonly string[] | null> {
  try {
    const { rows } = await client.query<{ name: string }>(
      'select indexrelid::regclass::text as name from pg_catalog.pg_index where not indisvalid order by 1',
    )
    return rows.map(({ name }) => name)
  } catch {
    return null
  }
}

/** The line of an error, counted from 1; null if the error has no place in the text. */
function lineOf(sql: string, error: ServerError): number | null {
  const offset = offsetOf(error, sql)
  return offset === null ? null : sql.slice(0, offset).split('\n').length
}
