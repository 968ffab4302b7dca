import type { Node } from 'libpg-query'
import type { LintRule } from './lint-rule.js'
import { operatorOf } from '../read/tree-names.js'

/** Finds `update` and `delete` without a condition, and `truncate`. */
export const unboundedWrite: LintRule = {
  name: 'unbounded-write',
  why: 'a condition that was forgotten or left out changes every row of the table, and holds a lock on each',
  wayOut: 'say which rows: where …',
  find: ({ levels, statement }) => {
    if ('TruncateStmt' in statement) {
      return [{ at: statement, what: 'a truncate empties the table' }]
    }
    return levels.flatMap(({ query }) => {
      if (query.kind !== 'update' && query.kind !== 'delete') return []
      const { whereClause, relation } = query.node
      if (whereClause !== undefined && !isAlwaysTrue(whereClause)) return []
      return [{ at: relation, what: `${query.kind === 'update' ? 'an update' : 'a delete'} of every row` }]
    })
  },
}

function isAlwaysTrue(node: Node): boolean {
  if ('A_Const' in node) return node.A_Const.boolval?.boolval === true
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isAlwaysTrue(node.TypeCast.arg)
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr
    if (boolop === 'AND_EXPR') return args.every(isAlwaysTrue)
    return boolop === 'OR_EXPR' && args.some(isAlwaysTrue)
  }
  if (operatorOf(node) !== '=' || !('A_Expr' in node)) return false
  const { lexpr, rexpr } = node.A_Expr
  return constantOf(lexpr) !== null && constantOf(lexpr) === constantOf(rexpr)
}

function constantOf(node: Node | undefined): string | null {
  if (node === undefined || !('A_Const' in node)) return null
  const { ival, sval } = node.A_Const
  return JSON.stringify([ival, sval])
}
