import { DatabaseError } from '../../errors.js'

/** The first millisecond of the year 1, and the last one of the year 9999. */
const firstMs = -62_135_596_800_000
const lastMs = 253_402_300_799_999

/** `22008 datetime_field_overflow`: for infinity and outside the years 1 to 9999 a `Date` would be wrong. */
export function unfitInstant(): DatabaseError {
  return new DatabaseError('22008', 'a timestamp of the result does not fit a Date; select it as text')
}

/**
 * Returns the `Date` of a timestamptz.
 *
 * @throws {@link DatabaseError} for infinity, and outside the years 1 to 9999 in UTC.
 */
export function dateOf(ms: number): Date {
  if (ms < firstMs || ms > lastMs) throw unfitInstant()
  return new Date(ms)
}

/**
 * Days from 1970-01-01 to a day of the Gregorian calendar, months and days from 1 (H. Hinnant, 'chrono-Compatible
 * Low-Level Date Algorithms', days_from_civil). `Date.UTC` takes five times as long, and the year 99 for 1999.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
