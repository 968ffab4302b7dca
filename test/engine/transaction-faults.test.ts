import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { ConnectionError, TransactionError } from '../../src/errors.js'
import type { Executor } from '../../src/engine/executor.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import type { Proxy, Fate } from '../setup/network/proxy.js'
import { sessionsEnd } from '../setup/engine/sessions-end.js'
import { openNumbers } from '../setup/engine/open-numbers.js'
import { proxyForEach } from '../setup/network/proxy-for-each.js'

const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const all = query<undefined, { readonly n: number }>('select n from numbers order by n')
const pause = query<undefined, object>('select pg_sleep(30)::text as slept')
const lock = query<{ readonly n: number }, object>('select n from numbers where n = :n! for update', {
  n: 'int4',
})
const tryLock = query<{ readonly n: number }, object>(
  'select n from numbers where n = :n! for update skip locked',
  { n: 'int4' },
)
/** `direct` is not through the proxy. */
const { db: direct, numbers, test } = await openNumbers()

let proxy: Proxy
proxyForEach(test.url, (opened) => (proxy = opened))

async function addTwo(tx: Executor): Promise<void> {
  await tx.execute(add, { n: 1 })
  await tx.execute(add, { n: 2 })
}

describe.each(['sessions', "a pool of pg's"] as const)(
  'a transaction that loses its connection, over %s',
  (transport) => {
    it.each<Fate>(['cut', 'passThenCut'])(
      'is whole, gone, or of unknown outcome, and says which, at whatever message it is (%s)',
      async (fate) => {
        const applicationName = `cut over ${transport}`
        await using open = openOver(transport, { url: proxy.url, maxConnections: 1, applicationName })
        const outcomes = new Set<string>()
        for (let step = 0; proxy.cuts === step; step++) {
          await open.db.transaction((tx) => tx.many(all))
          let seen = 0
          proxy.decide = ({ code }) => {
            // A connection that is made anew is not what is looked at.
            return code === '' || proxy.cuts > step || seen++ !== step ? 'pass' : fate
          }
          const failure = await open.db.transaction(addTwo).catch((error: unknown) => error)
          proxy.decide = () => 'pass'
          if (proxy.cuts > step) await sessionsEnd(direct, applicationName)
          const rows = await numbers()
          if (failure === undefined) {
            outcomes.add('committed')
            expect(rows).toEqual([1, 2])
          } else if (failure instanceof TransactionError) {
            outcomes.add(failure.kind)
            expect(failure).toMatchObject({ kind: 'outcome_unknown', retryable: false })
            expect([[], [1, 2]]).toContainEqual(rows)
          } else {
            outcomes.add('lost')
            expect(failure).toBeInstanceOf(ConnectionError)
            expect(failure).toMatchObject({ outcome: 'not_run', retryable: true })
            expect(rows).toEqual([])
          }
          await direct.execute(query<undefined, object>('delete from numbers'))
        }
        expect(outcomes).toEqual(new Set(['lost', 'outcome_unknown', 'committed']))
      },
    )
  },
)

describe('a transaction', () => {
  it('was not committed, and says so, if its connection was lost before COMMIT', async () => {
    const db = createDatabase({ url: proxy.url })
    const work = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      proxy.cut()
      await proxy.idle()
      await sleep(50)
    })
    await expect(work).rejects.toMatchObject({ code: 'connection', outcome: 'not_run' })
    expect(await numbers()).toEqual([])
    await db.close()
  })

  it('is ended by the server when its function takes too long over something else', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has no such timeout')
    const db = createDatabase({ url: test.url, idleInTransactionTimeoutMs: 50 })
    const work = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      await sleep(200)
      await tx.execute(add, { n: 2 })
    })
    await expect(work).rejects.toMatchObject({ code: 'timeout', cause: { code: '25P03' } })
    expect(await numbers()).toEqual([])
    expect(await db.transaction((tx) => tx.many(all))).toEqual([])
    await db.close()
  })

  it('does not go back to the pool if it cannot be rolled back', async () => {
    const db = createDatabase({ url: proxy.url, pipeline: false, maxConnections: 1 })
    proxy.decide = ({ text }) => (text.includes('rollback') ? 'cut' : 'pass')
    const reason = new Error('changed my mind')
    const work = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      throw reason
    })
    await expect(work).rejects.toBe(reason)
    expect(await db.transaction((tx) => tx.many(all))).toEqual([])
    expect(proxy.opened).toBe(2)
    await db.close()
  })
})

