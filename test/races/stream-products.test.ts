/** Many calls on one stream at once, on a server: one product is on show, no more than 200 are there, none is lost. */

import { beforeEach, describe, expect, it } from 'vitest'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'
import { sample, seededRandom, shuffled } from '../setup/random.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { outcomesOf } from '../setup/races/outcomes.js'

const { db, test } = await openMarket()
const { id: userId } = await db.users.create(sampleUser())
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const products = await db.products.createMany(Array.from({ length: 240 }, () => sampleProduct(userId)))

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

async function newStream(count = 0): Promise<string> {
  const { id: streamId } = await db.streams.create(sampleStream(userId))
  const productIds = products.slice(0, count)
  if (count > 0) await db.streamProducts.tag({ streamId, userId, productIds })
  return streamId
}

const isolations = ['read committed', 'repeatable read', 'serializable'] as const

describe('tag, at the same time', () => {
  it('never passes 200 products, at no level of isolation', async () => {
    for (let round = 0; round < 3; round++) {
      const streamId = await newStream()
      const { done, refused } = await outcomesOf(
        Array.from({ length: 12 }, (_, n) => {
          const given = { streamId, userId, productIds: products.slice(n * 20, n * 20 + 20) }
          const isolation = isolations[n % 4]
          return isolation === undefined
            ? caller().streamProducts.tag(given)
            : caller().transaction((tx) => tx.streamProducts.tag(given), { isolation, retries: 30 })
        }),
      )
      expect(done).toEqual(Array.from({ length: 10 }, () => 20))
      for (const error of refused) expect(error).toMatchObject({ rule: 'too_many_stream_products' })
      expect(await db.streamProducts.listByStream({ streamId })).toHaveLength(200)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('adds each product once', async () => {
    const streamId = await newStream()
    const random = seededRandom(7)
    const { done, refused } = await outcomesOf(
      Array.from({ length: 30 }, () =>
        caller().streamProducts.tag({
          streamId,
          userId,
          productIds: sample(random, products.slice(0, 60), 20),
        }),
      ),
    )
    expect(refused).toEqual([])
    const shown = await db.streamProducts.listByStream({ streamId })
    expect(done.reduce((sum, tagged) => sum + tagged, 0)).toBe(shown.length)
    expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length)
  })
})

describe('pin, at the same time', () => {
  it('is never refused, and leaves one product on show', async () => {
    for (let round = 0; round < 5; round++) {
      const streamId = await newStream(20)
      const { done, refused } = await outcomesOf(
        products
          .slice(0, 20)
          .map((productId) => caller().streamProducts.pin({ streamId, userId, productId })),
      )
      expect(refused).toEqual([])
      expect(done).toHaveLength(20)
      const { pinnedProductId } = await db.streams.get(streamId)
      expect(products.slice(0, 20)).toContain(pinnedProductId)
      const shown = await db.streamProducts.listByStream({ streamId })
      expect(shown.filter(({ isPinned }) => isPinned).map(({ id }) => id)).toEqual([pinnedProductId])
    }
  })

  it('and untag leave nothing on show that is not in the stream', async () => {
    const random = seededRandom(8)
    for (let round = 0; round < 5; round++) {
      const streamId = await newStream(20)
      const calls = shuffled(random, products.slice(0, 20)).flatMap((productId, n) => [
        () => caller().streamProducts.pin({ streamId, userId, productId }),
        () =>
          n % 2 === 0
            ? caller().streamProducts.untag({ streamId, userId, productIds: [productId] })
            : caller().streamProducts.unpin({ streamId, userId }),
      ])
      const { refused } = await outcomesOf(calls.map((call): Promise<unknown> => call()))
      for (const error of refused) expect(error).toMatchObject({ rule: 'product_not_in_stream' })
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('order, at the same time', () => {
  it('with tag and untag refuses nothing, loses nothing, and does not deadlock', async () => {
    const random = seededRandom(9)
    for (let round = 0; round < 5; round++) {
      const streamId = await newStream(20)
      const kept = products.slice(0, 10)
      const given = { streamId, userId }
      const { refused } = await outcomesOf<unknown>(
        Array.from({ length: 30 }, (_, n) => {
          if (n % 3 === 0)
            return caller().streamProducts.order({ ...given, productIds: shuffled(random, kept) })
          if (n % 3 === 1)
            return caller().streamProducts.tag({ ...given, productIds: products.slice(20 + n, 25 + n) })
          return caller().streamProducts.untag({ ...given, productIds: [products[10 + (n % 10)] ?? ''] })
        }),
      )
      expect(refused).toEqual([])
      const last = shuffled(random, kept)
      await db.streamProducts.order({ ...given, productIds: last })
      const shown = (await db.streamProducts.listByStream({ streamId })).map(({ id }) => id)
      expect(shown.slice(0, 10)).toEqual(last)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
