import { DatabaseError } from '../../errors.js'
import { emptyArray } from '../../plain-object.js'
import type { Decoder } from './type-reader.js'

/**
 * Decodes the text form of an array: `{a,"b, c",NULL}`, or one with bounds (`[0:1]={…}`).
 *
 * PostgreSQL declares `int[]` and `int[][]` alike, so the type of a column cannot say how many dimensions its arrays have. One
 * with several is refused: nested arrays would not be what the type of the row says.
 *
 * @param decode - decodes an element; null where its text is the value.
 * @param delimiter - the separator of elements, pg_type.typdelim: a comma, but a colon for PostGIS's types.
 */
export function decodeArray(text: string, decode: Decoder | null, delimiter = ','): unknown[] {
  if (text === '{}') return []
  const isFlat = text.startsWith('{') && text.endsWith('}') && !text.includes('\\') && !text.includes('{', 1)
  return isFlat ? decodeFlat(text, decode, delimiter) : decodeAny(text, decode, delimiter)
}

const quote = 34

function malformedArray(): DatabaseError {
  return new DatabaseError('22P02', 'an array of the result is malformed')
}

/** Decodes an array of one dimension without escapes. Most arrays are such. */
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

function severalDimensions(): DatabaseError {
  return new DatabaseError('22000', 'an array of several dimensions; select to_jsonb(…) of it')
}

function decodeAny(text: string, decode: Decoder | null, delimiter: string): unknown[] {
  let position = text.startsWith('[') ? text.indexOf('=') + 1 : 0

  const element = (): unknown => {
    if (text[position] === '{') throw severalDimensions()
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
