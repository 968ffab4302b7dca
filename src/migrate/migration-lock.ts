import type { ClientBase } from 'pg'
import { MigrationError } from '../errors.js'
import { now, sleep } from '../engine/timers.js'
import { transactionPoolerError } from './refuse-transaction-pooler.js'

/**
 * The advisory lock of postgres-migrations 5. Sharing it keeps users of that library and us from migrating at the same
 * time.
 */
const lockId = '-8525285245963000605'

const tryLock = `
select pg_catalog.pg_try_advisory_lock(${lockId}) as acquired, pg_catalog.pg_backend_pid() as pid`

// In another session the lock would be nobody's, or somebody else's. Null means that this is another session.
const unlock = `
select case when pg_catalog.pg_backend_pid() = $1 then pg_catalog.pg_advisory_unlock(${lockId}) end as released`

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

/** The lock while a session holds it. */
export interface HeldLock {
  readonly waitedMs: number
  /** The process id of its session. */
  readonly pid: number
  /** @throws `SetupError` if a pooler has given the connection another session. */
  assertHeld(): Promise<void>
}

/** The most attempts to find the session that holds the lock, behind a pooler that changes sessions. */
const mostReleases = 40

async function assertHeld(client: ClientBase, pid: number): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid')
  if (rows[0]?.pid !== pid) throw transactionPoolerError('migrating')
}

/** Options of the wait for the lock. */
export interface LockWait {
  readonly timeoutMs: number
  readonly onWait: (holder: string) => void
  readonly signal: AbortSignal | undefined
}

/**
 * Runs `work` while no other session migrates this database.
 *
 * The lock is requested repeatedly instead of waited for: a session that waits inside a statement holds a snapshot, and
 * `create index concurrently` of the migrating session would wait for it in turn.
 *
 * @throws {@link MigrationError} `locked` if another session still holds the lock at the end of the wait;
 * {@link SetupError} if the connection does not keep its session.
 */
export async function withMigrationLock<T>(
  client: ClientBase,
  wait: LockWait,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const lock = await acquire(client, wait)
  let result: T
  try {
    await lock.assertHeld()
    result = await work(lock)
  } catch (error) {
    // The connection itself may have failed. The server frees the lock of a lost session.
    await release(client, lock.pid).catch(() => undefined)
    throw error
  }
  await release(client, lock.pid)
  return result
}

/** Releases the lock, even if a pooler has given the connection another session. */
async function release(client: ClientBase, pid: number): Promise<void> {
  for (let attempt = 0; attempt < mostReleases; attempt++) {
    const { rows } = await client.query<{ released: boolean | null }>(unlock, [pid])
    if (rows[0]?.released !== null) return
    await sleep(Math.random() * 20)
  }
  // Nobody can reach that session, and while it lives nobody can migrate.
  await client.query('select pg_catalog.pg_terminate_backend($1)', [pid])
}

async function acquire(client: ClientBase, { timeoutMs, onWait, signal }: LockWait): Promise<HeldLock> {
  const start = now()
  let pauseMs = 50
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    const { rows } = await client.query<{ acquired: boolean; pid: number }>(tryLock)
    const waitedMs = now() - start
    const [row] = rows
    if (row?.acquired === true)
      return { waitedMs, pid: row.pid, assertHeld: () => assertHeld(client, row.pid) }
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

/** Describes the session that holds the lock: `process 4711 (souk-db migrate, user souk, connected since …)`. */
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
