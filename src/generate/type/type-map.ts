import { typescriptTypes, type TypescriptType } from '../../engine/values/typescript-types.js'
import { own } from '../../own-properties.js'
import { shapeOfModifier, type GeometryShape } from '../schema/geometry-shape.js'
import type { SqlType } from './sql-type.js'

/** A name in a TypeScript type that has to be imported. */
export interface TypeImport {
  readonly from: 'json' | 'geojson' | 'json-columns' | 'enums'
  readonly name: string
}

/** A TypeScript type for a SQL type. */
export interface MappedType {
  readonly text: string
  readonly imports: readonly TypeImport[]
}

/** A SQL type without a TypeScript type, and a way around it. */
export interface UnmappedType {
  readonly problem: string
  readonly hint: string
}

/** The direction of a value. The engine accepts more types than it returns. */
export type Direction = 'row' | 'parameter'

/** Returns the TypeScript type of a SQL type, or the reason why there is none. */
export function mapType(type: SqlType, direction: Direction): MappedType | UnmappedType {
  switch (type.kind) {
    case 'enum':
      return { text: type.typeName, imports: [{ from: 'enums', name: type.typeName }] }
    case 'array':
      return mapArray(type.element, direction, true)
    case 'other':
      return mapScalar(type, direction)
  }
}

/**
 * Returns the type of an array.
 *
 * Any element of a PostgreSQL array can be null, so the element type includes null unless the schema rules it out.
 */
export function mapArray(
  element: SqlType,
  direction: Direction,
  nullableElements: boolean,
): MappedType | UnmappedType {
  const mapped = mapType(element, direction)
  if ('problem' in mapped) return mapped
  const text = nullableElements ? `${mapped.text} | null` : mapped.text
  return { text: `readonly ${text.includes(' ') ? `(${text})` : text}[]`, imports: mapped.imports }
}

function mapScalar(
  { name, typtype, modifier }: Extract<SqlType, { kind: 'other' }>,
  direction: Direction,
): MappedType | UnmappedType {
  const text = own<TypescriptType>(typescriptTypes, name)?.[direction]
  if (text !== undefined) return { text, imports: text === 'Json' ? [{ from: 'json', name: 'Json' }] : [] }
  if (name === 'geography' || name === 'geometry') return mapGeometry(name, modifier, direction)
  // Ranges and multiranges are strings, as the server writes them.
  if (typtype === 'r' || typtype === 'm') return { text: 'string', imports: [] }
  if (typtype === 'c' || name === 'record') {
    return { problem: `a row of type ${name}`, hint: 'name its columns one by one, or use to_jsonb(…)' }
  }
  return {
    problem: `a value of type ${name}, for which there is no TypeScript type`,
    hint: direction === 'row' ? 'cast it: (…)::text' : `send it as text: :name!::text::${name}`,
  }
}

/** The shape of a parameter without a modifier, which only a cast gives it: a point, as this package's places are. */
const place: GeometryShape = { shape: 'Point', altitude: false, measure: false, srid: 4326 }

function mapGeometry(
  name: 'geography' | 'geometry',
  modifier: number,
  direction: Direction,
): MappedType | UnmappedType {
  const shape = shapeOfModifier(modifier) ?? (direction === 'parameter' ? place : null)
  if (shape === null) {
    return {
      problem: `a ${name} of which the shape is not known`,
      hint: `cast it: (…)::${name}(Point, 4326)`,
    }
  }
  if (shape.measure || shape.srid !== 4326) {
    return {
      problem: `a ${name} that GeoJSON cannot hold (${shape.measure ? 'measures' : `SRID ${shape.srid}`})`,
      hint: 'make it one that GeoJSON can hold: st_force2d(…), st_transform(…, 4326)',
    }
  }
  return direction === 'parameter' ? geometryInput(shape) : geometryType(shape)
}

/** Returns the GeoJSON type of a shape. */
function geometryType({ shape, altitude }: GeometryShape): MappedType {
  return altitude ? geoJson(`${shape}<Position3D>`, shape, 'Position3D') : geoJson(shape, shape)
}

/** Returns the type of what a caller may give for a shape. To it an altitude is one number more. */
function geometryInput({ shape }: GeometryShape): MappedType {
  return shape === 'Geometry'
    ? geoJson('GeometryInput', 'GeometryInput')
    : geoJson(`GeometryInput<${shape}>`, 'GeometryInput', shape)
}

function geoJson(text: string, ...names: readonly string[]): MappedType {
  return { text, imports: names.map((name) => ({ from: 'geojson', name })) }
}
