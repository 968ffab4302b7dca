/** The constraints that a type such as `geography(Point, 4326)` puts on its values. */
export interface GeometryShape {
  /** The GeoJSON name of the shape; `Geometry` for any shape. */
  readonly shape: string
  readonly altitude: boolean
  readonly measure: boolean
  readonly srid: number
}

// Indexed by PostGIS's numbers; 0 is any shape. Shapes that GeoJSON lacks (curves, surfaces, triangles) have no entry.
const shapes = [
  'Geometry',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const

/**
 * Reads a type modifier of PostGIS; null if it does not name a shape that GeoJSON has.
 *
 * The modifier packs three values: bits 0 and 1 for M and Z, bits 2 to 7 for the shape, bits 8 to 28 for the SRID.
 */
export function shapeOfModifier(modifier: number): GeometryShape | null {
  if (modifier < 0) return null
  const shape = shapes[(modifier & 0xfc) >> 2]
  if (shape === undefined) return null
  return {
    shape,
    altitude: (modifier & 2) !== 0,
    measure: (modifier & 1) !== 0,
    srid: ((modifier & 0x0fffff00) - (modifier & 0x10000000)) >> 8,
  }
}

/**
 * Returns the modifier that PostGIS makes of the words in `geography(PointZ, 4326)`; null if the first is no shape.
 *
 * @param defaultSrid - The SRID of a cast without a number: 4326 for geography, 0 for geometry.
 */
export function modifierOfWords(words: readonly string[], defaultSrid: number): number | null {
  const [word = '', srid = String(defaultSrid)] = words
  const [, name, z, m] = /^(.*?)(z?)(m?)$/.exec(word.toLowerCase()) ?? []
  const shape = shapes.findIndex((known) => known.toLowerCase() === name)
  if (shape < 0) return null
  return (Number(srid) << 8) | (shape << 2) | (z === 'z' ? 2 : 0) | (m === 'm' ? 1 : 0)
}
