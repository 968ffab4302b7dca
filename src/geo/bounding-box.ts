import type { AnyPosition, BBox, GeometryInput, Point } from './geojson.js'
import { parseAnyPosition } from './position.js'

/**
 * Computes the narrowest box that holds all points; undefined if there are none.
 *
 * The box crosses the antimeridian where that makes it narrower. Its west is then greater than its east (RFC 7946,
 * 5.2). A point at a pole is at every longitude, so its box goes all the way around (5.3).
 *
 * @throws {@link InvalidInputError} if a point is not on the globe.
 */
export function boundingBox(points: readonly GeometryInput<Point>[]): BBox | undefined {
  return boxAround(
    points.map(({ coordinates }, index) => parseAnyPosition(coordinates, `points[${index}].coordinates`)),
  )
}

/** Computes the box of {@link boundingBox} around positions that have been read. */
export function boxAround(positions: readonly AnyPosition[]): BBox | undefined {
  if (positions.length === 0) return undefined
  let south = 90
  let north = -90
  for (const [, latitude] of positions) {
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  const [west, east] = south === -90 || north === 90 ? [-180, 180] : longitudes(positions)
  return [west, south, east, north]
}

/** The narrowest range of longitudes begins and ends at the widest gap between neighbours on the circle. */
function longitudes(positions: readonly AnyPosition[]): readonly [west: number, east: number] {
  const sorted = Float64Array.from(positions, ([longitude]) => longitude).sort()
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
