import { isNode, isNodeList, numberIn } from './node.js'
import type { AnalysedNode, NodeValue } from './node-text.js'

/** A function that the server found for a call, for a cast or for an aggregate. */
export interface AnalysedCall {
  readonly oid: number
  /** The place in the statement, in bytes; -1 if the server does not know it. */
  readonly location: number
}

const functionFields = ['funcid', 'aggfnoid', 'winfnoid']

/** Lists the functions in a tree. Overloads make names ambiguous, and an oid is not. */
export function callsIn(tree: AnalysedNode): readonly AnalysedCall[] {
  const calls: AnalysedCall[] = []
  const look = (value: NodeValue): void => {
    if (isNodeList(value)) value.forEach(look)
    if (!isNode(value)) return
    const field = functionFields.find((name) => value.fields.has(name))
    if (field !== undefined) {
      const location = value.fields.has('location') ? numberIn(value, 'location') : -1
      calls.push({ oid: numberIn(value, field), location })
    }
    for (const inner of value.fields.values()) look(inner)
  }
  look(tree)
  return calls
}
