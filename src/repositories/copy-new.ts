import type { CopyTarget } from '../engine/copy/copy-text.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { ConstraintError, type ConstraintName } from '../errors.js'

/** Below this a statement on a shared connection is as quick. */
const worthCopying = 100

/** The order in which every session writes rows, so that two that write the same ones wait and do not deadlock. */
function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1
}

/**
 * Inserts rows by COPY where that is quicker than a statement: many of them, outside a transaction.
 *
 * @param keys - The unique keys that hold the id. One of them refuses the whole COPY if an id is there already.
 * @returns false if nothing was written and a statement, which can tell what was there before, has to do it.
 */
export async function copyNew<Row extends { readonly id: string }>(
  executor: Executor,
  target: CopyTarget<Row>,
  rows: readonly Row[],
  keys: readonly ConstraintName[],
  options?: CallOptions,
): Promise<boolean> {
  if (!executor.copiesApart || rows.length < worthCopying) return false
  try {
    await executor.copyIn(target, rows.toSorted(byId), { ...options, batchRows: rows.length })
    return true
  } catch (error) {
    if (error instanceof ConstraintError && error.constraint !== null && keys.includes(error.constraint))
      return false
    throw error
  }
}
