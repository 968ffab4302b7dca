import { fc } from '../setup/fast-check.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { feedTypes, productCategories } from '../../generated/enums.js'
import { createDatabase } from '../../src/database.js'
import { newId } from '../../src/repositories/new-id.js'
import type { CreateProductInput } from '../../src/repositories/products/product.js'
import type { Product } from '../../generated/models.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { cardOf } from '../setup/market/card-of.js'
import { rejection } from '../setup/rejection.js'
import { InvalidInputError } from '../../src/errors.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { setCreatedAt } from '../setup/market/set-created-at.js'

const { db, test } = await openMarket()
const sellers = await db.users.createMany([sampleUser(), sampleUser()])
const [seller = '', otherSeller = ''] = sellers

async function clear(): Promise<void> {
  await db.execute(query<undefined, object>('delete from products'))
}

beforeEach(clear)

interface Listing extends CreateProductInput {
  readonly id: string
  /** With microseconds, as the server has it. */
  readonly createdAt: string
}

function listing(createdAt: string, more: Partial<CreateProductInput> = {}): Listing {
  return { ...sampleProduct(seller), ...more, id: newId(), createdAt }
}

async function put(listings: readonly Listing[]): Promise<void> {
  await db.products.createMany(listings.map(({ createdAt, ...product }) => product))
  await setCreatedAt(db, listings)
}

/** The ids in the order of the list: newest first, of the same time the greater id first. */
function newestFirst(listings: readonly Listing[]): string[] {
  const key = ({ createdAt, id }: Listing) => `${createdAt} ${id}`
  return listings.toSorted((a, b) => (key(a) < key(b) ? 1 : -1)).map(({ id }) => id)
}

function idsOf(items: readonly Pick<Product, 'id'>[]): string[] {
  return items.map(({ id }) => id)
}

/** A time within three milliseconds: many rows share a millisecond, some a microsecond. */
const closeTime = fc
  .integer({ min: 0, max: 2999 })
  .map((micros) => `2026-01-01T00:00:00.${String(100_000 + Math.floor(micros / 7) * 7).padStart(6, '0')}Z`)

const anyListing = fc
  .record({
    createdAt: fc.oneof(closeTime, fc.constant('2026-01-01T00:00:00.100000Z')),
    category: fc.constantFrom(...productCategories.slice(0, 3)),
    feedType: fc.constantFrom(...feedTypes),
    sellerId: fc.constantFrom(...sellers),
  })
  .map(({ createdAt, ...more }) => listing(createdAt, more))

