import type { InsertStmt, Node, RangeVar, SelectStmt } from 'libpg-query'
import { findTable, type CatalogueColumn, type TableCatalogue } from '../schema/catalogue.js'
import { visit } from '../read/visit.js'

/**
 * Finds the columns that a statement writes its parameters to, by the parameter's number.
 *
 * A parameter counts only if its value is written unchanged or not at all: `:data!`, `:data::jsonb`,
 * `coalesce(:data, '{}')`. A parameter that is written to different columns maps to null.
 */
export function parameterTargets(
  statement: Node,
  catalogue: TableCatalogue,
): ReadonlyMap<number, CatalogueColumn | null> {
  const targets = new Map<number, CatalogueColumn | null>()
  const assign = (column: CatalogueColumn | undefined, value: Node | undefined) => {
    for (const number of parametersIn(value)) {
      const known = targets.get(number)
      targets.set(number, column === undefined || (known !== undefined && known !== column) ? null : column)
    }
  }
  const assignAll = (relation: RangeVar | undefined, items: readonly Node[]) => {
    const columns = columnsOf(relation, catalogue)
    for (const item of items) {
      if (!('ResTarget' in item)) continue
      const { name, val, indirection } = item.ResTarget
      const column = indirection === undefined ? columns.find((one) => one.name === name) : undefined
      assign(column, assignedValue(val))
    }
  }

  visit(statement, (node) => {
    if ('InsertStmt' in node) {
      const { relation, onConflictClause } = node.InsertStmt
      const columns = insertColumns(node.InsertStmt, catalogue)
      for (const row of insertedRows(node.InsertStmt))
        row.forEach((value, index) => assign(columns[index], value))
      assignAll(relation, onConflictClause?.targetList ?? [])
    } else if ('UpdateStmt' in node) {
      assignAll(node.UpdateStmt.relation, node.UpdateStmt.targetList ?? [])
    } else if ('MergeStmt' in node) {
      const { relation, mergeWhenClauses = [] } = node.MergeStmt
      for (const when of mergeWhenClauses) {
        if (!('MergeWhenClause' in when)) continue
        const { targetList = [], values } = when.MergeWhenClause
        if (values === undefined) assignAll(relation, targetList)
        else {
          const columns = namedColumns(relation, targetList, catalogue)
          values.forEach((value, index) => assign(columns[index], value))
        }
      }
    }
  })
  return targets
}

/** Lists the parameters that a value may be a copy of. */
function parametersIn(value: Node | undefined): readonly number[] {
  if (value === undefined) return []
  if ('ParamRef' in value) return [value.ParamRef.number ?? 0]
  if ('TypeCast' in value) return parametersIn(value.TypeCast.arg)
  if ('CoalesceExpr' in value) return (value.CoalesceExpr.args ?? []).flatMap(parametersIn)
  return []
}

/** Returns the value that is assigned in `a = …`, or to one column in `(a, b) = (…, …)`. */
function assignedValue(value: Node | undefined): Node | undefined {
  if (value === undefined || !('MultiAssignRef' in value)) return value
  const { source, colno = 0 } = value.MultiAssignRef
  return source !== undefined && 'RowExpr' in source ? source.RowExpr.args?.[colno - 1] : undefined
}

function columnsOf(relation: RangeVar | undefined, catalogue: TableCatalogue) {
  return findTable(catalogue, relation?.relname ?? '', relation?.schemaname)?.columns ?? []
}

function namedColumns(
  relation: RangeVar | undefined,
  names: readonly Node[],
  catalogue: TableCatalogue,
): readonly (CatalogueColumn | undefined)[] {
  const columns = columnsOf(relation, catalogue)
  return names.map((item) =>
    'ResTarget' in item && item.ResTarget.indirection === undefined
      ? columns.find(({ name }) => name === item.ResTarget.name)
      : undefined,
  )
}

function insertColumns({ relation, cols }: InsertStmt, catalogue: TableCatalogue) {
  return cols === undefined ? columnsOf(relation, catalogue) : namedColumns(relation, cols, catalogue)
}

function insertedRows({ selectStmt }: InsertStmt): readonly (readonly (Node | undefined)[])[] {
  return selectStmt !== undefined && 'SelectStmt' in selectStmt ? selectedRows(selectStmt.SelectStmt) : []
}

function selectedRows({
  larg,
  rarg,
  valuesLists,
  targetList,
}: SelectStmt): readonly (readonly (Node | undefined)[])[] {
  if (larg !== undefined)
    return [larg, rarg].flatMap((side) => (side === undefined ? [] : selectedRows(side)))
  if (valuesLists !== undefined)
    return valuesLists.map((list) => ('List' in list ? (list.List.items ?? []) : []))
  return [(targetList ?? []).map((item) => ('ResTarget' in item ? item.ResTarget.val : undefined))]
}
