import { judge, type Check, type CheckResult, type Verified } from '../check.js'
import { compareTable, sumAlone, type ComparedTable } from '../rows/compare-rows.js'
import { checksum } from '../rows/slice.js'
import { listTables, type Table } from '../rows/table.js'

/** The rows of a table, as a report has them. */
export interface TableReport {
  readonly table: string
  readonly rows: number
  readonly checksum: string
  /** The same of the other database; null without one. */
  readonly against: { readonly rows: number; readonly checksum: string } | null
}

/** Counts and checksums of all tables. A report of them is added to `reports`. */
export function rowsCheck(reports: TableReport[]): Check {
  return {
    name: 'rows',
    async run(verified) {
      const tables = await listTables(verified.from)
      const others = verified.against === null ? null : await listTables(verified.against)
      const faults: string[] = []
      const notes: string[] = []
      for (const table of tables) {
        const other = others?.find(({ name }) => name === table.name)
        const compared = await compareWith(other, table, verified)
        reports.push(reportOf(compared))
        const finding = findingOf(compared, verified.at)
        if (finding !== null) (finding.isFault ? faults : notes).push(finding.text)
      }
      for (const other of others ?? []) {
        const own = tables.find(({ name }) => name === other.name)
        if (own === undefined) faults.push(`${other.name} is missing`)
        else if (own.columns.join() !== other.columns.join()) faults.push(`${other.name} has other columns`)
      }
      const rows = reports.reduce((sum, report) => sum + report.rows, 0)
      const amount = `${rows.toLocaleString('en')} rows of ${tables.length} tables`
      return outcomeOf(faults, notes, verified, amount)
    },
  }
}

function outcomeOf(
  faults: readonly string[],
  notes: readonly string[],
  { against, at }: Verified,
  amount: string,
): Omit<CheckResult, 'check'> {
  const ok =
    against === null
      ? `${amount} can be read; there was nothing to compare them with`
      : at === null
        ? `${amount} are those of the other database`
        : `${amount}: what differs has changed since, or carries no time`
  return judge(faults, { ok, wrong: `${faults.length} tables differ`, notes })
}

async function compareWith(
  other: Table | undefined,
  table: Table,
  { from, against, at, moved }: Verified,
): Promise<ComparedTable> {
  // With other columns no row has the same checksum, and that is reported once for the table.
  if (against === null || other?.columns.join() !== table.columns.join()) {
    return sumAlone(from, table)
  }
  const ids = moved.get(table.name) ?? new Set()
  moved.set(table.name, ids)
  return compareTable(table, { from, against, at, onMoved: (key) => ids.add(key) })
}

function reportOf({ name, here, there }: ComparedTable): TableReport {
  return {
    table: name,
    rows: here.rows,
    checksum: checksum(here),
    against: there === null ? null : { rows: there.rows, checksum: checksum(there) },
  }
}

function findingOf(
  { name, here, there, difference }: ComparedTable,
  at: Date | null,
): { readonly isFault: boolean; readonly text: string } | null {
  if (there === null || (here.rows === there.rows && here.hashes === there.hashes)) return null
  if (difference === null) {
    return { isFault: at === null, text: `${name}: ${here.rows} rows here, ${there.rows} there, or others` }
  }
  const { lost, changed, extra, moved, undated, keys } = difference
  const unexplained = lost + changed + extra - moved - undated
  const kinds = [
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(extra > 0 ? [`${extra} only here`] : []),
  ].join(', ')
  const explained = at === null ? '' : `; of these ${moved} have changed since, ${undated} carry no time`
  const named = keys.length === 0 ? '' : `, such as ${keys.join(', ')}`
  return { isFault: unexplained > 0, text: `${name}: ${kinds}${explained}${unexplained > 0 ? named : ''}` }
}
