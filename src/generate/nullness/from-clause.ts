import type { Alias, JoinExpr, Node, RangeVar } from 'libpg-query'
import { findTable, type CatalogueTable, type TableCatalogue } from '../schema/catalogue.js'
import { functionColumns } from './function-columns.js'
import { knownNotNull } from './narrow.js'
import { asOuter, unknownColumn, type OutputColumn } from './output-column.js'
import { inside, renamed, type FromItem, type RelationColumns, type Scope } from './relation.js'
import { parseStatement } from '../read/statement-tree.js'

/** Gives the columns of a query within a scope. */
export type OutputsOf = (statement: Node, scope: Scope) => readonly OutputColumn[]

const nothing: FromItem = { relations: [], merged: [], columns: [] }

/** Reads a `from` clause: each item sees those before it, as a lateral one may. */
export function fromClause(items: readonly Node[] | undefined, scope: Scope, outputsOf: OutputsOf): FromItem {
  return (items ?? []).reduce<FromItem>(
    (before, item) => beside(before, fromItem(item, inside(scope, before), outputsOf)),
    nothing,
  )
}

/** Two items side by side. */
export function beside(one: FromItem, other: FromItem): FromItem {
  return {
    relations: [...one.relations, ...other.relations],
    merged: [...one.merged, ...other.merged],
    columns:
      one.columns === 'unknown' || other.columns === 'unknown'
        ? 'unknown'
        : [...one.columns, ...other.columns],
  }
}

/** The same on the far side of an outer join. */
export function outerItem({ relations, merged, columns }: FromItem): FromItem {
  return {
    relations: relations.map((relation) => ({ ...relation, columns: outerColumns(relation.columns) })),
    merged: asOuter(merged),
    columns: outerColumns(columns),
  }
}

function outerColumns(columns: RelationColumns): RelationColumns {
  return columns === 'unknown' ? columns : asOuter(columns)
}

function fromItem(item: Node, scope: Scope, outputsOf: OutputsOf): FromItem {
  if ('RangeVar' in item) return tableItem(item.RangeVar, scope, outputsOf)
  if ('RangeTableSample' in item) {
    const { relation } = item.RangeTableSample
    return relation === undefined ? nothing : fromItem(relation, scope, outputsOf)
  }
  if ('RangeSubselect' in item) {
    const { subquery, alias } = item.RangeSubselect
    const outputs = subquery === undefined ? [] : outputsOf(subquery, scope)
    return named(alias?.aliasname ?? null, renamed(outputs, alias?.colnames))
  }
  if ('JoinExpr' in item) return joinItem(item.JoinExpr, scope, outputsOf)
  if ('RangeFunction' in item) {
    const { name, columns } = functionColumns(item.RangeFunction, scope)
    return named(name, columns)
  }
  if ('RangeTableFunc' in item) return unknownItem(item.RangeTableFunc.alias)
  if ('JsonTable' in item) return unknownItem(item.JsonTable.alias)
  return unknownItem(undefined)
}

function named(name: string | null, columns: RelationColumns): FromItem {
  return { relations: [{ name, columns }], merged: [], columns }
}

function unknownItem(alias: Alias | undefined): FromItem {
  return named(alias?.aliasname ?? null, 'unknown')
}

