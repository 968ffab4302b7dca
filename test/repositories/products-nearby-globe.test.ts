import { beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { Position } from '../../src/geo/geojson.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
await showExactPlaces(db)
const { id: seller } = await db.users.create(sampleUser())
const wholeEarth = 20_037_508

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from products'))
})

async function put(...places: readonly Position[]): Promise<void> {
  const listings = places.map((coordinates) =>
    sampleProduct(seller, { location: { type: 'Point', coordinates } }),
  )
  await db.products.createMany(listings)
}

async function distancesFrom(near: Position, radiusMetres = wholeEarth): Promise<readonly number[]> {
  const { items } = await db.products.nearby({ near, radiusMetres, limit: 100 })
  return items.map(({ distanceMetres }) => distanceMetres)
}

describe('the distance of nearby', () => {
  // The geodesic of WGS 84; figures of GeographicLib's GeodSolve 2.
  it.each<[string, Position, Position, number]>([
    ['from JFK to LHR', [-73.8, 40.6], [-0.5, 51.6], 5_551_759.4],
    ['a degree along the equator', [10, 0], [11, 0], 111_319.490793],
    ['from the equator to the pole', [10, 0], [10, 90], 10_001_965.729],
    ['from pole to pole', [0, -90], [0, 90], 20_003_931.459],
  ])('is the geodesic %s, to the millimetre', async (_, from, to, metres) => {
    await put(to)
    const [distance = NaN] = await distancesFrom(from)
    expect(Math.abs(distance - metres)).toBeLessThan(0.001)
    const [there = NaN] = await distancesFrom(from, metres + 0.01)
    expect(there).toBe(distance)
    expect(await distancesFrom(from, metres - 0.01)).toEqual([])
  })

  it('is zero at the very place, also within the least radius there is', async () => {
    await put([55.2708, 25.2048], [55.2709, 25.2048])
    for (const radiusMetres of [Number.MIN_VALUE, 1e-9, 0.5]) {
      expect(await distancesFrom([55.2708, 25.2048], radiusMetres)).toEqual([0])
    }
  })

  it('does not care for the longitude at a pole', async () => {
    await put([0, 90], [-180, 90], [77.5, 90], [12, -90])
    expect(await distancesFrom([-33, 90], 1)).toEqual([0, 0, 0])
    expect(await distancesFrom([155, -90], 1)).toEqual([0])
  })

  it('goes the short way over the pole', async () => {
    await put([0, 89.99])
    const [distance = NaN] = await distancesFrom([180, 89.99], 3_000)
    expect(distance).toBeGreaterThan(2_230)
    expect(distance).toBeLessThan(2_240)
  })

  it('goes the short way over the antimeridian, and takes both its names for one line', async () => {
    await put([179.999, 10], [-179.999, 10], [180, 10], [-180, 10])
    for (const longitude of [180, -180]) {
      const distances = await distancesFrom([longitude, 10], 1_000)
      expect(distances).toHaveLength(4)
      expect(distances.slice(0, 2)).toEqual([0, 0])
      expect(Math.max(...distances)).toBeLessThan(110)
    }
  })

  // Where one of the axes of PostGIS's index is zero, its boxes are smaller than the noise of a distance.
  it('finds what lies within micrometres of the origin, also where the index is finest', async () => {
    const noise = [0, 1e-16, -3e-15, 2e-13, -5e-12, 7e-11]
    const corners: Position[] = [
      [0, 0],
      [0, 51.5],
      [-90, 30],
      [90, -20],
      [55.27, 0],
      [180, -16.8],
      [-180, -16.8],
    ]
    for (const [longitude, latitude] of corners) {
      const inward = longitude > 0 ? -1 : 1
      const places = noise.map((by): Position => [longitude + inward * Math.abs(by), latitude + by])
      await put(...places)
      for (const place of places) {
        const distances = await distancesFrom(place, 1)
        expect(distances.length % places.length).toBe(0)
        expect(Math.max(...distances)).toBeLessThan(0.001)
      }
    }
  })

  it('finds everything within half the Earth, the antipode too', async () => {
    const corners: Position[] = [
      [-124.7292, -25.2048],
      [0, 90],
      [0, -90],
      [180, 0],
      [-180, 90],
      [-90, 0],
      [55.2708, 25.2048],
    ]
    await put(...corners)
    const distances = await distancesFrom([55.2708, 25.2048])
    expect(distances).toHaveLength(corners.length)
    expect(Math.max(...distances)).toBeLessThan(20_003_932)
    expect(Math.max(...distances)).toBeGreaterThan(20_000_000)
  })
})

describe('what nearby refuses', () => {
  it.each<[string, unknown]>([
    ['near', { radiusMetres: 1 }],
    ['near', { near: 'Dubai', radiusMetres: 1 }],
    ['near[1]', { near: [25, 91], radiusMetres: 1 }],
    ['near[0]', { near: [-180.00001, 0], radiusMetres: 1 }],
    ['near[1]', { near: [0, NaN], radiusMetres: 1 }],
    ['near[0]', { near: [Infinity, 0], radiusMetres: 1 }],
    ['near[0]', { near: ['55', 25], radiusMetres: 1 }],
    ['near', { near: [55], radiusMetres: 1 }],
    ['near.coordinates', { near: { type: 'Point', coordinates: [] }, radiusMetres: 1 }],
    ['near', { near: { type: 'LineString', coordinates: [] }, radiusMetres: 1 }],
    ['radiusMetres', { near: [0, 0] }],
    ['radiusMetres', { near: [0, 0], radiusMetres: 0 }],
    ['radiusMetres', { near: [0, 0], radiusMetres: -1 }],
    ['radiusMetres', { near: [0, 0], radiusMetres: NaN }],
    ['radiusMetres', { near: [0, 0], radiusMetres: Infinity }],
    ['radiusMetres', { near: [0, 0], radiusMetres: 20_037_509 }],
    ['radiusMetres', { near: [0, 0], radiusMetres: '5000' }],
    ['currency', { near: [0, 0], radiusMetres: 1, minPriceMinor: 1 }],
    ['currency', { near: [0, 0], radiusMetres: 1, maxPriceMinor: 1 }],
    ['currency', { near: [0, 0], radiusMetres: 1, currency: 'aed' }],
    ['minPriceMinor', { near: [0, 0], radiusMetres: 1, currency: 'AED', minPriceMinor: -1 }],
    ['maxPriceMinor', { near: [0, 0], radiusMetres: 1, currency: 'AED', maxPriceMinor: 1.5 }],
    ['category', { near: [0, 0], radiusMetres: 1, category: 'shoes' }],
    ['condition', { near: [0, 0], radiusMetres: 1, condition: null }],
    ['feedType', { near: [0, 0], radiusMetres: 1, feedType: 'Discover' }],
    ['limit', { near: [0, 0], radiusMetres: 1, limit: 0 }],
    ['limit', { near: [0, 0], radiusMetres: 1, limit: 101 }],
    ['limit', { near: [0, 0], radiusMetres: 1, limit: 1.5 }],
    ['limit', { near: [0, 0], radiusMetres: 1, limit: null }],
    ['radius', { near: [0, 0], radiusMetres: 1, radius: 1 }],
    ['input', null],
    ['input', undefined],
    ['input', [0, 0]],
    ['input', new Map([['near', [0, 0]]])],
  ])('names %s in %o', async (field, input) => {
    const error = await rejection(db.products.nearby(input as never), InvalidInputError)
    expect(error.field).toBe(field)
  })
})
