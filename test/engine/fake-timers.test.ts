import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { createDatabase } from '../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'

const one = query<undefined, { readonly one: number }>('select 1 as one')
const slow = query<undefined, object>('select pg_sleep(30)::text as slept')
const numbers = query<undefined, { readonly n: number }>('select n from generate_series(1, 5) as n')

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})

afterAll(() => test.drop())

afterEach(() => {
  vi.useRealTimers()
  vi.doUnmock('node:process')
  vi.resetModules()
})

/** Everything a test runner can replace here: node:child_process allows no fake `nextTick`. */
function stopTheClocks(): void {
  vi.useFakeTimers({
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'queueMicrotask',
      'performance',
      'hrtime',
      'Date',
    ],
  })
}

async function load(): Promise<typeof createDatabase> {
  return (await import('../../src/database.js')).createDatabase
}

const orders = [
  [
    'installed after the package was loaded',
    async () => {
      const create = await load()
      stopTheClocks()
      return create
    },
  ],
  [
    'installed before the package is loaded',
    async () => {
      vi.resetModules()
      stopTheClocks()
      return await load()
    },
  ],
  [
    'with a nextTick that never comes, as Jest has it, before the package is loaded',
    async () => {
      vi.resetModules()
      stopTheClocks()
      const faked = Object.assign(Object.create(process) as NodeJS.Process, { nextTick: () => undefined })
      vi.doMock('node:process', () => ({ default: faked }))
      return await load()
    },
  ],
] as const

describe.each(orders)('under fake timers, %s', (_, prepare) => {
  it.each([
    ['with lanes', true],
    ['without lanes', false],
  ])('statements, look-ups, transactions, streams and close work as ever, %s', async (__, pipeline) => {
    const db = (await prepare())({ url: test.url, pipeline, maxConnections: 2 })
    expect(await db.one(one)).toEqual({ one: 1 })
    for (let round = 0; round < 3; round++) {
      expect(await Promise.all([db.users.findAccount(newId()), db.users.findAccount(newId())])).toEqual([
        null,
        null,
      ])
    }
    expect(await db.transaction((tx) => tx.one(one), { timeoutMs: 60_000 })).toEqual({ one: 1 })
    // More than there are connections: some wait for their turn.
    const many = await Promise.all(Array.from({ length: 8 }, () => db.transaction((tx) => tx.one(one))))
    expect(many).toHaveLength(8)
    const read: number[] = []
    for await (const { n } of db.stream(numbers)) read.push(n)
    expect(read).toEqual([1, 2, 3, 4, 5])
    expect((await db.health()).latencyMs).toBeGreaterThan(0)
    await db.close()
  })

  it('a deadline passes by the clock on the wall', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    const db = (await prepare())({ url: test.url })
    await expect(db.one(slow, undefined, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' })
    await db.close()
  })

  it('notifications arrive, and migrations find their lock', async () => {
    const db = (await prepare())({ url: test.url })
    const heard: string[] = []
    const subscription = await db.listen('souk_fake_timers', (payload) => heard.push(payload))
    await db.execute(query(`select pg_notify('souk_fake_timers', 'x')`))
    for (let waited = 0; heard.length === 0 && waited < 1_000; waited++) await sleep(10)
    expect(heard).toEqual(['x'])
    await subscription.close()
    await db.migrate()
    await db.close()
  })
})