function joinItem(join: JoinExpr, scope: Scope, outputsOf: OutputsOf): FromItem {
  const { jointype, larg, rarg, alias, quals } = join
  const left = larg === undefined ? nothing : fromItem(larg, scope, outputsOf)
  const right = rarg === undefined ? nothing : fromItem(rarg, inside(scope, left), outputsOf)
  const leftOuter = jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL'
  const rightOuter = jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL'
  const names = joiningNames(join, left, right)
  const joined = beside(leftOuter ? outerItem(left) : left, rightOuter ? outerItem(right) : right)
  const merged = names === 'unknown' ? [] : names.map((name) => mergedColumn(name, join, left, right))
  const columns =
    names === 'unknown' || joined.columns === 'unknown'
      ? 'unknown'
      : [...merged, ...joined.columns.filter(({ name }) => name === null || !names.includes(name))]
  // An alias hides the names within.
  if (alias !== undefined) return named(alias.aliasname ?? null, renamed(columns, alias.colnames))
  const using = join.join_using_alias?.aliasname
  const whole: FromItem = {
    relations: [...joined.relations, ...(using === undefined ? [] : [{ name: using, columns: merged }])],
    merged: [...merged, ...joined.merged],
    // A natural join of the unknown may merge any column.
    columns,
  }
  return leftOuter || rightOuter ? whole : knownNotNull(whole, quals, scope)
}

function joiningNames(
  { usingClause, isNatural }: JoinExpr,
  left: FromItem,
  right: FromItem,
): readonly string[] | 'unknown' {
  if (isNatural === true) {
    if (left.columns === 'unknown' || right.columns === 'unknown') return 'unknown'
    const others = new Set(right.columns.map(({ name }) => name))
    return left.columns.flatMap(({ name }) => (name !== null && others.has(name) ? [name] : []))
  }
  return (usingClause ?? []).flatMap((name) => ('String' in name ? [name.String.sval ?? ''] : []))
}

/** What `using` makes of two columns: the value of the side that has a row. */
function mergedColumn(name: string, { jointype }: JoinExpr, left: FromItem, right: FromItem): OutputColumn {
  const [one, other] = [left, right].map(({ merged, columns }) =>
    [...merged, ...(columns === 'unknown' ? [] : columns)].find((column) => column.name === name),
  )
  const counts = jointype === 'JOIN_FULL' ? [one, other] : [jointype === 'JOIN_RIGHT' ? other : one]
  const never = counts.every((column) => column?.nullness === 'never')
  return { ...(one ?? unknownColumn(name)), name, nullness: never ? 'never' : 'maybe' }
}

function tableItem(table: RangeVar, scope: Scope, outputsOf: OutputsOf): FromItem {
  const { schemaname, relname = '', alias } = table
  const cte = schemaname === undefined ? scope.ctes.get(relname) : undefined
  // Each mention has columns of its own: what is known of one is not known of another.
  const own = cte === undefined || cte === 'unknown' ? cte : cte.map((column) => ({ ...column }))
  const columns = own ?? tableColumns(tableNamed(table, scope), scope, outputsOf)
  return named(alias?.aliasname ?? relname, renamed(columns, alias?.colnames))
}

/** The table that a name means; undefined if it is the server's own, or there is none. */
export function tableNamed(
  { schemaname, relname = '' }: RangeVar,
  { catalogue }: { readonly catalogue: TableCatalogue },
): CatalogueTable | undefined {
  return findTable(catalogue, relname, schemaname)
}

/** The columns of a table as the schema declares them, of a view as what it selects gives them. */
export function tableColumns(
  table: CatalogueTable | undefined,
  scope: Scope,
  outputsOf: OutputsOf,
): RelationColumns {
  if (table === undefined) return 'unknown'
  const viewed = table.definition === null ? [] : viewColumns(table.definition, scope, outputsOf)
  return table.columns.map(({ name, notNull, typeOid }, index) => ({
    name,
    nullness:
      notNull || (viewed.length === table.columns.length && viewed[index]?.nullness === 'never')
        ? 'never'
        : 'maybe',
    star: false,
    mayBeJson: /^(?:jsonb?)?$/.test(scope.catalogue.types.get(typeOid)?.name ?? ''),
    location: 0,
  }))
}

function viewColumns(definition: string, scope: Scope, outputsOf: OutputsOf): readonly OutputColumn[] {
  const tree = parseStatement(definition)
  if (tree === null) return []
  return outputsOf(tree.statement, {
    ...scope,
    relations: [],
    merged: [],
    ctes: new Map(),
    parent: null,
    requiredParameters: new Set(),
  })
}
