import type { Node } from 'libpg-query'
import { visitExpression } from '../read/visit.js'
import { hasDistanceOrder } from './nearest-without-limit.js'
import { isBounded, unboundedSource } from './bounded-rows.js'
import type { LintFinding, LintRule } from './lint-rule.js'
import type { QueryLevel } from '../scope/query-level.js'

/** Finds a list whose length only the size of a table decides. */
export const unboundedList: LintRule = {
  name: 'unbounded-list',
  why: 'the result grows with the table, and one day no longer fits in memory',
  wayOut:
    'add a limit, and go on behind the last row of the page; or look the rows up by their keys: = any(:ids!)',
  find: ({ root }) => (root === null ? [] : unboundedLists(root)),
}

function unboundedLists(level: QueryLevel): readonly LintFinding[] {
  const { query, branches } = level
  if (query.kind !== 'select' || isBounded(level)) return []
  if (branches.length > 0) return branches.flatMap(unboundedLists)
  // An order by distance without a limit is the finding of another rule.
  if (hasDistanceOrder(level)) return []
  const index = unboundedSource(level) ?? -1
  const source = level.sources[index]
  const { origin } = source ?? {}
  const name = source?.name ?? (origin?.kind === 'table' ? origin.table.name : 'a subquery')
  return [
    { at: leavesOf(query.node.fromClause)[index] ?? query.node, what: `a list of ${name} without a limit` },
  ]
}

/** Lists the leaves of a `from` clause in the order of the text, as the sources are. */
function leavesOf(fromClause: readonly Node[] | undefined): readonly Node[] {
  const leaves: Node[] = []
  visitExpression(fromClause, (node) => {
    if (leafKinds.some((kind) => kind in node)) leaves.push(node)
  })
  return leaves
}

const leafKinds = ['RangeVar', 'RangeSubselect', 'RangeFunction', 'RangeTableFunc', 'JsonTable']
