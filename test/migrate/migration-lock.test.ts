/** The lock of migrations on a connection that a pooler moves to another session in the middle of the work. */

import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, it, type TestContext } from 'vitest'
import { SetupError } from '../../src/errors.js'
import { applyFiles } from '../../src/migrate/apply-files.js'
import { readMigrationFiles } from '../../src/migrate/migration-files.js'
import { withMigrationLock } from '../../src/migrate/migration-lock.js'
import { aloneFolder } from '../setup/migrate/migrate-alone.js'
import { migrationFolder } from '../setup/migrate/migration-folder.js'
import { column, openClient } from '../setup/migrate/open-client.js'
import { openEmptyDatabase } from '../setup/migrate/open-empty-database.js'
import { transactionPooler } from '../setup/network/transaction-pooler.js'
import { rejection } from '../setup/rejection.js'

const wait = { timeoutMs: 1_000, onWait: () => undefined, signal: undefined }

const { database, client } = await openEmptyDatabase()
beforeEach((context: TestContext) => {
  if (!database.multiSession) context.skip('the embedded database has one session, which is never another')
})

/** The process ids of the sessions that hold a lock like that of migrations. */
function holders(): Promise<readonly unknown[]> {
  return column(
    client,
    `select pid from pg_locks join pg_database on database = pg_database.oid
    where locktype = 'advisory' and granted and datname = current_database()`,
  )
}

function isThere(pid: unknown): Promise<readonly unknown[]> {
  return column(client, `select count(*)::int from pg_stat_activity where pid = ${Number(pid)}`)
}

it('is given back by the session that took it, once the pooler lends that one again', async () => {
  await using pooler = await transactionPooler(database.url, 2)
  await using pooled = await openClient(pooler.url)
  let requests = 0
  const result = await withMigrationLock(pooled, wait, async ({ pid }) => {
    expect(await holders()).toEqual([pid])
    pooler.pick = () => (++requests <= 3 ? 1 : 0)
    return pid
  })
  expect(requests).toBe(4)
  expect(await holders()).toEqual([])
  expect(await isThere(result)).toEqual([1])
})

it('is given back with the session that took it, which is ended where the pooler never lends it again', async () => {
  await using pooler = await transactionPooler(database.url, 2)
  await using pooled = await openClient(pooler.url)
  const result = await withMigrationLock(pooled, wait, async ({ pid }) => {
    expect(await holders()).toEqual([pid])
    pooler.pick = () => 1
    return pid
  })
  while ((await holders()).length > 0) await sleep(10)
  expect(await isThere(result)).toEqual([0])
})

it('lets nothing run if the session is another one as soon as it is taken', async () => {
  await using pooler = await transactionPooler(database.url, 2)
  await using pooled = await openClient(pooler.url)
  let requests = 0
  // The lock is taken in the first session, and asked for in the second.
  pooler.pick = () => (++requests === 2 ? 1 : 0)
  let hasRun = false
  const work = () => {
    hasRun = true
    return Promise.resolve()
  }
  await rejection(withMigrationLock(pooled, wait, work), SetupError)
  expect(hasRun).toBe(false)
  expect(await holders()).toEqual([])
})

it('is looked for before each file: the next one does not run in another session', async () => {
  await using folder = await migrationFolder({
    '1_shops.sql': 'create table shops (id int);',
    '2_owners.sql': 'create table owners (id int);',
  })
  const alone = aloneFolder(folder.directory)
  const files = await readMigrationFiles(alone)
  await using pooler = await transactionPooler(database.url, 2)
  await using pooled = await openClient(pooler.url)
  const run = withMigrationLock(pooled, wait, (lock) =>
    applyFiles(pooled, alone, files, {
      started: () => undefined,
      applied: () => (pooler.pick = () => 1),
      signal: undefined,
      cancel: () => undefined,
      assertHeld: () => lock.assertHeld(),
    }),
  )
  const error = await rejection(run, SetupError)
  expect(error.message).toContain('pool_mode = session')
  expect(
    await column(client, `select to_regclass(name)::text from unnest(array['shops', 'owners']) as name`),
  ).toEqual(['shops', null])
  while ((await holders()).length > 0) await sleep(10)
})
