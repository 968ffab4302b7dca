import type { Node } from 'libpg-query'
import type { LintRule } from './lint-rule.js'

/** Finds `*`, `(row).*` and stars that `expandStars` left in a select list or a returning list. */
export const selectStar: LintRule = {
  name: 'select-star',
  why: 'a star gives whatever columns the table has by then: each migration changes the rows, and a secret comes along',
  wayOut: 'say table.* of a table, which generation expands, or name the columns one by one',
  find: ({ levels }) =>
    levels
      // Within `exists (…)` no column is read.
      .filter(({ insideExists }) => !insideExists)
      .flatMap(({ targets }) => targets.filter(isStar).map((target) => ({ at: target, what: 'a star' }))),
}

function isStar(target: Node): boolean {
  const value = 'ResTarget' in target ? target.ResTarget.val : undefined
  if (value === undefined) return false
  const fields =
    'ColumnRef' in value
      ? value.ColumnRef.fields
      : 'A_Indirection' in value
        ? value.A_Indirection.indirection
        : undefined
  return fields?.some((field) => 'A_Star' in field) === true
}
