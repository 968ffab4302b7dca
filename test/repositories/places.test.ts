/** The public place of what has one, and those who see the exact one. */

import { beforeEach, describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '../../src/errors.js'
import type { BBox, Point, Position } from '../../src/geo/geojson.js'
import { newId } from '../../src/repositories/new-id.js'
import { bothWays } from '../setup/market/both-ways.js'
import { completedDeal } from '../setup/market/completed-deal.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { geodesicMetres } from '../setup/geodesic-metres.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()
const home: Position = [55.2708, 25.2048]

/** A place so many metres east and north of home. */
const at = (east: number, north: number): Position => [home[0] + east / 100_900, home[1] + north / 110_760]

let owner: string
beforeEach(async () => {
  owner = (await db.users.create(sampleUser())).id
})

async function list(location: Position): Promise<Position> {
  const { publicLocation } = await db.products.create(sampleProduct(owner, { location }))
  return publicLocation?.coordinates ?? expect.fail('there is no public place')
}

/** The vector from a place to what is shown of it: as close as a metre to be the same. */
const vector = (from: Position, to: Position) => [
  Math.round((to[0] - from[0]) * 100_900),
  Math.round((to[1] - from[1]) * 110_760),
]

describe('the public place', () => {
  it('is 230 to 500 m off in all directions, and each time of another owner', async () => {
    const shown: Position[] = []
    for (let n = 0; n < 60; n++) {
      const { publicLocation } = await db.users.create(sampleUser({ location: home }))
      shown.push(publicLocation?.coordinates ?? home)
    }
    const metres = shown.map((place) => geodesicMetres(home, place))
    expect(Math.min(...metres)).toBeGreaterThanOrEqual(229.999)
    expect(Math.max(...metres)).toBeLessThanOrEqual(500.001)
    const quarters = new Set(shown.map(([x, y]) => `${x > home[0]} ${y > home[1]}`))
    expect(quarters.size).toBe(4)
    expect(new Set(shown.map(String)).size).toBe(60)
  })

  it('of all that an owner has at one place is the same, whatever comes and goes', async () => {
    const shown = await list(home)
    await db.execute(query<undefined, object>('delete from products'))
    expect(await list(home)).toEqual(shown)
    const { publicLocation } = await db.users.setLocation({ userId: owner, location: home })
    expect(publicLocation?.coordinates).toEqual(shown)
    await db.products.createMany(Array.from({ length: 120 }, () => sampleProduct(owner, { location: home })))
    const { items } = await db.products.listBySeller({ sellerId: owner, limit: 100 })
    expect(new Set(items.map((item) => String(item.publicLocation?.coordinates)))).toEqual(
      new Set([String(shown)]),
    )
  })

  it('of a user is that of their first listing at home too', async () => {
    const { id, publicLocation } = await db.users.create(sampleUser({ location: home }))
    owner = id
    expect(vector(home, await list(home))).toEqual(vector(home, publicLocation?.coordinates ?? home))
  })

  it('moves with the true one by steps, and is drawn anew beyond a kilometre', async () => {
    const first = vector(home, await list(home))
    for (const [east, north] of [
      [300, 0],
      [600, 100],
      [-700, 600],
    ] as const) {
      const place = at(east, north)
      const [x = 0, y = 0] = vector(place, await list(place))
      expect(Math.hypot(x - (first[0] ?? 0), y - (first[1] ?? 0))).toBeLessThan(3)
    }
    const far = at(1_500, 0)
    expect(vector(far, await list(far))).not.toEqual(first)
    expect(vector(home, await list(home))).toEqual(first)
  })

  it('stays when other columns are updated, and cannot be written', async () => {
    const product = await db.products.create(sampleProduct(owner, { location: home }))
    const patched = await db.products.update({
      productId: product.id,
      sellerId: owner,
      patch: { title: 'Other', location: home },
    })
    expect(patched.publicLocation).toEqual(product.publicLocation)
    await db.execute(query<undefined, object>('update products set public_location = location'))
    await db.execute(query<undefined, object>('update users set public_location = location'))
    expect((await db.products.get(product.id)).publicLocation).toEqual(product.publicLocation)
    const emptied = await db.products.update({
      productId: product.id,
      sellerId: owner,
      patch: { location: null },
    })
    expect(emptied.publicLocation).toBeNull()
  })

  it.each([
    ['the date line', [180, 0]],
    ['the date line of the other side', [-179.9999, -16.5]],
    ['a pole', [0, 90]],
    ['the other pole', [77, -90]],
    ['the middle', [0, 0]],
  ] as const)('is as far off at %s', async (_, place) => {
    const shown = await list([...place])
    expect(geodesicMetres([...place], shown)).toBeGreaterThan(229.9)
    expect(geodesicMetres([...place], shown)).toBeLessThan(500.1)
  })

  it('is drawn once, however many write at once', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
    for (let round = 0; round < 5; round++) {
      owner = (await db.users.create(sampleUser())).id
      const all = await Promise.all(Array.from({ length: 8 }, () => list(at(round * 3_000, 0))))
      expect(new Set(all.map(String)).size).toBe(1)
    }
  })

  it('of somebody who does not exist is none: the row is refused as ever', async () => {
    owner = newId()
    expect(await rejection(list(home), NotFoundError)).toMatchObject({ table: 'users' })
  })
})

