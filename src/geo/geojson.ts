/**
 * GeoJSON as RFC 7946 defines it, read-only.
 *
 * Positions are WGS 84 degrees. Their order is in the type: longitude first.
 */

/** A place on the map, as rows of this package hold it. */
export type Position = readonly [longitude: number, latitude: number]

/** A position with its height in metres above the ellipsoid. */
export type Position3D = readonly [longitude: number, latitude: number, altitude: number]

/** A position with or without height. */
export type AnyPosition = Position | Position3D

/** A bounding box. It crosses the antimeridian if `west > east` (RFC 7946, 5.2). */
export type BBox = readonly [west: number, south: number, east: number, north: number]

export interface Point<P extends AnyPosition = Position> {
  readonly type: 'Point'
  readonly coordinates: P
}

export interface MultiPoint<P extends AnyPosition = Position> {
  readonly type: 'MultiPoint'
  readonly coordinates: readonly P[]
}

export interface LineString<P extends AnyPosition = Position> {
  readonly type: 'LineString'
  readonly coordinates: readonly P[]
}

export interface MultiLineString<P extends AnyPosition = Position> {
  readonly type: 'MultiLineString'
  readonly coordinates: readonly (readonly P[])[]
}

/** The outer ring first, then the holes; each ring ends where it began. */
export interface Polygon<P extends AnyPosition = Position> {
  readonly type: 'Polygon'
  readonly coordinates: readonly (readonly P[])[]
}

export interface MultiPolygon<P extends AnyPosition = Position> {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly (readonly P[])[])[]
}

export interface GeometryCollection<P extends AnyPosition = Position> {
  readonly type: 'GeometryCollection'
  readonly geometries: readonly Geometry<P>[]
}

export type Geometry<P extends AnyPosition = Position> =
  | Point<P>
  | MultiPoint<P>
  | LineString<P>
  | MultiLineString<P>
  | Polygon<P>
  | MultiPolygon<P>
  | GeometryCollection<P>

/** The properties of a feature: members of any JSON type. */
export type Properties = Readonly<Record<string, unknown>>

/** A thing at a place. Its `geometry` is null if the place is unknown. */
export interface Feature<G extends Geometry<AnyPosition> | null = Geometry | null, P = Properties | null> {
  readonly type: 'Feature'
  readonly id?: string | number
  readonly geometry: G
  readonly properties: P
  readonly bbox?: BBox
}

export interface FeatureCollection<
  G extends Geometry<AnyPosition> | null = Geometry | null,
  P = Properties | null,
> {
  readonly type: 'FeatureCollection'
  readonly features: readonly Feature<G, P>[]
  readonly bbox?: BBox
}
