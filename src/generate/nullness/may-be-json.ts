import type { Node } from 'libpg-query'
import { findColumn, pathOf, type Scope } from './relation.js'

/**
 * Tells whether an expression may be JSON.
 *
 * It matters where something is cast: since PostgreSQL 18 the JSON null becomes null, as in `'null'::jsonb::int`.
 */
export function mayBeJson(node: Node | undefined, scope: Scope): boolean {
  if (node === undefined) return true
  if ('A_Const' in node || 'ParamRef' in node || 'SQLValueFunction' in node || 'A_ArrayExpr' in node)
    return false
  if ('NullTest' in node || 'BooleanTest' in node || 'BoolExpr' in node) return false
  if ('TypeCast' in node) {
    const name = (node.TypeCast.typeName?.names ?? []).at(-1)
    return name === undefined || !('String' in name) || /^jsonb?$/.test(name.String.sval ?? '')
  }
  if ('FuncCall' in node) {
    const name = (node.FuncCall.funcname ?? []).at(-1)
    return name === undefined || !('String' in name) || (name.String.sval ?? 'json').includes('json')
  }
  if ('ColumnRef' in node) return findColumn(scope, pathOf(node) ?? [])?.mayBeJson ?? true
  if ('A_Expr' in node) return mayBeJson(node.A_Expr.lexpr, scope) || mayBeJson(node.A_Expr.rexpr, scope)
  if ('CoalesceExpr' in node)
    return (node.CoalesceExpr.args ?? []).some((argument) => mayBeJson(argument, scope))
  return true
}
