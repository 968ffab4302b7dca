import { boxAround } from './bounding-box.js'
import type { Feature, FeatureCollection, GeometryInput, Point } from './geojson.js'
import { parseAnyPosition } from './position.js'

/** A row that tells the public where it is, such as a user or a product. */
export interface PubliclyLocatedRow {
  readonly id: string | number
  readonly publicLocation: GeometryInput<Point> | null
}

/** A row of a service's own table, with a location. */
export interface OwnLocatedRow {
  readonly id: string | number
  readonly location: GeometryInput<Point> | null
}

/** A row that a map can show. Of one with both places it shows the public one, and neither is a property. */
export type LocatedRow = PubliclyLocatedRow | OwnLocatedRow

/** The geometry of a row's feature. */
export type GeometryOf<Row extends LocatedRow> = Row extends PubliclyLocatedRow
  ? Row['publicLocation']
  : Row extends OwnLocatedRow
    ? Row['location']
    : never

/** The properties of a row's feature, with dates as ISO 8601 strings. */
export type PropertiesOf<Row, Key extends keyof Row = keyof Row> = {
  readonly [K in Exclude<Key, keyof PubliclyLocatedRow | keyof OwnLocatedRow>]: DatesAsText<Row[K]>
}

type DatesAsText<Value> = Value extends Date ? string : Value

export interface FeatureOptions<Key> {
  /**
   * The properties of a feature. Anybody may see a map: name the properties where a row holds private columns.
   *
   * @defaultValue all but `id`, `publicLocation` and `location`
   */
  readonly properties?: readonly Key[] | undefined
}

/** Makes a GeoJSON feature of a row. Its geometry is the row's public location or location, null if that is. */
export function toFeature<Row extends LocatedRow, Key extends keyof Row = keyof Row>(
  row: Row,
  options: FeatureOptions<Key> = {},
): Feature<GeometryOf<Row>, PropertiesOf<Row, Key>> {
  const named: readonly PropertyKey[] | undefined = options.properties
  const properties: Record<string, unknown> = {}
  for (const key of Object.keys(row)) {
    if (isMember(key) || named?.includes(key) === false) continue
    const value = row[key as keyof Row]
    setOwn(properties, key, value instanceof Date ? value.toISOString() : value)
  }
  return {
    type: 'Feature',
    id: row.id,
    geometry: placeIn(row).place as GeometryOf<Row>,
    properties: properties as PropertiesOf<Row, Key>,
  }
}

/** Reports whether a column is the feature's id or geometry, and not one of its properties. */
function isMember(key: string): boolean {
  return key === 'id' || key === 'publicLocation' || key === 'location'
}

function placeIn(row: LocatedRow): { readonly name: string; readonly place: GeometryInput<Point> | null } {
  return 'publicLocation' in row
    ? { name: 'publicLocation', place: row.publicLocation }
    : { name: 'location', place: row.location }
}

/** Sets an own property, even where an assignment would set the prototype. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true })
}

/**
 * Makes a GeoJSON feature collection of rows, in their order.
 *
 * Its `bbox` is the narrowest box around all rows that have a location, across the antimeridian if need be
 * ({@link boundingBox}). It is absent if no row has one.
 *
 * @throws {@link InvalidInputError} if a location is not on the globe.
 *
 * @example
 * ```ts
 * const page = await db.products.nearby({ near: [55.2708, 25.2048], radiusMetres: 5_000 })
 * const map = toFeatureCollection(page.items, { properties: ['title', 'priceMinor', 'distanceMetres'] })
 * ```
 */
export function toFeatureCollection<Row extends LocatedRow, Key extends keyof Row = keyof Row>(
  rows: readonly Row[],
  options: FeatureOptions<Key> = {},
): FeatureCollection<GeometryOf<Row>, PropertiesOf<Row, Key>> {
  const bbox = boxAround(
    rows.flatMap((row, index) => {
      const { name, place } = placeIn(row)
      const coordinates = place?.coordinates
      return coordinates === undefined
        ? []
        : [parseAnyPosition(coordinates, `rows[${index}].${name}.coordinates`)]
    }),
  )
  const features = rows.map((row) => toFeature(row, options))
  return { type: 'FeatureCollection', ...(bbox === undefined ? {} : { bbox }), features }
}
