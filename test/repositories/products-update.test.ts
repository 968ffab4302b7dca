import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { insertPayment } from '../setup/market/insert-payment.js'
import { openMarket } from '../setup/market/open-market.js'
import { asShown, showExactPlaces } from '../setup/market/show-exact-places.js'
import { completeProduct, everyProductChange, sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)
const seller = await db.users.create(sampleUser())

const emptied = {
  description: null,
  originalPriceMinor: null,
  location: null,
  neighborhood: null,
  videoUrl: null,
  videoThumbnailUrl: null,
  imageUrls: [],
  tags: [],
}

describe.each(bothWays(db))('update on %s', (_, on) => {
  it('changes every key that the patch holds', async () => {
    const product = await db.products.create(sampleProduct(seller.id))
    const change = everyProductChange()
    const updated = await on(({ products }) =>
      products.update({ productId: product.id, sellerId: product.sellerId, patch: change }),
    )
    expect(updated).toStrictEqual({ ...product, ...asShown(change), updatedAt: updated.updatedAt })
    expect(await db.products.get(product.id)).toStrictEqual(updated)
  })

  it('changes one key and leaves all others, whichever it is', async () => {
    const product = await db.products.create(completeProduct(seller.id))
    let expected = product
    for (const [key, value] of Object.entries(everyProductChange())) {
      expected = { ...expected, ...asShown({ [key]: value }) }
      const updated = await on(({ products }) =>
        products.update({ productId: product.id, sellerId: product.sellerId, patch: { [key]: value } }),
      )
      expect(updated).toStrictEqual({ ...expected, updatedAt: updated.updatedAt })
    }
  })

  it('empties what may be empty', async () => {
    const product = await db.products.create(completeProduct(seller.id))
    const updated = await on(({ products }) =>
      products.update({ productId: product.id, sellerId: product.sellerId, patch: emptied }),
    )
    expect(updated).toStrictEqual({ ...product, ...asShown(emptied), updatedAt: updated.updatedAt })
  })

  it('keeps the value of a key that is undefined', async () => {
    const product = await db.products.create(completeProduct(seller.id))
    const patch = Object.fromEntries(Object.keys(everyProductChange()).map((key) => [key, undefined]))
    const updated = await on(({ products }) =>
      products.update({ productId: product.id, sellerId: product.sellerId, patch }),
    )
    expect(updated).toStrictEqual({ ...product, updatedAt: updated.updatedAt })
  })

  it.each([
    'title',
    'priceMinor',
    'currency',
    'category',
    'condition',
    'feedType',
    'isAvailable',
    'imageUrls',
    'tags',
  ])('refuses null for %s', async (field) => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    const error = await rejection(
      on(({ products }) => products.update({ productId: id, sellerId: seller.id, patch: { [field]: null } })),
      InvalidInputError,
    )
    expect(error.field).toBe(`patch.${field}`)
  })

  it.each(['id', 'sellerId', 'soldAt', 'viewCount', 'likeCount', 'createdAt'])(
    'refuses %s, which is nothing that it changes',
    async (field) => {
      const { id } = await db.products.create(sampleProduct(seller.id))
      const error = await rejection(
        on(({ products }) => products.update({ productId: id, sellerId: seller.id, patch: { [field]: id } })),
        InvalidInputError,
      )
      expect(error.field).toBe(`patch.${field}`)
    },
  )

  it('gives an error when there is no such product', async () => {
    const id = newId()
    await on(async ({ products }) => {
      const calls = [
        () => products.update({ productId: id, sellerId: seller.id, patch: { title: 'x' } }),
        () => products.markSold({ productId: id, sellerId: seller.id }),
        () => products.markAvailable({ productId: id, sellerId: seller.id }),
        () => products.delete({ productId: id, sellerId: seller.id }),
      ]
      for (const call of calls) {
        expect(await rejection(call(), NotFoundError)).toMatchObject({ table: 'products' })
      }
    })
  })
})

describe('update, at the same time', () => {
  it('loses none of several changes of one product to different keys', async () => {
    const product = await db.products.create(sampleProduct(seller.id))
    const change = everyProductChange()
    const calls = Object.entries(change).map(([key, value]) =>
      db.products.update({ productId: product.id, sellerId: product.sellerId, patch: { [key]: value } }),
    )
    await Promise.all(calls)
    const updated = await db.products.get(product.id)
    expect(updated).toStrictEqual({ ...product, ...asShown(change), updatedAt: updated.updatedAt })
  })
})

describe.each(bothWays(db))('delete on %s', (_, on) => {
  it('takes the product away, once', async () => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    await on(({ products }) => products.delete({ productId: id, sellerId: seller.id }))
    expect(await db.products.find(id)).toBeNull()
    await rejection(
      on(({ products }) => products.delete({ productId: id, sellerId: seller.id })),
      NotFoundError,
    )
  })

  it('refuses a product with payments', async () => {
    const buyer = await db.users.create(sampleUser())
    const product = await db.products.create(sampleProduct(seller.id))
    await insertPayment(db, { buyerId: buyer.id, sellerId: seller.id, productId: product.id })
    const error = await rejection(
      on(({ products }) => products.delete({ productId: product.id, sellerId: product.sellerId })),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'product_has_payments', retryable: false })
    expect(await db.products.get(product.id)).toStrictEqual(product)
  })
})
