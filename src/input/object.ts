import { InvalidInputError, isSoukError } from '../errors.js'
import { bare, isOfItsClass, isPlain, ownCopy } from '../own-properties.js'
import type { Read } from './read.js'

/** The keys of an object, with the reader of each value. */
export type Shape = Readonly<Record<string, Read<unknown>>>

type OptionalKey<S extends Shape> = {
  [K in keyof S]: undefined extends ReturnType<S[K]> ? K : never
}[keyof S]

/** The type of an object that a shape reads. A key that may be absent is optional. */
export type ReadShape<S extends Shape> = Flat<
  {
    readonly [K in Exclude<keyof S, OptionalKey<S>>]: ReturnType<S[K]>
  } & {
    readonly [K in OptionalKey<S>]?: Exclude<ReturnType<S[K]>, undefined>
  }
>

/** Makes an editor show one object instead of an intersection. */
type Flat<T> = { [K in keyof T]: T[K] }

/**
 * Reads an object with the keys of a shape and no others: a misspelt filter must not silently widen a search.
 *
 * Only own properties count, so a polluted prototype adds nothing. A key whose value is undefined is left out. The
 * outermost object is read without a field; its properties are then named by their keys alone.
 *
 * @example
 * ```ts
 * import { optional, text, uuid } from './index.js'
 *
 * interface Rename {
 *   readonly id: string
 *   readonly fullName?: string
 * }
 * const readRename = object({ id: uuid, fullName: optional(text({ min: 1, max: 100 })) } satisfies Keys<Rename>)
 * const { id, fullName } = readRename({ id: newId(), fullName: 'Aisha Karim' })
 * ```
 */
export function object<S extends Shape>(shape: S): (value: unknown, field?: string) => ReadShape<S> {
  const readers = Object.entries(shape)
  const known = new Set(Object.keys(shape))
  return (value, field = '') => {
    const given = record(value, field || 'input')
    let place = field || 'input'
    try {
      for (const key of Object.keys(given)) if (!known.has(key)) throw unknownKey(key, field, known)
      const isInstance = !isPlain(given)
      const read = bare()
      for (const [key, readValue] of readers) {
        place = field === '' ? key : `${field}.${key}`
        const isOwn = Object.hasOwn(given, key)
        if (!isOwn && isInstance && isOfItsClass(given, key)) {
          throw new InvalidInputError(place, 'must be a property of the object itself, not of its class')
        }
        const result = readValue(isOwn ? given[key] : undefined, place)
        if (result !== undefined) read[key] = result
      }
      return read as ReadShape<S>
    } catch (error) {
      // A getter or a Proxy of the caller's threw, and its message may quote data.
      throw isSoukError(error) ? error : new InvalidInputError(place, 'could not be read: it threw an error')
    }
  }
}

/** Checks with `satisfies` that a shape has every key of an input type, and no others. */
export type Keys<Input> = Readonly<Record<keyof Input, Read<unknown>>>

/**
 * Reads an object with any keys.
 *
 * A Map, URLSearchParams, Date, array or promise is refused: it would pass for an object without keys.
 */
export const record: Read<Readonly<Record<string, unknown>>> = (value, field) => {
  if (isRecord(value)) return value
  throw new InvalidInputError(field, 'must be an object')
}

/** Reads an object with any keys, and returns a copy that inherits nothing. */
export const recordCopy: Read<Readonly<Record<string, unknown>>> = (value, field) => {
  const given = record(value, field)
  try {
    return ownCopy(given)
  } catch {
    throw new InvalidInputError(field, 'could not be read: it threw an error')
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  try {
    return Object.prototype.toString.call(value) === '[object Object]'
  } catch {
    return false
  }
}

function unknownKey(key: string, field: string, known: ReadonlySet<string>): InvalidInputError {
  const problem = `is not known here; known are ${[...known].join(', ')}`
  // A key that does not look like a program's may be data.
  if (!/^[a-z]\w{0,39}$/i.test(key))
    return new InvalidInputError(field || 'input', `has a key that ${problem}`)
  return new InvalidInputError(field === '' ? key : `${field}.${key}`, problem)
}
