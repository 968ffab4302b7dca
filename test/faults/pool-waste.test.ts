import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { query } from '../setup/query.js'
import { Proxy } from '../setup/network/proxy.js'
import { openBare } from '../setup/engine/open-bare.js'

const one = query<undefined, { readonly one: number }>('select 1 as one')
const pause = query<undefined, object>('select pg_sleep(30)::text as slept')
const orphan = query<undefined, object>('insert into children values (1)')

const { test } = await openBare()
const direct = createDatabase({ url: test.url })
await direct.execute(query<undefined, object>('create table parents (id int primary key)'))
await direct.execute(
  query<undefined, object>(
    'create table children (parent_id int references parents deferrable initially deferred)',
  ),
)
await direct.close()

/** Commits in vain, for the constraint is checked last. */
async function failCommits(db: Database, count: number): Promise<void> {
  for (let done = 0; done < count; done++) {
    await expect(db.transaction((tx) => tx.execute(orphan))).rejects.toMatchObject({ code: 'constraint' })
  }
}

describe('a COMMIT that the server refuses', () => {
  it('costs no session', async () => {
    await using proxy = await Proxy.to(test.url)
    const db = createDatabase({ url: proxy.url, pipeline: false, maxConnections: 2 })
    await failCommits(db, 20)
    expect(proxy.opened).toBe(1)
    await db.close()
  })

  it("costs no session of a pool of pg's", async () => {
    await using proxy = await Proxy.to(test.url)
    const pool = new Pool({ connectionString: proxy.url, max: 2 })
    const db = createDatabase({ pool })
    await failCommits(db, 20)
    // pg tells of an error before the server is ready again; what it gives back in between it gives up.
    expect(proxy.opened).toBeLessThan(10)
    await db.close()
    await pool.end()
  })
})

describe('a caller who no longer waits for a session', () => {
  it('leaves its place in the queue at once', async () => {
    const db = createDatabase({ url: test.url, pipeline: false, maxConnections: 1, maxQueue: 5 })
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const holder = db.transaction(async (tx) => {
      await tx.one(one)
      await released
    })
    await sleep(50)
    for (let round = 0; round < 3; round++) {
      const late = Array.from({ length: 5 }, () => db.one(one, undefined, { timeoutMs: 50 }))
      for (const outcome of await Promise.allSettled(late)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'timeout' } })
      }
    }
    const last = db.one(one)
    release()
    await holder
    expect(await last).toEqual({ one: 1 })
    await db.close()
  })
})

describe('a server that hears no requests to cancel', () => {
  it('gets no more of them at once than there are connections', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using proxy = await Proxy.to(test.url)
    const db = createDatabase({ url: proxy.url, maxConnections: 5 })
    await Promise.all(Array.from({ length: 20 }, () => db.one(one)))
    proxy.cancelFate = 'ignore'
    for (let round = 0; round < 3; round++) {
      const late = Array.from({ length: 20 }, () => db.one(pause, undefined, { timeoutMs: 100 }))
      const inTransactions = Array.from({ length: 5 }, () =>
        db.transaction((tx) => tx.one(pause), { timeoutMs: 100 }),
      )
      for (const outcome of await Promise.allSettled([...late, ...inTransactions])) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'timeout' } })
      }
    }
    expect(proxy.mostOpenCancels).toBeGreaterThan(0)
    expect(proxy.mostOpenCancels).toBeLessThanOrEqual(5)
    await db.close({ timeoutMs: 0 })
  })
})
