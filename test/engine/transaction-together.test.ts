import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { TransactionError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import type { Proxy, Fate, ProxiedMessage } from '../setup/network/proxy.js'
import { query } from '../setup/query.js'
import { openOver } from '../setup/engine/open-over.js'
import { sessionsEnd } from '../setup/engine/sessions-end.js'
import { openNumbers } from '../setup/engine/open-numbers.js'
import { proxyForEach } from '../setup/network/proxy-for-each.js'

const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const addAndTell = query<{ readonly n: number }, { readonly n: number }>(
  'insert into numbers values (:n!) returning n',
  { n: 'int4' },
)
const addUnreadable = query<{ readonly n: number }, object>(
  'insert into numbers values (:n!) returning 9007199254740993::int8 as big',
  { n: 'int4' },
)
const addTwin = query<{ readonly n: number }, object>('insert into twins values (:n!)', { n: 'int4' })
const divide = query<{ readonly n: number }, { readonly n: number }>('select 1 / :n!::int4 as n', {
  n: 'int4',
})
const addAndCount = query<{ readonly n: number }, { readonly count: number }>(
  'insert into numbers values (:n!) returning (select count(*)::int from numbers) as count',
  { n: 'int4' },
)
const addAll = query<{ readonly ns: readonly number[] }, object>(
  'insert into numbers select unnest(:ns!::int[])',
  {
    ns: 'int4[]',
  },
)
const one = query<undefined, { readonly one: number }>('select 1 as one')
const none = query<undefined, { readonly one: number }>('select 1 as one where false', {}, '', 'read')
const napping = query<undefined, object>('select pg_sleep(1)::text as slept')
const pause = query<undefined, object>('select pg_sleep(30)::text as slept')
const all = query<undefined, { readonly n: number }>('select n from numbers order by n')

const kept = [1, 1_001, 1_002, 1_003, 1_004]
let freshNumber = 0
const notKept = [1_001, 1_002, 1_003, 1_004]

/** `direct` is not through the proxy. */
const { db: direct, numbers, test } = await openNumbers()
await direct.execute(
  query<undefined, object>(
    'create table twins (n int, constraint twins_n_key unique (n) deferrable initially deferred)',
  ),
)

let proxy: Proxy
proxyForEach(test.url, (opened) => (proxy = opened))

let migrated: TestDatabase | undefined
afterAll(() => migrated?.drop())

/** A database with the package's own tables. */
async function openMigrated(): Promise<TestDatabase> {
  return (migrated ??= await createTestDatabase())
}

/** Counts the round trips of what runs: how often the client goes on after the server has said something. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  let trips = 0
  let last: ProxiedMessage['from'] = 'server'
  proxy.decide = ({ from }) => {
    if (from === 'client' && last === 'server') trips++
    last = from
    return 'pass'
  }
  await work()
  proxy.decide = () => 'pass'
  return trips
}

async function addFour(tx: Transaction, from: number): Promise<void> {
  await Promise.all([1, 2, 3, 4].map((n) => tx.execute(add, { n: from + n })))
}

async function addFourWithLast(tx: Transaction, from: number): Promise<void> {
  await Promise.all([
    ...[1, 2, 3].map((n) => tx.execute(add, { n: from + n })),
    tx.last.execute(add, { n: from + 4 }),
  ])
}

async function addFourOneByOne(tx: Transaction, from: number): Promise<void> {
  for (const n of [1, 2, 3]) await tx.execute(add, { n: from + n })
  await tx.last.execute(add, { n: from + 4 })
}

async function open(options = {}): Promise<Database & AsyncDisposable> {
  const db = createDatabase({ url: proxy.url, maxConnections: 1, pipeline: false, ...options })
  // The connection is made, and knows the statements.
  await db.transaction((tx) => addFour(tx, 1_000))
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.close() })
}

describe('the statements of a transaction', () => {
  it.each<readonly [string, (tx: Transaction, from: number) => Promise<void>, number]>([
    // BEGIN goes with the first one, which must be answered before others go behind it.
    ['given together', addFour, 3],
    ['given together, the last as the last', addFourWithLast, 2],
    ['given one by one, the last as the last', addFourOneByOne, 4],
    ['only one, as the last', (tx, from) => tx.last.execute(add, { n: from + 1 }).then(() => undefined), 1],
  ])('travel together: %s', async (_, work, expected) => {
    await using db = await open()
    expect(await roundTrips(() => db.transaction((tx) => work(tx, 0)))).toBe(expected)
    expect(await numbers()).toEqual(expect.arrayContaining([1, 1_001, 1_002, 1_003, 1_004]))
  })

  it('fail behind one that fails, and nothing is kept', async () => {
    await using db = await open()
    let settled: PromiseSettledResult<unknown>[] = []
    const given = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      settled = await Promise.allSettled([
        tx.execute(add, { n: 2 }),
        tx.many(divide, { n: 0 }),
        tx.execute(add, { n: 3 }),
        tx.last.execute(add, { n: 4 }),
      ])
    })
    await expect(given).rejects.toMatchObject({
      code: 'transaction',
      kind: 'rolled_back',
      outcome: 'not_run',
    })
    expect(settled).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: { code: 'database', sqlState: '22012' } },
      { status: 'rejected', reason: { code: 'database', sqlState: '25P02', outcome: 'not_run' } },
      { status: 'rejected', reason: { code: 'database', sqlState: '25P02', outcome: 'not_run' } },
    ])
    expect(await numbers()).toEqual([1_001, 1_002, 1_003, 1_004])
  })

  it('that the session does not know fail behind one that fails like the others', async () => {
    await using db = await open()
    const fresh = [1, 2].map(() =>
      query<{ readonly n: number }, object>(`select :n! + ${++freshNumber} as sum`, { n: 'int4' }),
    )
    let runs = 0
    const settled = db.transaction(async (tx) => {
      runs++
      await tx.many(one)
      const [twice, last] = fresh
      if (twice === undefined || last === undefined) throw new Error('two queries were made')
      const outcomes = await Promise.allSettled([
        tx.many(divide, { n: 0 }),
        tx.many(twice, { n: 1 }),
        tx.many(twice, { n: 2 }),
        tx.last.many(last, { n: 3 }),
      ])
      const [, ...behind] = outcomes.map((outcome): unknown =>
        outcome.status === 'rejected' ? outcome.reason : null,
      )
      expect(behind).toMatchObject(
        Array.from({ length: 3 }, () => ({ code: 'database', sqlState: '25P02', retryable: false })),
      )
      throw behind[1]
    })
    await expect(settled).rejects.toMatchObject({ sqlState: '25P02' })
    expect(runs).toBe(1)
    // The session is as good as before, and knows what it is to prepare.
    for (const one of fresh) expect(await db.transaction((tx) => tx.many(one, { n: 1 }))).toHaveLength(1)
  })

  it('do not hold up the end of a transaction whose function throws', async (context) => {
    if (!test.multiSession) context.skip('the embedded server does not stop a statement')
    await using db = await open()
    const begunAt = performance.now()
    const given = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      const naps = Array.from({ length: 30 }, () => tx.many(napping))
      await Promise.all([...naps, sleep(100).then(() => Promise.reject(new Error('never mind')))])
    })
    await expect(given).rejects.toThrow('never mind')
    // Thirty seconds of it were on their way.
    expect(performance.now() - begunAt).toBeLessThan(15_000)
    expect(await numbers()).toEqual(notKept)
  })

  it('may be left with a stream that is not read to its end', async () => {
    await using db = await open()
    await db.transaction(async (tx) => {
      for await (const row of tx.stream(all, undefined, { batchRows: 1 })) {
        await tx.last.execute(add, { n: 1 })
        if (row.n > 0) break
      }
    })
    expect(await numbers()).toEqual(kept)
  })

  it('are answered each with its own', async () => {
    await using db = await open()
    const rows = await db.transaction((tx) =>
      Promise.all(Array.from({ length: 300 }, (_, n) => tx.one(addAndTell, { n }))),
    )
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, n) => n))
  })

  it('wait for a savepoint that was opened before them', async () => {
    await using db = await open()
    await db.transaction(async (tx) => {
      const nested = tx.transaction(async (inner) => {
        await Promise.all([inner.execute(add, { n: 1 }), inner.execute(add, { n: 2 })])
        throw new Error('never mind')
      })
      await expect(nested).rejects.toThrow('never mind')
      await Promise.all([tx.execute(add, { n: 3 }), tx.execute(add, { n: 4 })])
    })
    expect(await numbers()).toEqual([3, 4, 1_001, 1_002, 1_003, 1_004])
  })

  it('wait for one that has a deadline of its own, whose cancellation would hit them', async (context) => {
    if (!test.multiSession) context.skip('the embedded server does not stop a statement')
    await using db = await open()
    await db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      let isOver = false
      const slow = tx
        .transaction((inner) => inner.many(pause, {}, { timeoutMs: 100 }))
        .catch(() => {
          isOver = true
        })
      await slow
      expect(isOver).toBe(true)
      const quick = tx.execute(add, { n: 2 }, { timeoutMs: 10_000 })
      const trips = await roundTrips(() => Promise.all([quick, tx.execute(add, { n: 3 })]))
      expect(trips).toBe(2)
    })
    expect(await numbers()).toEqual([1, 2, 3, ...notKept])
  })

  it('are those of their transaction, so a savepoint takes no options', async () => {
    await using db = await open()
    const given = db.transaction((tx) =>
      // @ts-expect-error -- from JavaScript
      tx.transaction(() => Promise.resolve(), { isolation: 'serializable' }),
    )
    await expect(given).rejects.toMatchObject({ code: 'invalid_input', field: 'options' })
  })

  it.each([
    ['one by one', (tx: Transaction) => oneByOne(tx)],
    ['together', (tx: Transaction) => Promise.allSettled([1, 2, 3].map((n) => tx.execute(add, { n })))],
  ] as const)(
    'do not run when BEGIN has failed: they would be no part of a transaction (%s)',
    async (_, add) => {
      await using db = await open()
      proxy.decide = ({ code, text }) =>
        code === 'P' && text.includes('begin') ? { part: 'begin', becomes: 'begun' } : 'pass'
      let outcomes: readonly PromiseSettledResult<unknown>[] = []
      const given = db.transaction(async (tx) => {
        outcomes = await add(tx)
      })
      // Whoever swallows the errors is told that nothing was committed.
      await expect(given).rejects.toMatchObject({ code: 'transaction', kind: 'rolled_back' })
      expect(outcomes).toMatchObject([
        { status: 'rejected', reason: { code: 'database', sqlState: '42601' } },
        { status: 'rejected', reason: { code: 'transaction', kind: 'ended' } },
        { status: 'rejected', reason: { code: 'transaction', kind: 'ended' } },
      ])
      expect(await numbers()).toEqual([1_001, 1_002, 1_003, 1_004])
    },
  )
})

async function oneByOne(tx: Transaction): Promise<readonly PromiseSettledResult<unknown>[]> {
  const outcomes: PromiseSettledResult<unknown>[] = []
  for (const n of [1, 2, 3]) outcomes.push(...(await Promise.allSettled([tx.execute(add, { n })])))
  return outcomes
}

describe.each(['sessions', "a pool of pg's"] as const)(
  'the last statement of a transaction, over %s',
  (transport) => {
    async function openPool() {
      const open = openOver(transport, { url: proxy.url, maxConnections: 1 })
      await open.db.transaction((tx) => addFour(tx, 1_000))
      return open
    }

    it('commits, and the hooks are called once', async () => {
      await using pool = await openPool()
      let hooks = 0
      const row = await pool.db.transaction(async (tx) => {
        tx.afterCommit(() => hooks++)
        const last = await tx.last.one(addAndTell, { n: 1 })
        expect(await numbers()).toEqual(kept)
        return last
      })
      expect(row).toEqual({ n: 1 })
      expect(hooks).toBe(1)
    })

    const inSavepoint = (tx: Transaction) => tx.transaction((inner) => inner.execute(add, { n: 2 }))
    const inBatches = (tx: Transaction) =>
      tx.insertMany(addAll, [2, 3, 4], (batch) => ({ ns: [...batch] }), { batchRows: 1 })

    it.each<readonly [string, (tx: Transaction) => Promise<unknown>, object]>([
      ['cannot be sent', (tx) => tx.execute(add, { n: Number.NaN }), { code: 'invalid_input', field: 'n' }],
      [
        'has been cancelled',
        (tx) => tx.execute(add, { n: 2 }, { signal: AbortSignal.abort(new Error('never mind')) }),
        { message: 'never mind' },
      ],
      ['fails on the server', (tx) => tx.many(divide, { n: 0 }), { sqlState: '22012' }],
      ['is a savepoint', inSavepoint, { kind: 'nested' }],
      ['is many statements', inBatches, { kind: 'ended' }],
    ])('is not committed when what was given before it %s', async (_, given, refused) => {
      await using pool = await openPool()
      const together = pool.db.transaction(async (tx) => {
        await tx.execute(add, { n: 1 })
        await Promise.all([given(tx), tx.last.execute(add, { n: 5 })])
      })
      await expect(together).rejects.toMatchObject(refused)
      expect(await numbers()).toEqual(notKept)
    })

    it('goes behind what was asked for in its tick, look-ups by id too', async () => {
      await using market = openOver(transport, { url: (await openMigrated()).url, maxConnections: 1 })
      const id = newId()
      const [found, created] = await market.db.transaction((tx) =>
        Promise.all([
          tx.users.findAccount(newId()),
          tx.users.create({ id, username: `u_${id.slice(-12)}`, email: `${id}@example.com` }),
          tx.last.many(one),
        ]),
      )
      expect(found).toBeNull()
      expect(created).toMatchObject({ id })
    })

    it('keeps the order when the first statement was never sent', async () => {
      await using pool = await openPool()
      const seen = await pool.db.transaction(
        async (tx) => {
          const signal = AbortSignal.abort(new Error('never mind'))
          await expect(tx.many(all, undefined, { signal })).rejects.toThrow('never mind')
          const rows = await Promise.all([1, 2, 3].map((n) => tx.one(addAndCount, { n })))
          await tx.last.execute(add, { n: 4 })
          return rows.map(({ count }) => count)
        },
        { statementTimeoutMs: 5_000 },
      )
      expect(seen).toEqual([4, 5, 6])
      expect(await numbers()).toEqual([1, 2, 3, 4, ...notKept])
    })

    it('says that all is kept, whatever keeps its own result from being read', async () => {
      await using pool = await openPool()
      const told: unknown[] = []
      const given = pool.db.transaction(async (tx) => {
        await tx.execute(add, { n: 1 })
        await tx.last.one(none).catch((error: unknown) => {
          told.push(error)
          throw error
        })
      })
      await expect(given).rejects.toMatchObject({ code: 'not_found', outcome: 'applied', retryable: false })
      expect(told).toMatchObject([{ outcome: 'applied' }])
      expect(await numbers()).toEqual(kept)
    })

    it('leaves the handle open if it was not sent', async () => {
      await using pool = await openPool()
      const hooks: string[] = []
      await pool.db.transaction(async (tx) => {
        await tx.execute(add, { n: 2 })
        const signal = AbortSignal.abort(new Error('never mind'))
        await expect(tx.last.execute(add, { n: 3 }, { signal })).rejects.toThrow('never mind')
        tx.afterCommit(() => hooks.push('before the last statement'))
        await tx.execute(add, { n: 4 })
        await tx.last.execute(add, { n: 1 })
        tx.afterCommit(() => hooks.push('behind it'))
        expect(hooks).toEqual([])
      })
      expect(hooks).toEqual(['before the last statement', 'behind it'])
      expect(await numbers()).toEqual([1, 2, 4, ...notKept])
    })

    it('takes nothing behind it', async () => {
      await using pool = await openPool()
      await pool.db.transaction(async (tx) => {
        const last = tx.last.execute(add, { n: 1 })
        const late = { code: 'transaction', kind: 'ended', outcome: 'not_run' }
        await expect(tx.last.execute(add, { n: 3 })).rejects.toMatchObject(late)
        await expect(tx.execute(add, { n: 2 })).rejects.toMatchObject(late)
        await expect(tx.transaction(() => Promise.resolve())).rejects.toMatchObject(late)
        await last
        await expect(tx.execute(add, { n: 4 })).rejects.toMatchObject(late)
      })
      expect(await numbers()).toEqual(kept)
    })

    it('is refused in a savepoint', async () => {
      await using pool = await openPool()
      const given = pool.db.transaction((tx) => tx.transaction((inner) => inner.last.execute(add, { n: 1 })))
      await expect(given).rejects.toMatchObject({ code: 'transaction', kind: 'nested' })
      expect(await numbers()).toEqual(notKept)
    })

    it('that fails rolls everything back, whether its error is swallowed or not', async () => {
      await using pool = await openPool()
      const failing = async (tx: Transaction) => {
        await tx.execute(add, { n: 2 })
        await tx.last.many(divide, { n: 0 })
      }
      await expect(pool.db.transaction(failing)).rejects.toMatchObject({
        code: 'database',
        sqlState: '22012',
      })
      const swallowing = pool.db.transaction((tx) => failing(tx).catch(() => undefined))
      await expect(swallowing).rejects.toMatchObject({ code: 'transaction', kind: 'rolled_back' })
      expect(await numbers()).toEqual(notKept)
    })

    it('rejects with what COMMIT is refused for, and nothing is kept', async () => {
      await using pool = await openPool()
      const twice = async (tx: Transaction) => {
        await tx.execute(add, { n: 2 })
        await tx.execute(addTwin, { n: 1 })
        await tx.last.execute(addTwin, { n: 1 })
      }
      const refused = { code: 'constraint', kind: 'unique', outcome: 'not_run' }
      await expect(pool.db.transaction(twice)).rejects.toMatchObject(refused)
      const swallowing = pool.db.transaction((tx) => twice(tx).catch(() => undefined))
      await expect(swallowing).rejects.toMatchObject(refused)
      expect(await numbers()).toEqual(notKept)
    })

    it('is run again with the whole transaction after a serialization failure of COMMIT', async (context) => {
      if (!test.multiSession) context.skip('the embedded server has one session, so nothing races')
      await using pool = await openPool()
      let runs = 0
      await pool.db.transaction(
        async (tx) => {
          const seen = await tx.many(all)
          if (++runs === 1) {
            // Another one that saw the same, and wrote too: the one that commits last is refused.
            await direct.transaction(
              async (other) => {
                await other.many(all)
                await other.execute(add, { n: 500 })
              },
              { isolation: 'serializable' },
            )
          }
          await tx.last.execute(add, { n: seen.length })
        },
        { isolation: 'serializable' },
      )
      expect(runs).toBe(2)
      expect(await numbers()).toEqual([5, 500, 1_001, 1_002, 1_003, 1_004])
    })

    it('says of a function that throws behind it, or a result that cannot be used, that all is kept', async () => {
      await using pool = await openPool()
      const late = new Error('too late')
      let hooks = 0
      const thrown = pool.db.transaction(async (tx) => {
        tx.afterCommit(() => hooks++)
        await tx.last.execute(add, { n: 1 })
        throw late
      })
      await expect(thrown).rejects.toMatchObject({
        code: 'transaction',
        kind: 'committed',
        outcome: 'applied',
        cause: late,
      })
      expect(hooks).toBe(1)
      const unreadable = pool.db.transaction((tx) => tx.last.many(addUnreadable, { n: 2 }))
      await expect(unreadable).rejects.toMatchObject({ outcome: 'applied', retryable: false })
      expect(await numbers()).toEqual([1, 2, ...notKept])
      let forgotten: Promise<unknown> = Promise.resolve()
      const forgetful = pool.db.transaction((tx) => {
        forgotten = tx.last.execute(add, { n: 3 })
        forgotten.catch(() => undefined)
        return Promise.resolve()
      })
      await expect(forgetful).rejects.toMatchObject({ kind: 'ended' })
      await expect(forgotten).rejects.toMatchObject({ kind: 'ended' })
      expect(await numbers()).toEqual([1, 2, ...notKept])
    })

    it('is not sent if its parameters cannot be, and neither is COMMIT', async () => {
      await using pool = await openPool()
      const given = pool.db.transaction(async (tx) => {
        await tx.execute(add, { n: 1 })
        await tx.last.execute(add, { n: Number.NaN })
      })
      await expect(given).rejects.toMatchObject({ code: 'invalid_input', field: 'n' })
      expect(await numbers()).toEqual(notKept)
    })

    it('is stopped by a deadline, and nothing is kept', async (context) => {
      if (!test.multiSession) context.skip('the embedded server does not stop a statement')
      await using pool = await openPool()
      const given = pool.db.transaction(
        async (tx) => {
          await tx.execute(add, { n: 1 })
          await tx.last.many(pause)
        },
        { timeoutMs: 200 },
      )
      await expect(given).rejects.toMatchObject({ code: 'timeout', outcome: 'not_run' })
      expect(await numbers()).toEqual(notKept)
    })

    it.each<readonly [string, Fate, (message: ProxiedMessage) => boolean, readonly number[]]>([
      [
        'COMMIT does not reach the server',
        'cut',
        ({ from, text }) => from === 'client' && text.includes('commit\0'),
        [],
      ],
      ['its answer is lost', 'cut', ({ from, text }) => from === 'server' && text.includes('COMMIT'), [1, 2]],
    ])('tells that nobody knows when the connection is lost: %s', async (_, fate, isIt, expected) => {
      const applicationName = 'lost with the last'
      await using pool = openOver(transport, { url: proxy.url, maxConnections: 1, applicationName })
      await pool.db.transaction((tx) => addFour(tx, 1_000))
      proxy.decide = (message) => (isIt(message) ? fate : 'pass')
      const given = pool.db.transaction((tx) => tx.last.execute(add, { n: 1 }))
      const error = await given.catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(TransactionError)
      expect(error).toMatchObject({ kind: 'outcome_unknown', outcome: 'unknown', retryable: false })
      // Whoever swallows it is told all the same.
      const swallowing = pool.db.transaction(async (tx) => {
        await tx.last.execute(add, { n: 2 }).catch(() => undefined)
        throw new Error('something else')
      })
      await expect(swallowing).rejects.toMatchObject({ kind: 'outcome_unknown' })
      proxy.decide = () => 'pass'
      await sessionsEnd(direct, applicationName)
      expect(await numbers()).toEqual([...expected, ...notKept])
    })
  },
)
