import type { Alias, MergeStmt, Node, RangeVar, ReturningClause, SelectStmt, WithClause } from 'libpg-query'
import { isNeverNull } from './never-null.js'
import type { Nullness, OutputColumn } from './output-column.js'
import { columnNullness, starNullness, type HasColumn, type Relation, type Scope } from './relation.js'

/**
 * Reads from a statement's tree what it gives, and which of it an outer join can make null.
 *
 * The server names the table and column that an output is a copy of, through subqueries and CTEs, but not that an
 * outer join lies between: a column of the far side looks as not-null as its table declares it. What the tree does
 * not settle is `maybe`, never a guess.
 */
export function statementOutputs(statement: Node, hasColumn: HasColumn): readonly OutputColumn[] {
  return outputsOf(statement, { relations: [], ctes: new Map(), parent: null, hasColumn })
}

function outputsOf(statement: Node, outer: Scope): readonly OutputColumn[] {
  if ('SelectStmt' in statement) return selectOutputs(statement.SelectStmt, outer)
  if ('InsertStmt' in statement) {
    const { withClause, relation, returningClause } = statement.InsertStmt
    return returningOutputs(withCtes(withClause, outer), [target(relation)], returningClause)
  }
  if ('UpdateStmt' in statement) {
    const { withClause, relation, fromClause, returningClause } = statement.UpdateStmt
    const scope = withCtes(withClause, outer)
    return returningOutputs(scope, [target(relation), ...relationsOf(fromClause, scope)], returningClause)
  }
  if ('DeleteStmt' in statement) {
    const { withClause, relation, usingClause, returningClause } = statement.DeleteStmt
    const scope = withCtes(withClause, outer)
    return returningOutputs(scope, [target(relation), ...relationsOf(usingClause, scope)], returningClause)
  }
  if ('MergeStmt' in statement) return mergeOutputs(statement.MergeStmt, outer)
  return []
}

function selectOutputs(select: SelectStmt, outer: Scope): readonly OutputColumn[] {
  const ctes = withCtes(select.withClause, outer)
  const { larg, rarg } = select
  if (larg !== undefined) {
    const right = rarg === undefined ? [] : selectOutputs(rarg, ctes)
    // The names are those of the left side; the server names no origin for any of it.
    return selectOutputs(larg, ctes).map((output, index) => ({
      ...output,
      nullness: output.nullness === 'never' && right[index]?.nullness === 'never' ? 'never' : 'maybe',
    }))
  }
  const outputs = targetOutputs(select.targetList, inside(ctes, relationsOf(select.fromClause, ctes)))
  // Rollup, cube and grouping sets give rows in which the columns that are not grouped by are null.
  const grouped = select.groupClause?.some((item) => 'GroupingSet' in item) === true
  return grouped ? outputs.map(loseOrigin) : outputs
}

function loseOrigin(output: OutputColumn): OutputColumn {
  return output.nullness === 'origin' ? { ...output, nullness: 'maybe' } : output
}

function mergeOutputs({ withClause, relation, sourceRelation, returningClause }: MergeStmt, outer: Scope) {
  const scope = withCtes(withClause, outer)
  // A target row that no source row matches is returned with a source of nulls.
  const sources = relationsOf(sourceRelation && [sourceRelation], scope).map((one) => ({
    ...one,
    outer: true,
  }))
  return returningOutputs(scope, [target(relation), ...sources], returningClause)
}

function returningOutputs(
  scope: Scope,
  relations: readonly Relation[],
  returning: ReturningClause | undefined,
): readonly OutputColumn[] {
  // Since PostgreSQL 18 old and new are rows too, and one of them is all null for an insert or a delete.
  const renamed = (returning?.options ?? []).flatMap((option) =>
    'ReturningOption' in option ? [option.ReturningOption.value ?? ''] : [],
  )
  const versions = ['old', 'new', ...renamed].map((name): Relation => ({
    name,
    outer: true,
    columns: 'unknown',
  }))
  return targetOutputs(returning?.exprs, inside(inside(scope, versions), relations))
}

function targetOutputs(list: readonly Node[] | undefined, scope: Scope): readonly OutputColumn[] {
  return (list ?? []).map((item) => {
    if (!('ResTarget' in item)) return { name: null, nullness: 'maybe', star: false, location: 0 }
    const { name, val, location = 0 } = item.ResTarget
    if (val !== undefined && 'ColumnRef' in val) {
      const fields = val.ColumnRef.fields ?? []
      const path = fields.flatMap((field) => ('String' in field ? [field.String.sval ?? ''] : []))
      if (fields.some((field) => 'A_Star' in field)) {
        return { name: null, nullness: starNullness(scope, path.at(-1)), star: true, location }
      }
      return {
        name: name ?? path.at(-1) ?? null,
        nullness: columnNullness(scope, path),
        star: false,
        location,
      }
    }
    return { name: name ?? null, nullness: expressionNullness(val, scope), star: false, location }
  })
}

