import type { InsertStmt, Node, RangeVar } from 'libpg-query'
import { visitNodes } from '../../src/generate/read/visit.js'
import { findTable, type Catalogue, type CatalogueColumn } from '../../src/generate/schema/catalogue.js'
import type { KeptQuery } from './kept-release.js'

/**
 * Finds inserts that the server prepares and then refuses: a column that must be given now and is not, and a
 * parameter that may be null for a column that may not.
 */
export function insertBreaks(statement: Node, query: KeptQuery, catalogue: Catalogue): readonly string[] {
  const breaks: string[] = []
  visitNodes(statement, (node) => {
    if ('InsertStmt' in node) breaks.push(...breaksOf(node.InsertStmt, query, catalogue))
    return true
  })
  return breaks
}

function breaksOf({ relation, cols, selectStmt }: InsertStmt, query: KeptQuery, catalogue: Catalogue) {
  const schema = relation?.schemaname
  const name = (schema === undefined ? '' : `${schema}.`) + (relation?.relname ?? '')
  const table = insertTable(catalogue, relation)
  // Without a list of columns, which one a value is for hangs on the table as it is by then.
  if (table === undefined || cols === undefined) return []
  const columns = cols.map((column) => ('ResTarget' in column ? (column.ResTarget.name ?? '') : ''))
  const missing = table.required.filter((column) => !columns.includes(column))
  return [
    ...missing.map((column) => `inserts into ${name} without ${column}, which must be given now`),
    ...rowsOf(selectStmt).flatMap((row) =>
      row.flatMap((value, index) => {
        const column = columns[index]
        const sent = optionalParameter(value, query)
        if (column === undefined || sent === null || !table.notNull.has(column)) return []
        return [`may send null as ${sent} for ${name}.${column}, which may not be null now`]
      }),
    ),
  ]
}

/** The columns of a table that an insert must not leave out or set to null. */
interface InsertTable {
  /** Not null, and without a default. */
  readonly required: readonly string[]
  readonly notNull: ReadonlySet<string>
}

/** Undefined for a table with a trigger before inserts, which may fill in whatever is missing. */
function insertTable(catalogue: Catalogue, relation: RangeVar | undefined): InsertTable | undefined {
  const table = findTable(catalogue, relation?.relname ?? '', relation?.schemaname)
  if (table === undefined || table.isView || table.isFilledByTrigger) return undefined
  const typeOf = ({ typeOid }: CatalogueColumn) => catalogue.types.get(typeOid)
  const notNull = table.columns.filter((column) => column.notNull || typeOf(column)?.notNull === true)
  const required = notNull.filter((column) => !column.hasDefault && typeOf(column)?.hasDefault !== true)
  return { required: required.map(({ name }) => name), notNull: new Set(notNull.map(({ name }) => name)) }
}

/** The rows of `values (…), (…)`. */
function rowsOf(source: Node | undefined): readonly (readonly Node[])[] {
  if (source === undefined || !('SelectStmt' in source)) return []
  return (source.SelectStmt.valuesLists ?? []).flatMap((row) => ('List' in row ? [row.List.items ?? []] : []))
}

/** The name of a parameter that may be left out, if a value is nothing but that. */
function optionalParameter(value: Node, { placeholders, parameters }: KeptQuery): string | null {
  const bare = 'TypeCast' in value ? value.TypeCast.arg : value
  if (bare === undefined || !('ParamRef' in bare)) return null
  const name = placeholders[(bare.ParamRef.number ?? 0) - 1]
  return name !== undefined && parameters[name]?.required === false ? `:${name}` : null
}
