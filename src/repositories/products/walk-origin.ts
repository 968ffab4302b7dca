import type { Point } from '../../geo/geojson.js'

/**
 * Returns the place from which an index of places is walked, nearest first: some millimetres beside the origin.
 *
 * If a row lies within micrometres of the origin without being at the same coordinates (180 and -180 degrees are
 * enough), near the equator or the meridians of 0, 90 and 180, PostGIS's index tells a greater distance than its own
 * function does, and the server ends the walk with "index returned tuples in wrong order". Digits that nobody
 * writes keep every row that far away.
 */
export function walkOrigin({ coordinates: [longitude, latitude] }: Point): Point {
  return { type: 'Point', coordinates: [inward(longitude, 2.3141e-8), inward(latitude, 3.1416e-8)] }
}

/** Moves an angle so that it stays on the globe. */
function inward(degrees: number, by: number): number {
  return degrees > 0 ? degrees - by : degrees + by
}
