import type { Node } from 'libpg-query'
import { functionName, lastWord, operatorOf } from '../read/tree-names.js'
import type { QueryLevel } from '../scope/query-level.js'
import type { LintFinding, LintRule, LintSubject } from './lint-rule.js'
import { nameWords } from './name-words.js'
import { visitOwnExpressions } from './own-expressions.js'
import { numberOf, placeTypeOf } from './place-type.js'

const lengths = new Set(
  'metre metres meter meters km kilometre kilometres kilometer kilometers mile miles yards feet'.split(' '),
)

/** Finds radii and distances in metres of places whose unit is the degree. */
export const distanceInDegrees: LintRule = {
  name: 'distance-in-degrees',
  why: 'a geometry in longitude and latitude is measured in degrees, of which one is up to 111 kilometres',
  wayOut: 'take the geography, whose distances are metres: location, or location::geography',
  find: (subject) => subject.levels.flatMap((level) => inDegrees(level, subject)),
}

function inDegrees(level: QueryLevel, subject: LintSubject): readonly LintFinding[] {
  const findings: LintFinding[] = []
  const add = (at: Node, what: string) => findings.push({ at, what })
  const named = new Map<Node, string>()
  visitOwnExpressions(level, (node) => {
    if ('ResTarget' in node && node.ResTarget.val !== undefined) {
      named.set(node.ResTarget.val, node.ResTarget.name ?? '')
    }
    if ('A_Expr' in node) {
      const { lexpr, rexpr } = node.A_Expr
      const isComparison = ['<', '<=', '>', '>=', 'BETWEEN'].includes(operatorOf(node) ?? '')
      if (isComparison && lexpr !== undefined && rexpr !== undefined) {
        const [one, other] = [distanceOf(level, lexpr, subject), distanceOf(level, rexpr, subject)]
        if (one === 'degrees' && isInMetres(rexpr, subject)) add(lexpr, 'a distance in degrees')
        if (other === 'degrees' && isInMetres(lexpr, subject)) add(rexpr, 'a distance in degrees')
      }
    }
    if (distanceOf(level, node, subject) === 'cast') add(node, 'a distance in degrees')
    const name = named.get(node)
    if (name !== undefined && distanceOf(level, node, subject) === 'degrees' && isLength(name)) {
      add(node, `${name} in degrees`)
    }
    const radius = radiusOf(node)
    if (radius === null) return
    const units = radius.places.map((place) => unitOf(level, place, subject))
    const isMeant = Math.abs(numberOf(radius.radius) ?? Infinity) <= 1
    if (
      (units.includes('cast') && !isMeant) ||
      (units.includes('degrees') && isInMetres(radius.radius, subject))
    ) {
      add(node, 'a radius in degrees')
    }
  })
  return findings
}

/** The unit of a place's distances: `cast` if a geography was made a geometry for it. */
type Unit = 'degrees' | 'cast' | null

function unitOf(level: QueryLevel, place: Node, { catalogue }: LintSubject): Unit {
  const { type, srid } = placeTypeOf(level, place, catalogue)
  if (type !== 'geometry' || srid !== 4326) return null
  const argument = 'TypeCast' in place ? place.TypeCast.arg : undefined
  const isCast =
    argument !== undefined &&
    lastWord('TypeCast' in place ? place.TypeCast.typeName?.names : []) === 'geometry' &&
    placeTypeOf(level, argument, catalogue).type === 'geography'
  return isCast ? 'cast' : 'degrees'
}

function distanceOf(level: QueryLevel, node: Node, subject: LintSubject): Unit {
  const name = functionName(node)
  const isOperator = operatorOf(node) === '<->' && 'A_Expr' in node
  if (name !== 'st_distance' && name !== 'st_maxdistance' && !isOperator) return null
  const places = 'FuncCall' in node ? (node.FuncCall.args ?? []) : sidesOf(node)
  const units = places.slice(0, 2).map((place) => unitOf(level, place, subject))
  // The order by degrees is close to that by metres, and some indexes are on the geometry.
  if (units.includes('cast')) return isOperator ? 'degrees' : 'cast'
  return units.includes('degrees') ? 'degrees' : null
}

function sidesOf(node: Node): readonly Node[] {
  if (!('A_Expr' in node)) return []
  return [node.A_Expr.lexpr, node.A_Expr.rexpr].filter((side) => side !== undefined)
}

interface Radius {
  readonly places: readonly Node[]
  readonly radius: Node
}

function radiusOf(node: Node): Radius | null {
  const args = 'FuncCall' in node ? (node.FuncCall.args ?? []) : []
  const name = functionName(node)
  const count = name === 'st_dwithin' || name === 'st_dfullywithin' ? 2 : name === 'st_buffer' ? 1 : 0
  const radius = args[count]
  return count === 0 || radius === undefined ? null : { places: args.slice(0, count), radius }
}

/** Reports whether a number is one of metres: it is more than a half circle has degrees, or its name says so. */
function isInMetres(node: Node, subject: LintSubject): boolean {
  if ('List' in node) return (node.List.items ?? []).some((item) => isInMetres(item, subject))
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isInMetres(node.TypeCast.arg, subject)
  if ('ParamRef' in node) return isLength(subject.parameters[(node.ParamRef.number ?? 0) - 1]?.name ?? '')
  if ('ColumnRef' in node) return isLength(lastWord(node.ColumnRef.fields) ?? '')
  if ('A_Expr' in node) return sidesOf(node).some((side) => isInMetres(side, subject))
  return (numberOf(node) ?? 0) > 180
}

function isLength(name: string): boolean {
  return nameWords(name).some((word) => lengths.has(word))
}
