import type { Node } from 'libpg-query'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'

/** Calls a function for every node of a query's own expressions, but not for those of the queries within it. */
export function visitOwnExpressions({ query }: QueryLevel, look: (node: Node) => void): void {
  for (const [name, part] of Object.entries(query.node)) if (!queries.has(name)) visitExpression(part, look)
}

// The queries of a `with` clause, of `insert … select` and of the sides of a union are queries of their own.
const queries = new Set(['withClause', 'selectStmt', 'larg', 'rarg'])

/** Calls a function for every node of an expression and of the queries within it, with the query that it stands in. */
export function visitWithin(
  level: QueryLevel,
  expression: unknown,
  look: (node: Node, level: QueryLevel) => void,
): void {
  let byNode: ReadonlyMap<object, QueryLevel> | null = null
  const enter = (value: unknown, around: QueryLevel): void => {
    if (Array.isArray(value)) {
      for (const item of value) enter(item, around)
    } else if (typeof value === 'object' && value !== null) {
      // The tree is JSON: any object may be a node.
      const node = value as Node
      if ('SelectStmt' in node || 'SubLink' in node) byNode ??= levelsWithin(level)
      const own = byNode?.get(value) ?? around
      look(node, own)
      for (const member of Object.values(value)) enter(member, own)
    }
  }
  enter(expression, level)
}

function levelsWithin(level: QueryLevel): ReadonlyMap<object, QueryLevel> {
  const found = new Map<object, QueryLevel>()
  const add = (inner: QueryLevel | null) => {
    if (inner === null || found.has(inner.query.node)) return
    found.set(inner.query.node, inner)
    for (const one of [...inner.branches, ...inner.subqueries.values()]) add(one)
    for (const { origin } of inner.sources) if (origin.kind === 'query') add(origin.query.level)
  }
  add(level)
  return found
}
