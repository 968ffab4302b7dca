import type { BBox, Point } from '../../geo/geojson.js'
import { isometricLatitude } from '../../geo/isometric-latitude.js'
import { facet, facetKinds } from './facets.js'

/** A part of the plane of `place_of`: Mercator's projection, in radians. */
export interface Rectangle {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

const degree = Math.PI / 180
const equatorMetres = 6_378_137
/** The least radius of curvature of the spheroid, made a hundredth smaller: no circle is wider than it says. */
const leastRadius = 6_335_439 * 0.99
/** More than the rounding of a projected place. */
const slack = 1e-9

/** The widths of the cells at the equator, in metres. */
const widths = [
  156.25, 625, 1_250, 2_500, 5_000, 10_000, 20_000, 40_000, 80_000, 320_000, 1_280_000, 5_120_000, 20_480_000,
]

/** Returns the rectangles of a box; two if it crosses the antimeridian. */
export function boxRectangles([west, south, east, north]: BBox): readonly Rectangle[] {
  const band = { south: isometricLatitude(south) - slack, north: isometricLatitude(north) + slack }
  const part = (from: number, to: number) => ({
    west: from * degree - slack,
    east: to * degree + slack,
    ...band,
  })
  return west <= east ? [part(west, east)] : [part(west, 180), part(-180, east)]
}

/** Returns the rectangles that hold all places within a radius. */
export function circleRectangles({ coordinates: [longitude, latitude] }: Point, metres: number) {
  const angle = (metres + 1) / leastRadius
  const south = latitude - angle / degree
  const north = latitude + angle / degree
  const ratio = Math.sin(Math.min(angle, Math.PI / 2)) / Math.cos(latitude * degree)
  if (south <= -90 || north >= 90 || angle >= Math.PI / 2 || ratio >= 1) {
    return boxRectangles([-180, Math.max(south, -90), 180, Math.min(north, 90)])
  }
  const half = Math.asin(ratio) / degree
  const west = longitude - half
  const east = longitude + half
  return boxRectangles([west < -180 ? west + 360 : west, south, east > 180 ? east - 360 : east, north])
}

/** Returns what two lists of rectangles have in common. */
export function commonRectangles(
  some: readonly Rectangle[],
  others: readonly Rectangle[],
): readonly Rectangle[] {
  return some
    .flatMap((one) =>
      others.map((other) => ({
        west: Math.max(one.west, other.west),
        south: Math.max(one.south, other.south),
        east: Math.min(one.east, other.east),
        north: Math.min(one.north, other.north),
      })),
    )
    .filter(({ west, south, east, north }) => west <= east && south <= north)
}

/** Reports whether a cell, or another rectangle, may hold a place that is looked for. */
export type Keep = (rectangle: Rectangle) => boolean

/** Returns the facets of the cells that cover rectangles, of the finest level that takes no more than `most`. */
export function coverRectangles(
  rectangles: readonly Rectangle[],
  most = 12,
  keep: Keep = () => true,
): readonly number[] {
  for (const [level, width] of widths.entries()) {
    const isLast = level === widths.length - 1
    if (!isLast && countCells(rectangles, width) > 4 * most) continue
    const cells = cellsAt(rectangles, { level, width }, keep)
    if (isLast || cells.length <= most) return cells
  }
  return []
}

/**
 * Makes a filter of the cells of a ring: not those that are outside of it, or within its hole.
 *
 * The plane's scale changes with the latitude; up to 50 km from places that are not near a pole by less than a twentieth.
 */
export function ringFilter(
  { coordinates: [longitude, latitude] }: Point,
  inner: number,
  outer: number,
): Keep {
  if (outer > 50_000 || Math.abs(latitude) > 70) return () => true
  const x = longitude * degree
  const y = isometricLatitude(latitude)
  const metresOf = equatorMetres * Math.cos(latitude * degree)
  return ({ west, south, east, north }) => {
    const nearest = Math.hypot(Math.max(west - x, 0, x - east), Math.max(south - y, 0, y - north))
    const farthest = Math.hypot(Math.max(x - west, east - x), Math.max(y - south, north - y))
    // Across the antimeridian the plane is cut.
    if (farthest > Math.PI) return true
    return nearest * metresOf <= outer * 1.05 && farthest * metresOf >= inner * 0.95
  }
}

function cellsAt(
  rectangles: readonly Rectangle[],
  { level, width }: { readonly level: number; readonly width: number },
  keep: Keep,
): readonly number[] {
  const facets = new Set<number>()
  const side = width / equatorMetres
  for (const { west, south, east, north } of rectangles) {
    for (let x = cellAt(west, width); x <= cellAt(east, width); x++) {
      for (let y = cellAt(south, width); y <= cellAt(north, width); y++) {
        const cell = { west: x * side, south: y * side, east: (x + 1) * side, north: (y + 1) * side }
        if (keep(cell)) facets.add(facet(facetKinds.cell + level, x * 40_503 + y))
      }
    }
  }
  return [...facets]
}

function cellAt(radians: number, width: number): number {
  return Math.floor((radians * equatorMetres) / width)
}

function countCells(rectangles: readonly Rectangle[], width: number): number {
  return rectangles
    .map(
      ({ west, south, east, north }) =>
        (cellAt(east, width) - cellAt(west, width) + 1) * (cellAt(north, width) - cellAt(south, width) + 1),
    )
    .reduce((sum, count) => sum + count, 0)
}
