import type { JoinExpr } from 'libpg-query'
import { wordsOf } from '../read/tree-names.js'
import type { Join, Names, Relation, ScopeColumn, Source } from './query-level.js'

/** An item of a `from` clause: a source, or a whole tree of joins. */
export interface FromItem extends Names {
  readonly sources: readonly number[]
  /** The columns of `*`. */
  readonly columns: readonly ScopeColumn[]
}

/** No item at all. */
export const nothing: FromItem = { sources: [], relations: [], merged: [], columns: [] }

/** Puts two items side by side. */
export function beside(one: FromItem, other: FromItem): FromItem {
  return {
    sources: [...one.sources, ...other.sources],
    relations: [...one.relations, ...other.relations],
    merged: [...one.merged, ...other.merged],
    columns: [...one.columns, ...other.columns],
  }
}

/** Makes an item out of a source. */
export function sourceItem({ name, origin, columns }: Source, source: number): FromItem {
  const schema = origin.kind === 'table' ? origin.table.schema : null
  const own = columns.map(({ name: column, isMadeUp, star, position }): ScopeColumn => ({
    name: column,
    isMadeUp,
    star,
    origin: { kind: 'source', source, name: column, position },
  }))
  return { sources: [source], relations: [{ name, schema, source, columns: own }], merged: [], columns: own }
}

const joinKinds: Readonly<Record<string, Join['kind']>> = {
  JOIN_INNER: 'inner',
  JOIN_LEFT: 'left',
  JOIN_RIGHT: 'right',
}

/**
 * Joins two items.
 *
 * @param number - The number of the join among those of the query.
 */
export function joinItems(
  { jointype, quals, usingClause, isNatural, alias, join_using_alias }: JoinExpr,
  left: FromItem,
  right: FromItem,
  number: number,
): { readonly join: Join; readonly item: FromItem } {
  const shared = isNatural === true ? commonNames(left, right) : wordsOf(usingClause)
  const names = shared ?? []
  const merged = names.map((name): ScopeColumn => ({
    name,
    isMadeUp: false,
    star: false,
    origin: { kind: 'merged', join: number, left: columnNamed(left, name), right: columnNamed(right, name) },
  }))
  const both = beside(left, right)
  const others = both.columns.filter(({ name }) => name === null || !names.includes(name))
  const columns = shared === null ? [unknownColumns] : [...merged, ...others]
  const join: Join = {
    kind: joinKinds[jointype ?? ''] ?? 'full',
    condition: quals ?? null,
    left: left.sources,
    right: right.sources,
    merged,
    names: both,
  }
  return { join, item: { ...both, columns, ...visibleNames() } }

  function visibleNames(): Names {
    // An alias hides the names within.
    if (alias !== undefined)
      return { relations: [aliased(alias.aliasname, wordsOf(alias.colnames))], merged: [] }
    const using = join_using_alias?.aliasname
    const ofUsing: Relation[] =
      using === undefined ? [] : [{ name: using, schema: null, source: null, columns: merged }]
    return { relations: [...both.relations, ...ofUsing], merged: [...merged, ...both.merged] }
  }

  function aliased(name: string | undefined, renames: readonly string[]): Relation {
    const isCounted = renames.length === 0 || !columns.some(({ star }) => star)
    const own = isCounted
      ? columns.map((column, index) => ({ ...column, name: renames[index] ?? column.name }))
      : [...renames.map((rename) => ({ ...unknownColumns, name: rename, star: false })), unknownColumns]
    return { name: name ?? null, schema: null, source: null, columns: own }
  }
}

const unknownColumns: ScopeColumn = {
  name: null,
  isMadeUp: false,
  star: true,
  origin: { kind: 'unknown' },
}

/** Lists the names that a natural join merges; null if a side has unknown columns. */
function commonNames(left: FromItem, right: FromItem): readonly string[] | null {
  if ([...left.columns, ...right.columns].some(({ star }) => star)) return null
  const others = new Set(right.columns.map(({ name }) => name))
  return left.columns.flatMap(({ name }) => (name !== null && others.has(name) ? [name] : []))
}

function columnNamed({ merged, columns }: FromItem, name: string): ScopeColumn | null {
  return [...merged, ...columns].find((column) => column.name === name) ?? null
}
