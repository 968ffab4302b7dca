/** Decoders of the most frequent types that read the bytes of a value's text form, without making a string of it. */

import { DatabaseError } from '../errors.js'
import { builtinDecoders, type ByteDecoder } from './decode.js'
import { sliceAscii } from './slice-text.js'

const minus = 45
const plus = 43

function unsafeInteger(): DatabaseError {
  return new DatabaseError('22003', 'a bigint of the result is not a safe integer; select it as text')
}

function integer(bytes: Buffer, start: number, end: number): number {
  let at = start
  const negative = bytes[at] === minus
  if (negative) at++
  let value = 0
  // The digit first: `value * 10 + byte` would be past what is exact while the number itself is not.
  for (; at < end; at++) value = value * 10 + ((bytes[at] ?? 0) - 48)
  if (value > Number.MAX_SAFE_INTEGER) throw unsafeInteger()
  return negative ? -value : value
}

function boolean(bytes: Buffer, start: number): boolean {
  return bytes[start] === 116
}

/** Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, 'chrono-Compatible Low-Level Date Algorithms', days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function twoDigits(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) - 48) * 10 + (bytes[at + 1] ?? 0) - 48
}

const slowInstant = builtinDecoders.get(1184)

/**
 * Reads a timestamptz as the server writes most of them, `2026-11-23 02:19:00.123456+04`; all others, such as those
 * of zones with minutes, as the decoder of texts does.
 */
function instant(bytes: Buffer, start: number, end: number): unknown {
  let at = start + 19
  let milliseconds = 0
  if (bytes[at] === 46) {
    let scale = 100
    for (at++; at < end; at++, scale /= 10) {
      const digit = (bytes[at] ?? 0) - 48
      if (digit < 0 || digit > 9) break
      if (scale >= 1) milliseconds += digit * scale
    }
  }
  const sign = bytes[at]
  const isUsual = at + 3 === end && bytes[start + 4] === minus && (sign === minus || sign === plus)
  if (!isUsual) return slowInstant?.(sliceAscii(bytes, start, end))
  const days = daysFromCivil(
    twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2),
    twoDigits(bytes, start + 5),
    twoDigits(bytes, start + 8),
  )
  const offset = twoDigits(bytes, at + 1)
  const hours = days * 24 + twoDigits(bytes, start + 11) - (sign === minus ? -offset : offset)
  const minutes = hours * 60 + twoDigits(bytes, start + 14)
  return new Date((minutes * 60 + twoDigits(bytes, start + 17)) * 1000 + milliseconds)
}

/** By oid (pg_type.dat): bool, int8, int2, int4, oid, timestamptz, uuid. */
export const builtinByteDecoders: ReadonlyMap<number, ByteDecoder> = new Map<number, ByteDecoder>([
  [16, boolean],
  [20, integer],
  [21, integer],
  [23, integer],
  [26, integer],
  [1184, instant],
  [2950, sliceAscii],
])
