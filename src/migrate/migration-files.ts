import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../setup/error-code.js'
import { SetupError } from '../errors.js'
import { nodeCrypto } from '../node-crypto.js'
import { shownFile, type MigrationFolder } from './migration-folder.js'

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

/** A file of a folder that is no migration. */
export interface MisplacedFile {
  readonly file: string
  /** The reason, and the way out. */
  readonly problem: string
}

/** The contents of a folder of migrations. */
export interface ScannedFolder {
  /** The migrations, in order of their numbers. */
  readonly files: readonly MigrationFile[]
  /** The files that cannot be applied. */
  readonly misplaced: readonly MisplacedFile[]
}

/** The parts of a {@link MigrationFolder} that reading needs. */
export type ReadableFolder = Pick<MigrationFolder, 'directory' | 'shown' | 'texts'>

const begin = '`souk-db new` writes the first'
const noTransaction = '-- postgres-migrations disable-transaction'

/**
 * Reads a folder of migrations, in order of their numbers.
 *
 * Gaps are allowed here: whether a number was lost or never given, only the database can tell.
 *
 * @throws {@link SetupError} if the folder cannot be read or is empty, or holds a file that postgres-migrations would trip
 * over half way: a name without a number, a number or a name used twice, a script, bytes that are not UTF-8.
 */
export async function readMigrationFiles(folder: ReadableFolder): Promise<readonly MigrationFile[]> {
  const { files, misplaced } = await scanMigrationFiles(folder)
  const [first] = misplaced
  if (first !== undefined) throw new SetupError(`${shownFile(folder, first.file)} ${first.problem}`)
  return files
}

/**
 * Reads a folder of migrations, with the files that cannot be applied.
 *
 * @throws {@link SetupError} if the folder cannot be read or is empty.
 */
export async function scanMigrationFiles(folder: ReadableFolder): Promise<ScannedFolder> {
  const read = folder.texts === undefined ? await readFilesOf(folder) : filesOf(await folder.texts())
  const files = read.filter((entry) => 'sql' in entry).sort((one, other) => one.id - other.id)
  return { files, misplaced: [...read.filter((entry) => 'problem' in entry), ...twins(files)] }
}

type ReadFile = MigrationFile | MisplacedFile

function filesOf(texts: Readonly<Record<string, string>>): readonly ReadFile[] {
  return Object.entries(texts).map(([file, sql]) => {
    const named = readName(file)
    return 'problem' in named ? named : migrationOf(named, sql)
  })
}

async function readFilesOf({ directory, shown }: ReadableFolder): Promise<readonly ReadFile[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') {
      throw new SetupError(`there is no folder of migrations ${shown}: ${begin}`, { cause })
    }
    throw new SetupError(`the folder of migrations ${shown} cannot be read`, { cause })
  })
  const candidates = names.filter((name) => /\.(sql|js)$/i.test(name)).sort()
  // An empty folder is the wrong folder; taken at its word, it would make any database look current.
  if (candidates.length === 0) {
    throw new SetupError(`${shown} holds no migrations: ${begin}`)
  }
  return Promise.all(candidates.map((name) => readMigrationFile(directory, name)))
}

async function readMigrationFile(directory: string, file: string): Promise<ReadFile> {
  const named = readName(file)
  if ('problem' in named) return named
  const bytes = await readFile(join(directory, file)).catch((cause: unknown) => {
    throw new SetupError(`${join(directory, file)} cannot be read as a file`, { cause })
  })
  const sql = bytes.toString('utf8')
  // The server would get replacement characters in the place of the bytes.
  if (!Buffer.from(sql, 'utf8').equals(bytes)) return { file, problem: 'is not UTF-8' }
  return migrationOf(named, sql)
}

type NamedFile = Pick<MigrationFile, 'id' | 'name' | 'file'>

function readName(file: string): NamedFile | MisplacedFile {
  const parts = /^(\d+)[-_]?(.*)\.sql$/i.exec(file)
  const id = Number(parts?.[1])
  if (parts === null || id < 1 || id > maxId) {
    return { file, problem: 'is no migration: files are SQL and named 1_subject.sql, 2_subject.sql …' }
  }
  const name = parts[2] === undefined || parts[2] === '' ? file : parts[2]
  if (name.length > 100)
    return { file, problem: 'has too long a name: a migration has at most 100 characters' }
  return { id, name, file }
}

function migrationOf(named: NamedFile, sql: string): MigrationFile {
  return { ...named, sql, hash: hashMigration(named.file, sql), inTransaction: !sql.includes(noTransaction) }
}

/** The greatest number that the record can hold. */
const maxId = 2 ** 31 - 1

/** The hash that postgres-migrations records for a file of this name and text. */
export function hashMigration(file: string, sql: string): string {
  return nodeCrypto()
    .createHash('sha1')
    .update(file + sql, 'utf8')
    .digest('hex')
}

function twins(files: readonly MigrationFile[]): readonly MisplacedFile[] {
  const byId = new Map<number, string>()
  const byName = new Map<string, string>()
  const found: MisplacedFile[] = []
  for (const { id, name, file } of files) {
    const twin = byId.get(id)
    // The database records names under a unique constraint, so the second one would fail after its work.
    const namesake = byName.get(name)
    if (twin !== undefined) found.push({ file, problem: `has the same number as ${twin}` })
    else if (namesake !== undefined) found.push({ file, problem: `has the same name as ${namesake}` })
    byId.set(id, file)
    byName.set(name, file)
  }
  return found
}
