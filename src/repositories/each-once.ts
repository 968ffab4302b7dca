import { InvalidInputError } from '../errors.js'
import type { Read } from '../input/index.js'

/** Refuses a batch in which a key comes twice: one of its rows would be lost without a word. */
export function eachOnce<Key extends string, Row extends Readonly<Record<Key, unknown>>>(
  readRows: Read<readonly Row[]>,
  key: Key,
): Read<readonly Row[]> {
  return (value, field) => {
    const rows = readRows(value, field)
    const seen = new Set<unknown>()
    rows.forEach((row, index) => {
      if (seen.has(row[key])) throw new InvalidInputError(`${field}[${index}].${key}`, 'is given twice')
      seen.add(row[key])
    })
    return rows
  }
}
