import type { Node } from 'libpg-query'

/** Calls a function for every node of a tree, from the outside in. */
export function visit(value: unknown, look: (node: Node) => void): void {
  visitNodes(value, (node) => {
    look(node)
    return true
  })
}

/**
 * Calls a function for every node of a tree, from the outside in.
 *
 * @param enter - Returns false to leave out the nodes within this one.
 */
export function visitNodes(value: unknown, enter: (node: Node) => boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) visitNodes(item, enter)
  } else if (typeof value === 'object' && value !== null) {
    // The tree is JSON: any object may be a node.
    if (enter(value as Node)) for (const member of Object.values(value)) visitNodes(member, enter)
  }
}

/** Calls a function for every node of an expression, but not for the queries within it. */
export function visitExpression(value: unknown, look: (node: Node) => void): void {
  visitNodes(value, (node) => {
    look(node)
    if (!('SubLink' in node)) return !('SelectStmt' in node)
    visitExpression(node.SubLink.testexpr, look)
    return false
  })
}
