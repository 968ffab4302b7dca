import type { BBox } from '../../geo/geojson.js'
import { isometricLatitude } from '../../geo/isometric-latitude.js'

/** A box on the plane of `place`, in radians. */
export interface PlaneBox {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
  /** The east of the part beyond the antimeridian, if there is one. */
  readonly acrossMaxX?: number
}

const degree = Math.PI / 180
/** More than the centimetre by which a place is moved, and than any rounding. */
const slack = 4e-9
/** Beyond all places, of which that of a pole has a height of 37. */
const beyond = 100

/** Returns a box on the plane that holds all places of a box on the globe, and hardly more. */
export function planeBox([west, south, east, north]: BBox): PlaneBox {
  const band = { minY: -northOf(-south) - slack, maxY: northOf(north) + slack }
  const [minX, maxX] = [west * degree - slack, east * degree + slack]
  if (west <= east) return { minX, maxX, ...band }
  // What is nearly the whole globe would overlap itself.
  if (maxX >= minX) return { minX: -4, maxX: 4, ...band }
  return { minX, maxX: 4, ...band, acrossMaxX: maxX }
}

/**
 * Returns a box that holds the antimeridian by both its names, -180 and 180, if it is one of its edges.
 *
 * A box from -180 to 180 is all around the globe, and stays so.
 */
export function withAntimeridian([west, south, east, north]: BBox): BBox {
  if (west === -180 && east === 180) return [west, south, east, north]
  return [west === -180 ? 180 : west, south, east === 180 ? -180 : east, north]
}

/** Returns a height on the plane that is no lower than a latitude's. Near a pole the plane is so tall that a rounding counts. */
function northOf(latitude: number): number {
  return latitude > 89.9 ? beyond : isometricLatitude(Math.max(-89.9, latitude))
}

/** The farthest latitude of a map of the web. */
const farthest = 85.06

/** Returns the middle of a box on the plane, as a map shows it: what is beyond 85 degrees does not count. */
export function planeCentre([west, south, east, north]: BBox): { centreX: number; centreY: number } {
  const height = (latitude: number) => isometricLatitude(Math.max(-farthest, Math.min(farthest, latitude)))
  return {
    centreX: ((west + (west <= east ? east : east + 360)) / 2) * degree,
    centreY: (height(south) + height(north)) / 2,
  }
}
