import { fc } from '../setup/fast-check.js'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { boundingBox } from '../../src/geo/bounding-box.js'
import { toFeature, toFeatureCollection } from '../../src/geo/feature.js'
import type { Point } from '../../src/geo/geojson.js'
import { refusal } from '../setup/refusal.js'
import { anyPosition } from '../setup/arbitrary-geometry.js'

interface Listing {
  readonly id: string
  readonly title: string
  readonly location: Point | null
  readonly soldAt: Date | null
  readonly createdAt: Date
}

const point = (longitude: number, latitude: number): Point => ({
  type: 'Point',
  coordinates: [longitude, latitude],
})

const listing: Listing = {
  id: '0198c3a4-5b6c-7d8e-9f00-112233445566',
  title: 'Sneakers',
  location: point(55.2708, 25.2048),
  soldAt: null,
  createdAt: new Date('2026-11-23T02:19:00.123Z'),
}

describe('toFeature', () => {
  it('makes the id and the place members of their own, and a date a text', () => {
    expect(toFeature(listing)).toStrictEqual({
      type: 'Feature',
      id: listing.id,
      geometry: { type: 'Point', coordinates: [55.2708, 25.2048] },
      properties: { title: 'Sneakers', soldAt: null, createdAt: '2026-11-23T02:19:00.123Z' },
    })
  })

  it('keeps a column called __proto__ as a property like any other', () => {
    const row = JSON.parse(`{"id":"a","location":null,"__proto__":{"isAdmin":true}}`) as Listing
    const { properties } = toFeature(row)
    expect(Object.keys(properties)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype)
    expect(JSON.stringify(properties)).toBe('{"__proto__":{"isAdmin":true}}')
  })

  it('keeps a row whose place is not known', () => {
    expect(toFeature({ ...listing, location: null }).geometry).toBeNull()
  })

  it('gives away only the properties that are named', () => {
    expect(toFeature(listing, { properties: ['title'] }).properties).toStrictEqual({ title: 'Sneakers' })
    expect(toFeature(listing, { properties: [] }).properties).toStrictEqual({})
    expect(toFeature(listing, { properties: ['id', 'title'] }).properties).toStrictEqual({
      title: 'Sneakers',
    })
  })

  it('shows the public place of a row that has both, and neither as a property', () => {
    const row = { id: 1, publicLocation: point(1, 2), location: point(3, 4), title: 'x' }
    expect(toFeature(row)).toStrictEqual({
      type: 'Feature',
      id: 1,
      geometry: point(1, 2),
      properties: { title: 'x' },
    })
    expect(toFeatureCollection([row]).bbox).toEqual([1, 2, 1, 2])
  })

  it('types the geometry as the row does', () => {
    expectTypeOf(toFeature(listing).geometry).toEqualTypeOf<Point | null>()
    expectTypeOf(toFeature({ id: 1, location: point(1, 2) }).geometry).toEqualTypeOf<Point>()
  })

  it('types the properties', () => {
    expectTypeOf(toFeature(listing).properties).toEqualTypeOf<{
      readonly title: string
      readonly soldAt: string | null
      readonly createdAt: string
    }>()
    expectTypeOf(toFeature(listing, { properties: ['title'] }).properties).toEqualTypeOf<{
      readonly title: string
    }>()
  })
})

