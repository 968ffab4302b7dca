import { describe, expect, it } from 'vitest'
import { ConflictError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { pay } from '../setup/market/pay.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const [sellerId = '', buyerId = ''] = await db.users.createMany([sampleUser(), sampleUser()])
const feeBasisPoints = { discover: 1_000, community: 500 }

/** A stream that shows products of some prices. */
async function streamOf(...prices: readonly (readonly [priceMinor: number, currency: string])[]) {
  const productIds = await db.products.createMany(
    prices.map(([priceMinor, currency]) => sampleProduct(sellerId, { priceMinor, currency })),
  )
  const { id: streamId } = await db.streams.create(sampleStream(sellerId))
  await db.streamProducts.tag({ streamId, userId: sellerId, productIds })
  return { streamId, productIds }
}

describe.each(bothWays(db))('payments.open on %s', (_, on) => {
  it('knows the stream in which a product of it is bought, and is repeated with the same one', async () => {
    const { streamId, productIds } = await streamOf([10_000, 'AED'])
    const [productId = ''] = productIds
    const purchase = { id: newId(), productId, buyerId, feeBasisPoints, streamId }
    const payment = await on(({ payments }) => payments.open(purchase))
    expect(payment.streamId).toBe(streamId)
    expect(await db.payments.get({ paymentId: payment.id, userId: buyerId })).toStrictEqual(payment)
    expect(await on(({ payments }) => payments.open(purchase))).toStrictEqual(payment)
    const { streamId: left, ...elsewhere } = purchase
    const error = await rejection(
      on(({ payments }) => payments.open(elsewhere)),
      ConflictError,
    )
    expect(error.rule).toBe('product_not_available')
  })

  it('is refused in a stream that does not show the product, be it there or not', async () => {
    const { productIds } = await streamOf([10_000, 'AED'])
    const { streamId: other } = await streamOf([1, 'AED'])
    const [productId = ''] = productIds
    for (const streamId of [other, newId()]) {
      const error = await rejection(
        on(({ payments }) => payments.open({ productId, buyerId, feeBasisPoints, streamId })),
        ConflictError,
      )
      expect(error.rule).toBe('product_not_in_stream')
    }
    expect((await db.products.get(productId)).isAvailable).toBe(true)
    const payment = await on(({ payments }) => payments.open({ productId, buyerId, feeBasisPoints }))
    expect(payment.streamId).toBeNull()
  })
})

describe('the sales of a stream', () => {
  it('are its completed payments, for its streamer', async () => {
    const { streamId, productIds } = await streamOf(
      [10_000, 'AED'],
      [20_000, 'AED'],
      [5_000, 'USD'],
      [700, 'AED'],
      [900, 'AED'],
    )
    const paymentIds: string[] = []
    for (const productId of productIds.slice(0, 4)) {
      paymentIds.push((await db.payments.open({ productId, buyerId, feeBasisPoints, streamId })).id)
    }
    await db.payments.open({ productId: productIds[4] ?? '', buyerId, feeBasisPoints })
    for (const paymentId of paymentIds.slice(0, 3)) await pay(db, paymentId)
    const sums = [
      { currency: 'AED', count: 2, amountMinor: 30_000, platformFeeMinor: 3_000, sellerPayoutMinor: 27_000 },
      { currency: 'USD', count: 1, amountMinor: 5_000, platformFeeMinor: 500, sellerPayoutMinor: 4_500 },
    ].map((sum) => ({ ...sum, amountRefundedMinor: 0 }))
    expect(await db.payments.sumByStream({ streamId, sellerId })).toEqual(sums)
    const pages = await pagesOf((input) => db.payments.listByStream(input), { streamId, sellerId, limit: 3 })
    expect(pages.flat().map(({ id }) => id)).toEqual(paymentIds.toReversed())
    expect(await db.payments.sumByStream({ streamId, sellerId: buyerId })).toEqual([])
    expect((await db.payments.listByStream({ streamId, sellerId: buyerId })).items).toEqual([])

    await db.streamProducts.untag({ streamId, userId: sellerId, productIds })
    expect(await db.payments.sumByStream({ streamId, sellerId })).toEqual(sums)
    await db.streams.delete({ streamId, userId: sellerId })
    const kept = await db.payments.get({ paymentId: paymentIds[0] ?? '', userId: buyerId })
    expect(kept).toMatchObject({ streamId: null, status: 'completed' })
  })
})
