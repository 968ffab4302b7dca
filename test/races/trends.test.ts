/** Many callers at once, on a server: no view is lost or counted twice, and nobody waits for a product. */

import { beforeEach, describe, expect, it } from 'vitest'
import { NotFoundError } from '../../src/errors.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { outcomesOf } from '../setup/races/outcomes.js'
import { pick, seededRandom } from '../setup/random.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const { id: sellerId } = await db.users.create(sampleUser())

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

const newProducts = (count: number) =>
  db.products.createMany(Array.from({ length: count }, () => sampleProduct(sellerId)))

async function applyAll(): Promise<void> {
  while ((await db.products.applyCounts({ limit: 50 })) === 50);
}

describe('addCounts and applyCounts, at the same time', () => {
  it('counts every view once, whoever likes, changes, sells and deletes', async () => {
    const random = seededRandom(7)
    const ids = await newProducts(8)
    const doomed = await newProducts(2)
    const { id: userId } = await db.users.create(sampleUser())
    const added = new Map<string, number>()
    const { refused } = await outcomesOf<unknown>(
      Array.from({ length: 300 }, async (_, n) => {
        if (n % 10 === 3) return caller().products.applyCounts({ limit: 7 })
        if (n % 10 === 4) {
          return caller().wishlists.setSaved({
            userId,
            productId: pick(random, ids),
            isSaved: random() < 0.5,
          })
        }
        if (n % 10 === 5) {
          const patch = { neighborhood: pick(random, ['Deira', 'Dubai Marina']), isAvailable: random() < 0.5 }
          return caller().products.update({ productId: pick(random, ids), sellerId, patch })
        }
        if (n % 100 === 6) {
          return caller().products.delete({ productId: doomed[n === 6 ? 0 : 1] ?? '', sellerId })
        }
        const wanted = [...ids, ...(n < 100 ? doomed : [])].filter(() => random() < 0.5)
        const counts = wanted.map((productId) => ({ productId, views: 1 + Math.floor(random() * 3) }))
        await caller().products.addCounts(counts)
        for (const { productId, views } of counts) added.set(productId, (added.get(productId) ?? 0) + views)
        return null
      }),
    )
    for (const error of refused) expect(error).toBeInstanceOf(NotFoundError)
    await applyAll()
    const counted = await db.many(
      query<undefined, { readonly id: string; readonly views: number; readonly isRight: boolean }>(
        `select products.id, (products.view_count + product_trends.pending_views)::int as views,
          product_trends.is_listed = products.is_available
          and product_trends.neighborhood is not distinct from products.neighborhood as "isRight"
        from product_trends left join products on products.id = product_trends.product_id order by products.id`,
      ),
    )
    expect(counted).toEqual(ids.toSorted().map((id) => ({ id, views: added.get(id), isRight: true })))
  })

  it('wait for nobody who holds a product, and bring its views later', async () => {
    const [held = '', free = ''] = await newProducts(2)
    const viewsOf = async (id: string) => (await db.products.get(id)).viewCount
    await db.transaction(async (tx) => {
      await tx.products.update({ productId: held, sellerId, patch: { title: 'Held' } })
      await db.products.addCounts(
        [
          { productId: held, views: 3 },
          { productId: free, views: 4 },
        ],
        { timeoutMs: 2_000 },
      )
      // What waits is in the queue again, and none that was applied.
      expect(await db.products.applyCounts({}, { timeoutMs: 2_000 })).toBe(1)
      expect([await viewsOf(held), await viewsOf(free)]).toEqual([0, 4])
    })
    await db.products.applyCounts()
    expect(await viewsOf(held)).toBe(3)
  })

  it('take turns: one who comes while another is at it does nothing', async () => {
    const [productId = ''] = await newProducts(1)
    await db.products.addCounts([{ productId, views: 1 }])
    await db.transaction(async (tx) => {
      expect(await tx.products.applyCounts()).toBe(1)
      expect(await db.products.applyCounts({}, { timeoutMs: 2_000 })).toBe(0)
    })
    expect(await db.products.applyCounts()).toBe(0)
    expect((await db.products.get(productId)).viewCount).toBe(1)
  })

  it('loses nothing with a batch that is undone', async () => {
    const [productId = ''] = await newProducts(1)
    await db.products.addCounts([{ productId, views: 5 }])
    const undone = db.transaction(async (tx) => {
      await tx.products.applyCounts()
      throw new RangeError('stop')
    })
    await expect(undone).rejects.toThrow(RangeError)
    expect(await db.products.applyCounts()).toBe(1)
    expect((await db.products.get(productId)).viewCount).toBe(5)
  })
})
