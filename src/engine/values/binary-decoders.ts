/**
 * Decoders of the types whose binary form costs the server and us less than their text: there is no calendar and no
 * shortest decimal to work out. (PostgreSQL's source: timestamptz_send, float8send.)
 */

import type { ByteDecoder } from './decode.js'
import { dateOf } from './instant.js'
import { misfit } from './misfit.js'

/** Milliseconds from 1970-01-01 to 2000-01-01, from which PostgreSQL counts. */
const postgresEpochMs = 946_684_800_000

/** Reads the microseconds since 2000 as the whole millisecond that they are in, as all of a text's digits but three are cut off. */
function instant(bytes: Buffer, start: number, end: number): Date {
  if (end - start !== 8) throw misfit()
  // 2 ** 32 µs are 4,294,967 ms and 296 µs. The microseconds themselves would be past what a number holds exactly.
  const high = bytes.readInt32BE(start)
  const low = bytes.readUInt32BE(start + 4)
  return dateOf(high * 4_294_967 + Math.floor((high * 296 + low) / 1000) + postgresEpochMs)
}

function float8(bytes: Buffer, start: number, end: number): number {
  if (end - start !== 8) throw misfit()
  return bytes.readDoubleBE(start)
}

/** By oid (pg_type.dat): float8, timestamptz. */
export const binaryDecoders: ReadonlyMap<number, ByteDecoder> = new Map<number, ByteDecoder>([
  [701, float8],
  [1184, instant],
])
