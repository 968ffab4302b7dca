import type { Node } from 'libpg-query'
import { lastWord } from '../read/tree-names.js'
import type { ColumnFacts } from './output-column.js'

/**
 * Reports whether an expression may be JSON.
 *
 * Since PostgreSQL 18 a cast makes null of the JSON null: `'null'::jsonb::int`.
 *
 * @param factsOf - Returns the facts about a column; null if the column is unknown.
 */
export function mayBeJson(node: Node | undefined, factsOf: (column: Node) => ColumnFacts | null): boolean {
  const may = (inner: Node | undefined) => mayBeJson(inner, factsOf)
  if (node === undefined) return true
  if ('A_Const' in node || 'ParamRef' in node || 'SQLValueFunction' in node || 'A_ArrayExpr' in node)
    return false
  if ('NullTest' in node || 'BooleanTest' in node || 'BoolExpr' in node) return false
  if ('TypeCast' in node) return /^jsonb?$/.test(lastWord(node.TypeCast.typeName?.names) ?? 'json')
  if ('FuncCall' in node) return (lastWord(node.FuncCall.funcname) ?? 'json').includes('json')
  if ('ColumnRef' in node) return factsOf(node)?.mayBeJson ?? true
  if ('A_Expr' in node) return may(node.A_Expr.lexpr) || may(node.A_Expr.rexpr)
  if ('CoalesceExpr' in node) return (node.CoalesceExpr.args ?? []).some(may)
  return true
}
