import type { MigrationOwner } from '../errors.js'
import { hashMigration, type MigrationFile } from './migration-files.js'
import type { RecordedMigration } from './migration-record.js'

/**
 * The state of a migration. `missing`: the database has a later one, and the folder lacks this one. `newer`: the
 * database is ahead of the folder. `unrecorded`: the database has a later one recorded, but not this one.
 */
export type MigrationState = 'applied' | 'pending' | 'changed' | 'missing' | 'newer' | 'unrecorded'

/** A migration in the folder and in the database. */
export interface MigrationComparison {
  readonly owner: MigrationOwner
  /** The number within the folder of its owner. */
  readonly id: number
  /** Null if neither side knows it: a gap in the numbers of the folder. */
  readonly name: string | null
  /** Null if the folder has no such file. */
  readonly file: string | null
  readonly state: MigrationState
  readonly appliedAt: Date | null
  /** The difference of a changed file, if it is only this. */
  readonly difference: 'line endings' | 'name' | null
}

/** Compares the files of an owner's folder with their record in a database, by number. */
export function compareMigrations(
  owner: MigrationOwner,
  files: readonly MigrationFile[],
  record: readonly RecordedMigration[],
): readonly MigrationComparison[] {
  const fileById = new Map(files.map((file) => [file.id, file]))
  const rowById = new Map(record.map((row) => [row.id, row]))
  const lastFile = files.at(-1)?.id ?? 0
  const lastRow = record.at(-1)?.id ?? 0
  return withGaps([...fileById.keys(), ...rowById.keys()]).map((id) => {
    const file = fileById.get(id)
    const row = rowById.get(id)
    return {
      owner,
      id,
      name: file?.name ?? row?.name ?? null,
      file: file?.file ?? null,
      state: stateOf(file, row, id > lastFile, id < lastRow),
      appliedAt: row?.appliedAt ?? null,
      difference: file === undefined || row === undefined ? null : soleDifference(file, row),
    }
  })
}

/** Returns the numbers in order, each once, and the last number of every gap before one of them. */
function withGaps(ids: readonly number[]): readonly number[] {
  const known = new Set(ids)
  const gaps = ids.map((id) => id - 1).filter((id) => id > 0 && !known.has(id))
  return [...new Set([...ids, ...gaps])].sort((one, other) => one - other)
}

function stateOf(
  file: MigrationFile | undefined,
  row: RecordedMigration | undefined,
  beyondFiles: boolean,
  beforeRecord: boolean,
): MigrationState {
  if (file === undefined) return beyondFiles ? 'newer' : 'missing'
  if (row === undefined) return beforeRecord ? 'unrecorded' : 'pending'
  return file.hash === row.hash ? 'applied' : 'changed'
}

/** Checks whether the recorded hash is that of the same file with another name or with other line endings. */
function soleDifference(file: MigrationFile, row: RecordedMigration): MigrationComparison['difference'] {
  if (file.hash === row.hash) return null
  const unix = file.sql.replaceAll('\r\n', '\n')
  const endings = [unix, unix.replaceAll('\n', '\r\n')]
  if (endings.some((sql) => hashMigration(file.file, sql) === row.hash)) return 'line endings'
  const digits = /^\d+/.exec(file.file)?.[0] ?? ''
  const names = ['_', '-', ''].map((separator) => `${digits}${separator}${row.name}.sql`)
  return names.some((name) => hashMigration(name, file.sql) === row.hash) ? 'name' : null
}
