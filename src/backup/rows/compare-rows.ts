import type { Session } from '../session.js'
import {
  add,
  endOfSlice,
  lesserKey,
  noRows,
  readRange,
  sumRange,
  sumTable,
  type HashedRow,
  type Key,
  type KeyRange,
  type Sum,
} from './slice.js'
import type { KeyColumn, Table } from './table.js'

/** The rows in which two tables differ. */
export interface Difference {
  /** Rows that the other database has and this one lacks. */
  lost: number
  /** Rows with another content. */
  changed: number
  /** Rows that this database alone has. */
  extra: number
  /** Rows of the three kinds that are explained: by the other database's rows, they were made or changed after the moment. */
  moved: number
  /** Rows of the three kinds of which that cannot be told: they hold no time. */
  undated: number
  /** Keys of the first rows that are not explained, if they are ids or numbers. */
  readonly keys: string[]
}

/** Two tables, compared. */
export interface ComparedTable {
  readonly name: string
  readonly here: Sum
  /** Null if there is no other database, or it lacks the table. */
  readonly there: Sum | null
  /** Null if the tables are alike, or have no key by which rows can be told. */
  readonly difference: Difference | null
}

/** A comparison of a table in two databases. */
export interface RowComparison {
  readonly from: Session
  readonly against: Session
  readonly at: Date | null
  /** Called with the key of each row that has moved on. */
  readonly onMoved: (key: string) => void
}

/** The greatest number of rows of a slice: what is read at a time of a slice that differs. */
const rowsOfSlice = 5_000
const mostKeys = 3

/** Sums a table slice by slice, without another database. */
export async function sumAlone(session: Session, table: Table): Promise<ComparedTable> {
  let here = noRows
  if (table.key === null) here = await sumTable(session, table)
  else {
    let after: Key | null = null
    do {
      const upTo: Key | null = await endOfSlice(session, table, table.key, { after, rows: rowsOfSlice })
      here = add(here, await sumRange(session, table, table.key, { after, upTo }))
      after = upTo
    } while (after !== null)
  }
  return { name: table.name, here, there: null, difference: null }
}

/** Compares a table in two databases. A slice whose checksums differ is read row by row. */
export async function compareTable(table: Table, comparison: RowComparison): Promise<ComparedTable> {
  const { from, against } = comparison
  const { key, name } = table
  if (key === null) {
    const [here, there] = [await sumTable(from, table), await sumTable(against, table)]
    return { name, here, there, difference: null }
  }
  const difference: Difference = { lost: 0, changed: 0, extra: 0, moved: 0, undated: 0, keys: [] }
  let here = noRows
  let there = noRows
  let after: Key | null = null
  do {
    // A slice ends where the first of the two has enough rows, so that neither is read by more than these at a time.
    const bounds = { after, rows: rowsOfSlice }
    const ends = await Promise.all([from, against].map((one) => endOfSlice(one, table, key, bounds)))
    const upTo: Key | null = await lesserKey(from, key, ends[0] ?? null, ends[1] ?? null)
    const range = { after, upTo }
    const [one, other] = await Promise.all([
      sumRange(from, table, key, range),
      sumRange(against, table, key, range),
    ])
    if (one.rows !== other.rows || one.hashes !== other.hashes) {
      await tellApart(table, { key, range }, comparison, difference)
    }
    here = add(here, one)
    there = add(there, other)
    after = upTo
  } while (after !== null)
  return { name, here, there, difference }
}

async function tellApart(
  table: Table,
  { key, range }: { readonly key: readonly KeyColumn[]; readonly range: KeyRange },
  { from, against, at, onMoved }: RowComparison,
  difference: Difference,
): Promise<void> {
  const [here, there] = await Promise.all([
    readRange(from, table, key, range),
    readRange(against, table, key, range),
  ])
  const left = new Map(here.map((row) => [row.key, row]))
  const note = (kind: 'lost' | 'changed' | 'extra', row: HashedRow) => {
    difference[kind]++
    if (at !== null && row.changedAt === null) difference.undated++
    // What only this database has was deleted since, unless it is of later than the moment itself.
    else if (
      at !== null &&
      row.changedAt !== null &&
      (kind === 'extra' ? row.changedAt <= at : row.changedAt > at)
    ) {
      difference.moved++
      onMoved(row.key)
    } else if (difference.keys.length < mostKeys) difference.keys.push(row.key)
  }
  for (const row of there) {
    const own = left.get(row.key)
    left.delete(row.key)
    if (own === undefined) note('lost', row)
    else if (own.hash !== row.hash) note('changed', row)
  }
  for (const row of left.values()) note('extra', row)
}
