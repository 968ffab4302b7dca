import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import type { Position } from '../../src/geo/geojson.js'
import { encodeTile } from '../../src/repositories/map/encode-tile.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { query } from '../setup/query.js'
import { pick, seededRandom } from '../setup/random.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
await showExactPlaces(db)
const random = seededRandom(31)
const { id: sellerId } = await db.users.create(sampleUser())

const column = (longitude: number) => (longitude + 180) / 360
const row = (latitude: number) => 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)

/** A place in the middle of a cell of level 26, the finest of a tile: 25 cm or more from any edge of a cell in Dubai. */
function snapped([longitude, latitude]: Position): Position {
  const middle = (share: number) => (Math.floor(share * 2 ** 26) + 0.5) / 2 ** 26
  const share = middle(row(latitude))
  return [
    middle(column(longitude)) * 360 - 180,
    (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI,
  ]
}

const listed = [
  ...Array.from({ length: 80 }, (): Position => [random() * 359 - 180, random() * 160 - 80]),
  ...Array.from({ length: 60 }, (): Position => [55.1 + random() / 4, 25 + random() / 4]),
  ...Array.from({ length: 40 }, (): Position => [55.27 + random() / 500, 25.2 + random() / 500]),
  ...Array.from({ length: 3 }, (): Position => [55.271, 25.201]),
].map((place) => ({ place: snapped(place), category: pick(random, ['books', 'sneakers'] as const) }))
const ids = await db.products.createMany(
  listed.map(({ place: coordinates, category }) =>
    sampleProduct(sellerId, { location: { type: 'Point', coordinates }, category }),
  ),
)

interface Shown {
  readonly x: number
  readonly y: number
  readonly count: number
  readonly id: string | null
}

const inOrder = (features: readonly Shown[]) =>
  features.toSorted(
    (one, other) =>
      one.count - other.count ||
      (one.id ?? '').localeCompare(other.id ?? '') ||
      one.y - other.y ||
      one.x - other.x,
  )

function decoded(tile: Uint8Array): readonly Shown[] {
  if (tile.length === 0) return []
  const { layers } = new VectorTile(new PbfReader(tile))
  expect(Object.keys(layers)).toEqual(['products'])
  const layer = layers['products'] ?? expect.fail('there is no layer')
  expect([layer.version, layer.extent]).toEqual([2, 4_096])
  return inOrder(
    Array.from({ length: layer.length }, (_, index) => {
      const feature = layer.feature(index)
      expect(feature.type).toBe(1)
      const [[place] = []] = feature.loadGeometry()
      const { x, y } = place ?? expect.fail('there is no point')
      const { count, id = null, ...rest } = feature.properties
      expect(rest).toEqual({})
      return { x, y, count: Number(count), id: id === null ? null : String(id) }
    }),
  )
}

/** The features of a tile, counted one by one. */
function counted(z: number, tileX: number, tileY: number, category?: string): readonly Shown[] {
  const cells = new Map<string, { x: number; y: number; ids: string[] }>()
  for (const [index, { place, ...product }] of listed.entries()) {
    const [x, y] = [column(place[0]) * 2 ** z - tileX, row(place[1]) * 2 ** z - tileY]
    if (x < 0 || x >= 1 || y < 0 || y >= 1) continue
    if (category !== undefined && product.category !== category) continue
    const key = `${Math.floor(x * 16)} ${Math.floor(y * 16)}`
    const cell = cells.get(key) ?? { x: 0, y: 0, ids: [] }
    cells.set(key, { x: cell.x + x, y: cell.y + y, ids: [...cell.ids, ids[index] ?? ''] })
  }
  const middle = (sum: number, count: number) => Math.round((sum / count) * 4_096)
  return inOrder(
    [...cells.values()].map(({ x, y, ids: [id = '', ...more] }) => ({
      x: middle(x, 1 + more.length),
      y: middle(y, 1 + more.length),
      count: 1 + more.length,
      id: more.length === 0 ? id : null,
    })),
  )
}

/** Units of a tile by which a point may be off: a place is moved by up to a centimetre, and its map_x is 4 cm wide. */
const slackAt = (z: number) => Math.ceil(0.06 / (40_075_017 / 2 ** z / 4_096))

function expectShown(found: readonly Shown[], expected: readonly Shown[], slack: number): void {
  expect(found.map(({ count, id }) => ({ count, id }))).toEqual(
    expected.map(({ count, id }) => ({ count, id })),
  )
  for (const [index, { x, y }] of found.entries()) {
    expect(Math.abs(x - (expected[index]?.x ?? NaN))).toBeLessThanOrEqual(slack)
    expect(Math.abs(y - (expected[index]?.y ?? NaN))).toBeLessThanOrEqual(slack)
  }
}

const tileOf = (z: number, [longitude, latitude]: Position) => ({
  z,
  x: Math.floor(column(longitude) * 2 ** z),
  y: Math.floor(row(latitude) * 2 ** z),
})

describe('map.tile', () => {
  beforeAll(() => db.maintain({ tasks: ['map.cells'] }))

  it.each([0, 1, 2, 5, 9, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22])(
    'at zoom %d shows what is there',
    async (z) => {
      let isSeen = false
      const places: Position[] = [
        [55.27, 25.2],
        [55.2, 25.1],
        [-179.99, 0],
        [179.99, 0],
        ...listed.slice(0, 3).map(({ place }) => place),
        ...listed.slice(-10).map(({ place }) => place),
      ]
      for (const place of places) {
        const tile = tileOf(z, place)
        for (const category of [undefined, 'books'] as const) {
          const found = decoded(await db.map.tile({ ...tile, category }))
          isSeen ||= found.length > 0
          expectShown(found, counted(z, tile.x, tile.y, category), slackAt(z))
        }
      }
      expect(isSeen).toBe(true)
    },
  )

  it('beyond zoom 16 shows 4,000 of the products in it, if there are more', async () => {
    const place = snapped([-10.0001, -10.0001])
    await db.execute(
      query<{ readonly seller: string; readonly x: number; readonly y: number }, object>(
        `insert into products (seller_id, title, price_minor, category, condition, location)
        select :seller!::uuid, 'Lamp', 100, 'books', 'good', st_point(:x!::float8, :y!::float8)::geography
        from generate_series(1, 4010)`,
      ),
      { seller: sellerId, x: place[0], y: place[1] },
    )
    await db.maintain({ tasks: ['map.cells'], batchRows: 1_000 })
    for (const z of [17, 20, 22]) {
      const tile = tileOf(z, place)
      for (const category of [undefined, 'books'] as const) {
        expect(decoded(await db.map.tile({ ...tile, category }))).toMatchObject([{ count: 4_000, id: null }])
      }
      expect(await db.map.tile({ ...tile, x: tile.x + 1 })).toHaveLength(0)
    }
    // Up to there it is made of the cells that were counted, all of them.
    expect(decoded(await db.map.tile(tileOf(16, place)))).toMatchObject([{ count: 4_010 }])
    await db.execute(query<undefined, object>(`delete from products where title = 'Lamp'`))
    await db.maintain({ tasks: ['map.cells'], batchRows: 1_000 })
  })

  it('is empty where nothing is', async () => {
    expect(await db.map.tile({ z: 10, x: 0, y: 0 })).toHaveLength(0)
    expect(await db.map.tile({ z: 20, x: 0, y: 0 })).toHaveLength(0)
  })

  it('is the same whether the server encodes it or not', async () => {
    const places: Position[] = [
      [55.27, 25.2],
      [0, 0],
    ]
    for (const z of [0, 2, 9, 14, 17]) {
      for (const place of places) {
        const tile = await db.map.tile(tileOf(z, place))
        const shown = decoded(tile)
        const ours = await encodeTile(shown)
        expect(decoded(ours)).toEqual(shown)
        expect(ours.length).toBe(tile.length)
      }
    }
  })

  it('is encoded here on a server that cannot, with the same in it', async () => {
    const asked = [0, 2, 9, 13, 15, 17].map((z) => tileOf(z, [55.27, 25.2]))
    const before = await Promise.all(asked.map((tile) => db.map.tile(tile)))
    await db.execute(
      query<undefined, object>(
        `create or replace function postgis_libprotobuf_version() returns text language sql immutable return ''`,
      ),
    )
    // Other sessions: these have plans with the version in them.
    const other = createDatabase({ url: test.url })
    const after = await Promise.all(asked.map((tile) => other.map.tile(tile)))
    await other.close()
    expect(after.map(decoded)).toEqual(before.map(decoded))
    expect(after.every((tile) => tile.length > 0)).toBe(true)
  })

  it.each(bothWays(db))('is the same on %s', async (_, on) => {
    const tile = tileOf(9, [55.27, 25.2])
    expect(decoded(await on(({ map }) => map.tile(tile)))).toEqual(decoded(await db.map.tile(tile)))
  })

  it.each<[string, unknown]>([
    ['z', { x: 0, y: 0 }],
    ['z', { z: 23, x: 0, y: 0 }],
    ['z', { z: 0.5, x: 0, y: 0 }],
    ['x', { z: 1, x: 2, y: 0 }],
    ['x', { z: 1, x: -1, y: 0 }],
    ['y', { z: 1, x: 0, y: 2 }],
    ['category', { z: 1, x: 0, y: 0, category: 'shoes' }],
    ['layer', { z: 1, x: 0, y: 0, layer: 'products' }],
  ])('names %s in %o', async (field, input) => {
    const error = await rejection(db.map.tile(input as never), InvalidInputError)
    expect(error.field).toBe(field)
  })
})
