import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

/** Reads a day of the calendar in the years 1 to 9999, such as `2026-11-30`. */
export const day: Read<string> = (value, field) => {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !value.startsWith('0000')) {
    const start = new Date(`${value}T00:00:00Z`)
    // The 30th of February is a day of March to some.
    if (!Number.isNaN(start.getTime()) && start.toISOString().startsWith(value)) return value
  }
  throw new InvalidInputError(field, 'must be a day, such as 2026-11-30')
}
