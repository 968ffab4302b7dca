import type { MergeStmt, Node, RangeVar, ReturningClause, SelectStmt, WithClause } from 'libpg-query'
import { beside, fromClause, outerItem, tableColumns, tableNamed } from './from-clause.js'
import { mayBeJson } from './may-be-json.js'
import { knownNotNull } from './narrow.js'
import { isNeverNull } from './never-null.js'
import { unknownColumn, type OutputColumn } from './output-column.js'
import {
  findColumn,
  inside,
  pathOf,
  renamed,
  starColumns,
  type FromItem,
  type RelationColumns,
  type Scope,
} from './relation.js'
import { isOneRow } from './one-row.js'
import { functionName } from '../read/tree-names.js'

/**
 * Reads from a statement's tree what it gives, and which of it can be null.
 *
 * The server names the table and column that an output is a copy of, through subqueries and CTEs, but not that an
 * outer join lies between: a column of the far side looks as not-null as its table declares it. What the tree does
 * not settle is `maybe`, never a guess.
 */
export function statementOutputs(
  statement: Node,
  facts: Pick<Scope, 'catalogue' | 'requiredParameters'>,
): readonly OutputColumn[] {
  return outputsOf(statement, { ...facts, relations: [], merged: [], ctes: new Map(), parent: null })
}

function outputsOf(statement: Node, outer: Scope): readonly OutputColumn[] {
  if ('SelectStmt' in statement) return selectOutputs(statement.SelectStmt, outer)
  if ('InsertStmt' in statement) {
    const { withClause, relation, onConflictClause, returningClause } = statement.InsertStmt
    const oldRow = onConflictClause?.action === 'ONCONFLICT_UPDATE' ? 'maybe' : 'none'
    return returningOutputs(withCtes(withClause, outer), relation, nothing, returningClause, {
      oldRow,
      newRow: 'always',
    })
  }
  if ('UpdateStmt' in statement) {
    const { withClause, relation, fromClause: from, returningClause } = statement.UpdateStmt
    const scope = withCtes(withClause, outer)
    const others = fromClause(from, scope, outputsOf)
    return returningOutputs(scope, relation, others, returningClause, { oldRow: 'always', newRow: 'always' })
  }
  if ('DeleteStmt' in statement) {
    const { withClause, relation, usingClause, returningClause } = statement.DeleteStmt
    const scope = withCtes(withClause, outer)
    const others = fromClause(usingClause, scope, outputsOf)
    return returningOutputs(scope, relation, others, returningClause, { oldRow: 'always', newRow: 'none' })
  }
  if ('MergeStmt' in statement) return mergeOutputs(statement.MergeStmt, outer)
  return []
}

const nothing: FromItem = { relations: [], merged: [], columns: [] }

function selectOutputs(select: SelectStmt, outer: Scope): readonly OutputColumn[] {
  const scope = withCtes(select.withClause, outer)
  const { larg, rarg, valuesLists, groupClause = [] } = select
  if (larg !== undefined) {
    const left = selectOutputs(larg, scope)
    return bothOf(left, rarg === undefined ? [] : selectOutputs(rarg, scope), select.op === 'SETOP_EXCEPT')
  }
  if (valuesLists !== undefined) return valuesOutputs(valuesLists, scope)
  const item = knownNotNull(fromClause(select.fromClause, scope, outputsOf), select.whereClause, scope)
  const outputs = targetOutputs(select.targetList, item, inside(scope, item), groupClause.length > 0)
  // Rollup, cube and grouping sets give rows in which what is not grouped by is null, expressions too.
  if (!groupClause.some((node) => 'GroupingSet' in node)) return outputs
  return outputs.map((output, index) =>
    isCount(select.targetList?.[index], scope) ? output : { ...output, nullness: 'maybe' },
  )
}

