import * as wkx from 'wkx'
import { InvalidInputError } from '../errors.js'
import type { AnyPosition, Geometry, Point } from './geojson.js'
import { readPlainPoint } from './plain-point.js'
import { readEwkb } from './read-ewkb.js'

/**
 * Reads a 2D point from the hex of its EWKB, as the server prints a `geography(Point, 4326)`.
 *
 * @param field - The name of the value in errors, such as the name of its column.
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
 * Plain WKB, which has no SRID, is read as WGS 84.
 *
 * @param field - The name of the value in errors, such as the name of its column.
 * @throws {@link InvalidInputError} if it is malformed, or if GeoJSON would lose a part of it: an SRID other than 4326, a
 * measure (M), an empty point, a curve, a triangle.
 */
export function geometryFromEwkb(hex: string, field = 'ewkb'): Geometry<AnyPosition> {
  return readEwkb(wkx, hex, field)
}
