import { nodeIn, nodesIn, numberIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'
import type { ColumnKey } from './strict-columns.js'

/** The state of a source, or of a join, in the rows that a query returns. */
export interface JoinedSource {
  /** The outer joins that return rows without it: the join's number, or its negative if it is on the left. */
  readonly missingIn: ReadonlySet<number>
  /** The columns that conditions prove not to be null in the rows that have the source. */
  readonly proven: ReadonlySet<ColumnKey>
}

/**
 * Finds the state of each source of a `from` clause.
 *
 * A condition that a null refuses makes an outer join below it an inner one: `where owner.name = 'Ann'` keeps no row
 * without an owner. The planner does the same (reduce_outer_joins).
 *
 * @param strictIn - Returns the columns that cannot be null where a condition is true.
 */
export function joinedSources(
  fromClause: AnalysedNode | null,
  strictIn: (condition: AnalysedNode | null) => ReadonlySet<ColumnKey>,
): ReadonlyMap<number, JoinedSource> {
  const found = new Map<number, JoinedSource>()
  const none: ReadonlySet<number> = new Set()
  if (fromClause !== null) descend(fromClause, none, new Set())
  return found

  function descend(node: AnalysedNode, missingIn: ReadonlySet<number>, above: ReadonlySet<ColumnKey>): void {
    if (node.kind === 'RANGETBLREF') {
      found.set(numberIn(node, 'rtindex'), { missingIn, proven: above })
    } else if (node.kind === 'FROMEXPR') {
      const proven = union(above, strictIn(nodeIn(node, 'quals')))
      for (const item of nodesIn(node, 'fromlist')) descend(item, missingIn, proven)
    } else if (node.kind === 'JOINEXPR') {
      join(node, missingIn, above)
    }
  }

  function join(node: AnalysedNode, missingIn: ReadonlySet<number>, above: ReadonlySet<ColumnKey>): void {
    const [left, right] = [nodeIn(node, 'larg'), nodeIn(node, 'rarg')]
    if (left === null || right === null) return
    const number = numberIn(node, 'rtindex')
    const kind = numberIn(node, 'jointype')
    const isKept = (side: AnalysedNode) => {
      const sources = sourcesOf(side)
      return [...above].some((key) => sources.has(Number(key.split('.')[0])))
    }
    // 1 is a left join, 2 a full one, 3 a right one.
    const leftMissing = (kind === 2 || kind === 3) && !isKept(left)
    const rightMissing = (kind === 1 || kind === 2) && !isKept(right)
    const condition = strictIn(nodeIn(node, 'quals'))
    found.set(number, { missingIn, proven: above })
    // A condition holds in the rows that have both sides: it proves something of a side without which no row comes,
    // and of one that may be missing in the rows in which it is not.
    descend(
      left,
      leftMissing ? new Set([...missingIn, -number]) : missingIn,
      rightMissing ? above : union(above, condition),
    )
    descend(
      right,
      rightMissing ? new Set([...missingIn, number]) : missingIn,
      leftMissing ? above : union(above, condition),
    )
  }
}

/** The numbers of the sources and joins below a node of a `from` clause. */
function sourcesOf(node: AnalysedNode): ReadonlySet<number> {
  if (node.kind === 'RANGETBLREF') return new Set([numberIn(node, 'rtindex')])
  const [left, right] = [nodeIn(node, 'larg'), nodeIn(node, 'rarg')]
  if (node.kind !== 'JOINEXPR' || left === null || right === null) return new Set()
  return new Set([...sourcesOf(left), ...sourcesOf(right), numberIn(node, 'rtindex')])
}

function union<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> {
  return other.size === 0 ? one : new Set([...one, ...other])
}
