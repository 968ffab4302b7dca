import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { seededRandom } from '../setup/random.js'
import { query } from '../setup/query.js'
import { Proxy } from '../setup/network/proxy.js'

const wide = query<{ readonly n: number }, { readonly n: number; readonly filler: string }>(
  "select n, repeat('ü', 60) as filler from generate_series(1, :n!) as n",
  { n: 'int4' },
)

let test: TestDatabase
let proxy: Proxy
let db: Database

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
})

beforeEach(async () => {
  proxy = await Proxy.to(test.url)
  db = createDatabase({ url: proxy.url, lanes: 1, maxConnections: 2, statementTimeoutMs: 5_000 })
})

afterEach(async () => {
  await db.close({ timeoutMs: 1 })
  await proxy[Symbol.asyncDispose]()
})

afterAll(() => test.drop())

/** Reports whether a promise is settled once other things had their turn. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    promise.then(
      () => false,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 100)),
  ])
}

describe('Proxy', () => {
  it.each(['whole', 'bytes', 'random'] as const)(
    'lets every byte pass in its order, in segments: %s',
    async (segments) => {
      proxy.segments = segments
      proxy.random = seededRandom(7)
      const rows = await db.many(wide, { n: 8 })
      expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(new Set(rows.map(({ filler }) => filler))).toEqual(new Set(['ü'.repeat(60)]))
    },
  )

  it('keeps bytes on their way for a while', async () => {
    await db.many(wide, { n: 1 })
    proxy.delayMs.client = 60
    proxy.delayMs.server = 60
    const startedAt = performance.now()
    await db.many(wide, { n: 1 })
    expect(performance.now() - startedAt).toBeGreaterThan(115)
  })

  it.each([{}, { from: 'client' }, { from: 'server' }] as const)(
    'holds back what it is told to, and lets it pass later: %o',
    async (scope) => {
      await db.many(wide, { n: 1 })
      proxy.stall(scope)
      const rows = db.many(wide, { n: 2 })
      expect(await isPending(rows)).toBe(true)
      proxy.resume(scope)
      expect(await rows).toHaveLength(2)
    },
  )

  it('lets an answer and a reset arrive together', async () => {
    await db.many(wide, { n: 1 })
    proxy.decide = ({ from }) => (from === 'server' ? 'hold' : 'pass')
    const rows = db.many(wide, { n: 3 })
    expect(await isPending(rows)).toBe(true)
    proxy.resumeAndReset()
    expect(await rows).toHaveLength(3)
    await proxy.idle()
  })

  it.each(['cut', 'reset'] as const)('ends a connection inside a message: %s', async (then) => {
    await db.many(wide, { n: 1 })
    proxy.decide = ({ from, code }) => (from === 'server' && code === 'D' ? { bytes: 9, then } : 'pass')
    await expect(db.many(wide, { n: 3 })).rejects.toMatchObject({ code: 'connection' })
    await proxy.idle()
  })

  it.for(['ignore', 'drop'] as const)(
    'counts the requests to cancel, heard or not: %s',
    async (fate, context) => {
      if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel a nap')
      await db.many(wide, { n: 1 })
      proxy.cancelFate = fate
      const nap = query<undefined, object>('select pg_sleep(20)')
      const sleeping = db.execute(nap, undefined, { timeoutMs: 50 })
      sleeping.catch(() => undefined)
      await expect.poll(() => proxy.cancels, { timeout: 20_000 }).toBeGreaterThan(0)
      expect(proxy.mostOpenCancels).toBe(1)
      proxy.cut()
      await Promise.allSettled([sleeping])
    },
  )

  it('leaves one end alone when the other is gone', async (context) => {
    if (!test.multiSession)
      context.skip('the embedded server has one session, which a half-open connection keeps')
    await db.many(wide, { n: 1 })
    proxy.halfOpen('client')
    const rows = db.many(wide, { n: 1 })
    expect(await isPending(rows)).toBe(true)
    expect(proxy.open).toBe(0)
    await db.close({ timeoutMs: 1 })
    await Promise.allSettled([rows])
  })
})
