import type { FuncCall, Node, RangeFunction } from 'libpg-query'
import { builtinFunction, functionName, lastWord, wordsOf } from '../read/tree-names.js'
import type { Catalogue } from '../schema/catalogue.js'
import {
  renamed,
  unknownColumn,
  unknownSource,
  unknownStar,
  type Source,
  type SourceColumn,
} from './query-level.js'

/** Reads a function in a `from` clause: one row, unless the function returns a set. */
export function functionSource(item: RangeFunction, catalogue: FunctionCatalogue): Source {
  const source = readFunction(item, catalogue)
  return { ...source, columns: source.columns.map((column, position) => ({ ...column, position })) }
}

function readFunction(item: RangeFunction, catalogue: FunctionCatalogue): Source {
  const { functions = [], ordinality = false, alias, coldeflist } = item
  const calls = functions.flatMap((one) => ('List' in one ? (one.List.items?.slice(0, 1) ?? []) : []))
  const [node, ...others] = calls
  const call = others.length === 0 && node !== undefined && 'FuncCall' in node ? node.FuncCall : null
  const called = node === undefined ? null : functionName(node)
  const name = alias?.aliasname ?? called
  const aliases = wordsOf(alias?.colnames)
  const defined = (coldeflist ?? []).flatMap((one) =>
    'ColumnDef' in one ? [one.ColumnDef.colname ?? null] : [],
  )
  const returnsOneRow = call !== null && called !== null && !catalogue.setReturning.has(called)
  const source: Source = { ...unknownSource(name), origin: { kind: 'function', returnsOneRow } }
  const place = ordinality ? [numberingColumn('ordinality', 'surely')] : []
  if (defined.length > 0) return { ...source, columns: [...defined.map(unknownColumn), ...place] }
  const own = call === null ? null : ownColumns(call, name, catalogue)
  if (own !== null) return { ...source, columns: renamed([...own, ...place], aliases) }
  if (!ordinality || call === null) return { ...source, columns: renamed([unknownStar], aliases) }
  return { ...source, columns: likelyColumns(call, aliases) }
}

/** The parts of the catalogue that the columns and rows of a function depend on. */
export type FunctionCatalogue = Pick<Catalogue, 'setReturning' | 'replaced' | 'types'>

function numberingColumn(name: string | null, numbersRows: SourceColumn['numbersRows']): SourceColumn {
  return { ...unknownColumn(name), numbersRows }
}

/** Lists the columns of some functions of PostgreSQL's own; null for others. A scalar's column is named like the source. */
function ownColumns(
  call: FuncCall,
  name: string | null,
  catalogue: FunctionCatalogue,
): readonly SourceColumn[] | null {
  const called = builtinFunction(call)
  if (called === null || catalogue.replaced.has(called)) return null
  // It returns no row at all if an argument is null.
  if (called === 'generate_series') return [numberingColumn(name, 'surely')]
  const lists = call.args ?? []
  if (called !== 'unnest' || !lists.every((list) => isArrayOfScalars(list, catalogue))) return null
  return lists.map(() => unknownColumn(name))
}

/** Lists the columns of a function with ordinality, assuming that the aliases name all of them. */
function likelyColumns(call: FuncCall, aliases: readonly string[]): readonly SourceColumn[] {
  const count =
    lastWord(call.funcname) === 'unnest' ? (call.args?.length ?? 1) : Math.max(aliases.length - 1, 1)
  const names = aliases.slice(0, count).map(unknownColumn)
  return [...names, unknownStar, numberingColumn(aliases[count] ?? 'ordinality', 'likely')]
}

/** Reports whether a value is cast to an array of scalars. The elements of an array of rows have columns of their own. */
function isArrayOfScalars(node: Node, { types }: FunctionCatalogue): boolean {
  if (!('TypeCast' in node)) return false
  const { arrayBounds = [], names } = node.TypeCast.typeName ?? {}
  const name = lastWord(names)
  const named = Array.from(types.values()).filter((type) => type.name === name)
  return arrayBounds.length > 0 && named.length > 0 && named.every(({ kind }) => 'bemr'.includes(kind))
}
