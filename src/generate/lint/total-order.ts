import { isRowDetermined } from './determined-rows.js'
import { hasLimit } from './limit.js'
import type { LintRule } from './lint-rule.js'
import { orderItemsOf } from './order-items.js'
import type { QueryLevel } from '../scope/query-level.js'
import { tableColumn, tableOf } from '../scope/column-place.js'

/** Finds an `order by` with a limit that does not decide the order of all rows. */
export const totalOrder: LintRule = {
  name: 'total-order',
  why: 'which of the rows that tie are within the limit changes from run to run, so pages repeat and skip rows',
  wayOut: 'end the order with a key of the rows',
  find: ({ levels }) =>
    levels.flatMap((level) => {
      const { query, insideExists } = level
      if (query.kind !== 'select' || insideExists || !hasLimit(query.node)) return []
      // `with ties` returns all rows that tie with the last one.
      if (query.node.limitOption === 'LIMIT_OPTION_WITH_TIES') return []
      const items = orderItemsOf(level)
      const [first] = items
      if (
        first === undefined ||
        isRowDetermined(levelWithoutLimit(level), new Set(items.map(({ key }) => key)))
      )
        return []
      const key = keyOf(level)
      return [
        {
          at: first.written,
          what: 'this order is not proven to be total',
          ...(key === null ? {} : { wayOut: `end the order with a key of the rows: ${key}` }),
        },
      ]
    }),
}

/** Removes the limit: `limit 1` makes the result one row, but not the same row each time. */
function levelWithoutLimit(level: QueryLevel): QueryLevel {
  if (level.query.kind !== 'select') return level
  const { limitCount, ...node } = level.query.node
  return limitCount === undefined ? level : { ...level, query: { kind: 'select', node } }
}

/** Returns the key of a single table as SQL; null if there is none. */
function keyOf({ sources, query }: QueryLevel): string | null {
  const [source, ...others] = sources
  const table = tableOf(source)
  if (source === undefined || table === null || others.length > 0) return null
  if (query.kind === 'select' && (query.node.groupClause ?? query.node.distinctClause) !== undefined)
    return null
  const index = table.indexes.find(
    ({ unique, predicate, columns }) =>
      unique &&
      predicate === null &&
      columns.every((column) => column !== null && tableColumn(source, column)?.notNull === true),
  )
  return index?.columns.map((column) => `${source.name ?? table.name}.${column ?? ''}`).join(', ') ?? null
}
