import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { cardOf } from '../setup/market/card-of.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const [userId = '', stranger = ''] = await db.users.createMany([sampleUser(), sampleUser()])
const [a = '', b = '', c = '', d = ''] = await db.products.createMany(
  Array.from({ length: 4 }, () => sampleProduct(userId)),
)
const { id: foreign } = await db.products.create(sampleProduct(stranger))

async function newStream(...productIds: string[]): Promise<string> {
  const { id: streamId } = await db.streams.create(sampleStream(userId))
  if (productIds.length > 0) await db.streamProducts.tag({ streamId, userId, productIds })
  return streamId
}

async function shown(streamId: string): Promise<string[]> {
  return (await db.streamProducts.listByStream({ streamId })).map(({ id }) => id)
}

async function pinned(streamId: string): Promise<string[]> {
  const products = await db.streamProducts.listByStream({ streamId })
  return products.filter(({ isPinned }) => isPinned).map(({ id }) => id)
}

describe.each(bothWays(db))('streamProducts on %s', (_, on) => {
  it('adds products in the order of the list, behind those that are there', async () => {
    const streamId = await newStream()
    const tag = (productIds: string[]) =>
      on(({ streamProducts }) => streamProducts.tag({ streamId, userId, productIds }))
    expect(await tag([b, a])).toBe(2)
    expect(await tag([a, c, b])).toBe(1)
    expect(await tag([a])).toBe(0)
    expect(await shown(streamId)).toEqual([b, a, c])
    const [first] = await db.streamProducts.listByStream({ streamId })
    expect(first).toStrictEqual({
      ...cardOf(await db.products.get(b)),
      position: 0,
      isPinned: false,
      taggedAt: first?.taggedAt,
    })
    const [whole] = await db.streamProducts.listByStream({ streamId, columns: 'all' })
    const { position, isPinned, taggedAt, ...product } = whole ?? {}
    expect(product).toStrictEqual(await db.products.get(b))
    expect({ position, isPinned, taggedAt }).toEqual({
      position: 0,
      isPinned: false,
      taggedAt: first?.taggedAt,
    })
  })

  it('adds all or none: not another seller’s, and none that does not exist', async () => {
    const streamId = await newStream()
    const tag = (productIds: string[]) =>
      on(({ streamProducts }) => streamProducts.tag({ streamId, userId, productIds }))
    expect((await rejection(tag([a, foreign]), ForbiddenError)).rule).toBe('not_the_owner')
    expect((await rejection(tag([a, newId()]), NotFoundError)).table).toBe('products')
    expect(await shown(streamId)).toEqual([])
  })

  it('takes products out, and the one on show is on show no more', async () => {
    const streamId = await newStream(a, b, c)
    await db.streamProducts.pin({ streamId, userId, productId: b })
    const untag = (productIds: string[]) =>
      on(({ streamProducts }) => streamProducts.untag({ streamId, userId, productIds }))
    expect(await untag([b, d])).toBe(1)
    expect(await untag([b])).toBe(0)
    expect(await shown(streamId)).toEqual([a, c])
    expect((await db.streams.get(streamId)).pinnedProductId).toBeNull()
  })

  it('orders: those in the list first, the others as they were', async () => {
    const streamId = await newStream(a, b, c, d)
    const order = (productIds: string[]) =>
      on(({ streamProducts }) => streamProducts.order({ streamId, userId, productIds }))
    await order([d, b])
    expect(await shown(streamId)).toEqual([d, b, a, c])
    await order([a, b, c, d])
    expect(await shown(streamId)).toEqual([a, b, c, d])
    const { rule } = await rejection(order([c, foreign]), ConflictError)
    expect(rule).toBe('product_not_in_stream')
    expect(await shown(streamId)).toEqual([a, b, c, d])
  })

  it('puts one product on show in place of another, and none', async () => {
    const streamId = await newStream(a, b)
    const pin = (productId: string) =>
      on(({ streamProducts }) => streamProducts.pin({ streamId, userId, productId }))
    expect((await pin(a)).pinnedProductId).toBe(a)
    const stream = await pin(b)
    expect(stream).toStrictEqual(await db.streams.get(streamId))
    expect(await pinned(streamId)).toEqual([b])
    expect((await rejection(pin(c), ConflictError)).rule).toBe('product_not_in_stream')
    expect(await pinned(streamId)).toEqual([b])
    const unpinned = await on(({ streamProducts }) => streamProducts.unpin({ streamId, userId }))
    expect(unpinned.pinnedProductId).toBeNull()
    expect(await pinned(streamId)).toEqual([])
  })

  it('is for the streamer, with an open account', async () => {
    const streamId = await newStream(a)
    const { id: former } = await db.users.create(sampleUser())
    const { id: closedStream } = await db.streams.create(sampleStream(former))
    await db.users.close({ userId: former })
    const calls = (of: string, by: string) => [
      () => on(({ streamProducts }) => streamProducts.tag({ streamId: of, userId: by, productIds: [a] })),
      () => on(({ streamProducts }) => streamProducts.untag({ streamId: of, userId: by, productIds: [a] })),
      () => on(({ streamProducts }) => streamProducts.order({ streamId: of, userId: by, productIds: [a] })),
      () => on(({ streamProducts }) => streamProducts.pin({ streamId: of, userId: by, productId: a })),
      () => on(({ streamProducts }) => streamProducts.unpin({ streamId: of, userId: by })),
    ]
    for (const call of calls(streamId, stranger)) {
      expect((await rejection<ForbiddenError>(call(), ForbiddenError)).rule).toBe('not_the_owner')
    }
    for (const call of calls(closedStream, former)) {
      expect((await rejection<ConflictError>(call(), ConflictError)).rule).toBe('account_closed')
    }
    for (const call of calls(newId(), userId)) {
      expect((await rejection<NotFoundError>(call(), NotFoundError)).table).toBe('streams')
    }
    expect(await shown(streamId)).toEqual([a])
  })
})

