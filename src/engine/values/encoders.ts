/** Encoders of parameters: each turns one kind of value into what is sent. */

import { InvalidInputError } from '../../errors.js'
import { lastMs } from './instant.js'

/** A parameter as it is sent: text, bytes or null. */
export type WireValue = string | Buffer | null

/** Turns one value into what is sent; `field` names the value in an error. */
export type Encoder = (value: unknown, field: string) => WireValue

/** The most characters or bytes of one parameter. */
export const maximumLength = 64 * 1024 * 1024
const maximumJsonDepth = 100

/** Sends text unchanged and refuses what PostgreSQL cannot store. The encoder of every type without one of its own. */
export function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new InvalidInputError(field, 'expected a string')
  if (value.length > maximumLength) throw new InvalidInputError(field, 'too long to send')
  if (!value.isWellFormed() || value.includes('\0')) {
    throw new InvalidInputError(
      field,
      'holds a NUL character or a lone surrogate, which PostgreSQL cannot store',
    )
  }
  return value
}

export function integer(value: unknown, field: string): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value === 'string' && /^[+-]?\d{1,20}$/.test(value)) return value
  throw new InvalidInputError(field, 'expected a safe integer')
}

export function float(value: unknown, field: string): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  throw new InvalidInputError(field, 'expected a number')
}

export function numeric(value: unknown, field: string): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,5})?$/i.test(value)) return value
  throw new InvalidInputError(field, 'expected a decimal number')
}

export function boolean(value: unknown, field: string): string {
  if (typeof value === 'boolean') return value ? 't' : 'f'
  throw new InvalidInputError(field, 'expected a boolean')
}

/** The first instant of PostgreSQL's calendar, of the year 4714 BC. */
const firstMs = -210_866_803_200_000

/** Sends a `Date`. The first and the last that there can be are infinity, as they are in rows. */
export function timestamp(value: unknown, field: string): string {
  if (typeof value === 'string') return text(value, field)
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new InvalidInputError(field, 'expected a valid Date')
  }
  const iso = value.toISOString()
  if (iso.length === 24 && !iso.startsWith('0000')) return iso
  const ms = value.getTime()
  if (ms === lastMs) return 'infinity'
  if (ms === -lastMs) return '-infinity'
  if (ms < firstMs) throw new InvalidInputError(field, 'before the year 4714 BC')
  // JavaScript writes `+010000-…` and `-000043-…`, which PostgreSQL does not read. Its year 0 is 1 BC.
  const year = value.getUTCFullYear()
  const rest = iso.slice(iso.indexOf('-', 1))
  return year > 0 ? `${year}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`
}

export function bytes(value: unknown, field: string): Buffer {
  if (!(value instanceof Uint8Array)) throw new InvalidInputError(field, 'expected bytes')
  if (value.byteLength > maximumLength) throw new InvalidInputError(field, 'too long to send')
  return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

function checkJson(value: unknown, field: string, depth: number): void {
  if (depth > maximumJsonDepth)
    throw new InvalidInputError(field, `nested more than ${maximumJsonDepth} levels deep`)
  if (typeof value === 'string') {
    text(value, field)
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new InvalidInputError(field, 'JSON has no NaN and no infinity')
  } else if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
    throw new InvalidInputError(field, `JSON has no ${typeof value}`)
  } else if (typeof value === 'object' && value !== null && !('toJSON' in value)) {
    if (Array.isArray(value)) {
      for (const element of value) checkJson(element, field, depth + 1)
      return
    }
    const members = value as Readonly<Record<string, unknown>>
    for (const key of Object.keys(members)) {
      text(key, field)
      checkJson(members[key], field, depth + 1)
    }
  }
}

/** Sends any value as JSON, a string too. An array becomes a JSON array, not a PostgreSQL array. */
export function json(value: unknown, field: string): string {
  checkJson(value, field, 0)
  // For anything else JSON.stringify returns undefined, although its type says string.
  const written = JSON.stringify(value) as string | undefined
  if (written === undefined) throw new InvalidInputError(field, 'not a JSON value')
  if (written.length > maximumLength) throw new InvalidInputError(field, 'too long to send')
  return written
}
