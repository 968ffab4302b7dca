import type { Node } from 'libpg-query'
import { lastWord, operatorOf } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { comparisonOf } from './conditions.js'
import { mentions } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { expressionTree, isSameExpression } from './index-expression.js'
import { joinsInEffect } from './joins-in-effect.js'

/**
 * The bearing of a query's conditions on the condition of a partial index.
 *
 * - `implied`: all rows that the query reads are in the index.
 * - `open`: the query says nothing about the columns of the condition.
 * - `other`: it says something else about them.
 */
export type PredicateStanding = 'implied' | 'open' | 'other'

/**
 * Compares the conditions on a source with the condition of a partial index.
 *
 * `implied` is proven for equal conditions, for values among those of `in (…)`, and for `is not null` of a column that is
 * compared.
 */
export function predicateStanding(level: QueryLevel, source: number, predicate: string): PredicateStanding {
  const tree = expressionTree(predicate)
  if (tree === null) return 'other'
  const known = conditionsOn(level, source)
  const open = conjuncts(tree).filter((needed) => !known.some((one) => implies(one, needed)))
  if (open.length === 0) return 'implied'
  const spoken = new Set(known.flatMap(columnsIn))
  return open.flatMap(columnsIn).some((column) => spoken.has(column)) ? 'other' : 'open'
}

/** Lists the conditions that hold for each row of a source that is in the result, and that speak of no other source. */
function conditionsOn(level: QueryLevel, source: number): readonly Node[] {
  const joined = joinsInEffect(level).filter(
    ({ kind, left, right }) =>
      kind === 'inner' ||
      (kind === 'left' && right.includes(source)) ||
      (kind === 'right' && left.includes(source)),
  )
  return [level.where, ...joined.map(({ condition }) => condition)]
    .flatMap((condition) => (condition === null ? [] : conjuncts(condition)))
    .filter((part) => mentions(level, source, part))
}

function implies(known: Node, needed: Node): boolean {
  const [one, other] = [valuesOf(known), valuesOf(needed)]
  if (one !== null && other !== null) {
    return one.column === other.column && [...one.values].every((value) => other.values.has(value))
  }
  if ('NullTest' in needed && needed.NullTest.nulltesttype === 'IS_NOT_NULL') {
    const [column] = columnsIn(needed)
    if ('NullTest' in known && known.NullTest.nulltesttype === 'IS_NULL') return false
    const sides = comparisonOf(known)?.sides ?? ('NullTest' in known ? [known.NullTest.arg] : [])
    return sides.some((side) => side !== undefined && columnName(side) === column)
  }
  return isSameExpression(known, needed)
}

interface Values {
  readonly column: string
  readonly values: ReadonlySet<string>
}

/** Reads a condition that lists the values of a column: `a = 1`, `a in (1, 2)`, `a`, `not a`; null for any other. */
function valuesOf(node: Node): Values | null {
  const own = columnName(node)
  if (own !== null) return { column: own, values: new Set(['true']) }
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'NOT_EXPR') {
    const column = columnName(node.BoolExpr.args?.[0])
    return column === null ? null : { column, values: new Set(['false']) }
  }
  if ('BooleanTest' in node) {
    const { booltesttype, arg } = node.BooleanTest
    const column = columnName(arg)
    const value = booltesttype === 'IS_TRUE' ? 'true' : booltesttype === 'IS_FALSE' ? 'false' : null
    return column === null || value === null ? null : { column, values: new Set([value]) }
  }
  if (!('A_Expr' in node) || operatorOf(node) !== '=') return null
  const { lexpr, rexpr } = node.A_Expr
  const column = columnName(lexpr)
  const listed = rexpr === undefined ? [] : listOf(rexpr)
  const values = listed.map(constantOf)
  if (column === null || values.length === 0 || !values.every((value) => value !== null)) return null
  return { column, values: new Set(values) }
}

function listOf(node: Node): readonly Node[] {
  if ('List' in node) return node.List.items ?? []
  if ('A_ArrayExpr' in node) return node.A_ArrayExpr.elements ?? []
  if ('TypeCast' in node && node.TypeCast.arg !== undefined && 'A_ArrayExpr' in node.TypeCast.arg) {
    return listOf(node.TypeCast.arg)
  }
  return [node]
}

function constantOf(node: Node): string | null {
  if ('TypeCast' in node) return node.TypeCast.arg === undefined ? null : constantOf(node.TypeCast.arg)
  if (!('A_Const' in node)) return null
  const { ival, fval, sval, boolval } = node.A_Const
  if (boolval !== undefined) return String(boolval.boolval ?? false)
  return sval?.sval ?? fval?.fval ?? (ival === undefined ? null : String(ival.ival ?? 0))
}

function columnName(node: Node | undefined): string | null {
  if (node === undefined) return null
  if ('TypeCast' in node) return columnName(node.TypeCast.arg)
  return 'ColumnRef' in node ? lastWord(node.ColumnRef.fields) : null
}

function columnsIn(condition: Node): readonly string[] {
  const names: string[] = []
  visitExpression(condition, (node) => {
    const name = 'ColumnRef' in node ? columnName(node) : null
    if (name !== null) names.push(name)
  })
  return names
}
