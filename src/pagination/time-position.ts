import { InvalidInputError } from '../errors.js'
import { tuple, uuid, type Read } from '../input/index.js'

/** The position where a page ended: the time and the id that it is ordered by, as the server writes them. */
export type TimePosition = readonly [time: string, id: string]

const form =
  /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?[+-](\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/

/**
 * Reads a timestamptz with its microseconds, which a `Date` does not have: as the server writes one with `DateStyle ISO`.
 *
 * It must be one that the server accepts, or a made-up cursor would be refused there. The bounds are those of PostgreSQL's
 * date/time types, a year narrower so that no time zone leaves them.
 */
export const readExactTime: Read<string> = (value, field) => {
  if (typeof value === 'string' && isExactTime(value)) return value
  throw new InvalidInputError(field, 'must be a time')
}

function isExactTime(value: string): boolean {
  if (value === 'infinity' || value === '-infinity') return true
  const parts = form.exec(value)
  if (parts === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, ...zone] = parts
    .slice(1, 10)
    .map(Number)
  const isBeforeChrist = parts[10] !== undefined
  if (year < 1 || year > (isBeforeChrist ? 4_712 : 294_275) || month < 1 || month > 12 || day < 1)
    return false
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 15) return false
  if (zone.some((part) => part > 59)) return false
  // A year of the same length in the days of JavaScript: leap years come again after 400 years, and 1 BC is the year 0.
  const sameLength = 2000 + ((isBeforeChrist ? 1 - year : year) % 400)
  return day <= new Date(Date.UTC(sameLength, month, 0)).getUTCDate()
}

/** Reads a position, as a cursor holds it. */
export const readTimePosition = tuple<TimePosition>([readExactTime, uuid])
