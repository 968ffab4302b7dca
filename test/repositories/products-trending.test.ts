import { fc } from '../setup/fast-check.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { TrendingProductsInput } from '../../src/repositories/products/product.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { cardOf } from '../setup/market/card-of.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db, test } = await openMarket()
const sellers = await db.users.createMany([sampleUser(), sampleUser(), sampleUser()])
const [seller = '', other = '', viewer = ''] = sellers

const run = (text: string) => db.execute(query<undefined, object>(text))

beforeEach(async () => {
  await run('delete from products')
  await run('delete from product_activity')
  await run('delete from product_trends')
})

/** Applies everything that was reported. */
async function applyAll(limit = 1_000): Promise<number> {
  let applied = 0
  for (;;) {
    const batch = await db.products.applyCounts({ limit })
    applied += batch
    if (batch < limit) return applied
  }
}

const halfLifeMs = 172_800_000
const rankOf = (events: readonly (readonly [weight: number, time: Date])[]) => {
  const highest = Math.max(...events.map(([, time]) => time.getTime() / halfLifeMs))
  const sum = events.reduce(
    (total, [weight, time]) => total + weight * 2 ** (time.getTime() / halfLifeMs - highest),
    0,
  )
  return highest + Math.log2(sum)
}

const trendsOf = async (input: TrendingProductsInput = {}) => (await db.products.trending(input)).items
const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

const queued = (productId: string, views: number, time: Date) =>
  run(
    `insert into product_activity (product_id, views, happened_at) values ('${productId}', ${views}, '${time.toISOString()}')`,
  )

describe.each(bothWays(db))('applyCounts on %s', (_, on) => {
  it('adds what was reported, in as many batches as it takes, and nothing twice', async () => {
    const ids = await db.products.createMany([sampleProduct(seller), sampleProduct(seller)])
    const [one = '', two = ''] = ids
    for (let n = 0; n < 3; n++) {
      await db.products.addCounts([
        { productId: one, views: 1 },
        { productId: two, views: 2 },
      ])
    }
    const views = async () => (await db.products.listByIds(ids)).map(({ viewCount }) => viewCount)
    expect(await views()).toEqual([0, 0])
    expect(await on(({ products }) => products.applyCounts({ limit: 4 }))).toBe(4)
    expect(await on(({ products }) => products.applyCounts({ limit: 4 }))).toBe(2)
    expect(await on(({ products }) => products.applyCounts({ limit: 4 }))).toBe(0)
    expect(await views()).toEqual([3, 6])
  })

  it('writes a view count once an eighth is missing', async () => {
    const { id: productId } = await db.products.create(sampleProduct(seller))
    const views = async (more: number) => {
      await on(({ products }) => products.addCounts([{ productId, views: more }]))
      await on(({ products }) => products.applyCounts())
      return (await db.products.get(productId)).viewCount
    }
    expect(await views(80)).toBe(80)
    expect(await views(9)).toBe(80)
    expect(await views(0)).toBe(80)
    expect(await views(1)).toBe(90)
  })
})

