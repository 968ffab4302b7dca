import type { Node } from 'libpg-query'
import { lastWord } from '../read/tree-names.js'

/** Returns the name that the server makes up for an expression without an alias; null if it is not known here. */
export function serverName(node: Node): string | null {
  if ('ColumnRef' in node) return lastWord(node.ColumnRef.fields)
  if ('FuncCall' in node) return lastWord(node.FuncCall.funcname)
  if ('CollateClause' in node)
    return node.CollateClause.arg === undefined ? null : serverName(node.CollateClause.arg)
  if ('CoalesceExpr' in node) return 'coalesce'
  if ('A_ArrayExpr' in node) return 'array'
  if ('RowExpr' in node) return 'row'
  if ('MinMaxExpr' in node) return node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest'
  if ('TypeCast' in node) {
    const { arg, typeName } = node.TypeCast
    if (arg === undefined) return null
    return isNameless(arg) ? lastWord(typeName?.names) : serverName(arg)
  }
  return null
}

/** Reports whether the server names a cast of an expression after the type. */
function isNameless(node: Node): boolean {
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isNameless(node.TypeCast.arg)
  if ('A_Expr' in node) return node.A_Expr.kind !== 'AEXPR_NULLIF'
  return ['A_Const', 'ParamRef', 'BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr'].some(
    (kind) => kind in node,
  )
}
