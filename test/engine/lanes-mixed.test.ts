import { setTimeout as sleepFor } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { query, reading } from '../setup/query.js'
import { openOver } from '../setup/engine/open-over.js'
import { openBare } from '../setup/engine/open-bare.js'

interface Seconds {
  readonly seconds: number
}

const echo = reading<{ readonly n: number }, { readonly n: number }>('select :n!::int as n', { n: 'int4' })
const napOf = (name: string) =>
  reading<Seconds, { readonly slept: string }>(`select pg_sleep(:seconds!)::text as slept /* ${name} */`, {
    seconds: 'float8',
  })
const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const lock = query<{ readonly n: number }, object>('select from numbers where n = :n! for update', {
  n: 'int4',
})
const touch = query<{ readonly n: number }, object>('update numbers set n = n where n = :n!', { n: 'int4' })
const sessions = reading<{ readonly name: string }, { readonly state: string; readonly query: string }>(
  `select state, query from pg_stat_activity where datname = current_database() and application_name = :name! and pid <> pg_backend_pid()`,
  { name: 'text' },
)

const { test, db } = await openBare()
await db.execute(query<undefined, object>('create table numbers (n int primary key)'))
await db.execute(add, { n: 1 })

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleepFor(20)
}

/** Makes a statement known for what it takes. */
async function learn(one: Database, nap: ReturnType<typeof napOf>, seconds: number): Promise<void> {
  for (let n = 0; n < 6; n++) await one.one(nap, { seconds })
}

const serial = 'the embedded server has one session: every statement waits for the slow one'

describe('reads', () => {
  it('pass writes that wait for a lock, however many those are', async (context) => {
    if (!test.multiSession) context.skip(serial)
    await using open = openOver('lanes', { url: test.url, maxConnections: 6 })
    const { db: one } = open
    let waiting = 12
    let unlock = (): void => undefined
    const held = new Promise<void>((resolve) => (unlock = resolve))
    let locked = (): void => undefined
    const isLocked = new Promise<void>((resolve) => (locked = resolve))
    const holder = db.transaction(async (tx) => {
      await tx.many(lock, { n: 1 })
      locked()
      await held
    })
    await isLocked
    const writes = Array.from({ length: waiting }, () =>
      one.execute(touch, { n: 1 }).finally(() => waiting--),
    )
    for (let round = 0; round < 20; round++) {
      const reads = Array.from({ length: 16 }, (_, n) => one.one(echo, { n }))
      expect(await Promise.all(reads)).toEqual(Array.from({ length: 16 }, (_, n) => ({ n })))
    }
    expect(waiting).toBe(12)
    unlock()
    await Promise.all([holder, ...writes])
  })

  it('are not held up by one that nobody knew to be slow', async (context) => {
    if (!test.multiSession) context.skip(serial)
    await using open = openOver('lanes', { url: test.url, lanes: 1, stallAfterMs: 20 })
    const { db: one } = open
    await one.one(echo, { n: 0 })
    let isNapping = true
    const nap = one.one(napOf('unknown'), { seconds: 5 }).finally(() => (isNapping = false))
    const behind = Array.from({ length: 7 }, (_, n) => one.one(echo, { n }))
    expect(await Promise.all(behind)).toEqual(Array.from({ length: 7 }, (_, n) => ({ n })))
    // Answers that come with the slow one's would be here no later than its own.
    await sleepFor(200)
    expect(isNapping).toBe(true)
    await nap
  })
})

