import type { Node } from 'libpg-query'
import { factsOf } from './facts.js'
import { outputsOf } from './outputs.js'
import { columnKey, expressionKey, resolveColumn, sourceOfKey, type QueryLevel } from './query-level.js'
import { visitExpression } from './visit-nodes.js'

/**
 * Tells whether rows of a query that agree in some expressions are one row.
 *
 * It follows what the statement and the unique indexes say: a column that is compared with a value is the same in all
 * rows, columns that are joined are equal, and where a source's key is given, so are all its columns. True is proven;
 * false means only that it is not.
 *
 * @param given - expressions, as {@link expressionKey} writes them
 * @param notNull - those of them that cannot be null
 */
export function isRowDetermined(
  level: QueryLevel,
  given: ReadonlySet<string>,
  notNull: ReadonlySet<string> = new Set(),
): boolean {
  const { query, branches } = level
  if (query.kind === 'merge') return false
  if (query.kind !== 'select') {
    // Each row of the target is written once, and returned once.
    return closureOf(level, given, notNull).determined.has(0)
  }
  const select = query.node
  if (isOne(select.limitCount) && select.limitOption === 'LIMIT_OPTION_COUNT') return true
  const [left] = branches
  if (left !== undefined) return isCombinationDetermined(level, left, given, notNull)
  if (select.valuesLists !== undefined) return select.valuesLists.length === 1
  if (level.multiplies) return false

  const closure = closureOf(level, given, notNull)
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
    outputsOf(level)?.every(({ key, node }) => closure.has(key) || (node !== null && closure.knows(node))) ===
    true
  )
}

function isCombinationDetermined(
  level: QueryLevel,
  left: QueryLevel,
  given: ReadonlySet<string>,
  notNull: ReadonlySet<string>,
): boolean {
  const { query } = level
  const outputs = outputsOf(level)
  const inside = outputsOf(left)
  if (outputs === undefined || inside === undefined || query.kind !== 'select') return false
  if (query.node.all !== true && outputs.every(({ key }) => given.has(key))) return true
  // An intersection and a difference are rows of the left side.
  if (query.node.op === 'SETOP_UNION') return false
  const ofLeft = (keys: ReadonlySet<string>) =>
    new Set(inside.filter((_, index) => keys.has(outputs[index]?.key ?? '')).map(({ key }) => key))
  return isRowDetermined(left, ofLeft(given), ofLeft(notNull))
}

/** What follows from expressions that are the same in some rows. */
interface Closure {
  readonly has: (key: string) => boolean
  /** Tells whether an expression is made of nothing but what is the same. */
  readonly knows: (node: Node) => boolean
  /** The sources of which all those rows have the same row. */
  readonly determined: ReadonlySet<number>
}

function closureOf(
  level: QueryLevel,
  given: ReadonlySet<string>,
  givenNotNull: ReadonlySet<string>,
): Closure {
  const facts = factsOf(level)
  const known = new Set(given)
  const notNull = new Set([...givenNotNull, ...facts.notNull])
  const determined = new Set<number>()
  const has = (key: string) => known.has(key) || determined.has(sourceOfKey(key))
  const ofSource = (keys: Iterable<string>, index: number) => {
    const prefix = columnKey(index, '')
    return new Set(
      Array.from(keys).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    )
  }
  for (let before = -1; before !== known.size + determined.size;) {
    before = known.size + determined.size
    for (const { after, fixed, implications } of facts.statements) {
      if (!after.every((needed) => determined.has(needed))) continue
      for (const key of fixed) known.add(key)
      for (const [one, other] of implications) if (has(one)) known.add(other)
    }
    for (const [index, { determines, after }] of level.sources.entries()) {
      if (determined.has(index) || !after.every((needed) => determined.has(needed))) continue
      if (determines(ofSource(known, index), ofSource(notNull, index))) determined.add(index)
    }
  }
  const knows = (expression: Node) => {
    let all = true
    visitExpression(expression, (node) => {
      if ('SubLink' in node) all = false
      if (!('ColumnRef' in node)) return
      const place = resolveColumn(level, node.ColumnRef)
      all &&= place !== null && (place.level !== level || has(columnKey(place.source, place.column)))
    })
    return all
  }
  return { has, knows, determined }
}

/** What an item of `group by` or `distinct on` means: the number or the name of an output stands for it. */
function groupedBy(level: QueryLevel): (item: Node) => Node {
  return (item) => {
    const outputs = outputsOf(level) ?? []
    if ('A_Const' in item && item.A_Const.ival !== undefined) {
      return outputs[(item.A_Const.ival.ival ?? 0) - 1]?.node ?? item
    }
    if (!('ColumnRef' in item) || resolveColumn(level, item.ColumnRef) !== null) return item
    const [field] = item.ColumnRef.fields ?? []
    const name = field !== undefined && 'String' in field ? field.String.sval : undefined
    return outputs.find((output) => output.name === name)?.node ?? item
  }
}

function isOne(node: Node | undefined): boolean {
  return node !== undefined && 'A_Const' in node && node.A_Const.ival?.ival === 1
}
