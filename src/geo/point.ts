import { InvalidInputError } from '../errors.js'
import { refuseOtherCrs } from './crs.js'
import type { Point, Position, Position3D } from './geojson.js'
import { parsePosition } from './position.js'

/** A GeoJSON point from a caller. Its coordinates are `number[]`, as other packages type them. */
interface PointLike {
  readonly type: 'Point'
  readonly coordinates: readonly number[]
}

/**
 * A caller's place: a GeoJSON `Point`, a `Feature` of one, or the bare position.
 *
 * An altitude is checked and then dropped: no place of this schema has a height.
 */
export type PointInput =
  Position | Position3D | PointLike | { readonly type: 'Feature'; readonly geometry: PointLike }

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
