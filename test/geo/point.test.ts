import { fc } from '../setup/fast-check.js'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { parseFeatureCollection } from '../../src/geo/parse-feature-collection.js'
import { parsePoint, type PointInput } from '../../src/geo/point.js'
import { parsePosition } from '../../src/geo/position.js'
import { refusal } from '../setup/refusal.js'
import { anyPosition } from '../setup/arbitrary-geometry.js'

const dubai = { type: 'Point', coordinates: [55.2708, 25.2048] } as const

describe('parsePosition', () => {
  it('reads every position on the globe', () => {
    fc.assert(
      fc.property(anyPosition, ([longitude, latitude]) => {
        // A negative zero is zero, and the antimeridian has one name.
        const read = [longitude === -180 ? 180 : longitude + 0, latitude + 0]
        expect(parsePosition([longitude, latitude], 'near')).toStrictEqual(read)
      }),
    )
  })

  it('leaves out an altitude, but checks it', () => {
    expect(parsePosition([55.2708, 25.2048, 12.5], 'near')).toStrictEqual([55.2708, 25.2048])
    for (const altitude of [NaN, Infinity, '12', null, undefined]) {
      expect(refusal(() => parsePosition([55.2708, 25.2048, altitude], 'near')).field).toBe('near[2]')
    }
  })

  it('reads the edges of the globe, the antimeridian by one name, and a negative zero as zero', () => {
    expect(parsePosition([-180, -90], 'near')).toStrictEqual([180, -90])
    expect(parsePosition([180, 90], 'near')).toStrictEqual([180, 90])
    expect(parsePosition([-0, -0], 'near')).toStrictEqual([0, 0])
  })

  it('refuses a latitude of 91, and says which number comes first', () => {
    const error = refusal(() => parsePosition([25.2048, 91], 'near'))
    expect(error.field).toBe('near[1]')
    expect(error.message).toBe(
      'near[1]: must be a latitude, a number from -90 to 90; the order is longitude, latitude',
    )
  })

  it.each([
    ['a longitude of 180.0000001', [180.0000001, 0], 'near[0]'],
    ['NaN', [NaN, 0], 'near[0]'],
    ['an infinite latitude', [0, -Infinity], 'near[1]'],
    ['a number in a string', ['55.27', 25.2], 'near[0]'],
    ['a bigint', [55n, 25], 'near[0]'],
    ['a Number object', [Object(55), 25], 'near[0]'],
    ['null', [null, null], 'near[0]'],
    ['a hole', new Array(2), 'near[0]'],
    ['one number', [55.27], 'near'],
    ['four numbers', [55.27, 25.2, 0, 0], 'near'],
    ['no numbers', [], 'near'],
    ['a typed array', Float64Array.of(55.27, 25.2), 'near'],
    ['an array-like object', { 0: 55.27, 1: 25.2, length: 2 }, 'near'],
    ['a string', '55.27,25.2', 'near'],
    ['nothing', undefined, 'near'],
  ])('refuses %s', (_, value, field) => {
    expect(refusal(() => parsePosition(value, 'near')).field).toBe(field)
  })
})

describe('parsePoint', () => {
  it('reads a point, a feature of one and a bare position alike', () => {
    const inputs: readonly PointInput[] = [
      dubai,
      { type: 'Feature', geometry: dubai },
      [55.2708, 25.2048],
      [55.2708, 25.2048, 3],
    ]
    for (const input of inputs) expect(parsePoint(input, 'location')).toStrictEqual(dubai)
  })

  it('accepts the types that other GeoJSON packages give', () => {
    interface OthersPoint {
      type: 'Point'
      coordinates: number[]
      bbox?: [number, number, number, number]
    }
    expectTypeOf<OthersPoint>().toExtend<PointInput>()
    expectTypeOf<{ type: 'Feature'; geometry: OthersPoint; properties: null }>().toExtend<PointInput>()
  })

  it('leaves out other members', () => {
    const point = { ...dubai, bbox: [0, 0, 0, 0], accuracy: 5 }
    expect(parsePoint({ type: 'Feature', geometry: point, properties: { a: 1 } }, 'location')).toStrictEqual(
      dubai,
    )
  })

  it('accepts a crs that is WGS 84 and refuses any other', () => {
    const named = (name: string) => ({ ...dubai, crs: { type: 'name', properties: { name } } })
    expect(parsePoint(named('urn:ogc:def:crs:OGC:1.3:CRS84'), 'location')).toStrictEqual(dubai)
    expect(parsePoint(named('urn:ogc:def:crs:EPSG::4326'), 'location')).toStrictEqual(dubai)
    expect(parsePoint({ ...dubai, crs: null }, 'location')).toStrictEqual(dubai)
    expect(refusal(() => parsePoint(named('EPSG:3857'), 'location')).field).toBe('location.crs')
    expect(refusal(() => parsePoint({ ...dubai, crs: 3857 }, 'location')).field).toBe('location.crs')
  })

  it.each([
    ['a latitude of 91', { type: 'Point', coordinates: [55, 91] }, 'location.coordinates[1]'],
    ['no coordinates', { type: 'Point' }, 'location.coordinates'],
    ['an empty point', { type: 'Point', coordinates: [] }, 'location.coordinates'],
    ['the names that browsers use', { latitude: 25.2, longitude: 55.27 }, 'location'],
    ['a line', { type: 'LineString', coordinates: [[55, 25]] }, 'location'],
    ['a feature without a place', { type: 'Feature', geometry: null }, 'location'],
    [
      'a feature off the globe',
      { type: 'Feature', geometry: { type: 'Point', coordinates: [181, 0] } },
      'location.geometry.coordinates[0]',
    ],
    ['null', null, 'location'],
  ])('refuses %s', (_, value, field) => {
    expect(refusal(() => parsePoint(value, 'location')).field).toBe(field)
  })
})

describe('parseFeatureCollection', () => {
  it('reads the features, with their ids and properties, and those without a place', () => {
    const features = [
      { type: 'Feature', id: 'a', geometry: dubai, properties: { title: 'Sneakers' } },
      { type: 'Feature', geometry: null, properties: null },
    ]
    const collection = { type: 'FeatureCollection', bbox: [0, 0, 1, 1], features }
    expect(parseFeatureCollection(collection, 'places')).toStrictEqual({
      type: 'FeatureCollection',
      features,
    })
  })

  it('names the feature that is wrong', () => {
    const wrong = (feature: unknown) =>
      refusal(() =>
        parseFeatureCollection(
          { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: null }, feature] },
          'places',
        ),
      ).field
    expect(wrong({ type: 'Feature', geometry: { type: 'Point', coordinates: [0, 91] } })).toBe(
      'places.features[1].geometry.coordinates[1]',
    )
    expect(wrong({ type: 'Feature', geometry: null, properties: [] })).toBe('places.features[1].properties')
    expect(wrong({ type: 'Feature', geometry: null, id: {} })).toBe('places.features[1].id')
    expect(wrong({ type: 'Feature' })).toBe('places.features[1].geometry')
    expect(wrong(dubai)).toBe('places.features[1]')
  })

  it('refuses what is not a collection', () => {
    expect(refusal(() => parseFeatureCollection(dubai, 'places')).field).toBe('places')
    expect(refusal(() => parseFeatureCollection({ type: 'FeatureCollection' }, 'places')).field).toBe(
      'places.features',
    )
  })
})
