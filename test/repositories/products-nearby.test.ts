import { fc } from '../setup/fast-check.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { feedTypes, productCategories, productConditions } from '../../generated/enums.js'
import type { Point, Position } from '../../src/geo/geojson.js'
import { parsePoint } from '../../src/geo/point.js'
import { newId } from '../../src/repositories/new-id.js'
import type { CreateProductInput, NearbyProductsInput } from '../../src/repositories/products/product.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { cardOf } from '../setup/market/card-of.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { nearestOrder } from '../setup/market/nearest-order.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)
const { id: seller } = await db.users.create(sampleUser())

async function clear(): Promise<void> {
  await db.execute(query<undefined, object>('delete from products'))
}

beforeEach(clear)

type Listing = CreateProductInput & { readonly id: string }

function listing(at: Position | null, more: Partial<CreateProductInput> = {}): Listing {
  const location = at === null ? null : ({ type: 'Point', coordinates: at } as const)
  return { ...sampleProduct(seller), location, ...more, id: newId() }
}

interface Measured {
  readonly id: string
  readonly metres: number
  readonly distanceOrder: number
}

const distances = (order: string) =>
  query<{ readonly origin: Point }, Measured>(
    `select
    products.id,
    st_distance(products.public_location, :origin!::geography) as metres,
    ${order} as distance_order
  from products
  where products.public_location is not null and products.is_available`,
    { origin: 'geography' },
  )

/** The result that a search must have, from the server's distance of every product and a comparison in plain JavaScript. */
async function expected(
  input: NearbyProductsInput,
  listings: readonly Listing[],
): Promise<readonly Measured[]> {
  const origin = parsePoint(input.near, 'near')
  const measured = await db.many(distances(nearestOrder(origin, input.radiusMetres, input.category)), {
    origin,
  })
  const wanted = new Set(listings.filter((one) => isWanted(one, input)).map(({ id }) => id))
  return measured
    .filter(({ id, metres }) => wanted.has(id) && metres <= input.radiusMetres)
    .toSorted((a, b) => a.distanceOrder - b.distanceOrder || (a.id < b.id ? -1 : 1))
}

function isWanted(
  { category, condition, feedType = 'discover', currency = 'AED', priceMinor }: Listing,
  input: NearbyProductsInput,
): boolean {
  return (
    (input.category ?? category) === category &&
    (input.condition ?? condition) === condition &&
    (input.feedType ?? feedType) === feedType &&
    (input.currency ?? currency) === currency &&
    priceMinor >= (input.minPriceMinor ?? 0) &&
    priceMinor <= (input.maxPriceMinor ?? Infinity)
  )
}

const dubai: Position = [55.2708, 25.2048]

describe.each(bothWays(db))('nearby on %s', (_, on) => {
  it('gives the nearest first with its distance, and the rest as a card', async () => {
    const listings = [listing([55.28, 25.2]), listing([55.27, 25.2]), listing([55.3, 25.3])]
    await db.products.createMany(listings)
    const input = { near: dubai, radiusMetres: 20_000 }
    const { items, nextCursor } = await on(({ products }) => products.nearby(input))
    expect(nextCursor).toBeNull()
    expect(items.map(({ id }) => id)).toEqual([listings[1]?.id, listings[0]?.id, listings[2]?.id])
    for (const { distanceMetres, seller: shown, ...item } of items) {
      expect(item).toStrictEqual(cardOf(await db.products.get(item.id)))
      expect(shown).toStrictEqual((await db.users.listProfiles([item.sellerId]))[0])
      expect(distanceMetres).toBeGreaterThan(0)
    }
    const whole = await on(({ products }) => products.nearby({ ...input, columns: 'all' }))
    for (const [n, { distanceMetres, seller: shown, ...item }] of whole.items.entries()) {
      expect(item).toStrictEqual(await db.products.get(items[n]?.id ?? ''))
      expect({ distanceMetres, seller: shown }).toEqual({
        distanceMetres: items[n]?.distanceMetres,
        seller: items[n]?.seller,
      })
    }
    const measured = await expected(input, listings)
    expect(items.map(({ distanceMetres }) => distanceMetres)).toEqual(measured.map(({ metres }) => metres))
  })

  it('takes a position, a point or a feature for the origin', async () => {
    await db.products.create(listing([55.28, 25.2]))
    const point = { type: 'Point', coordinates: dubai } as const
    const feature = { type: 'Feature', geometry: point, properties: null } as const
    await on(async ({ products }) => {
      const page = await products.nearby({ near: dubai, radiusMetres: 5_000 })
      expect(page.items).toHaveLength(1)
      expect(await products.nearby({ near: point, radiusMetres: 5_000 })).toEqual(page)
      expect(await products.nearby({ near: feature, radiusMetres: 5_000 })).toEqual(page)
    })
  })

  it('leaves out what is farther, sold, off the market, or of no known place', async () => {
    const [far, sold, off, nowhere, there] = [
      listing([56.2708, 25.2048]),
      listing(dubai),
      listing(dubai),
      listing(null),
      listing(dubai),
    ]
    await db.products.createMany([far, sold, off, nowhere, there])
    await db.products.markSold({ productId: sold.id, sellerId: sold.sellerId })
    await db.products.update({ productId: off.id, sellerId: off.sellerId, patch: { isAvailable: false } })
    const { items } = await on(({ products }) => products.nearby({ near: dubai, radiusMetres: 50_000 }))
    expect(items.map(({ id }) => id)).toEqual([there.id])
    const everywhere = await on(({ products }) => products.nearby({ near: dubai, radiusMetres: 20_037_508 }))
    expect(everywhere.items.map(({ id }) => id)).toEqual([there.id, far.id])
  })

  it('gives an empty page when nothing is near', async () => {
    const page = await on(({ products }) => products.nearby({ near: dubai, radiusMetres: 1 }))
    expect(page).toStrictEqual({ items: [], nextCursor: null, isComplete: true })
  })

  it('compares prices with both bounds included, in one currency', async () => {
    const prices = [99, 100, 150, 200, 201]
    const inDirhams = prices.map((priceMinor) => listing(dubai, { priceMinor }))
    const inDollars = prices.map((priceMinor) => listing(dubai, { priceMinor, currency: 'USD' }))
    await db.products.createMany([...inDirhams, ...inDollars])
    const bounds = { currency: 'AED', minPriceMinor: 100, maxPriceMinor: 200 }
    const page = await on(({ products }) => products.nearby({ near: dubai, radiusMetres: 10, ...bounds }))
    expect(page.items.map(({ priceMinor }) => priceMinor).toSorted((a, b) => a - b)).toEqual([100, 150, 200])
    for (const { currency } of page.items) expect(currency).toBe('AED')
  })

  it('gives equal distances in one order, whatever the pages', async () => {
    const listings = Array.from({ length: 9 }, (_, n) => listing(n < 3 ? dubai : [55.28, 25.2]))
    await db.products.createMany(listings.toReversed())
    const input = { near: dubai, radiusMetres: 5_000 }
    const order = (await expected(input, listings)).map(({ id }) => id)
    const nearest = listings.slice(0, 3).map(({ id }) => id)
    expect(order.slice(0, 3).toSorted()).toEqual(nearest.toSorted())
    for (const limit of [1, 2, 4, 5, 9]) {
      const pages = await on(({ products }) => pagesOf((page) => products.nearby(page), { ...input, limit }))
      expect(pages.flat().map(({ id }) => id)).toEqual(order)
    }
  })
})

