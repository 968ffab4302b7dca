import { InvalidInputError } from '../errors.js'
import { refuseOtherCrs } from './crs.js'
import type { Point, Position, Position3D } from './geojson.js'
import { parsePosition } from './position.js'

/** A GeoJSON point as callers have it; `number[]` because that is what other packages type it as. */
interface PointLike {
  readonly type: 'Point'
  readonly coordinates: readonly number[]
}

/**
 * A place as callers may give it: a GeoJSON `Point`, a `Feature` of one, or the bare position.
 *
 * An altitude is checked, then left out: no place of this schema has a height.
 */
export type PointInput =
  Position | Position3D | PointLike | { readonly type: 'Feature'; readonly geometry: PointLike }

/**
 * Reads a place that a caller gave, in any form of {@link PointInput}.
 *
 * Members that are not needed (`bbox`, a feature's properties, foreign ones) are left out.
 *
 * @throws {@link InvalidInputError} with the field of the part that is wrong, such as
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
