import { fc } from './fast-check.js'
import type { AnyPosition, Geometry, Position } from '../../src/geo/geojson.js'

const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true })

/** Positions on the globe, with -0, the poles and the antimeridian among them. */
export const anyPosition: fc.Arbitrary<Position> = fc.tuple(degrees(180), degrees(90))

const position3D = fc.tuple(degrees(180), degrees(90), fc.double({ noNaN: true, noDefaultInfinity: true }))

function geometryOf(position: fc.Arbitrary<AnyPosition>): fc.Arbitrary<Geometry<AnyPosition>> {
  const positions = fc.array(position, { maxLength: 4 })
  const line = fc.array(position, { minLength: 2, maxLength: 5 })
  const ring = fc
    .array(position, { minLength: 3, maxLength: 5 })
    .map((open) => [...open, ...open.slice(0, 1)])
  const rings = fc.array(ring, { maxLength: 3 })
  const simple = fc.oneof(
    position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
    positions.map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
    line.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
    fc
      .array(line, { maxLength: 3 })
      .map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
    rings.map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
    fc.array(rings, { maxLength: 3 }).map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
  )
  const collection = (member: fc.Arbitrary<Geometry<AnyPosition>>) =>
    fc
      .array(member, { maxLength: 3 })
      .map((geometries) => ({ type: 'GeometryCollection' as const, geometries }))
  return fc.oneof(simple, collection(fc.oneof(simple, collection(simple))))
}

/** Geometries of all seven types, flat or with altitudes throughout. */
export const anyGeometry: fc.Arbitrary<Geometry<AnyPosition>> = fc.oneof(
  geometryOf(anyPosition),
  geometryOf(position3D),
)
