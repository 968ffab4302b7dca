import { afterAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database.js'
import { newId } from '../../src/repositories/new-id.js'
import { beginRollback, createTestDatabase } from '../../src/testing/index.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query, reading } from '../setup/query.js'

const database = await createTestDatabase({ migrations: 'package' })
afterAll(() => database.drop())

const countUsers = reading<undefined, { readonly count: number }>(
  'select count(*)::int as "count!" from users',
)
const divide = query<undefined, object>('select 1 / 0')

async function undone(work: (db: Database) => Promise<void>): Promise<void> {
  const rollback = await beginRollback(database.db)
  try {
    await work(rollback.db)
  } finally {
    await rollback.rollback()
  }
}

describe('beginRollback', () => {
  test('undoes what a test did, and is done twice without complaint', async () => {
    const rollback = await beginRollback(database.db)
    const { id } = await rollback.db.users.create(sampleUser())
    await rollback.db.transaction((tx) => tx.users.create(sampleUser()))
    expect(await rollback.db.users.findAccount(id)).toMatchObject({ id })
    await rollback.rollback()
    await rollback.rollback()
    expect(await database.db.one(countUsers)).toEqual({ count: 0 })
    await expect(rollback.db.users.findAccount(id)).rejects.toMatchObject({ code: 'transaction' })
  })

  test('goes on after a statement that failed, as a database does', () =>
    undone(async (db) => {
      const user = sampleUser()
      await db.users.create(user)
      await expect(db.users.create({ ...sampleUser(), email: user.email })).rejects.toMatchObject({
        code: 'constraint',
      })
      await expect(db.execute(divide)).rejects.toMatchObject({ sqlState: '22012' })
      expect(await db.one(countUsers)).toEqual({ count: 1 })
    }))

  test('undoes a transaction that failed, and nothing else', () =>
    undone(async (db) => {
      await db.users.create(sampleUser())
      const failing = db.transaction(async (tx) => {
        await tx.users.create(sampleUser())
        throw new Error('the service gives up')
      })
      await expect(failing).rejects.toThrow('gives up')
      expect(await db.one(countUsers)).toEqual({ count: 1 })
    }))

  test('runs calls that are made at once', () =>
    undone(async (db) => {
      const users = await Promise.all([
        ...Array.from({ length: 5 }, () => db.users.create(sampleUser())),
        db.transaction((tx) => tx.users.create(sampleUser())),
        db.transaction(async (tx) => {
          await tx.transaction((inner) => inner.users.create(sampleUser()))
          return await tx.users.create(sampleUser())
        }),
      ])
      expect(await db.users.listAccounts(users.map(({ id }) => id))).toHaveLength(7)
      expect(await db.one(countUsers)).toEqual({ count: 8 })
    }))

  test('calls what was given to afterCommit after the transaction of the service, unless it failed', () =>
    undone(async (db) => {
      const called: string[] = []
      await db.transaction(async (tx) => {
        tx.afterCommit(() => called.push('outer'))
        await tx.transaction((inner) => {
          inner.afterCommit(() => called.push('inner'))
          return Promise.resolve()
        })
        await tx
          .transaction((inner) => {
            inner.afterCommit(() => called.push('failed'))
            return Promise.reject(new Error('no'))
          })
          .catch(() => undefined)
        expect(called).toEqual([])
      })
      expect(called).toEqual(['outer', 'inner'])
    }))

  test('refuses a write in a transaction that only reads, and allows it afterwards', () =>
    undone(async (db) => {
      await expect(
        db.transaction((tx) => tx.users.create(sampleUser()), { readOnly: true }),
      ).rejects.toMatchObject({ sqlState: '25006' })
      await db.transaction((tx) => tx.one(countUsers), { readOnly: true })
      await db.users.create(sampleUser())
    }))

  test('refuses the database within its own transaction, which would wait for itself', () =>
    undone(async (db) => {
      await expect(db.transaction(() => db.one(countUsers))).rejects.toMatchObject({ kind: 'nested' })
      expect(await db.one(countUsers)).toEqual({ count: 0 })
    }))

  test('refuses a handle after its last statement', () =>
    undone(async (db) => {
      const late = db.transaction(async (tx) => {
        await tx.last.one(countUsers)
        await tx.one(countUsers)
      })
      await expect(late).rejects.toMatchObject({ kind: 'ended' })
    }))

  test('reads a stream, and writes while it is read', () =>
    undone(async (db) => {
      const numbers = reading<undefined, { readonly number: number }>(
        'select number as "number!" from generate_series(1, 3) as given (number)',
      )
      const seen: number[] = []
      for await (const { number } of db.stream(numbers)) {
        await db.users.create(sampleUser())
        seen.push(number)
      }
      expect(seen).toEqual([1, 2, 3])
      await expect(async () => {
        for await (const row of db.stream(divide)) expect(row).toBeUndefined()
      }).rejects.toMatchObject({ sqlState: '22012' })
      expect(await db.one(countUsers)).toEqual({ count: 3 })
    }))

  test('makes many rows, maintains and recounts', () =>
    undone(async (db) => {
      const [sellerId = ''] = await db.users.createMany(Array.from({ length: 120 }, () => sampleUser()))
      await db.products.createMany(Array.from({ length: 120 }, () => sampleProduct(sellerId)))
      const { tasks } = await db.maintain()
      expect(tasks.filter(({ error }) => error !== null)).toEqual([])
      expect((await db.recount()).filter(({ drifted }) => drifted > 0)).toEqual([])
    }))

  test('runs statements for a user, and the ones behind them for nobody', () =>
    undone(async (db) => {
      const whoActs = query<undefined, { readonly userId: string }>(
        `select coalesce(current_setting('souk.user_id', true), '') as user_id`,
      )
      const { id: userId } = await db.users.create(sampleUser())
      const mine = db.as({ userId })
      expect(await mine.one(whoActs)).toEqual({ userId })
      expect(await mine.transaction((tx) => tx.one(whoActs))).toEqual({ userId })
      await expect(mine.one(divide)).rejects.toMatchObject({ sqlState: '22012' })
      expect(await db.one(whoActs)).toEqual({ userId: '' })
    }))

  test('refuses what has no place in a transaction', () =>
    undone(async (db) => {
      await expect(db.listen('souk', () => undefined)).rejects.toMatchObject({ code: 'setup' })
      expect(() => db.live({ userId: newId() })).toThrow(expect.objectContaining({ code: 'setup' }))
      await expect(db.typing({ conversationId: newId(), userId: newId() })).rejects.toMatchObject({
        code: 'setup',
      })
      await expect(db.migrate()).rejects.toMatchObject({ code: 'setup' })
      await db.close()
      expect(await db.session().one(countUsers)).toEqual({ count: 0 })
    }))

  test('fails at once on a database that cannot be reached', async () => {
    const other = await createTestDatabase({ migrations: 'none' })
    const { db } = other
    await other.drop()
    await expect(beginRollback(db)).rejects.toMatchObject({ code: 'connection' })
  })
})
