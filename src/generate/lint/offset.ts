import type { LintRule } from './lint-rule.js'

/** Finds `offset`, except `offset 0`. */
export const offset: LintRule = {
  name: 'offset',
  why: 'the server reads and throws away all rows before it, and rows that come or go meanwhile are repeated or skipped',
  wayOut: 'go on behind the last row of the page before: where (…, id) > (:afterValue, :afterId)',
  find: ({ levels }) =>
    levels.flatMap(({ query }) => {
      const skipped = query.kind === 'select' ? query.node.limitOffset : undefined
      // `offset 0` skips nothing. It keeps the planner from merging a subquery.
      const isNothing =
        skipped === undefined ||
        ('A_Const' in skipped && skipped.A_Const.ival !== undefined && (skipped.A_Const.ival.ival ?? 0) === 0)
      return isNothing ? [] : [{ at: skipped, what: 'a page by offset' }]
    }),
}
