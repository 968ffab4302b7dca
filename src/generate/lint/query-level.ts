import type { ColumnRef, DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, UpdateStmt } from 'libpg-query'
import type { LintTable } from '../schema/lint-catalogue.js'
import { wordsOf } from './visit-nodes.js'

/** Something that a query takes rows from. */
export interface RowSource {
  /** What its columns are qualified with; null if nothing can name them. */
  readonly name: string | null
  /** The table, if it is one. */
  readonly table: LintTable | null
  /** The query, if it is a subquery, or a CTE. */
  readonly level: QueryLevel | null
  /** Its columns in their order; null if they are not known. */
  readonly columns: readonly string[] | null
  /** Tells whether no two of its rows agree in all these columns. */
  readonly determines: Determines
  /** The sources of the same query that it may depend on, row by row (lateral). */
  readonly after: readonly number[]
}

/**
 * Tells whether rows that agree in some columns are one row.
 *
 * @param notNull - columns that cannot be null here, whatever the table says
 */
export type Determines = (columns: ReadonlySet<string>, notNull: ReadonlySet<string>) => boolean

/** A join within a `from` clause. */
export interface Join {
  readonly kind: 'inner' | 'left' | 'right' | 'full'
  readonly condition: Node | null
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Columns that `using` or `natural` makes equal, as keys of {@link columnKey}. */
  readonly pairs: readonly (readonly [left: string, right: string])[]
}

/** One query of a statement: the statement itself, a CTE, a subquery, a side of a union. */
export interface QueryLevel {
  readonly query:
    | { readonly kind: 'select'; readonly node: SelectStmt }
    | { readonly kind: 'insert'; readonly node: InsertStmt }
    | { readonly kind: 'update'; readonly node: UpdateStmt }
    | { readonly kind: 'delete'; readonly node: DeleteStmt }
    | { readonly kind: 'merge'; readonly node: MergeStmt }
  readonly sources: readonly RowSource[]
  readonly joins: readonly Join[]
  /** What a column that `using` merged stands for; null if for neither side alone. */
  readonly merged: ReadonlyMap<string, number | null>
  readonly where: Node | null
  /** The select list or returning list. */
  readonly targets: readonly Node[]
  /** Both sides, if this is a union, an intersection or a difference. */
  readonly branches: readonly QueryLevel[]
  /** True if an aggregate stands in it. */
  readonly aggregates: boolean
  /** True if a function in the select list gives several rows for each. */
  readonly multiplies: boolean
  readonly parent: QueryLevel | null
  /** True if only the number of its rows counts: within `exists (…)`. */
  readonly insideExists: boolean
}

/** A column of a source. */
export interface ColumnPlace {
  readonly level: QueryLevel
  readonly source: number
  readonly column: string
}

/** Finds what a column's name means, in this query or one around it; null if the tree does not tell. */
export function resolveColumn(level: QueryLevel, reference: ColumnRef): ColumnPlace | null {
  const path = wordsOf(reference.fields)
  const column = path.at(-1)
  const qualifier = path.at(-2)
  if (column === undefined || reference.fields?.length !== path.length) return null
  for (let current: QueryLevel | null = level; current !== null; current = current.parent) {
    const found = qualifier === undefined ? lookUp(current, column) : qualified(current, qualifier)
    if (found === 'unclear') return null
    if (found !== null) return { level: current, source: found, column }
  }
  return null
}

function qualified({ sources }: QueryLevel, qualifier: string): number | null {
  const index = sources.findIndex(({ name }) => name === qualifier)
  return index < 0 ? null : index
}

function lookUp({ sources, merged }: QueryLevel, column: string): number | 'unclear' | null {
  const joined = merged.get(column)
  if (joined !== undefined) return joined ?? 'unclear'
  const candidates = sources.flatMap(({ columns }, index) =>
    columns === null || columns.includes(column) ? [index] : [],
  )
  const [first] = candidates
  if (first === undefined) return null
  return candidates.length === 1 ? first : 'unclear'
}

/** A column of a query's own sources, as one word. */
export function columnKey(source: number, column: string): string {
  return `${source}.${column}`
}

/** The source that a key of {@link columnKey} is of; -1 if it is another expression. */
export function sourceOfKey(key: string): number {
  return Number(/^(\d+)\./.exec(key)?.[1] ?? -1)
}

/** An expression as one word: equal for expressions that say the same. */
export function expressionKey(level: QueryLevel, node: Node): string {
  const place = 'ColumnRef' in node ? resolveColumn(level, node.ColumnRef) : null
  if (place !== null && place.level === level) return columnKey(place.source, place.column)
  return JSON.stringify(node, (name, value: unknown) => {
    if (name === 'location') return undefined
    if (name !== 'ColumnRef') return value
    const inner = resolveColumn(level, value as ColumnRef)
    return inner?.level === level ? columnKey(inner.source, inner.column) : value
  })
}
