import { describe, expect, it } from 'vitest'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { asShown, showExactPlaces } from '../setup/market/show-exact-places.js'
import { refusals } from '../setup/market/refusals.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { completeProduct, sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)
const seller = await db.users.create(sampleUser())
const otherSeller = await db.users.create(sampleUser())

/** The columns of a product that nobody gave. */
const fresh = { isAvailable: true, viewCount: 0, likeCount: 0, soldAt: null, hiddenAt: null }

const optional = {
  description: null,
  originalPriceMinor: null,
  currency: 'AED',
  feedType: 'discover',
  location: null,
  neighborhood: null,
  imageUrls: [],
  videoUrl: null,
  videoThumbnailUrl: null,
  tags: [],
}

describe.each(bothWays(db))('create on %s', (_, on) => {
  it('gives the product with everything that was given, and nothing else', async () => {
    const given = completeProduct(seller.id)
    const product = await on(({ products }) => products.create(given))
    expect(product).toStrictEqual({
      ...asShown(given),
      ...fresh,
      createdAt: product.createdAt,
      updatedAt: product.createdAt,
    })
    expect(await db.products.find(given.id)).toStrictEqual(product)
  })

  it('fills in what is not given', async () => {
    const given = sampleProduct(seller.id)
    const product = await on(({ products }) => products.create(given))
    expect(product).toStrictEqual({
      ...asShown(given),
      ...asShown(optional),
      ...fresh,
      id: product.id,
      createdAt: product.createdAt,
      updatedAt: product.createdAt,
    })
  })

  it('makes the same of undefined as of an absent key', async () => {
    const nothing = Object.fromEntries(Object.keys(optional).map((key) => [key, undefined]))
    const product = await on(({ products }) => products.create({ ...sampleProduct(seller.id), ...nothing }))
    expect(product).toMatchObject({ ...asShown(optional), ...fresh })
  })

  it('gives the product of the first call when it is repeated with its id', async () => {
    const given = completeProduct(seller.id)
    const first = await on(({ products }) => products.create(given))
    const again = { ...given, id: given.id.toUpperCase(), tags: [...given.tags] }
    expect(await on(({ products }) => products.create(again))).toStrictEqual(first)
    const patch = { title: 'Changed since' }
    const changed = await db.products.update({ productId: given.id, sellerId: seller.id, patch })
    expect(await on(({ products }) => products.create(given))).toStrictEqual(changed)
  })

  it.each([
    { title: 'Other' },
    { priceMinor: 10 },
    { description: null },
    { condition: 'fair' },
    { imageUrls: [] },
    { tags: ['other'] },
    { location: undefined },
  ] as const)('refuses the same id with other content: %o', async (other) => {
    const given = completeProduct(seller.id)
    await db.products.create(given)
    const before = await rowCounts(db)
    for (const differently of [
      () => on(({ products }) => products.create({ ...given, ...other })),
      () => on(({ products }) => products.createMany([{ ...given, ...other }])),
    ]) {
      expect((await rejection(differently(), ConflictError)).rule).toBe('repeated_differently')
    }
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses an id that is that of another seller’s product, and writes nothing', async () => {
    const { id } = await db.products.create(sampleProduct(otherSeller.id))
    const before = await rowCounts(db)
    const error = await rejection(
      on(({ products }) => products.create(sampleProduct(seller.id, { id }))),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'repeated_differently', retryable: false })
    expect(await rowCounts(db)).toEqual(before)
  })

  it('refuses a seller who is not there', async () => {
    const error = await rejection(
      on(({ products }) => products.create(sampleProduct(newId()))),
      NotFoundError,
    )
    expect(error.table).toBe('users')
  })

  it('has the defaults of the table', async () => {
    const id = newId()
    await db.execute(
      query<object, object>(
        `insert into products (id, seller_id, title, price_minor, category, condition)
        values (:id!::uuid, :sellerId!::uuid, 'Bare', 1, 'books', 'new')`,
      ),
      { id, sellerId: seller.id },
    )
    const bare = sampleProduct(seller.id, {
      title: 'Bare',
      priceMinor: 1,
      category: 'books',
      condition: 'new',
    })
    const { id: own, createdAt, updatedAt, ...product } = await db.products.create(bare)
    expect(await db.products.get(id)).toMatchObject(product)
  })
})

describe('create, at the same time', () => {
  it('makes one product of any number of calls with the same id', async () => {
    for (let round = 0; round < 10; round++) {
      const given = completeProduct(seller.id)
      const made = await Promise.all(Array.from({ length: 20 }, () => db.products.create(given)))
      for (const product of made) expect(product).toStrictEqual(made[0])
    }
  })

  it('lets one of two sellers have an id, and tells the other that it is taken', async () => {
    const id = newId()
    const calls = Array.from({ length: 20 }, (_, n) =>
      db.products.create(sampleProduct(n % 2 === 0 ? seller.id : otherSeller.id, { id })),
    )
    const reasons = await refusals(calls)
    expect(reasons).toHaveLength(10)
    for (const reason of reasons)
      expect(reason).toMatchObject({ code: 'conflict', rule: 'repeated_differently' })
  })
})
