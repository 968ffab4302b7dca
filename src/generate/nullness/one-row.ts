import type { Node } from 'libpg-query'
import { builtinFunction } from '../read/tree-names.js'
import type { QueryLevel } from '../scope/query-level.js'
import { resolveColumn } from '../scope/resolve-column.js'

const aggregates = new Set(
  'array_agg avg bool_and bool_or count every json_agg jsonb_agg max min string_agg sum'.split(' '),
)

/** Reports whether a query returns one row, whatever the database holds. An aggregate of all rows does. */
export function isOneRow(level: QueryLevel): boolean {
  if (level.query.kind !== 'select' || level.branches.length > 0) return false
  const { valuesLists, targetList = [], fromClause, whereClause, ...rest } = level.query.node
  const { groupClause, havingClause, limitCount, limitOffset } = rest
  const bounds = [valuesLists, groupClause, havingClause, limitCount, limitOffset]
  if (bounds.some((clause) => clause !== undefined)) return false
  const [target] = targetList
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined
  // A set-returning function may return no row, and any call may be one.
  if (fromClause === undefined && whereClause === undefined) return value !== undefined && 'A_Const' in value
  return aggregatesOwn(value, level)
}

/** Reports whether an expression has an aggregate of this query. One of outer columns alone belongs to an outer query. */
function aggregatesOwn(node: Node | undefined, level: QueryLevel): boolean {
  if (node === undefined) return false
  if ('CoalesceExpr' in node) return (node.CoalesceExpr.args ?? []).some((one) => aggregatesOwn(one, level))
  if ('TypeCast' in node) return aggregatesOwn(node.TypeCast.arg, level)
  if (!('FuncCall' in node) || node.FuncCall.over !== undefined) return false
  const { args = [], agg_star } = node.FuncCall
  if (!aggregates.has(builtinFunction(node.FuncCall) ?? '')) return false
  return agg_star === true || args.some((argument) => resolveColumn(level, argument)?.level === level)
}
