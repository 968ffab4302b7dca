import { beforeEach, describe, expect, it } from 'vitest'
import { NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { CreateProductInput } from '../../src/repositories/products/product.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { cardOf } from '../setup/market/card-of.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'

const { db } = await openMarket()
const sellers = await db.users.createMany([sampleUser(), sampleUser(), sampleUser()])
const [seller = '', other = '', viewer = ''] = sellers

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from products'))
  await db.search.collectTerms({ limit: 1_000, isAnew: true })
})

/** Makes products, the first one the newest, and collects their words. */
async function put(...products: readonly Partial<CreateProductInput>[]): Promise<readonly string[]> {
  const ids = products.map(() => newId())
  await db.products.createMany(
    products.map((more, n) => ({ ...sampleProduct(seller, more), id: ids[n] ?? '' })),
  )
  await setCreatedAt(
    db,
    ids.map((id, n) => ({ id, createdAt: new Date(Date.UTC(2026, 4, 1) - n * 60_000).toISOString() })),
  )
  while ((await db.search.collectTerms({ limit: 1_000 })) === 1_000);
  return ids
}

const similarTo = async (id = '', more: { readonly limit?: number; readonly viewerId?: string } = {}) =>
  (await db.products.similar({ id, ...more })).map((product) => product.id)

describe.each(bothWays(db))('similar on %s', (_, on) => {
  it('returns products as get returns them, with their seller', async () => {
    const [id = '', alike = ''] = await put({}, {})
    const product = await db.products.get(alike)
    const [profile] = await db.users.listProfiles([seller])
    const cards = await on(({ products }) => products.similar({ id }))
    expect(cards).toStrictEqual([{ ...cardOf(product), seller: profile }])
    const whole = await on(({ products }) => products.similar({ id, columns: 'all' }))
    expect(whole).toStrictEqual([{ ...product, seller: profile }])
  })

  it('has nothing for a product without its like, and refuses one that does not exist', async () => {
    const [id = ''] = await put({}, { category: 'books' })
    expect(await on(({ products }) => products.similar({ id }))).toEqual([])
    const missing = on(({ products }) => products.similar({ id: newId() }))
    expect((await rejection(missing, NotFoundError)).table).toBe('products')
  })
})

describe('similar', () => {
  it('puts what shares more of its words first, those of titles before those of tags', async () => {
    const [id, twoWords, oneWord, none, tag] = await put(
      { title: 'Rolex Submariner watch' },
      { title: 'Submariner by Rolex' },
      { title: 'Old watch' },
      { title: 'Chair' },
      { title: 'Clock', tags: ['submariner'] },
    )
    expect(await similarTo(id)).toEqual([twoWords, oneWord, tag, none])
  })

  it('finds words in the other script, and those of its tags', async () => {
    const fillers = Array.from({ length: 50 }, (_, n) => ({ title: `Thing ${n}` }))
    const [id, ...rest] = await put({ title: 'iPhone', tags: ['gold'] }, ...fillers, {
      title: 'خاتم',
      tags: ['gold'],
    })
    expect((await similarTo(id))[0]).toBe(rest.at(-1))
  })

  it('finds a rare word among any number of newer listings, beyond the newest 40', async () => {
    const fillers = Array.from({ length: 300 }, (_, n) => ({ title: `Watch ${n}` }))
    const [id, ...rest] = await put({ title: 'Submariner watch' }, ...fillers, { title: 'Submariner' })
    const found = await similarTo(id, { limit: 5 })
    expect(found[0]).toBe(rest.at(-1))
    // The word that all have is not rare, so the others are of the newest.
    expect(found.slice(1).every((each) => rest.indexOf(each) < 40)).toBe(true)
  })

  it('prefers a near price and a near place among equals, then the newest', async () => {
    const location = (longitude: number) => ({ type: 'Point', coordinates: [longitude, 25.2] }) as const
    const [id, ...rest] = await put(
      { priceMinor: 1_000, location: location(55.27) },
      { priceMinor: 50_000, location: location(55.27) },
      { priceMinor: 1_000, location: location(56.9) },
      { priceMinor: 1_000, location: location(55.27) },
      { priceMinor: 1_000, currency: 'USD' },
      { priceMinor: 1_000, currency: 'USD' },
    )
    const [dear, far, best, newer, older] = rest
    const found = await similarTo(id)
    expect(found[0]).toBe(best)
    expect(found.slice(1, 3).toSorted()).toEqual([dear, far].toSorted())
    expect(found.slice(3)).toEqual([newer, older])
    expect(await similarTo(id)).toEqual(found)
  })

  it('leaves out itself, other categories, what is sold, and whom a block parts from the viewer', async () => {
    const [id, sold = '', , theirs, there] = await put({}, {}, { category: 'books' }, { sellerId: other }, {})
    await db.products.markSold({ productId: sold, sellerId: seller })
    expect(await similarTo(id)).toEqual([theirs, there])
    await db.blocks.block({ userId: viewer, blockedId: other })
    expect(await similarTo(id, { viewerId: viewer, limit: 1 })).toEqual([there])
    await db.blocks.unblock({ userId: viewer, blockedId: other })
    await db.products.markSold({ productId: id ?? '', sellerId: seller })
    expect(await similarTo(id, { limit: 1 })).toEqual([theirs])
  })

  it('takes a title without a word', async () => {
    const [id, one] = await put({ title: '***' }, { title: 'Chair' })
    expect(await similarTo(id)).toEqual([one])
  })
})
