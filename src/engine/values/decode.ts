/** Reads the text form of PostgreSQL's values. */

import { DatabaseError } from '../../errors.js'
import { daysFromCivil, dateOf, unfitInstant } from './instant.js'
import { misfit } from './misfit.js'
import { emptyArray } from '../../plain-object.js'

/** Reads one value that is not null. */
export type Decoder = (text: string) => unknown

/** Reads the value whose text lies between two offsets, without making a string of it. */
export type ByteDecoder = (bytes: Buffer, start: number, end: number) => unknown

/** How the values of a type are read. */
export interface TypeReader {
  /** Null where the text is the value. */
  readonly fromText: Decoder | null
  /** Gives what `fromText` gives, and is quicker. */
  readonly fromBytes?: ByteDecoder | undefined
  /** Gives the same of the type's binary form, where that is worth asking the server for. */
  readonly fromBinary?: ByteDecoder | undefined
}

/** `22003 numeric_value_out_of_range`: what the server itself calls a number that its target cannot hold. */
function unsafeInteger(): DatabaseError {
  return new DatabaseError('22003', 'a bigint of the result is not a safe integer; select it as text')
}

function number(text: string): number {
  const value = Number(text)
  if (text === '' || (Number.isNaN(value) && text !== 'NaN')) throw misfit()
  return value
}

function boolean(text: string): boolean {
  if (text !== 't' && text !== 'f') throw misfit()
  return text === 't'
}

function safeInteger(text: string): number {
  const value = number(text)
  if (!Number.isSafeInteger(value)) throw unsafeInteger()
  return value
}

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
}

const usual = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d(?::\d\d){0,2})?(?: BC)?$/

/**
 * Reads a timestamptz as the server writes it with `DateStyle ISO`: `2026-11-23 02:19:00.123456+04`.
 *
 * Microseconds are cut to the millisecond, which is all a `Date` holds. What is of the year 9999 here may be of the year
 * 10000 in the session's zone, so it is the instant that is judged.
 */
function instant(text: string): Date {
  if (!usual.test(text)) throw unfitInstant() // infinity
  const isBeforeChrist = text.endsWith(' BC')
  const end = isBeforeChrist ? text.length - 3 : text.length
  const yearEnd = text.indexOf('-')
  const year = Number(text.slice(0, yearEnd))
  const days = daysFromCivil(
    isBeforeChrist ? 1 - year : year,
    digits(text, yearEnd + 1),
    digits(text, yearEnd + 4),
  )
  const minutes = (days * 24 + digits(text, yearEnd + 7)) * 60 + digits(text, yearEnd + 10)
  let seconds = minutes * 60 + digits(text, yearEnd + 13)
  let position = yearEnd + 15
  let milliseconds = 0
  if (text.charCodeAt(position) === 46) {
    let scale = 100
    for (position++; text.charCodeAt(position) >= 48 && text.charCodeAt(position) <= 57; position++) {
      if (scale >= 1) milliseconds += (text.charCodeAt(position) - 48) * scale
      scale /= 10
    }
  }
  if (position < end) {
    let offset = digits(text, position + 1) * 3600
    if (position + 3 < end) offset += digits(text, position + 4) * 60
    if (position + 6 < end) offset += digits(text, position + 7)
    seconds -= text.charCodeAt(position) === 45 ? -offset : offset
  }
  return dateOf(seconds * 1000 + milliseconds)
}

function bytes(text: string): Buffer {
  if (!text.startsWith('\\x')) throw new DatabaseError('22023', 'bytea_output is not hex on this server')
  return Buffer.from(text.slice(2), 'hex')
}

const json: Decoder = (text) => JSON.parse(text) as unknown

/** Decoders of the built-in types by oid (they are fixed in PostgreSQL's pg_type.dat); all others stay text. */
export const builtinDecoders: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [16, boolean],
  [17, bytes],
  [20, safeInteger],
  [21, number],
  [23, number],
  [26, number],
  [114, json],
  [700, number],
  [701, number],
  [1184, instant],
  [3802, json],
])

/**
 * Reads an array's text form: `{a,"b, c",NULL}`, nested ones and those with bounds (`[0:1]={…}`) too.
 *
 * @param decode - reads an element; null where its text is the value.
 * @param delimiter - what stands between elements: a comma, but a colon for PostGIS's types, whatever pg_type.typdelim says.
 */
export function decodeArray(text: string, decode: Decoder | null, delimiter = ','): unknown[] {
  if (text === '{}') return []
  const isFlat = text.startsWith('{') && text.endsWith('}') && !text.includes('\\') && !text.includes('{', 1)
  return isFlat ? decodeFlat(text, decode, delimiter) : decodeNested(text, decode, delimiter)
}

const quote = 34

function malformedArray(): DatabaseError {
  return new DatabaseError('22P02', 'an array of the result is malformed')
}

/** Reads one dimension without escapes: most arrays. */
function decodeFlat(text: string, decode: Decoder | null, delimiter: string): unknown[] {
  const values = emptyArray<unknown>()
  const last = text.length - 1
  let end = 0
  for (let start = 1; start < last; start = end + 1) {
    if (text.charCodeAt(start) === quote) {
      end = text.indexOf('"', start + 1)
      if (end === -1) throw malformedArray()
      const value = text.slice(start + 1, end)
      values.push(decode === null ? value : decode(value))
      end++
    } else {
      end = text.indexOf(delimiter, start)
      if (end === -1) end = last
      const value = text.slice(start, end)
      if (value === 'NULL') values.push(null)
      else values.push(decode === null ? value : decode(value))
    }
  }
  return values
}

function decodeNested(text: string, decode: Decoder | null, delimiter: string): unknown[] {
  let position = text.startsWith('[') ? text.indexOf('=') + 1 : 0

  const element = (): unknown => {
    if (text[position] === '{') return list()
    if (text[position] === '"') {
      let value = ''
      for (position++; text[position] !== '"'; position++) {
        if (text[position] === '\\') position++
        value += text[position] ?? ''
        if (position >= text.length) throw malformedArray()
      }
      position++
      return decode === null ? value : decode(value)
    }
    const start = position
    while (position < text.length && text[position] !== delimiter && text[position] !== '}') position++
    const value = text.slice(start, position)
    if (value === 'NULL') return null
    return decode === null ? value : decode(value)
  }

  const list = (): unknown[] => {
    const values: unknown[] = []
    position++
    while (text[position] !== '}') {
      if (position >= text.length) throw malformedArray()
      values.push(element())
      if (text[position] === delimiter) position++
    }
    position++
    return values
  }

  return list()
}
