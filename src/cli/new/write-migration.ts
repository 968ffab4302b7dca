import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, SetupError } from '../../errors.js'
import { compareMigrations } from '../../migrate/compare-migrations.js'
import { readMigrationFiles, type MigrationFile } from '../../migrate/migration-files.js'

/** The longest name that the record of migrations can hold. */
const mostCharacters = 100

/**
 * Writes the next migration of a folder, with a head comment and a lock timeout.
 *
 * @returns Its path.
 * @throws {@link InvalidInputError} if the name is not one of a migration.
 * @throws {@link SetupError} if the folder has the name already, is out of order or cannot be written to.
 */
export async function writeMigration(directory: string, name: string): Promise<string> {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || name.length > mostCharacters) {
    throw new InvalidInputError(
      'name',
      `must be words of small letters and digits, joined by _, such as add_loans; at most ${mostCharacters} characters`,
    )
  }
  const files = await filesIn(directory)
  const namesake = files.find((file) => file.name === name)
  if (namesake !== undefined) {
    throw new SetupError(`${join(directory, namesake.file)} has this name: the record holds each name once`)
  }
  const path = join(directory, `${nextNumber(files)}_${name}.sql`)
  try {
    await mkdir(directory, { recursive: true })
    await writeFile(path, contentOf(name), { flag: 'wx' })
  } catch (cause) {
    throw new SetupError(`${path} cannot be written`, { cause })
  }
  return path
}

async function filesIn(directory: string): Promise<readonly MigrationFile[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw new SetupError(`the folder of migrations ${directory} cannot be read`, { cause })
  })
  if (!names.some((file) => /\.(sql|js)$/i.test(file))) return []
  const files = await readMigrationFiles({ directory, shown: directory })
  const gap = compareMigrations('service', files, []).find(({ state }) => state === 'missing')
  if (gap === undefined) return files
  throw new SetupError(`${directory} lacks number ${gap.id}: every number from 1 on must be there`)
}

/** The number after the last, with as many leading zeros as that has. */
function nextNumber(files: readonly MigrationFile[]): string {
  const last = files.at(-1)
  const digits = /^0\d*/.exec(last?.file ?? '')?.[0] ?? ''
  return `${(last?.id ?? 0) + 1}`.padStart(digits.length, '0')
}

function contentOf(name: string): string {
  return `-- ${name.replaceAll('_', ' ')}: what changes, and why.
-- It runs in a transaction of its own, together with its record. Once it is deployed, it is never edited.
set local lock_timeout = '3s';

`
}
