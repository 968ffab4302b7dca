/**
 * GeoJSON (RFC 7946) at the edge, EWKB on the wire.
 *
 * A **position** is `[longitude, latitude]` in degrees. {@link parsePoint} reads a caller's place, and
 * {@link toFeatureCollection} makes a map of rows. The types fit those of `@types/geojson` in both directions
 * ({@link PointInput}, {@link GeometryInput}). The `…Ewkb` functions convert geometries to and from the form that PostGIS
 * reads and prints, for a service that talks to PostgreSQL without this package's engine.
 *
 * @packageDocumentation
 */

export { boundingBox } from './bounding-box.js'
export { geometryFromEwkb, pointFromEwkb } from './ewkb.js'
export {
  toFeature,
  toFeatureCollection,
  type FeatureOptions,
  type GeometryOf,
  type LocatedRow,
  type OwnLocatedRow,
  type PropertiesOf,
  type PubliclyLocatedRow,
} from './feature.js'
export type {
  AnyPosition,
  BBox,
  Feature,
  FeatureCollection,
  Geometry,
  GeometryCollection,
  GeometryInput,
  LineString,
  MultiLineString,
  MultiPoint,
  MultiPolygon,
  Point,
  Polygon,
  Position,
  Position3D,
  Properties,
} from './geojson.js'
export { parseGeometry } from './geometry.js'
export { parseFeatureCollection, type PointCollection } from './parse-feature-collection.js'
export { parsePoint, type PointInput } from './point.js'
export { parsePosition } from './position.js'
export { geometryToEwkb, pointToEwkb } from './write-ewkb.js'
