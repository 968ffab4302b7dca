import type { Node, SelectStmt } from 'libpg-query'
import { findTable, type Catalogue } from '../schema/catalogue.js'
import type { LintRule } from './lint-rule.js'
import { starOf } from '../scope/outputs.js'
import type { QueryLevel, Source } from '../scope/query-level.js'
import { resolveRelation } from '../scope/resolve-column.js'

/** Finds `*`, `(row).*` and stars that `expandStars` left in a select list or a returning list. */
export const selectStar: LintRule = {
  name: 'select-star',
  why: 'a star gives whatever columns the table has by then: each migration changes the rows, and a secret comes along',
  wayOut: 'say table.* of a table, which generation expands, or name the columns one by one',
  find: ({ levels, catalogue }) => {
    const stored = storedInOrder(levels)
    return (
      levels
        // Within `exists (…)` no column is read.
        .filter(({ insideExists }) => !insideExists)
        .flatMap((level) =>
          level.targets
            .filter(
              (target) =>
                isStar(target) && (stored.has(level.query.node) || isOpen(level, target, catalogue)),
            )
            .map((target) => ({ at: target, what: 'a star' })),
        )
    )
  },
}

function isStar(target: Node): boolean {
  if (!('ResTarget' in target)) return false
  const { val } = target.ResTarget
  if (val === undefined || !('A_Indirection' in val)) return starOf(target.ResTarget) !== null
  return val.A_Indirection.indirection?.some((field) => 'A_Star' in field) === true
}

/** Reports whether the columns of a star depend on more than the statement. */
function isOpen(level: QueryLevel, target: Node, catalogue: Catalogue): boolean {
  const star = 'ResTarget' in target ? starOf(target.ResTarget) : null
  if (star === null) return true
  if (star.qualifier === undefined) return !level.sources.every((source) => namesColumns(source, catalogue))
  const found = resolveRelation(level, star.qualifier, star.schema)
  const source = found?.level.sources[found.relation.source ?? -1]
  return source === undefined || !namesColumns(source, catalogue)
}

/** Reports whether the statement names the columns of a source. The star within a subquery is a finding of its own. */
function namesColumns({ origin, columns }: Source, catalogue: Catalogue): boolean {
  if (origin.kind === 'query') {
    // Readers could take a CTE for the table of that name.
    return origin.cte === null || findTable(catalogue, origin.cte, undefined) === undefined
  }
  // An alias with columns names all that the function returns: `unnest(…) as v (id, n)`.
  return origin.kind === 'function' && columns.some(({ star, name }) => !star && name !== null)
}

/** Finds the queries whose rows an insert stores in all columns of a table, in their order. */
function storedInOrder(levels: readonly QueryLevel[]): ReadonlySet<object> {
  const found = new Set<object>()
  const add = (select: SelectStmt | undefined) => {
    if (select === undefined) return
    found.add(select)
    add(select.larg)
    add(select.rarg)
  }
  for (const { query } of levels) {
    if (query.kind !== 'insert' || query.node.cols !== undefined) continue
    const { selectStmt } = query.node
    if (selectStmt !== undefined && 'SelectStmt' in selectStmt) add(selectStmt.SelectStmt)
  }
  return found
}
