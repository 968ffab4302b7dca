import { array, type Read } from '../input/index.js'
import { eachOnce } from './each-once.js'
import { newId } from './new-id.js'
import { addDigest } from './request-digest.js'

/** A row of a batch: it has an id, and a digest of the rest if the caller gave that id. */
type Named<Row> = Row & { readonly id: string; readonly requestDigest?: string }

/**
 * Makes the reader of a bulk insert's input: up to 10,000 rows, each with an id, none of them twice.
 *
 * A row without an id gets one here and not on the server, so that the ids come back in the order of the input.
 *
 * @param command - The command that makes one such row.
 */
export function batchOf<Row extends { readonly id?: string }>(
  command: string,
  readRow: (value: unknown, field?: string) => Row,
): Read<readonly Named<Row>[]> {
  const readNamed = (value: unknown, field: string) => {
    const row: Row & { id?: string } = readNameless(readRow, value, field)
    if (row.id === undefined) row.id = newId()
    else addDigest(command, row)
    return row as Named<Row>
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
