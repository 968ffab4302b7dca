import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { migrate as runPostgresMigrations } from 'postgres-migrations'
import { beforeEach, describe, expect, it, type TestContext } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { MigrationError, SetupError } from '../../src/errors.js'
import { type MigrationProgress } from '../../src/migrate/index.js'
import { migrateAlone } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column, openClient } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { rejection } from '../setup/rejection.js'
import { transactionPooler } from '../setup/network/transaction-pooler.js'

const slow = {
  '1_shops.sql': 'create table shops (id int primary key); select pg_sleep(0.3);',
  '2_owners.sql': 'create table owners (id int primary key); select pg_sleep(0.3);',
}
const takeLock = 'select pg_advisory_lock(-8525285245963000605)'

const { database, client } = await openEmptyDatabase()
beforeEach((context: TestContext) => {
  if (!database.multiSession)
    context.skip('the embedded database has one session: nothing in it waits for a lock')
})

describe('two sessions that migrate one database at once', () => {
  it('do it once: one migrates, the others wait and find nothing to do', async () => {
    await using folder = await migrationFolder(slow)
    const holders: string[] = []
    const onProgress = (event: MigrationProgress) => {
      if (event.type === 'waiting') holders.push(event.holder)
    }
    const reports = await Promise.all(
      Array.from({ length: 4 }, () =>
        migrateAlone({ url: database.url }, { directory: folder.directory, onProgress }),
      ),
    )
    const counts = reports.map(({ applied }) => applied.length).sort()
    expect(counts).toEqual([0, 0, 0, 2])
    expect(reports.filter(({ waitedMs }) => waitedMs > 100)).toHaveLength(3)
    expect(holders).toHaveLength(3)
    expect(holders[0]).toContain('souk-db migrate')
  })

  it('exclude each other when one of them is postgres-migrations itself', async () => {
    await using folder = await migrationFolder(slow)
    await using other = await openClient(database.url)
    const theirs = runPostgresMigrations({ client: other }, folder.directory)
    await sleep(100)
    const ours = await migrateAlone({ url: database.url }, { directory: folder.directory })
    expect(ours.applied).toEqual([])
    expect(ours.waitedMs).toBeGreaterThan(100)
    expect(await theirs).toHaveLength(3)
  })
})

describe('a session that waits past the deadline', () => {
  it('is told which session holds the lock', async () => {
    await using folder = await migrationFolder(slow)
    await using holder = await openClient(database.url, 'a hung deployment')
    await holder.query(takeLock)
    const [pid] = await column(holder, 'select pg_backend_pid()')
    const [user] = await column(holder, 'select current_user::text')
    const started = performance.now()
    const error = await rejection(
      migrateAlone({ url: database.url }, { directory: folder.directory, lockTimeoutMs: 300 }),
      MigrationError,
    )
    expect(performance.now() - started).toBeGreaterThanOrEqual(300)
    expect(error).toMatchObject({ problem: 'locked', retryable: true, file: null })
    expect(error.message).toContain(
      `process ${String(pid)} (a hung deployment, user ${String(user)}, connected since 20`,
    )
  })

  it('is told at once when it does not want to wait', async () => {
    await using folder = await migrationFolder(slow)
    await using holder = await openClient(database.url)
    await holder.query(takeLock)
    const started = performance.now()
    await rejection(
      migrateAlone({ client }, { directory: folder.directory, lockTimeoutMs: 0 }),
      MigrationError,
    )
    expect(performance.now() - started).toBeLessThan(250)
  })

  it('has done nothing', async () => {
    await using folder = await migrationFolder(slow)
    await using holder = await openClient(database.url)
    await holder.query(takeLock)
    await rejection(
      migrateAlone({ client }, { directory: folder.directory, lockTimeoutMs: 0 }),
      MigrationError,
    )
    expect(await column(client, `select to_regclass('public.migrations')::text`)).toEqual([null])
  })

  it('does not wait at all for a database that is current', async () => {
    await using folder = await migrationFolder({ '1_shops.sql': 'select 1;' })
    await migrateAlone({ client }, { directory: folder.directory })
    await using holder = await openClient(database.url)
    await holder.query(takeLock)
    const report = await migrateAlone({ client }, { directory: folder.directory, lockTimeoutMs: 0 })
    expect(report.applied).toEqual([])
  })
})

