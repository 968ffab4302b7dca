import type { RowReader, RowShape } from '../values/row-shape.js'
import type { TypeReader } from '../values/type-reader.js'
import { misfit } from '../values/misfit.js'
import { keysOf, type Field } from '../values/row-builder.js'
import { put } from '../../own-properties.js'
import { unreadableValue } from '../values/unreadable-value.js'
import { rowConstructor } from '../values/row-constructor.js'
import { canSlice, shortText, sliceUtf8 } from '../values/slice-text.js'

/**
 * Compiles the functions that read the rows of a statement.
 *
 * @param readers - the decoders of each column.
 * @param query - the name of the query, for errors.
 * @throws `InvalidInputError` if two columns have the same name.
 */
export function buildRowShape(
  fields: readonly Field[],
  readers: readonly TypeReader[],
  query = 'query',
): RowShape {
  const read = buildRowReader(fields, readers, query)
  if (readers.every(({ fromBinary }) => fromBinary === undefined)) return { fields, read, binary: null }
  const formats = Buffer.alloc(2 + 2 * readers.length)
  formats.writeUInt16BE(readers.length)
  readers.forEach(({ fromBinary }, index) => {
    if (fromBinary !== undefined) formats.writeUInt16BE(1, 2 + 2 * index)
  })
  const asSent = readers.map(({ fromText, fromBytes, fromBinary }) => ({
    fromText,
    fromBytes: fromBinary ?? fromBytes,
  }))
  return { fields, read, binary: { formats, read: buildRowReader(fields, asSent, query) } }
}

/**
 * The same as a loop, for processes in which code may not be compiled from strings
 * (`--disallow-code-generation-from-strings`).
 */
export function loopReader(keys: readonly string[], readers: readonly TypeReader[]): RowReader {
  return (bytes, start, rowEnd) => {
    if (bytes.readUInt16BE(start) !== keys.length) throw misfit()
    const row: Record<string, unknown> = {}
    let at = start + 2
    readers.forEach(({ fromBytes, fromText }, index) => {
      const key = keys[index] ?? ''
      const length = bytes.readInt32BE(at)
      at += 4
      if (length < 0) {
        put(row, key, null)
        return
      }
      const end = at + length
      if (fromBytes !== undefined) {
        put(row, key, fromBytes(bytes, at, end))
      } else {
        const text = sliceUtf8(bytes, at, end)
        put(row, key, fromText === null ? text : fromText(text))
      }
      at = end
    })
    if (at !== rowEnd) throw misfit()
    return row
  }
}

const longestShort = 16

function compiledReader(keys: readonly string[], readers: readonly TypeReader[]): RowReader {
  const slice = canSlice ? 'b.utf8Slice(p, q)' : `b.toString('utf8', p, q)`
  const readColumns = readers.map(({ fromBytes, fromText }, index) => {
    let value = `d${index}(b, p, q)`
    if (fromBytes === undefined) {
      value =
        fromText === null ? `q - p > ${longestShort} ? ${slice} : short(b, p, q)` : `d${index}(${slice})`
    }
    return `
      q = (b[p] << 24) | (b[p + 1] << 16) | (b[p + 2] << 8) | b[p + 3]
      p += 4
      let v${index} = null
      if (q >= 0) { q += p; v${index} = ${value}; p = q }`
  })
  const body = `${rowConstructor(keys)}
    return (b, p, e) => {
      if ((b[p] << 8 | b[p + 1]) !== ${keys.length}) throw misfit()
      let q = 0; p += 2; ${readColumns.join('')}
      if (p !== e) throw misfit()
      return new Row(${keys.map((_, index) => `v${index}`).join(', ')}) }`
  const names = readers.map((_, index) => `d${index}`)
  // The only text from outside is the column's name, as a JSON string.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- one function per statement: no loop and no renaming per row
  const make = new Function('short', 'put', 'misfit', ...names, body) as (
    ...parts: readonly unknown[]
  ) => RowReader
  return make(shortText, put, misfit, ...readers.map(({ fromBytes, fromText }) => fromBytes ?? fromText))
}

/**
 * Compiles the function that reads a row, with camelCase keys and without hints.
 *
 * @param readers - the decoders of each column.
 * @param query - the name of the query, for errors.
 * @throws `InvalidInputError` if two columns have the same name.
 */
export function buildRowReader(
  fields: readonly Field[],
  readers: readonly TypeReader[],
  query = 'query',
): RowReader {
  const keys = keysOf(fields)
  const read = compiledOrLoop(keys, readers)
  return (bytes, start, end) => {
    try {
      return read(bytes, start, end)
    } catch (error) {
      assertReadable(keys, readers, query, bytes.subarray(start, end))
      throw error
    }
  }
}

function compiledOrLoop(keys: readonly string[], readers: readonly TypeReader[]): RowReader {
  try {
    return compiledReader(keys, readers)
  } catch (error) {
    if (error instanceof EvalError) return loopReader(keys, readers)
    throw error
  }
}

/** Reads a row that could not be read once more, column by column. @throws the error that names the column */
function assertReadable(
  keys: readonly string[],
  readers: readonly TypeReader[],
  query: string,
  row: Buffer,
): void {
  let at = 2
  for (const [index, { fromBytes, fromText }] of readers.entries()) {
    // A row that does not fit its description is another error.
    if (at + 4 > row.length) return
    const length = row.readInt32BE(at)
    const end = at + 4 + Math.max(length, 0)
    try {
      if (length >= 0 && fromBytes !== undefined) fromBytes(row, at + 4, end)
      else if (length >= 0) fromText?.(sliceUtf8(row, at + 4, end))
    } catch (cause) {
      throw unreadableValue(cause, keys[index] ?? '', query)
    }
    at = end
  }
}
