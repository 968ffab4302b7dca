import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import * as wkx from 'wkx'
import { InvalidInputError } from '../../src/errors.js'
import { geometryFromEwkb, pointFromEwkb } from '../../src/geo/ewkb.js'
import type { Point } from '../../src/geo/geojson.js'
import { geometryToEwkb, pointToEwkb } from '../../src/geo/write-ewkb.js'
import { anyGeometry, anyPosition } from '../setup/arbitrary-geometry.js'

/** What the server prints for `'SRID=4326;…'::geometry`. */
const ewkb = (wkt: string) => wkx.Geometry.parse(`SRID=4326;${wkt}`).toEwkb().toString('hex').toUpperCase()

function refusal(act: () => unknown): InvalidInputError {
  try {
    act()
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('pointFromEwkb', () => {
  it('reads what the server prints for the centre of Dubai', () => {
    expect(pointFromEwkb('0101000020E6100000DFE00B93A9A24B408638D6C56D343940')).toEqual({
      type: 'Point',
      coordinates: [55.2708, 25.2048],
    })
  })

  it('reads lower-case digits', () => {
    expect(pointFromEwkb(ewkb('POINT(55.25 -25.5)').toLowerCase()).coordinates).toEqual([55.25, -25.5])
  })

  it('reads what wkx reads, to the bit', () => {
    fc.assert(
      fc.property(anyPosition, ([longitude, latitude]) => {
        const hex = new wkx.Point(longitude, latitude, undefined, undefined, 4326).toEwkb().toString('hex')
        expect(pointFromEwkb(hex).coordinates).toStrictEqual([longitude, latitude])
        expect(wkx.Geometry.parse(Buffer.from(hex, 'hex')).toGeoJSON()).toStrictEqual(pointFromEwkb(hex))
      }),
    )
  })

  it('reads big-endian points and points without an SRID', () => {
    expect(pointFromEwkb('0020000001000010E6404B8000000000004039000000000000').coordinates).toEqual([55, 25])
    expect(pointFromEwkb('01010000000000000000804B400000000000003940').coordinates).toEqual([55, 25])
  })

  it.each([
    ['another geometry', ewkb('LINESTRING(1 2, 3 4)')],
    ['an altitude', ewkb('POINT Z(1 2 3)')],
    ['a measure', ewkb('POINT M(1 2 3)')],
    ['an empty point', ewkb('POINT EMPTY')],
    ['an infinite longitude', '0101000020E6100000000000000000F07F0000000000003940'],
    ['another SRID', '0101000020110F00000000000000804B400000000000003940'],
    ['a digit that is not hexadecimal', '0101000020E61000000000000000804B4000000000000039G0'],
    ['a character outside of ASCII', '0101000020E61000000000000000804B4000000000000039Ā0'],
    ['an odd number of digits', ewkb('POINT(1 2)').slice(1)],
    ['a truncated value', ewkb('POINT(1 2)').slice(0, -2)],
    ['bytes behind the point', `${ewkb('POINT(1 2)')}00`],
    ['an empty string', ''],
  ])('refuses %s', (_, hex) => {
    expect(refusal(() => pointFromEwkb(hex, 'location')).field).toBe('location')
  })

  it('throws nothing but InvalidInputError, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (tail, plain) => {
        const hex = (plain ? '0101000020E6100000' : '') + Buffer.from(tail).toString('hex')
        try {
          pointFromEwkb(hex)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError)
        }
      }),
    )
  })
})

describe('pointToEwkb', () => {
  it('is undone by pointFromEwkb to the bit', () => {
    fc.assert(
      fc.property(anyPosition, (coordinates) => {
        const point: Point = { type: 'Point', coordinates }
        expect(pointFromEwkb(pointToEwkb(point))).toStrictEqual(point)
      }),
    )
  })

  it('writes the bytes that wkx writes', () => {
    fc.assert(
      fc.property(anyPosition, ([longitude, latitude]) => {
        const expected = new wkx.Point(longitude, latitude, undefined, undefined, 4326).toEwkb()
        expect(pointToEwkb({ type: 'Point', coordinates: [longitude, latitude] })).toBe(
          expected.toString('hex'),
        )
      }),
    )
  })

  it('keeps an altitude', () => {
    expect(pointToEwkb({ type: 'Point', coordinates: [1, 2, 3] }).toUpperCase()).toBe(ewkb('POINT Z(1 2 3)'))
  })

  it('refuses what PostGIS would fold onto the globe', () => {
    const error = refusal(() => pointToEwkb({ type: 'Point', coordinates: [25.2, 91] }, 'near'))
    expect(error.field).toBe('near.coordinates[1]')
    expect(error.message).not.toContain('91')
  })
})

describe('geometryFromEwkb', () => {
  it('undoes geometryToEwkb to the bit, for all types, flat and with altitudes', () => {
    fc.assert(
      fc.property(anyGeometry, (geometry) => {
        expect(geometryFromEwkb(geometryToEwkb(geometry))).toStrictEqual(geometry)
      }),
      { numRuns: 500 },
    )
  })

  it('reads empty lines, polygons and collections as empty arrays', () => {
    expect(geometryFromEwkb(ewkb('LINESTRING EMPTY'))).toEqual({ type: 'LineString', coordinates: [] })
    expect(geometryFromEwkb(ewkb('POLYGON EMPTY'))).toEqual({ type: 'Polygon', coordinates: [] })
    expect(geometryFromEwkb(ewkb('GEOMETRYCOLLECTION EMPTY'))).toEqual({
      type: 'GeometryCollection',
      geometries: [],
    })
  })

  it.each([
    [
      'an empty point among others',
      '0104000020E61000000100000001010000' + '00' + '000000000000F87F'.repeat(2),
    ],
    ['a triangle', `0111000020E61000000100000004000000${'00'.repeat(64)}`],
    ['a triangle in a collection', `0107000020E61000000100000001110000000100000004000000${'00'.repeat(64)}`],
    ['a curve', `0108000020E610000003000000${'00'.repeat(48)}`],
    ['a line with measures', ewkb('LINESTRING M(1 2 3, 4 5 6)')],
    ['a count that the bytes do not hold', '0102000020E6100000FFFFFFFF'],
    ['collections nested without end', '010700000001000000'.repeat(20_000)],
  ])('refuses %s', (_, hex) => {
    expect(refusal(() => geometryFromEwkb(hex, 'area')).field).toBe('area')
  })
})
