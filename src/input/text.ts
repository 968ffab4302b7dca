import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'
import { isStorableText } from './storable-text.js'

export interface TextOptions {
  /** @defaultValue 0 */
  readonly min?: number
  readonly max: number
  /** A pattern that the string must match; `problem` describes it: 'must be …'. */
  readonly pattern?: { readonly matches: RegExp; readonly problem: string }
}

/** Reads a string unchanged: nothing is trimmed or normalised. Lengths are in code points, as `char_length` counts them. */
export function text({ min = 0, max, pattern }: TextOptions): Read<string> {
  return (value, field) => {
    if (typeof value !== 'string') throw new InvalidInputError(field, 'must be a string')
    // A code point takes one or two units of UTF-16, so most strings need no counting, and a huge one is not walked.
    if (value.length > 2 * max || (value.length > max && codePoints(value) > max)) {
      throw new InvalidInputError(field, `must have at most ${max} characters`)
    }
    if (value.length < min || (value.length < 2 * min && codePoints(value) < min)) {
      throw new InvalidInputError(field, `must have at least ${min} characters`)
    }
    if (!isStorableText(value)) {
      throw new InvalidInputError(field, 'must be text without NUL characters and lone surrogates')
    }
    if (pattern !== undefined && value.search(pattern.matches) === -1) {
      throw new InvalidInputError(field, pattern.problem)
    }
    return value
  }
}

function codePoints(value: string): number {
  let count = 0
  for (let at = 0; at < value.length; at += (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++
  return count
}
