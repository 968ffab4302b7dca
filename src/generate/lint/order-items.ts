import type { Node } from 'libpg-query'
import { wordsOf } from '../read/tree-names.js'
import type { QueryLevel } from '../scope/query-level.js'
import { expressionKey } from '../scope/column-place.js'
import { keyedOutputs } from './keyed-outputs.js'

/** An item of an `order by`. */
export interface OrderItem {
  /** The item as written. */
  readonly written: Node
  /** The expression that it stands for; null for a column of a union. */
  readonly expression: Node | null
  /** The key of that expression. */
  readonly key: string
}

/** Lists the items that a query is ordered by. An item may be the number or the name of an output. */
export function orderItemsOf(level: QueryLevel): readonly OrderItem[] {
  if (level.query.kind !== 'select') return []
  const outputs = keyedOutputs(level) ?? []
  return (level.query.node.sortClause ?? []).flatMap((item) => {
    const written = 'SortBy' in item ? item.SortBy.node : undefined
    if (written === undefined) return []
    const plain = 'CollateClause' in written ? (written.CollateClause.arg ?? written) : written
    const output =
      outputNumber(plain) ?? outputs.findIndex(({ name }) => name !== null && name === bareName(plain))
    const found = outputs[output]
    if (found !== undefined) return [{ written, expression: found.node, key: found.key }]
    return [{ written, expression: plain, key: expressionKey(level, plain) }]
  })
}

function outputNumber(node: Node): number | null {
  return 'A_Const' in node && node.A_Const.ival !== undefined ? (node.A_Const.ival.ival ?? 0) - 1 : null
}

function bareName(node: Node): string | null {
  const words = 'ColumnRef' in node ? wordsOf(node.ColumnRef.fields) : []
  return words.length === 1 ? (words[0] ?? null) : null
}