describe('hooks after a commit', () => {
  it('do not repeat what is committed, whatever they throw, and all are called', async () => {
    const serializationFailure = query<undefined, object>(
      `do $$ begin raise exception 'again' using errcode = '40001'; end $$`,
    )
    const called: string[] = []
    let runs = 0
    const work = direct.transaction(async (tx) => {
      runs++
      tx.afterCommit(() => direct.execute(serializationFailure))
      tx.afterCommit(() => called.push('second'))
      await tx.execute(add, { n: 1 })
    })
    await expect(work).rejects.toMatchObject({ sqlState: '40001' })
    expect({ runs, called }).toEqual({ runs: 1, called: ['second'] })
    expect(await numbers()).toEqual([1])
  })
})

describe.each(transports)('a deadlock, over %s', (transport) => {
  it('is resolved by running one of the two again, whole', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, so nothing can collide')
    await using open = openOver(transport, { url: test.url })
    await addTwo(open.db)
    let runs = 0
    let locked = 0
    let meet: () => void = () => undefined
    const met = new Promise<void>((resolve) => (meet = resolve))
    const cross = (first: number, second: number) =>
      open.db.transaction(async (tx) => {
        runs++
        await tx.many(lock, { n: first })
        if (++locked === 2) meet()
        await met
        await tx.many(lock, { n: second })
        await tx.execute(add, { n: first * 10 })
      })
    await Promise.all([cross(1, 2), cross(2, 1)])
    // The second run may meet the other one again before that has been woken.
    expect(runs).toBeGreaterThan(2)
    expect(await numbers()).toEqual([1, 2, 10, 20])
  })
})

describe.each(transports)('a bounded transaction, over %s', (transport) => {
  it('is stopped in the middle of a statement, and nothing of it stays', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using open = openOver(transport, { url: test.url })
    const work = open.db.transaction(
      async (tx) => {
        await tx.execute(add, { n: 1 })
        await tx.many(pause)
      },
      { timeoutMs: 100 },
    )
    await expect(work).rejects.toMatchObject({ code: 'timeout' })
    expect(await numbers()).toEqual([])
    const running = query<undefined, object>(
      `select from pg_stat_activity where datname = current_database() and query like '%pg_sleep(30)%' and pid <> pg_backend_pid() and state = 'active'`,
    )
    expect(await direct.many(running)).toEqual([])
  })

  it('is stopped in the middle of a statement that has a deadline of its own', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using open = openOver(transport, { url: test.url })
    const reason = new Error('the user has left')
    const controller = new AbortController()
    const work = open.db.transaction(
      async (tx) => {
        setTimeout(() => controller.abort(reason), 50)
        await tx.many(pause, undefined, { timeoutMs: 20_000 })
      },
      { signal: controller.signal },
    )
    await expect(work).rejects.toBe(reason)
  })

  it('gives up its locks at its deadline though its function hangs', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, so nothing is locked')
    await using open = openOver(transport, { url: test.url })
    await direct.execute(add, { n: 1 })
    await open.db.transaction((tx) => tx.many(all))
    let goOn: () => void = () => undefined
    const released = new Promise<void>((resolve) => (goOn = resolve))
    let late: Promise<unknown> = Promise.resolve()
    const work = open.db.transaction(
      async (tx) => {
        await tx.many(lock, { n: 1 })
        await released
        late = tx.execute(add, { n: 2 })
        await late
      },
      { timeoutMs: 1_000 },
    )
    await expect(work).rejects.toMatchObject({ code: 'timeout' })
    expect(await direct.many(tryLock, { n: 1 })).toHaveLength(1)
    goOn()
    await sleep(0)
    await expect(late).rejects.toMatchObject({ kind: 'ended' })
    expect(await numbers()).toEqual([1])
  })

  it('does not begin when its signal has aborted, nor when no connection comes in time', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, lanes: 1 })
    const reason = new Error('the user has left')
    let runs = 0
    const body = (tx: Transaction) => {
      runs++
      return tx.execute(add, { n: runs })
    }
    await expect(open.db.transaction(body, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const holders = [1, 2].map(() =>
      open.db.transaction(async (tx) => {
        await tx.many(all)
        await released
      }),
    )
    await sleep(50)
    const late = open.db.transaction(body, { timeoutMs: 50 })
    await expect(late).rejects.toMatchObject({ code: 'timeout' })
    release()
    await Promise.all(holders)
    expect(runs).toBe(0)
    expect(await open.db.transaction((tx) => tx.many(all))).toEqual([])
  })

  it('goes on when a statement in a savepoint was stopped by its own deadline', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using open = openOver(transport, { url: test.url })
    await open.db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      const inner = tx.transaction((nested) => nested.many(pause, undefined, { timeoutMs: 50 }))
      await expect(inner).rejects.toMatchObject({ code: 'timeout' })
      // However late the wish to cancel came, it does not meet what follows.
      for (let n = 2; n < 20; n++) await tx.execute(add, { n })
    })
    expect(await numbers()).toHaveLength(19)
  })
})

