import { InvalidInputError } from '../errors.js'
import { nodeCrypto } from '../node-crypto.js'

/**
 * A position in a list, as JSON keeps it unchanged. Exact values are strings: a timestamp with its microseconds, as the
 * server wrote it.
 */
export type CursorPosition = readonly (string | number | boolean | null)[]

/** The part of a list that a cursor belongs to: its name, and the filters of the request, the person who asks among them. */
export interface CursorBinding {
  /** The name of the list, such as `products.nearby`. */
  readonly kind: string
  /** Values that JSON can hold. The order of the keys does not matter. */
  readonly filters: object
}

const version = 2
const digestLength = 12
const maxLength = 1024

/**
 * Writes a cursor: opaque, safe in a URL, and the same for the same place in a list.
 *
 * It is base64url of a version byte, the first 12 bytes of a SHA-256 over version, list, filters and position, and the
 * position as JSON. The list and the filters are not in it; the hash makes it useless for any others. It grants nothing:
 * whoever makes one up asks for another page of a list that the same call lets them read.
 */
export function encodeCursor(binding: CursorBinding, position: CursorPosition): string {
  const body = Buffer.from(JSON.stringify(position))
  return Buffer.concat([Buffer.of(version), digest(binding, body), body]).toString('base64url')
}

/**
 * Reads the position that a cursor holds.
 *
 * @param cursor - The caller's value, of any type.
 * @param readPosition - Reads the position. It gets only what {@link encodeCursor} wrote for the same list and filters, or
 * what somebody made up in the same way.
 * @throws {@link InvalidInputError} with field `cursor` if it is malformed, altered, of another list, of other filters or
 * of another version, or if `readPosition` refuses it.
 */
export function decodeCursor<Position>(
  binding: CursorBinding,
  cursor: unknown,
  readPosition: (value: unknown, field: string) => Position,
): Position {
  if (typeof cursor !== 'string' || cursor.length > maxLength) throw invalidCursor()
  const bytes = Buffer.from(cursor, 'base64url')
  // Node skips characters that are not base64url and ignores spare bits, but only one spelling of each cursor is valid.
  if (bytes.toString('base64url') !== cursor) throw invalidCursor()
  if (bytes[0] !== version || bytes.length <= 1 + digestLength) throw invalidCursor()
  const body = bytes.subarray(1 + digestLength)
  if (!digest(binding, body).equals(bytes.subarray(1, 1 + digestLength))) throw invalidCursor()
  try {
    return readPosition(JSON.parse(body.toString()), 'cursor')
  } catch (cause) {
    if (cause instanceof InvalidInputError || cause instanceof SyntaxError) throw invalidCursor(cause)
    throw cause
  }
}

function digest({ kind, filters }: CursorBinding, body: Uint8Array): Buffer {
  const sorted = Object.entries(filters).sort(([one], [other]) => (one < other ? -1 : 1))
  return nodeCrypto()
    .createHash('sha256')
    .update(`${version}\0${kind}\0${JSON.stringify(sorted)}\0`)
    .update(body)
    .digest()
    .subarray(0, digestLength)
}

/** One message for every reason, since the remedy is the same. */
function invalidCursor(cause?: Error): InvalidInputError {
  return new InvalidInputError(
    'cursor',
    'is not a cursor of this list with these filters; start from the first page',
    { cause },
  )
}
