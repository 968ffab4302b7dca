import type { Node, ResTarget } from 'libpg-query'
import { wordsOf } from '../read/tree-names.js'
import { serverName } from './server-name.js'
import type { NamedColumn, QueryLevel, ScopeColumn } from './query-level.js'
import { resolveRelation, type ResolvedColumn } from './resolve-column.js'

/** A column that a query returns. */
export interface Output extends NamedColumn {
  /** The expression; null for a column of a star, of a union, or of `values`. */
  readonly node: Node | null
  /** The column behind a star; null for every other output. */
  readonly column: ResolvedColumn | null
  /** The place in the text, in bytes of UTF-8 as the parser counts. */
  readonly location: number
}

/** Lists the columns that a query returns. A star of unknown columns is one output. */
export function outputsOf(level: QueryLevel): readonly Output[] {
  const [left] = level.branches
  if (left !== undefined) return outputsOf(left).map((output) => ({ ...output, node: null, column: null }))
  const { query, targets } = level
  if (query.kind === 'select' && query.node.valuesLists !== undefined) {
    const [row] = query.node.valuesLists
    const values = row !== undefined && 'List' in row ? (row.List.items ?? []) : []
    return values.map((_, index) => ({ ...nothing, name: `column${index + 1}` }))
  }
  return targets.flatMap((target) => {
    if (!('ResTarget' in target)) return [nothing]
    const { name, val, location = 0 } = target.ResTarget
    const columns = starColumns(level, target.ResTarget)
    if (columns !== null) return columns.map((column) => ({ ...column, location }))
    const isColumn = val !== undefined && 'ColumnRef' in val
    return [
      {
        ...nothing,
        name: name ?? (val === undefined ? null : serverName(val)),
        isMadeUp: name === undefined && !isColumn,
        node: val ?? null,
        location,
      },
    ]
  })
}

const nothing: Output = {
  name: null,
  isMadeUp: false,
  star: false,
  node: null,
  column: null,
  location: 0,
}

/** A star in a list. */
export interface Star {
  /** The name before it; undefined for a bare star. */
  readonly qualifier: string | undefined
  /** The name before that: `schema.relation.*`. */
  readonly schema: string | undefined
}

/** Reads `*` or `relation.*`; null for an output of another kind. */
export function starOf({ val }: ResTarget): Star | null {
  const fields = val !== undefined && 'ColumnRef' in val ? (val.ColumnRef.fields ?? []) : []
  if (!fields.some((field) => 'A_Star' in field)) return null
  const [qualifier, schema] = wordsOf(fields).toReversed()
  return { qualifier, schema }
}

function starColumns(level: QueryLevel, target: ResTarget): readonly Output[] | null {
  const star = starOf(target)
  if (star === null) return null
  const found = star.qualifier === undefined ? null : resolveRelation(level, star.qualifier, star.schema)
  const holder = found?.level ?? level
  const columns = star.qualifier === undefined ? level.columns : (found?.relation.columns ?? null)
  // With several stars, the boundary between them is unknown.
  if (columns === null || columns.filter((column) => column.star).length > 1)
    return [{ ...nothing, star: true }]
  return columns.map((column) => starOutput(holder, column))
}

function starOutput(level: QueryLevel, column: ScopeColumn): Output {
  const { name, isMadeUp, star } = column
  return { ...nothing, name, isMadeUp, star, column: star ? null : { level, column } }
}
