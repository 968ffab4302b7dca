import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { geometryCodec } from '../../src/geo/geometry-codec.js'
import { geometryToEwkb } from '../../src/geo/write-ewkb.js'
import { parseGeometry } from '../../src/geo/geometry.js'
import { refusal } from '../setup/refusal.js'
import { anyGeometry } from '../setup/arbitrary-geometry.js'

const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
]

describe('parseGeometry', () => {
  it('reads geometries of all types as they are', () => {
    fc.assert(
      fc.property(anyGeometry, (geometry) => {
        expect(parseGeometry(geometry, 'area')).toStrictEqual(geometry)
      }),
    )
  })

  it('leaves out members that GeoJSON does not define', () => {
    const polygon = { type: 'Polygon', coordinates: [square] }
    expect(parseGeometry({ ...polygon, bbox: [], name: 'Deira' }, 'area')).toStrictEqual(polygon)
  })

  it.each([
    ['a line of one position', { type: 'LineString', coordinates: [[0, 0]] }, 'area.coordinates'],
    ['a ring of three', { type: 'Polygon', coordinates: [square.slice(1)] }, 'area.coordinates[0]'],
    [
      'a ring that is not closed',
      { type: 'Polygon', coordinates: [square, [...square.slice(0, 3), [5, 5]]] },
      'area.coordinates[1]',
    ],
    [
      'a position off the globe, deep inside',
      { type: 'MultiPolygon', coordinates: [[square], [[...square.slice(0, 2), [0, 91], [0, 0]]]] },
      'area.coordinates[1][0][2][1]',
    ],
    [
      'altitudes at some positions',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1, 1],
        ],
      },
      'area',
    ],
    [
      'a wrong member of a collection',
      {
        type: 'GeometryCollection',
        geometries: [{ type: 'Point', coordinates: [0, 0] }, { type: 'Circle' }],
      },
      'area.geometries[1].type',
    ],
    ['a collection without members', { type: 'GeometryCollection' }, 'area.geometries'],
    ['a feature', { type: 'Feature', geometry: null }, 'area.type'],
    ['another crs', { type: 'Polygon', coordinates: [], crs: { type: 'name' } }, 'area.crs'],
    ['no object', 'POINT(0 0)', 'area'],
  ])('refuses %s', (_, value, field) => {
    expect(refusal(() => parseGeometry(value, 'area')).field).toBe(field)
  })

  it('refuses collections nested without end', () => {
    const endless: { type: string; geometries: unknown[] } = { type: 'GeometryCollection', geometries: [] }
    endless.geometries.push(endless)
    expect(refusal(() => parseGeometry(endless, 'area')).message).toContain('nested')
  })
})

describe('geometryCodec', async () => {
  await geometryCodec.load()

  it('sends and reads any geometry', () => {
    fc.assert(
      fc.property(anyGeometry, (geometry) => {
        expect(geometryCodec.encode(geometry, 'area')).toBe(geometryToEwkb(geometry))
        const hex = geometryCodec.encode(geometry, 'area')
        expect(geometryCodec.decode(hex)).toStrictEqual(geometry)
        const bytes = Buffer.from(`00${hex}00`, 'hex')
        expect(geometryCodec.decodeBinary(bytes, 1, bytes.length - 1)).toStrictEqual(geometry)
      }),
    )
  })

  it('refuses what is no geometry by the name of its parameter', () => {
    expect(refusal(() => geometryCodec.encode('POINT(0 0)', 'origin')).field).toBe('origin')
  })
})
