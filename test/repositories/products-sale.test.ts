import { describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError } from '../../src/errors.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { refusals } from '../setup/market/refusals.js'
import { completeProduct, sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const seller = await db.users.create(sampleUser())

describe.each(bothWays(db))('markSold and markAvailable on %s', (_, on) => {
  it('take a product off the market and put it back, and change nothing else', async () => {
    const product = await db.products.create(completeProduct(seller.id))
    const sold = await on(({ products }) =>
      products.markSold({ productId: product.id, sellerId: product.sellerId }),
    )
    expect(sold).toStrictEqual({
      ...product,
      isAvailable: false,
      soldAt: sold.soldAt,
      updatedAt: sold.updatedAt,
    })
    expect(sold.soldAt?.getTime()).toBeGreaterThanOrEqual(product.createdAt.getTime())
    const back = await on(({ products }) =>
      products.markAvailable({ productId: product.id, sellerId: product.sellerId }),
    )
    expect(back).toStrictEqual({ ...product, updatedAt: back.updatedAt })
  })

  it('refuse to sell twice, and keep the time of the sale', async () => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    const sold = await on(({ products }) => products.markSold({ productId: id, sellerId: seller.id }))
    const error = await rejection(
      on(({ products }) => products.markSold({ productId: id, sellerId: seller.id })),
      ConflictError,
    )
    expect(error).toMatchObject({ code: 'conflict', rule: 'product_already_sold', retryable: false })
    expect(await db.products.get(id)).toStrictEqual(sold)
  })

  it('sell a product that was taken off the market before', async () => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    await on(({ products }) =>
      products.update({ productId: id, sellerId: seller.id, patch: { isAvailable: false } }),
    )
    const sold = await on(({ products }) => products.markSold({ productId: id, sellerId: seller.id }))
    expect(sold.soldAt).not.toBeNull()
  })

  it('put back what is on the market already', async () => {
    const product = await db.products.create(sampleProduct(seller.id))
    const back = await on(({ products }) =>
      products.markAvailable({ productId: product.id, sellerId: product.sellerId }),
    )
    expect(back).toStrictEqual({ ...product, updatedAt: back.updatedAt })
  })

  it('leave it to markAvailable to bring a sold product back', async () => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    const sold = await db.products.markSold({ productId: id, sellerId: seller.id })
    const error = await rejection(
      on(({ products }) =>
        products.update({ productId: id, sellerId: seller.id, patch: { isAvailable: true } }),
      ),
      ConstraintError,
    )
    expect(error).toMatchObject({ kind: 'check', constraint: 'ck_products_sold_not_available' })
    expect(await db.products.get(id)).toStrictEqual(sold)
  })
})

describe('markSold, at the same time', () => {
  it('lets one of twenty callers win, and tells the others', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await db.products.create(sampleProduct(seller.id))
      const reasons = await refusals(
        Array.from({ length: 20 }, () => db.products.markSold({ productId: id, sellerId: seller.id })),
      )
      expect(reasons).toHaveLength(19)
      for (const reason of reasons) expect(reason).toMatchObject({ rule: 'product_already_sold' })
    }
  })

  it('lets one of twenty transactions win, whatever their isolation', async () => {
    for (const isolation of ['read committed', 'repeatable read', 'serializable'] as const) {
      const { id } = await db.products.create(sampleProduct(seller.id))
      const calls = Array.from({ length: 20 }, () =>
        db.transaction((tx) => tx.products.markSold({ productId: id, sellerId: seller.id }), {
          isolation,
          retries: 20,
        }),
      )
      const reasons = await refusals(calls)
      expect(reasons).toHaveLength(19)
      for (const reason of reasons) expect(reason).toMatchObject({ rule: 'product_already_sold' })
    }
  })

  it('sells a product again to one caller after it was put back', async () => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    await db.products.markSold({ productId: id, sellerId: seller.id })
    const reasons = await refusals([
      ...Array.from({ length: 10 }, () => db.products.markSold({ productId: id, sellerId: seller.id })),
      db.products.markAvailable({ productId: id, sellerId: seller.id }),
      ...Array.from({ length: 10 }, () => db.products.markSold({ productId: id, sellerId: seller.id })),
    ])
    // The one sale after it was put back may come before, between or after the others ask.
    expect([19, 20]).toContain(reasons.length)
    expect((await db.products.get(id)).isAvailable).toBe(reasons.length === 20)
  })

  it('never leaves a product that is sold and on the market', async () => {
    const { id } = await db.products.create(sampleProduct(seller.id))
    const calls = Array.from({ length: 30 }, async (_, n) => {
      if (n % 3 === 0) await db.products.markSold({ productId: id, sellerId: seller.id })
      else if (n % 3 === 1) await db.products.markAvailable({ productId: id, sellerId: seller.id })
      else await db.products.update({ productId: id, sellerId: seller.id, patch: { isAvailable: true } })
    })
    for (const reason of await refusals(calls)) {
      const rule = reason instanceof ConflictError ? reason.rule : null
      const constraint = reason instanceof ConstraintError ? reason.constraint : null
      expect(['product_already_sold', 'ck_products_sold_not_available']).toContain(rule ?? constraint)
    }
    const { isAvailable, soldAt } = await db.products.get(id)
    expect(soldAt !== null && isAvailable).toBe(false)
  })
})