describe('a stream', () => {
  it('has up to 200 products', async () => {
    const many = await db.products.createMany(Array.from({ length: 201 }, () => sampleProduct(userId)))
    const streamId = await newStream(...many.slice(0, 200))
    expect(await shown(streamId)).toEqual(many.slice(0, 200))
    const one = { streamId, userId, productIds: many.slice(200) }
    const error = await rejection(db.streamProducts.tag(one), ConflictError)
    expect(error).toMatchObject({ rule: 'too_many_stream_products', retryable: false })
    await db.streamProducts.untag({ streamId, userId, productIds: many.slice(0, 1) })
    expect(await db.streamProducts.tag(one)).toBe(1)
    expect(await shown(streamId)).toEqual(many.slice(1))
  })

  it('shows sold products too, and forgets those that are deleted', async () => {
    const [sold = '', deleted = ''] = await db.products.createMany([
      sampleProduct(userId),
      sampleProduct(userId),
    ])
    const streamId = await newStream(sold, deleted)
    await db.streamProducts.pin({ streamId, userId, productId: deleted })
    await db.products.markSold({ productId: sold, sellerId: userId })
    await db.products.delete({ productId: deleted, sellerId: userId })
    const products = await db.streamProducts.listByStream({ streamId })
    expect(products).toMatchObject([{ id: sold, isAvailable: false }])
    expect((await db.streams.get(streamId)).pinnedProductId).toBeNull()
  })

  it('takes its list along when it is deleted', async () => {
    const streamId = await newStream(a)
    await db.streamProducts.pin({ streamId, userId, productId: a })
    await db.streams.delete({ streamId, userId })
    expect(await shown(streamId)).toEqual([])
  })

  it.each([
    ['a product of another seller', 'fk_stream_products_product', () => foreign],
    ['a stream of another user', 'fk_stream_products_stream', () => a],
  ])('never shows %s, by whatever statement', async (what, constraint, productId) => {
    const streamId =
      what === 'a stream of another user'
        ? (await db.streams.create(sampleStream(stranger))).id
        : await newStream()
    const insert = query<Readonly<Record<'streamId' | 'productId' | 'sellerId', string>>, object>(
      `insert into stream_products (stream_id, product_id, seller_id, position)
      values (:streamId!, :productId!, :sellerId!, 0)`,
    )
    const inserted = db.execute(insert, { streamId, productId: productId(), sellerId: userId })
    await expect(inserted).rejects.toMatchObject({ constraint })
  })
})

describe('listByProduct', () => {
  it('lists the streams that show a product, the latest first, page by page', async () => {
    const { id: productId } = await db.products.create(sampleProduct(userId))
    const streams: string[] = []
    for (let n = 0; n < 5; n++) streams.unshift(await newStream(productId, a))
    await newStream(a)
    const pages = await pagesOf((input) => db.streamProducts.listByProduct(input), { productId, limit: 2 })
    expect(pages.flat().map(({ id }) => id)).toEqual(streams)
    expect(pages[0]?.[0]).toStrictEqual(await db.streams.get(streams[0] ?? ''))
  })
})