/** Places on a small lattice, so that many share a place and many are equally far; and some on the far side. */
const anyPlace: fc.Arbitrary<Position | null> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }))
      .map(([x, y]): Position => [55 + x / 50, 25 + y / 50]),
  },
  { weight: 1, arbitrary: fc.constantFrom<Position>([180, 0], [-180, 0], [0, 90], [77, -90], [-125, -25]) },
  { weight: 1, arbitrary: fc.constant(null) },
)

const filters = fc.record(
  {
    category: fc.constantFrom(...productCategories.slice(0, 2)),
    condition: fc.constantFrom(...productConditions.slice(0, 2)),
    feedType: fc.constantFrom(...feedTypes),
    currency: fc.constantFrom('AED', 'USD'),
  },
  { requiredKeys: [] },
)

const anyListing = fc
  .tuple(anyPlace, filters, fc.integer({ min: 0, max: 5 }))
  .map(([at, more, priceMinor]) => listing(at, { ...more, priceMinor }))

const prices = fc.option(
  fc
    .record(
      { minPriceMinor: fc.integer({ min: 0, max: 4 }), maxPriceMinor: fc.integer({ min: 1, max: 5 }) },
      { requiredKeys: [] },
    )
    .map((bounds) => ({ currency: 'AED', ...bounds })),
  { nil: {} },
)

const search = fc
  .tuple(
    anyPlace.map((at): Position => at ?? [0, 0]),
    fc.oneof(fc.constantFrom(1, 2_500, 20_037_508), fc.integer({ min: 1, max: 20_000 })),
    filters,
    prices,
    fc.integer({ min: 1, max: 15 }),
  )
  .map(([near, radiusMetres, more, bounds, limit]) => ({ near, radiusMetres, ...more, ...bounds, limit }))

describe('nearby, page by page', () => {
  it('gives each product exactly once in its order, whatever there is and is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyListing, { maxLength: 60 }), search, async (listings, input) => {
        await clear()
        await db.products.createMany(listings)
        const pages = await pagesOf((page) => db.products.nearby(page), input)
        const found = pages.flat().map(({ id, distanceMetres }) => ({ id, metres: distanceMetres }))
        const measured = await expected(input, listings)
        expect(found).toEqual(measured.map(({ id, metres }) => ({ id, metres })))
      }),
      { numRuns: 60 },
    )
  })

  it('goes on where it was though products come and go in between', async () => {
    const listings = Array.from({ length: 9 }, (_, n) => listing([55.2708 + n / 1000, 25.2048]))
    await db.products.createMany(listings)
    const around = { near: dubai, radiusMetres: 5_000 }
    const first = await db.products.nearby({ ...around, limit: 3 })
    const ids = listings.map(({ id }) => id)
    await db.products.delete({ productId: ids[2] ?? '', sellerId: seller })
    await db.products.markSold({ productId: ids[4] ?? '', sellerId: seller })
    const nearer = listing(dubai)
    const farther = listing([55.2708 + 0.0055, 25.2048])
    await db.products.createMany([nearer, farther])
    const second = await db.products.nearby({ ...around, cursor: first.nextCursor, limit: 100 })
    expect(second.items.map(({ id }) => id)).toEqual([ids[3], ids[5], farther.id, ids[6], ids[7], ids[8]])
  })

  it('is exact at coordinates with all the digits that a number has', async () => {
    const near: Position = [55.270800000000001 + Number.EPSILON * 32, 25.204799999999999]
    const places = Array.from({ length: 12 }, (_, n): Position => [near[0] + n * 1e-14, near[1] - n * 1e-14])
    const listings = places.map((at) => listing(at))
    await db.products.createMany(listings)
    const input = { near, radiusMetres: 0.001, limit: 5 }
    const pages = await pagesOf((page) => db.products.nearby(page), input)
    const measured = await expected(input, listings)
    expect(pages.flat().map(({ id }) => id)).toEqual(measured.map(({ id }) => id))
    expect(pages.flat()).toHaveLength(12)
  })
})
