import type { Node } from 'libpg-query'
import { builtinOperator, lastWord } from '../read/tree-names.js'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import { expressionKey, placeOf, tableColumn, tableOf } from '../scope/column-place.js'
import type { LintParameter } from './lint-rule.js'

/** The surroundings of a condition. */
export interface ConditionContext {
  readonly level: QueryLevel
  readonly parameters: readonly LintParameter[]
}

/**
 * Evaluates a condition for any row, with null for each parameter that may be null.
 *
 * @returns True if it is true for every row, whose compared columns are not null; false if it is true for none; null if
 *   that depends on the row, or the tree does not show it.
 */
export function evaluate(node: Node | undefined, context: ConditionContext): boolean | null {
  if (node === undefined) return null
  if ('A_Const' in node)
    return constantOf(node) === 'true' ? true : constantOf(node) === 'false' ? false : null
  if ('TypeCast' in node) return evaluate(node.TypeCast.arg, context)
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr
    const values = args.map((argument) => evaluate(argument, context))
    if (boolop === 'NOT_EXPR') return negation(values[0] ?? null)
    const [deciding, other] = boolop === 'AND_EXPR' ? [false, true] : [true, false]
    if (values.includes(deciding)) return deciding
    return values.every((value) => value === other) ? other : null
  }
  if ('NullTest' in node) {
    const isNull = nullOf(node.NullTest.arg, context)
    return node.NullTest.nulltesttype === 'IS_NULL' ? isNull : negation(isNull)
  }
  if ('BooleanTest' in node) {
    const value = evaluate(node.BooleanTest.arg, context)
    const isNull = nullOf(node.BooleanTest.arg, context) === true
    if (node.BooleanTest.booltesttype === 'IS_TRUE') return isNull ? false : value
    if (node.BooleanTest.booltesttype === 'IS_NOT_FALSE') return isNull ? true : value
    return null
  }
  if ('CoalesceExpr' in node) {
    const present = (node.CoalesceExpr.args ?? []).find((argument) => nullOf(argument, context) !== true)
    return evaluate(present, context)
  }
  if ('CaseExpr' in node) return evaluate(chosenResult(node, context), context)
  if ('SubLink' in node) {
    const value = scalarOf(node, context.level)
    return isWholeTable(node.SubLink, context) ? true : value === null ? null : evaluate(value, context)
  }
  return 'A_Expr' in node ? evaluateComparison(node, context) : null
}

function evaluateComparison(
  node: Extract<Node, { A_Expr: unknown }>,
  context: ConditionContext,
): boolean | null {
  const { kind, lexpr, rexpr } = node.A_Expr
  const operator = builtinOperator(node.A_Expr)
  const one = firstPresent(lexpr, context)
  if (one === undefined || rexpr === undefined || operator === null) return null
  const listed = 'List' in rexpr ? (rexpr.List.items ?? []) : [rexpr]
  const isSame = (other: Node) => {
    const present = firstPresent(other, context)
    return present !== undefined && isSameValue(context, one, present)
  }
  if (kind === 'AEXPR_IN' && operator === '=') return listed.some(isSame) ? true : null
  if (kind === 'AEXPR_BETWEEN') return listed.every(isSame) ? true : null
  if (kind === 'AEXPR_NOT_DISTINCT') return isSame(rexpr) ? true : null
  if (kind === 'AEXPR_LIKE' && operator === '~~') return constantOf(rexpr) === '%' ? true : null
  if (kind !== 'AEXPR_OP') return null
  if (isSame(rexpr))
    return ['=', '<=', '>='].includes(operator) ? true : ['<>', '<', '>'].includes(operator) ? false : null
  return compareConstants(operator, constantOf(one), constantOf(rexpr))
}

/** Resolves `coalesce` to its first argument that is present, and a case to its result. */
function firstPresent(node: Node | undefined, context: ConditionContext): Node | undefined {
  if (node === undefined) return node
  if ('CaseExpr' in node) return chosenResult(node, context) ?? node
  if (!('CoalesceExpr' in node)) return node
  return (node.CoalesceExpr.args ?? []).find((argument) => nullOf(argument, context) !== true) ?? node
}

/** Returns the result of a case; undefined if that depends on the row. */
function chosenResult(
  { CaseExpr: { arg, args = [], defresult } }: Extract<Node, { CaseExpr: unknown }>,
  context: ConditionContext,
): Node | undefined {
  for (const when of args) {
    const holds = arg === undefined && 'CaseWhen' in when ? evaluate(when.CaseWhen.expr, context) : null
    if (holds === null) return undefined
    if (holds && 'CaseWhen' in when) return when.CaseWhen.result
  }
  return defresult
}

