import type { Node } from 'libpg-query'
import { functionName, operatorOf } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { conditionsOf } from './conditions.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { numberOf } from './place-type.js'
import { tracesOf } from './traces.js'

const tests = new Set([
  'st_contains',
  'st_containsproperly',
  'st_coveredby',
  'st_covers',
  'st_intersects',
  'st_within',
])

/** Finds a radius that is a circle: `st_contains(st_buffer(…), place)`. */
export const bufferedRadius: LintRule = {
  name: 'buffered-radius',
  why: 'st_buffer makes a polygon of some dozen corners, so places near its edge are missed, and each test of it is slow',
  wayOut:
    'st_dwithin(place, :origin!, :radiusMetres!) compares the distance, and finds the rows by an index on the place',
  find: ({ levels }) => levels.flatMap(buffers),
}

function buffers(level: QueryLevel): readonly LintFinding[] {
  const findings: LintFinding[] = []
  for (const condition of conditionsOf(level)) {
    visitExpression(condition, (node) => {
      if (testedPlaces(node).some((place) => isBuffer(level, place))) {
        findings.push({ at: node, what: 'a radius by st_buffer' })
      }
    })
  }
  return findings
}

function testedPlaces(node: Node): readonly Node[] {
  if ('FuncCall' in node && tests.has(functionName(node) ?? '')) return (node.FuncCall.args ?? []).slice(0, 2)
  if (!('A_Expr' in node) || operatorOf(node) !== '&&') return []
  return [node.A_Expr.lexpr, node.A_Expr.rexpr].filter((side) => side !== undefined)
}

/** Reports whether a place is a buffer, also one that a subquery or a CTE returns. A negative radius makes it smaller. */
function isBuffer(level: QueryLevel, place: Node): boolean {
  if ('TypeCast' in place) return place.TypeCast.arg !== undefined && isBuffer(level, place.TypeCast.arg)
  if ('FuncCall' in place) {
    const [first, radius] = place.FuncCall.args ?? []
    const name = functionName(place)
    if (name === 'st_transform' || name === 'st_setsrid') return first !== undefined && isBuffer(level, first)
    return name === 'st_buffer' && radius !== undefined && !isNegative(radius)
  }
  if ('SubLink' in place && place.SubLink.subLinkType === 'EXPR_SUBLINK') {
    const inner = place.SubLink.subselect && level.subqueries.get(place.SubLink.subselect)
    const [target] = inner?.targets ?? []
    const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined
    return inner !== undefined && value !== undefined && isBuffer(inner, value)
  }
  if (!('ColumnRef' in place)) return false
  return tracesOf(level, place).some(
    (trace) => trace.kind === 'expression' && trace.node !== place && isBuffer(trace.level, trace.node),
  )
}

function isNegative(radius: Node): boolean {
  if ('A_Expr' in radius) return radius.A_Expr.lexpr === undefined && operatorOf(radius) === '-'
  return (numberOf(radius) ?? 0) < 0
}
