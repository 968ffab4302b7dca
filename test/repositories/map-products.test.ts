import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { BBox, Position } from '../../src/geo/geojson.js'
import type { MapProduct } from '../../src/repositories/map/map.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { pick, seededRandom } from '../setup/random.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
await showExactPlaces(db)
const random = seededRandom(29)
const { id: seller } = await db.users.create(sampleUser())

/** Places with more than one name, and at the edges of the plane. */
const corners: readonly Position[] = [
  [180, 0],
  [-180, 0],
  [180, -16.8],
  [-180, -16.8],
  [179.999999, 66],
  [-179.999999, 66],
  [0, 90],
  [-123, 90],
  [180, -90],
  [77.5, -90],
  [12, 89.99999],
  [0, 0],
  [55.2708, 25.2048],
  [55.2708, 25.2048],
]

const places: Position[] = [
  ...corners,
  ...Array.from({ length: 150 }, (): Position => [random() * 360 - 180, random() * 180 - 90]),
  ...Array.from({ length: 136 }, (): Position => [55 + random(), 25 + random()]),
]
const categories = ['books', 'sneakers', 'electronics'] as const
const listings = places.map((coordinates) => ({
  ...sampleProduct(seller, {
    location: { type: 'Point', coordinates },
    category: pick(random, categories),
    priceMinor: 100 * Math.floor(random() * 100),
    imageUrls: ['https://example.com/cover.jpg', 'https://example.com/back.jpg'],
  }),
  coordinates,
}))
const ids = await db.products.createMany(listings.map(({ coordinates: _, ...listing }) => listing))
const listed = listings.map((listing, index) => ({ ...listing, id: ids[index] ?? '' }))

/** Says whether a place is in a box, as the globe has it: the antimeridian has two names. */
function isWithin([west, south, east, north]: BBox, [longitude, latitude]: Position): boolean {
  const names = Math.abs(longitude) === 180 ? [-180, 180] : [longitude]
  const isBetween = names.some((x) => (west <= east ? west <= x && x <= east : x >= west || x <= east))
  return isBetween && south <= latitude && latitude <= north
}

async function all(input: Parameters<typeof db.map.products>[0]): Promise<readonly MapProduct[]> {
  const found: MapProduct[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof db.map.products>> = await db.map.products({ ...input, cursor })
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return found
}

function someBox(): BBox {
  const [x, y] = pick(random, places)
  const width = 10 ** (random() * 4 - 2)
  const height = 10 ** (random() * 4 - 2)
  const edge = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)
  const half = Math.min(width, 179.9)
  // An edge that goes through a place is one that holds it.
  const west = random() < 0.3 ? x : edge(x - half * random())
  return [west, Math.max(-90, y - height), edge(x + half * random()), Math.min(90, y + height * random())]
}

const boxes: readonly BBox[] = [
  [-180, -90, 180, 90],
  [180, -90, -180, 90],
  [179, -90, -179, 90],
  [180, -20, 180, 20],
  [-180, -20, -180, 20],
  [-180, 90, 180, 90],
  [-130, 89.999, 20, 90],
  [0, -90, 180, -89],
  [10, -90, 9.99999999, 90],
  [55.2708, 25.2048, 55.2708, 25.2048],
  ...Array.from({ length: 90 }, someBox),
]

