/**
 * GeoJSON as RFC 7946 defines it.
 *
 * Positions are WGS 84 degrees. Their order is in the type: longitude first. All types can be given where those of
 * `@types/geojson` are expected, which turf, MapLibre and Leaflet use. Arrays are not `readonly`, because theirs are not.
 * {@link GeometryInput} is the other direction.
 */

/** A place on the map, as rows of this package hold it. */
export type Position = [longitude: number, latitude: number]

/** A position with its height in metres above the ellipsoid. */
export type Position3D = [longitude: number, latitude: number, altitude: number]

/** A position with or without height. */
export type AnyPosition = Position | Position3D

/** A bounding box. It crosses the antimeridian if `west > east` (RFC 7946, 5.2). */
export type BBox = [west: number, south: number, east: number, north: number]

export interface Point<P extends readonly number[] = Position> {
  readonly type: 'Point'
  readonly coordinates: P
}

export interface MultiPoint<P extends readonly number[] = Position> {
  readonly type: 'MultiPoint'
  readonly coordinates: P[]
}

export interface LineString<P extends readonly number[] = Position> {
  readonly type: 'LineString'
  readonly coordinates: P[]
}

export interface MultiLineString<P extends readonly number[] = Position> {
  readonly type: 'MultiLineString'
  readonly coordinates: P[][]
}

/** The outer ring first, then the holes; each ring ends where it began. */
export interface Polygon<P extends readonly number[] = Position> {
  readonly type: 'Polygon'
  readonly coordinates: P[][]
}

export interface MultiPolygon<P extends readonly number[] = Position> {
  readonly type: 'MultiPolygon'
  readonly coordinates: P[][][]
}

export interface GeometryCollection<P extends readonly number[] = Position> {
  readonly type: 'GeometryCollection'
  readonly geometries: Geometry<P>[]
}

export type Geometry<P extends readonly number[] = Position> =
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
export interface Feature<
  G extends Geometry<readonly number[]> | null = Geometry | null,
  P = Properties | null,
> {
  readonly type: 'Feature'
  readonly id?: string | number
  readonly geometry: G
  readonly properties: P
  readonly bbox?: BBox
}

export interface FeatureCollection<
  G extends Geometry<readonly number[]> | null = Geometry | null,
  P = Properties | null,
> {
  readonly type: 'FeatureCollection'
  readonly features: Feature<G, P>[]
  readonly bbox?: BBox
}

/**
 * A caller's geometry: of this package's types, of those of `@types/geojson`, or read-only.
 *
 * A position is any array of numbers to the compiler, as in `@types/geojson`. Its length and its numbers are checked when
 * the geometry is read.
 *
 * @typeParam G - The shape, such as `Point` or `Polygon`; any shape if it is left out.
 */
export type GeometryInput<G extends Geometry<readonly number[]> = Geometry> = G extends {
  readonly coordinates: infer Coordinates
}
  ? { readonly type: G['type']; readonly coordinates: CoordinatesInput<Coordinates> }
  : { readonly type: G['type']; readonly geometries: readonly GeometryInput[] }

type CoordinatesInput<Coordinates> = Coordinates extends readonly number[]
  ? readonly number[]
  : Coordinates extends readonly (infer Item)[]
    ? readonly CoordinatesInput<Item>[]
    : never
