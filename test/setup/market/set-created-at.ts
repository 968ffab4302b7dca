import type { Executor } from '../../../src/engine/executor.js'
import { query } from '../query.js'

type Table = 'products' | 'offers' | 'transactions'

const updateOf = (table: Table) =>
  query<{ readonly ids: readonly string[]; readonly times: readonly string[] }, object>(
    `update ${table} set created_at = given.created_at
    from unnest(:ids!::uuid[], :times!::timestamptz[]) as given (id, created_at)
    where ${table}.id = given.id`,
    { ids: 'uuid[]', times: 'text[]' },
  )

/** Moves rows to where a test needs them in time, to the microsecond. */
export async function setCreatedAt(
  executor: Executor,
  times: readonly { readonly id: string; readonly createdAt: string }[],
  table: Table = 'products',
): Promise<void> {
  await executor.execute(updateOf(table), {
    ids: times.map(({ id }) => id),
    times: times.map(({ createdAt }) => createdAt),
  })
}
