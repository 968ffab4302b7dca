import { singularize } from 'inflection'
import { SetupError } from '../../errors.js'
import { isTypeName, pascalCase } from '../identifiers.js'
import type { Catalogue, CatalogueTable } from '../schema/catalogue.js'
import { declaredName, isSecret } from '../schema/comment-tags.js'
import type { DeclaredJson } from './json-declaration.js'
import { enumTypeName } from './sql-type.js'
import { typeTableColumn } from './type-columns.js'
import type { TypedColumn, TypedQuery } from './typed-query.js'

/** The interface of a table's whole row, without the secret columns. */
export interface TableModel {
  readonly table: CatalogueTable
  /** The name of the interface, such as `Product`. */
  readonly name: string
  readonly columns: readonly TypedColumn[]
}

/** A query's row as an extension of a model. */
export interface ModelRow {
  readonly model: TableModel
  /** The columns that the model lacks, and those that can be null in the model but not in the row. */
  readonly own: readonly TypedColumn[]
}

/** The models of a schema's tables. */
export class TableModels {
  readonly #catalogue: Catalogue
  readonly #json: DeclaredJson
  readonly #tables: ReadonlyMap<string, CatalogueTable>
  readonly #models = new Map<CatalogueTable, TableModel | null>()
  readonly #taken: ReadonlySet<string>

  constructor(catalogue: Catalogue, json: DeclaredJson) {
    this.#catalogue = catalogue
    this.#json = json
    const enums = [...catalogue.types.values()].filter(({ labels }) => labels !== null)
    this.#taken = new Set([...taken, ...enums.map(enumTypeName)])
    this.#tables = new Map(
      [...catalogue.tables.values()]
        .flat()
        .flatMap((table) => (table.isTable && !table.isSystem ? [[pathOf(table), table] as const] : [])),
    )
  }

  /**
   * Finds the model whose columns are all in a query's row; of several, the one with the most columns. Null if there is
   * none.
   *
   * A column of another table or another type does not count, whatever its name. Where the server does not report the
   * table of a column (in a union), the name and the type decide, among the tables that the query reads.
   */
  ofRow({ columns, usage }: TypedQuery): ModelRow | null {
    const paths = new Set([
      ...columns.flatMap(({ source }) => (source === null ? [] : [tableOf(source.path)])),
      ...(usage?.tables ?? []),
    ])
    const byProperty = new Map(columns.map((column) => [column.property, column]))
    const fitting = [...paths]
      .flatMap((path) => this.#modelAt(path) ?? [])
      .filter(({ columns: own }) => own.every((column) => fits(byProperty.get(column.property), column)))
      .sort((one, other) => other.columns.length - one.columns.length)
    const [model] = fitting
    if (model === undefined) return null
    const shared = new Map(model.columns.map((column) => [column.property, column]))
    return {
      model,
      own: columns.filter(({ property, nullable }) => shared.get(property)?.nullable !== nullable),
    }
  }

  /**
   * Returns the models whose whole rows the queries return, ordered by name.
   *
   * @throws {@link SetupError} if two models have one name, or one declares a name that no type can have.
   */
  used(queries: readonly TypedQuery[]): readonly TableModel[] {
    const models = new Set(queries.flatMap((query) => this.ofRow(query)?.model ?? []))
    const sorted = [...models].sort((one, other) => (one.name < other.name ? -1 : 1))
    sorted.forEach(({ name, table }, index) => {
      const other = sorted[index - 1]
      if (other?.name === name) {
        throw new SetupError(
          `the rows of ${pathOf(other.table)} and ${pathOf(table)} are both ${name}: give one another name, by @name in its comment`,
        )
      }
    })
    return sorted
  }

  #modelAt(path: string): TableModel | null {
    const table = this.#tables.get(path)
    if (table === undefined) return null
    const known = this.#models.get(table)
    if (known !== undefined) return known
    const model = this.#modelOf(table)
    this.#models.set(table, model)
    return model
  }

  #modelOf(table: CatalogueTable): TableModel | null {
    const shown = table.columns.filter((column) => !isSecret(column))
    const columns = shown.flatMap((column) => typeTableColumn(this.#catalogue, column) ?? [])
    if (columns.length === 0 || columns.length < shown.length) return null
    return {
      table,
      name: nameOf(table, this.#taken),
      columns: columns.map((column) => this.#json.type(column)),
    }
  }
}

/** Reports whether a row's column has the model's type, or a narrower one. */
function fits(column: TypedColumn | undefined, { source, sqlType, type, nullable }: TypedColumn): boolean {
  if (column === undefined || (column.source !== null && column.source.path !== source?.path)) return false
  if (column.sqlType !== sqlType || column.type.text !== type.text) return false
  return nullable || !column.nullable
}

/** Names that the modules import. */
const taken = new Set(
  (
    'PreparedQuery Json JsonNumber JsonColumns Buffer Date Uint8Array Point LineString Polygon MultiPoint MultiLineString ' +
    'MultiPolygon GeometryCollection Geometry Position3D'
  ).split(' '),
)

function nameOf(table: CatalogueTable, names: ReadonlySet<string>): string {
  const declared = declaredName(table)
  if (declared === null) {
    const isFree = (name: string) => isTypeName(name) && !names.has(name)
    const all = pascalCase(table.name)
    // A name may begin with a digit, or have no letter that names in TypeScript have here.
    return [pascalCase(singularize(table.name)), `${all}Row`].find(isFree) ?? `Row${all}`
  }
  if (names.has(declared) || !isTypeName(declared)) {
    throw new SetupError(
      `the rows of ${pathOf(table)} cannot be ${declared} in TypeScript: change @name in its comment`,
    )
  }
  return declared
}

function pathOf({ visible, schema, name }: CatalogueTable): string {
  return visible ? name : `${schema}.${name}`
}

/** Returns the table in a column's path. */
function tableOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'))
}
