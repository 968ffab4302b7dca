import type { QueryMetadata } from './prepared-query.js'

/** A query that a database knows, as `db.queries` lists it. */
export interface QueryDescription {
  readonly name: string
  /** The file it stands in, such as `products.sql`. */
  readonly file: string
  /** The tables and views that it names, in order; null if its module does not say. */
  readonly tables: readonly string[] | null
  /** `write` if its text changes or locks something, `read` if not; null if its module does not say. */
  readonly access: 'read' | 'write' | null
}

/** Takes from a query's metadata what it is and what it does. */
export function describeQuery({ name, file, tables, access }: QueryMetadata): QueryDescription {
  return { name, file, tables: tables ?? null, access: access ?? null }
}
