import type { Node } from 'libpg-query'
import { functionName } from '../read/tree-names.js'
import type { Join, QueryLevel } from '../scope/query-level.js'
import { placeOf } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'

/**
 * Lists the joins of a query, with an outer join as an inner one if a condition removes its unmatched rows.
 *
 * `pets left join people on … where people.id > 5` returns no pet without an owner: a comparison with null is not true.
 */
export function joinsInEffect(level: QueryLevel): readonly Join[] {
  const joins = [...level.joins]
  for (let changed = true; changed;) {
    changed = false
    for (const [index, join] of joins.entries()) {
      const kind = kindInEffect(level, joins, join)
      if (kind === join.kind) continue
      joins[index] = { ...join, kind }
      changed = true
    }
  }
  return joins
}

function kindInEffect(level: QueryLevel, joins: readonly Join[], join: Join): Join['kind'] {
  if (join.kind === 'inner') return 'inner'
  const within = [...join.left, ...join.right]
  // The condition of an inner join holds for the rows of the joins within it.
  const around = joins.filter(
    (outer) =>
      outer !== join &&
      outer.kind === 'inner' &&
      within.every((source) => outer.left.includes(source) || outer.right.includes(source)),
  )
  const present = [level.where, ...around.map(({ condition }) => condition)].flatMap((condition) =>
    condition === null ? [] : conjuncts(condition).flatMap((part) => [...presentSources(level, part)]),
  )
  const has = (side: readonly number[]) => present.some((source) => side.includes(source))
  const keepsLeft = join.kind !== 'right' && !has(join.right)
  const keepsRight = join.kind !== 'left' && !has(join.left)
  if (keepsLeft && keepsRight) return 'full'
  return keepsLeft ? 'left' : keepsRight ? 'right' : 'inner'
}

/** Finds the sources that must have a row where a condition is true. */
function presentSources(level: QueryLevel, condition: Node): ReadonlySet<number> {
  if ('BoolExpr' in condition) {
    const { boolop, args = [] } = condition.BoolExpr
    const [first, ...others] = args.map((part) => presentSources(level, part))
    if (boolop === 'AND_EXPR') return union([first, ...others])
    if (boolop === 'OR_EXPR') {
      return new Set([...(first ?? [])].filter((source) => others.every((other) => other.has(source))))
    }
    const [negated] = args
    const test = negated !== undefined && 'NullTest' in negated ? negated.NullTest : undefined
    if (test?.nulltesttype === 'IS_NULL') return strictSources(level, test.arg)
    return negated !== undefined && 'A_Expr' in negated ? strictSources(level, negated) : new Set()
  }
  if ('NullTest' in condition) {
    const { nulltesttype, arg } = condition.NullTest
    return nulltesttype === 'IS_NOT_NULL' ? strictSources(level, arg) : new Set()
  }
  if ('BooleanTest' in condition) {
    const { booltesttype, arg } = condition.BooleanTest
    return booltesttype === 'IS_TRUE' || booltesttype === 'IS_FALSE' ? strictSources(level, arg) : new Set()
  }
  if ('SubLink' in condition && condition.SubLink.subLinkType === 'ANY_SUBLINK') {
    return strictSources(level, condition.SubLink.testexpr)
  }
  return strictSources(level, condition)
}

/** Finds the sources without whose row an expression is null. */
function strictSources(level: QueryLevel, expression: Node | undefined): ReadonlySet<number> {
  if (expression === undefined) return new Set()
  if ('ColumnRef' in expression) {
    const place = placeOf(level, expression)
    return new Set(place?.level === level ? [place.source] : [])
  }
  if ('TypeCast' in expression) return strictSources(level, expression.TypeCast.arg)
  if ('CollateClause' in expression) return strictSources(level, expression.CollateClause.arg)
  if ('A_Expr' in expression) {
    const { kind, lexpr, rexpr } = expression.A_Expr
    const isStrict = kind === 'AEXPR_OP' || kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE'
    if (isStrict) return union([strictSources(level, lexpr), strictSources(level, rexpr)])
    const isOfFirst = kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_BETWEEN'
    return isOfFirst ? strictSources(level, lexpr) : new Set()
  }
  // The functions of PostGIS that conditions use are strict, and so are these.
  if (
    'FuncCall' in expression &&
    /^(?:st_\w+|lower|upper|date_trunc)$/.test(functionName(expression) ?? '')
  ) {
    return union((expression.FuncCall.args ?? []).map((argument) => strictSources(level, argument)))
  }
  return new Set()
}

function union(sets: readonly (ReadonlySet<number> | undefined)[]): ReadonlySet<number> {
  return new Set(sets.flatMap((set) => [...(set ?? [])]))
}
