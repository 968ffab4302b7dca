import type { Node } from 'libpg-query'
import type { CatalogueColumn } from '../schema/catalogue.js'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import { columnPlace, placeOf, tableColumn, type ColumnPlace } from '../scope/column-place.js'

/** The origin of a value: a column of a table, or an expression of a query. */
export type Trace =
  | { readonly kind: 'column'; readonly place: ColumnPlace; readonly column: CatalogueColumn }
  | { readonly kind: 'expression'; readonly level: QueryLevel; readonly node: Node }

/** Follows an expression through subqueries and CTEs to its origins. A column of a union has several. */
export function tracesOf(level: QueryLevel, expression: Node): readonly Trace[] {
  const place = placeOf(level, expression)
  return place === null ? [{ kind: 'expression', level, node: expression }] : placeTraces(place)
}

/** Follows a column that a query returns. */
function outputTraces(level: QueryLevel, position: number): readonly Trace[] {
  if (level.branches.length > 0) return level.branches.flatMap((branch) => outputTraces(branch, position))
  const output = outputsOf(level)[position]
  if (output === undefined) return []
  if (output.node !== null) return tracesOf(level, output.node)
  const place = output.column === null ? null : columnPlace(output.column.level, output.column.column)
  return place === null ? [] : placeTraces(place)
}

/** Follows a column of a source. */
function placeTraces(place: ColumnPlace): readonly Trace[] {
  const source = place.level.sources[place.source]
  const column = tableColumn(source, place.column)
  if (column !== undefined) return [{ kind: 'column', place, column }]
  const query = source?.origin.kind === 'query' ? source.origin.query : null
  // The other side of a recursive CTE reads its own rows.
  const inner = query?.isRecursive === true ? query.level?.branches[0] : query?.level
  const position = source?.columns.find(({ name }) => name === place.column)?.position
  return inner == null || position == null ? [] : outputTraces(inner, position)
}
