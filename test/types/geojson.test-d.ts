/** GeoJSON that goes to and comes from packages with the types of `@types/geojson`, proven by `npm run typecheck`. */

import type { Coord } from '@turf/helpers'
import type * as GeoJSON from 'geojson'
import { expectTypeOf } from 'vitest'
import type { ListProductsNearbyCardParams } from '../../generated/products.queries.js'
import type { boundingBox, geometryToEwkb, pointToEwkb } from '../../src/geo/index.js'
import { toFeatureCollection } from '../../src/geo/index.js'
import type {
  CreateProductInput,
  CreateUserInput,
  Feature,
  FeatureCollection,
  Geometry,
  GeometryCollection,
  GeometryInput,
  LineString,
  MultiLineString,
  MultiPoint,
  MultiPolygon,
  NearbyProduct,
  NearbyProductsInput,
  Point,
  PointInput,
  Polygon,
  Position,
  Position3D,
  BBox,
  Product,
  ProductPatch,
  SetLocationInput,
  Account,
} from '../../src/index.js'

// Our types are theirs.
expectTypeOf<Position>().toExtend<GeoJSON.Position>()
expectTypeOf<Position3D>().toExtend<GeoJSON.Position>()
expectTypeOf<BBox>().toExtend<GeoJSON.BBox>()
expectTypeOf<Point>().toExtend<GeoJSON.Point>()
expectTypeOf<Point<Position3D>>().toExtend<GeoJSON.Point>()
expectTypeOf<MultiPoint>().toExtend<GeoJSON.MultiPoint>()
expectTypeOf<LineString>().toExtend<GeoJSON.LineString>()
expectTypeOf<MultiLineString>().toExtend<GeoJSON.MultiLineString>()
expectTypeOf<Polygon>().toExtend<GeoJSON.Polygon>()
expectTypeOf<Polygon<Position3D>>().toExtend<GeoJSON.Polygon>()
expectTypeOf<MultiPolygon>().toExtend<GeoJSON.MultiPolygon>()
expectTypeOf<GeometryCollection>().toExtend<GeoJSON.GeometryCollection>()
expectTypeOf<Geometry>().toExtend<GeoJSON.Geometry>()
expectTypeOf<Feature<Point>>().toExtend<GeoJSON.Feature<GeoJSON.Point>>()
expectTypeOf<Feature>().toExtend<GeoJSON.Feature<GeoJSON.Geometry | null>>()
expectTypeOf<FeatureCollection<Point>>().toExtend<GeoJSON.FeatureCollection<GeoJSON.Point>>()
expectTypeOf<FeatureCollection>().toExtend<GeoJSON.FeatureCollection<GeoJSON.Geometry | null>>()

// What rows hold goes to turf, and a map of rows to a source of MapLibre, whose data are `GeoJSON.GeoJSON`.
expectTypeOf<NonNullable<Product['publicLocation']>>().toExtend<Coord>()
expectTypeOf<NonNullable<Account['publicLocation']>>().toExtend<Coord>()
declare const products: readonly Product[]
declare const nearby: readonly NearbyProduct[]
expectTypeOf(toFeatureCollection(nearby)).toExtend<GeoJSON.GeoJSON>()
expectTypeOf(toFeatureCollection(nearby, { properties: ['title', 'createdAt'] })).toExtend<
  GeoJSON.FeatureCollection<GeoJSON.Point, { title: string; createdAt: string }>
>()
expectTypeOf(toFeatureCollection(products)).toExtend<GeoJSON.FeatureCollection<GeoJSON.Point | null>>()
// A product may have no place; a map's features have.
expectTypeOf(toFeatureCollection(products)).not.toExtend<GeoJSON.GeoJSON>()

// Their types are taken as they are.
expectTypeOf<Coord>().toExtend<PointInput>()
expectTypeOf<GeoJSON.Position>().toExtend<PointInput>()
expectTypeOf<GeoJSON.Point>().toExtend<PointInput>()
expectTypeOf<GeoJSON.Feature<GeoJSON.Point>>().toExtend<PointInput>()
expectTypeOf<GeoJSON.Point>().toExtend<GeometryInput<Point>>()
expectTypeOf<GeoJSON.MultiPoint>().toExtend<GeometryInput<MultiPoint>>()
expectTypeOf<GeoJSON.LineString>().toExtend<GeometryInput<LineString>>()
expectTypeOf<GeoJSON.MultiLineString>().toExtend<GeometryInput<MultiLineString>>()
expectTypeOf<GeoJSON.Polygon>().toExtend<GeometryInput<Polygon>>()
expectTypeOf<GeoJSON.MultiPolygon>().toExtend<GeometryInput<MultiPolygon>>()
expectTypeOf<GeoJSON.GeometryCollection>().toExtend<GeometryInput<GeometryCollection>>()
expectTypeOf<GeoJSON.Geometry>().toExtend<GeometryInput>()
expectTypeOf<GeoJSON.Point>().toExtend<ListProductsNearbyCardParams['origin']>()
expectTypeOf<GeoJSON.Point>().toExtend<Parameters<typeof pointToEwkb>[0]>()
expectTypeOf<GeoJSON.Geometry>().toExtend<Parameters<typeof geometryToEwkb>[0]>()
expectTypeOf<GeoJSON.Point[]>().toExtend<Parameters<typeof boundingBox>[0]>()
declare const ofAService: readonly { readonly id: number; readonly location: GeoJSON.Point }[]
expectTypeOf(toFeatureCollection(ofAService)).toExtend<GeoJSON.FeatureCollection<GeoJSON.Point>>()

// So are read-only ones, such as what `as const` makes, and our own.
type ReadonlyPosition = readonly [longitude: number, latitude: number]
interface ReadonlyPoint {
  readonly type: 'Point'
  readonly coordinates: ReadonlyPosition
}
expectTypeOf<ReadonlyPosition | readonly [number, number, number]>().toExtend<PointInput>()
expectTypeOf<ReadonlyPoint>().toExtend<PointInput>()
expectTypeOf<{ readonly type: 'Feature'; readonly geometry: ReadonlyPoint }>().toExtend<PointInput>()
expectTypeOf<{
  readonly type: 'Polygon'
  readonly coordinates: readonly (readonly ReadonlyPosition[])[]
}>().toExtend<GeometryInput<Polygon>>()
expectTypeOf<Point | Position | Feature<Point>>().toExtend<PointInput>()
expectTypeOf<Geometry | Geometry<Position3D>>().toExtend<GeometryInput>()

// Wherever a place is given it is a PointInput.
expectTypeOf<NearbyProductsInput['near']>().toEqualTypeOf<PointInput>()
expectTypeOf<SetLocationInput['location']>().toEqualTypeOf<PointInput>()
expectTypeOf<CreateUserInput['location']>().toEqualTypeOf<PointInput | null | undefined>()
expectTypeOf<CreateProductInput['location']>().toEqualTypeOf<PointInput | null | undefined>()
expectTypeOf<ProductPatch['location']>().toEqualTypeOf<PointInput | null | undefined>()

// Another shape is refused.
expectTypeOf<GeoJSON.LineString>().not.toExtend<PointInput>()
expectTypeOf<GeoJSON.Feature<GeoJSON.Polygon>>().not.toExtend<PointInput>()
expectTypeOf<GeoJSON.Point>().not.toExtend<GeometryInput<Polygon>>()
expectTypeOf<GeoJSON.MultiPoint>().not.toExtend<GeometryInput<Polygon>>()
expectTypeOf<readonly string[]>().not.toExtend<PointInput>()
