/** Decoders of the text form of PostgreSQL's values. */

import { DatabaseError } from '../../errors.js'
import { dateOf, daysFromCivil } from './instant.js'
import { misfit, unsafeInteger } from './misfit.js'

export function number(text: string): number {
  const value = Number(text)
  if (text === '' || (Number.isNaN(value) && text !== 'NaN')) throw misfit()
  return value
}

export function boolean(text: string): boolean {
  if (text !== 't' && text !== 'f') throw misfit()
  return text === 't'
}

export function safeInteger(text: string): number {
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
 * Microseconds are truncated to the millisecond, which is all a `Date` holds. Infinity is the first or the last `Date`.
 */
export function instant(text: string): Date {
  if (!usual.test(text)) {
    if (text === 'infinity') return dateOf(Infinity)
    if (text === '-infinity') return dateOf(-Infinity)
    throw misfit()
  }
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

export function bytes(text: string): Buffer {
  if (!text.startsWith('\\x')) throw new DatabaseError('22023', 'bytea_output is not hex on this server')
  return Buffer.from(text.slice(2), 'hex')
}

export function json(text: string): unknown {
  return JSON.parse(text) as unknown
}
