import type * as wkx from 'wkx'
import { InvalidInputError } from '../errors.js'
import type { AnyPosition, Geometry } from './geojson.js'
import { readPlainPoint } from './plain-point.js'

/*
 * wkx knows the format, this file knows GeoJSON. wkx's own GeoJSON side is not used: it drops the measure and
 * the SRID, turns an empty point into nulls and checks nothing.
 */

/** The module of wkx. It is passed in, because the main entry point loads it only when a database has geometries. */
export type Wkx = typeof wkx

const wgs84 = 4326

/** The treatment of a position that is empty or not finite: `read` makes an empty point `[NaN, NaN]`, as EWKB has it. */
type NotFinite = 'refused' | 'read'

/** Reads a geometry as `geometryFromEwkb` does, with the module that is passed in. */
export function readEwkb(
  wkx: Wkx,
  hex: string,
  field: string,
  notFinite: NotFinite = 'refused',
): Geometry<AnyPosition> {
  const coordinates = readPlainPoint(hex)
  if (coordinates !== undefined) return { type: 'Point', coordinates }
  const bytes = Buffer.from(hex, 'hex')
  if (bytes.length * 2 !== hex.length) throw new InvalidInputError(field, 'must be hexadecimal')
  const geometry = parseWkb(wkx, bytes, field)
  if (geometry.hasM)
    throw new InvalidInputError(field, 'must not have a measure (M): GeoJSON has no place for it')
  if ((sridOf(geometry) ?? wgs84) !== wgs84) throw new InvalidInputError(field, 'must have SRID 4326')
  return toGeoJson(wkx, geometry, field, notFinite)
}

function parseWkb(wkx: Wkx, bytes: Buffer, field: string): wkx.Geometry {
  let geometry: wkx.Geometry
  try {
    geometry = wkx.Geometry.parse(bytes)
  } catch (cause) {
    throw new InvalidInputError(field, 'must be the EWKB of a geometry that GeoJSON knows', { cause })
  }
  // wkx reads a triangle (type 17) as a point (17 & 15) and ignores the rest.
  const readLength = geometry.toWkb().length + (sridOf(geometry) === undefined ? 0 : 4)
  if (readLength !== bytes.length) {
    throw new InvalidInputError(field, 'must be the EWKB of one geometry that GeoJSON knows')
  }
  return geometry
}

/** The SRID of a geometry. The types of wkx promise one, but plain WKB has none. */
function sridOf(geometry: { readonly srid?: number }): number | undefined {
  return geometry.srid
}

/** @throws {@link InvalidInputError} if a position is empty or not finite, which GeoJSON cannot express. */
function toGeoJson(
  wkx: Wkx,
  geometry: wkx.Geometry,
  field: string,
  notFinite: NotFinite,
): Geometry<AnyPosition> {
  // wkx leaves the numbers of an empty point out, which its types do not say.
  const position = ({
    x = NaN,
    y = NaN,
    z = NaN,
  }: Partial<Pick<wkx.Point, 'x' | 'y' | 'z'>>): AnyPosition => {
    const read: AnyPosition = geometry.hasZ ? [x, y, z] : [x, y]
    if (notFinite === 'read' || read.every(Number.isFinite)) return read
    throw new InvalidInputError(field, 'holds a point that is empty or not finite')
  }
  const positions = (points: readonly wkx.Point[]) => points.map(position)
  const line = ({ points }: wkx.LineString) => positions(points)
  const polygon = ({ exteriorRing, interiorRings }: wkx.Polygon) =>
    exteriorRing.length === 0 ? [] : [exteriorRing, ...interiorRings].map(positions)
  if (geometry instanceof wkx.Point) return { type: 'Point', coordinates: position(geometry) }
  if (geometry instanceof wkx.MultiPoint) {
    return { type: 'MultiPoint', coordinates: positions(geometry.points) }
  }
  if (geometry instanceof wkx.LineString) return { type: 'LineString', coordinates: line(geometry) }
  if (geometry instanceof wkx.MultiLineString) {
    return { type: 'MultiLineString', coordinates: geometry.lineStrings.map(line) }
  }
  if (geometry instanceof wkx.Polygon) return { type: 'Polygon', coordinates: polygon(geometry) }
  if (geometry instanceof wkx.MultiPolygon) {
    return { type: 'MultiPolygon', coordinates: geometry.polygons.map(polygon) }
  }
  if (geometry instanceof wkx.GeometryCollection) {
    const geometries = geometry.geometries.map((member) => toGeoJson(wkx, member, field, notFinite))
    return { type: 'GeometryCollection', geometries }
  }
  throw new InvalidInputError(field, 'must be a geometry that GeoJSON knows')
}
