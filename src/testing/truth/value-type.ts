import type { RowType } from '../../engine/values/typescript-types.js'
import { own } from '../../own-properties.js'
import type { QueryManifest } from './query-manifest.js'

/** Reports whether a value has a type, as generation writes types. */
export type ValueTest = (value: unknown) => boolean

/**
 * Reads a type of a generated row.
 *
 * @throws TypeError if generation does not write such a type.
 */
export function valueTest(type: string, enums: QueryManifest['enums']): ValueTest {
  const alternatives = splitUnion(type)
  if (alternatives.length > 1) {
    const tests = alternatives.map((alternative) => valueTest(alternative, enums))
    return (value) => tests.some((test) => test(value))
  }
  const list = /^readonly (.*)\[\]$/.exec(type)?.[1]
  if (list !== undefined) {
    const element = valueTest(list.replace(/^\((.*)\)$/, '$1'), enums)
    return (value) => Array.isArray(value) && value.every(element)
  }
  const [, shape, position] = /^(\w+)(<Position3D>)?$/.exec(type) ?? []
  const labels = shape === undefined ? undefined : own(enums, shape)
  if (labels !== undefined && position === undefined)
    return (value) => labels.some((label) => label === value)
  const text = /^'([\w.-]+)'$/.exec(type)?.[1]
  if (text !== undefined) return (value) => value === text
  const scalar = own<ValueTest>(scalars, type)
  if (scalar !== undefined) return scalar
  if (shape !== undefined && shapes.has(shape)) return isShape(shape, position === undefined ? 2 : 3)
  if (/^JsonColumns\['[^']+'\]$/.test(type)) return isJson
  throw new TypeError(`generation writes no type ${type}`)
}

const scalars: Readonly<Record<RowType | 'null', ValueTest>> = {
  null: (value) => value === null,
  "''": (value) => value === '',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  Buffer: (value) => Buffer.isBuffer(value),
  Date: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  Json: isJson,
}

const shapes = new Set([
  'Geometry',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
])

function splitUnion(type: string): string[] {
  return type.startsWith('readonly ') && type.endsWith('[]') ? [type] : type.split(' | ')
}

function isJson(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  if (Array.isArray(value)) return value.every(isJson)
  return isPlain(value) && Object.values(value).every(isJson)
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function isShape(shape: string, dimensions: number): ValueTest {
  const test = (value: unknown): boolean => {
    if (!isPlain(value) || !('type' in value)) return false
    if (shape !== 'Geometry' && value.type !== shape) return false
    if ('geometries' in value) {
      return Array.isArray(value.geometries) && value.geometries.every(isShape('Geometry', dimensions))
    }
    return (
      'coordinates' in value &&
      (value.type !== 'Point' || isPosition(value.coordinates, dimensions)) &&
      arePositions(value.coordinates, dimensions)
    )
  }
  return test
}

function isPosition(value: unknown, dimensions: number): boolean {
  return Array.isArray(value) && value.length === dimensions && value.every((one) => typeof one === 'number')
}

function arePositions(value: unknown, dimensions: number): boolean {
  if (isPosition(value, dimensions)) return true
  return Array.isArray(value) && value.every((one) => Array.isArray(one) && arePositions(one, dimensions))
}

/** Describes the type of a value without its content. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (value instanceof Date) return 'Date'
  if (Buffer.isBuffer(value)) return 'Buffer'
  if (Array.isArray(value)) {
    return `array of ${[...new Set(value.map(kindOf))].sort().join(' and ') || 'nothing'}`
  }
  if (isPlain(value) && 'type' in value && typeof value.type === 'string' && shapes.has(value.type))
    return value.type
  return typeof value
}
