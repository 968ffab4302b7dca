import type { Node } from 'libpg-query'
import { pathOf } from './relation.js'
import { functionName } from '../read/tree-names.js'

const aggregates = new Set(
  'array_agg avg bool_and bool_or count every json_agg jsonb_agg max min string_agg sum'.split(' '),
)

/** Tells whether a query gives one row, whatever is in the database: an aggregate of all rows does. */
export function isOneRow(query: Node): boolean {
  if (!('SelectStmt' in query)) return false
  const {
    larg,
    valuesLists,
    targetList = [],
    fromClause,
    whereClause,
    groupClause,
    havingClause,
    ...rest
  } = query.SelectStmt
  if (
    larg !== undefined ||
    valuesLists !== undefined ||
    groupClause !== undefined ||
    havingClause !== undefined
  )
    return false
  if (rest.limitCount !== undefined || rest.limitOffset !== undefined) return false
  const [target] = targetList
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined
  // A set-returning function may give none; what it is called in does not tell.
  if (fromClause === undefined && whereClause === undefined) return value !== undefined && 'A_Const' in value
  return aggregatesOwn(value, new Set((fromClause ?? []).flatMap(namesIn)))
}

/** An aggregate of nothing but columns from outside belongs to the query around. */
function aggregatesOwn(node: Node | undefined, own: ReadonlySet<string>): boolean {
  if (node === undefined) return false
  if ('CoalesceExpr' in node) return (node.CoalesceExpr.args ?? []).some((one) => aggregatesOwn(one, own))
  if ('TypeCast' in node) return aggregatesOwn(node.TypeCast.arg, own)
  if (!('FuncCall' in node) || node.FuncCall.over !== undefined) return false
  const { args = [], agg_star } = node.FuncCall
  if (!aggregates.has(functionName(node.FuncCall) ?? '')) return false
  return agg_star === true || args.some((argument) => own.has(pathOf(argument)?.at(-2) ?? ''))
}

function namesIn(item: Node): readonly string[] {
  if ('RangeVar' in item) return [item.RangeVar.alias?.aliasname ?? item.RangeVar.relname ?? '']
  if ('RangeSubselect' in item) return [item.RangeSubselect.alias?.aliasname ?? '']
  if ('JoinExpr' in item) {
    const { alias, larg, rarg } = item.JoinExpr
    if (alias !== undefined) return [alias.aliasname ?? '']
    return [larg, rarg].flatMap((side) => (side === undefined ? [] : namesIn(side)))
  }
  return []
}
