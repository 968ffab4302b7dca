import type { Node } from 'libpg-query'
import type { LintRule } from './lint-rule.js'
import { hasLimit } from './limit.js'
import { orderItemsOf } from './order-items.js'
import { operatorOf } from '../read/tree-names.js'
import { visitExpression } from '../read/visit.js'
import type { QueryLevel } from '../scope/query-level.js'
import { placeOf, tableOf } from '../scope/column-place.js'

const distanceOperators = new Set(['<->', '<#>', '<<->>', '<<#>>', '|=|', '<=>', '<+>'])

/** Finds an `order by` distance of a whole table. */
export const nearestWithoutLimit: LintRule = {
  name: 'nearest-without-limit',
  why: 'an index on places gives the nearest rows first, but without a limit the whole table is read and sorted',
  wayOut: 'add a limit',
  find: ({ levels }) =>
    levels.flatMap((level) => {
      const { query } = level
      if (query.kind !== 'select' || hasLimit(query.node)) return []
      // `distinct on` takes the nearest row of each group, and must read all of them.
      if (query.node.distinctClause?.some((node) => Object.keys(node).length > 0) === true) return []
      return orderItemsOf(level)
        .filter(({ expression }) => expression !== null && isDistanceOfTable(level, expression))
        .map(({ written }) => ({ at: written, what: 'an order by distance without a limit' }))
    }),
}

/** Reports whether a query is ordered by the distance of a table's places. */
export function hasDistanceOrder(level: QueryLevel): boolean {
  return orderItemsOf(level).some(
    ({ expression }) => expression !== null && isDistanceOfTable(level, expression),
  )
}

function isDistanceOfTable(level: QueryLevel, expression: Node): boolean {
  let found = false
  visitExpression(expression, (node) => {
    if (!('A_Expr' in node) || !distanceOperators.has(operatorOf(node) ?? '')) return
    const { lexpr, rexpr } = node.A_Expr
    visitExpression([lexpr, rexpr], (operand) => {
      const place = placeOf(level, operand)
      found ||= place?.level === level && tableOf(level.sources[place.source]) !== null
    })
  })
  return found
}