describe('trending', () => {
  it('weighs views and likes by their age, whenever they are applied', async () => {
    const { id } = await db.products.create(sampleProduct(seller))
    const days = (count: number) => new Date(Date.UTC(2026, 10, 1) + count * 86_400_000)
    await queued(id, 5, days(3))
    await queued(id, 1, days(0))
    await applyAll(1)
    await queued(id, 7, days(-4))
    await queued(id, 2, days(-40_000))
    await queued(id, 2, days(10))
    await applyAll(2)
    const [product] = await trendsOf()
    const expected = [
      [5, days(3)],
      [1, days(0)],
      [7, days(-4)],
      [2, days(10)],
    ] as const
    expect(product?.id).toBe(id)
    expect(product?.trendRank).toBeCloseTo(rankOf(expected), 9)
  })

  it('counts a like as eight views, and takes it away again to the last bit', async () => {
    const ids = await db.products.createMany([sampleProduct(seller), sampleProduct(seller)])
    const [liked = '', seen = ''] = ids
    await db.wishlists.setSaved({ userId: viewer, productId: liked, isSaved: true })
    await db.products.addCounts([{ productId: seen, views: 7 }])
    await applyAll()
    expect(idsOf(await trendsOf())).toEqual([liked, seen])
    await db.products.addCounts([{ productId: seen, views: 2 }])
    await applyAll()
    expect(idsOf(await trendsOf())).toEqual([seen, liked])
    await db.wishlists.setSaved({ userId: viewer, productId: liked, isSaved: false })
    await applyAll()
    expect(idsOf(await trendsOf())).toEqual([seen])
    // Who likes it again and again has liked it once.
    for (const isSaved of [true, false, true, false, true]) {
      await db.wishlists.setSaved({ userId: viewer, productId: liked, isSaved })
    }
    await db.products.addCounts([{ productId: seen, views: 2 }])
    await applyAll(2)
    expect(idsOf(await trendsOf())).toEqual([seen, liked])
  })

  it('takes the likes of a deleted user away', async () => {
    const { id: productId } = await db.products.create(sampleProduct(seller))
    const { id: userId } = await db.users.create(sampleUser())
    await db.wishlists.setSaved({ userId, productId, isSaved: true })
    await applyAll()
    expect(await trendsOf()).toHaveLength(1)
    await db.users.delete({ userId })
    await applyAll()
    expect(await trendsOf()).toEqual([])
  })

  it('leaves out what is sold or deleted at once, and finds what comes back or moves', async () => {
    const ids = await db.products.createMany(Array.from({ length: 4 }, () => sampleProduct(seller)))
    const [sold = '', deleted = '', moved = '', hidden = ''] = ids
    await db.products.addCounts(ids.map((productId, n) => ({ productId, views: 1 + n })))
    await applyAll()
    expect(idsOf(await trendsOf())).toEqual(ids.toReversed())
    await db.products.markSold({ productId: sold, sellerId: seller })
    await db.products.delete({ productId: deleted, sellerId: seller })
    await db.products.update({
      productId: moved,
      sellerId: seller,
      patch: { category: 'books', neighborhood: 'Deira' },
    })
    expect(idsOf(await trendsOf())).toEqual([hidden, moved])
    await applyAll()
    expect(idsOf(await trendsOf())).toEqual([hidden, moved])
    expect(idsOf(await trendsOf({ category: 'books' }))).toEqual([moved])
    expect(idsOf(await trendsOf({ neighborhood: 'Deira' }))).toEqual([moved])
    await db.products.markAvailable({ productId: sold, sellerId: seller })
    await applyAll()
    expect(idsOf(await trendsOf())).toEqual([hidden, moved, sold])
    expect(
      await db.one(
        query<undefined, { readonly trends: number }>('select count(*)::int as trends from product_trends'),
      ),
    ).toEqual({ trends: 3 })
  })

  it('shows each listing with its seller, and none of those whom a block parts from the viewer', async () => {
    const ids = await db.products.createMany([sampleProduct(seller), sampleProduct(other)])
    const [one = '', two = ''] = ids
    await db.products.addCounts([
      { productId: one, views: 1 },
      { productId: two, views: 2 },
    ])
    await applyAll()
    await db.blocks.block({ userId: other, blockedId: viewer })
    const [only, ...rest] = await trendsOf({ viewerId: viewer })
    expect(rest).toEqual([])
    const product = await db.products.get(one)
    const more = { trendRank: only?.trendRank, seller: (await db.users.listProfiles([seller]))[0] }
    expect(only).toStrictEqual({ ...cardOf(product), ...more })
    const { items: whole } = await db.products.trending({ viewerId: viewer, columns: 'all' })
    expect(whole).toStrictEqual([{ ...product, ...more }])
    expect(idsOf(await trendsOf({ viewerId: seller }))).toEqual([two, one])
    await db.blocks.unblock({ userId: other, blockedId: viewer })
  })

  it('goes on behind 500 that are left out', async () => {
    const ids = await db.products.createMany(Array.from({ length: 501 }, () => sampleProduct(other)))
    const last = (await db.products.create(sampleProduct(seller))).id
    await db.products.addCounts([
      ...ids.map((productId) => ({ productId, views: 9 })),
      { productId: last, views: 1 },
    ])
    await applyAll()
    await db.blocks.block({ userId: viewer, blockedId: other })
    const first = await db.products.trending({ viewerId: viewer, limit: 5 })
    expect(first.items).toEqual([])
    const next = await db.products.trending({ viewerId: viewer, limit: 5, cursor: first.nextCursor })
    expect(idsOf(next.items)).toEqual([last])
    expect(next.nextCursor).toBe(null)
    await db.blocks.unblock({ userId: viewer, blockedId: other })
  })

  it('has the order of brute force, page by page, with every filter', async () => {
    const anyProduct = fc.record({
      views: fc.nat(3),
      likes: fc.boolean(),
      hours: fc.constantFrom(0, 1, 48, 96, 5_000),
      category: fc.constantFrom('sneakers', 'books'),
      neighborhood: fc.constantFrom('Deira', 'Dubai Marina', null),
      isSold: fc.boolean(),
    })
    const filters = fc.record(
      {
        category: fc.constantFrom('sneakers', 'books'),
        neighborhood: fc.constantFrom('Deira', 'Dubai Marina'),
      },
      { requiredKeys: [] },
    )
    const start = Date.UTC(2026, 5, 1)
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyProduct, { minLength: 1, maxLength: 25 }),
        filters,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 30 }),
        async (made, filter, limit, batch) => {
          await run('delete from products')
          await run('delete from product_activity')
          await run('delete from product_trends')
          const ids = await db.products.createMany(
            made.map(({ category, neighborhood }) => sampleProduct(seller, { category, neighborhood })),
          )
          const rows = made.map((product, n) => ({ ...product, id: ids[n] ?? '' }))
          const values = rows.map(({ id, views, likes, hours }) => {
            const time = new Date(start + hours * 3_600_000).toISOString()
            return `('${id}', ${views}, ${likes ? 1 : 0}, '${time}')`
          })
          await run(
            `insert into product_activity (product_id, views, likes, happened_at) values ${values.join()}`,
          )
          await applyAll(batch)
          for (const { id, isSold } of rows) {
            if (isSold) await db.products.markSold({ productId: id, sellerId: seller })
          }
          const expected = rows
            .filter(
              ({ views, likes, isSold, category, neighborhood }) =>
                !isSold &&
                (views > 0 || likes) &&
                (filter.category === undefined || filter.category === category) &&
                (filter.neighborhood === undefined || filter.neighborhood === neighborhood),
            )
            .map(({ id, views, likes, hours }) => ({
              id,
              rank: rankOf([[views + (likes ? 8 : 0), new Date(start + hours * 3_600_000)]]),
            }))
          const listed = (await pagesOf((page) => db.products.trending(page), { ...filter, limit })).flat()
          expect(idsOf(listed).toSorted()).toEqual(idsOf(expected).toSorted())
          const rankById = new Map(expected.map(({ id, rank }) => [id, rank]))
          for (const [n, { id, trendRank }] of listed.entries()) {
            expect(trendRank).toBeCloseTo(rankById.get(id) ?? NaN, 9)
            const before = listed[n - 1]
            if (before === undefined) continue
            expect([before.trendRank, before.id] > [trendRank, id] || before.trendRank > trendRank).toBe(true)
          }
        },
      ),
      { numRuns: test.multiSession ? 40 : 10 },
    )
  })

  it('refuses a cursor of other filters', async () => {
    const ids = await db.products.createMany([sampleProduct(seller), sampleProduct(seller)])
    await db.products.addCounts(ids.map((productId) => ({ productId, views: 1 })))
    await applyAll()
    const { nextCursor: cursor } = await db.products.trending({ limit: 1 })
    const error = await rejection(
      db.products.trending({ limit: 1, category: 'books', cursor }),
      InvalidInputError,
    )
    expect(error.field).toBe('cursor')
  })

  it('keeps what a listing had before, when it changes later', async () => {
    const [id = ''] = await db.products.createMany([sampleProduct(seller)])
    const old = query<{ readonly id: string }, object>(
      `insert into product_activity (product_id, views, happened_at)
      values (:id::uuid, 1, now() - interval '70 days')`,
    )
    await db.execute(old, { id })
    await applyAll()
    const [before] = await trendsOf({})
    await db.products.update({ productId: id, sellerId: seller, patch: { category: 'books' } })
    await applyAll()
    const [after] = await trendsOf({ category: 'books' })
    expect(after?.trendRank).toBe(before?.trendRank)
    expect(after?.trendRank).toBeGreaterThan(0)
  })

  it('ends at the greatest count that a product can have', async () => {
    const [one = '', two = ''] = await db.products.createMany([sampleProduct(seller), sampleProduct(seller)])
    await db.products.addCounts([{ productId: one, views: 2_147_483_647 }])
    await db.products.addCounts([
      { productId: one, views: 2_147_483_647 },
      { productId: two, views: 1 },
    ])
    await applyAll()
    expect((await db.products.get(one)).viewCount).toBe(2_147_483_647)
    expect((await db.products.get(two)).viewCount).toBe(1)
  })
})
