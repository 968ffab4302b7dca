import type { Node } from 'libpg-query'
import { columnKey, expressionKey, type QueryLevel } from './query-level.js'
import { functionName, wordsOf } from './visit-nodes.js'

/** A column that a query gives. */
export interface Output {
  /** Null if the tree does not tell how the server names it. */
  readonly name: string | null
  /** The expression behind it, as one word. */
  readonly key: string
  /** The expression; null for a column of a star, or of a union. */
  readonly node: Node | null
}

/** Lists what a query gives; undefined if a star stands for columns that are not known. */
export function outputsOf(level: QueryLevel): readonly Output[] | undefined {
  const [left] = level.branches
  if (left !== undefined) {
    return outputsOf(left)?.map(({ name }, index) => ({ name, key: unionKey(index), node: null }))
  }
  const outputs: Output[] = []
  for (const target of level.targets) {
    if (!('ResTarget' in target) || target.ResTarget.val === undefined) return undefined
    const { name, val } = target.ResTarget
    const star = starColumns(level, val)
    if (star === null) return undefined
    if (star === 'no star') {
      outputs.push({ name: name ?? nameOf(val), key: expressionKey(level, val), node: val })
    } else {
      outputs.push(...star)
    }
  }
  return outputs
}

/** A column of a union, which has no expression of its own. */
function unionKey(index: number): string {
  return `output ${index}`
}

function starColumns({ sources }: QueryLevel, node: Node): readonly Output[] | 'no star' | null {
  if (!('ColumnRef' in node) || node.ColumnRef.fields?.some((field) => 'A_Star' in field) !== true) {
    return 'no star'
  }
  const qualifier = wordsOf(node.ColumnRef.fields).at(-1)
  const outputs: Output[] = []
  for (const [index, { name, columns }] of sources.entries()) {
    if (qualifier !== undefined && name !== qualifier) continue
    if (columns === null) return null
    outputs.push(...columns.map((column) => ({ name: column, key: columnKey(index, column), node: null })))
  }
  return outputs
}

/** The name that the server gives an expression without one. */
function nameOf(node: Node): string | null {
  if ('ColumnRef' in node) return wordsOf(node.ColumnRef.fields).at(-1) ?? null
  if ('TypeCast' in node) {
    const { arg, typeName } = node.TypeCast
    return (arg === undefined ? null : nameOf(arg)) ?? wordsOf(typeName?.names).at(-1) ?? null
  }
  return functionName(node)
}
