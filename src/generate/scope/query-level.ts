import type { DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, UpdateStmt } from 'libpg-query'
import type { CatalogueTable } from '../schema/catalogue.js'

/** A column by its name. */
export interface NamedColumn {
  /** Null for an expression whose name only the server knows. */
  readonly name: string | null
  /** True if the server makes up the name, as `count` for `count(*)`. */
  readonly isMadeUp: boolean
  /** True for `*` of something with unknown columns. It stands for any number of columns. */
  readonly star: boolean
}

/** A column of a source. */
export interface SourceColumn extends NamedColumn {
  /** The column's place in the table, or among the outputs of the query; null if it has none there. */
  readonly position: number | null
  /**
   * Set for a column that numbers the rows of a function: it is never null, and no two rows share a value. `likely`
   * if that depends on the number of columns that the function returns.
   */
  readonly numbersRows: 'surely' | 'likely' | 'no'
}

/** A query behind a source: a subquery, or a CTE. */
export interface DerivedTable {
  /** Null while the query is being read. */
  readonly level: QueryLevel | null
  /** True if the query reads its own rows. */
  readonly isRecursive: boolean
}

/** The origin of a source's rows. */
export type SourceOrigin =
  | { readonly kind: 'table'; readonly table: CatalogueTable }
  /** A subquery, or the CTE of a name. */
  | { readonly kind: 'query'; readonly query: DerivedTable; readonly cte: string | null }
  /** A function in a `from` clause. */
  | { readonly kind: 'function'; readonly returnsOneRow: boolean }
  | { readonly kind: 'unknown' }

/** Something that a query takes rows from: a leaf of its `from` clause, or the target of a write. */
export interface Source {
  /** Null if nothing can qualify a column with it. */
  readonly name: string | null
  readonly origin: SourceOrigin
  readonly columns: readonly SourceColumn[]
  /** The sources of the same query that it may depend on, row by row, because it is lateral. */
  readonly after: readonly number[]
  /** True for the table that a statement writes to. */
  readonly isTarget: boolean
}

/** The origin of a relation's column. */
export type ColumnOrigin =
  | {
      readonly kind: 'source'
      readonly source: number
      readonly name: string | null
      /** As in {@link SourceColumn}; null for a column that the source is not known to have. */
      readonly position: number | null
    }
  /** Two columns that `using` or a natural join merged. A side is null if its columns are not known. */
  | {
      readonly kind: 'merged'
      readonly join: number
      readonly left: ScopeColumn | null
      readonly right: ScopeColumn | null
    }
  /** A column of `old` or `new` in a returning list. */
  | { readonly kind: 'version'; readonly of: ScopeColumn; readonly isPresent: boolean }
  | { readonly kind: 'unknown' }

/** A column that a name may mean. A renamed column keeps its origin. */
export interface ScopeColumn extends NamedColumn {
  readonly origin: ColumnOrigin
}

/** A name that columns are qualified with: a source, or the alias of a join. */
export interface Relation {
  readonly name: string | null
  /** The schema of the table, which may stand before its name; null if it is no known table. */
  readonly schema: string | null
  /** The source, if it is one. */
  readonly source: number | null
  readonly columns: readonly ScopeColumn[]
}

/** The names that are visible at one place of a query. */
export interface Names {
  readonly relations: readonly Relation[]
  /** The columns that `using` or a natural join merged. A name without a qualifier means these first. */
  readonly merged: readonly ScopeColumn[]
}

/** A join within a `from` clause. */
export interface Join {
  readonly kind: 'inner' | 'left' | 'right' | 'full'
  readonly condition: Node | null
  /** The sources of each side. */
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly merged: readonly ScopeColumn[]
  /** The names that the condition sees. */
  readonly names: Names
}

/** One query of a statement: the statement itself, a CTE, a subquery, a side of a union. */
export interface QueryLevel extends Names {
  readonly query:
    | { readonly kind: 'select'; readonly node: SelectStmt }
    | { readonly kind: 'insert'; readonly node: InsertStmt }
    | { readonly kind: 'update'; readonly node: UpdateStmt }
    | { readonly kind: 'delete'; readonly node: DeleteStmt }
    | { readonly kind: 'merge'; readonly node: MergeStmt }
  /** The sources in the order of the text. The target of a write is the first. */
  readonly sources: readonly Source[]
  /** The joins, an inner one before those around it. */
  readonly joins: readonly Join[]
  /** The columns of `*`. */
  readonly columns: readonly ScopeColumn[]
  /** The rows `old` and `new` of a returning list, found only if no relation has that name. */
  readonly versions: readonly Relation[]
  readonly where: Node | null
  /** The select list or returning list. */
  readonly targets: readonly Node[]
  /** Both sides of a union, an intersection or a difference; otherwise empty. */
  readonly branches: readonly QueryLevel[]
  /** The subqueries in its expressions, by the node of the subquery. */
  readonly subqueries: ReadonlyMap<Node, QueryLevel>
  /** True if an aggregate stands in the select list or in `having`. */
  readonly aggregates: boolean
  /** True if a function in the select list returns several rows for each row. */
  readonly multiplies: boolean
  /** The query whose columns it may use as well; null for the outermost one. */
  readonly parent: QueryLevel | null
  /** True within `exists (…)`, where only the number of rows counts. */
  readonly insideExists: boolean
}

/** A statement taken apart into its queries. */
export interface StatementScope {
  /** The outermost query; null for a statement that is no query. */
  readonly root: QueryLevel | null
  /** Every query, an inner one before those around it. */
  readonly levels: readonly QueryLevel[]
}

/** A column of which nothing is known but its name. */
export function unknownColumn(name: string | null): SourceColumn {
  return { name, isMadeUp: false, star: false, position: null, numbersRows: 'no' }
}

/** Any number of unknown columns. */
export const unknownStar: SourceColumn = { ...unknownColumn(null), star: true }

/** A source of which nothing is known but its name. */
export function unknownSource(name: string | null): Source {
  return { name, origin: { kind: 'unknown' }, columns: [unknownStar], after: [], isTarget: false }
}

/** Renames the first columns, as `as x (a, b)` does. Behind a star the columns cannot be counted. */
export function renamed(
  columns: readonly SourceColumn[],
  names: readonly string[] | undefined,
): readonly SourceColumn[] {
  if (names === undefined || names.length === 0) return columns
  if (columns.some(({ star }) => star)) return [...names.map(unknownColumn), unknownStar]
  return columns.map((column, index) => ({
    ...column,
    name: names[index] ?? column.name,
    isMadeUp: names[index] === undefined && column.isMadeUp,
  }))
}
