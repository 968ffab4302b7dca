import type { BBox } from '../../geo/geojson.js'
import { isometricLatitude } from '../../geo/isometric-latitude.js'

/** The cells of one level that a box touches. */
export interface CellGrid {
  /** The world is 2^level cells wide. */
  readonly level: number
  /** Ranges of columns, each from the first to the last of them: two if the box crosses the antimeridian. */
  readonly columns: readonly (readonly [first: number, last: number])[]
  readonly firstY: number
  readonly lastY: number
}

/** The levels that are counted beforehand: see migration 29. */
export const levels = { first: 2, last: 16 } as const

/** The most cells of a view, and so the most clusters. */
export const mostCells = 640

/** Returns the cells of a view on the level of its zoom, or on a coarser one if these are more than `mostCells`. */
export function gridOf(bounds: BBox, zoom: number): CellGrid {
  for (let level = zoom + levels.first; ; level--) {
    const grid = gridAt(bounds, level)
    if (level <= levels.first || cellCount(grid) <= mostCells) return grid
  }
}

/** Returns the cells that a box touches. */
export function gridAt([west, south, east, north]: BBox, level: number): CellGrid {
  const size = 2 ** level
  const [firstX, lastX] = [cellAt(columnOf(west), size), cellBefore(columnOf(east), size)]
  const firstY = cellAt(rowOf(north), size)
  const lastY = Math.max(firstY, cellBefore(rowOf(south), size))
  const rows = { level, firstY, lastY }
  if (west <= east) return { ...rows, columns: [[firstX, Math.max(firstX, lastX)]] }
  if (lastX >= firstX - 1) return { ...rows, columns: [[0, size - 1]] }
  return {
    ...rows,
    columns: [
      [firstX, size - 1],
      [0, lastX],
    ],
  }
}

/** The ranges by which the counted cells are read: a column each where the columns between would be longer than the view. */
export function stripsOf({ level, columns, firstY, lastY }: CellGrid) {
  const strips =
    level <= 5
      ? columns
      : columns.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, index) => [first + index, first + index] as const),
        )
  return {
    level,
    firstXs: strips.map(([first]) => first),
    lastXs: strips.map(([, last]) => last),
    firstY,
    lastY,
  }
}

/** More than the centimetre by which a place is moved. */
const slack = 4e-9
const turn = 2 * Math.PI

/** The ranges by which the products of the cells are read from the plane of their places. */
export function planeStripsOf({ level, columns, firstY, lastY }: CellGrid) {
  const size = 2 ** level
  return {
    level,
    firstXs: columns.map(([first]) => first),
    lastXs: columns.map(([, last]) => last),
    minXs: columns.map(([first]) => (first / size - 0.5) * turn - slack),
    maxXs: columns.map(([, last]) => ((last + 1) / size - 0.5) * turn + slack),
    firstY,
    lastY,
    minY: planeEdge(lastY + 1, size) - slack,
    maxY: planeEdge(firstY, size) + slack,
  }
}

/** The edges of the rows on the plane of places, from the north. */
export function planeEdgesOf({ level, firstY, lastY }: CellGrid): readonly number[] {
  return Array.from({ length: lastY - firstY + 2 }, (_, index) => planeEdge(firstY + index, 2 ** level))
}

/** Returns the box of a cell, in degrees. */
export function cellBounds(level: number, x: number, y: number): BBox {
  const size = 2 ** level
  return [
    longitudeAt(x / size),
    latitudeAt((y + 1) / size),
    longitudeAt((x + 1) / size),
    latitudeAt(y / size),
  ]
}

/** Returns the longitude at a share of the world's width, from the west. */
export function longitudeAt(share: number): number {
  return share * 360 - 180
}

/** Returns the latitude at a share of the world's height, from the north. */
export function latitudeAt(share: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI
}

/** The first and the last row hold whatever is beyond them, up to the poles. */
function planeEdge(row: number, size: number): number {
  if (row <= 0) return 100
  return row >= size ? -100 : isometricLatitude(latitudeAt(row / size))
}

function columnOf(longitude: number): number {
  return longitude / 360 + 0.5
}

function rowOf(latitude: number): number {
  return 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / turn
}

function cellAt(share: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(share * size)))
}

/** The last cell that is before an edge, or on it. */
function cellBefore(share: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.ceil(share * size) - 1))
}

function cellCount({ columns, firstY, lastY }: CellGrid): number {
  return columns.reduce((sum, [first, last]) => sum + last - first + 1, 0) * (lastY - firstY + 1)
}
