import { nodesIn, numberIn } from '../analyse/node.js'
import type { AnalysedNode } from '../analyse/node-text.js'

// PostgreSQL's FRAMEOPTION_… bits: the frames that begin after the current row, end before it, or leave it out.
const startFollowing = 0x80 | 0x2000
const endPreceding = 0x40 | 0x1000
const excludesCurrent = 0x8000 | 0x10000

/** Reports whether each row is in its own window frame, so that the frame is never empty. */
export function hasCurrentRow(query: AnalysedNode, window: number): boolean {
  const clause = nodesIn(query, 'windowClause').find((one) => numberIn(one, 'winref') === window)
  if (clause === undefined) return false
  return (numberIn(clause, 'frameOptions') & (startFollowing | endPreceding | excludesCurrent)) === 0
}
