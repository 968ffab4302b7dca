import type { ClientBase } from 'pg'
import { MigrationError } from '../errors.js'
import { now, sleep } from '../engine/timers.js'

/** The advisory lock of postgres-migrations 5: sharing it keeps its own users out while we migrate, and us out of theirs. */
const lockId = '-8525285245963000605'

const tryLock = `select pg_catalog.pg_try_advisory_lock(${lockId}) as acquired`
const unlock = `select pg_catalog.pg_advisory_unlock(${lockId}) as released`

// pg_locks shows a 64-bit key as two halves. Times are null for sessions of other users, unless one may read them.
const findHolder = `
select activity.pid, activity.usename as user, activity.application_name as application,
  to_char(activity.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
from pg_catalog.pg_locks locks left join pg_catalog.pg_stat_activity activity on activity.pid = locks.pid
where locks.locktype = 'advisory' and locks.granted and locks.objsubid = 1
  and locks.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
  and locks.classid::int8 = ((${lockId})::int8 >> 32) & 4294967295
  and locks.objid::int8 = (${lockId})::int8 & 4294967295`

interface HolderRow {
  readonly pid: number | null
  readonly user: string | null
  readonly application: string | null
  readonly since: string | null
}

/** How long to wait for the lock, and whom to tell. */
export interface LockWait {
  readonly timeoutMs: number
  readonly onWait: (holder: string) => void
  readonly signal: AbortSignal | undefined
}

/**
 * Runs `work` while no other session migrates this database.
 *
 * The lock is asked for again and again instead of waited for: a session that waits inside a statement holds a
 * snapshot, and `create index concurrently` of the session that migrates would wait for that one in turn.
 *
 * @throws {@link MigrationError} `locked` if another session still holds the lock when the time is over.
 */
export async function withMigrationLock<T>(
  client: ClientBase,
  wait: LockWait,
  work: (waitedMs: number) => Promise<T>,
): Promise<T> {
  const waitedMs = await acquire(client, wait)
  let result: T
  try {
    result = await work(waitedMs)
  } catch (error) {
    // The connection may be what failed; the server frees the lock of a lost session by itself.
    await client.query(unlock).catch(() => undefined)
    throw error
  }
  await client.query(unlock)
  return result
}

async function acquire(client: ClientBase, { timeoutMs, onWait, signal }: LockWait): Promise<number> {
  const start = now()
  let pauseMs = 50
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    const { rows } = await client.query<{ acquired: boolean }>(tryLock)
    const waitedMs = now() - start
    if (rows[0]?.acquired === true) return waitedMs
    const leftMs = timeoutMs - waitedMs
    if (leftMs <= 0) throw await lockedError(client, waitedMs)
    if (attempt === 1) onWait(await describeHolder(client))
    await sleep(Math.min(pauseMs, leftMs), undefined, signal === undefined ? {} : { signal }).catch(
      () => undefined,
    )
    pauseMs = Math.min(pauseMs * 1.5, 1_000)
  }
}

async function lockedError(client: ClientBase, waitedMs: number): Promise<MigrationError> {
  return new MigrationError(
    'locked',
    `another session is migrating this database: ${await describeHolder(client)}; ` +
      `waited ${(waitedMs / 1_000).toFixed(1)} s for it. Try again when it has finished; ` +
      'if it hangs, end it with pg_terminate_backend(pid)',
    { retryable: true },
  )
}

/** Names the session that holds the lock: `process 4711 (souk-db migrate, user souk, connected since …)`. */
async function describeHolder(client: ClientBase): Promise<string> {
  const { rows } = await client.query<HolderRow>(findHolder)
  const holder = rows[0]
  if (holder?.pid == null) return 'a session that the server does not name'
  const details = [
    holder.application === null || holder.application === '' ? 'unnamed application' : holder.application,
    holder.user === null ? 'unknown user' : `user ${holder.user}`,
    ...(holder.since === null ? [] : [`connected since ${holder.since}`]),
  ]
  return `process ${holder.pid} (${details.join(', ')})`
}
