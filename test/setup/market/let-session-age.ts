import type { Database } from '../../../src/database.js'
import { query } from '../query.js'

const move = query<{ readonly id: string; readonly seconds: number }, { readonly id: string }>(
  `update sessions
  set last_used_at = last_used_at - make_interval(secs => :seconds!::integer),
    idle_expires_at = idle_expires_at - make_interval(secs => :seconds!::integer),
    expires_at = expires_at - make_interval(secs => :seconds!::integer),
    revoked_at = revoked_at - make_interval(secs => :seconds!::integer),
    created_at = created_at - make_interval(secs => :seconds!::integer)
  where id = :id!
  returning id`,
)

/** Moves all times of a session into the past, as if so many seconds had gone by. */
export async function letSessionAge(db: Database, id: string, seconds: number): Promise<void> {
  await db.one(move, { id, seconds })
}
