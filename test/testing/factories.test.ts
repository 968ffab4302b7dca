import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../src/database.js'
import {
  beginRollback,
  createTestDatabase,
  databaseFixtures,
  factories,
  findBrokenInvariants,
  letTimePass,
  seedMarketplace,
} from '../../src/testing/index.js'
import { query } from '../setup/query.js'

const database = await createTestDatabase({ migrations: 'package' })
afterAll(() => database.drop())

async function openTest(): Promise<Database> {
  const { db, rollback } = await beginRollback(database.db)
  onTestFinished(rollback)
  return db
}

const arabic = /\p{Script=Arabic}/u

describe('build', () => {
  test('makes the same rows for the same seed, whatever else is made, and others for another', () => {
    const one = factories(database.db, { seed: 7 }).build
    const other = factories(database.db, { seed: 7 }).build
    other.product()
    const users = [one.user(), one.user(), one.user()]
    expect([other.user(), other.user({ bio: 'Given' }), other.user()]).toEqual([
      users[0],
      { ...users[1], bio: 'Given' },
      users[2],
    ])
    expect(factories(database.db, { seed: 8 }).build.user().email).not.toBe(users[0]?.email)
  })

  test('speaks both languages', () => {
    const { build } = factories(database.db)
    const titles = Array.from({ length: 50 }, () => build.product().title)
    expect(titles.filter((title) => arabic.test(title)).length).toBeGreaterThan(10)
    expect(titles.filter((title) => !arabic.test(title)).length).toBeGreaterThan(10)
  })

  test.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses the seed %d', (seed) => {
    expect(() => factories(database.db, { seed })).toThrow('seed')
    expect(() => databaseFixtures({ seed })).toThrow('seed')
  })
})

describe('create', () => {
  test('makes the parents that are not given, and uses those that are', async () => {
    const { create } = factories(await openTest())
    const { id: sellerId } = await create.user({ role: 'seller' })
    expect(await create.product({ sellerId, priceMinor: 500 })).toMatchObject({ sellerId, priceMinor: 500 })
    const other = await create.product()
    expect(other.sellerId).not.toBe(sellerId)
    const offer = await create.offer({ productId: other.id })
    expect(offer).toMatchObject({ productId: other.id, sellerId: other.sellerId })
    const { id: conversationId, buyerId } = await create.conversation({ sellerId })
    const message = await create.message({ conversationId, senderId: buyerId, content: 'Hello' })
    expect(message).toMatchObject({ conversationId, content: 'Hello' })
    await create.message()
    await create.stream({ userId: sellerId })
    await create.stream()
  })

  test('refuses a conversation without the party who acts', async () => {
    const { create } = factories(await openTest())
    const { id: conversationId } = await create.conversation()
    await expect(create.message({ conversationId })).rejects.toMatchObject({ field: 'senderId' })
    await expect(create.offer({ conversationId })).rejects.toMatchObject({ field: 'buyerId' })
  })

  test('makes the same rows in the order of the calls, however many run at once', async () => {
    const { create, createMany } = factories(await openTest(), { seed: 9 })
    const { build } = factories(database.db, { seed: 9 })
    const products = Array.from({ length: 8 }, () => build.product())
    const users = Array.from({ length: 12 }, () => build.user())
    const made = await Promise.all([
      create.product({ title: 'Given' }),
      create.product(),
      create.offer(),
      create.conversation(),
      create.message(),
      create.stream(),
      createMany.product(2),
      create.product(),
    ])
    const [first, second, offer, conversation, message, stream, ids, last] = made
    expect([first.id, second.id, offer.productId, conversation.productId, ...ids, last.id]).toEqual(
      products.filter((_, at) => at !== 4).map(({ id }) => id),
    )
    const people = [first.sellerId, second.sellerId, offer.sellerId, offer.buyerId]
    people.push(conversation.buyerId, conversation.sellerId, message.senderId)
    expect([...people, stream.userId, last.sellerId]).toEqual(
      users.filter((_, at) => at !== 7 && at !== 9 && at !== 11).map(({ id }) => id),
    )
  })

  test('makes many', async () => {
    const db = await openTest()
    const { createMany } = factories(db)
    const ids = await createMany.product(250, { category: 'books' })
    expect(new Set(ids).size).toBe(250)
    expect(await db.products.get(ids[249] ?? '')).toMatchObject({ category: 'books' })
    expect(await createMany.user(2)).toHaveLength(2)
  })
})

