/**
 * An attack on a home by whatever the public is told of a listing or a person: who is within, in what order, how far, and where a page ends.
 * Each way is exact to a metre, and finds the public place. The home is 230 m or more from that.
 */

// Thorough: attacks the places of sellers by thousands of searches.

import { beforeAll, describe, expect, it } from 'vitest'
import type { Position } from '../../src/geo/geojson.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'
import { geodesicMetres } from '../setup/geodesic-metres.js'

const { db } = await openMarket()
const home: Position = [55.2708, 25.2048]
let target: string
let person: string
let stream: string
let shown: Position
/** The public place of something of the attacker's own, to compare with. */
let decoy: Position

beforeAll(async () => {
  const [owner = '', attacker = ''] = await db.users.createMany([
    sampleUser({ location: home }),
    sampleUser(),
  ])
  const { id, publicLocation } = await db.products.create(
    sampleProduct(owner, { title: 'Lamp', location: home }),
  )
  target = id
  person = owner
  stream = (await db.streams.create(sampleStream(owner))).id
  await db.streams.goLive({ streamId: stream, userId: owner })
  shown = publicLocation?.coordinates ?? expect.fail('there is no public place')
  const other = await db.products.create(sampleProduct(attacker, { title: 'Rug', location: [55.6, 25.4] }))
  decoy = other.publicLocation?.coordinates ?? expect.fail('there is no public place')
})

/** Finds where an answer changes from no to yes, between two numbers. */
async function edge(low: number, high: number, isYes: (at: number) => Promise<boolean>): Promise<number> {
  expect([await isYes(low), await isYes(high)]).toEqual([false, true])
  let [no, yes] = [low, high]
  for (let step = 0; step < 34; step++) {
    const middle = (no + yes) / 2
    if (await isYes(middle)) yes = middle
    else no = middle
  }
  return yes
}

/** Three places around, of which distances give a place away. */
const origins: readonly Position[] = [
  [55.2308, 25.1848],
  [55.3208, 25.1948],
  [55.2608, 25.2548],
]

/** Finds the place that has these distances from some places, by going downhill. */
function placeAt(from: readonly Position[], distances: readonly number[]): Position {
  const error = (place: Position) =>
    from.reduce((sum, origin, n) => sum + (geodesicMetres(origin, place) - (distances[n] ?? NaN)) ** 2, 0)
  let place: Position = [55.27, 25.2]
  for (let step = 0.01; step > 1e-8;) {
    const [x, y] = place
    const around: readonly Position[] = [
      [x + step, y],
      [x - step, y],
      [x, y + step],
      [x, y - step],
    ]
    const better = around.find((one) => error(one) < error(place))
    if (better === undefined) step /= 2
    else place = better
  }
  return place
}

function expectPublic(found: Position, withinMetres = 2) {
  expect(geodesicMetres(found, shown)).toBeLessThan(withinMetres)
  expect(geodesicMetres(found, home)).toBeGreaterThan(228 - withinMetres)
}

// The public place of the person and of their stream is that of their listing: the vector belongs to all.
const has = (items: readonly { readonly id: string }[], wanted = target) =>
  items.some(({ id }) => id === wanted)

describe('a home is not found', () => {
  it.each<[string, (near: Position, radiusMetres: number) => Promise<boolean>]>([
    [
      'products.nearby',
      async (near, radiusMetres) => has((await db.products.nearby({ near, radiusMetres })).items),
    ],
    [
      'users.nearby',
      async (near, radiusMetres) => has((await db.users.nearby({ near, radiusMetres })).items, person),
    ],
    [
      'products.search',
      async (near, radiusMetres) => has((await db.products.search({ near, radiusMetres })).items),
    ],
    [
      'products.search for words',
      async (near, radiusMetres) =>
        has((await db.products.search({ text: 'lamp', near, radiusMetres })).items),
    ],
    [
      'search.facetCounts',
      async (near, radiusMetres) =>
        (await db.search.facetCounts({ text: 'lamp', near, radiusMetres })).counted.count > 0,
    ],
    [
      'streams.nearby',
      async (near, radiusMetres) => has((await db.streams.nearby({ near, radiusMetres })).items, stream),
    ],
  ])('by the radius of %s', async (_, isWithin) => {
    const distances: number[] = []
    for (const near of origins) distances.push(await edge(1, 50_000, (metres) => isWithin(near, metres)))
    expectPublic(placeAt(origins, distances))
  })

  it.each<[string, (box: readonly [number, number, number, number]) => Promise<boolean>]>([
    ['products.search', async (box) => has((await db.products.search({ box })).items)],
    [
      'products.search for words',
      async (box) => has((await db.products.search({ text: 'lamp', box })).items),
    ],
    [
      'search.facetCounts',
      async (box) => (await db.search.facetCounts({ text: 'lamp', box })).counted.count > 0,
    ],
  ])('by the edges of a box of %s', async (_, isWithin) => {
    const longitude = await edge(55, 56, (east) => isWithin([55, 25, east, 26]))
    const latitude = await edge(25, 26, (north) => isWithin([55, 25, 56, north]))
    expectPublic([longitude, latitude])
  })

  it.each(['products.nearby', 'products.search'])('by the distances of %s', async (list) => {
    const distances: number[] = []
    for (const near of origins) {
      const input = { near, radiusMetres: 50_000 }
      const { items } =
        list === 'products.nearby'
          ? await db.products.nearby(input)
          : await db.products.search({ ...input, sort: 'nearest' })
      distances.push(items.find(({ id }) => id === target)?.distanceMetres ?? NaN)
    }
    expectPublic(placeAt(origins, distances))
  })

  it.each(['users', 'streams'] as const)('by the distances of %s.nearby', async (list) => {
    const wanted = list === 'users' ? person : stream
    const distances: number[] = []
    for (const near of origins) {
      const { items } = await db[list].nearby({ near, radiusMetres: 50_000 })
      distances.push(items.find(({ id }) => id === wanted)?.distanceMetres ?? NaN)
    }
    expectPublic(placeAt(origins, distances))
  })

  it.each(['products.nearby', 'products.search'])('by the order of %s', async (list) => {
    const firstFrom = async (near: Position) => {
      const input = { near, radiusMetres: 50_000 }
      const { items } =
        list === 'products.nearby'
          ? await db.products.nearby(input)
          : await db.products.search({ ...input, sort: 'nearest' })
      return items[0]
    }
    // Where the order changes, both are equally far, and the attacker knows how far the other one is.
    const flips: Position[] = []
    for (const latitude of [25.1, 25.3, 25.5]) {
      const longitude = await edge(55.65, 55.2, async (x) => (await firstFrom([x, latitude]))?.id === target)
      flips.push([longitude, latitude])
    }
    expectPublic(
      placeAt(
        flips,
        flips.map((at) => geodesicMetres(at, decoy)),
      ),
      100,
    )
  })

  it('by the cursors of products.search', async () => {
    const distances: number[] = []
    for (const near of origins) {
      const { items, nextCursor } = await db.products.search({ near, sort: 'nearest', limit: 1 })
      expect(has(items)).toBe(true)
      const position = /\[[^[]*\]$/.exec(Buffer.from(nextCursor ?? '', 'base64url').toString('latin1'))?.[0]
      const [distance] = JSON.parse(position ?? '[]') as readonly number[]
      distances.push(distance ?? NaN)
    }
    expectPublic(placeAt(origins, distances))
  })
})
