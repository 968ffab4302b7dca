import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'

const { db } = await openMarket()
const { id: sellerId } = await db.users.create(sampleUser())

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from wishlist_alerts'))
})
afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

/** A product that so many users saved. */
async function savedBy(count: number) {
  const { id: productId } = await db.products.create(sampleProduct(sellerId))
  const userIds = await db.users.createMany(Array.from({ length: count }, () => sampleUser()))
  for (const userId of userIds) await db.wishlists.setSaved({ userId, productId, isSaved: true })
  return { productId, userIds }
}

const setPrice = (productId: string, priceMinor: number) =>
  db.products.update({ productId, sellerId, patch: { priceMinor } })
const setAvailable = (productId: string, isAvailable: boolean) =>
  db.products.update({ productId, sellerId, patch: { isAvailable } })

async function toldTo(userId = '') {
  const { items } = await db.notifications.list({ userId })
  return items.map(({ notificationType, data }) => [notificationType, data['priceMinor']] as const)
}

describe.each(bothWays(db))('tellSavers on %s', (_, on) => {
  /** Steps until nothing is left, and counts those who were told. */
  async function tellAll(limit = 2): Promise<number> {
    for (let told = 0; ;) {
      const step = await on(({ wishlists }) =>
        wishlists.tellSavers({ limit, notify: { channels: ['push'] } }),
      )
      told += step.told
      if (step.isDone) return told
    }
  }

  it('tells each saver once that a product got cheaper, in batches', async () => {
    const { productId, userIds } = await savedBy(5)
    await setPrice(productId, 20_000)
    const first = await on(({ wishlists }) => wishlists.tellSavers({ limit: 2 }))
    expect(first).toEqual({ looked: 2, told: 2, isDone: false })
    expect(await tellAll()).toBe(3)
    expect(await tellAll()).toBe(0)
    for (const userId of userIds) expect(await toldTo(userId)).toEqual([['product_cheaper', 20_000]])
    const { items } = await db.notifications.list({ userId: userIds[4] ?? '' })
    expect(items).toMatchObject([
      {
        subjectType: 'product',
        subjectId: productId,
        channels: ['push'],
        data: { priceMinor: 20_000, currency: 'AED', isCheaper: true, knownPriceMinor: 25_000 },
      },
    ])
  })

  it('tells only of a price that is lower than any that was told', async () => {
    const { productId, userIds } = await savedBy(1)
    for (const price of [20_000, 24_000, 22_000, 20_000, 19_000, 26_000]) {
      await setPrice(productId, price)
      await tellAll()
    }
    expect(await toldTo(userIds[0])).toEqual([
      ['product_cheaper', 19_000],
      ['product_cheaper', 20_000],
    ])
  })

  it('tells those anew who were passed when the price fell again', async () => {
    const { productId, userIds } = await savedBy(4)
    await setPrice(productId, 20_000)
    await on(({ wishlists }) => wishlists.tellSavers({ limit: 2 }))
    await setPrice(productId, 15_000)
    expect(await tellAll()).toBe(4)
    const told = await Promise.all(userIds.map((userId) => toldTo(userId)))
    expect(told.flat().filter(([, price]) => price === 15_000)).toHaveLength(4)
    expect(told.flat().filter(([, price]) => price === 20_000)).toHaveLength(2)
  })

  it('tells those who saved it before that a product came back, once a day', async () => {
    const { productId, userIds } = await savedBy(1)
    const [userId] = userIds
    await setAvailable(productId, false)
    const { id: later } = await db.users.create(sampleUser())
    await db.wishlists.setSaved({ userId: later, productId, isSaved: true })
    await setAvailable(productId, true)
    const { id: after } = await db.users.create(sampleUser())
    await db.wishlists.setSaved({ userId: after, productId, isSaved: true })
    expect(await tellAll()).toBe(2)
    await setAvailable(productId, false)
    await setAvailable(productId, true)
    expect(await tellAll()).toBe(1)
    expect(await toldTo(userId)).toEqual([['product_available', 25_000]])
    expect(await toldTo(later)).toEqual([['product_available', 25_000]])
    expect(await toldTo(after)).toEqual([['product_available', 25_000]])
    await db.execute(query<undefined, object>("update wishlists set told_at = told_at - interval '25 hours'"))
    await setAvailable(productId, false)
    await setAvailable(productId, true)
    expect(await tellAll()).toBe(3)
  })

  it('tells nobody of what is off the market, until it comes back', async () => {
    const { productId, userIds } = await savedBy(1)
    await setPrice(productId, 20_000)
    await setAvailable(productId, false)
    expect(await tellAll()).toBe(0)
    await setAvailable(productId, true)
    expect(await tellAll()).toBe(1)
    const { items } = await db.notifications.list({ userId: userIds[0] ?? '' })
    expect(items).toMatchObject([{ notificationType: 'product_available', data: { isCheaper: true } }])
    await setPrice(productId, 20_000)
    expect(await tellAll()).toBe(0)
  })

  it('leaves out closed accounts, other currencies, and what nobody saved', async () => {
    const { productId, userIds } = await savedBy(2)
    const [closed = '', open = ''] = userIds
    await db.users.close({ userId: closed })
    await db.products.update({ productId, sellerId, patch: { priceMinor: 10, currency: 'USD' } })
    expect(await tellAll()).toBe(0)
    await db.products.update({ productId, sellerId, patch: { priceMinor: 20_000, currency: 'AED' } })
    expect(await tellAll()).toBe(1)
    expect(await toldTo(open)).toEqual([['product_cheaper', 20_000]])
    const { id: unloved } = await db.products.create(sampleProduct(sellerId))
    await setPrice(unloved, 10)
    expect(await on(({ wishlists }) => wishlists.tellSavers())).toEqual({ looked: 0, told: 0, isDone: true })
  })

  it('takes the product that is asked for, and else the one that waits longest', async () => {
    const [one, two] = [await savedBy(1), await savedBy(1)]
    await setPrice(one.productId, 20_000)
    await setPrice(two.productId, 20_000)
    await on(({ wishlists }) => wishlists.tellSavers({ productId: two.productId }))
    expect(await toldTo(one.userIds[0])).toEqual([])
    expect(await toldTo(two.userIds[0])).toHaveLength(1)
    await on(({ wishlists }) => wishlists.tellSavers())
    expect(await toldTo(one.userIds[0])).toHaveLength(1)
  })
})
