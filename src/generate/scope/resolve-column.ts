import type { ColumnRef, Node } from 'libpg-query'
import type { Names, QueryLevel, Relation, ScopeColumn } from './query-level.js'

/** A column, and the query whose relation it is of. */
export interface ResolvedColumn {
  readonly level: QueryLevel
  readonly column: ScopeColumn
}

/** Splits a column's name: `products.id` → `['products', 'id']`; null for a star. */
export function columnPath({ fields = [] }: ColumnRef): readonly string[] | null {
  const path = fields.flatMap((field) => ('String' in field ? [field.String.sval ?? ''] : []))
  return path.length === fields.length && path.length > 0 ? path : null
}

/** Finds the column that an expression is, in a query or one around it; null if the tree does not show it. */
export function resolveColumn(level: QueryLevel, expression: Node): ResolvedColumn | null {
  const path = 'ColumnRef' in expression ? columnPath(expression.ColumnRef) : null
  if (path === null) return null
  for (let current: QueryLevel | null = level; current !== null; current = current.parent) {
    const column = lookUp(current, path) ?? lookUpVersion(current, path)
    if (column === 'unclear') return null
    if (column !== null) return { level: current, column }
  }
  return null
}

/** Finds a column among the names of one place; null if none has that name, `unclear` if the tree does not show it. */
function lookUp(names: Names, path: readonly string[]): ScopeColumn | 'unclear' | null {
  const [column = '', qualifier, schema] = path.toReversed()
  if (qualifier === undefined) return lookUpUnqualified(names, column)
  const relation = names.relations.find((one) => isMeant(one, qualifier, schema))
  return relation === undefined ? null : columnOf(relation, column)
}

/** Finds the relation that a qualifier means, in a query or one around it. A schema may stand before the qualifier. */
export function resolveRelation(
  level: QueryLevel,
  qualifier: string,
  schema: string | undefined,
): { readonly level: QueryLevel; readonly relation: Relation } | null {
  for (let current: QueryLevel | null = level; current !== null; current = current.parent) {
    const relation = [...current.relations, ...current.versions].find((one) =>
      isMeant(one, qualifier, schema),
    )
    if (relation !== undefined) return { level: current, relation }
  }
  return null
}

/** Reports whether a qualifier means a relation. Tables of two schemas may have one name in a query. */
function isMeant({ name, schema: own }: Relation, qualifier: string, schema: string | undefined): boolean {
  return name === qualifier && (schema === undefined || schema === own)
}

function lookUpVersion({ versions }: QueryLevel, path: readonly string[]): ScopeColumn | 'unclear' | null {
  return path.length > 1 ? lookUp({ relations: versions, merged: [] }, path) : null
}

function columnOf(relation: Relation, name: string): ScopeColumn | 'unclear' {
  return relation.columns.find((column) => column.name === name) ?? hiddenColumn(relation, name) ?? 'unclear'
}

function lookUpUnqualified({ relations, merged }: Names, name: string): ScopeColumn | 'unclear' | null {
  const joined = merged.find((column) => column.name === name)
  if (joined !== undefined) return joined
  for (const { columns } of relations) {
    // The server refuses a name that two relations have, so the first relation that surely has it is the one.
    const found = columns.find((column) => column.name === name)
    if (found !== undefined) return found
  }
  const candidates = relations.filter((relation) => mayHave(relation, name))
  const [first, ...others] = candidates
  if (first === undefined) return null
  return (others.length === 0 ? hiddenColumn(first, name) : null) ?? 'unclear'
}

/** Reports whether a name may mean a column of a relation, or its whole row. */
function mayHave({ name: relation, columns }: Relation, name: string): boolean {
  return relation === name || columns.some((column) => column.star || column.name === null)
}

/** Makes a column of a source with unknown columns: if the server accepts the name, the source has such a column. */
function hiddenColumn({ source, columns }: Relation, name: string): ScopeColumn | null {
  if (source === null || (columns.length > 0 && !columns.some(({ star }) => star))) return null
  return { name, isMadeUp: false, star: false, origin: { kind: 'source', source, name, position: null } }
}
