import type { ClientBase } from 'pg'
import type { ConstraintKind } from '../../errors.js'
import { catalogueQuery } from './catalogue-query.js'

/** A type of the database. */
export interface CatalogueType {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** pg_type.typtype: b(ase), c(omposite), d(omain), e(num), m(ultirange), p(seudo), r(ange). */
  readonly kind: string
  /** The type of the elements if this is an array; otherwise null. */
  readonly elementOid: number | null
  /** The type under a domain; null for every other type. */
  readonly baseOid: number | null
  readonly baseModifier: number
  /** True for a domain that refuses null. */
  readonly notNull: boolean
  /** True for a domain with a default of its own. */
  readonly hasDefault: boolean
  /** The values of an enum in their order; null for every other type. */
  readonly labels: readonly string[] | null
  readonly comment: string | null
  /** False for a type of PostgreSQL or of an extension. */
  readonly ours: boolean
}

/** A column of a table. */
export interface CatalogueColumn {
  readonly table: string
  /** `messages.offer_data`, with the schema in front if the search path does not find the table. */
  readonly path: string
  readonly name: string
  readonly typeOid: number
  readonly typeModifier: number
  readonly notNull: boolean
  /** True if the column has a default, is generated or is an identity column. */
  readonly hasDefault: boolean
  /** True if a check on the column forbids null elements: `array_position(column, null) is null`. */
  readonly elementsNotNull: boolean
  readonly comment: string | null
}

/** A valid index. */
export interface CatalogueIndex {
  readonly name: string
  /** The access method: `btree`, `gist`, … */
  readonly method: string
  /** The columns of the key in their order, with null in the place of an expression. */
  readonly columns: readonly (string | null)[]
  /** The expressions of the key, as the server writes them. */
  readonly expressions: readonly string[]
  readonly partial: boolean
  /** True if no two rows have the same key. Rows with a null in the key are exempt. */
  readonly unique: boolean
}

/** A table or a view. */
export interface CatalogueTable {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** True if the search path finds it. */
  readonly visible: boolean
  /** True for a table of `pg_catalog`. */
  readonly isSystem: boolean
  /** True for a view. The `instead of` triggers of a view may return anything. */
  readonly isView: boolean
  /** False for a view, a materialized view and a foreign table. */
  readonly isTable: boolean
  /** The query of a view; null for a table, and for a materialized view, whose rows are of an earlier time. */
  readonly definition: string | null
  readonly comment: string | null
  /** True if a trigger runs before each insert, which may fill any column. */
  readonly isFilledByTrigger: boolean
  /** In their order. */
  readonly columns: readonly CatalogueColumn[]
  readonly indexes: readonly CatalogueIndex[]
}

/** A constraint or unique index of the schema. */
export interface CatalogueConstraint {
  readonly name: string
  readonly kind: ConstraintKind
  readonly table: string
  readonly columns: readonly string[]
}

/** The parts of a database's catalogue that generation needs. */
export interface Catalogue {
  readonly types: ReadonlyMap<number, CatalogueType>
  /** The columns of tables outside `pg_catalog`, by the table's oid and the column's number: `16402.3`. */
  readonly columns: ReadonlyMap<string, CatalogueColumn>
  /** All tables and views of a name, in every schema but `information_schema`. */
  readonly tables: ReadonlyMap<string, readonly CatalogueTable[]>
  /** Constraints and unique indexes, ordered by name. */
  readonly constraints: readonly CatalogueConstraint[]
  /** The names of PostgreSQL's functions and operators that the schema overloads. An extension's do not count. */
  readonly replaced: ReadonlySet<string>
  /** The names of functions that return a set of rows, in at least one overload. */
  readonly setReturning: ReadonlySet<string>
  /** The names of aggregate functions. */
  readonly aggregates: ReadonlySet<string>
}

/** A catalogue with tables alone. */
export type TableCatalogue = Pick<Catalogue, 'tables'>

/** Finds a table by its name, in the search path if no schema is named; undefined if there is none. */
export function findTable(
  { tables }: TableCatalogue,
  name: string,
  schema: string | undefined,
): CatalogueTable | undefined {
  return tables.get(name)?.find((table) => (schema === undefined ? table.visible : table.schema === schema))
}

interface ColumnRow extends Omit<CatalogueColumn, 'table' | 'path'> {
  readonly number: number
}

interface TableRow extends Omit<CatalogueTable, 'columns'> {
  readonly columns: readonly ColumnRow[]
}

interface CatalogueRow {
  readonly types: readonly CatalogueType[]
  readonly tables: readonly TableRow[]
  readonly constraints: readonly CatalogueConstraint[]
  readonly replaced: readonly string[]
  readonly setReturning: readonly string[]
  readonly aggregates: readonly string[]
}

/** Reads the catalogue of a database in one query. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const { rows } = await client.query<CatalogueRow>(catalogueQuery)
  const [row] = rows
  if (row === undefined) throw new Error('the query of the catalogue returns one row')
  const columns = new Map<string, CatalogueColumn>()
  const tables = new Map<string, CatalogueTable[]>()
  for (const { columns: columnRows, ...rest } of row.tables) {
    const prefix = `${rest.visible ? '' : `${rest.schema}.`}${rest.name}`
    const table: CatalogueTable = {
      ...rest,
      columns: columnRows.map(({ number, ...one }) => {
        const column = { ...one, table: rest.name, path: `${prefix}.${one.name}` }
        if (!rest.isSystem) columns.set(`${rest.oid}.${number}`, column)
        return column
      }),
    }
    tables.set(rest.name, [...(tables.get(rest.name) ?? []), table])
  }
  return {
    types: new Map(row.types.map((type) => [type.oid, type])),
    columns,
    tables,
    constraints: [...row.constraints].sort(byName),
    replaced: new Set(row.replaced),
    setReturning: new Set(row.setReturning),
    aggregates: new Set(row.aggregates),
  }
}

function byName(one: CatalogueConstraint, other: CatalogueConstraint): number {
  return `${one.name} ${one.table}` < `${other.name} ${other.table}` ? -1 : 1
}