/** The names are those of the left side. What `except` leaves is of the left side too. */
function bothOf(
  left: readonly OutputColumn[],
  right: readonly OutputColumn[],
  onlyLeft: boolean,
): readonly OutputColumn[] {
  const counted = !left.some(({ star }) => star) && (onlyLeft || left.length === right.length)
  return left.map((output, index) => {
    const never = counted && output.nullness === 'never' && (onlyLeft || right[index]?.nullness === 'never')
    return { ...output, nullness: never ? 'never' : 'maybe', mayBeJson: true }
  })
}

/** Of each set of groups there is a number. */
function isCount(item: Node | undefined, scope: Scope): boolean {
  const value = item !== undefined && 'ResTarget' in item ? item.ResTarget.val : undefined
  if (value === undefined) return false
  return (
    'GroupingFunc' in value ||
    ('FuncCall' in value && functionName(value.FuncCall) === 'count' && isNever(value, scope, true))
  )
}

function valuesOutputs(rows: readonly Node[], scope: Scope): readonly OutputColumn[] {
  const lists = rows.map((row) => ('List' in row ? (row.List.items ?? []) : []))
  return (lists[0] ?? []).map((_, index) => ({
    ...unknownColumn(`column${index + 1}`),
    nullness: lists.every((list) => isNever(list[index], scope, false)) ? 'never' : 'maybe',
  }))
}

function mergeOutputs(
  { withClause, relation, sourceRelation, mergeWhenClauses = [], returningClause }: MergeStmt,
  outer: Scope,
) {
  const scope = withCtes(withClause, outer)
  const source = fromClause(sourceRelation && [sourceRelation], scope, outputsOf)
  // A target row that no source row matches is returned with a source of nulls.
  const alone = mergeWhenClauses.some(
    (when) =>
      'MergeWhenClause' in when && when.MergeWhenClause.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
  )
  const rows = { oldRow: 'maybe', newRow: 'maybe' } as const
  return returningOutputs(scope, relation, alone ? outerItem(source) : source, returningClause, rows)
}

/** Whether the rows `old` and `new` of a returning clause (PostgreSQL 18) hold something. */
interface RowVersions {
  readonly oldRow: 'always' | 'maybe' | 'none'
  readonly newRow: 'always' | 'maybe' | 'none'
}

function returningOutputs(
  scope: Scope,
  relation: RangeVar | undefined,
  others: FromItem,
  returning: ReturningClause | undefined,
  { oldRow, newRow }: RowVersions,
): readonly OutputColumn[] {
  const table = relation === undefined ? undefined : tableNamed(relation, scope)
  // What a view's `instead of` trigger returns is its own affair.
  const columns = table?.isView === true ? 'unknown' : tableColumns(table, scope, outputsOf)
  const name = relation?.alias?.aliasname ?? relation?.relname ?? null
  const target: FromItem = { relations: [{ name, columns }], merged: [], columns }
  const renames = new Map(
    (returning?.options ?? []).flatMap((option) =>
      'ReturningOption' in option
        ? [[option.ReturningOption.option, option.ReturningOption.value ?? null] as const]
        : [],
    ),
  )
  const version = (rename: string, presence: RowVersions['oldRow']) =>
    (presence === 'always' ? target : outerItem(target)).relations.map((one) => ({ ...one, name: rename }))
  const versions: FromItem = {
    ...nothing,
    relations: [
      ...version(renames.get('RETURNING_OPTION_OLD') ?? 'old', oldRow),
      ...version(renames.get('RETURNING_OPTION_NEW') ?? 'new', newRow),
    ],
  }
  const item = beside(target, others)
  // A table may itself be called old: it comes first.
  return targetOutputs(returning?.exprs, item, inside(inside(scope, versions), item), false)
}

