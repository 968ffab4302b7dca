/**
 * Decoders of the binary form, for types whose binary form is cheaper than their text on the server and here: there is
 * no calendar date and no shortest decimal to work out. (PostgreSQL's source: timestamptz_send, float8send.)
 */

import { dateOf } from './instant.js'
import { misfit } from './misfit.js'

/** Milliseconds from 1970-01-01 to 2000-01-01, PostgreSQL's epoch. */
const postgresEpochMs = 946_684_800_000

/**
 * Reads microseconds since 2000, rounded down to the millisecond. The decoder of the text form drops the same digits.
 * The largest and the smallest count are infinity.
 */
export function instant(bytes: Buffer, start: number, end: number): Date {
  if (end - start !== 8) throw misfit()
  // 2 ** 32 µs are 4,294,967 ms and 296 µs. The count of microseconds itself could exceed what a number holds exactly.
  const high = bytes.readInt32BE(start)
  const low = bytes.readUInt32BE(start + 4)
  return dateOf(high * 4_294_967 + Math.floor((high * 296 + low) / 1000) + postgresEpochMs)
}

export function float8(bytes: Buffer, start: number, end: number): number {
  if (end - start !== 8) throw misfit()
  return bytes.readDoubleBE(start)
}
