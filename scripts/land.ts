/**
 * Makes the outline of the land for the page of `souk-db map` from Natural Earth (public domain), as `world-atlas` has it:
 * fine around the Gulf, where the marketplace is, and coarse in the rest of the world.
 *
 *     npx tsx scripts/land.ts
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { MultiPolygon, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

type Ring = readonly Position[]
type Box = readonly [west: number, south: number, east: number, north: number]

const gulf: Box = [46, 20, 62, 32]
const [west, south, east, north] = gulf
/** The world without the Gulf. */
const around: readonly Box[] = [
  [-180, -90, west, 90],
  [east, -90, 180, 90],
  [west, -90, east, south],
  [west, north, east, 90],
]

const require = createRequire(import.meta.url)
const fine = land('10m').flatMap((ring) => keep(ring, gulf, 0.0005, 4))
const coarse = land('50m')
  .filter(isLarge)
  .flatMap((ring) => around.flatMap((box) => keep(ring, box, 0.15, 2)))
// Lakes are left out, so each ring is a polygon.
const outline: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [...coarse, ...fine].map((ring) => [[...ring]]),
}
const file = join(import.meta.dirname, '../src/map-page/page/land.json')
writeFileSync(file, `${JSON.stringify(outline)}\n`)

/** The outer rings of the land. */
function land(scale: '10m' | '50m'): readonly Ring[] {
  const path = require.resolve(`world-atlas/land-${scale}.json`)
  const topology = JSON.parse(readFileSync(path, 'utf8')) as Topology<{ land: GeometryCollection }>
  return feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates.flatMap(([outer = []]) => [outer])
      : geometry.type === 'Polygon'
        ? geometry.coordinates.slice(0, 1)
        : [],
  )
}

/** False for an island that is a point on the maps of which its outline is good enough. */
function isLarge(ring: Ring): boolean {
  const longitudes = ring.map(([x = 0]) => x)
  const latitudes = ring.map(([, y = 0]) => y)
  return (
    Math.max(...longitudes) - Math.min(...longitudes) > 0.3 ||
    Math.max(...latitudes) - Math.min(...latitudes) > 0.3
  )
}

function keep(ring: Ring, box: Box, tolerance: number, digits: number): readonly Ring[] {
  const clipped = clip(ring, box)
  if (clipped.length < 4) return []
  // A line has two ends that stay: a ring is simplified in halves.
  const middle = Math.floor(clipped.length / 2)
  const halves = [clipped.slice(0, middle + 1), clipped.slice(middle)]
  const simple = halves.flatMap((half) => simplify(half, tolerance))
  const rounded = simple.map((position) => position.map((degrees) => Number(degrees.toFixed(digits))))
  const distinct = rounded.filter(([x, y], at) => x !== rounded[at - 1]?.[0] || y !== rounded[at - 1]?.[1])
  return distinct.length < 4 ? [] : [distinct]
}

/** Cuts a ring off at the edges of a box (Sutherland and Hodgman). */
function clip(ring: Ring, [minX, minY, maxX, maxY]: Box): Ring {
  const edges = [
    [0, minX, 1],
    [0, maxX, -1],
    [1, minY, 1],
    [1, maxY, -1],
  ] as const
  const cut = edges.reduce<Ring>((positions, [axis, limit, side]) => {
    const isIn = (position: Position) => ((position[axis] ?? 0) - limit) * side >= 0
    return positions.flatMap((position, at) => {
      const before = positions.at(at - 1) ?? position
      const crossing = isIn(position) === isIn(before) ? [] : [crossingOf(before, position, axis, limit)]
      return isIn(position) ? [...crossing, position] : crossing
    })
  }, ring)
  const [first] = cut
  return first === undefined ? [] : [...cut, first]
}

function crossingOf(from: Position, to: Position, axis: 0 | 1, limit: number): Position {
  const [fromX = 0, fromY = 0] = from
  const [toX = 0, toY = 0] = to
  const share = axis === 0 ? (limit - fromX) / (toX - fromX) : (limit - fromY) / (toY - fromY)
  return axis === 0 ? [limit, fromY + share * (toY - fromY)] : [fromX + share * (toX - fromX), limit]
}

/** Leaves out what is nearer than the tolerance to the line without it (Douglas and Peucker). */
function simplify(line: Ring, tolerance: number): Ring {
  const [first, last] = [line[0], line.at(-1)]
  if (first === undefined || last === undefined || line.length < 3) return line
  let farthest = 0
  let distance = 0
  for (const [at, position] of line.entries()) {
    const away = distanceTo(position, first, last)
    if (away > distance) [farthest, distance] = [at, away]
  }
  if (distance <= tolerance) return [first, last]
  return [
    ...simplify(line.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...simplify(line.slice(farthest), tolerance),
  ]
}

function distanceTo(
  [x = 0, y = 0]: Position,
  [ax = 0, ay = 0]: Position,
  [bx = 0, by = 0]: Position,
): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
