import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

/** Reads an IPv4 or IPv6 address, without a network mask and without a zone, which means something on one machine alone. */
export const ipAddress: Read<string> = (value, field) => {
  const { isIP } = process.getBuiltinModule('node:net')
  if (typeof value === 'string' && isIP(value) !== 0 && !value.includes('%')) return value
  throw new InvalidInputError(field, 'must be an IPv4 or IPv6 address')
}
