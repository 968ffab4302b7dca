import * as invariants from '../../generated/invariants.queries.js'
import type { Executor } from '../engine/executor.js'
import type { Query } from '../engine/statement/prepared-query.js'

type InvariantQuery = Query<undefined, { readonly tableName: string; readonly id: string }>

/** A row that breaks an invariant. */
export interface BrokenInvariant {
  /** The broken invariant: the name of its query in `sql/invariants.sql`. */
  readonly invariant: string
  readonly table: string
  readonly id: string
}

/**
 * Finds rows that break an invariant, such as that a product is sold once.
 *
 * It is for tests of races and faults. It reads whole tables, and sees a single moment only if nothing is written
 * meanwhile.
 *
 * @returns An empty array if all is well.
 *
 * @example
 * ```ts
 * expect(await findBrokenInvariants(db)).toEqual([])
 * ```
 */
export async function findBrokenInvariants(executor: Executor): Promise<readonly BrokenInvariant[]> {
  const found = await Promise.all(
    Object.entries<InvariantQuery>(invariants).map(async ([invariant, query]) => {
      const rows = await executor.many(query)
      return rows.map(({ tableName, id }) => ({ invariant, table: tableName, id }))
    }),
  )
  return found.flat()
}
