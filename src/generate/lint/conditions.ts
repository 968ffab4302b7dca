import type { Node } from 'libpg-query'
import { operatorOf } from '../read/tree-names.js'
import type { QueryLevel } from '../scope/query-level.js'

/** Lists the conditions that decide the rows of a query: its `where`, and the `on` of its joins. */
export function conditionsOf({ where, joins }: QueryLevel): readonly Node[] {
  return [where, ...joins.map(({ condition }) => condition)].filter((condition) => condition !== null)
}

/** A comparison and its operands. */
export interface Comparison {
  readonly operator: string
  /** Both sides, or for `between` the value and its bounds. */
  readonly sides: readonly Node[]
}

/** Takes a comparison apart; null for any other expression. */
export function comparisonOf(node: Node): Comparison | null {
  const operator = operatorOf(node)
  if (!('A_Expr' in node) || operator === null) return null
  const { kind, lexpr, rexpr } = node.A_Expr
  if (lexpr === undefined || rexpr === undefined) return null
  const others = 'List' in rexpr ? (rexpr.List.items ?? []) : [rexpr]
  if (kind?.includes('BETWEEN') === true) return { operator: 'between', sides: [lexpr, ...others] }
  if (kind === 'AEXPR_IN' && operator === '=') return { operator: 'in', sides: [lexpr, ...others] }
  const compares = kind === 'AEXPR_OP' || kind === 'AEXPR_OP_ANY'
  return compares && ['<', '<=', '=', '<>', '>=', '>'].includes(operator)
    ? { operator, sides: [lexpr, rexpr] }
    : null
}