describe.each(bothWays(db))('feed on %s', (_, on) => {
  it('gives what is on sale, newest first, as cards with their seller’s profile', async () => {
    const listings = ['2026-01-02', '2026-01-03', '2026-01-01'].map((day) =>
      listing(`${day}T00:00:00.000000Z`),
    )
    await put(listings)
    const { items, nextCursor } = await on(({ products }) => products.feed())
    expect(idsOf(items)).toEqual(newestFirst(listings))
    expect(nextCursor).toBeNull()
    const [profile] = await db.users.listProfiles([seller])
    for (const { seller: shown, distanceMetres, ...item } of items) {
      expect(item).toStrictEqual(cardOf(await db.products.get(item.id)))
      expect(distanceMetres).toBeNull()
      if (item.sellerId === seller) expect(shown).toStrictEqual(profile)
      else expect(shown.id).toBe(item.sellerId)
    }
  })

  it('gives whole rows where they are asked for, as get gives them', async () => {
    const imageUrls = ['https://example.com/cover.jpg', 'https://example.com/back.jpg']
    await put([listing('2026-01-02T00:00:00.000000Z', { imageUrls, description: 'As new', tags: ['shoes'] })])
    const { items } = await on(({ products }) => products.feed({ columns: 'all' }))
    expect(items).toHaveLength(1)
    for (const { seller: shown, distanceMetres, ...item } of items) {
      expect(item).toStrictEqual(await db.products.get(item.id))
      expect(distanceMetres).toBeNull()
      expect(shown.id).toBe(seller)
    }
    const { items: cards } = await on(({ products }) => products.feed({ columns: 'card' }))
    expect(cards.map(({ coverImageUrl }) => coverImageUrl)).toEqual([imageUrls[0]])
  })

  it('goes on in whole rows where cards ended, since columns are no filter', async () => {
    await put(['2026-01-02', '2026-01-03'].map((day) => listing(`${day}T00:00:00.000000Z`)))
    const first = await on(({ products }) => products.feed({ limit: 1 }))
    const second = await on(({ products }) =>
      products.feed({ limit: 1, columns: 'all', cursor: first.nextCursor }),
    )
    expect(second.items.map(({ description }) => description)).toHaveLength(1)
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
  })

  it.each(['cards', 'products.*', null, 1, ['all'], 'toString'])('refuses columns %j', async (columns) => {
    const input = { columns } as unknown as { readonly columns: 'all' }
    const error = await rejection(
      on(({ products }) => products.feed(input)),
      InvalidInputError,
    )
    expect(error.field).toBe('columns')
  })

  it('gives an empty page when nothing is on sale', async () => {
    expect(await on(({ products }) => products.feed())).toStrictEqual({
      items: [],
      nextCursor: null,
      isComplete: true,
    })
  })

  it('leaves out what is sold or taken off the market, and has it again when it is back', async () => {
    const listings = [listing('2026-01-01T00:00:00Z'), listing('2026-01-02T00:00:00Z')]
    await put(listings)
    const [first, second] = listings.map(({ id }) => id)
    await db.products.markSold({ productId: first ?? '', sellerId: seller })
    await db.products.update({ productId: second ?? '', sellerId: seller, patch: { isAvailable: false } })
    expect((await on(({ products }) => products.feed())).items).toEqual([])
    await db.products.markAvailable({ productId: first ?? '', sellerId: seller })
    await db.products.update({ productId: second ?? '', sellerId: seller, patch: { isAvailable: true } })
    expect(idsOf((await on(({ products }) => products.feed())).items)).toEqual(newestFirst(listings))
  })

  it('has pages of twenty unless it is asked for others, page by page', async () => {
    await put(Array.from({ length: 25 }, (_, n) => listing(`2026-01-01T00:00:00.0000${10 + n}Z`)))
    await on(async ({ products }) => {
      const first = await products.feed()
      expect(first.items).toHaveLength(20)
      expect((await products.feed({ cursor: first.nextCursor })).items).toHaveLength(5)
      const small = await products.feed({ limit: 3 })
      expect((await products.feed({ cursor: small.nextCursor })).items).toHaveLength(20)
      const larger = await products.feed({ cursor: small.nextCursor, limit: 100 })
      expect(larger).toMatchObject({ nextCursor: null })
      expect(larger.items).toHaveLength(22)
    })
  })

  it('has no next page when the last one is just full', async () => {
    await put([listing('2026-01-01T00:00:00Z'), listing('2026-01-02T00:00:00Z')])
    expect((await on(({ products }) => products.feed({ limit: 2 }))).nextCursor).toBeNull()
    expect((await on(({ products }) => products.feed({ limit: 1 }))).nextCursor).not.toBeNull()
  })

  it('tells rows of one microsecond apart by their ids', async () => {
    const listings = Array.from({ length: 7 }, () => listing('2026-01-01T00:00:00.123456Z'))
    await put(listings)
    const pages = await on(({ products }) => pagesOf((input) => products.feed(input), { limit: 2 }))
    expect(pages.flat().map(({ id }) => id)).toEqual(newestFirst(listings))
  })

  it('tells rows of one millisecond apart by their microseconds', async () => {
    const listings = Array.from({ length: 7 }, (_, n) => listing(`2026-01-01T00:00:00.12345${n}Z`))
    await put(listings)
    const pages = await on(({ products }) => pagesOf((input) => products.feed(input), { limit: 2 }))
    expect(pages.flat().map(({ id }) => id)).toEqual(newestFirst(listings))
  })
})

