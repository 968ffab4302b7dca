import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

/** The keys an object may have, and how the value of each is read. */
export type Shape = Readonly<Record<string, Read<unknown>>>

type OptionalKey<S extends Shape> = {
  [K in keyof S]: undefined extends ReturnType<S[K]> ? K : never
}[keyof S]

/** What an object of a shape reads as: a key that may be absent is optional. */
export type ReadShape<S extends Shape> = Flat<
  {
    readonly [K in Exclude<keyof S, OptionalKey<S>>]: ReturnType<S[K]>
  } & {
    readonly [K in OptionalKey<S>]?: Exclude<ReturnType<S[K]>, undefined>
  }
>

/** Lets an editor show one object in the place of an intersection. */
type Flat<T> = { [K in keyof T]: T[K] }

/**
 * Reads an object with the keys of a shape and no others: a misspelt filter must not silently widen a search.
 *
 * Only own properties count, so that a polluted prototype adds nothing. A key whose value is undefined is left out.
 * The outermost object is read without a field; its properties are then named by their keys alone.
 *
 * @example
 * ```ts
 * const readRename = object({ id: uuid, fullName: optional(text({ min: 1, max: 100 })) } satisfies Keys<Rename>)
 * const { id, fullName } = readRename(value)
 * ```
 */
export function object<S extends Shape>(shape: S): (value: unknown, field?: string) => ReadShape<S> {
  const readers = Object.entries(shape)
  const known = new Set(Object.keys(shape))
  return (value, field = '') => {
    const given = record(value, field || 'input')
    for (const key of Object.keys(given)) if (!known.has(key)) throw unknownKey(key, field, known)
    const read: Record<string, unknown> = {}
    for (const [key, readValue] of readers) {
      const member = Object.hasOwn(given, key) ? given[key] : undefined
      const result = readValue(member, field === '' ? key : `${field}.${key}`)
      if (result !== undefined) read[key] = result
    }
    return read as ReadShape<S>
  }
}

/** Checks with `satisfies` that a shape has every key of an input type, and no others. */
export type Keys<Input> = Readonly<Record<keyof Input, Read<unknown>>>

/**
 * Reads an object with whatever keys.
 *
 * A Map, URLSearchParams, Date, array or promise is none: it would pass for an object that asks for nothing.
 */
export const record: Read<Readonly<Record<string, unknown>>> = (value, field) => {
  if (isRecord(value)) return value
  throw new InvalidInputError(field, 'must be an object')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]'
}

function unknownKey(key: string, field: string, known: ReadonlySet<string>): InvalidInputError {
  const problem = `is not known here; known are ${[...known].join(', ')}`
  // A key that does not look like one of a program's may be data.
  if (!/^[a-z]\w{0,39}$/i.test(key))
    return new InvalidInputError(field || 'input', `has a key that ${problem}`)
  return new InvalidInputError(field === '' ? key : `${field}.${key}`, problem)
}
