/** Many callers at once, on a server: like counts are exact, and each saver is told once. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NotFoundError } from '../../src/errors.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
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
afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
  expect((await db.wishlists.recountLikes({ limit: 10_000 })).drifted).toBe(0)
})

const newUsers = (count: number) => db.users.createMany(Array.from({ length: count }, () => sampleUser()))
const newProduct = async (of = sellerId) => (await db.products.create(sampleProduct(of))).id

describe('setSaved, at the same time', () => {
  it('counts every saver once, whoever else deletes, forgets and counts anew', async () => {
    const random = seededRandom(23)
    const userIds = await newUsers(20)
    const productIds = await Promise.all(Array.from({ length: 4 }, () => newProduct()))
    const doomed = await newProduct()
    const drifts: number[] = []
    const { refused } = await outcomesOf<unknown>([
      ...Array.from({ length: 300 }, (_, n) => {
        if (n % 30 === 7) {
          return caller()
            .wishlists.recountLikes({ limit: 10_000 })
            .then(({ drifted }) => drifts.push(drifted))
        }
        return caller().wishlists.setSaved({
          userId: pick(random, userIds),
          productId: pick(random, [...productIds, doomed]),
          isSaved: random() < 0.6,
        })
      }),
      caller().users.delete({ userId: userIds[3] ?? '' }),
      caller().users.delete({ userId: userIds[11] ?? '' }),
      caller().products.delete({ productId: doomed, sellerId }),
    ])
    for (const error of refused) expect(error).toBeInstanceOf(NotFoundError)
    expect(drifts.length).toBeGreaterThan(0)
    expect(new Set(drifts)).toEqual(new Set([0]))
  })

  it('tells each saver of one product another count', async () => {
    const productId = await newProduct()
    const states = await Promise.all(
      (await newUsers(25)).map((userId) => caller().wishlists.setSaved({ userId, productId, isSaved: true })),
    )
    const counts = states.map(({ likeCount }) => likeCount).toSorted((a, b) => a - b)
    expect(counts).toEqual(Array.from({ length: 25 }, (_, n) => n + 1))
  })

  it('does not deadlock when two are deleted who saved what the other sells', async () => {
    for (let round = 0; round < 20; round++) {
      const pair = await newUsers(2)
      const products = await Promise.all(
        pair.flatMap((userId) =>
          Array.from({ length: 3 }, () => newProduct(userId).then((id) => ({ userId, id }))),
        ),
      )
      for (const userId of pair) {
        for (const { userId: owner, id } of products) {
          if (owner !== userId) await db.wishlists.setSaved({ userId, productId: id, isSaved: true })
        }
      }
      const { refused } = await outcomesOf(pair.map((userId) => caller().users.delete({ userId })))
      expect(refused).toEqual([])
    }
  })
})

describe('tellSavers, at the same time', () => {
  const due = query<undefined, { readonly id: string }>(
    `select wishlists.id from wishlists join products on products.id = wishlists.product_id
    join users on users.id = wishlists.user_id
    where products.is_available and users.is_active and products.currency = wishlists.currency
      and products.price_minor < coalesce(wishlists.told_price_minor, wishlists.price_minor)`,
  )
  const toldTwice = query<undefined, { readonly userId: string }>(
    `select user_id from notifications where notification_type = 'product_cheaper'
    group by user_id, subject_id, data -> 'priceMinor' having count(*) > 1`,
  )

  it('tells each saver of each lowest price once, while prices fall and savers come and go', async () => {
    const random = seededRandom(29)
    const userIds = await newUsers(60)
    const productIds = await Promise.all(Array.from({ length: 3 }, () => newProduct()))
    for (const productId of productIds) {
      for (const userId of userIds.slice(0, 40)) {
        await db.wishlists.setSaved({ userId, productId, isSaved: true })
      }
    }
    let isOver = false
    const work = async () => {
      let told = 0
      for (;;) {
        const last = isOver
        const step = await caller().wishlists.tellSavers({ limit: 7, notify: { channels: ['push'] } })
        told += step.told
        if (step.isDone && last) return told
      }
    }
    const workers = Promise.all(Array.from({ length: 4 }, work))
    const { refused } = await outcomesOf<unknown>(
      Array.from({ length: 4 }, async (_, lane) => {
        for (let n = 0; n < 25; n++) {
          const productId = pick(random, productIds)
          const userId = pick(random, userIds)
          const kind = (n + lane) % 5
          if (kind === 0) {
            const priceMinor = 25_000 - 100 * n - lane
            await caller().products.update({ productId, sellerId, patch: { priceMinor } })
          } else if (kind === 1) {
            await caller().products.update({ productId, sellerId, patch: { isAvailable: n % 2 === 0 } })
          } else if (kind === 2 && n % 10 === 3) {
            await caller()
              .users.delete({ userId: userIds[lane * 10 + (n % 10)] ?? '' })
              .catch(() => undefined)
          } else {
            await caller()
              .wishlists.setSaved({ userId, productId, isSaved: n % 3 !== 0 })
              .catch((error: unknown) => {
                if (!(error instanceof NotFoundError)) throw error
              })
          }
        }
      }),
    )
    expect(refused).toEqual([])
    for (const productId of productIds) {
      await db.products.update({ productId, sellerId, patch: { isAvailable: true, priceMinor: 1_000 } })
    }
    isOver = true
    await workers
    // Workers that meet the last product in another's hands are done: one more finds what they left.
    while (!(await db.wishlists.tellSavers()).isDone);
    expect(await db.many(due)).toEqual([])
    expect(await db.many(toldTwice)).toEqual([])
    expect(await db.many(query<undefined, object>('select product_id from wishlist_alerts'))).toEqual([])
  })

  it('goes on without a saver whose account is being changed, and comes back for them', async () => {
    const productId = await newProduct()
    const userIds = await newUsers(6)
    for (const userId of userIds) await db.wishlists.setSaved({ userId, productId, isSaved: true })
    const third = userIds[2] ?? ''
    await db.products.update({ productId, sellerId, patch: { priceMinor: 20_000 } })
    await db.transaction(async (tx) => {
      await tx.users.close({ userId: third })
      expect(await caller().wishlists.tellSavers({ productId })).toEqual({
        looked: 2,
        told: 2,
        isDone: false,
      })
      expect(await caller().wishlists.tellSavers({ productId })).toEqual({ looked: 0, told: 0, isDone: true })
    })
    expect(await caller().wishlists.tellSavers({ productId })).toEqual({ looked: 4, told: 3, isDone: false })
    expect(await db.many(due)).toEqual([])
  })
})