function targetOutputs(
  list: readonly Node[] | undefined,
  item: FromItem,
  scope: Scope,
  grouped: boolean,
): readonly OutputColumn[] {
  return (list ?? []).flatMap((target): readonly OutputColumn[] => {
    if (!('ResTarget' in target)) return [unknownColumn(null)]
    const { name, val, location = 0 } = target.ResTarget
    const star = starOf(val)
    if (star !== null) {
      const columns = starColumns(item, scope, star.qualifier)
      if (columns === 'unknown') return [{ ...unknownColumn(null), star: true, location }]
      return columns.map((column) => ({ ...column, location }))
    }
    const path = pathOf(val)
    const column = path === null ? null : findColumn(scope, path)
    if (path !== null) {
      return [{ ...(column ?? unknownColumn(null)), name: name ?? path.at(-1) ?? null, location }]
    }
    const nullness = isNever(val, scope, grouped) ? 'never' : 'maybe'
    return [{ name: name ?? null, nullness, star: false, mayBeJson: mayBeJson(val, scope), location }]
  })
}

function starOf(node: Node | undefined): { readonly qualifier: string | undefined } | null {
  const fields = node !== undefined && 'ColumnRef' in node ? (node.ColumnRef.fields ?? []) : []
  const last = fields.at(-1)
  if (last === undefined || !('A_Star' in last)) return null
  const before = fields.at(-2)
  return { qualifier: before !== undefined && 'String' in before ? before.String.sval : undefined }
}

function isNever(node: Node | undefined, scope: Scope, grouped: boolean): boolean {
  return isNeverNull(node, {
    scope,
    grouped,
    isSubqueryNeverNull: (subquery, around) =>
      isOneRow(subquery) && outputsOf(subquery, around)[0]?.nullness === 'never',
  })
}

function withCtes(clause: WithClause | undefined, outer: Scope): Scope {
  const items = (clause?.ctes ?? []).flatMap((item) =>
    'CommonTableExpr' in item ? [item.CommonTableExpr] : [],
  )
  const ctes = new Map(outer.ctes)
  // One that refers to itself is null-free if it is so on the assumption that what it reads of itself is; of one
  // behind it nothing is known at first, and all that can be after as many rounds as there are of them.
  const rounds = clause?.recursive === true ? items.length : 1
  if (clause?.recursive === true) for (const { ctename = '' } of items) ctes.set(ctename, 'unknown')
  for (let round = 0; round < rounds; round++) {
    for (const { ctename = '', ctequery, aliascolnames, search_clause, cycle_clause } of items) {
      if (ctequery === undefined) continue
      const own =
        clause?.recursive === true
          ? recursiveColumns(ctename, ctequery, aliascolnames, { ...outer, ctes })
          : renamed(outputsOf(ctequery, { ...outer, ctes: new Map(ctes) }), aliascolnames)
      const added = [
        search_clause?.search_seq_column,
        cycle_clause?.cycle_mark_column,
        cycle_clause?.cycle_path_column,
      ]
      ctes.set(
        ctename,
        own === 'unknown'
          ? own
          : [...own, ...added.flatMap((name) => (name === undefined ? [] : [unknownColumn(name)]))],
      )
    }
  }
  return { ...outer, ctes }
}

function recursiveColumns(
  name: string,
  query: Node,
  names: readonly Node[] | undefined,
  scope: Scope,
): RelationColumns {
  const start = 'SelectStmt' in query ? query.SelectStmt.larg : undefined
  const given = (columns: RelationColumns) =>
    renamed(outputsOf(query, { ...scope, ctes: new Map(scope.ctes).set(name, columns) }), names)
  if (start === undefined) return given('unknown')
  const within = 'SelectStmt' in query ? withCtes(query.SelectStmt.withClause, scope) : scope
  let assumed = renamed(selectOutputs(start, within), names)
  for (;;) {
    const found = given(assumed)
    if (assumed === 'unknown' || found === 'unknown') return found
    const before = assumed
    assumed = found
    if (found.every(({ nullness }, index) => nullness === before[index]?.nullness)) return found
  }
}
