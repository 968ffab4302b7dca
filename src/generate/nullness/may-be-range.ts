import type { Node } from 'libpg-query'
import { builtinFunction, lastWord } from '../read/tree-names.js'
import type { ColumnFacts } from './output-column.js'

const strings = /^(?:text|varchar|bpchar|citext|name)$/
const stringFunctions =
  /^(?:btrim|concat|initcap|left|lpad|ltrim|md5|repeat|replace|reverse|right|rpad|rtrim|split_part|translate)$/

/**
 * Reports whether an expression may be a range.
 *
 * A range without a bound has null as its `lower` or `upper`.
 *
 * @param factsOf - Returns the facts about a column; null if the column is unknown.
 */
export function mayBeRange(node: Node | undefined, factsOf: (column: Node) => ColumnFacts | null): boolean {
  const may = (inner: Node | undefined) => mayBeRange(inner, factsOf)
  if (node === undefined) return true
  // The server takes a string, or a parameter without a type, for text.
  if ('A_Const' in node || 'ParamRef' in node) return false
  if ('TypeCast' in node) return !strings.test(lastWord(node.TypeCast.typeName?.names) ?? '')
  if ('CollateClause' in node) return false
  if ('ColumnRef' in node) return factsOf(node)?.mayBeRange ?? true
  if ('CoalesceExpr' in node) return (node.CoalesceExpr.args ?? []).some(may)
  if ('A_Expr' in node) return lastWord(node.A_Expr.name) !== '||'
  if (!('FuncCall' in node)) return true
  const name = builtinFunction(node.FuncCall) ?? ''
  return /^(?:lower|upper)$/.test(name) ? may(node.FuncCall.args?.[0]) : !stringFunctions.test(name)
}