describe('slow statements', () => {
  it('run side by side once they are known, on as many connections as there may be', async (context) => {
    if (!test.multiSession) context.skip(serial)
    const name = 'side by side'
    await using open = openOver('lanes', {
      url: test.url,
      maxConnections: 8,
      lanes: 2,
      applicationName: name,
    })
    const { db: one } = open
    const nap = napOf(name)
    await learn(one, nap, 0.1)
    const naps = Promise.all(Array.from({ length: 12 }, () => one.one(nap, { seconds: 3 })))
    const busy = async () =>
      (await db.many(sessions, { name })).filter(
        ({ state, query: text }) => state === 'active' && text.includes('pg_sleep'),
      )
    await until(async () => (await busy()).length >= 7)
    // The first lane is for reads that are quick.
    expect(await one.one(echo, { n: 1 })).toEqual({ n: 1 })
    expect((await db.many(sessions, { name })).length).toBeLessThanOrEqual(8)
    await naps
  })

  it('leave a connection to a transaction that wants one', async (context) => {
    if (!test.multiSession) context.skip(serial)
    await using open = openOver('lanes', { url: test.url, maxConnections: 3, lanes: 1 })
    const { db: one } = open
    const nap = napOf('with a transaction')
    await learn(one, nap, 0.1)
    let isOver = false
    const nappers = Array.from({ length: 8 }, async () => {
      while (!isOver) await one.one(nap, { seconds: 0.1 })
    })
    for (let n = 0; n < 5; n++) expect(await one.transaction((tx) => tx.one(echo, { n }))).toEqual({ n })
    isOver = true
    await Promise.all(nappers)
  })

  it('give back what they borrowed, which is closed when it idles', async (context) => {
    if (!test.multiSession) context.skip(serial)
    const name = 'given back'
    const options = { maxConnections: 8, minConnections: 2, idleTimeoutMs: 100, applicationName: name }
    await using open = openOver('lanes', { url: test.url, lanes: 2, ...options })
    const { db: one } = open
    const nap = napOf(name)
    await learn(one, nap, 0.1)
    await Promise.all(Array.from({ length: 8 }, () => one.one(nap, { seconds: 0.3 })))
    expect((await db.many(sessions, { name })).length).toBeGreaterThan(2)
    await until(async () => (await db.many(sessions, { name })).length <= 2)
  })
})

describe('a queue', () => {
  it('is left at once by calls that time out', async (context) => {
    if (!test.multiSession) context.skip(serial)
    const options = { lanes: 1, laneDepth: 1, maxConnections: 2, maxQueue: 2 }
    await using open = openOver('lanes', { url: test.url, ...options })
    const { db: one } = open
    await one.one(echo, { n: 0 })
    const naps = Promise.all([1, 2].map((n) => one.one(napOf(`queue ${n}`), { seconds: 2 })))
    await until(async () => {
      const running = await db.many(sessions, { name: 'souk-db' })
      return (
        running.filter(({ state, query: text }) => state === 'active' && text.includes('pg_sleep')).length ===
        2
      )
    })
    for (let round = 0; round < 5; round++) {
      const calls = [1, 2].map((n) => one.one(echo, { n }, { timeoutMs: 20 }))
      for (const call of await Promise.allSettled(calls)) {
        expect(call).toMatchObject({ status: 'rejected', reason: { code: 'timeout', outcome: 'not_run' } })
      }
    }
    expect(await one.one(echo, { n: 3 })).toEqual({ n: 3 })
    await naps
  })
})

describe('few connections', () => {
  it.each([
    { maxConnections: 1 },
    { maxConnections: 2 },
    { maxConnections: 3, lanes: 0 },
    { maxConnections: 3, pipeline: false },
    { maxConnections: 4, lanes: 10, minConnections: 0 },
  ])('are enough for all that is done at once: %o', async (options) => {
    const one = createDatabase({ url: test.url, ...options })
    const nap = napOf(JSON.stringify(options))
    await learn(one, nap, 0.02)
    const results = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        if (n % 3 === 0) await one.one(nap, { seconds: 0.02 })
        if (n % 3 === 1) await one.execute(touch, { n: 1 })
        return n % 5 === 0 ? one.transaction((tx) => tx.one(echo, { n })) : one.one(echo, { n })
      }),
    )
    expect(results).toEqual(Array.from({ length: 30 }, (_, n) => ({ n })))
    await one.close()
  })
})
