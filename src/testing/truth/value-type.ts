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
  return new TypeReader(type, enums).read()
}

// A string in quotes, a name with what belongs to it, or a sign.
const token = /'(?:[^'\\]|\\.)*'|\w+(?:<Position3D>|\['(?:[^'\\]|\\.)+'\])?|\[\]|[{}()[\]<>|,;:?]/g

/** Reads the part of TypeScript's types that generation writes. */
class TypeReader {
  readonly #type: string
  readonly #enums: QueryManifest['enums']
  readonly #tokens: readonly string[]
  #at = 0

  constructor(type: string, enums: QueryManifest['enums']) {
    this.#type = type
    this.#enums = enums
    this.#tokens = type.match(token) ?? []
  }

  read(): ValueTest {
    const test = this.#union()
    if (this.#at < this.#tokens.length) throw this.#unknown()
    return test
  }

  #union(): ValueTest {
    const tests = [this.#list()]
    while (this.#take('|')) tests.push(this.#list())
    const [only] = tests
    return tests.length === 1 && only !== undefined ? only : (value) => tests.some((test) => test(value))
  }

  /** A list is `readonly` something: an array, or a tuple. */
  #list(): ValueTest {
    if (!this.#take('readonly')) return this.#single()
    if (this.#take('[]')) return (value) => Array.isArray(value) && value.length === 0
    if (this.#take('[')) return this.#tuple()
    const element = this.#single()
    if (!this.#take('[]')) throw this.#unknown()
    return (value) => Array.isArray(value) && value.every(element)
  }

  #tuple(): ValueTest {
    const tests: ValueTest[] = []
    while (!this.#take(']')) {
      tests.push(this.#union())
      this.#take(',')
    }
    return (value) =>
      Array.isArray(value) && value.length === tests.length && tests.every((test, at) => test(value[at]))
  }

  #single(): ValueTest {
    if (this.#take('(')) {
      const test = this.#union()
      this.#expect(')')
      return test
    }
    if (this.#take('{')) return this.#object()
    if (this.#take('Readonly')) return this.#record()
    return this.#named(this.#next())
  }

  /** An object has the members and no others. */
  #object(): ValueTest {
    const members = new Map<string, { readonly test: ValueTest; readonly optional: boolean }>()
    while (!this.#take('}')) {
      this.#expect('readonly')
      const key = unquoted(this.#next())
      const optional = this.#take('?')
      this.#expect(':')
      members.set(key, { test: this.#union(), optional })
      this.#take(';')
    }
    return (value) =>
      isPlain(value) &&
      Object.keys(value).every((key) => members.has(key)) &&
      [...members].every(([key, { test, optional }]) =>
        Object.hasOwn(value, key) ? test(Reflect.get(value, key)) : optional,
      )
  }

  #record(): ValueTest {
    for (const word of ['<', 'Record', '<', 'string', ',']) this.#expect(word)
    const isEmpty = this.#take('never')
    const test: ValueTest = isEmpty ? () => false : this.#union()
    for (const word of ['>', '>']) this.#expect(word)
    return (value) => isPlain(value) && Object.values(value).every(test)
  }

  #named(name: string): ValueTest {
    const [, shape, position] = /^(\w+)(<Position3D>)?$/.exec(name) ?? []
    const labels = shape === undefined ? undefined : own(this.#enums, shape)
    if (labels !== undefined && position === undefined)
      return (value) => labels.some((label) => label === value)
    const scalar = own<ValueTest>(scalars, name)
    if (scalar !== undefined) return scalar
    if (name.startsWith("'")) return (value) => value === unquoted(name)
    if (shape !== undefined && shapes.has(shape)) return isShape(shape, position === undefined ? 2 : 3)
    if (/^JsonColumns\['.+'\]$/.test(name)) return isJson
    throw this.#unknown()
  }

  #next(): string {
    const next = this.#tokens[this.#at++]
    if (next === undefined) throw this.#unknown()
    return next
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false
    this.#at++
    return true
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#unknown()
  }

  #unknown(): TypeError {
    return new TypeError(`generation writes no type ${this.#type}`)
  }
}

/** Reads a string as generation writes it: one of JSON, but in single quotes. */
function unquoted(text: string): string {
  if (!text.startsWith("'")) return text
  const inner = text
    .slice(1, -1)
    .replace(/\\.|"/g, (one) => (one === '"' ? '\\"' : one === "\\'" ? "'" : one))
  return String(JSON.parse(`"${inner}"`))
}

const scalars: Readonly<Record<RowType | 'null' | 'JsonNumber', ValueTest>> = {
  null: (value) => value === null,
  "''": (value) => value === '',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  Buffer: (value) => Buffer.isBuffer(value),
  Date: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  Json: isJson,
  JsonNumber: (value) => typeof value === 'number' || /^(?:NaN|-?Infinity)$/.test(String(value)),
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
