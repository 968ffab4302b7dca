import type { Database } from '../../../src/database.js'
import { findBrokenInvariants, type BrokenInvariant } from '../../../src/testing/index.js'
import { query } from '../query.js'

/** What is found broken after some statements, which are undone. */
export async function brokenAfter(
  db: Database,
  statements: readonly string[],
): Promise<readonly BrokenInvariant[]> {
  let broken: readonly BrokenInvariant[] = []
  const undone = new Error('undone')
  await db
    .transaction(async (tx) => {
      for (const statement of statements) await tx.execute(query<undefined, object>(statement))
      broken = await findBrokenInvariants(tx)
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return broken
}
