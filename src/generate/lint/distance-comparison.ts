import type { Node } from 'libpg-query'
import { comparisonOf, conditionsOf } from './conditions.js'
import { conjuncts } from './conjuncts.js'
import { hasLimit } from './limit.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { expressionKey, placeOf } from '../scope/column-place.js'
import { elementsOf } from './facts.js'
import { orderItemsOf } from './order-items.js'
import { placeTypeOf } from './place-type.js'
import type { Catalogue } from '../schema/catalogue.js'
import { functionName, operatorOf } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'

const distances = new Set([
  'st_distance',
  'st_distancesphere',
  'st_distancespheroid',
  'st_3ddistance',
  'st_maxdistance',
])
const distanceOperators = new Set(['<->', '<#>', '<<->>'])
const withins = new Set(['st_dwithin', 'st_3ddwithin', 'st_dfullywithin'])

/** Finds conditions such as `st_distance(…) < :radius`. */
export const distanceComparison: LintRule = {
  name: 'distance-comparison',
  why: 'no index knows the distance between two places, so it is computed for every row of the table',
  wayOut: 'st_dwithin(place, :origin!, :radiusMetres!) finds the rows by an index on the place',
  find: ({ levels, catalogue }) => levels.flatMap((level) => comparedDistances(level, catalogue)),
}

function comparedDistances(level: QueryLevel, catalogue: Catalogue): readonly LintFinding[] {
  const conditions = conditionsOf(level)
  const findings: LintFinding[] = []
  for (const condition of conditions) {
    visitExpression(condition, (node) => {
      for (const side of comparedSides(level, node)) {
        const distance = unboundedDistance(level, side, catalogue)
        if (distance !== null) findings.push({ at: distance, what: 'a comparison of a distance' })
      }
    })
  }
  return findings
}

/** Lists the sides of a comparison, without those of a cursor: the rows behind one in a walk from near to far. */
function comparedSides(level: QueryLevel, node: Node): readonly Node[] {
  const comparison = comparisonOf(node)
  if (comparison === null) return []
  const [first] = orderItemsOf(level)
  const isWalk = first?.expression != null && level.query.kind === 'select' && hasLimit(level.query.node)
  const [one, other] = comparison.sides
  const [far, near] = /^>=?$/.test(comparison.operator) ? [one, other] : [other, one]
  const isCursor = /^[<>]=?$/.test(comparison.operator) && isWalk && far !== undefined && near !== undefined
  const [distance] = far === undefined ? [] : elementsOf(far)
  return isCursor && distance !== undefined && expressionKey(level, distance) === first.key
    ? [near]
    : comparison.sides
}

/** Finds a distance in an expression, or a column of a subquery that is one; null if there is none. */
function unboundedDistance(level: QueryLevel, expression: Node, catalogue: Catalogue): Node | null {
  let found: Node | null = null
  visitExpression(expression, (node) => {
    if ('A_Expr' in node && distanceOperators.has(operatorOf(node) ?? '')) {
      const { lexpr, rexpr } = node.A_Expr
      if (lexpr === undefined || rexpr === undefined) return
      // Other types have an operator of this name too: texts, times, numbers.
      const isPlace = [lexpr, rexpr].some((side) => placeTypeOf(level, side, catalogue).type !== null)
      if (isPlace && hasColumn(level, lexpr, rexpr) && !isWithin(level, lexpr, rexpr)) found ??= node
    }
    if ('FuncCall' in node && distances.has(functionName(node) ?? '')) {
      const [one, other] = node.FuncCall.args ?? []
      if (one === undefined || other === undefined) return
      if (hasColumn(level, one, other) && !isWithin(level, one, other)) found ??= node
    }
    if ('ColumnRef' in node && isUnboundedDistance(level, node, catalogue)) found ??= node
  })
  return found
}

function hasColumn(level: QueryLevel, ...expressions: readonly Node[]): boolean {
  let found = false
  visitExpression(expressions, (node) => {
    found ||= placeOf(level, node)?.level === level
  })
  return found
}

/** Reports whether an index bounds the same distance as well, as in a search for a ring. */
function isWithin(level: QueryLevel, one: Node, other: Node): boolean {
  const [first, second] = [expressionKey(level, one), expressionKey(level, other)]
  return conditionsOf(level)
    .flatMap(conjuncts)
    .some((part) => {
      if (!('FuncCall' in part) || !withins.has(functionName(part) ?? '')) return false
      const keys = (part.FuncCall.args ?? []).slice(0, 2).map((argument) => expressionKey(level, argument))
      return keys.includes(first) && keys.includes(second)
    })
}

/** Reports whether a column is a distance that a subquery computes for all its rows. */
function isUnboundedDistance(level: QueryLevel, node: Node, catalogue: Catalogue): boolean {
  const place = placeOf(level, node)
  const source = place?.level.sources[place.source]
  const inner =
    source?.origin.kind === 'query' && !source.origin.query.isRecursive ? source.origin.query.level : null
  if (inner?.query.kind !== 'select' || hasLimit(inner.query.node)) return false
  const position = source?.columns.find(({ name }) => name === place?.column)?.position
  const behind = outputsOf(inner)[position ?? -1]?.node ?? null
  return behind !== null && unboundedDistance(inner, behind, catalogue) !== null
}