describe('seedMarketplace', () => {
  test('makes the same market for the same seed, once', async () => {
    const db = await openTest()
    const rows: number[] = []
    const options = { users: 40, products: 300, seed: 3, onProgress: (done: number) => rows.push(done) }
    const market = await seedMarketplace(db, options)
    expect(rows).toEqual([40, 340])
    expect(market).toMatchObject({ userIds: { length: 40 }, sellerIds: { length: 16 } })
    expect(await seedMarketplace(db, options)).toEqual(market)
    const page = await db.products.nearby({ near: [55.2708, 25.2048], radiusMetres: 25_000, limit: 50 })
    expect(page.items.length).toBeGreaterThan(5)
    expect(page.items.map(({ currency }) => currency)).not.toContain('SAR')
    expect(await findBrokenInvariants(db)).toEqual([])
    // Beside rows of factories, whatever their seed.
    await factories(db, { seed: 3 }).create.product()
    await expect(seedMarketplace(db, { ...options, users: 41 })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('refuses products without people, and stops when it is asked to', async () => {
    const db = await openTest()
    await expect(seedMarketplace(db, { users: 0, products: 1 })).rejects.toMatchObject({ field: 'users' })
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(seedMarketplace(db, { signal })).rejects.toThrow('enough')
  })
})

describe('letTimePass', () => {
  test("ends an offer by the server's clock", async () => {
    const db = await openTest()
    const { create } = factories(db)
    const offer = await create.offer({ expiresInSeconds: 86_400 })
    await letTimePass(db, { hours: 1 })
    expect(await db.offers.expireDue()).toBe(0)
    await letTimePass(db, { days: 30 })
    const feeBasisPoints = { discover: 1_000, community: 500 }
    const late = db.offers.accept({ offerId: offer.id, userId: offer.sellerId, feeBasisPoints })
    await expect(late).rejects.toMatchObject({ code: 'conflict', rule: 'offer_expired' })
  })

  test('moves lists of times and the tables of a service, and leaves triggers as they were', async () => {
    const db = await openTest()
    await db.execute(
      query<undefined, object>(
        `create table loans (due_at timestamptz, reminders timestamptz[], note text default 'unchanged')`,
      ),
    )
    await db.execute(
      query<undefined, object>(
        `insert into loans values ('2026-02-03 00:00Z', '{2026-02-01 00:00Z,2026-02-02 00:00Z}'), ('infinity', null)`,
      ),
    )
    const product = await factories(db).create.product()
    await letTimePass(db, { days: 1, minutes: 1 })
    const loans = query<undefined, object>(
      `select
        due_at = '2026-02-01 23:59Z' as due,
        reminders = '{2026-01-30 23:59Z,2026-01-31 23:59Z}'::timestamptz[] as reminders
      from loans order by due_at`,
    )
    expect(await db.many(loans)).toEqual([
      { due: true, reminders: true },
      { due: false, reminders: null },
    ])
    const moved = await db.products.get(product.id)
    expect(product.createdAt.getTime() - moved.createdAt.getTime()).toBe(86_460_000)
    const { sellerId, id: productId } = product
    const updated = await db.products.update({ productId, sellerId, patch: { title: 'Changed' } })
    expect(updated.updatedAt.getTime()).toBeGreaterThan(moved.updatedAt.getTime())
  })

  test('moves times that are unique, and ranges of times', async () => {
    const db = await openTest()
    const run = (sql: string) => db.execute(query<undefined, object>(sql))
    await run(`create table openings (
      day timestamptz primary key, open tstzrange, breaks tsmultirange, all_open tstzrange[],
      exclude using gist (open with &&)
    )`)
    await run(`insert into openings
      select day, tstzrange(day, day + interval '1 day'), '{[2026-01-05 10:00,2026-01-05 11:00],(,2026-01-02)}',
        array[tstzrange(null, day, '(]'), 'empty', null]
      from generate_series(timestamptz '2026-01-09 00:00Z', '2026-01-02 00:00Z', interval '-1 day') as day`)
    await run(
      `insert into openings values ('infinity', 'empty', '{}', null), ('-infinity', null, null, '{}')`,
    )
    await letTimePass(db, { days: 1 })
    const openings = query<undefined, object>(
      `select
        (select array_agg(day order by day) from openings where isfinite(day)) = array(
          select generate_series(timestamptz '2026-01-01 00:00Z', '2026-01-08 00:00Z', interval '1 day')
        ) as days,
        (select bool_and(
          open = tstzrange(day, day + interval '1 day')
          and breaks = '{[2026-01-04 10:00,2026-01-04 11:00],(,2026-01-01)}'
          and all_open = array[tstzrange(null, day, '(]'), 'empty', null]
        ) from openings where isfinite(day)) as ranges,
        (select array_agg(row_to_json(openings)::text order by day) from openings where not isfinite(day)) as others`,
    )
    expect(await db.one(openings)).toEqual({
      days: true,
      ranges: true,
      others: [
        '{"day":"-infinity","open":null,"breaks":null,"all_open":[]}',
        '{"day":"infinity","open":"empty","breaks":"{}","all_open":null}',
      ],
    })
  })

  test.each<[object]>([[{}], [{ days: -1 }], [{ hours: Number.NaN }], [{ days: 1e9 }], [{ weeks: 1 }]])(
    'refuses %j',
    async (span) => {
      await expect(letTimePass(database.db, span)).rejects.toMatchObject({ code: 'invalid_input' })
    },
  )
})
