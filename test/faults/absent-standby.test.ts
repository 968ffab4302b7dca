import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import type { TransactionOptions } from '../../src/engine/transaction/transaction-options.js'
import { findLocalInstallation } from '../../src/testing/local-installation.js'
import { startLocalCluster } from '../../src/testing/local-cluster.js'
import { query } from '../setup/query.js'

const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const one = query<undefined, { readonly one: number }>('select 1 as one')
const wait = query<undefined, object>('set local synchronous_commit = on')
const undecided = { code: 'transaction', kind: 'outcome_unknown', outcome: 'unknown', retryable: false }

/** A server of the test's own: where standbys are waited for is no setting of a session's. */
let server: { readonly url: string; readonly stop: () => Promise<void> } | undefined

async function runAlone(statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: server?.url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

beforeAll(async () => {
  const binDirectory = process.platform === 'win32' ? null : await findLocalInstallation()
  if (binDirectory === null) return
  server = await startLocalCluster(binDirectory)
  await runAlone([
    'create table numbers (n int)',
    `alter system set synchronous_standby_names = 'absent'`,
    'select pg_reload_conf()',
  ])
})

afterAll(async () => {
  await server?.stop()
})

/** Commits on a server that then waits for a standby which is not there. */
function addReplicated(db: Database, n: number, options: TransactionOptions = {}): Promise<unknown> {
  return db.transaction(async (tx) => {
    await tx.execute(wait)
    await tx.execute(add, { n })
  }, options)
}

function urlOf(context: TestContext): string {
  if (server === undefined) return context.skip('no PostgreSQL is installed that could be started')
  return server.url
}

/** Resolves when no session is at work on a COMMIT any more: one that nobody waits for would hold its locks for ever. */
async function commitsEnd(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const waiting = `select from pg_stat_activity where wait_event = 'SyncRep'`
  while ((await client.query(waiting)).rows.length > 0) await sleep(20)
  await client.end()
}

describe('a COMMIT that waits for a standby that is not there', () => {
  it('ends at the limit for silence, with an unknown outcome, and is cancelled on the server', async (context) => {
    const url = urlOf(context)
    const db = createDatabase({ url, pipeline: false, maxConnections: 1, statementTimeoutMs: 2_000 })
    await expect(addReplicated(db, 1)).rejects.toMatchObject(undecided)
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
    await commitsEnd(url)
    await db.close()
  })

  it('ends at its deadline, and says that this server has committed it', async (context) => {
    const url = urlOf(context)
    const db = createDatabase({ url, pipeline: false, maxConnections: 1 })
    const work = addReplicated(db, 2, { timeoutMs: 3_000 })
    await expect(work).rejects.toMatchObject({ ...undecided, cause: { code: 'timeout' } })
    await expect(work).rejects.toThrow('the server has committed the transaction')
    await commitsEnd(url)
    await db.close()
  })

  it("ends at its deadline over a pool of pg's too, and with its signal", async (context) => {
    const url = urlOf(context)
    const pool = new Pool({ connectionString: url, max: 1 })
    const db = createDatabase({ pool })
    await expect(addReplicated(db, 3, { timeoutMs: 3_000 })).rejects.toMatchObject(undecided)
    const reason = new Error('the user has left')
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), 3_000)
    const aborted = addReplicated(db, 4, { signal: controller.signal })
    await expect(aborted).rejects.toMatchObject({ ...undecided, cause: reason })
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
    await commitsEnd(url)
    await db.close()
    await pool.end()
  })
})
