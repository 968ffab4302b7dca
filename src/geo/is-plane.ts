import type { Point } from './geojson.js'

/** The smallest radius of curvature of the ellipsoid of WGS 84: along the meridian, at the equator. */
const smallestRadius = 6_335_439

/**
 * Reports whether distances on the plane of Mercator's projection are in the order of true ones around a point, to 1 %: if
 * tan(latitude) × radius / radius of the Earth is no more than that, no pole is near, and the antimeridian is not crossed.
 *
 * It follows from the origin and the radius alone, so all pages of a list are of one kind.
 */
export function isPlane({ coordinates: [longitude, latitude] }: Point, radiusMetres: number): boolean {
  const angle = radiusMetres / smallestRadius
  const farthest = (Math.abs(latitude) * Math.PI) / 180 + angle
  if (farthest > (85 * Math.PI) / 180 || Math.tan(farthest) * angle > 0.01) return false
  const width = radiusMetres / (Math.cos(farthest) * smallestRadius)
  return Math.abs(longitude) + (width * 180) / Math.PI < 180
}