/** Returns the value of `(select …)` without a table; null for any other subquery. */
function scalarOf(node: Node, level: QueryLevel): Node | null {
  const { subLinkType, subselect } = 'SubLink' in node ? node.SubLink : {}
  const inner = subselect === undefined ? undefined : level.subqueries.get(subselect)
  if (subLinkType !== 'EXPR_SUBLINK' || inner?.where !== null) return null
  const [target] = inner.targets
  return inner.sources.length === 0 && target !== undefined && 'ResTarget' in target
    ? (target.ResTarget.val ?? null)
    : null
}

function isSameValue({ level }: ConditionContext, one: Node, other: Node): boolean {
  if (placeOf(level, one) !== null) return expressionKey(level, one) === expressionKey(level, other)
  const constant = constantOf(one)
  return constant !== null && constant === constantOf(other)
}

function compareConstants(operator: string, one: string | null, other: string | null): boolean | null {
  if (one === null || other === null || one.trim() === '' || other.trim() === '') return null
  const [left, right] = [Number(one), Number(other)]
  if (Number.isNaN(left) || Number.isNaN(right))
    return operator === '=' ? null : operator === '<>' ? one !== other : null
  const holds: Readonly<Record<string, boolean>> = {
    '<': left < right,
    '<=': left <= right,
    '<>': left !== right,
    '=': left === right,
    '>': left > right,
    '>=': left >= right,
  }
  return holds[operator] ?? null
}

/** Reports whether an expression is null in every row, or in none; null if neither is known. */
function nullOf(node: Node | undefined, context: ConditionContext): boolean | null {
  if (node === undefined) return null
  if ('TypeCast' in node) return nullOf(node.TypeCast.arg, context)
  if ('A_Const' in node) return node.A_Const.isnull === true
  if ('ParamRef' in node) return isNullableParameter(node, context)
  if ('CoalesceExpr' in node) {
    const values = (node.CoalesceExpr.args ?? []).map((argument) => nullOf(argument, context))
    return values.includes(false) ? false : values.every((value) => value === true) ? true : null
  }
  if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_NULLIF') {
    return nullOf(node.A_Expr.lexpr, context) === true ? true : null
  }
  if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_OP') {
    return [node.A_Expr.lexpr, node.A_Expr.rexpr].some((side) => nullOf(side, context) === true) ? true : null
  }
  const place = placeOf(context.level, node)
  const source = place?.level.sources[place.source]
  // Only the table that is written has a row for sure.
  if (place === null || source?.isTarget !== true) return null
  return tableOf(source)?.isTable === true && tableColumn(source, place.column)?.notNull === true
    ? false
    : null
}

function isNullableParameter(node: Node, context: ConditionContext): boolean {
  if ('TypeCast' in node) {
    return node.TypeCast.arg !== undefined && isNullableParameter(node.TypeCast.arg, context)
  }
  return 'ParamRef' in node && context.parameters[(node.ParamRef.number ?? 0) - 1]?.nullable === true
}

/** Reports whether a subquery is `exists (select 1)`, or `id in (select id from …)` of the table that is written, whole. */
function isWholeTable(
  { subLinkType, subselect, testexpr, operName }: Extract<Node, { SubLink: unknown }>['SubLink'],
  { level }: ConditionContext,
): boolean {
  const inner = subselect === undefined ? undefined : level.subqueries.get(subselect)
  if (inner?.query.kind !== 'select' || inner.where !== null || inner.branches.length > 0) return false
  const { limitCount, groupClause, havingClause, fromClause } = inner.query.node
  if (limitCount !== undefined || groupClause !== undefined || havingClause !== undefined) return false
  if (subLinkType === 'EXISTS_SUBLINK') return fromClause === undefined
  if (
    subLinkType !== 'ANY_SUBLINK' ||
    (operName !== undefined && lastWord(operName) !== '=') ||
    testexpr === undefined
  )
    return false
  const output = outputsOf(inner)[0]
  const [here, there] = [placeOf(level, testexpr), output?.node ? placeOf(inner, output.node) : null]
  if (here === null || there?.level !== inner || inner.sources.length !== 1) return false
  const [table, other] = [tableOf(level.sources[here.source]), tableOf(inner.sources[0])]
  return table !== null && table === other && here.column === there.column
}

function negation(value: boolean | null): boolean | null {
  return value === null ? null : !value
}

function constantOf(node: Node | undefined): string | null {
  if (node === undefined) return null
  if ('TypeCast' in node) return constantOf(node.TypeCast.arg)
  if (!('A_Const' in node) || node.A_Const.isnull === true) return null
  const { ival, fval, sval, boolval } = node.A_Const
  if (boolval !== undefined) return String(boolval.boolval ?? false)
  return sval?.sval ?? fval?.fval ?? String(ival?.ival ?? 0)
}
