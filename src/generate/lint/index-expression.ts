import type { Node } from 'libpg-query'
import { parseStatement } from '../read/statement-tree.js'
import { lastWord } from '../read/tree-names.js'

/**
 * Reports whether an expression is one that an index contains.
 *
 * The server adds casts to the expressions of an index, so only the outermost cast is compared. Qualifiers of columns are
 * not compared.
 *
 * @param expressions - The expressions of the index, as `pg_get_indexdef` writes them.
 */
export function matchesIndexExpression(node: Node, expressions: readonly string[]): boolean {
  const wanted = essence(node, true)
  return expressions.some((expression) => {
    const parsed = expressionTree(expression)
    return parsed !== null && essence(parsed, true) === wanted
  })
}

/** Reports whether two expressions are the same but for qualifiers of columns, and casts within. */
export function isSameExpression(one: Node, other: Node): boolean {
  return essence(one, true) === essence(other, true)
}

/** Parses an expression as the catalogue has it; null if it is not one. */
export function expressionTree(expression: string): Node | null {
  const statement = parseStatement(`select ${expression}`)?.statement
  const target =
    statement !== undefined && 'SelectStmt' in statement ? statement.SelectStmt.targetList?.[0] : undefined
  return target !== undefined && 'ResTarget' in target ? (target.ResTarget.val ?? null) : null
}

function essence(node: Node, outermost: boolean): string {
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) {
    const type = outermost ? `::${lastWord(node.TypeCast.typeName?.names) ?? ''}` : ''
    return essence(node.TypeCast.arg, false) + type
  }
  if ('ColumnRef' in node) return lastWord(node.ColumnRef.fields) ?? ''
  if ('String' in node) return node.String.sval ?? ''
  return membersOf(node)
}

function membersOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(membersOf).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if ('TypeCast' in value || 'ColumnRef' in value) return essence(value as Node, false)
  return Object.entries(value)
    .filter(([name]) => name !== 'location' && name !== 'funcformat')
    .map(([name, member]) => `${name}(${membersOf(member)})`)
    .join()
}
