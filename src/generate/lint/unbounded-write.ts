import { evaluate } from './always-true.js'
import type { LintRule } from './lint-rule.js'

/** Finds `update` and `delete` without a condition or with one that is always true, and `truncate`. */
export const unboundedWrite: LintRule = {
  name: 'unbounded-write',
  why: 'a condition that was forgotten or left out changes every row of the table, and holds a lock on each',
  wayOut: 'say which rows: where …',
  find: ({ levels, statement, parameters }) => {
    if ('TruncateStmt' in statement) {
      return [{ at: statement, what: 'a truncate empties the table' }]
    }
    return levels.flatMap((level) => {
      const { query } = level
      if (query.kind !== 'update' && query.kind !== 'delete') return []
      const { whereClause, relation } = query.node
      const what = `${query.kind === 'update' ? 'an update' : 'a delete'} of every row`
      const refusing = parameters.map((parameter) => ({ ...parameter, nullable: false }))
      if (whereClause === undefined || evaluate(whereClause, { level, parameters: refusing }) === true) {
        return [{ at: relation, what }]
      }
      if (evaluate(whereClause, { level, parameters }) !== true) return []
      const wayOut = 'refuse null: :id!; or put each condition that may be absent into an optional clause'
      return [{ at: relation, what: `${what}, once a parameter is null`, wayOut }]
    })
  },
}
