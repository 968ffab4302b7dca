import type { ClientBase } from 'pg'
import type { ConstraintKind } from '../../errors.js'
import type { NodeValue } from '../analyse/node-text.js'
import { readNodeText } from '../analyse/node-text.js'
import { viewKeys } from './view-keys.js'
import { knownFunctionNames, knownOperatorNames } from './total-functions.js'
import { catalogueQuery } from './catalogue-query.js'
import { refusesNullElements } from './element-check.js'

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
  /** False for an enum that the search path does not find. */
  readonly visible: boolean
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
  /** The condition of a partial index, as the server writes it; null for an index of all rows. */
  readonly predicate: string | null
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
  readonly viewQuery: NodeValue
  readonly comment: string | null
  /** True if a trigger runs before each insert, which may fill any column. */
  readonly isFilledByTrigger: boolean
  /** True if a rule may do something else than is written, and return other rows. */
  readonly hasRules: boolean
  /** In their order. */
  readonly columns: readonly CatalogueColumn[]
  readonly indexes: readonly CatalogueIndex[]
  /** The keys of a view of one table, each as columns that are never null; empty for anything else. */
  readonly viewKeys: readonly (readonly string[])[]
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
  /** The names of the schema's own functions that are volatile in at least one overload, and so may write. */
  readonly volatileFunctions: ReadonlySet<string>
  /** The names of aggregate functions. */
  readonly aggregates: ReadonlySet<string>
  /** All columns, those of `pg_catalog` too, by the table's oid and the column's number. */
  readonly everyColumn: ReadonlyMap<string, CatalogueColumn>
  /** All tables and views, by their oid. */
  readonly relations: ReadonlyMap<number, CatalogueTable>
  /** Those functions of PostgreSQL and of extensions of which more than the type is known, by their oid. */
  readonly functions: ReadonlyMap<number, CatalogueFunction>
  /** The operators of which more than the type is known, by their oid. */
  readonly operators: ReadonlyMap<number, CatalogueFunction>
  /** The oids of all functions that return null for any null argument. */
  readonly strictFunctions: ReadonlySet<number>
}

/** A function or an operator of PostgreSQL or of an extension, by its overload. */
export interface CatalogueFunction {
  readonly name: string
  /** The names of the types, without a schema. */
  readonly argumentTypes: readonly string[]
  readonly isAggregate: boolean
  readonly isStrict: boolean
  readonly isCast: boolean
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

interface ColumnRow extends Omit<CatalogueColumn, 'table' | 'path' | 'elementsNotNull'> {
  readonly number: number
  /** The trees of the checks on this column alone, if it is an array. */
  readonly checks: readonly string[]
}

interface TableRow extends Omit<CatalogueTable, 'columns' | 'viewQuery' | 'viewKeys'> {
  readonly columns: readonly ColumnRow[]
  readonly viewQuery: string | null
}

interface FunctionRow extends CatalogueFunction {
  readonly oid: number
}

interface CatalogueRow {
  readonly types: readonly CatalogueType[]
  readonly tables: readonly TableRow[]
  readonly constraints: readonly CatalogueConstraint[]
  readonly replaced: readonly string[]
  readonly setReturning: readonly string[]
  readonly volatileFunctions: readonly string[]
  readonly aggregates: readonly string[]
  readonly functions: readonly FunctionRow[]
  readonly operators: readonly FunctionRow[]
  readonly strictFunctions: readonly number[]
}

/** Reads the catalogue of a database in one query. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const { rows } = await client.query<CatalogueRow>(catalogueQuery, [knownFunctionNames, knownOperatorNames])
  const [row] = rows
  if (row === undefined) throw new Error('the query of the catalogue returns one row')
  const functions = byOid(row.functions)
  const columns = new Map<string, CatalogueColumn>()
  const everyColumn = new Map<string, CatalogueColumn>()
  const relations = new Map<number, CatalogueTable>()
  const tables = new Map<string, CatalogueTable[]>()
  // In the order of their oids: a view comes after its table.
  for (const { columns: columnRows, ...rest } of row.tables) {
    const prefix = `${rest.visible ? '' : `${rest.schema}.`}${rest.name}`
    const read: CatalogueTable = {
      ...rest,
      viewKeys: [],
      viewQuery: rest.viewQuery === null ? null : readNodeText(rest.viewQuery),
      columns: columnRows.map(({ number, checks, ...one }) => {
        const elementsNotNull = checks.some((check) => refusesNullElements(check, functions))
        const column = { ...one, elementsNotNull, table: rest.name, path: `${prefix}.${one.name}` }
        everyColumn.set(`${rest.oid}.${number}`, column)
        if (!rest.isSystem) columns.set(`${rest.oid}.${number}`, column)
        return column
      }),
    }
    const table =
      read.viewQuery === null ? read : { ...read, viewKeys: viewKeys(read, { relations, everyColumn }) }
    relations.set(rest.oid, table)
    tables.set(rest.name, [...(tables.get(rest.name) ?? []), table])
  }
  return {
    types: new Map(row.types.map((type) => [type.oid, type])),
    columns,
    tables,
    constraints: [...row.constraints].sort(byName),
    replaced: new Set(row.replaced),
    setReturning: new Set(row.setReturning),
    volatileFunctions: new Set(row.volatileFunctions),
    aggregates: new Set(row.aggregates),
    everyColumn,
    relations,
    functions,
    operators: byOid(row.operators),
    strictFunctions: new Set(row.strictFunctions),
  }
}

function byOid(rows: readonly FunctionRow[]): ReadonlyMap<number, CatalogueFunction> {
  return new Map(rows.map(({ oid, ...one }) => [oid, one]))
}

function byName(one: CatalogueConstraint, other: CatalogueConstraint): number {
  return `${one.name} ${one.table}` < `${other.name} ${other.table}` ? -1 : 1
}
