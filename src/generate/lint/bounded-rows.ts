import type { Node, SelectStmt } from 'libpg-query'
import { lastWord } from '../read/tree-names.js'
import type { QueryLevel } from '../scope/query-level.js'
import { closureOf } from './closure.js'
import { columnKey, expressionKey, tableColumn, tableOf } from '../scope/column-place.js'
import { conjuncts } from './conjuncts.js'
import { isRowDetermined } from './determined-rows.js'
import { elementsOf, isConstant } from './facts.js'
import { joinsInEffect } from './joins-in-effect.js'
import { keyedOutputs } from './keyed-outputs.js'
import { hasLimit } from './limit.js'

/**
 * Reports whether something else than the size of a table bounds the number of a query's rows: a limit, keys that the
 * caller gives, an aggregate.
 *
 * Rows of functions, of views and of recursive CTEs count as bounded, because the tree does not show their number.
 */
export function isBounded(level: QueryLevel): boolean {
  const { query, branches } = level
  if (query.kind !== 'select' || hasLimit(query.node)) return true
  const [left, right] = branches
  if (left !== undefined && right !== undefined) {
    if (query.node.op === 'SETOP_EXCEPT') return isBounded(left)
    if (query.node.op === 'SETOP_INTERSECT') return isBounded(left) || isBounded(right)
    return isBounded(left) && isBounded(right)
  }
  return isCondensed(level, query.node) || unboundedSource(level) === null
}

/**
 * Finds a source with a row for each row of a table in the result; null if there is none.
 *
 * For `a or b` each side must bound the rows.
 */
export function unboundedSource(level: QueryLevel): number | null {
  const found = firstUnbounded(level)
  if (found === null || level.where === null) return found
  // One `or` whose sides all bound the rows is enough.
  const isChoiceBounding = conjuncts(level.where).some(
    (part) =>
      'BoolExpr' in part &&
      part.BoolExpr.boolop === 'OR_EXPR' &&
      part.BoolExpr.args?.every((arm) => firstUnbounded(withCondition(level, arm)) === null) === true,
  )
  return isChoiceBounding ? null : found
}

function firstUnbounded(level: QueryLevel): number | null {
  const bounded = boundedSources(level)
  const found = level.sources.findIndex((_, index) => !bounded.has(index))
  return found < 0 ? null : found
}

function withCondition(level: QueryLevel, condition: Node): QueryLevel {
  const args = level.where === null ? [condition] : [...conjuncts(level.where), condition]
  return { ...level, where: { BoolExpr: { boolop: 'AND_EXPR', args } } }
}

/** Lists the sources with a number of rows that the size of no table decides. */
export function boundedSources(level: QueryLevel): ReadonlySet<number> {
  const bounded = new Set(level.sources.flatMap((_, index) => (isSmall(level, index) ? [index] : [])))
  const given = finiteExpressions(level)
  for (;;) {
    const closure = closureOf(level, given, given, isRowDetermined, bounded)
    for (const index of closure.determined) bounded.add(index)
    const missing = level.sources.flatMap((_, index) =>
      bounded.has(index) ? [] : [lastOfKey(level, index, closure.has)],
    )
    const before = given.size
    for (const key of missing) if (key !== null) given.add(key)
    if (given.size === before) return bounded
  }
}

/** Reports whether a query returns a row for many: an aggregate, a grouping, or `distinct` without a key. */
function isCondensed(level: QueryLevel, node: SelectStmt): boolean {
  if (node.valuesLists !== undefined || node.groupClause !== undefined || level.aggregates) return true
  if (node.distinctClause === undefined) return false
  // `distinct` alone is a list of one empty node; `distinct on` lists expressions.
  const on = node.distinctClause.filter((item) => Object.keys(item).length > 0)
  const told =
    on.length > 0
      ? on.map((item) => expressionKey(level, item))
      : (keyedOutputs(level)?.map(({ key }) => key) ?? [])
  const keys = new Set(told)
  const { determined } = closureOf(level, keys, keys, isRowDetermined)
  return !level.sources.some((source, index) => tableOf(source) !== null && determined.has(index))
}

function isSmall(level: QueryLevel, index: number): boolean {
  const origin = level.sources[index]?.origin
  switch (origin?.kind) {
    case 'table':
      return origin.table.isView || origin.table.isSystem
    case 'query':
      return origin.query.level === null || origin.query.isRecursive || isBounded(origin.query.level)
    default:
      return true
  }
}

/** Lists the expressions that are one of the values that the caller gives: `id = any(:ids)`, `id in (1, 2)`. */
function finiteExpressions(level: QueryLevel): Set<string> {
  const joined = joinsInEffect(level).filter(({ kind }) => kind === 'inner')
  const conditions = [level.where, ...joined.map(({ condition }) => condition)]
  return new Set(
    conditions
      .flatMap((condition) => (condition === null ? [] : conjuncts(condition)))
      .flatMap((part) => listed(level, part))
      .map((node) => expressionKey(level, node)),
  )
}

function listed(level: QueryLevel, condition: Node): readonly Node[] {
  if ('SubLink' in condition) {
    const { subLinkType, testexpr, subselect, operName } = condition.SubLink
    const inner = subselect === undefined ? undefined : level.subqueries.get(subselect)
    const isIn = subLinkType === 'ANY_SUBLINK' && (operName === undefined || lastWord(operName) === '=')
    return isIn && testexpr !== undefined && inner !== undefined && isBounded(inner)
      ? elementsOf(testexpr)
      : []
  }
  if (!('A_Expr' in condition)) return []
  const { kind, lexpr, rexpr, name = [] } = condition.A_Expr
  const isEqual = lastWord(name) === '='
  const isList = kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_NOT_DISTINCT'
  if (!isEqual || !isList || lexpr === undefined || rexpr === undefined) return []
  return isConstant(level, rexpr) ? elementsOf(lexpr) : []
}

/**
 * Finds the last column of a key of which all others are known; null if there is none.
 *
 * Rows with all but one column of their key in common are the parts of a whole, such as the tags of a product. Columns
 * that a smaller key determines do not count.
 */
function lastOfKey(level: QueryLevel, index: number, has: (key: string) => boolean): string | null {
  const source = level.sources[index]
  const table = tableOf(source)
  if (source === undefined || table === null) return null
  const keys = table.indexes.filter(
    ({ unique, predicate, columns }) =>
      unique && predicate === null && columns.every((column) => column !== null),
  )
  const minimal = keys.filter(
    ({ columns }) =>
      !keys.some(
        (other) =>
          other.columns.length < columns.length && other.columns.every((column) => columns.includes(column)),
      ),
  )
  const nameOf = (column: string | null) =>
    source.columns.find(({ name }) => name !== null && tableColumn(source, name)?.name === column)?.name ?? ''
  for (const { columns } of minimal) {
    const unknown = columns.map((column) => columnKey(index, nameOf(column))).filter((key) => !has(key))
    if (columns.length > 1 && unknown.length === 1) return unknown[0] ?? null
  }
  return null
}
