import { describe, expect, it } from 'vitest'
import { TransactionError } from '../../src/errors.js'
import { query } from '../setup/query.js'
import { openNumbers } from '../setup/engine/open-numbers.js'

const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const all = query<undefined, { readonly n: number }>('select n from numbers order by n')
const fail = query<undefined, object>('select 1 / 0 as result')

const { db, numbers, test } = await openNumbers()

describe('a transaction', () => {
  it('commits what its function did, and gives what it returned', async () => {
    const result = await db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      return (await tx.many(all)).length
    })
    expect(result).toBe(1)
    expect(await numbers()).toEqual([1])
  })

  it('undoes everything when its function throws, and throws the same', async () => {
    const reason = new Error('changed my mind')
    const work = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      throw reason
    })
    await expect(work).rejects.toBe(reason)
    expect(await numbers()).toEqual([])
  })

  it('undoes only the savepoint when a nested one throws', async () => {
    await db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      await tx
        .transaction(async (inner) => {
          await inner.execute(add, { n: 2 })
          await inner.many(fail)
        })
        .catch(() => undefined)
      await tx.transaction(async (inner) => {
        await inner.execute(add, { n: 3 })
      })
    })
    expect(await numbers()).toEqual([1, 3])
  })

  it('is an error when a failure inside it was swallowed, for nothing was committed', async () => {
    const work = db.transaction(async (tx) => {
      await tx.execute(add, { n: 1 })
      await tx.many(fail).catch(() => undefined)
    })
    await expect(work).rejects.toMatchObject({ code: 'transaction', kind: 'rolled_back' })
    expect(await numbers()).toEqual([])
  })

  it('refuses a statement after its end', async () => {
    const late = await db.transaction((tx) => Promise.resolve(tx))
    await expect(late.many(all)).rejects.toMatchObject({ kind: 'ended' })
    await expect(late.transaction(() => Promise.resolve())).rejects.toBeInstanceOf(TransactionError)
  })

  it('is an error when a statement of it was not awaited', async () => {
    const work = db.transaction((tx) => {
      void tx.execute(add, { n: 1 })
      return Promise.resolve()
    })
    await expect(work).rejects.toMatchObject({ kind: 'ended' })
    expect(await numbers()).toEqual([])
  })

  it('runs statements that were started together one after another', async () => {
    await db.transaction(async (tx) => {
      await Promise.all([3, 1, 2].map((n) => tx.execute(add, { n })))
    })
    expect(await numbers()).toEqual([1, 2, 3])
  })

  it('calls hooks after the commit, in order, and not at all after a rollback', async () => {
    const called: string[] = []
    await db.transaction(async (tx) => {
      tx.afterCommit(async () => {
        called.push(`first, ${(await numbers()).length} committed`)
      })
      tx.afterCommit(() => called.push('second'))
      await tx
        .transaction((inner) => {
          inner.afterCommit(() => called.push('undone with its savepoint'))
          return Promise.reject(new Error('undo'))
        })
        .catch(() => undefined)
      await tx.execute(add, { n: 1 })
    })
    await db
      .transaction((tx) => {
        tx.afterCommit(() => called.push('undone'))
        return Promise.reject(new Error('undo'))
      })
      .catch(() => undefined)
    expect(called).toEqual(['first, 1 committed', 'second'])
  })

  it('writes nothing when it is read only', async () => {
    const work = db.transaction((tx) => tx.execute(add, { n: 1 }), { readOnly: true })
    await expect(work).rejects.toMatchObject({ sqlState: '25006' })
  })

  it('runs again, whole, after a serialization failure', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    let runs = 0
    const turn = query<{ readonly from: number; readonly to: number }, object>(
      'insert into numbers select count(*) + :to! from numbers where n > :from!',
      { from: 'int4', to: 'int4' },
    )
    let release: () => void = () => undefined
    const bothRead = new Promise<void>((resolve) => (release = resolve))
    let readers = 0
    const collide = (to: number) =>
      db.transaction(
        async (tx) => {
          runs++
          await tx.many(all)
          if (++readers === 2) release()
          await bothRead
          await tx.execute(turn, { from: 0, to })
        },
        { isolation: 'serializable' },
      )
    await Promise.all([collide(10), collide(20)])
    expect(runs).toBeGreaterThan(2)
    expect(await numbers()).toHaveLength(2)
  })

  it('does not run again more often than asked', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    let runs = 0
    const serializationFailure = query<undefined, object>(
      `do $$ begin raise exception 'again' using errcode = '40001'; end $$`,
    )
    const work = db.transaction(
      (tx) => {
        runs++
        return tx.execute(serializationFailure)
      },
      { retries: 2 },
    )
    await expect(work).rejects.toMatchObject({ sqlState: '40001', retryable: true })
    expect(runs).toBe(3)
  })
})
