import type { Node } from 'libpg-query'

/** Calls a function for every node of a tree. */
export function visit(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, look)
  else if (typeof value === 'object' && value !== null) {
    look(value as Node)
    for (const member of Object.values(value)) visit(member, look)
  }
}
