// Thorough: searches around thousands of places.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Point, Position } from '../../src/geo/geojson.js'
import type { Page } from '../../src/pagination/page.js'
import type { NearbyProductCard } from '../../src/repositories/products/product.js'
import { fc } from '../setup/fast-check.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { nearestOrder } from '../setup/market/nearest-order.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)
const { id: seller } = await db.users.create(sampleUser())
const productIds = await db.products.createMany(Array.from({ length: 24 }, () => sampleProduct(seller)))

interface Places {
  readonly ids: readonly string[]
  readonly longitudes: readonly number[]
  readonly latitudes: readonly number[]
}

/** Writes places as a service's own SQL may, also those that no caller's place becomes: -180 degrees, a negative zero. */
const move = query<Places, object>(
  `update products set location = st_point(place.longitude, place.latitude)::geography
  from unnest(:ids!::uuid[], :longitudes!::float8[], :latitudes!::float8[]) as place (id, longitude, latitude)
  where products.id = place.id`,
  { ids: 'uuid[]', longitudes: 'float8[]', latitudes: 'float8[]' },
)

const takeAway = query<undefined, object>('update products set location = null')

async function put(places: readonly Position[]): Promise<void> {
  await db.execute(takeAway)
  await db.execute(move, {
    ids: productIds.slice(0, places.length),
    longitudes: places.map(([longitude]) => longitude),
    latitudes: places.map(([, latitude]) => latitude),
  })
}

interface Measured {
  readonly id: string
  readonly metres: number
}

/** Finds what is within a radius without an index: in a select list st_dwithin is a function of two places and no more. */
const measure = (order: string) =>
  query<{ origin: Point; radiusMetres: number }, Measured & { readonly isWithin: boolean }>(
    `select
    products.id,
    st_distance(products.public_location, :origin!::geography) as metres,
    st_dwithin(products.public_location, :origin!::geography, :radiusMetres!::float8) as is_within
  from products
  where products.public_location is not null
  order by ${order}, products.id`,
    { origin: 'geography', radiusMetres: 'float8' },
  )

interface Search {
  readonly near: Position
  readonly radiusMetres: number
  readonly limit: number
}

async function expectAllNearby({ near, radiusMetres, limit }: Search): Promise<void> {
  const origin = { type: 'Point', coordinates: near } as const
  const order = nearestOrder(origin, radiusMetres)
  const measured = await db.many(measure(order), { origin, radiusMetres })
  const expected = measured.filter(({ isWithin }) => isWithin).map(({ id, metres }) => ({ id, metres }))
  const found: Measured[] = []
  let cursor: string | null = null
  do {
    // A page is short where a product at its edge is just outside of the radius.
    const page: Page<NearbyProductCard> = await db.products.nearby({ near, radiusMetres, limit, cursor })
    found.push(...page.items.map(({ id, distanceMetres }) => ({ id, metres: distanceMetres })))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(found).toEqual(expected)
}

/** Places on the planes where the boxes of PostGIS's index are finest, places with more than one name, and cities. */
const corners: readonly Position[] = [
  [180, 0],
  [-180, 0],
  [180, -16.8],
  [-180, 66],
  [0, 0],
  [90, 0],
  [-90, 0],
  [55.27, 0],
  [0, 51.5],
  [90, 30],
  [-90, -20],
  [0, 90],
  [-123, 90],
  [180, -90],
  [77.5, -90],
  [55.2708, 25.2048],
  [-70.6483, -33.4569],
  [13.405, 52.52],
]

/** Of any size down to what is lost beside 180, often nothing, and often less than the metre that the index is coarse by. */
const offset: fc.Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: -1000, max: 1000 }).map((by) => by * 1e-8) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.integer({ min: -16, max: 0 }), fc.integer({ min: -1000, max: 1000 }))
      .map(([exponent, by]) => (by / 1000) * 10 ** exponent),
  },
)

const clamp = (degrees: number, limit: number) => Math.max(-limit, Math.min(limit, degrees))

/** A place beside a corner: across the antimeridian too, where its longitude has the other sign. */
function beside([longitude, latitude]: Position): fc.Arbitrary<Position> {
  const across = Math.abs(longitude) === 180 ? fc.constantFrom(180, -180) : fc.constant(longitude)
  const anyLongitude = Math.abs(latitude) === 90 ? fc.integer({ min: -180, max: 180 }) : across
  return fc
    .tuple(anyLongitude, offset, offset)
    .map(([from, x, y]) => [clamp(from + x, 180), clamp(latitude + y, 90)])
}

function antipodeOf([longitude, latitude]: Position): Position {
  return [longitude > 0 ? longitude - 180 : longitude + 180, -latitude]
}

/** From a millimetre to half the Earth, each size as often, and some that are next to nothing or all of it. */
const radiusMetres: fc.Arbitrary<number> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: -30, max: 73 }).map((tenths) => 10 ** (tenths / 10)),
  },
  { weight: 1, arbitrary: fc.constantFrom(Number.MIN_VALUE, 1e-9, 1e-6, 20_003_931.4, 20_037_508) },
)

const scene = fc.constantFrom(...corners).chain((corner) => {
  const near = beside(corner)
  const place = fc.oneof(
    { weight: 8, arbitrary: near },
    { weight: 1, arbitrary: beside(antipodeOf(corner)) },
    { weight: 1, arbitrary: fc.constantFrom(...corners) },
  )
  const search = fc.record({ near, radiusMetres, limit: fc.constantFrom(1, 3, 20) })
  return fc.record({
    places: fc.array(place, { minLength: 1, maxLength: productIds.length }),
    searches: fc.array(search, { minLength: 1, maxLength: 4 }),
  })
})

describe('nearby, wherever on Earth', () => {
  beforeEach(async () => {
    await db.execute(takeAway)
  })

  it('finds a place on the other side of the antimeridian', async () => {
    await put([[-179.9999999, 0]])
    for (const longitude of [180, -180, 179.9999999]) {
      const { items } = await db.products.nearby({ near: [longitude, 0], radiusMetres: 1 })
      expect(items).toHaveLength(1)
    }
  })

  it('takes a pole for one place, and the antimeridian for one line, within the least radius there is', async () => {
    await put([
      [0, 90],
      [180, 90],
      [-90, 90],
      [12, -90],
      [-180, 10],
      [180, 10],
    ])
    const radii = { radiusMetres: Number.MIN_VALUE, limit: 20 }
    expect((await db.products.nearby({ near: [77, 90], ...radii })).items).toHaveLength(3)
    expect((await db.products.nearby({ near: [-12, -90], ...radii })).items).toHaveLength(1)
    expect((await db.products.nearby({ near: [180, 10], ...radii })).items).toHaveLength(2)
  })

  it('finds what st_dwithin finds one by one, nearest first, and never fails', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ places, searches }) => {
        await put(places)
        for (const search of searches) await expectAllNearby(search)
      }),
      { numRuns: 60 },
    )
  })
})
