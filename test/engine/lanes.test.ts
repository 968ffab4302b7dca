// Thorough: waits for statements that hold lanes up.

import { setTimeout as sleepFor } from 'node:timers/promises'
import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { query, reading } from '../setup/query.js'
import { Proxy } from '../setup/network/proxy.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { openBare } from '../setup/engine/open-bare.js'

/** A statement that is not known to be slow. */
const napOf = (name: string) =>
  reading<{ readonly seconds: number }, { readonly slept: string }>(
    `select pg_sleep(:seconds!)::text as slept /* ${name} */`,
    { seconds: 'float8' },
  )
const echo = reading<{ readonly n: number }, { readonly n: number }>('select :n!::int as n', { n: 'int4' })
const divide = query<{ readonly n: number }, object>('select 1 / (:n!::int - :n!::int) as n', { n: 'int4' })
const parse = query<{ readonly n: number }, object>('select :n!::int as n from no_such_table', { n: 'int4' })
const unsafe = query<{ readonly n: number }, object>('select 9007199254740993 + :n!::int8 as n', {
  n: 'int4',
})
const bind = query<{ readonly n: string }, object>('select :n!::int as n')
const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const running = query<undefined, object>(
  `select from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep%'
   and pid <> pg_backend_pid()`,
)

const { test, db } = await openBare()
await db.execute(query<undefined, object>('create table numbers (n int primary key)'))

describe('an error of one statement', () => {
  type Kind = 'good' | 'divide' | 'parse' | 'unsafe' | 'bind' | 'write' | 'twice'

  async function outcome(kind: Kind, n: number): Promise<unknown> {
    switch (kind) {
      case 'good':
        return db.one(echo, { n })
      case 'divide':
        return db.one(divide, { n })
      case 'parse':
        return db.one(parse, { n })
      case 'unsafe':
        return db.one(unsafe, { n })
      case 'bind':
        return db.one(bind, { n: `no number ${n}` })
      case 'write':
        return db.execute(add, { n })
      case 'twice':
        await db.execute(add, { n })
        return db.execute(add, { n })
    }
  }

  const expected: Readonly<Record<Kind, (n: number) => object>> = {
    good: (n) => ({ status: 'fulfilled', value: { n } }),
    divide: () => ({ status: 'rejected', reason: { sqlState: '22012' } }),
    parse: () => ({ status: 'rejected', reason: { sqlState: '42P01' } }),
    unsafe: () => ({ status: 'rejected', reason: { sqlState: '22003' } }),
    bind: () => ({ status: 'rejected', reason: { sqlState: '22P02' } }),
    write: () => ({ status: 'fulfilled', value: 1 }),
    twice: () => ({ status: 'rejected', reason: { code: 'constraint', constraintName: 'numbers_pkey' } }),
  }

  it('touches none of its neighbours, whatever they are', async () => {
    let next = 0
    const kinds = fc.constantFrom<Kind>('good', 'good', 'divide', 'parse', 'unsafe', 'bind', 'write', 'twice')
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 60 }), async (batch) => {
        const numbered = batch.map((kind) => ({ kind, n: next++ }))
        const results = await Promise.allSettled(numbered.map(({ kind, n }) => outcome(kind, n)))
        numbered.forEach(({ kind, n }, index) => expect(results[index]).toMatchObject(expected[kind](n)))
      }),
      { numRuns: 30 },
    )
  })
})

describe('a queue that is full', () => {
  it('refuses what comes then, and serves what was in it', async () => {
    const small = createDatabase({ url: test.url, lanes: 1, laneDepth: 2, maxConnections: 2, maxQueue: 5 })
    await small.one(echo, { n: 0 })
    const calls = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => small.one(echo, { n })))
    // One or two on their way, five that wait.
    calls.slice(0, 6).forEach((call, n) => expect(call).toEqual({ status: 'fulfilled', value: { n } }))
    for (const call of calls.slice(7)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'overload', retryable: true } })
    }
    expect(await small.one(echo, { n: 21 })).toEqual({ n: 21 })
    await small.close()
  })

  it('lets nobody wait for longer than a connection may take', async () => {
    const small = createDatabase({
      url: test.url,
      lanes: 1,
      laneDepth: 1,
      maxConnections: 2,
      stallAfterMs: 20,
      connectTimeoutMs: 800,
    })
    // Both connections are made before anything is bounded by how quick the machine is.
    await small.transaction((tx) => tx.one(echo, { n: 0 }))
    await small.one(echo, { n: 0 })
    const slow = [1, 2].map((n) => small.one(napOf(`full ${n}`), { seconds: 3 }))
    await sleepFor(100)
    const late = { code: 'connection', outcome: 'not_run', retryable: true }
    await expect(small.one(echo, { n: 1 })).rejects.toMatchObject(late)
    await expect(small.transaction((tx) => tx.one(echo, { n: 1 }))).rejects.toMatchObject(late)
    await Promise.all(slow)
    expect(await small.one(echo, { n: 2 })).toEqual({ n: 2 })
    await small.close()
  })
})

describe('a time of 0', () => {
  it.each([true, false])('is no limit (pipeline: %s)', async (pipeline) => {
    const never = {
      idleTimeoutMs: 0,
      connectTimeoutMs: 0,
      maxLifetimeMs: 0,
      stallAfterMs: 0,
      verifyAfterMs: 0,
    }
    const patient = createDatabase({ url: test.url, pipeline, ...never })
    for (let n = 0; n < 30; n++) {
      expect(await patient.one(echo, { n })).toEqual({ n })
      await sleepFor(2)
    }
    await patient.close()
  })

  it('lets a lane take statements behind one that runs for long', async () => {
    const patient = createDatabase({ url: test.url, lanes: 1, stallAfterMs: 0 })
    await patient.one(echo, { n: 0 })
    const events = await recordStatements(async () => {
      const nap = patient.one(napOf('patient'), { seconds: 0.3 })
      await sleepFor(150)
      await Promise.all([nap, patient.one(echo, { n: 1 })])
    })
    expect(events.map(({ on }) => on)).toEqual(['lane', 'lane'])
    await patient.close()
  })
})

