import type { Node } from 'libpg-query'
import { functionName, lastWord, operatorOf } from '../read/tree-names.js'
import { visit } from '../read/visit.js'
import type { LintFinding, LintRule, LintSubject } from './lint-rule.js'
import { nameWords } from './name-words.js'

const latitudes = new Set(['lat', 'latitude', 'north', 'south', 'y'])
const longitudes = new Set(['lng', 'lon', 'long', 'longitude', 'east', 'west', 'x'])
const points = new Set(['st_makepoint', 'st_makepointm', 'st_point', 'st_pointm', 'st_pointz', 'st_pointzm'])

/** Finds the latitude where the longitude belongs. */
export const coordinateOrder: LintRule = {
  name: 'coordinate-order',
  why: 'PostGIS takes the longitude first, so the point is somewhere else on Earth',
  wayOut: 'put the longitude first: st_makepoint(longitude, latitude)',
  find(subject) {
    const findings: LintFinding[] = []
    visit(subject.statement, (node) => {
      const pairs = coordinatePairs(node)
      if (pairs.some(([first, second]) => isSwapped(first, second, subject))) {
        findings.push({ at: node, what: 'the latitude stands before the longitude' })
      }
    })
    return findings
  },
}

type Pair = readonly [first: Node, second: Node]

function coordinatePairs(node: Node): readonly Pair[] {
  if ('FuncCall' in node) {
    const args = node.FuncCall.args ?? []
    const name = functionName(node) ?? ''
    if (points.has(name)) return pairsOf(args.slice(0, 2))
    if (name === 'st_makeenvelope') return [...pairsOf(args.slice(0, 2)), ...pairsOf(args.slice(2, 4))]
    if (name === 'concat') return pairsInText(args.flatMap(joined))
    // `format('POINT(%s %s)', …)`
    const [text, ...values] = args
    return name === 'format' && /point\s*\(\s*%s\s+%s/i.test(textOf(text) ?? '') ? pairsOf(values) : []
  }
  if (operatorOf(node) !== '||') return []
  return pairsInText(joined(node))
}

/** Reads `'POINT(' || … || ' ' || … || ')'`. */
function pairsInText(parts: readonly Node[]): readonly Pair[] {
  const start = parts.findIndex((part) => /point\s*\(\s*$/i.test(textOf(part) ?? ''))
  return start < 0 || textOf(parts[start + 2])?.trim() !== ''
    ? []
    : pairsOf([parts[start + 1], parts[start + 3]])
}

function pairsOf([first, second]: readonly (Node | undefined)[]): readonly Pair[] {
  return first === undefined || second === undefined ? [] : [[first, second]]
}

function joined(node: Node): readonly Node[] {
  if (!('A_Expr' in node) || operatorOf(node) !== '||') return [node]
  return [node.A_Expr.lexpr, node.A_Expr.rexpr].flatMap((side) => (side === undefined ? [] : joined(side)))
}

/** Reports whether the names say that the first is a latitude or the second a longitude, and do not contradict. */
function isSwapped(first: Node, second: Node, subject: LintSubject): boolean {
  const [one, other] = [axisOf(first, subject), axisOf(second, subject)]
  return (one === 'latitude' && other !== 'latitude') || (other === 'longitude' && one !== 'longitude')
}

/** Returns the axis that the name of a coordinate says; null if it says none or both. */
function axisOf(node: Node, subject: LintSubject): 'latitude' | 'longitude' | null {
  const words = new Set<string>()
  for (const name of namesIn(node, subject)) for (const word of nameWords(name)) words.add(word)
  const isLatitude = [...words].some((word) => latitudes.has(word))
  const isLongitude = [...words].some((word) => longitudes.has(word))
  if (isLatitude === isLongitude) return null
  return isLatitude ? 'latitude' : 'longitude'
}

/** Lists the names of a coordinate: of a parameter, a column, a key of JSON, or the function `st_x`. */
function namesIn(node: Node, { parameters }: LintSubject): readonly string[] {
  const names: string[] = []
  visit(node, (inner) => {
    if ('ParamRef' in inner) names.push(parameters[(inner.ParamRef.number ?? 0) - 1]?.name ?? '')
    if ('ColumnRef' in inner) names.push(lastWord(inner.ColumnRef.fields) ?? '')
    if (/^->>?$/.test(operatorOf(inner) ?? '') && 'A_Expr' in inner) {
      names.push(textOf(inner.A_Expr.rexpr) ?? '')
    }
    const called = functionName(inner)
    if (called === 'st_x' || called === 'st_y') names.push(called)
  })
  return names
}

function textOf(node: Node | undefined): string | null {
  return node !== undefined && 'A_Const' in node ? (node.A_Const.sval?.sval ?? null) : null
}
