import { array, type Read } from '../input/index.js'
import { eachOnce } from './each-once.js'
import { newId } from './new-id.js'

/**
 * Makes the reader of a bulk insert's input: up to 10,000 rows, each with an id, none of them twice.
 *
 * A row without an id gets one here and not on the server, so that the ids come back in the order of the input.
 */
export function batchOf<Row extends { readonly id?: string }>(
  readRow: (value: unknown, field: string) => Row,
): Read<readonly (Row & { readonly id: string })[]> {
  const readRows = array(readRow, { max: 10_000 })
  return eachOnce(
    (value, field) => readRows(value, field).map((row) => ({ ...row, id: row.id ?? newId() })),
    'id',
  )
}
