import { InvalidInputError } from '../errors.js'
import { refuseOtherCrs } from './crs.js'
import type { GeometryInput, Point, Position, Position3D } from './geojson.js'
import { parsePosition } from './position.js'

/**
 * A caller's place: a GeoJSON `Point`, a `Feature` of one, or the bare position, longitude first.
 *
 * Types of `@types/geojson` fit, and read-only ones.
 * An altitude is checked and then dropped: no place of this schema has a height.
 */
export type PointInput =
  | Readonly<Position>
  | Readonly<Position3D>
  | readonly number[]
  | GeometryInput<Point>
  | { readonly type: 'Feature'; readonly geometry: GeometryInput<Point> }

/**
 * Reads a caller's place, in any form of {@link PointInput}.
 *
 * Other members (`bbox`, a feature's properties, foreign ones) are left out.
 *
 * @throws {@link InvalidInputError} naming the field of the wrong part, such as
 * `location.coordinates[1]`.
 */
export function parsePoint(value: unknown, field: string): Point {
  if (Array.isArray(value)) return { type: 'Point', coordinates: parsePosition(value, field) }
  if (typeof value === 'object' && value !== null && 'type' in value) {
    refuseOtherCrs(value, field)
    if (value.type === 'Point') {
      const coordinates = 'coordinates' in value ? value.coordinates : undefined
      return { type: 'Point', coordinates: parsePosition(coordinates, `${field}.coordinates`) }
    }
    if (value.type === 'Feature' && 'geometry' in value && isPoint(value.geometry)) {
      return parsePoint(value.geometry, `${field}.geometry`)
    }
  }
  throw new InvalidInputError(field, 'must be a GeoJSON Point, a Feature of one, or [longitude, latitude]')
}

function isPoint(geometry: unknown): boolean {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry && geometry.type === 'Point'
}