describe('a session that is lost', () => {
  it('frees the lock, and what it was doing is rolled back', async () => {
    await using folder = await migrationFolder({
      '1_shops.sql': 'create table shops (id int primary key);',
      '2_hang.sql': 'create table half (id int); select pg_sleep(30);',
    })
    const kill = (event: MigrationProgress) => {
      if (event.type !== 'started' || event.index !== 1) return
      void client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'souk-db migrate'`)
    }
    const error = await rejection(
      migrateAlone({ url: database.url }, { directory: folder.directory, onProgress: kill }),
      MigrationError,
    )
    expect(error).toMatchObject({ problem: 'failed', file: '2_hang.sql', retryable: true })
    await folder.write('2_hang.sql', 'create table half (id int);')
    const { applied } = await migrateAlone({ client }, { directory: folder.directory, lockTimeoutMs: 2_000 })
    expect(applied.map(({ id }) => id)).toEqual([2])
  })
})

describe('a run that is aborted', () => {
  const reason = new Error('enough')

  it('cancels the running statement on the server and leaves nothing half done', async () => {
    await using folder = await migrationFolder({
      '1_shops.sql': 'create table shops (id int primary key);',
      '2_hang.sql': 'create table half (id int); select pg_sleep(30);',
    })
    const controller = new AbortController()
    const onProgress = (event: MigrationProgress) => {
      if (event.type === 'started' && event.index === 1) setTimeout(() => controller.abort(reason), 100)
    }
    const started = performance.now()
    const run = migrateAlone(
      { url: database.url },
      { directory: folder.directory, signal: controller.signal, onProgress },
    )
    expect(await rejection(run, Error)).toBe(reason)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(await column(client, `select to_regclass('half')::text`)).toEqual([null])
    expect(await column(client, 'select id from migrations order by id')).toEqual([0, 1])
    const running = `select 1 from pg_stat_activity where datname = current_database()
      and application_name = 'souk-db migrate' and state = 'active'`
    expect(await column(client, running)).toEqual([])
  })

  it('stops waiting for the lock', async () => {
    await using folder = await migrationFolder(slow)
    await using holder = await openClient(database.url)
    await holder.query(takeLock)
    const controller = new AbortController()
    const onProgress = () => controller.abort(reason)
    const run = migrateAlone(
      { client },
      { directory: folder.directory, signal: controller.signal, onProgress },
    )
    expect(await rejection(run, Error)).toBe(reason)
  })
})

describe('a connection through a pooler in transaction mode', () => {
  const refused = async (run: Promise<unknown>) => {
    const error = await rejection(run, SetupError)
    expect(error.message).toContain('pool_mode = session')
    expect(await column(client, `select to_regclass('public.migrations')::text`)).toEqual([null])
    const locks = `select count(*)::int from pg_locks join pg_database on database = pg_database.oid
      where locktype = 'advisory' and datname = current_database()`
    expect(await column(client, locks)).toEqual([0])
  }

  it('is refused before anything is done', async () => {
    await using folder = await migrationFolder(slow)
    await using pooler = await transactionPooler(database.url)
    await refused(migrateAlone({ url: pooler.url }, { directory: folder.directory }))
  })

  it('is refused where it is an open client', async () => {
    await using folder = await migrationFolder(slow)
    await using pooler = await transactionPooler(database.url)
    await using pooled = await openClient(pooler.url)
    await refused(migrateAlone({ client: pooled }, { directory: folder.directory }))
    await pooled.query('select 1')
  })

  it('is refused where it is that of a Database, or of a pool that was handed in', async () => {
    await using folder = await migrationFolder(slow)
    await using pooler = await transactionPooler(database.url)
    const db = createDatabase({ url: pooler.url })
    await refused(db.migrate({ directory: folder.directory }))
    await db.close()
    const pool = new Pool({ connectionString: pooler.url })
    const pooled = createDatabase({ pool })
    await refused(pooled.migrate({ directory: folder.directory }))
    await pooled.close()
    await pool.end()
  })
})
