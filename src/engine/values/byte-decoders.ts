/** Decoders of the most frequent types that read the bytes of a value's text form, without making a string of it. */

import { DatabaseError } from '../../errors.js'
import type { ByteDecoder } from './decode.js'
import { misfit } from './misfit.js'
import { sliceAscii } from './slice-text.js'

const minus = 45

function unsafeInteger(): DatabaseError {
  return new DatabaseError('22003', 'a bigint of the result is not a safe integer; select it as text')
}

function integer(bytes: Buffer, start: number, end: number): number {
  let at = start
  const negative = bytes[at] === minus
  if (negative) at++
  let value = 0
  // The digit first: `value * 10 + byte` would be past what is exact while the number itself is not.
  if (at >= end) throw misfit()
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 48
    if (digit < 0 || digit > 9) throw misfit()
    value = value * 10 + digit
  }
  if (value > Number.MAX_SAFE_INTEGER) throw unsafeInteger()
  return negative ? -value : value
}

function boolean(bytes: Buffer, start: number, end: number): boolean {
  const letter = bytes[start]
  if (end - start !== 1 || (letter !== 116 && letter !== 102)) throw misfit()
  return letter === 116
}

/** By oid (pg_type.dat): bool, int8, int2, int4, oid, uuid. */
export const builtinByteDecoders: ReadonlyMap<number, ByteDecoder> = new Map<number, ByteDecoder>([
  [16, boolean],
  [20, integer],
  [21, integer],
  [23, integer],
  [26, integer],
  [2950, sliceAscii],
])
