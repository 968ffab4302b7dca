import type { BBox, Point } from './geojson.js'

/**
 * Computes the narrowest box that holds all points; undefined if there are none.
 *
 * The box crosses the antimeridian where that makes it narrower. Its west is then greater than its east (RFC 7946,
 * 5.2). A point at a pole is at every longitude, so its box goes all the way around (5.3).
 */
export function boundingBox(points: readonly Point[]): BBox | undefined {
  if (points.length === 0) return undefined
  let south = 90
  let north = -90
  for (const { coordinates } of points) {
    south = Math.min(south, coordinates[1])
    north = Math.max(north, coordinates[1])
  }
  const [west, east] = south === -90 || north === 90 ? [-180, 180] : longitudes(points)
  return [west, south, east, north]
}

/** The narrowest range of longitudes begins and ends at the widest gap between neighbours on the circle. */
function longitudes(points: readonly Point[]): readonly [west: number, east: number] {
  const sorted = Float64Array.from(points, (point) => point.coordinates[0]).sort()
  const first = sorted.at(0) ?? 0
  let previous = sorted.at(-1) ?? 0
  let range: readonly [number, number] = [first, previous]
  let widest = first + 360 - previous
  previous = first
  for (const longitude of sorted) {
    if (longitude - previous > widest) {
      widest = longitude - previous
      range = [longitude, previous]
    }
    previous = longitude
  }
  return range
}
