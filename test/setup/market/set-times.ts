import type { Executor } from '../../../src/engine/executor.js'
import { query } from '../query.js'

/** Moves rows to where a test needs them in time, to the microsecond. */
export async function setTimes(
  executor: Executor,
  column:
    | 'streams.started_at'
    | 'streams.created_at'
    | 'verifications.submitted_at'
    | 'notifications.created_at'
    | 'notifications.read_at'
    | 'notification_deliveries.next_attempt_at'
    | 'wishlists.created_at',
  times: readonly { readonly id: string; readonly time: string }[],
): Promise<void> {
  const [table = '', name = ''] = column.split('.')
  const update = query<{ readonly ids: readonly string[]; readonly times: readonly string[] }, object>(
    `update ${table} set ${name} = given.time
    from unnest(:ids!::uuid[], :times!::timestamptz[]) as given (id, time)
    where ${table}.id = given.id`,
    { ids: 'uuid[]', times: 'text[]' },
  )
  await executor.execute(update, { ids: times.map(({ id }) => id), times: times.map(({ time }) => time) })
}
