import * as wkx from 'wkx'
import { InvalidInputError } from '../errors.js'
import type { AnyPosition, Geometry, Point } from './geojson.js'
import { parseGeometry } from './geometry.js'
import { readPlainPoint, writePlainPoint } from './plain-point.js'
import { parseAnyPosition } from './position.js'
import { positionsOf } from './positions-of.js'
import { fromWkx, toWkx, wgs84 } from './wkx-geometry.js'

/**
 * Reads a 2D point from the hex of its EWKB, as the server prints a `geography(Point, 4326)`.
 *
 * @param field - What an error calls the value, such as the name of its column.
 * @throws {@link InvalidInputError} if it is another geometry, an empty or a 3D point, or has another SRID.
 */
export function pointFromEwkb(hex: string, field = 'ewkb'): Point {
  const coordinates = readPlainPoint(hex)
  if (coordinates !== undefined) return { type: 'Point', coordinates }
  const geometry = geometryFromEwkb(hex, field)
  if (geometry.type !== 'Point' || geometry.coordinates.length !== 2) {
    throw new InvalidInputError(field, 'must be a point without altitude')
  }
  return { type: 'Point', coordinates: geometry.coordinates }
}

/**
 * Reads a geometry of any GeoJSON type from the hex of its EWKB, altitudes included.
 *
 * Plain WKB is taken as WGS 84, since it has no place to say so.
 *
 * @param field - What an error calls the value, such as the name of its column.
 * @throws {@link InvalidInputError} if it is malformed, or something that GeoJSON would lose: another
 * SRID than 4326, a measure (M), an empty point, a curve, a triangle.
 */
export function geometryFromEwkb(hex: string, field = 'ewkb'): Geometry<AnyPosition> {
  const coordinates = readPlainPoint(hex)
  if (coordinates !== undefined) return { type: 'Point', coordinates }
  const bytes = Buffer.from(hex, 'hex')
  if (bytes.length * 2 !== hex.length) throw new InvalidInputError(field, 'must be hexadecimal')
  const geometry = parseWkb(bytes, field)
  if (geometry.hasM)
    throw new InvalidInputError(field, 'must not have a measure (M): GeoJSON has no place for it')
  if ((sridOf(geometry) ?? wgs84) !== wgs84) throw new InvalidInputError(field, 'must have SRID 4326')
  return fromWkx(geometry, field)
}

function parseWkb(bytes: Buffer, field: string): wkx.Geometry {
  let geometry: wkx.Geometry
  try {
    geometry = wkx.Geometry.parse(bytes)
  } catch (cause) {
    throw new InvalidInputError(field, 'must be the EWKB of a geometry that GeoJSON knows', { cause })
  }
  // wkx reads a triangle (type 17) as a point (17 & 15) and looks no further than what it has read.
  const readLength = geometry.toWkb().length + (sridOf(geometry) === undefined ? 0 : 4)
  if (readLength !== bytes.length) {
    throw new InvalidInputError(field, 'must be the EWKB of one geometry that GeoJSON knows')
  }
  return geometry
}

/** The types of wkx promise an SRID; plain WKB has none. */
function sridOf(geometry: { readonly srid?: number }): number | undefined {
  return geometry.srid
}

/**
 * Writes a point as the hex of its EWKB with SRID 4326, an altitude included.
 *
 * @param field - What an error calls the value, such as the name of its parameter.
 * @throws {@link InvalidInputError} if the point is not on the globe.
 */
export function pointToEwkb(point: Point<AnyPosition>, field = 'point'): string {
  const position = parseAnyPosition(point.coordinates, `${field}.coordinates`)
  if (position.length === 2) return writePlainPoint(position)
  return toWkx({ type: 'Point', coordinates: position }, true).toEwkb().toString('hex')
}

/**
 * Writes a geometry of any GeoJSON type as the hex of its EWKB with SRID 4326, altitudes included.
 *
 * @param field - What an error calls the value, such as the name of its parameter.
 * @throws {@link InvalidInputError} if it is not a geometry or not on the globe.
 */
export function geometryToEwkb(geometry: Geometry<AnyPosition>, field = 'geometry'): string {
  return encodeGeometry(geometry, field)
}

/** Does what {@link geometryToEwkb} does for a value of which nothing is known yet. */
export function encodeGeometry(value: unknown, field: string): string {
  const geometry = parseGeometry(value, field)
  if (geometry.type === 'Point') return pointToEwkb(geometry, field)
  const [first] = positionsOf(geometry)
  return toWkx(geometry, first?.length === 3)
    .toEwkb()
    .toString('hex')
}
