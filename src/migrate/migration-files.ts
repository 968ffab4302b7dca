import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError } from '../errors.js'
import { nodeCrypto } from '../node-crypto.js'

/** One file of a folder of migrations. */
export interface MigrationFile {
  /** The number its name begins with. */
  readonly id: number
  /** Its name without number and extension, as it is recorded in the database. */
  readonly name: string
  readonly file: string
  readonly sql: string
  /** The hash by which postgres-migrations notices later changes: SHA-1 over the name of the file and its text. */
  readonly hash: string
  /** False for a file that asks to run outside a transaction. */
  readonly inTransaction: boolean
}

const noTransaction = '-- postgres-migrations disable-transaction'

/**
 * Reads a folder of migrations, in order of their numbers.
 *
 * Gaps are allowed here: whether a number was lost or never given, only the database can tell.
 *
 * @throws {@link SetupError} if the folder cannot be read or is empty, or holds a file that postgres-migrations would trip
 * over half way: a name without a number, a number or a name used twice, a script.
 */
export async function readMigrationFiles(directory: string): Promise<readonly MigrationFile[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new SetupError(`the folder of migrations ${directory} cannot be read`, { cause })
  })
  const candidates = names.filter((name) => /\.(sql|js)$/i.test(name))
  const files = await Promise.all(candidates.map((name) => readMigrationFile(directory, name)))
  // An empty folder is the wrong folder; taken at its word, it would make any database look current.
  if (files.length === 0) throw new SetupError(`${directory} holds no migrations`)
  files.sort((one, other) => one.id - other.id)
  refuseTwins(files)
  return files
}

async function readMigrationFile(directory: string, file: string): Promise<MigrationFile> {
  const parts = /^(\d+)[-_]?(.*)\.sql$/i.exec(file)
  const id = Number(parts?.[1])
  if (parts === null || id < 1) {
    throw new SetupError(`${file} is no migration: files are SQL and named 1_subject.sql, 2_subject.sql …`)
  }
  const name = parts[2] === undefined || parts[2] === '' ? file : parts[2]
  if (name.length > 100) throw new SetupError(`${file}: the name of a migration has at most 100 characters`)
  const sql = await readFile(join(directory, file), 'utf8')
  return { id, name, file, sql, hash: hashMigration(file, sql), inTransaction: !sql.includes(noTransaction) }
}

/** The hash that postgres-migrations records for a file of this name and text. */
export function hashMigration(file: string, sql: string): string {
  return nodeCrypto()
    .createHash('sha1')
    .update(file + sql, 'utf8')
    .digest('hex')
}

function refuseTwins(files: readonly MigrationFile[]): void {
  const byId = new Map<number, string>()
  const byName = new Map<string, string>()
  for (const { id, name, file } of files) {
    const twin = byId.get(id)
    if (twin !== undefined) throw new SetupError(`${twin} and ${file} have the same number`)
    // The database records names under a unique constraint, so the second one would fail after its work.
    const namesake = byName.get(name)
    if (namesake !== undefined) throw new SetupError(`${namesake} and ${file} have the same name`)
    byId.set(id, file)
    byName.set(name, file)
  }
}
