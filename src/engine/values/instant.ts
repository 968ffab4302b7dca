/**
 * The last instant that a `Date` can hold, in the year 275760; its negative is the first one. They stand for infinity.
 *
 * A list of fifty rows must not fail because one of them is valid for ever. An invalid `Date` would fail later, where
 * nobody expects it, and null would claim that there is no time. These two compare and sort as infinity does, print,
 * and are sent as infinity again. Every other instant is itself.
 */
export const lastMs = 8_640_000_000_000_000

/**
 * Returns the `Date` of a timestamptz. PostgreSQL's years go on to 294276: an instant that is later than every `Date`
 * becomes the last one.
 */
export function dateOf(ms: number): Date {
  return new Date(ms > lastMs ? lastMs : ms < -lastMs ? -lastMs : ms)
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
