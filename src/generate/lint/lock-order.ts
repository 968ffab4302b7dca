import type { LockingClause } from 'libpg-query'
import type { QueryLevel } from '../scope/query-level.js'
import { closureOf } from './closure.js'
import { tableOf } from '../scope/column-place.js'
import { isRowDetermined } from './determined-rows.js'
import type { LintRule } from './lint-rule.js'

/** Finds `for update` and the like of several rows without an order. */
export const lockOrder: LintRule = {
  name: 'lock-order',
  why: 'two transactions that lock the same rows in different orders wait for each other until the server ends one of them',
  wayOut: 'lock in the order of a key: order by id for update; or pass over locked rows: skip locked',
  find: ({ levels }) =>
    levels.flatMap((level) => {
      const { query } = level
      if (query.kind !== 'select' || query.node.sortClause !== undefined) return []
      return (query.node.lockingClause ?? []).flatMap((node) =>
        'LockingClause' in node && waits(node.LockingClause) && locksSeveralRows(level, node.LockingClause)
          ? // Without `of …` the clause has no place in the tree.
            [
              {
                at: node.LockingClause.lockedRels ?? query.node.fromClause,
                what: 'a lock on several rows in no order',
              },
            ]
          : [],
      )
    }),
}

/** Reports whether a lock waits for others. With `skip locked` and `nowait` nobody waits in a circle. */
function waits({ waitPolicy }: LockingClause): boolean {
  return waitPolicy === undefined || waitPolicy === 'LockWaitBlock'
}

function locksSeveralRows(level: QueryLevel, { lockedRels = [] }: LockingClause): boolean {
  if (isRowDetermined(level, new Set())) return false
  const names = lockedRels.map((node) =>
    'RangeVar' in node ? (node.RangeVar.alias?.aliasname ?? node.RangeVar.relname) : undefined,
  )
  const { determined } = closureOf(level, new Set(), new Set(), isRowDetermined)
  return level.sources.some(
    (source, index) =>
      tableOf(source) !== null &&
      (names.length === 0 || names.includes(source.name ?? undefined)) &&
      !determined.has(index),
  )
}
