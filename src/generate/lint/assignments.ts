import type { Node, SelectStmt } from 'libpg-query'
import type { CatalogueColumn } from '../schema/catalogue.js'
import { outputsOf } from '../scope/outputs.js'
import type { QueryLevel } from '../scope/query-level.js'
import { tableOf } from '../scope/column-place.js'

/** A value that a statement stores in a column. */
export interface Assignment {
  readonly column: CatalogueColumn
  readonly value: Node
  /** The query that the value stands in. */
  readonly level: QueryLevel
}

/** Lists the values that an insert or an update stores. Rows of `set (…) = (select …)` and of unions are left out. */
export function assignmentsOf(level: QueryLevel, levels: readonly QueryLevel[]): readonly Assignment[] {
  const columns = tableOf(level.sources[0])?.columns ?? []
  const { query } = level
  if (query.kind === 'update') return setClauses(level, query.node.targetList, columns)
  if (query.kind !== 'insert') return []
  const { cols, selectStmt, onConflictClause } = query.node
  const upserted = setClauses(level, onConflictClause?.targetList, columns)
  if (selectStmt === undefined || !('SelectStmt' in selectStmt)) return upserted
  const stored =
    cols === undefined
      ? columns
      : cols.map((col) => columns.find(({ name }) => 'ResTarget' in col && name === col.ResTarget.name))
  const inner = levels.find((one) => one.query.node === selectStmt.SelectStmt)
  const rows = inner === undefined ? [] : rowsOf(inner, selectStmt.SelectStmt)
  const inserted = rows.flatMap((row) =>
    row.flatMap((value, index) => {
      const column = stored[index]
      return column === undefined || value === null || inner === undefined
        ? []
        : [{ column, value, level: inner }]
    }),
  )
  return [...inserted, ...upserted]
}

function rowsOf(inner: QueryLevel, { valuesLists }: SelectStmt): readonly (readonly (Node | null)[])[] {
  if (valuesLists === undefined) return [outputsOf(inner).map(({ node }) => node)]
  return valuesLists.map((row) => ('List' in row ? (row.List.items ?? []) : []))
}

function setClauses(
  level: QueryLevel,
  targets: readonly Node[] | undefined,
  columns: readonly CatalogueColumn[],
): readonly Assignment[] {
  return (targets ?? []).flatMap((target) => {
    if (!('ResTarget' in target)) return []
    const { name, val, indirection } = target.ResTarget
    const column = columns.find((one) => one.name === name)
    const isPart = indirection !== undefined || (val !== undefined && 'MultiAssignRef' in val)
    return column === undefined || val === undefined || isPart ? [] : [{ column, value: val, level }]
  })
}
