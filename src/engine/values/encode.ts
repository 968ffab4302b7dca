/**
 * Turns parameters into what is sent: text, bytes or null.
 *
 * The driver never sees anything else. A value that fails to serialise inside the driver poisons the
 * statement's name on that connection, and one that PostgreSQL would cut, fold or replace (a lone
 * surrogate, a rounded number) is refused here, by its field's name.
 */

import { InvalidInputError, isSoukError, type SoukError } from '../../errors.js'
import type { ByteDecoder, Decoder } from './decode.js'
import { own } from '../../own-properties.js'

/**
 * Makes an error of ours of whatever a getter, a `toJSON` or a Proxy among the parameters threw, which may quote data.
 *
 * @param field - the parameter that was being read.
 */
export function fromEncodingError(error: unknown, field: string): SoukError {
  return isSoukError(error) ? error : new InvalidInputError(field, 'could not be read: it threw an error')
}

/** A parameter as it goes over the wire. */
export type WireValue = string | Buffer | null

/** Turns one value into its wire form; `field` names it in an error. */
export type Encoder = (value: unknown, field: string) => WireValue

/** How to send and read a type that only another room understands, such as `geography`. */
export interface TypeCodec {
  /** Loads what reading takes; called when a database turns out to have the type, and done before the first value. */
  readonly load?: () => Promise<void>
  readonly encode: (value: unknown, field: string) => string
  readonly decode: Decoder
  /** Gives the same of the type's binary form, as its `send` function writes it. */
  readonly decodeBinary?: ByteDecoder
  /** What stands between the elements of an array of it (pg_type.typdelim). @defaultValue a comma */
  readonly delimiter?: string
}

/** Codecs by type name. */
export type TypeCodecs = Readonly<Record<string, TypeCodec>>

const maximumLength = 64 * 1024 * 1024
const maximumJsonDepth = 100

/** Sends text as it is; what PostgreSQL cannot store is refused. It encodes every type that has no encoder of its own. */
export function encodeText(value: unknown, field: string): string {
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

function integer(value: unknown, field: string): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value === 'string' && /^[+-]?\d{1,20}$/.test(value)) return value
  throw new InvalidInputError(field, 'expected a safe integer')
}

function float(value: unknown, field: string): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  throw new InvalidInputError(field, 'expected a number')
}

function numeric(value: unknown, field: string): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,5})?$/i.test(value)) return value
  throw new InvalidInputError(field, 'expected a decimal number')
}

function boolean(value: unknown, field: string): string {
  if (typeof value === 'boolean') return value ? 't' : 'f'
  throw new InvalidInputError(field, 'expected a boolean')
}

function timestamp(value: unknown, field: string): string {
  if (typeof value === 'string') return encodeText(value, field)
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new InvalidInputError(field, 'expected a valid Date')
  }
  const iso = value.toISOString()
  // Years outside 0001–9999 are written `+010000-…` or `-000001-…`, which PostgreSQL does not read.
  if (iso.length !== 24 || iso.startsWith('0000'))
    throw new InvalidInputError(field, 'outside the years 1 to 9999')
  return iso
}

function bytes(value: unknown, field: string): Buffer {
  if (!(value instanceof Uint8Array)) throw new InvalidInputError(field, 'expected bytes')
  if (value.byteLength > maximumLength) throw new InvalidInputError(field, 'too long to send')
  return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

function checkJson(value: unknown, field: string, depth: number): void {
  if (depth > maximumJsonDepth)
    throw new InvalidInputError(field, `nested more than ${maximumJsonDepth} levels deep`)
  if (typeof value === 'string') {
    encodeText(value, field)
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
      encodeText(key, field)
      checkJson(members[key], field, depth + 1)
    }
  }
}

/** A parameter declared json is sent as JSON whatever it is: a string too, and an array is not a PostgreSQL array. */
function json(value: unknown, field: string): string {
  checkJson(value, field, 0)
  // What JSON makes of anything else (nothing) is no string, whatever its type says.
  const written = JSON.stringify(value) as string | undefined
  if (written === undefined) throw new InvalidInputError(field, 'not a JSON value')
  if (written.length > maximumLength) throw new InvalidInputError(field, 'too long to send')
  return written
}

const needsQuoting = /["\\]/

function quoteElement(element: WireValue): string {
  if (element === null) return 'NULL'
  const written = typeof element === 'string' ? element : `\\x${element.toString('hex')}`
  if (!needsQuoting.test(written)) return `"${written}"`
  return `"${written.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** Encodes an element; only of one that is refused is it worth a text for each to say what it is called. */
function encodeElement(encode: Encoder, element: unknown, field: string, index: number): WireValue {
  try {
    return encode(element, field)
  } catch {
    return encode(element, `${field}[${index}]`)
  }
}

function arrayOf(encode: Encoder, delimiter = ','): Encoder {
  const elements = (value: unknown, field: string): string => {
    if (!Array.isArray(value)) throw new InvalidInputError(field, 'expected an array')
    let written = '{'
    for (let index = 0; index < value.length; index++) {
      const element: unknown = value[index]
      if (index > 0) written += delimiter
      if (element === null) written += 'NULL'
      else if (element === undefined) throw new InvalidInputError(`${field}[${index}]`, 'is missing')
      else written += quoteElement(encodeElement(encode, element, field, index))
      if (written.length > maximumLength) throw new InvalidInputError(field, 'too long to send')
    }
    return `${written}}`
  }
  return elements
}

/** For a parameter whose type nobody declared (a query of pgtyped's own generator): by the value's own kind. */
function byKind(value: unknown, field: string): WireValue {
  switch (typeof value) {
    case 'string':
      return encodeText(value, field)
    case 'number':
      return float(value, field)
    case 'bigint':
      return integer(value, field)
    case 'boolean':
      return boolean(value, field)
    default:
      if (value instanceof Date) return timestamp(value, field)
      if (value instanceof Uint8Array) return bytes(value, field)
      if (Array.isArray(value)) return arrayOf(byKind)(value, field)
      return json(value, field)
  }
}

const builtin: ReadonlyMap<string, Encoder> = new Map<string, Encoder>([
  ['bool', boolean],
  ['bytea', bytes],
  ['float4', float],
  ['float8', float],
  ['int2', integer],
  ['int4', integer],
  ['int8', integer],
  ['json', json],
  ['jsonb', json],
  ['numeric', numeric],
  ['timestamp', timestamp],
  ['timestamptz', timestamp],
])

/**
 * Gives the encoder of a type: `uuid`, `int8[]`, `geography`, …
 *
 * @param type - the type's name as generation wrote it, or undefined where it is not known.
 */
export function encoderFor(type: string | undefined, codecs: TypeCodecs): Encoder {
  if (type === undefined) return byKind
  if (type.endsWith('[]')) {
    const element = type.slice(0, -2)
    return arrayOf(encoderFor(element, codecs), own(codecs, element)?.delimiter)
  }
  return own(codecs, type)?.encode ?? builtin.get(type) ?? encodeText
}
