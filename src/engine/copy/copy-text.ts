import { InvalidInputError } from '../../errors.js'
import { own } from '../../own-properties.js'
import { encoderFor, type TypeCodecs } from '../values/encode.js'
import { text as encodeText, type WireValue } from '../values/encoders.js'

/** A column that COPY fills. */
export interface CopyColumn {
  /** The property of a row that has the value. */
  readonly property: string
  /** The column's name in the schema. */
  readonly column: string
  /** Its PostgreSQL type, such as `uuid`, `text[]`, `geography`. */
  readonly type: string
  /** True if a row without the property is refused; else the column gets the `absent` text. */
  readonly required?: boolean
  /** The value for a row without the property, in the text form of the type. @defaultValue null */
  readonly absent?: string
}

/** A table, and the columns that COPY fills. */
export interface CopyTarget<Row> {
  readonly table: string
  readonly columns: readonly CopyColumn[]
  /** Carries the type of a row; there is no such property at run time. */
  readonly $row?: Row
}

/** Characters that must be checked or escaped. A text without them is sent unchanged. */
const needsCare = /[\0-\x1f\\\ud800-\udfff]/
const special = /[\\\b\f\n\r\t\v]/
const longText = 100_000
const everySpecial = new RegExp(special, 'g')
const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
])

function escape(value: WireValue): string {
  if (value === null) return '\\N'
  const text = typeof value === 'string' ? value : `\\x${value.toString('hex')}`
  return special.test(text)
    ? text.replace(everySpecial, (character) => escapes.get(character) ?? character)
    : text
}

/**
 * Returns the function that writes a row as a line of COPY's text format (PostgreSQL manual, COPY, 'Text Format').
 *
 * An error names the row's property alone, unless the line is written with a `prefix`.
 */
export function copyLineWriter(
  columns: readonly CopyColumn[],
  codecs: TypeCodecs,
): (row: object, prefix?: string) => string {
  const writers = columns.map((column) => {
    const encode = encoderFor(column.type, codecs)
    return {
      ...column,
      encode,
      isText: encode === encodeText,
      mayInherit: column.property in Object.prototype,
    }
  })
  return (row, prefix) => {
    const values = row as Readonly<Record<string, unknown>>
    let line = ''
    let separator = ''
    for (const { property, required, absent, encode, isText, mayInherit } of writers) {
      line += separator
      separator = '\t'
      const value = mayInherit ? own(values, property) : values[property]
      if (isText && typeof value === 'string' && value.length < longText && !needsCare.test(value)) {
        line += value
        continue
      }
      const field = prefix === undefined ? property : prefix + property
      if (value !== undefined && value !== null) line += escape(encode(value, field))
      else if (required === true) throw new InvalidInputError(field, 'is required')
      else line += escape(value === undefined ? (absent ?? null) : null)
    }
    return `${line}\n`
  }
}

/** Quotes a name as SQL does. */
function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Returns the COPY command for the lines. */
export function copyCommand({ table, columns }: CopyTarget<unknown>): string {
  return `copy ${quoteName(table)} (${columns.map(({ column }) => quoteName(column)).join(', ')}) from stdin`
}
