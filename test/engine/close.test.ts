import { describe, expect, it } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../../src/database.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { openBare } from '../setup/engine/open-bare.js'

const one = query<undefined, { readonly one: number }>('select 1 as one')

const { test } = await openBare()

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

describe.each<readonly [string, Omit<DatabaseOptions, 'url'>]>([
  ['with lanes', {}],
  ['without lanes', { pipeline: false }],
])('close, %s', (_, options) => {
  it('does not wait when nothing runs, also right after the first statement', async () => {
    for (let round = 0; round < 10; round++) {
      const db = createDatabase({ ...options, url: test.url })
      await db.one(one)
      expect(await elapsedMs(() => db.close({ timeoutMs: 10_000 }))).toBeLessThan(5_000)
    }
  })

  it('has nothing to do for a database that was never used', async () => {
    const db = createDatabase({ ...options, url: test.url })
    expect(await elapsedMs(() => db.close())).toBeLessThan(5_000)
  })

  it('waits for what runs', async () => {
    const db = createDatabase({ ...options, url: test.url })
    const running = Promise.all(Array.from({ length: 20 }, () => db.one(one)))
    await db.close()
    expect(await running).toHaveLength(20)
  })

  it('waits for lookups by id, which are sent at the end of their tick', async () => {
    const db = createDatabase({ ...options, url: test.url })
    const looking = Promise.allSettled([db.users.findAccount(newId()), db.users.getAccount(newId())])
    await db.close()
    // Answered by the server, which has no such table here.
    for (const outcome of await looking) expect(outcome).toMatchObject({ reason: { sqlState: '42P01' } })
  })

  it('may be called again, at the same time and afterwards', async () => {
    const db = createDatabase({ ...options, url: test.url })
    const running = db.one(query<undefined, object>('select pg_sleep(0.1)::text as slept'))
    await Promise.all([db.close(), db.close()])
    await db.close()
    expect(await running).toBeDefined()
  })

  it('leaves a database that refuses statements and transactions, and says so', async () => {
    const db = createDatabase({ ...options, url: test.url })
    await db.one(one)
    await db.close()
    const refused = { code: 'connection', outcome: 'not_run', retryable: false }
    await expect(db.one(one)).rejects.toMatchObject(refused)
    await expect(db.transaction((tx) => tx.one(one))).rejects.toMatchObject(refused)
  })
})
