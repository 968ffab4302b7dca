import { InvalidInputError } from '../../errors.js'
import { camelCase } from '../camel-case.js'
import type { Decoder } from '../decode.js'
import type { Field } from '../row-builder.js'
import { rowConstructor } from '../row-constructor.js'
import { byteDecoders, type ByteDecoder } from './byte-decoders.js'
import { canSlice, sliceUtf8 } from './slice-text.js'

/** Reads the body of a DataRow: a count, then for each column its length (-1: null) and its text. */
export type RowReader = (bytes: Buffer, start: number) => object

/** A reader, and the columns that it was made for. */
export interface RowShape {
  readonly fields: readonly Field[]
  readonly read: RowReader
}

/** How a column is read: from its bytes, from its text by a decoder, or as its text (null). */
type ColumnReader = { readonly fromBytes: ByteDecoder } | { readonly fromText: Decoder | null }

function columnReader(field: Field, decoder: Decoder | null): ColumnReader {
  const fromBytes = byteDecoders.get(field.dataTypeID)
  return fromBytes === undefined ? { fromText: decoder } : { fromBytes }
}

/** Where code may not be made from strings (`--disallow-code-generation-from-strings`): the same, in a loop. */
export function loopReader(keys: readonly string[], columns: readonly ColumnReader[]): RowReader {
  return (bytes, start) => {
    const row: Record<string, unknown> = {}
    let at = start + 2
    columns.forEach((column, index) => {
      const key = keys[index] ?? ''
      const length = bytes.readInt32BE(at)
      at += 4
      if (length < 0) {
        row[key] = null
        return
      }
      const end = at + length
      if ('fromBytes' in column) {
        row[key] = column.fromBytes(bytes, at, end)
      } else {
        const text = sliceUtf8(bytes, at, end)
        row[key] = column.fromText === null ? text : column.fromText(text)
      }
      at = end
    })
    return row
  }
}

function compiledReader(keys: readonly string[], columns: readonly ColumnReader[]): RowReader {
  const readColumns = columns.map((column, index) => {
    const text = canSlice ? 'b.utf8Slice(p, q)' : `b.toString('utf8', p, q)`
    const value =
      'fromBytes' in column ? `d${index}(b, p, q)` : column.fromText === null ? text : `d${index}(${text})`
    return `
      q = (b[p] << 24) | (b[p + 1] << 16) | (b[p + 2] << 8) | b[p + 3]
      p += 4
      let v${index} = null
      if (q >= 0) { q += p; v${index} = ${value}; p = q }`
  })
  const body = `${rowConstructor(keys)}
    return (b, p) => { let q = 0; p += 2; ${readColumns.join('')}
      return new Row(${keys.map((_, index) => `v${index}`).join(', ')}) }`
  const names = columns.map((_, index) => `d${index}`)
  const decoders = columns.map((column) => ('fromBytes' in column ? column.fromBytes : column.fromText))
  // The only text that is not ours is the column's name, and it is a JSON string.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- one function per statement: no loop and no renaming per row
  const make = new Function(...names, body) as (...decoders: readonly unknown[]) => RowReader
  return make(...decoders)
}

/**
 * Compiles the function that reads a row: camelCase keys, hints gone, a decoder chosen per column.
 *
 * @param decoders - one per column; null where the text is the value.
 * @throws {@link InvalidInputError} if two columns have one name, or a column would set the prototype.
 */
export function buildRowReader(fields: readonly Field[], decoders: readonly (Decoder | null)[]): RowReader {
  const keys = fields.map(({ name }) => camelCase(name))
  const doubled = keys.find((key, index) => keys.indexOf(key) !== index || key === '__proto__')
  if (doubled !== undefined) throw new InvalidInputError('query', 'two columns of the result have one name')
  const columns = fields.map((field, index) => columnReader(field, decoders[index] ?? null))
  try {
    return compiledReader(keys, columns)
  } catch (error) {
    if (error instanceof EvalError) return loopReader(keys, columns)
    throw error
  }
}
