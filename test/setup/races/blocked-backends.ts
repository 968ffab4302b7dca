import { setTimeout as sleep } from 'node:timers/promises'
import type { Executor } from '../../../src/engine/executor.js'
import { reading } from '../query.js'

// It reads: a statement that may write can stand behind the blocked one, on the same connection.
const countBlocked = reading<undefined, { readonly blocked: number }>(
  `select count(*)::integer as blocked from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`,
)

/** Waits until so many statements on this database wait for a lock. */
export async function blockedBackends(executor: Executor, wanted: number): Promise<void> {
  for (let look = 0; look < 2_000; look++) {
    const { blocked } = await executor.one(countBlocked)
    if (blocked >= wanted) return
    await sleep(5)
  }
  throw new Error('nothing waits for a lock')
}
