import { types } from 'node:util'
import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

const earliest = new Date('0001-01-01T00:00:00.000Z').getTime()
const latest = new Date('9999-12-31T23:59:59.999Z').getTime()

/** Reads a valid `Date` of the years 1 to 9999, which JavaScript and PostgreSQL write the same way. */
export const timestamp: Read<Date> = (value, field) => {
  if (types.isDate(value)) {
    const time = value.getTime()
    if (time >= earliest && time <= latest) return new Date(time)
  }
  throw new InvalidInputError(field, 'must be a valid Date of the years 1 to 9999')
}