describe('a call that waits for a place', () => {
  it('is given up in time, however long a lane may be held up', async () => {
    const options = {
      lanes: 1,
      laneDepth: 1,
      maxConnections: 2,
      stallAfterMs: 60_000,
      connectTimeoutMs: 1_500,
    }
    const crowded = createDatabase({ url: test.url, ...options })
    await crowded.one(echo, { n: 0 })
    let isNapping = true
    const naps = [1, 2].map((n) => crowded.one(napOf(`only ${n}`), { seconds: 5 }))
    const nap = Promise.all(naps).finally(() => (isNapping = false))
    await sleepFor(300)
    await expect(crowded.one(echo, { n: 1 })).rejects.toMatchObject({
      code: 'connection',
      outcome: 'not_run',
    })
    expect(isNapping).toBe(true)
    await nap
    await crowded.close()
  })
})

describe('a call that is cancelled', () => {
  it('stops its statement on the server, and no neighbour', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    const one = createDatabase({ url: test.url, lanes: 1 })
    await one.one(echo, { n: 0 })
    const nap = one.one(napOf('first'), { seconds: 20 }, { timeoutMs: 100 })
    const neighbours = [1, 2, 3].map((n) => one.one(echo, { n }))
    await expect(nap).rejects.toMatchObject({ code: 'timeout' })
    expect(await Promise.all(neighbours)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    expect(await db.many(running)).toEqual([])
    await one.close()
  })

  it('stops it when it comes to its turn', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    const one = createDatabase({ url: test.url, lanes: 1 })
    await one.one(echo, { n: 0 })
    const controller = new AbortController()
    const reason = new Error('the user has left')
    const ahead = one.one(napOf('ahead'), { seconds: 0.3 })
    const nap = one.one(napOf('behind'), { seconds: 20 }, { signal: controller.signal })
    const after = one.one(echo, { n: 1 })
    setTimeout(() => controller.abort(reason), 50)
    await expect(nap).rejects.toBe(reason)
    expect(await ahead).toEqual({ slept: '' })
    expect(await after).toEqual({ n: 1 })
    expect(await db.many(running)).toEqual([])
    await one.close()
  })

  it('is not sent if its signal has aborted, nor while it waits for a place', async () => {
    const reason = new Error('the user has left')
    const small = createDatabase({
      url: test.url,
      lanes: 1,
      laneDepth: 1,
      maxConnections: 2,
      stallAfterMs: 5_000,
    })
    await small.one(echo, { n: 0 })
    await small.transaction((tx) => tx.one(echo, { n: 0 }))
    const slow = Promise.all([1, 2].map((n) => small.one(napOf(`queue ${n}`), { seconds: 1.5 })))
    await sleepFor(300)
    const controller = new AbortController()
    const aborted = small.execute(add, { n: -1 }, { signal: AbortSignal.abort(reason) })
    const waiting = small.execute(add, { n: -2 }, { signal: controller.signal })
    const late = small.execute(add, { n: -3 }, { timeoutMs: 50 })
    controller.abort(reason)
    await expect(aborted).rejects.toBe(reason)
    await expect(waiting).rejects.toBe(reason)
    await expect(late).rejects.toMatchObject({ code: 'timeout' })
    await slow
    expect(await small.many(query<undefined, object>('select n from numbers where n < 0'))).toEqual([])
    await small.close()
  })

  it('gives its result if the statement was quicker', async () => {
    const controller = new AbortController()
    const call = db.one(echo, { n: 1 }, { signal: controller.signal, timeoutMs: 10_000 })
    expect(await call).toEqual({ n: 1 })
    controller.abort()
    expect(await db.one(echo, { n: 2 })).toEqual({ n: 2 })
  })

  it('never hits what others have sent, however close the race', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    const one = createDatabase({ url: test.url, lanes: 1 })
    await one.one(echo, { n: 0 })
    for (let round = 0; round < 15; round++) {
      const nap = napOf(`race ${round % 3}`)
      const racing = one
        .one(nap, { seconds: round / 1_000 }, { timeoutMs: 1 + round })
        .catch((error: unknown) => error)
      const neighbours = Array.from({ length: 10 }, (_, n) => one.one(echo, { n }))
      expect(await Promise.all(neighbours)).toEqual(Array.from({ length: 10 }, (_, n) => ({ n })))
      expect(await racing).toSatisfy(
        (result) =>
          (result as { slept?: string }).slept === '' || (result as { code?: string }).code === 'timeout',
      )
    }
    await one.close()
  })

  it('ends after a while although the server is not heard of any more, and the next one works', async () => {
    await using proxy = await Proxy.to(test.url)
    const one = createDatabase({ url: proxy.url, lanes: 1 })
    await one.one(echo, { n: 0 })
    proxy.stall()
    await expect(one.one(echo, { n: 1 }, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' })
    expect(await one.one(echo, { n: 2 })).toEqual({ n: 2 })
    await one.close()
  })
})

it('a timeout that is no number of milliseconds is refused', async () => {
  for (const timeoutMs of [0, -1, Number.NaN, Infinity, 2 ** 31]) {
    await expect(db.one(echo, { n: 1 }, { timeoutMs })).rejects.toMatchObject({ field: 'timeoutMs' })
  }
})
