import * as wkx from 'wkx'
import { InvalidInputError } from '../errors.js'
import type { AnyPosition, Geometry } from './geojson.js'

/*
 * wkx knows the format; these two functions know GeoJSON. wkx's own GeoJSON side is not used: it drops
 * the measure and the SRID, turns an empty point into nulls and checks nothing.
 */

export const wgs84 = 4326

/** Turns a geometry that `parseGeometry` has checked into wkx's objects. */
export function toWkx(geometry: Geometry<AnyPosition>, hasZ: boolean): wkx.Geometry {
  // Every member needs both marks, an empty one too: without them wkx writes another dialect of WKB
  // inside a collection, which it then cannot read.
  const marked = <G extends wkx.Geometry>(written: G): G => {
    written.srid = wgs84
    written.hasZ = hasZ
    return written
  }
  const point = ([x, y, z]: AnyPosition) => marked(new wkx.Point(x, y, z))
  const points = (positions: readonly AnyPosition[]) => positions.map(point)
  const line = (positions: readonly AnyPosition[]) => marked(new wkx.LineString(points(positions)))
  const polygon = ([outer = [], ...holes]: readonly (readonly AnyPosition[])[]) =>
    marked(new wkx.Polygon(points(outer), holes.map(points)))
  switch (geometry.type) {
    case 'Point':
      return point(geometry.coordinates)
    case 'MultiPoint':
      return marked(new wkx.MultiPoint(points(geometry.coordinates)))
    case 'LineString':
      return line(geometry.coordinates)
    case 'MultiLineString':
      return marked(new wkx.MultiLineString(geometry.coordinates.map(line)))
    case 'Polygon':
      return polygon(geometry.coordinates)
    case 'MultiPolygon':
      return marked(new wkx.MultiPolygon(geometry.coordinates.map(polygon)))
    case 'GeometryCollection':
      return marked(new wkx.GeometryCollection(geometry.geometries.map((member) => toWkx(member, hasZ))))
  }
}

/**
 * Turns wkx's objects into GeoJSON.
 *
 * @throws {@link InvalidInputError} if a position is empty or not finite: GeoJSON has no word for it.
 */
export function fromWkx(geometry: wkx.Geometry, field: string): Geometry<AnyPosition> {
  const position = ({ x, y, z }: wkx.Point): AnyPosition => {
    const read: AnyPosition = geometry.hasZ ? [x, y, z] : [x, y]
    if (read.every(Number.isFinite)) return read
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
    const geometries = geometry.geometries.map((member) => fromWkx(member, field))
    return { type: 'GeometryCollection', geometries }
  }
  throw new InvalidInputError(field, 'must be a geometry that GeoJSON knows')
}
