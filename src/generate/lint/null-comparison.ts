import type { Node } from 'libpg-query'
import { builtinOperator } from '../read/tree-names.js'
import { visit } from '../read/visit.js'
import { elementsOf } from './facts.js'
import type { LintFinding, LintRule } from './lint-rule.js'

const comparisons = new Set(['=', '<>', '<', '<=', '>', '>='])
const wayOuts = {
  equal: 'test for null: is null; or compare with a value that may be null: is not distinct from',
  different: 'test for null: is not null; or compare with a value that may be null: is distinct from',
  list: 'take null out of the list, and test for it: … or x is null',
}

/** Finds comparisons with the word null. */
export const nullComparison: LintRule = {
  name: 'null-comparison',
  why: 'a comparison with null is neither true nor false, so it never finds a row',
  wayOut: wayOuts.equal,
  find({ statement }) {
    const findings: LintFinding[] = []
    visit(statement, (node) => {
      const wayOut = comparesWithNull(node)
      if (wayOut !== null) findings.push({ at: node, what: 'a comparison with null', wayOut })
    })
    return findings
  },
}

/** Returns the remedy for a comparison with null; null for any other node. */
function comparesWithNull(node: Node): string | null {
  if ('CaseExpr' in node) {
    // `case x when null then …` compares with `=`.
    const { arg, args = [] } = node.CaseExpr
    const hasNull = args.some((when) => 'CaseWhen' in when && isNull(when.CaseWhen.expr))
    return arg !== undefined && hasNull ? 'write case when x is null then …' : null
  }
  if (!('A_Expr' in node)) return null
  const { kind, lexpr, rexpr } = node.A_Expr
  const operator = builtinOperator(node.A_Expr)
  const remedy = operator === '<>' ? wayOuts.different : wayOuts.equal
  if (kind === 'AEXPR_OP') {
    if (operator === null || !comparisons.has(operator)) return null
    return [lexpr, rexpr].some((side) => side !== undefined && elementsOf(side).some(isNull)) ? remedy : null
  }
  const listed = rexpr === undefined ? [] : elementsIn(rexpr)
  if (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL') {
    if (isNull(lexpr)) return remedy
    return listed.flatMap(elementsOf).some(isNull) ? wayOuts.list : null
  }
  return kind?.includes('BETWEEN') === true && [lexpr, ...listed].some(isNull) ? wayOuts.equal : null
}

function elementsIn(node: Node): readonly Node[] {
  if ('List' in node) return node.List.items ?? []
  if ('A_ArrayExpr' in node) return node.A_ArrayExpr.elements ?? []
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) return elementsIn(node.TypeCast.arg)
  return [node]
}

function isNull(node: Node | undefined): boolean {
  if (node === undefined) return false
  if ('TypeCast' in node) return isNull(node.TypeCast.arg)
  return 'A_Const' in node && node.A_Const.isnull === true
}
