import type { AnyPosition, Geometry } from './geojson.js'

/** Iterates over all positions of a geometry, in order. */
export function* positionsOf<P extends AnyPosition>(geometry: Geometry<P>): Generator<P, void> {
  switch (geometry.type) {
    case 'Point':
      yield geometry.coordinates
      break
    case 'MultiPoint':
    case 'LineString':
      yield* geometry.coordinates
      break
    case 'MultiLineString':
    case 'Polygon':
      for (const line of geometry.coordinates) yield* line
      break
    case 'MultiPolygon':
      for (const polygon of geometry.coordinates) for (const ring of polygon) yield* ring
      break
    case 'GeometryCollection':
      for (const member of geometry.geometries) yield* positionsOf(member)
  }
}
