import { InvalidInputError } from '../errors.js'
import { refuseOtherCrs } from './crs.js'
import type { AnyPosition, Geometry } from './geojson.js'
import { parseAnyPosition } from './position.js'
import { positionsOf } from './positions-of.js'

/** The depth limit of collections within collections; RFC 7946 advises against any. */
const maxNesting = 8

/**
 * Reads a caller's geometry of any type, including altitudes.
 *
 * Members that GeoJSON does not define are left out. A line has two or more positions. A ring has four or more, and ends
 * where it began. A line, polygon or collection may be empty, but a point may not.
 *
 * @throws {@link InvalidInputError} naming the field of the wrong part, such as
 * `area.coordinates[0][3][1]`.
 */
export function parseGeometry(value: unknown, field: string): Geometry<AnyPosition> {
  const geometry = parseNested(value, field, 0)
  if (geometry.type === 'Point') return geometry
  const dimensions = new Set<number>()
  for (const position of positionsOf(geometry)) dimensions.add(position.length)
  if (dimensions.size > 1) {
    throw new InvalidInputError(field, 'must have an altitude at every position or at none')
  }
  return geometry
}

function parseNested(value: unknown, field: string, nesting: number): Geometry<AnyPosition> {
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    throw new InvalidInputError(field, 'must be a GeoJSON geometry')
  }
  refuseOtherCrs(value, field)
  const at = `${field}.coordinates`
  const coordinates = 'coordinates' in value ? value.coordinates : undefined
  switch (value.type) {
    case 'Point':
      return { type: 'Point', coordinates: parseAnyPosition(coordinates, at) }
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: list(coordinates, at, parseAnyPosition) }
    case 'LineString':
      return { type: 'LineString', coordinates: line(coordinates, at) }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: list(coordinates, at, line) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: polygon(coordinates, at) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: list(coordinates, at, polygon) }
    case 'GeometryCollection': {
      if (nesting === maxNesting) throw new InvalidInputError(field, 'must not be nested so deeply')
      const members = 'geometries' in value ? value.geometries : undefined
      const parseMember = (member: unknown, memberField: string) =>
        parseNested(member, memberField, nesting + 1)
      return { type: 'GeometryCollection', geometries: list(members, `${field}.geometries`, parseMember) }
    }
    default:
      throw new InvalidInputError(`${field}.type`, 'must be the name of a GeoJSON geometry')
  }
}

function list<T>(value: unknown, field: string, parse: (item: unknown, field: string) => T): T[] {
  if (!Array.isArray(value)) throw new InvalidInputError(field, 'must be an array')
  return Array.from(value, (item: unknown, index) => parse(item, `${field}[${index}]`))
}

function line(value: unknown, field: string): AnyPosition[] {
  const positions = list(value, field, parseAnyPosition)
  if (positions.length === 1) throw new InvalidInputError(field, 'must have two positions or more')
  return positions
}

function ring(value: unknown, field: string): AnyPosition[] {
  const positions = list(value, field, parseAnyPosition)
  const last = positions.at(-1)
  if (positions.length < 4 || !positions[0]?.every((number, axis) => number === last?.[axis])) {
    throw new InvalidInputError(field, 'must be a ring: four positions or more, the last equal to the first')
  }
  return positions
}

function polygon(value: unknown, field: string): AnyPosition[][] {
  return list(value, field, ring)
}