describe('map.products', () => {
  it('finds what is in a box and nothing else, wherever on Earth', async () => {
    for (const bounds of boxes) {
      const expected = listed.filter(({ coordinates }) => isWithin(bounds, coordinates)).map(({ id }) => id)
      const found = (await all({ bounds, limit: 100 })).map(({ id }) => id)
      expect(found.toSorted(), bounds.join()).toEqual(expected.toSorted())
    }
  })

  it('is in one order, whatever the size of its pages', async () => {
    for (const bounds of boxes.slice(0, 30)) {
      const whole = await all({ bounds, limit: 100 })
      expect(await all({ bounds, limit: 7 })).toEqual(whole)
    }
  })

  it('begins in the middle, also of a box across the antimeridian', async () => {
    for (const bounds of [[54, 24, 57, 27] as const, [170, -40, -170, 40] as const]) {
      const [west, south, east, north] = bounds
      const middle = (west + (east < west ? east + 360 : east)) / 2
      const height = (latitude: number) => Math.asinh(Math.tan((latitude * Math.PI) / 180)) * (180 / Math.PI)
      const centre = (height(south) + height(north)) / 2
      const distances = (await all({ bounds, limit: 50 })).map(({ publicLocation: { coordinates } }) => {
        const [x, y] = coordinates
        return Math.hypot((x < middle - 180 ? x + 360 : x) - middle, height(y) - centre)
      })
      expect(distances.length).toBeGreaterThan(3)
      // The sphere's projection instead of the ellipsoid's moves each by some tenths of a percent.
      for (const [index, distance] of distances.slice(1).entries()) {
        expect(distance).toBeGreaterThan((distances[index] ?? 0) - 0.15)
      }
    }
  })

  it('filters by category, currency and price', async () => {
    const bounds: BBox = [50, 20, 60, 30]
    const filters = {
      category: 'books',
      currency: 'AED',
      minPriceMinor: 2_000,
      maxPriceMinor: 8_000,
    } as const
    const expected = listed.filter(
      ({ category, priceMinor, coordinates }) =>
        category === 'books' && priceMinor >= 2_000 && priceMinor <= 8_000 && isWithin(bounds, coordinates),
    )
    const found = await all({ bounds, ...filters, limit: 5 })
    expect(found.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
    expect(expected.length).toBeGreaterThan(5)
    const across = await all({ bounds: [100, -90, 99, 90], category: 'sneakers', limit: 100 })
    expect(across.map(({ id }) => id).toSorted()).toEqual(
      listed
        .filter(({ category, coordinates: [x] }) => category === 'sneakers' && (x >= 100 || x <= 99))
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  it('shows what a map shows', async () => {
    const [product] = listed.slice(20)
    const [x = 0, y = 0] = product?.coordinates ?? []
    expect((await db.map.products({ bounds: [x, y, x, y] })).items).toEqual([
      {
        id: product?.id,
        title: product?.title,
        priceMinor: product?.priceMinor,
        currency: 'AED',
        category: product?.category,
        imageUrl: 'https://example.com/cover.jpg',
        publicLocation: { type: 'Point', coordinates: [x, y] },
      },
    ])
  })

  it('leaves out what is not for sale, what has no place, and those whom a block parts from the viewer', async () => {
    const [other, viewer] = [await db.users.create(sampleUser()), await db.users.create(sampleUser())]
    const location = { type: 'Point', coordinates: [10.5, 10.5] } as const
    const [sold, shown] = [
      await db.products.create(sampleProduct(other.id, { location })),
      await db.products.create(sampleProduct(other.id, { location })),
    ]
    await db.products.create(sampleProduct(other.id))
    const bounds: BBox = [10.4, 10.4, 10.6, 10.6]
    await db.products.markSold({ productId: sold.id, sellerId: other.id })
    const seenBy = async (viewerId?: string) =>
      (await db.map.products({ bounds, viewerId })).items.map(({ id }) => id)
    expect(await seenBy()).toEqual([shown.id])
    expect(await seenBy(viewer.id)).toEqual([shown.id])
    await db.blocks.block({ userId: other.id, blockedId: viewer.id })
    expect(await seenBy(viewer.id)).toEqual([])
  })

  it.each(bothWays(db))('is the same on %s', async (_, on) => {
    const { items } = await on(({ map }) => map.products({ bounds: [55, 25, 56, 26], limit: 3 }))
    expect(items).toHaveLength(3)
  })

  it.each<[string, unknown]>([
    ['bounds', {}],
    ['bounds', { bounds: [0, 0, 1] }],
    ['bounds[0]', { bounds: [181, 0, 1, 1] }],
    ['bounds[1]', { bounds: [0, -91, 1, 1] }],
    ['bounds[2]', { bounds: [0, 0, NaN, 1] }],
    ['bounds[3]', { bounds: [0, 0, 1, '1'] }],
    ['bounds', { bounds: [0, 2, 1, 1] }],
    ['currency', { bounds: [0, 0, 1, 1], minPriceMinor: 1 }],
    ['category', { bounds: [0, 0, 1, 1], category: 'shoes' }],
    ['limit', { bounds: [0, 0, 1, 1], limit: 101 }],
    ['cursor', { bounds: [0, 0, 1, 1], cursor: 'none' }],
    ['zoom', { bounds: [0, 0, 1, 1], zoom: 3 }],
  ])('names %s in %o', async (field, input) => {
    const error = await rejection(db.map.products(input as never), InvalidInputError)
    expect(error.field).toBe(field)
  })
})
