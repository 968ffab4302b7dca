import type { Node } from 'libpg-query'
import type { Catalogue } from '../schema/catalogue.js'
import { unknownColumn, type OutputColumn } from './output-column.js'

/** The columns of something in a `from` clause, in their order; `unknown` if the tree does not tell them. */
export type RelationColumns = readonly OutputColumn[] | 'unknown'

/** Something in a `from` clause that columns are qualified with. */
export interface Relation {
  /** Null for what has no name. */
  readonly name: string | null
  readonly columns: RelationColumns
}

/** What an item of a `from` clause brings along: a table, or a whole tree of joins. */
export interface FromItem {
  readonly relations: readonly Relation[]
  /** The columns that a `using` or a natural join made of two: an unqualified name means these. */
  readonly merged: readonly OutputColumn[]
  /** What `*` stands for. */
  readonly columns: RelationColumns
}

/** What a name means within a query. */
export interface Scope {
  readonly relations: readonly Relation[]
  readonly merged: readonly OutputColumn[]
  readonly ctes: ReadonlyMap<string, RelationColumns>
  readonly parent: Scope | null
  readonly catalogue: Pick<Catalogue, 'tables' | 'replaced' | 'types'>
  /** The numbers of the parameters that are refused if they are null. */
  readonly requiredParameters: ReadonlySet<number>
}

/** The scope within which nothing is named yet but CTEs. */
export function inside(parent: Scope, item: FromItem): Scope {
  return { ...parent, relations: item.relations, merged: item.merged, parent }
}

/** The parts of a column's name: `products.id` → `['products', 'id']`; null for a star and what is no column. */
export function pathOf(node: Node | undefined): readonly string[] | null {
  if (node === undefined || !('ColumnRef' in node)) return null
  const path: string[] = []
  for (const field of node.ColumnRef.fields ?? []) {
    if (!('String' in field)) return null
    path.push(field.String.sval ?? '')
  }
  return path
}

/** Finds the column that `relation.column`, or a `column` without a qualifier, means; null if the tree does not tell. */
export function findColumn(scope: Scope, path: readonly string[]): OutputColumn | null {
  const column = path.at(-1)
  const qualifier = path.at(-2)
  if (column === undefined) return null
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    if (qualifier === undefined) {
      const found = findUnqualified(current, column)
      if (found !== undefined) return found
    } else {
      const relation = current.relations.find(({ name }) => name === qualifier)
      if (relation !== undefined) return columnIn(relation.columns, column) ?? null
    }
  }
  return null
}

/** Gives the columns that `*` or `relation.*` stands for. */
export function starColumns(item: FromItem, scope: Scope, qualifier: string | undefined): RelationColumns {
  if (qualifier === undefined) return item.columns
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    const relation = current.relations.find(({ name }) => name === qualifier)
    if (relation !== undefined) return relation.columns
  }
  return 'unknown'
}

/** Undefined if no relation of this query has such a column; null if one may have it. */
function findUnqualified({ relations, merged }: Scope, column: string): OutputColumn | null | undefined {
  const joined = merged.find(({ name }) => name === column)
  if (joined !== undefined) return joined
  let unknown = false
  for (const relation of relations) {
    // Two that have it would be ambiguous to the server, so the first one that surely does is the one.
    const found = columnIn(relation.columns, column)
    if (found !== undefined) return found
    unknown ||= mayHave(relation.columns, column) || relation.name === column
  }
  return unknown ? null : undefined
}

function columnIn(columns: RelationColumns, column: string): OutputColumn | undefined {
  return columns === 'unknown' ? undefined : columns.find(({ name, star }) => name === column && !star)
}

function mayHave(columns: RelationColumns, column: string): boolean {
  return columns === 'unknown' || columns.some(({ name, star }) => star || name === null || name === column)
}

/** Gives columns the names of `as x (a, b)`. Behind a star nobody can count. */
export function renamed(columns: RelationColumns, names: readonly Node[] | undefined): RelationColumns {
  if (names === undefined) return columns
  const written = names.map((name) => ('String' in name ? (name.String.sval ?? null) : null))
  if (columns === 'unknown') return columns
  if (columns.some(({ star }) => star)) return written.map(unknownColumn)
  return columns.map((column, index) => ({ ...column, name: written[index] ?? column.name }))
}