describe.each(transports)('savepoints, over %s', (transport) => {
  it('that are started together run one after another', async () => {
    await using open = openOver(transport, { url: test.url })
    const seen: string[] = []
    await open.db.transaction(async (tx) => {
      await Promise.all(
        [1, 2, 3].map((n) =>
          tx
            .transaction(async (nested) => {
              seen.push(`${n} begins`)
              await nested.execute(add, { n })
              seen.push(`${n} ends`)
              if (n === 2) throw new Error('undo this one')
            })
            .catch(() => undefined),
        ),
      )
    })
    expect(seen).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends'])
    expect(await numbers()).toEqual([1, 3])
  })

  it('keep the outer handle from being used while they are open', async () => {
    await using open = openOver(transport, { url: test.url })
    await open.db.transaction(async (tx) => {
      await tx.transaction(async (nested) => {
        await expect(tx.execute(add, { n: 1 })).rejects.toMatchObject({ kind: 'nested' })
        expect(() => tx.afterCommit(() => undefined)).toThrow(TransactionError)
        await nested.execute(add, { n: 2 })
      })
      await tx.execute(add, { n: 3 })
    })
    expect(await numbers()).toEqual([2, 3])
  })

  it('that are not awaited are an error, and what they do afterwards reaches nobody', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 1 })
    let late: Promise<unknown> = Promise.resolve()
    const work = open.db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      late = tx.transaction(async (nested) => {
        await sleep(50)
        await nested.execute(add, { n: 2 })
      })
      late.catch(() => undefined)
    })
    await expect(work).rejects.toMatchObject({ kind: 'ended' })
    await open.db.transaction(async (tx) => {
      await tx.execute(add, { n: 3 })
      await expect(late).rejects.toMatchObject({ kind: 'ended' })
    })
    expect(await numbers()).toEqual([3])
  })

  it('give the error of their function when the connection is lost too', async () => {
    await using open = openOver(transport, { url: proxy.url })
    const reason = new Error('changed my mind')
    const work = open.db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      await tx.transaction(async (nested) => {
        await nested.execute(add, { n: 2 })
        proxy.cut()
        throw reason
      })
    })
    await expect(work).rejects.toBe(reason)
    expect(await numbers()).toEqual([])
  })
})

describe.each(transports)('a transaction that is handled by hand, over %s', (transport) => {
  it('is refused: a COMMIT of its function, and a BEGIN outside', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 1 })
    const work = open.db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      await tx.execute(query<undefined, object>('rollback'))
      await tx.execute(add, { n: 2 })
    })
    await expect(work).rejects.toMatchObject({ kind: 'ended' })
    await expect(open.db.execute(query<undefined, object>('begin'))).rejects.toMatchObject({ field: 'query' })
    await open.db.execute(add, { n: 3 })
    expect(await numbers()).toEqual([3])
  })
})

describe('a statement whose result has changed with the schema', () => {
  it('is prepared anew by running its transaction again', async () => {
    const db = createDatabase({ url: test.url, pipeline: false, maxConnections: 1 })
    await direct.execute(query<undefined, object>('create table changing (a int)'))
    const read = query<undefined, object>('select * from changing')
    await db.transaction((tx) => tx.many(read))
    await direct.execute(query<undefined, object>('alter table changing add column b int'))
    await direct.execute(query<undefined, object>('insert into changing values (1, 2)'))
    expect(await db.transaction((tx) => tx.many(read))).toEqual([{ a: 1, b: 2 }])
    await db.close()
  })
})
