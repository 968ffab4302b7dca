import type { Node } from 'libpg-query'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { boundedSources } from './bounded-rows.js'
import { conditionsOf } from './conditions.js'
import { givenColumns } from './given-columns.js'
import { placeOf, tableColumn, tableOf } from '../scope/column-place.js'
import type { LintFinding, LintParameter, LintRule, LintSubject } from './lint-rule.js'

/** Finds conditions that a null parameter switches off, on columns with an index. */
export const optionalCondition: LintRule = {
  name: 'optional-condition',
  why: 'one plan serves null and every value, so it cannot use an index on the column',
  wayOut: 'put the condition into an optional clause',
  find: (subject) =>
    subject.levels.flatMap((level) =>
      level.query.kind === 'select' ? optionalConditions(level, subject) : [],
    ),
}

function optionalConditions(level: QueryLevel, { parameters }: LintSubject): readonly LintFinding[] {
  const findings: LintFinding[] = []
  for (const condition of conditionsOf(level)) {
    visitExpression(condition, (node) => {
      const found = optionalOf(node, parameters)
      if (!found?.conditions.some((one) => mayUseIndex(level, one))) return
      const name = parameters[found.parameter - 1]?.name ?? 'x'
      const wayOut = `put the condition into an optional clause: /*[if ${name}]*/ and … :${name}! /*[end]*/`
      findings.push({ at: node, what: `a condition that :${name} switches off`, wayOut })
    })
  }
  return findings
}

interface Optional {
  readonly parameter: number
  readonly conditions: readonly Node[]
}

function optionalOf(node: Node, parameters: readonly LintParameter[]): Optional | null {
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'OR_EXPR') {
    const { args = [] } = node.BoolExpr
    const switches = args.filter(isSwitch)
    const conditions = args.filter((arm) => !switches.includes(arm))
    for (const parameter of switches.flatMap(parametersIn)) {
      const found = withParameter(parameter, conditions)
      if (found !== null) return found
    }
    return null
  }
  // `column = coalesce(:x, column)`
  if ('A_Expr' in node) {
    const { lexpr, rexpr } = node.A_Expr
    for (const [side, other] of [
      [lexpr, rexpr],
      [rexpr, lexpr],
    ]) {
      if (side === undefined || other === undefined || !('CoalesceExpr' in side)) continue
      const [first, second] = side.CoalesceExpr.args ?? []
      const isSame = JSON.stringify(second, withoutLocation) === JSON.stringify(other, withoutLocation)
      const parameter = isSame ? parameterOf(first) : null
      if (parameter !== null) return { parameter, conditions: [other] }
    }
    return null
  }
  if ('CoalesceExpr' in node) {
    // `coalesce(column = :x, true)`
    const [condition, otherwise] = node.CoalesceExpr.args ?? []
    const isTrue =
      otherwise !== undefined && 'A_Const' in otherwise && otherwise.A_Const.boolval?.boolval === true
    if (!isTrue || condition === undefined) return null
    const parameter = parametersIn(condition).find((number) => parameters[number - 1]?.nullable === true)
    return withParameter(parameter ?? null, [condition])
  }
  // `case when :x is null then true else column = :x end`
  if ('CaseExpr' in node && node.CaseExpr.arg === undefined) {
    const { args = [], defresult } = node.CaseExpr
    const [when] = args
    if (args.length !== 1 || when === undefined || !('CaseWhen' in when)) return null
    const { expr, result } = when.CaseWhen
    if (expr === undefined) return null
    const test = 'NullTest' in expr ? parameterOf(expr.NullTest.arg) : null
    const condition = testedParameter(expr) === null ? result : defresult
    return condition === undefined ? null : withParameter(test, [condition])
  }
  return null
}

/** Keeps the conditions that speak of the parameter. Others are not off because it is null. */
function withParameter(parameter: number | null, conditions: readonly Node[]): Optional | null {
  const own = conditions.filter((condition) => parametersIn(condition).includes(parameter ?? -1))
  return parameter === null || own.length === 0 ? null : { parameter, conditions: own }
}

/** Returns the number of the parameter in `:x is null`; null for any other condition. */
function testedParameter(node: Node): number | null {
  return 'NullTest' in node && node.NullTest.nulltesttype === 'IS_NULL'
    ? parameterOf(node.NullTest.arg)
    : null
}

/** Reports whether a condition has parameters and no columns, so that it holds for all rows or for none. */
function isSwitch(node: Node): boolean {
  const others: Node[] = []
  visitExpression(node, (inner) => {
    if ('ColumnRef' in inner || 'SubLink' in inner) others.push(inner)
  })
  return others.length === 0 && parametersIn(node).length > 0
}

function parameterOf(node: Node | undefined): number | null {
  if (node === undefined) return null
  if ('TypeCast' in node) return parameterOf(node.TypeCast.arg)
  return 'ParamRef' in node ? (node.ParamRef.number ?? null) : null
}

function parametersIn(node: Node): readonly number[] {
  const numbers: number[] = []
  visitExpression(node, (inner) => {
    if ('ParamRef' in inner) numbers.push(inner.ParamRef.number ?? 0)
  })
  return numbers
}

function withoutLocation(name: string, value: unknown): unknown {
  return name === 'location' ? undefined : value
}

/** Reports whether an index would find the rows of a condition, if it stood alone. */
function mayUseIndex(level: QueryLevel, condition: Node): boolean {
  const bounded = boundedSources(level)
  let found = false
  visitExpression(condition, (node) => {
    const place = placeOf(level, node)
    if (place?.level !== level || bounded.has(place.source)) return
    const source = level.sources[place.source]
    const column = tableColumn(source, place.column)?.name ?? ''
    const compared = givenColumns(level, place.source)
    const indexes = tableOf(source)?.indexes ?? []
    // Another index may find the rows already. Then only one that goes on with this column is better.
    const isServed = indexes.some(({ columns: [first] }) => first != null && compared.has(first))
    found ||= indexes.some(({ columns }) => {
      const before = columns.slice(0, Math.max(columns.indexOf(column), 0))
      if (!columns.includes(column) || (isServed && before.length === 0)) return false
      return before.every((earlier) => earlier !== null && compared.has(earlier))
    })
  })
  return found
}
