import { setTimeout } from 'node:timers/promises'
import Supercluster from 'supercluster'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import type { BBox, Position } from '../../src/geo/geojson.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { query, reading } from '../setup/query.js'
import { pick, seededRandom } from '../setup/random.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
await showExactPlaces(db)
const random = seededRandom(30)
const { id: sellerId } = await db.users.create(sampleUser())

/** Shares of the world's width and height, and back: the projection of maps of the web, on a sphere. */
const column = (longitude: number) => (longitude + 180) / 360
const row = (latitude: number) => {
  const sine = Math.sin((latitude * Math.PI) / 180)
  return Math.max(0, Math.min(1 - 1e-12, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)))
}
const latitudeAt = (share: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI

/** A place in the middle of a cell of level 22: a few metres from any edge. */
function snapped([longitude, latitude]: Position): Position {
  const middle = (share: number) => (Math.floor(share * 2 ** 22) + 0.5) / 2 ** 22
  return [middle(column(longitude)) * 360 - 180, latitudeAt(middle(row(latitude)))]
}

const categories = ['books', 'sneakers'] as const
const listed = [
  ...Array.from({ length: 120 }, (): Position => [random() * 359.9 - 180, random() * 168 - 84]),
  ...Array.from({ length: 60 }, (): Position => [55.1 + random() / 4, 25 + random() / 4]),
  ...Array.from({ length: 60 }, (): Position => [55.27 + random() / 500, 25.2 + random() / 500]),
].map((place) => ({ place: snapped(place), category: pick(random, categories) }))
const poles: Position[] = [
  [0.01, 89],
  [120.01, -88],
]
for (const place of poles) listed.push({ place, category: 'books' })

const ids = await db.products.createMany(
  listed.map(({ place: coordinates, category }) =>
    sampleProduct(sellerId, { location: { type: 'Point', coordinates }, category }),
  ),
)

type Category = (typeof categories)[number] | undefined

/** The cells of a view, counted one by one. */
function counted(bounds: BBox, level: number, category?: Category) {
  const cells = new Map<string, { count: number; x: number; y: number; id: string }>()
  const size = 2 ** level
  const [west, south, east, north] = bounds
  const first = Math.floor(column(west) * size)
  const last = Math.min(size - 1, Math.max(Math.ceil(column(east) * size) - 1, 0))
  const top = Math.floor(row(north) * size)
  const bottom = Math.max(top, Math.ceil(row(south) * size) - 1)
  for (const [index, { place, ...product }] of listed.entries()) {
    if (category !== undefined && product.category !== category) continue
    const [x, y] = [Math.floor(column(place[0]) * size), Math.floor(row(place[1]) * size)]
    const isColumn = west <= east ? x >= first && x <= last : x >= first || x <= last
    if (!isColumn || y < top || y > bottom) continue
    const cell = cells.get(`${level}/${x}/${y}`) ?? { count: 0, x: 0, y: 0, id: '' }
    cells.set(`${level}/${x}/${y}`, {
      count: cell.count + 1,
      x: cell.x + column(place[0]),
      y: cell.y + row(place[1]),
      id: ids[index] ?? '',
    })
  }
  return cells
}

const fold = () => db.maintain({ tasks: ['map.cells'] })

const views: readonly (readonly [BBox, number])[] = [
  [[-180, -90, 180, 90], 0],
  [[-180, -90, 180, 90], 2],
  [[-180, -85, 180, 85], 1.9],
  [[170, -60, -170, 60], 2],
  [[150, -90, -150, 90], 3],
  [[100, -90, 99, 90], 2],
  [[50, 20, 60, 30], 5],
  [[55, 25, 55.4, 25.3], 9],
  [[55, 25, 55.4, 25.3], 11],
  [[55.26, 25.19, 55.28, 25.21], 14],
  [[55.265, 25.195, 55.275, 25.205], 15],
  [[55.27, 25.2, 55.272, 25.202], 17],
  [[55.27, 25.2, 55.272, 25.202], 18],
]

describe('map.clusters', () => {
  beforeAll(fold)

  it.each(views)('of %j at zoom %d are those that one counts by hand', async (bounds, zoom) => {
    for (const category of [undefined, ...categories]) {
      const { features } = await db.map.clusters({ bounds, zoom, category })
      const expected = counted(bounds, Math.floor(zoom) + 2, category)
      expect(Object.fromEntries(features.map(({ id = '', properties }) => [id, properties.count]))).toEqual(
        Object.fromEntries([...expected].map(([id, { count }]) => [id, count])),
      )
      for (const { id, geometry, properties } of features) {
        const cell = expected.get(String(id))
        const { count = 0, x = 0, y = 0 } = cell ?? {}
        const [longitude, latitude] = geometry.coordinates
        expect(column(longitude)).toBeCloseTo(x / count, 8)
        expect(row(latitude)).toBeCloseTo(y / count, 8)
        expect(properties.productId).toBe(count === 1 ? cell?.id : null)
        const [west, south, east, north] = properties.bounds
        expect(longitude >= west && longitude <= east).toBe(true)
        expect(latitude >= south && latitude <= north).toBe(true)
      }
    }
  })

  it('have as many products as supercluster finds in their boxes', async () => {
    const index = new Supercluster({ maxZoom: 4 }).load(
      listed.map(({ place: coordinates }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [...coordinates] },
        properties: {},
      })),
    )
    for (const [bounds, zoom] of views) {
      const { features } = await db.map.clusters({ bounds, zoom })
      for (const { properties } of features) {
        const [west, south, east, north] = properties.bounds
        // It shows places beyond 85 degrees at the edge of the map, as a cell of the edge does.
        const box: BBox = [west, south < -85 ? -90 : south, east, north > 85 ? 90 : north]
        expect(index.getClusters(box, 5)).toHaveLength(properties.count)
      }
    }
    const sum = (some: readonly { readonly count: number }[]) =>
      some.reduce((all, { count }) => all + count, 0)
    for (const zoom of [0, 1, 2]) {
      const { features } = await db.map.clusters({ bounds: [-180, -90, 180, 90], zoom })
      const theirs = index.getClusters([-180, -90, 180, 90], zoom).map(({ properties }) => ({
        count: 'point_count' in properties ? Number(properties.point_count) : 1,
      }))
      expect(sum(features.map(({ properties }) => properties))).toBe(sum(theirs))
    }
  })

  it('have a sample each if asked for, a product of the cell', async () => {
    for (const [bounds, zoom] of views) {
      for (const category of [undefined, 'books'] as const) {
        const { features } = await db.map.clusters({ bounds, zoom, category, withSamples: true })
        const size = 2 ** (Math.floor(zoom) + 2)
        for (const { id, properties } of features) {
          const product = listed[ids.indexOf(properties.sampleId ?? '')]
          const [x = 0, y = 0] = product?.place ?? []
          expect(id).toBe(`${Math.log2(size)}/${Math.floor(column(x) * size)}/${Math.floor(row(y) * size)}`)
          if (category !== undefined) expect(product?.category).toBe(category)
        }
      }
    }
  })

  it('are never more than 640, whatever the view', async () => {
    const { features } = await db.map.clusters({ bounds: [-180, -90, 180, 90], zoom: 22 })
    expect(features.length).toBeGreaterThan(20)
    expect(features.length).toBeLessThanOrEqual(640)
    expect(features.reduce((sum, { properties }) => sum + properties.count, 0)).toBe(listed.length)
  })

  it.each(bothWays(db))('are the same on %s', async (_, on) => {
    const { features } = await on(({ map }) => map.clusters({ bounds: [-180, -90, 180, 90], zoom: 0 }))
    expect(features.length).toBe(counted([-180, -90, 180, 90], 2).size)
  })

  it.each<[string, unknown]>([
    ['bounds', { zoom: 1 }],
    ['bounds', { bounds: [0, 1, 1, 0], zoom: 1 }],
    ['zoom', { bounds: [0, 0, 1, 1] }],
    ['zoom', { bounds: [0, 0, 1, 1], zoom: 23 }],
    ['zoom', { bounds: [0, 0, 1, 1], zoom: -0.5 }],
    ['category', { bounds: [0, 0, 1, 1], zoom: 1, category: 'shoes' }],
    ['withSamples', { bounds: [0, 0, 1, 1], zoom: 1, withSamples: 1 }],
    ['limit', { bounds: [0, 0, 1, 1], zoom: 1, limit: 1 }],
  ])('name %s in %o', async (field, input) => {
    const error = await rejection(db.map.clusters(input as never), InvalidInputError)
    expect(error.field).toBe(field)
  })
})