describe.each(bothWays(db))('the exact place on %s', (_, on) => {
  it('of a user is for the user', async () => {
    const { id } = await db.users.create(sampleUser({ location: home }))
    expect(await on(({ users }) => users.getExactLocation({ userId: id }))).toEqual({
      type: 'Point',
      coordinates: home,
    })
    expect(await on(({ users }) => users.getExactLocation({ userId: owner }))).toBeNull()
    expect(
      await rejection(
        on(({ users }) => users.getExactLocation({ userId: newId() })),
        NotFoundError,
      ),
    ).toMatchObject({ table: 'users' })
  })

  it('of a product is for its seller, who has paid for it, and administrators', async () => {
    const { productId, sellerId, buyerId } = await completedDeal(db)
    const location: Point = { type: 'Point', coordinates: home }
    await db.products.update({ productId, sellerId, patch: { location } })
    const admin = await makeAdmin(db)
    const ask = (userId: string) => on(({ products }) => products.getExactLocation({ productId, userId }))
    for (const userId of [sellerId, buyerId, admin.id]) expect(await ask(userId)).toEqual(location)
    for (const userId of [owner, newId()]) {
      expect(await rejection(ask(userId), ForbiddenError)).toMatchObject({ rule: 'not_the_owner' })
    }
    const { id: waiting } = await db.products.create(sampleProduct(sellerId, { location }))
    await db.payments.open({
      productId: waiting,
      buyerId: owner,
      feeBasisPoints: { discover: 1_000, community: 500 },
    })
    const tooSoon = on(({ products }) => products.getExactLocation({ productId: waiting, userId: owner }))
    expect(await rejection(tooSoon, ForbiddenError)).toMatchObject({ rule: 'not_the_owner' })
    await expect(
      on(({ products }) => products.getExactLocation({ productId: newId(), userId: owner })),
    ).rejects.toThrow(NotFoundError)
  })
})

