import type { Node } from 'libpg-query'

/** Splits a condition into the parts that must all be true. */
export function conjuncts(condition: Node): readonly Node[] {
  if ('BoolExpr' in condition && condition.BoolExpr.boolop === 'AND_EXPR') {
    return (condition.BoolExpr.args ?? []).flatMap(conjuncts)
  }
  return [condition]
}
