import type { Nullness, OutputColumn } from './output-column.js'

/** Something in a `from` clause that has columns. */
export interface Relation {
  /** The name that its columns are qualified with; null for a join without an alias of its own. */
  readonly name: string | null
  /** True on the far side of an outer join: its columns can be null whatever they are. */
  readonly outer: boolean
  /** A table's columns are as the catalogue says; those of a subquery are its outputs; else nothing is known. */
  readonly columns: { readonly table: string } | 'unknown' | readonly OutputColumn[]
}

/** Tells whether a table of that name, in any schema, may have a column. */
export type HasColumn = (table: string, column: string) => boolean

/** The relations that a column's name is looked up in, innermost first, and the CTEs that a table's name is. */
export interface Scope {
  readonly relations: readonly Relation[]
  readonly ctes: ReadonlyMap<string, readonly OutputColumn[]>
  readonly parent: Scope | null
  readonly hasColumn: HasColumn
}

/** Tells the nullness of `relation.column`, or of a `column` whose relation the tree alone does not tell. */
export function columnNullness(scope: Scope, path: readonly string[]): Nullness {
  const column = path.at(-1)
  const qualifier = path.at(-2)
  if (column === undefined) return 'maybe'
  if (qualifier === undefined) return unqualifiedNullness(scope, column)
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    const relation = current.relations.find(({ name }) => name === qualifier)
    if (relation !== undefined) return relationNullness(relation, column)
  }
  return 'maybe'
}

/** Tells the nullness of what `*` or `relation.*` gives, if it is the same for all its columns. */
export function starNullness(scope: Scope, qualifier: string | undefined): Nullness {
  const relations = scope.relations.filter(({ name }) => qualifier === undefined || name === qualifier)
  return relations.length > 0 && relations.every(passesAllOn) ? 'origin' : 'maybe'
}

/** Without a qualifier the innermost query that has such a column is meant. */
function unqualifiedNullness(scope: Scope, column: string): Nullness {
  for (let current: Scope | null = scope; current !== null; current = current.parent) {
    const { relations, hasColumn } = current
    const [first, ...rest] = relations.filter((relation) => mayHave(relation, column, hasColumn))
    if (first === undefined) continue
    // Two that may have it: a joining column of `using`, or a relation of which nothing is known.
    return rest.length === 0 ? relationNullness(first, column) : 'maybe'
  }
  return 'maybe'
}

function mayHave({ columns }: Relation, column: string, hasColumn: HasColumn): boolean {
  if (columns === 'unknown') return true
  if ('table' in columns) return hasColumn(columns.table, column)
  return columns.length === 0 || columns.some(({ name, star }) => star || name === null || name === column)
}

function relationNullness({ outer, columns }: Relation, column: string): Nullness {
  if (outer || columns === 'unknown') return 'maybe'
  if ('table' in columns) return 'origin'
  const output = columns.find(({ name }) => name === column)
  if (output !== undefined) return output.nullness
  // The column is behind a star, if anywhere.
  const stars = columns.filter(({ star }) => star)
  return stars.length > 0 && stars.every(({ nullness }) => nullness === 'origin') ? 'origin' : 'maybe'
}

function passesAllOn({ outer, columns }: Relation): boolean {
  if (outer || columns === 'unknown') return false
  return 'table' in columns || columns.every(({ nullness }) => nullness === 'origin')
}
