import { MigrationError } from '../errors.js'
import type { MigrationComparison, MigrationState } from './compare-migrations.js'
import { shownFile, type MigrationFolder } from './migration-folder.js'

/** The number of files that a message names. */
const mostNamed = 4

/**
 * Returns the error, with the way to fix it, for a folder that does not match a database; null if every recorded
 * migration is the one in the folder.
 */
export function schemaProblem(
  folder: MigrationFolder,
  migrations: readonly MigrationComparison[],
): MigrationError | null {
  const inState = (state: MigrationState) => migrations.filter((migration) => migration.state === state)
  return (
    changedError(folder, inState('changed')) ??
    unrecordedError(folder, inState('unrecorded')) ??
    missingError(folder, inState('missing')) ??
    newerError(folder, inState('newer'), migrations)
  )
}

/** The error of a database that lacks migrations of a folder; null if it lacks none. */
export function pendingProblem(
  folder: MigrationFolder,
  migrations: readonly MigrationComparison[],
): MigrationError | null {
  const pending = migrations.filter((migration) => migration.state === 'pending')
  return errorOf(
    'pending',
    pending,
    `the database lacks ${list(folder, pending)}. Run \`npx souk-db migrate\`, or \`await db.migrate()\``,
  )
}

function changedError(
  folder: MigrationFolder,
  changed: readonly MigrationComparison[],
): MigrationError | null {
  return errorOf(
    'changed',
    changed,
    `${list(folder, changed)} changed after having been applied to this database. ${changedAdvice(folder, changed)}`,
  )
}

function changedAdvice(folder: MigrationFolder, changed: readonly MigrationComparison[]): string {
  if (changed.every(({ difference }) => difference === 'line endings')) {
    return (
      'Only the line endings differ: check the files out as they were released ' +
      '(a line `*.sql text eol=lf` in .gitattributes keeps git from converting them)'
    )
  }
  const renamed = changed.find(({ difference }) => difference === 'name')
  if (renamed !== undefined)
    return `${label(folder, renamed)} is only named differently: give it its former name`
  return (
    'Put back the file as it was released and write the change as a new migration; ' +
    `if the database belongs to something else, connect to the right one${ofAnother(folder)}`
  )
}

function unrecordedError(
  folder: MigrationFolder,
  unrecorded: readonly MigrationComparison[],
): MigrationError | null {
  return errorOf(
    'changed',
    unrecorded,
    `the database has no record of ${list(folder, unrecorded)}, but one of later migrations: its table ` +
      `${folder.table} was altered by hand, or numbers were given to new files that lie before applied ones. ` +
      `Number new files after the last applied one; restore a lost record from a backup${ofAnother(folder)}`,
  )
}

function missingError(
  folder: MigrationFolder,
  missing: readonly MigrationComparison[],
): MigrationError | null {
  return errorOf(
    'missing',
    missing,
    `the folder of migrations lacks ${list(folder, missing)}. ` +
      `Put the file back as it was released; every number from 1 on must be there${ofAnother(folder)}`,
  )
}

function newerError(
  folder: MigrationFolder,
  newer: readonly MigrationComparison[],
  all: readonly MigrationComparison[],
): MigrationError | null {
  const source =
    folder.owner === 'package'
      ? 'Install the version of @souk/db that brought it'
      : 'Deploy the version of the service that brought it'
  return errorOf(
    'newer',
    newer,
    `the database is at migration ${all.at(-1)?.id ?? 0} in ${folder.table}, the files end at ` +
      `${(newer[0]?.id ?? 1) - 1}: ${list(folder, newer)} came from a newer version. ${source}, or connect to the right database${ofAnother(folder)}`,
  )
}

/** The way out of a record that two services share. */
function ofAnother({ owner, table }: MigrationFolder): string {
  return owner === 'package' ? '' : `; if ${table} is the record of another service, name a table of your own`
}

function errorOf(
  problem: MigrationError['problem'],
  [first]: readonly MigrationComparison[],
  message: string,
): MigrationError | null {
  if (first === undefined) return null
  return new MigrationError(problem, message, { owner: first.owner, file: fileOf(first) })
}

/** Names files with their folder: `migrations/1_loans.sql`, or `1_loans.sql, 2_fees.sql in migrations`. */
function list(folder: MigrationFolder, migrations: readonly MigrationComparison[]): string {
  const [first] = migrations
  if (first !== undefined && migrations.length === 1) return label(folder, first)
  const named = migrations.slice(0, mostNamed).map(fileOf)
  const left = migrations.length - named.length
  return `${named.join(', ')}${left === 0 ? '' : ` and ${left} more`} in ${folder.shown}`
}

function label(folder: MigrationFolder, migration: MigrationComparison): string {
  const { file, name, id } = migration
  return file === null && name === null
    ? `number ${id} in ${folder.shown}`
    : shownFile(folder, fileOf(migration))
}

/** The name of the file, or the name that it must have had if it is missing. */
function fileOf({ id, name, file }: MigrationComparison): string {
  return file ?? (name === null ? `number ${id}` : `${id}_${name}.sql`)
}
