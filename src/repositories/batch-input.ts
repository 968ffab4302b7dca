import { array, type Read } from '../input/index.js'
import { eachOnce } from './each-once.js'
import { newId } from './new-id.js'

/**
 * Makes the reader of a bulk insert's input: up to 10,000 rows, each with an id, none of them twice.
 *
 * A row without an id gets one here and not on the server, so that the ids come back in the order of the input.
 */
export function batchOf<Row extends { readonly id?: string }>(
  readRow: (value: unknown, field?: string) => Row,
): Read<readonly (Row & { readonly id: string })[]> {
  const readNamed = (value: unknown, field: string) => {
    const row: Row & { id?: string } = readNameless(readRow, value, field)
    row.id ??= newId()
    return row as Row & { readonly id: string }
  }
  return eachOnce(array(readNamed, { max: 10_000 }), 'id')
}

/** Reads a row; only one that is refused is read again to say what it is called in the batch, which costs a text for each value. */
function readNameless<Row>(
  readRow: (value: unknown, field?: string) => Row,
  value: unknown,
  field: string,
): Row {
  try {
    return readRow(value)
  } catch {
    return readRow(value, field)
  }
}