describe('the cells of the map', () => {
  const bounds: BBox = [-50.2, -20.2, -50, -20]
  const countAt = async (zoom: number, category?: Category) => {
    const { features } = await db.map.clusters({ bounds, zoom, category })
    return features.reduce((sum, { properties }) => sum + properties.count, 0)
  }
  const sample = () =>
    sampleProduct(sellerId, {
      category: 'books',
      location: { type: 'Point', coordinates: [-50.1 + random() / 20, -20.1 + random() / 20] },
    })
  const drifted = async () => (await db.recount({ counters: ['map.cells'] }))[0]?.drifted

  it('follow what is written, once maintenance has run', async () => {
    const before = await countAt(9)
    const [one = '', two = '', three = ''] = await db.products.createMany([sample(), sample(), sample()])
    expect(await countAt(9)).toBe(before)
    await fold()
    expect(await countAt(9)).toBe(before + 3)
    expect(await countAt(9, 'books')).toBe(before + 3)
    await db.products.markSold({ productId: one, sellerId })
    await db.products.update({ productId: two, sellerId, patch: { category: 'sneakers' } })
    await db.products.update({ productId: three, sellerId, patch: { location: [-90, -20], title: 'Moved' } })
    await fold()
    expect([await countAt(9), await countAt(9, 'books'), await countAt(9, 'sneakers')]).toEqual([
      before + 1,
      before,
      1,
    ])
    await db.products.markAvailable({ productId: one, sellerId })
    await db.products.delete({ productId: two, sellerId })
    await db.products.update({ productId: three, sellerId, patch: { location: null } })
    await fold()
    expect([await countAt(9), await countAt(9, 'books')]).toEqual([before + 1, before + 1])
    expect(await drifted()).toBe(0)
    await db.products.delete({ productId: one, sellerId })
    await fold()
    expect(await countAt(9)).toBe(before)
    expect(await drifted()).toBe(0)
  })

  it('are not queued for an update of something else', async () => {
    const { id: productId } = await db.products.create(sample())
    await fold()
    await db.products.update({ productId, sellerId, patch: { title: 'Other', priceMinor: 3_000 } })
    await db.products.addCounts([{ productId, views: 3 }])
    expect((await fold()).tasks[0]).toMatchObject({ changed: 0 })
  })

  it('are the same while changes wait, if they are counted again', async () => {
    await db.products.create(sample())
    expect(await drifted()).toBe(0)
    await fold()
    expect(await drifted()).toBe(0)
  })

  it('are repaired by a recount, with changes that wait', async () => {
    await db.products.create(sample())
    await fold()
    const [right, world] = [await countAt(9), await countAt(0)]
    await db.execute(
      query<undefined, object>(
        'update map_cells set product_count = product_count + 3, sum_x = 0 where level = 11',
      ),
    )
    await db.execute(query<undefined, object>('delete from map_cells where level = 2'))
    await db.execute(query<undefined, object>(`insert into map_cells values (11, '', 3, 3, 7, 1, 1, 1, 1)`))
    await db.products.create(sample())
    expect(await drifted()).toBeGreaterThan(3)
    expect([await countAt(9), await countAt(0)]).toEqual([right, world])
    await fold()
    expect(await countAt(9)).toBe(right + 1)
    expect(await drifted()).toBe(0)
  })

  it.each([
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ])('are the same if changes are folded in the order %d, %d, %d', async (...order) => {
    await fold()
    const location = { type: 'Point', coordinates: [20.0001, -40.0001] } as const
    const beside = { type: 'Point', coordinates: [20.0002, -40.0002] } as const
    const [stays = '', goes = ''] = await db.products.createMany([
      sampleProduct(sellerId, { category: 'books', location }),
      sampleProduct(sellerId, { category: 'books', location: beside }),
    ])
    await db.products.delete({ productId: goes, sellerId })
    const changes = await db.many(
      query<undefined, { readonly id: string }>(
        `select id from map_changes order by product_id <> '${stays}', change desc`,
      ),
    )
    expect(changes).toHaveLength(3)
    for (const [index, { id }] of changes.entries()) {
      const place = order.indexOf(index)
      await db.execute(
        query<undefined, object>(
          `update map_changes set id = '00000000-0000-7000-8000-00000000000${place}' where id = '${id}'`,
        ),
      )
    }
    for (let left = 2; left >= 0; left--) {
      expect(await db.map.foldChanges({ limit: 1 })).toBe(1)
      expect(await drifted()).toBe(0)
    }
    for (const category of [undefined, 'books'] as const) {
      const { features } = await db.map.clusters({
        bounds: [20, -40.001, 20.001, -40],
        zoom: 14,
        category,
      })
      expect(features).toMatchObject([{ properties: { count: 1, productId: stays } }])
      const [x = 0, y = 0] = features[0]?.geometry.coordinates ?? []
      expect([x, y]).toEqual([expect.closeTo(20.0001, 6), expect.closeTo(-40.0001, 6)])
    }
    await db.products.delete({ productId: stays, sellerId })
    await fold()
  })

  it('take in a change that is committed after later ones were folded', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    await fold()
    const before = await countAt(9)
    await db.transaction(async (tx) => {
      await tx.products.create(sample())
      await db.products.create(sample())
      expect((await fold()).tasks[0]).toMatchObject({ changed: 1 })
      expect(await countAt(9)).toBe(before + 1)
    })
    expect((await fold()).tasks[0]).toMatchObject({ changed: 1 })
    expect(await countAt(9)).toBe(before + 2)
    expect(await drifted()).toBe(0)
  })

  it('are counted again for however long that takes', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nobody can hold it up')
    const hasty = createDatabase({ url: test.url, statementTimeoutMs: 250, applicationName: 'hasty' })
    const waitsForLong = reading<undefined, { readonly count: number }>(
      `select count(*)::integer from pg_stat_activity
      where datname = current_database() and application_name = 'hasty' and wait_event_type = 'Lock'
        and clock_timestamp() - query_start > interval '1 second'`,
    )
    const ended = new AbortController()
    const recounted = db.transaction(async (tx) => {
      await tx.execute(query<undefined, object>('lock table map_changes in access exclusive mode'))
      const work = hasty.recount({ counters: ['map.cells'] })
      work.catch(() => ended.abort())
      while (!ended.signal.aborted && (await db.one(waitsForLong)).count === 0) await setTimeout(20)
      return { work }
    })
    expect(await (await recounted).work).toMatchObject([{ counter: 'map.cells', drifted: 0 }])
    await hasty.close()
  })

  it('lose and double nothing while several sessions write, fold and count again', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    const others = Array.from({ length: 3 }, () => createDatabase({ url: test.url }))
    const write = async () => {
      for (let n = 0; n < 12; n++) {
        const [one = '', two = ''] = await db.products.createMany([sample(), sample()])
        await db.products.update({ productId: one, sellerId, patch: { location: [-50.1, -20.1] } })
        await db.products.markSold({ productId: two, sellerId })
      }
    }
    const keep = others.map(async (other, index) => {
      for (let n = 0; n < 12; n++) {
        const { tasks } = await other.maintain({ tasks: ['map.cells'], batchRows: 3 })
        expect(tasks[0]?.error).toBeNull()
        if (index === 0) await other.recount({ counters: ['map.cells'] })
      }
    })
    await Promise.all([write(), write(), write(), ...keep])
    await Promise.all(others.map((other) => other.close()))
    await fold()
    expect(await drifted()).toBe(0)
    const negative = query<undefined, { readonly cells: number }>(
      'select count(*)::integer as cells from map_cells where product_count <= 0',
    )
    expect(await db.one(negative)).toEqual({ cells: 0 })
    const { features } = await db.map.clusters({ bounds: [-180, -90, 180, 90], zoom: 0 })
    const onSale = query<undefined, { readonly count: number }>(
      'select count(*)::integer from products where is_available and place is not null',
    )
    expect(features.reduce((sum, { properties }) => sum + properties.count, 0)).toBe(
      (await db.one(onSale)).count,
    )
  })

  it('beyond 4,000 products in a street are those of zoom 14', async () => {
    await db.execute(
      query<{ readonly seller: string }, object>(
        `insert into products (seller_id, title, price_minor, category, condition, location)
        select :seller!::uuid, 'Lamp', 100, 'books', 'good', st_point(-10.0001, -10.0001)::geography
        from generate_series(1, 4000)`,
      ),
      { seller: sellerId },
    )
    await db.maintain({ tasks: ['map.cells'], batchRows: 1_000 })
    const view = { bounds: [-10.001, -10.001, -10, -10] as BBox, zoom: 18 }
    const { features } = await db.map.clusters(view)
    expect(features).toMatchObject([{ properties: { count: 4_000 } }])
    expect(String(features[0]?.id)).toMatch(/^16\//)
    await db.execute(
      query<undefined, object>(
        `delete from products where title = 'Lamp' and ctid in (select ctid from products where title = 'Lamp' limit 1)`,
      ),
    )
    expect(String((await db.map.clusters(view)).features[0]?.id)).toMatch(/^20\//)
  })

  it('go with all products', async () => {
    await db.execute(query<undefined, object>('truncate products cascade'))
    expect((await db.map.clusters({ bounds: [-180, -90, 180, 90], zoom: 0 })).features).toEqual([])
    expect((await fold()).tasks[0]).toMatchObject({ changed: 0 })
    expect(await drifted()).toBe(0)
  })
})
