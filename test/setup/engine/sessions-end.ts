import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../src/database.js'
import { query } from '../query.js'

const sessionsOf = query<{ readonly application: string }, object>(
  'select from pg_stat_activity where application_name = :application! and pid <> pg_backend_pid()',
)

/** Waits until the server is done with an application's sessions: it goes on with those that were cut for a while. */
export async function sessionsEnd(db: Database, application: string): Promise<void> {
  while ((await db.many(sessionsOf, { application })).length > 0) await sleep(10)
}
