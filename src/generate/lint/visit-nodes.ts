import type { Node } from 'libpg-query'

/**
 * Calls a function for every node of a tree, from the outside in.
 *
 * @param enter - gives false to leave out what is within the node
 */
export function visitNodes(value: unknown, enter: (node: Node) => boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) visitNodes(item, enter)
  } else if (typeof value === 'object' && value !== null) {
    // The tree is JSON: whatever is an object may be a node, and `in` tells which.
    if (enter(value as Node)) for (const member of Object.values(value)) visitNodes(member, enter)
  }
}

/** Calls a function for every node of an expression, without the queries that stand in it. */
export function visitExpression(value: unknown, look: (node: Node) => void): void {
  visitNodes(value, (node) => {
    look(node)
    if (!('SubLink' in node)) return !('SelectStmt' in node)
    visitExpression(node.SubLink.testexpr, look)
    return false
  })
}

/** The words of a list of strings, such as a name and what qualifies it. */
export function wordsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []))
}

/** The name of the function that a node calls, without a schema; null if it calls none. */
export function functionName(node: Node): string | null {
  return 'FuncCall' in node ? (wordsOf(node.FuncCall.funcname).at(-1) ?? null) : null
}

/** The operator of an expression, without a schema; null if it is another one, or no operator at all. */
export function operatorOf(node: Node): string | null {
  return 'A_Expr' in node ? (wordsOf(node.A_Expr.name).at(-1) ?? null) : null
}
