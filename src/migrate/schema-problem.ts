import { MigrationError } from '../errors.js'
import type { MigrationComparison, MigrationState } from './compare-migrations.js'

/**
 * Returns the error, with the way to fix it, for a folder that does not match a database; null if every recorded
 * migration is the one in the folder.
 */
export function schemaProblem(migrations: readonly MigrationComparison[]): MigrationError | null {
  const inState = (state: MigrationState) => migrations.filter((migration) => migration.state === state)
  return (
    changedError(inState('changed')) ??
    unrecordedError(inState('unrecorded')) ??
    missingError(inState('missing')) ??
    newerError(inState('newer'), migrations)
  )
}

/** The error of a database that lacks migrations; null if it lacks none. */
export function pendingProblem(migrations: readonly MigrationComparison[]): MigrationError | null {
  const pending = migrations.filter((migration) => migration.state === 'pending')
  const first = pending[0]
  if (first === undefined) return null
  return new MigrationError(
    'pending',
    `the database lacks ${list(pending)}. Run \`npx souk-db migrate\`, or \`await db.migrate()\``,
    inFile(first),
  )
}

function changedError(changed: readonly MigrationComparison[]): MigrationError | null {
  const first = changed[0]
  if (first === undefined) return null
  return new MigrationError(
    'changed',
    `${list(changed)} changed after having been applied to this database. ${changedAdvice(changed)}`,
    inFile(first),
  )
}

function changedAdvice(changed: readonly MigrationComparison[]): string {
  if (changed.every(({ difference }) => difference === 'line endings')) {
    return (
      'Only the line endings differ: check the files out as they were released ' +
      '(a line `*.sql text eol=lf` in .gitattributes keeps git from converting them)'
    )
  }
  const renamed = changed.find(({ difference }) => difference === 'name')
  if (renamed !== undefined) return `${label(renamed)} is only named differently: give it its former name`
  return (
    'Put back the file as it was released and write the change as a new migration; ' +
    'if the database belongs to something else, connect to the right one'
  )
}

function unrecordedError(unrecorded: readonly MigrationComparison[]): MigrationError | null {
  const first = unrecorded[0]
  if (first === undefined) return null
  return new MigrationError(
    'changed',
    `the database has no record of ${list(unrecorded)}, but one of later migrations: its table migrations was ` +
      'altered by hand, or numbers were given to new files that lie before applied ones. ' +
      'Number new files after the last applied one; restore a lost record from a backup',
    inFile(first),
  )
}

function missingError(missing: readonly MigrationComparison[]): MigrationError | null {
  const first = missing[0]
  if (first === undefined) return null
  return new MigrationError(
    'missing',
    `the folder of migrations lacks ${list(missing)}. ` +
      'Put the file back as it was released; every number from 1 on must be there',
    inFile(first),
  )
}

function newerError(
  newer: readonly MigrationComparison[],
  all: readonly MigrationComparison[],
): MigrationError | null {
  const first = newer[0]
  if (first === undefined) return null
  return new MigrationError(
    'newer',
    `the database is at migration ${all.at(-1)?.id ?? 0}, these files end at ${first.id - 1}: ${list(newer)} came from a ` +
      'newer version. Install the version of @souk/db that brought it, or connect to the right database',
    inFile(first),
  )
}

function inFile(migration: MigrationComparison): { readonly file: string } {
  return { file: label(migration) }
}

function list(migrations: readonly MigrationComparison[]): string {
  return migrations.map(label).join(', ')
}

/** The name of the file, or the name that it must have had if it is missing. */
function label({ id, name, file }: MigrationComparison): string {
  return file ?? (name === null ? `number ${id}` : `${id}_${name}.sql`)
}
