import type { Node } from 'libpg-query'
import { outputsOf, type Output } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import { columnKey, columnPlace, expressionKey } from '../scope/column-place.js'

/** A column that a query returns. */
export interface KeyedOutput {
  /** Null if only the server knows the name. */
  readonly name: string | null
  /** The key of the expression behind it. */
  readonly key: string
  /** The expression; null for a column of a star, or of a union. */
  readonly node: Node | null
}

/** Lists the columns that a query returns; undefined if a star stands for unknown columns. */
export function keyedOutputs(level: QueryLevel): readonly KeyedOutput[] | undefined {
  const outputs = outputsOf(level)
  if (outputs.some(({ star }) => star)) return undefined
  return outputs.map((output, index) => ({
    name: output.name,
    // A column of a union has no expression of its own.
    key: keyOf(level, output) ?? `output ${index}`,
    node: output.node,
  }))
}

function keyOf(level: QueryLevel, { node, column }: Output): string | null {
  if (node !== null) return expressionKey(level, node)
  const place = column === null ? null : columnPlace(column.level, column.column)
  return place?.level === level ? columnKey(place.source, place.column) : null
}
