import type { Node } from 'libpg-query'
import { functionName, operatorOf } from '../read/tree-names.js'
import type { Catalogue } from '../schema/catalogue.js'
import type { QueryLevel } from '../scope/query-level.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import { visitOwnExpressions } from './own-expressions.js'
import { assignmentsOf } from './assignments.js'
import { columnPlaceType, numberOf, placeTypeOf, type PlaceType } from './place-type.js'

// Functions and operators of two places, which must be in one spatial reference system.
const functions = new Set(
  (
    'st_3ddistance st_3ddwithin st_azimuth st_closestpoint st_collect st_contains st_containsproperly st_coveredby ' +
    'st_covers st_crosses st_dfullywithin st_difference st_disjoint st_distance st_distancesphere ' +
    'st_distancespheroid st_dwithin st_equals st_intersection st_intersects st_lineinterpolatepoint ' +
    'st_linelocatepoint st_makeline st_maxdistance st_overlaps st_shortestline st_symdifference st_touches st_union ' +
    'st_within'
  ).split(' '),
)
const operators = new Set(['&&', '&&&', '@', '~', '<->', '<#>', '~='])

/** Finds places in different spatial reference systems in one call, and SRIDs that are put on instead of transformed to. */
export const mixedSrids: LintRule = {
  name: 'mixed-srids',
  why: 'numbers of one spatial reference system mean another place in another, and PostGIS ends the statement or finds nothing',
  wayOut:
    'st_setsrid(st_makepoint(longitude, latitude), 4326) for a point, st_transform(place, srid) for a place of another system',
  find: ({ levels, catalogue }) =>
    levels.flatMap((level) => [...mixed(level, catalogue), ...misplaced(level, levels, catalogue)]),
}

function mixed(level: QueryLevel, catalogue: Catalogue): readonly LintFinding[] {
  const findings: LintFinding[] = []
  visitOwnExpressions(level, (node) => {
    const [one, other] = placesOf(node)
    if (one !== undefined && other !== undefined) {
      const types = [placeTypeOf(level, one, catalogue), placeTypeOf(level, other, catalogue)] as const
      if (!areMixed(...types)) return
      const [first, second] = types.map(({ srid }) => (srid === 0 ? 'none' : String(srid ?? '')))
      findings.push({
        at: node,
        what: `places with the SRIDs ${first ?? ''} and ${second ?? ''} in one call`,
      })
    } else if (functionName(node) === 'st_setsrid' && 'FuncCall' in node) {
      const [place, number] = node.FuncCall.args ?? []
      const from = place === undefined ? null : placeTypeOf(level, place, catalogue).srid
      const to = number === undefined ? null : numberOf(number)
      if (from === null || to === null || from === 0 || to === 0 || from === to) return
      findings.push({
        at: node,
        what: `st_setsrid puts ${to} on a place in ${from}`,
        wayOut: `st_transform(place, ${to}) computes the place in ${to}`,
      })
    }
  })
  return findings
}

function placesOf(node: Node): readonly Node[] {
  if ('FuncCall' in node && functions.has(functionName(node) ?? '')) {
    return (node.FuncCall.args ?? []).slice(0, 2)
  }
  if (!('A_Expr' in node) || !operators.has(operatorOf(node) ?? '')) return []
  const { lexpr, rexpr } = node.A_Expr
  return lexpr === undefined || rexpr === undefined ? [] : [lexpr, rexpr]
}

function areMixed(one: PlaceType, other: PlaceType): boolean {
  if (one.srid === null || other.srid === null || one.srid === other.srid) return false
  // A geometry without an SRID becomes a geography in 4326.
  const isGeography = one.type === 'geography' || other.type === 'geography'
  const isPlain = one.srid === 0 || other.srid === 0
  return !(isGeography && isPlain)
}

/** Finds places that are stored in a column with another SRID. */
function misplaced(
  level: QueryLevel,
  levels: readonly QueryLevel[],
  catalogue: Catalogue,
): readonly LintFinding[] {
  return assignmentsOf(level, levels).flatMap(({ column, value, level: own }) => {
    const [to, from] = [columnPlaceType(column, catalogue), placeTypeOf(own, value, catalogue)]
    // A place without an SRID takes that of the column.
    if (to.srid === null || from.srid === null || from.srid === 0 || to.srid === from.srid) return []
    return [{ at: value, what: `a place in ${from.srid} for ${column.path}, which is in ${to.srid}` }]
  })
}
