import type { Node } from 'libpg-query'
import { lastWord } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { closureOf } from './closure.js'
import { columnKey, expressionKey, placeOf, tableOf } from '../scope/column-place.js'
import { keyedOutputs } from './keyed-outputs.js'
import { isKeyOf } from './source-keys.js'

/**
 * Reports whether rows of a query that agree in some expressions are one row, or agree in all columns.
 *
 * The proof uses the conditions of the statement and the unique indexes: a column that is compared with a value is equal
 * in all rows, columns that are joined are equal, and a source's key determines all its columns. True is proven. False
 * only means that there is no proof.
 *
 * @param given - The expressions, as {@link expressionKey} writes them.
 * @param notNull - Those of them that cannot be null.
 */
export function isRowDetermined(
  level: QueryLevel,
  given: ReadonlySet<string>,
  notNull: ReadonlySet<string> = new Set(),
): boolean {
  const { query, branches } = level
  if (query.kind === 'merge') return false
  if (query.kind !== 'select') {
    // Each row of the target is written and returned once.
    return closureOf(level, given, notNull, isRowDetermined).determined.has(0)
  }
  const select = query.node
  if (isOne(select.limitCount) && select.limitOption === 'LIMIT_OPTION_COUNT') return true
  const [left] = branches
  if (left !== undefined) return isCombinationDetermined(level, left, given, notNull)
  if (select.valuesLists !== undefined) return select.valuesLists.length === 1
  if (level.multiplies) return false

  const closure = closureOf(level, given, notNull, isRowDetermined)
  const areKnown = (nodes: readonly Node[]) =>
    nodes.every((node) => closure.has(expressionKey(level, node)) || closure.knows(node))
  const { groupClause, distinctClause } = select
  if (groupClause !== undefined) {
    return !groupClause.some((item) => 'GroupingSet' in item) && areKnown(groupClause.map(groupedBy(level)))
  }
  if (level.aggregates) return true
  if (closure.determined.size === level.sources.length) return true
  if (distinctClause === undefined) return false
  // `distinct` alone is a list of one empty node; `distinct on` lists expressions.
  const on = distinctClause.filter((node) => Object.keys(node).length > 0)
  if (on.length > 0) return areKnown(on.map(groupedBy(level)))
  return (
    keyedOutputs(level)?.every(
      ({ key, node }) => closure.has(key) || (node !== null && closure.knows(node)),
    ) === true
  )
}

function isCombinationDetermined(
  level: QueryLevel,
  left: QueryLevel,
  given: ReadonlySet<string>,
  notNull: ReadonlySet<string>,
): boolean {
  const { query } = level
  const outputs = keyedOutputs(level)
  if (outputs === undefined || query.kind !== 'select') return false
  if (query.node.all !== true && outputs.every(({ key }) => given.has(key))) return true
  const ofBranch = (branch: QueryLevel, keys: ReadonlySet<string>) =>
    new Set(
      keyedOutputs(branch)?.flatMap(({ key }, index) => (keys.has(outputs[index]?.key ?? '') ? [key] : [])),
    )
  if (query.node.op === 'SETOP_UNION') {
    // Both sides have the same columns of the same table, so a row of the table is the same row on both sides.
    const [one, other] = level.branches.map(plainTable)
    if (one == null || one.table !== other?.table || one.outputs !== other.outputs) return false
    const columns = Array.from(ofBranch(left, given), (key) => key.replace(columnKey(0, ''), ''))
    return isKeyOf(one.source, new Set(columns), new Set(), isRowDetermined)
  }
  // An intersection and a difference are rows of the left side.
  return isRowDetermined(left, ofBranch(left, given), ofBranch(left, notNull))
}

/** Reads a query that returns each row of one table at most once; null for any other query. */
function plainTable(level: QueryLevel) {
  const [source, ...others] = level.sources
  const { query, aggregates, multiplies, branches } = level
  const table = tableOf(source)
  if (source === undefined || table === null || others.length > 0) return null
  if (branches.length > 0 || query.kind !== 'select') return null
  if (aggregates || multiplies || query.node.groupClause !== undefined) return null
  const overWindow: Node[] = []
  visitExpression(query.node.targetList, (node) => {
    if ('FuncCall' in node && node.FuncCall.over !== undefined) overWindow.push(node)
  })
  if (overWindow.length > 0) return null
  return {
    source,
    table,
    outputs: keyedOutputs(level)
      ?.map(({ key }) => key)
      .join('\n'),
  }
}

/** Resolves an item of `group by` or `distinct on`, which may be the number or the name of an output. */
function groupedBy(level: QueryLevel): (item: Node) => Node {
  return (item) => {
    const outputs = keyedOutputs(level) ?? []
    if ('A_Const' in item && item.A_Const.ival !== undefined) {
      return outputs[(item.A_Const.ival.ival ?? 0) - 1]?.node ?? item
    }
    if (!('ColumnRef' in item) || placeOf(level, item) !== null) return item
    const name = lastWord(item.ColumnRef.fields)
    return outputs.find((output) => output.name === name)?.node ?? item
  }
}

function isOne(node: Node | undefined): boolean {
  return node !== undefined && 'A_Const' in node && node.A_Const.ival?.ival === 1
}
