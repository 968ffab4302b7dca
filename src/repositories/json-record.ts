import type { Json } from '../engine/values/json.js'
import type { Point } from '../geo/geojson.js'
import { pointToEwkb } from '../geo/write-ewkb.js'

/** A column's value on its way into `json_populate_record`. */
type ColumnValue = string | number | boolean | null | readonly string[] | Point | undefined

function isPoint(value: ColumnValue): value is Point {
  return typeof value === 'object' && value !== null && 'coordinates' in value
}

/** The columns of properties met before: the same few come with every row. */
const columnNames = new Map<string, string>()

/** Returns the name of a property's column: `price_minor` for `priceMinor`. */
export function columnName(property: string): string {
  const known = columnNames.get(property)
  if (known !== undefined) return known
  const name = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columnNames.set(property, name)
  return name
}

/**
 * Writes values as the server's `json_populate_record` and `json_to_recordset` read them: by the columns' names,
 * absent where undefined, places as EWKB, which geography reads from text.
 */
export function toJsonRecord(values: Readonly<Record<string, ColumnValue>>): Readonly<Record<string, Json>> {
  const record: Record<string, Json> = {}
  for (const property of Object.keys(values)) {
    const value = values[property]
    if (value !== undefined) record[columnName(property)] = isPoint(value) ? pointToEwkb(value) : value
  }
  return record
}
