import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

/** Reads true or false, and no value that merely counts as one of them. */
export const boolean: Read<boolean> = (value, field) => {
  if (typeof value === 'boolean') return value
  throw new InvalidInputError(field, 'must be true or false')
}
