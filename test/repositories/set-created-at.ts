import type { Executor } from '../../src/engine/executor.js'
import { query } from '../setup/query.js'

const update = query<{ readonly ids: readonly string[]; readonly times: readonly string[] }, object>(
  `update products set created_at = given.created_at
  from unnest(:ids!::uuid[], :times!::timestamptz[]) as given (id, created_at)
  where products.id = given.id`,
  { ids: 'uuid[]', times: 'text[]' },
)

/** Moves products to where a test needs them in time, to the microsecond. */
export async function setCreatedAt(
  executor: Executor,
  times: readonly { readonly id: string; readonly createdAt: string }[],
): Promise<void> {
  await executor.execute(update, {
    ids: times.map(({ id }) => id),
    times: times.map(({ createdAt }) => createdAt),
  })
}
