import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

/** Reads one of a fixed set of strings. */
export function oneOf<const Word extends string>(words: readonly Word[]): Read<Word> {
  return (value, field) => {
    const word = words.find((known) => known === value)
    if (word !== undefined) return word
    throw new InvalidInputError(field, `must be one of ${words.join(', ')}`)
  }
}