describe('feed, page by page', () => {
  it('gives each product exactly once in its order, whatever there is and is asked for', async () => {
    const filters = fc.record(
      {
        category: fc.constantFrom(...productCategories.slice(0, 4)),
        feedType: fc.constantFrom(...feedTypes),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyListing, { maxLength: 40 }),
        filters,
        fc.integer({ min: 1, max: 12 }),
        async (listings, wanted, limit) => {
          await clear()
          await put(listings)
          const matching = listings.filter(
            ({ category, feedType }) =>
              (wanted.category ?? category) === category && (wanted.feedType ?? feedType) === feedType,
          )
          const pages = await pagesOf((input) => db.products.feed(input), { ...wanted, limit })
          expect(idsOf(pages.flat())).toEqual(newestFirst(matching))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('goes on where it was though rows come and go in between', async () => {
    const listings = Array.from({ length: 9 }, (_, n) => listing(`2026-01-01T00:00:00.00000${n}Z`))
    await put(listings)
    const order = newestFirst(listings)
    const first = await db.products.feed({ limit: 3 })
    // The row that the cursor stands on goes, one ahead of it goes, one comes at the front and one further on.
    await db.products.delete({ productId: order[2] ?? '', sellerId: seller })
    await db.products.delete({ productId: order[4] ?? '', sellerId: seller })
    const further = listing('2026-01-01T00:00:00.0000025Z')
    await put([listing('2026-02-01T00:00:00Z'), further])
    const second = await db.products.feed({ cursor: first.nextCursor, limit: 100 })
    const remaining = listings.filter(({ id }) => order.slice(3).includes(id) && id !== order[4])
    expect(idsOf(second.items)).toEqual(
      newestFirst([...remaining, { ...further, createdAt: '2026-01-01T00:00:00.000002Z' }]),
    )
  })

  it('is exact whatever time zone and date style the server is set to', async () => {
    const name = new URL(test.url).pathname.slice(1)
    await db.execute(query<undefined, object>(`alter database "${name}" set timezone to 'America/St_Johns'`))
    await db.execute(query<undefined, object>(`alter database "${name}" set datestyle to 'German'`))
    const listings = Array.from({ length: 5 }, (_, n) => listing(`2026-01-01T00:00:00.12345${n}Z`))
    await put(listings)
    const abroad = createDatabase({ url: test.url })
    try {
      const first = await abroad.products.feed({ limit: 2 })
      expect(first.items[0]?.createdAt).toEqual(new Date('2026-01-01T00:00:00.123Z'))
      // Its next page is read by a session of another time zone.
      const second = await db.products.feed({ cursor: first.nextCursor, limit: 2 })
      const third = await abroad.products.feed({ cursor: second.nextCursor })
      expect(idsOf([...first.items, ...second.items, ...third.items])).toEqual(newestFirst(listings))
    } finally {
      await abroad.close()
    }
  })
})

describe.each(bothWays(db))('a feed with filters on %s', (_, on) => {
  const marina = [55.14, 25.08] as const

  it('is of a neighbourhood by its name, or by a place and a radius', async () => {
    const location = { type: 'Point', coordinates: marina } as const
    const listings = [
      listing('2026-01-01T00:00:00Z', { feedType: 'community', neighborhood: 'Dubai Marina', location }),
      listing('2026-01-02T00:00:00Z', { feedType: 'community', neighborhood: 'Deira' }),
      listing('2026-01-03T00:00:00Z', { feedType: 'discover', neighborhood: 'Dubai Marina', location }),
    ]
    await put(listings)
    const [wanted] = listings
    for (const where of [{ neighborhood: 'dubai marina' }, { near: marina, radiusMetres: 2_000 }]) {
      const { items, isComplete } = await on(({ products }) =>
        products.feed({ feedType: 'community', ...where }),
      )
      expect(idsOf(items)).toEqual([wanted?.id])
      expect(isComplete).toBe(true)
    }
    const { items } = await on(({ products }) => products.feed({ near: marina, columns: 'all' }))
    for (const { seller: shown, distanceMetres, ...item } of items) {
      expect(item).toStrictEqual(await db.products.get(item.id))
      expect(shown.id).toBe(seller)
      if (item.publicLocation === null) expect(distanceMetres).toBeNull()
      else expect(distanceMetres).toBeLessThan(510)
    }
  })

  it('has the sorts of a search, to the last page', async () => {
    const listings = Array.from({ length: 25 }, (_item, n) =>
      listing('2026-01-01T00:00:00Z', { priceMinor: ((n * 7) % 25) * 100, feedType: 'discover' }),
    )
    await put(listings)
    const filters = { feedType: 'discover', currency: 'AED', sort: 'priceUp', limit: 4 } as const
    const pages = await pagesOf((input) => on(({ products }) => products.feed(input)), filters)
    const byPrice = listings.toSorted((one, other) => one.priceMinor - other.priceMinor)
    expect(pages.flat().map(({ id }) => id)).toEqual(byPrice.map(({ id }) => id))
    expect(Object.keys(pages[0]?.[0] ?? {})).not.toContain('rank')
  })

  it.each<[field: string, input: object]>([
    ['near', { sort: 'nearest' }],
    ['currency', { sort: 'priceUp' }],
    ['currency', { maxPriceMinor: 1 }],
    ['sort', { sort: 'relevance' }],
    ['text', { text: 'lamp' }],
    ['neighborhood', { neighborhood: '' }],
    ['cursor', { tags: ['a'], cursor: 'x' }],
  ])('is refused by its %s: %j', async (field, input) => {
    const refused = on(({ products }) => products.feed(input))
    expect((await rejection(refused, InvalidInputError)).field).toBe(field)
  })
})

describe.each(bothWays(db))('listBySeller on %s', (_, on) => {
  it('gives a seller’s products, newest first, sold ones too, as get gives them', async () => {
    const mine = [listing('2026-01-01T00:00:00Z'), listing('2026-01-02T00:00:00Z')]
    await put([...mine, listing('2026-01-03T00:00:00Z', { sellerId: otherSeller })])
    await db.products.markSold({ productId: mine[0]?.id ?? '', sellerId: seller })
    const { items } = await on(({ products }) => products.listBySeller({ sellerId: seller }))
    expect(idsOf(items)).toEqual(newestFirst(mine))
    for (const item of items) expect(item).toStrictEqual(cardOf(await db.products.get(item.id)))
    const { items: whole } = await on(({ products }) =>
      products.listBySeller({ sellerId: seller, columns: 'all' }),
    )
    expect(idsOf(whole)).toEqual(idsOf(items))
    for (const item of whole) expect(item).toStrictEqual(await db.products.get(item.id))
  })

  it('gives those that can be bought, or those that cannot, if asked', async () => {
    const [sold, offered] = [listing('2026-01-01T00:00:00Z'), listing('2026-01-02T00:00:00Z')]
    await put([sold, offered])
    await db.products.markSold({ productId: sold.id, sellerId: sold.sellerId })
    await on(async ({ products }) => {
      const available = await products.listBySeller({ sellerId: seller, isAvailable: true })
      expect(idsOf(available.items)).toEqual([offered.id])
      const unavailable = await products.listBySeller({ sellerId: seller, isAvailable: false })
      expect(idsOf(unavailable.items)).toEqual([sold.id])
    })
  })

  it('gives an empty page for a seller without products, and for one who is not there', async () => {
    for (const sellerId of [otherSeller, newId()]) {
      const page = await on(({ products }) => products.listBySeller({ sellerId }))
      expect(page).toStrictEqual({ items: [], nextCursor: null, isComplete: true })
    }
  })
})

describe('listBySeller, page by page', () => {
  it('gives each product exactly once in its order, whatever there is and is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyListing, fc.boolean()), { maxLength: 30 }),
        fc.option(fc.boolean(), { nil: undefined }),
        fc.integer({ min: 1, max: 10 }),
        async (listings, isAvailable, limit) => {
          await clear()
          await put(listings.map(([product]) => product))
          const off = listings.filter(([, available]) => !available)
          await Promise.all(
            off.map(([{ id, sellerId }]) =>
              db.products.update({ productId: id, sellerId, patch: { isAvailable: false } }),
            ),
          )
          const matching = listings
            .filter(
              ([{ sellerId }, available]) => sellerId === seller && (isAvailable ?? available) === available,
            )
            .map(([product]) => product)
          const asked = { sellerId: seller, limit, ...(isAvailable === undefined ? {} : { isAvailable }) }
          const pages = await pagesOf((input) => db.products.listBySeller(input), asked)
          expect(idsOf(pages.flat())).toEqual(newestFirst(matching))
        },
      ),
      { numRuns: 25 },
    )
  })
})
