import type { Node, RangeFunction } from 'libpg-query'
import { isRowDetermined } from './determined-rows.js'
import type { LintCatalogue, LintTable } from '../schema/lint-catalogue.js'
import { outputsOf } from './outputs.js'
import type { QueryLevel, RowSource } from './query-level.js'
import { functionName, wordsOf } from './visit-nodes.js'

/** A source of which nothing is known but its name. */
export function unknownSource(name: string | null): RowSource {
  return { name, table: null, level: null, columns: null, determines: () => false, after: [] }
}

/** A source whose columns no name reaches, as behind the alias of a join. */
export function hiddenSource(source: RowSource | undefined): RowSource {
  return { ...(source ?? unknownSource(null)), name: null, columns: [] }
}

/** A table: its rows are told apart by its unique indexes. */
export function tableSource(name: string, table: LintTable | null): RowSource {
  if (table === null) return unknownSource(name)
  return {
    ...unknownSource(name),
    table,
    columns: [...table.columns.keys()],
    determines: (columns, notNull) =>
      table.indexes.some(
        ({ unique, partial, columns: key }) =>
          unique &&
          !partial &&
          key.every(
            (column) =>
              column !== null &&
              columns.has(column) &&
              // Nulls are not equal, so a unique index lets many rows have one.
              (notNull.has(column) || table.columns.get(column)?.notNull === true),
          ),
      ),
  }
}

/** A subquery or CTE: its rows are told apart by those columns of it that tell apart the rows it is made of. */
export function levelSource(name: string | null, level: QueryLevel, renamed: readonly string[]): RowSource {
  const outputs = outputsOf(level)?.map((output, index) => ({
    ...output,
    name: renamed[index] ?? output.name,
  }))
  if (outputs === undefined) return { ...unknownSource(name), level }
  const keysOf = (columns: ReadonlySet<string>) =>
    new Set(
      outputs.filter((output) => output.name !== null && columns.has(output.name)).map(({ key }) => key),
    )
  return {
    ...unknownSource(name),
    level: renamed.length === 0 ? level : null,
    columns: outputs.map((output) => output.name ?? ''),
    determines: (columns, notNull) => isRowDetermined(level, keysOf(columns), keysOf(notNull)),
  }
}

/** A function in a from clause: one row, unless it gives a set of them. */
export function functionSource(
  { functions = [], ordinality, alias, coldeflist }: RangeFunction,
  { setReturning }: LintCatalogue,
): RowSource {
  const calls = functions.flatMap((item) => ('List' in item ? (item.List.items?.slice(0, 1) ?? []) : []))
  const [call] = calls
  const called = call === undefined ? null : functionName(call)
  const aliases = wordsOf(alias?.colnames)
  const defined = (coldeflist ?? []).flatMap((item) =>
    'ColumnDef' in item ? [item.ColumnDef.colname ?? ''] : [],
  )
  const name = alias?.aliasname ?? called
  const columns = defined.length > 0 ? defined : aliases
  const source = { ...unknownSource(name), columns: columns.length > 0 ? columns : null }
  if (call === undefined || calls.length > 1 || called === null) return source
  if (!setReturning.has(called)) return { ...source, determines: () => true }
  if (ordinality === true) {
    const place = aliases[columnCount(call, aliases)] ?? 'ordinality'
    return {
      ...source,
      columns: columns.length > 0 ? [...new Set([...columns, place])] : null,
      determines: (given) => given.has(place),
    }
  }
  // A scalar's column has the name of the function, or of its alias.
  if (called === 'generate_series') {
    const only = aliases[0] ?? name ?? called
    return { ...source, columns: [only], determines: (given) => given.has(only) }
  }
  return source
}

/** How many columns a function gives, before the one that counts the rows. */
function columnCount(call: Node, aliases: readonly string[]): number {
  if (functionName(call) === 'unnest' && 'FuncCall' in call) return call.FuncCall.args?.length ?? 1
  return Math.max(aliases.length - 1, 1)
}
