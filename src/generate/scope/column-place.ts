import type { Node } from 'libpg-query'
import { visitExpression } from '../read/visit.js'
import type { Catalogue, CatalogueColumn, CatalogueTable } from '../schema/catalogue.js'
import type { QueryLevel, ScopeColumn, Source } from './query-level.js'
import { resolveColumn } from './resolve-column.js'

/** A column of a source. */
export interface ColumnPlace {
  readonly level: QueryLevel
  readonly source: number
  readonly column: string
}

/** Finds the source and column that an expression names; null if the tree does not show it. */
export function placeOf(level: QueryLevel, expression: Node): ColumnPlace | null {
  const found = resolveColumn(level, expression)
  return found && columnPlace(found.level, found.column)
}

/**
 * Finds the place that a column comes from.
 *
 * @returns Null for a column that a full join merged: it is of neither side alone.
 */
export function columnPlace(level: QueryLevel, { origin }: ScopeColumn): ColumnPlace | null {
  if (origin.kind === 'source') {
    return origin.name === null ? null : { level, source: origin.source, column: origin.name }
  }
  if (origin.kind !== 'merged' || origin.left === null || origin.right === null) return null
  const kind = level.joins[origin.join]?.kind
  if (kind === undefined || kind === 'full') return null
  return columnPlace(level, kind === 'right' ? origin.right : origin.left)
}

/** Reports whether an expression has a column of a source of the query, outside of the queries within it. */
export function mentions(level: QueryLevel, source: number, expression: unknown): boolean {
  let found = false
  visitExpression(expression, (node) => {
    const place = placeOf(level, node)
    found ||= place?.level === level && place.source === source
  })
  return found
}

/** Returns the key of a column of a query's own sources. */
export function columnKey(source: number, column: string): string {
  return `${source}.${column}`
}

/** Returns the source in a key of {@link columnKey}; -1 for the key of another expression. */
export function sourceOfKey(key: string): number {
  return Number(/^(\d+)\./.exec(key)?.[1] ?? -1)
}

/** Returns the key of an expression: a string that is equal for equal expressions. */
export function expressionKey(level: QueryLevel, node: Node): string {
  const own = ownKey(level, node)
  if (own !== null) return own
  return JSON.stringify(node, (name, value: unknown) => {
    if (name === 'location') return undefined
    // The tree is JSON: the value under this name is a reference to a column.
    return name === 'ColumnRef' ? (ownKey(level, { ColumnRef: value } as Node) ?? value) : value
  })
}

function ownKey(level: QueryLevel, node: Node): string | null {
  const place = placeOf(level, node)
  return place?.level === level ? columnKey(place.source, place.column) : null
}

/** Returns the table of a source; null if it is no table. */
export function tableOf(source: Source | undefined): CatalogueTable | null {
  return source?.origin.kind === 'table' ? source.origin.table : null
}

/** Finds the table column behind a source's column. */
export function tableColumn(source: Source | undefined, name: string): CatalogueColumn | undefined {
  const position = source?.columns.find((column) => column.name === name)?.position
  return tableOf(source)?.columns[position ?? -1]
}

/** Returns the name of a column's type, or of the type under a domain. */
export function typeName({ types }: Pick<Catalogue, 'types'>, { typeOid }: CatalogueColumn): string {
  const type = types.get(typeOid)
  return (types.get(type?.baseOid ?? 0) ?? type)?.name ?? ''
}
