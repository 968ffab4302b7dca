import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'
import { isStorableText } from './storable-text.js'

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export interface JsonOptions {
  /** The greatest depth of nested objects and arrays. @defaultValue 32 */
  readonly maxDepth?: number
  /** The greatest length of the JSON in bytes of UTF-8. @defaultValue 65536 */
  readonly maxBytes?: number
}

/**
 * Reads plain JSON data, and returns a copy of it.
 *
 * Values that `JSON.stringify` would silently drop or change are refused: undefined, functions, holes, NaN, dates and
 * other class instances. So are NUL characters and lone surrogates, in keys too, which jsonb cannot store. An error names
 * the whole field, since the keys within are the caller's data.
 */
export function json({ maxDepth = 32, maxBytes = 65_536 }: JsonOptions = {}): Read<JsonValue> {
  return (value, field) => {
    // The length is counted on the way, so that a small graph of shared objects with a huge JSON form ends here.
    let bytes = 0
    const count = (more: number) => {
      bytes += more
      if (bytes > maxBytes) throw new InvalidInputError(field, `must have at most ${maxBytes} bytes as JSON`)
    }

    const copyText = (text: string): string => {
      if (text.length > maxBytes) count(text.length)
      if (!isStorableText(text)) {
        throw new InvalidInputError(field, 'must be JSON without NUL characters and lone surrogates')
      }
      count(Buffer.byteLength(JSON.stringify(text)))
      return text
    }

    const copy = (part: unknown, depth: number): JsonValue => {
      if (part === null || typeof part === 'boolean') {
        count(String(part).length)
        return part
      }
      if (typeof part === 'string') return copyText(part)
      if (typeof part === 'number' && Number.isFinite(part)) {
        count(String(part).length)
        return part + 0
      }
      const isArray = Array.isArray(part)
      if (!isArray && !isPlainObject(part)) throw new InvalidInputError(field, 'must be plain JSON data')
      if (depth === maxDepth)
        throw new InvalidInputError(field, `must not be nested more than ${maxDepth} deep`)
      count(2)
      if (isArray) {
        return Array.from(part, (element: unknown, index) => {
          if (index > 0) count(1)
          return copy(element, depth + 1)
        })
      }
      const entries = Object.entries(part).map(([key, member], index): [string, JsonValue] => {
        count(index > 0 ? 2 : 1)
        return [copyText(key), copy(member, depth + 1)]
      })
      return Object.fromEntries(entries)
    }

    return copy(value, 0)
  }
}

/** Reports whether a value is an object literal or a result of `JSON.parse`, of any realm. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