/** Attacks of somebody who may call all that is public, as often as they like. */
describe('an attack on a home', () => {
  it('by radii from three places finds the public place, and nothing nearer', async () => {
    const { id } = await db.products.create(sampleProduct(owner, { location: home, category: 'electronics' }))
    const isWithin = async (near: Position, radiusMetres: number) => {
      const { items } = await db.products.nearby({ near, radiusMetres, category: 'electronics', limit: 100 })
      return items.some((item) => item.id === id)
    }
    const measured: number[] = []
    const posts = [at(-3_000, 0), at(3_000, 0), at(0, 3_000)] as const
    for (const post of posts) {
      let [low, high] = [0, 10_000]
      for (let step = 0; step < 30; step++) {
        const middle = (low + high) / 2
        if (await isWithin(post, middle)) high = middle
        else low = middle
      }
      measured.push(high)
    }
    // The place whose distances these are: a walk downhill over the square around home.
    let guess = home
    for (let size = 3_000; size > 0.01; size /= 1.5) {
      const around = [-1, 0, 1].flatMap((x) =>
        [-1, 0, 1].map((y): Position => [guess[0] + (x * size) / 100_900, guess[1] + (y * size) / 110_760]),
      )
      const error = (place: Position) =>
        posts.reduce((sum, post, n) => sum + (geodesicMetres(post, place) - (measured[n] ?? 0)) ** 2, 0)
      guess = around.reduce((best, place) => (error(place) < error(best) ? place : best), guess)
    }
    const shown = (await db.products.get(id)).publicLocation?.coordinates ?? home
    expect(geodesicMetres(guess, shown)).toBeLessThan(1)
    expect(geodesicMetres(guess, home)).toBeGreaterThan(225)
  })

  it('by the edges of boxes on the map finds the public place, and nothing nearer', async () => {
    const { id } = await db.products.create(sampleProduct(owner, { location: home, category: 'beauty' }))
    const isWithin = async (bounds: BBox) => {
      const { items } = await db.map.products({ bounds, category: 'beauty', limit: 100 })
      return items.some((item) => item.id === id)
    }
    /** Moves an edge until the product is just within. */
    const edge = async (from: number, to: number, boundsOf: (degrees: number) => BBox) => {
      let [without, within] = [from, to]
      for (let step = 0; step < 45; step++) {
        const middle = (without + within) / 2
        if (await isWithin(boundsOf(middle))) within = middle
        else without = middle
      }
      return within
    }
    const [x, y] = home
    const guess: Position = [
      await edge(x + 1, x - 1, (west) => [west, y - 1, x + 1, y + 1]),
      await edge(y + 1, y - 1, (south) => [x - 1, south, x + 1, y + 1]),
    ]
    const shown = (await db.products.get(id)).publicLocation?.coordinates ?? home
    expect(geodesicMetres(guess, shown)).toBeLessThan(0.001)
    expect(geodesicMetres(guess, home)).toBeGreaterThan(225)
  })

  it('by the middles of clusters finds the public place, and nothing nearer', async () => {
    const { id } = await db.products.create(sampleProduct(owner, { location: home, category: 'furniture' }))
    await db.maintain({ tasks: ['map.cells'] })
    const shown = (await db.products.get(id)).publicLocation?.coordinates ?? home
    const bounds: BBox = [home[0] - 0.01, home[1] - 0.01, home[0] + 0.01, home[1] + 0.01]
    for (const zoom of [2, 8, 14, 15, 17]) {
      const { features } = await db.map.clusters({ bounds, zoom, category: 'furniture' })
      const found = features.find(({ properties }) => properties.productId === id)
      expect(geodesicMetres(found?.geometry.coordinates ?? home, shown)).toBeLessThan(0.1)
      expect(geodesicMetres(found?.geometry.coordinates ?? home, home)).toBeGreaterThan(225)
    }
  })

  it('finds no exact place in what any list or row gives', async () => {
    const { id } = await db.products.create(sampleProduct(owner, { location: home, category: 'books' }))
    await db.users.setLocation({ userId: owner, location: home })
    const everything = JSON.stringify([
      await db.products.get(id),
      await db.products.listByIds([id]),
      await db.products.feed({ category: 'books' }),
      await db.products.nearby({ near: home, radiusMetres: 5_000 }),
      await db.products.listBySeller({ sellerId: owner }),
      await db.map.products({ bounds: [55, 25, 55.5, 25.5] }),
      await db.map.clusters({ bounds: [55, 25, 55.5, 25.5], zoom: 18 }),
      await db.users.getAccount(owner),
      await db.users.getProfile(owner),
    ])
    expect(everything).toContain('publicLocation')
    // A public place may begin with the digits of the exact one, and goes on.
    for (const degrees of home) expect(everything).not.toMatch(new RegExp(`${degrees}(?!\\d)`))
  })
})

describe('the vectors of an owner', () => {
  it('are forgotten when the account is erased', async () => {
    await list(home)
    const anchors = query<{ readonly owner: string }, { readonly count: number }>(
      'select count(*) from place_anchors where owner_id = :owner!::uuid',
    )
    expect(await db.one(anchors, { owner })).toEqual({ count: 1 })
    await db.users.erase({ userId: owner })
    expect(await db.one(anchors, { owner })).toEqual({ count: 0 })
  })
})