function expressionNullness(node: Node | undefined, scope: Scope): Nullness {
  const never = isNeverNull(node, (column) => {
    if (!('ColumnRef' in column)) return false
    const path = (column.ColumnRef.fields ?? []).flatMap((field) =>
      'String' in field ? [field.String.sval ?? ''] : [],
    )
    return columnNullness(scope, path) === 'never'
  })
  return never ? 'never' : 'maybe'
}

function inside(parent: Scope, relations: readonly Relation[]): Scope {
  return { ...parent, relations, parent }
}

function withCtes(clause: WithClause | undefined, outer: Scope): Scope {
  const items = (clause?.ctes ?? []).flatMap((item) =>
    'CommonTableExpr' in item ? [item.CommonTableExpr] : [],
  )
  const ctes = new Map(outer.ctes)
  // Of one that refers to itself, or to one behind it, nothing is known but its name.
  if (clause?.recursive === true) for (const { ctename = '' } of items) ctes.set(ctename, [])
  for (const { ctename = '', ctequery, aliascolnames } of items) {
    const outputs = ctequery === undefined ? [] : outputsOf(ctequery, { ...outer, ctes: new Map(ctes) })
    ctes.set(ctename, renamed(outputs, aliascolnames))
  }
  return { ...outer, ctes }
}

function relationsOf(from: readonly Node[] | undefined, scope: Scope): Relation[] {
  const relations: Relation[] = []
  for (const item of from ?? []) relations.push(...relationsIn(item, inside(scope, [...relations])))
  return relations
}

/** A lateral subquery sees what stands to its left, which is in `scope`. */
function relationsIn(item: Node, scope: Scope): Relation[] {
  if ('RangeVar' in item) return [relationNamed(item.RangeVar, scope)]
  if ('RangeTableSample' in item) {
    const { relation } = item.RangeTableSample
    return relation === undefined ? [] : relationsIn(relation, scope)
  }
  if ('RangeSubselect' in item) {
    const { subquery, alias } = item.RangeSubselect
    const outputs = subquery === undefined ? [] : outputsOf(subquery, scope)
    return [{ name: alias?.aliasname ?? null, outer: false, columns: renamed(outputs, alias?.colnames) }]
  }
  if ('JoinExpr' in item) {
    const { jointype, larg, rarg, alias } = item.JoinExpr
    const left = larg === undefined ? [] : relationsIn(larg, scope)
    const right = rarg === undefined ? [] : relationsIn(rarg, inside(scope, left))
    const joined = [
      ...(jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL' ? left.map(asOuter) : left),
      ...(jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL' ? right.map(asOuter) : right),
    ]
    // An alias hides the names within.
    return alias === undefined ? joined : [unknown(alias)]
  }
  if ('RangeFunction' in item) return [unknown(item.RangeFunction.alias)]
  if ('RangeTableFunc' in item) return [unknown(item.RangeTableFunc.alias)]
  if ('JsonTable' in item) return [unknown(item.JsonTable.alias)]
  return [unknown(undefined)]
}

function relationNamed({ schemaname, relname = '', alias }: RangeVar, scope: Scope): Relation {
  const name = alias?.aliasname ?? relname
  const cte = schemaname === undefined ? scope.ctes.get(relname) : undefined
  if (cte !== undefined) return { name, outer: false, columns: renamed(cte, alias?.colnames) }
  // Other names for its columns: which is which only the catalogue could tell.
  if (alias?.colnames !== undefined) return unknown(alias)
  return { name, outer: false, columns: { table: relname } }
}

function target(relation: RangeVar | undefined): Relation {
  const table = relation?.relname ?? ''
  return { name: relation?.alias?.aliasname ?? table, outer: false, columns: { table } }
}

function unknown(alias: Alias | undefined): Relation {
  return { name: alias?.aliasname ?? null, outer: false, columns: 'unknown' }
}

function asOuter(relation: Relation): Relation {
  return { ...relation, outer: true }
}

/** Gives the names of `as x (a, b)`. Behind a star nobody can count. */
function renamed(
  outputs: readonly OutputColumn[],
  names: readonly Node[] | undefined,
): readonly OutputColumn[] {
  if (names === undefined) return outputs
  const counted = !outputs.some(({ star }) => star)
  const written = names.map((name) => ('String' in name ? (name.String.sval ?? null) : null))
  if (counted) return outputs.map((output, index) => ({ ...output, name: written[index] ?? output.name }))
  return written.map((name) => ({ name, nullness: 'maybe', star: false, location: 0 }))
}
