import type { AnalysedNode, NodeValue } from './node-text.js'

/** Returns the nodes in a field that holds a list, or one node; empty if it holds none. */
export function nodesIn(node: AnalysedNode, field: string): readonly AnalysedNode[] {
  const value = node.fields.get(field) ?? null
  return (isNodeList(value) ? value : [value]).filter((item) => isNode(item))
}

/** Returns the node in a field; null if it holds none. */
export function nodeIn(node: AnalysedNode, field: string): AnalysedNode | null {
  return asNode(node.fields.get(field) ?? null)
}

/** Returns the number in a field; 0 if it holds none. */
export function numberIn(node: AnalysedNode, field: string): number {
  const value = node.fields.get(field)
  return typeof value === 'string' ? Number(value) || 0 : 0
}

/** Returns the word in a field; empty if it holds none. */
export function wordIn(node: AnalysedNode, field: string): string {
  const value = node.fields.get(field)
  return typeof value === 'string' ? value : ''
}

/** Reports whether a field is `true`. */
export function isSet(node: AnalysedNode, field: string): boolean {
  return node.fields.get(field) === 'true'
}

/** Returns a value if it is a node; otherwise null. */
export function asNode(value: NodeValue): AnalysedNode | null {
  return isNode(value) ? value : null
}

/** Reports whether a value is a node. */
export function isNode(value: NodeValue): value is AnalysedNode {
  return typeof value === 'object' && value !== null && !isNodeList(value)
}

/** Reports whether a value is a list. */
export function isNodeList(value: NodeValue): value is readonly NodeValue[] {
  return Array.isArray(value)
}

/** Returns the string of a constant of a string type; null for anything else. */
export function constantText(node: AnalysedNode): string | null {
  const bytes = node.fields.get('constvalue') ?? null
  if (node.kind !== 'CONST' || isSet(node, 'constisnull') || !isNodeList(bytes)) return null
  const octets = Buffer.from(bytes.map((byte) => Number(byte) & 0xff))
  // A C string ends with a zero byte. Of any other string, the first byte says how long its header is.
  if (numberIn(node, 'constlen') === -2) return octets.subarray(0, -1).toString()
  if (numberIn(node, 'constlen') !== -1 || octets.length === 0) return null
  return octets.subarray(((octets[0] ?? 0) & 1) === 1 ? 1 : 4).toString()
}
