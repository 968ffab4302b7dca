import * as invariants from '../../generated/invariants.queries.js'
import type { Executor } from '../engine/executor.js'

/** A row that breaks what holds at every moment. */
export interface BrokenInvariant {
  /** What is broken: the name of its query in `sql/invariants.sql`. */
  readonly invariant: string
  readonly table: string
  readonly id: string
}

/**
 * Looks for rows that break what must hold whatever happened before, such as that a product is sold once.
 *
 * For tests of races and faults: it reads whole tables, and sees one moment only if nothing is written meanwhile.
 *
 * @returns Empty if all is well.
 *
 * @example
 * ```ts
 * expect(await findBrokenInvariants(db)).toEqual([])
 * ```
 */
export async function findBrokenInvariants(executor: Executor): Promise<readonly BrokenInvariant[]> {
  const found = await Promise.all(
    Object.entries(invariants).map(async ([invariant, query]) => {
      const rows = await executor.many(query)
      return rows.map(({ tableName, id }) => ({ invariant, table: tableName, id }))
    }),
  )
  return found.flat()
}
