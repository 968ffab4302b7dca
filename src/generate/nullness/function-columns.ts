import type { Node, RangeFunction } from 'libpg-query'
import { unknownColumn, type OutputColumn } from './output-column.js'
import type { Relation, Scope } from './relation.js'
import { functionName } from '../read/tree-names.js'

/** Reads what a function in a `from` clause gives, as far as its columns can be counted. */
export function functionColumns(item: RangeFunction, scope: Scope): Relation {
  const { alias, coldeflist, ordinality } = item
  const call = onlyCall(item)
  const own = call === null ? null : functionName(call)
  const name = alias?.aliasname ?? own
  if (coldeflist !== undefined) {
    return {
      name,
      columns: coldeflist.map((one) =>
        unknownColumn('ColumnDef' in one ? (one.ColumnDef.colname ?? null) : null),
      ),
    }
  }
  const written = (alias?.colnames ?? []).map((one) => ('String' in one ? (one.String.sval ?? null) : null))
  if (own === null || scope.catalogue.replaced.has(own)) return { name, columns: 'unknown' }
  const place = ordinality === true ? [never('ordinality')] : []
  // It gives no row at all if an argument is null.
  if (own === 'generate_series') return { name, columns: withNames([never(name), ...place], written) }
  const lists = call?.args ?? []
  if (own === 'unnest' && lists.every((list) => isArrayOfValues(list, scope))) {
    return { name, columns: withNames([...lists.map(() => unknownColumn(name)), ...place], written) }
  }
  return { name, columns: 'unknown' }
}

function onlyCall({ functions = [] }: RangeFunction) {
  const [first, ...others] = functions
  const call = first !== undefined && 'List' in first ? first.List.items?.[0] : undefined
  return others.length === 0 && call !== undefined && 'FuncCall' in call ? call.FuncCall : null
}

function never(name: string | null): OutputColumn {
  return { ...unknownColumn(name), nullness: 'never', mayBeJson: false }
}

function withNames(columns: readonly OutputColumn[], names: readonly (string | null)[]) {
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }))
}

/** An array of rows unnests to all their columns; only of one that is cast can be told what it holds. */
function isArrayOfValues(node: Node, { catalogue }: Scope): boolean {
  if (!('TypeCast' in node)) return false
  const { arrayBounds = [], names = [] } = node.TypeCast.typeName ?? {}
  const last = names.at(-1)
  const name = last !== undefined && 'String' in last ? last.String.sval : undefined
  const types = Array.from(catalogue.types.values()).filter((type) => type.name === name)
  return arrayBounds.length > 0 && types.length > 0 && types.every(({ kind }) => 'bemr'.includes(kind))
}
