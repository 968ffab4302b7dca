import { afterEach, describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { RecountedLikes } from '../../src/repositories/wishlists/wishlist.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { setTimes } from '../setup/market/set-times.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
const { id: sellerId } = await db.users.create(sampleUser())
const { id: adminId } = await makeAdmin(db)

afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

const newUser = async () => (await db.users.create(sampleUser())).id
const newProduct = async () => (await db.products.create(sampleProduct(sellerId))).id
const likes = async (productId: string) => (await db.products.get(productId)).likeCount

describe.each(bothWays(db))('setSaved on %s', (_, on) => {
  it('saves and forgets, as often as it is called, and the like count follows', async () => {
    const productId = await newProduct()
    const users = [await newUser(), await newUser()]
    const set = (userId = '', isSaved = true) =>
      on(({ wishlists }) => wishlists.setSaved({ userId, productId, isSaved }))
    expect(await set(users[0])).toEqual({ isSaved: true, likeCount: 1 })
    expect(await set(users[0])).toEqual({ isSaved: true, likeCount: 1 })
    expect(await set(users[1])).toEqual({ isSaved: true, likeCount: 2 })
    expect(await likes(productId)).toBe(2)
    expect(await set(users[0], false)).toEqual({ isSaved: false, likeCount: 1 })
    expect(await set(users[0], false)).toEqual({ isSaved: false, likeCount: 1 })
    expect(await likes(productId)).toBe(1)
  })

  it('saves what is sold or hidden, since it may come back', async () => {
    const [sold, hidden, userId] = [await newProduct(), await newProduct(), await newUser()]
    await db.products.markSold({ productId: sold, sellerId })
    await db.products.hide({ productId: hidden, adminId })
    for (const productId of [sold, hidden]) {
      await on(({ wishlists }) => wishlists.setSaved({ userId, productId, isSaved: true }))
    }
    const { items } = await on(({ wishlists }) => wishlists.list({ userId }))
    expect(items.map(({ id, isAvailable }) => [id, isAvailable])).toEqual([
      [hidden, false],
      [sold, false],
    ])
  })

  it('refuses own products, closed accounts, and what is not there', async () => {
    const [productId, userId] = [await newProduct(), await newUser()]
    const set = (user: string, product: string, isSaved = true) =>
      on(({ wishlists }) => wishlists.setSaved({ userId: user, productId: product, isSaved }))
    expect((await rejection(set(sellerId, productId), ForbiddenError)).rule).toBe('own_product')
    for (const isSaved of [true, false]) {
      expect((await rejection(set(userId, newId(), isSaved), NotFoundError)).table).toBe('products')
      expect((await rejection(set(newId(), productId, isSaved), NotFoundError)).table).toBe('users')
    }
    await db.users.close({ userId })
    expect((await rejection(set(userId, productId), ConflictError)).rule).toBe('account_closed')
    expect(await likes(productId)).toBe(0)
  })

  it('counts no more those who are gone, and goes with the product', async () => {
    const [productId, other, userId] = [await newProduct(), await newProduct(), await newUser()]
    for (const id of [productId, other]) {
      await on(({ wishlists }) => wishlists.setSaved({ userId, productId: id, isSaved: true }))
    }
    await on(({ products }) => products.delete({ productId: other, sellerId }))
    expect(await on(({ wishlists }) => wishlists.countSaved({ userId }))).toEqual({ count: 1, isMore: false })
    await on(({ users }) => users.delete({ userId }))
    expect(await likes(productId)).toBe(0)
  })
})

describe.each(bothWays(db))('lists on %s', (_, on) => {
  it('page through what a user saved, the last saved first', async () => {
    const userId = await newUser()
    const ids: string[] = []
    for (let n = 0; n < 5; n++) {
      const productId = await newProduct()
      ids.unshift(productId)
      await db.wishlists.setSaved({ userId, productId, isSaved: true })
    }
    const pages = await on(({ wishlists }) => pagesOf((input) => wishlists.list(input), { userId, limit: 2 }))
    expect(pages.flat().map(({ id }) => id)).toEqual(ids)
    const [first] = pages.flat()
    expect(first).toMatchObject({ seller: { id: sellerId }, savedAt: expect.any(Date) as Date })
    expect(first).not.toHaveProperty('createdAtExact')
    const { items: whole } = await on(({ wishlists }) => wishlists.list({ userId, limit: 1, columns: 'all' }))
    expect(whole).toMatchObject([{ id: first?.id, savedAt: first?.savedAt, likeCount: 1 }])
    expect(await on(({ wishlists }) => wishlists.countSaved({ userId, upTo: 4 }))).toEqual({
      count: 4,
      isMore: true,
    })
  })

  it('keep apart what was saved in the same microsecond', async () => {
    const userId = await newUser()
    for (let n = 0; n < 6; n++) {
      await db.wishlists.setSaved({ userId, productId: await newProduct(), isSaved: true })
    }
    const rows = await db.many(
      query<{ readonly userId: string }, { readonly id: string; readonly productId: string }>(
        'select id, product_id from wishlists where user_id = :userId!::uuid',
      ),
      { userId },
    )
    await setTimes(
      db,
      'wishlists.created_at',
      rows.map(({ id }) => ({ id, time: '2026-01-01T00:00:00.000001Z' })),
    )
    const pages = await on(({ wishlists }) => pagesOf((input) => wishlists.list(input), { userId, limit: 2 }))
    expect(pages.flat().map(({ id }) => id)).toEqual(
      rows
        .map(({ productId }) => productId)
        .toSorted()
        .reverse(),
    )
  })

  it('tell the change of the price since, but not between currencies', async () => {
    const [cheaper, dearer, abroad, userId] = [
      await newProduct(),
      await newProduct(),
      await newProduct(),
      await newUser(),
    ]
    for (const productId of [cheaper, dearer, abroad]) {
      await db.wishlists.setSaved({ userId, productId, isSaved: true })
    }
    await db.products.update({ productId: cheaper, sellerId, patch: { priceMinor: 20_000 } })
    await db.products.update({ productId: dearer, sellerId, patch: { priceMinor: 30_000 } })
    await db.products.update({ productId: abroad, sellerId, patch: { priceMinor: 7_000, currency: 'USD' } })
    const { items } = await on(({ wishlists }) => wishlists.list({ userId }))
    expect(items).toMatchObject([
      {
        id: abroad,
        savedPriceMinor: 25_000,
        savedCurrency: 'AED',
        priceChangeMinor: null,
        priceMinor: 7_000,
      },
      { id: dearer, savedPriceMinor: 25_000, priceChangeMinor: 5_000 },
      { id: cheaper, savedPriceMinor: 25_000, priceChangeMinor: -5_000 },
    ])
  })

  it('report a page of hearts in its order', async () => {
    const [one, two, userId] = [await newProduct(), await newProduct(), await newUser()]
    await db.wishlists.setSaved({ userId, productId: two, isSaved: true })
    const areSaved = (productIds: readonly string[]) =>
      on(({ wishlists }) => wishlists.areSaved({ userId, productIds }))
    expect(await areSaved([two, one, newId(), two])).toEqual([true, false, false, true])
    expect(await areSaved([])).toEqual([])
  })
})

describe.each(bothWays(db))('recountLikes on %s', (_, on) => {
  it('repairs what drifted, and finds nothing afterwards', async () => {
    const [productId, userId] = [await newProduct(), await newUser()]
    await db.wishlists.setSaved({ userId, productId, isSaved: true })
    await newProduct()
    const recount = async () => {
      let afterId: string | null = null
      const sum = { checked: 0, drifted: 0 }
      for (;;) {
        const from: string | null = afterId
        const step: RecountedLikes = await on(({ wishlists }) =>
          wishlists.recountLikes({ afterId: from, limit: 3 }),
        )
        sum.checked += step.checked
        sum.drifted += step.drifted
        if (step.lastId === null) return sum
        afterId = step.lastId
      }
    }
    expect((await recount()).drifted).toBe(0)
    const drift = query<{ readonly productId: string }, object>(
      'update products set like_count = 7 where id = :productId!::uuid',
    )
    await db.execute(drift, { productId })
    const { checked, drifted } = await recount()
    expect(drifted).toBe(1)
    expect(checked).toBe(
      (await db.one(query<undefined, { readonly n: number }>('select count(*) as n from products'))).n,
    )
    expect(await likes(productId)).toBe(1)
  })
})

describe('wishlists refuse, by the name of the field', () => {
  it.each([
    ['setSaved', { userId: newId(), productId: newId(), isSaved: 1 }, 'isSaved'],
    ['setSaved', { userId: 'nobody', productId: newId(), isSaved: true }, 'userId'],
    ['setSaved', { userId: newId(), isSaved: true }, 'productId'],
    ['areSaved', { userId: newId(), productIds: ['none'] }, 'productIds[0]'],
    ['areSaved', { userId: newId(), productIds: Array.from({ length: 1_001 }, newId) }, 'productIds'],
    ['countSaved', { userId: newId(), upTo: 0 }, 'upTo'],
    ['list', { userId: newId(), isAvailable: true }, 'isAvailable'],
    ['tellSavers', { limit: 10_001 }, 'limit'],
    ['tellSavers', { notify: { channels: ['drums'] } }, 'notify.channels[0]'],
    ['recountLikes', { afterId: 'none' }, 'afterId'],
  ] as const)('%s %j', async (method, input, field) => {
    const call = Reflect.get(db.wishlists, method) as (given: unknown) => Promise<unknown>
    expect((await rejection(call.call(db.wishlists, input), InvalidInputError)).field).toBe(field)
  })
})
