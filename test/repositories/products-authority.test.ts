import { describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { ProductSellerInput } from '../../src/repositories/products/product.js'
import type { Repositories } from '../../src/repositories/repositories.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: seller } = await db.users.create(sampleUser())
const { id: stranger } = await db.users.create(sampleUser())
const { id: adminId } = await makeAdmin(db)

const commands: readonly (readonly [
  string,
  (on: Repositories, input: ProductSellerInput) => Promise<unknown>,
])[] = [
  ['update', (on, input) => on.products.update({ ...input, patch: { title: 'Stolen' } })],
  ['markSold', (on, input) => on.products.markSold(input)],
  ['markAvailable', (on, input) => on.products.markAvailable(input)],
  ['delete', (on, input) => on.products.delete(input)],
]

describe.each(commands)('products.%s', (_, command) => {
  it.each(bothWays(db))('on %s is for the product’s seller alone', async (_way, on) => {
    const product = await db.products.create(sampleProduct(seller))
    for (const sellerId of [stranger, adminId, newId()]) {
      const error = await rejection(
        on((repositories) => command(repositories, { productId: product.id, sellerId })),
        ForbiddenError,
      )
      expect(error.rule).toBe('not_the_owner')
    }
    expect(await db.products.get(product.id)).toStrictEqual(product)
    const missing = on((repositories) => command(repositories, { productId: newId(), sellerId: seller }))
    expect((await rejection(missing, NotFoundError)).table).toBe('products')
  })
})

describe.each(bothWays(db))('hide and unhide on %s', (_, on) => {
  it('keep a product off the market until it is shown again', async () => {
    const { id: productId } = await db.products.create(sampleProduct(seller))
    const hidden = await on(({ products }) => products.hide({ productId, adminId }))
    expect(hidden).toMatchObject({ isAvailable: false, hiddenAt: expect.any(Date) as Date })
    const again = await on(({ products }) => products.hide({ productId, adminId }))
    expect(again.hiddenAt).toStrictEqual(hidden.hiddenAt)
    const back = () => on(({ products }) => products.markAvailable({ productId, sellerId: seller }))
    expect((await rejection(back(), ConflictError)).rule).toBe('product_hidden')
    const byPatch = on(({ products }) =>
      products.update({ productId, sellerId: seller, patch: { isAvailable: true } }),
    )
    expect((await rejection(byPatch, ConstraintError)).constraint).toBe('ck_products_hidden_not_available')
    const shown = await on(({ products }) => products.unhide({ productId, adminId }))
    expect(shown).toMatchObject({ isAvailable: false, hiddenAt: null })
    expect((await back()).isAvailable).toBe(true)
  })

  it('are for administrators alone', async () => {
    const { id: productId } = await db.products.create(sampleProduct(seller))
    for (const nobody of [seller, stranger, newId()]) {
      for (const attempt of [
        () => on(({ products }) => products.hide({ productId, adminId: nobody })),
        () => on(({ products }) => products.unhide({ productId, adminId: nobody })),
      ]) {
        expect((await rejection(attempt(), ForbiddenError)).rule).toBe('not_an_admin')
      }
    }
    const missing = on(({ products }) => products.hide({ productId: newId(), adminId }))
    expect((await rejection(missing, NotFoundError)).table).toBe('products')
  })
})

describe.each(bothWays(db))('addCounts on %s', (_, on) => {
  it('adds views to all products or to none', async () => {
    const ids = await db.products.createMany([sampleProduct(seller), sampleProduct(seller)])
    const [one = '', other = ''] = ids
    const counts = async () => {
      await db.products.applyCounts()
      return (await db.products.listByIds(ids)).map(({ viewCount }) => viewCount)
    }
    await on(({ products }) =>
      products.addCounts([
        { productId: other, views: 3 },
        { productId: one, views: 5 },
      ]),
    )
    expect(await counts()).toEqual([5, 3])
    const missing = on(({ products }) =>
      products.addCounts([
        { productId: one, views: 1 },
        { productId: newId(), views: 1 },
      ]),
    )
    expect((await rejection(missing, NotFoundError)).table).toBe('products')
    expect(await counts()).toEqual([5, 3])
    await on(({ products }) => products.addCounts([]))
  })
})