describe('toFeatureCollection', () => {
  it('keeps the order of the rows and boxes those that have a place', () => {
    const rows = [
      { id: 1, location: point(55.3, 25.2) },
      { id: 2, location: null },
      { id: 3, location: point(54.4, 24.5) },
    ]
    expect(toFeatureCollection(rows)).toStrictEqual({
      type: 'FeatureCollection',
      bbox: [54.4, 24.5, 55.3, 25.2],
      features: [
        { type: 'Feature', id: 1, geometry: point(55.3, 25.2), properties: {} },
        { type: 'Feature', id: 2, geometry: null, properties: {} },
        { type: 'Feature', id: 3, geometry: point(54.4, 24.5), properties: {} },
      ],
    })
  })

  it('has no box without a place', () => {
    expect(toFeatureCollection([])).toStrictEqual({ type: 'FeatureCollection', features: [] })
    expect(toFeatureCollection([{ id: 1, location: null }])).not.toHaveProperty('bbox')
  })

  it('says which row has a place off the globe', () => {
    const rows = [
      { id: 1, location: null },
      { id: 2, location: { type: 'Point' as const, coordinates: [25.2, 91] } },
    ]
    expect(refusal(() => toFeatureCollection(rows)).field).toBe('rows[1].location.coordinates[1]')
  })

  it('survives being written as JSON', () => {
    const collection = toFeatureCollection([listing])
    expect(JSON.parse(JSON.stringify(collection))).toStrictEqual(collection)
  })

  it('boxes as many rows as a country has places', () => {
    const rows = Array.from({ length: 200_000 }, (_, id) => ({ id, location: point(id / 2_000, 1) }))
    expect(toFeatureCollection(rows).bbox).toEqual([0, 1, 99.9995, 1])
  })
})

describe('boundingBox', () => {
  it('takes points that are read-only or of number arrays, and refuses those off the globe', () => {
    expect(boundingBox([{ type: 'Point', coordinates: [7, 5] } as const])).toEqual([7, 5, 7, 5])
    const coordinates: number[] = [7, 5, 80]
    expect(boundingBox([{ type: 'Point', coordinates }])).toEqual([7, 5, 7, 5])
    coordinates.length = 1
    const points = [point(0, 0), { type: 'Point' as const, coordinates }]
    expect(refusal(() => boundingBox(points)).field).toBe('points[1].coordinates')
  })

  it('crosses the antimeridian where that is narrower', () => {
    // Fiji, as in RFC 7946, 5.2.
    expect(boundingBox([point(177, -20), point(-178, -16)])).toEqual([177, -20, -178, -16])
    expect(boundingBox([point(-118, 34), point(139, 35)])).toEqual([139, 34, -118, 35])
    expect(boundingBox([point(0, 0), point(179, 0), point(-100, 0)])).toEqual([179, 0, 0, 0])
  })

  it('does not cross it where that is wider or as wide', () => {
    expect(boundingBox([point(-0.1, 51.5), point(55.3, 25.2)])).toEqual([-0.1, 25.2, 55.3, 51.5])
    expect(boundingBox([point(-90, 0), point(90, 0)])).toEqual([-90, 0, 90, 0])
  })

  it('is a point around one place', () => {
    expect(boundingBox([point(-180, 5)])).toEqual([-180, 5, -180, 5])
    expect(boundingBox([point(7, 5), point(7, 5)])).toEqual([7, 5, 7, 5])
  })

  it('goes all the way around where it reaches a pole', () => {
    expect(boundingBox([point(10, 80), point(20, 90)])).toEqual([-180, 80, 180, 90])
    expect(boundingBox([point(10, -90)])).toEqual([-180, -90, 180, -90])
  })

  it('holds every point and is no wider than any box that begins at one of them', () => {
    const eastward = (from: number, to: number) => (((to - from) % 360) + 360) % 360
    fc.assert(
      fc.property(fc.array(anyPosition, { minLength: 1, maxLength: 12 }), (positions) => {
        fc.pre(positions.every(([, latitude]) => Math.abs(latitude) < 90))
        const box = boundingBox(positions.map(([longitude, latitude]) => point(longitude, latitude)))
        if (box === undefined) throw new Error('there is no box')
        const [west, south, east, north] = box
        for (const [longitude, latitude] of positions) {
          expect(latitude >= south && latitude <= north).toBe(true)
          expect(
            west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east,
          ).toBe(true)
        }
        const widths = positions.map(([from]) => Math.max(...positions.map(([to]) => eastward(from, to))))
        expect(eastward(west, east)).toBeCloseTo(Math.min(...widths), 9)
      }),
    )
  })
})
