import { InvalidInputError } from '../errors.js'
import { refuseOtherCrs } from './crs.js'
import type { Feature, FeatureCollection, Point } from './geojson.js'
import { parsePoint } from './point.js'

/** A collection of points whose properties are unchecked. */
export type PointCollection = FeatureCollection<Point | null>

/**
 * Reads a GeoJSON feature collection of points, such as an import.
 *
 * Geometries are checked as by {@link parsePoint}; null is kept. Properties are passed on unchanged. A `bbox` is left out,
 * since it may be wrong.
 *
 * @throws {@link InvalidInputError} naming the field of the wrong part, such as
 * `places.features[3].geometry.coordinates[1]`.
 */
export function parseFeatureCollection(value: unknown, field: string): PointCollection {
  if (!isRecord(value) || value['type'] !== 'FeatureCollection') {
    throw new InvalidInputError(field, 'must be a GeoJSON FeatureCollection')
  }
  refuseOtherCrs(value, field)
  const features = value['features']
  if (!Array.isArray(features)) throw new InvalidInputError(`${field}.features`, 'must be an array')
  return {
    type: 'FeatureCollection',
    features: Array.from(features, (feature: unknown, index) =>
      parseFeature(feature, `${field}.features[${index}]`),
    ),
  }
}

function parseFeature(value: unknown, field: string): Feature<Point | null> {
  if (!isRecord(value) || value['type'] !== 'Feature') {
    throw new InvalidInputError(field, 'must be a GeoJSON Feature')
  }
  const { id, geometry, properties = null } = value
  if (id !== undefined && typeof id !== 'string' && !(typeof id === 'number' && Number.isFinite(id))) {
    throw new InvalidInputError(`${field}.id`, 'must be a string or a number')
  }
  if (properties !== null && !isRecord(properties)) {
    throw new InvalidInputError(`${field}.properties`, 'must be an object or null')
  }
  const point = geometry === null ? null : parsePoint(geometry, `${field}.geometry`)
  return id === undefined
    ? { type: 'Feature', geometry: point, properties }
    : { type: 'Feature', id, geometry: point, properties }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
