import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Reads a UUID of any version in its canonical form, and returns it in lower case as PostgreSQL does. */
export const uuid: Read<string> = (value, field) => {
  if (typeof value === 'string' && canonical.test(value)) return value.toLowerCase()
  throw new InvalidInputError(field, 'must be a UUID')
}
