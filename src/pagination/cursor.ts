import { InvalidInputError } from '../errors.js'
import { nodeCrypto } from '../node-crypto.js'

/**
 * A value that JSON keeps unchanged. Exact values are strings: a timestamp with its microseconds, and a distance with all
 * its digits, as the server wrote them.
 */
export type CursorPayload =
  string | number | boolean | null | readonly CursorPayload[] | { readonly [key: string]: CursorPayload }

/** Writes and reads cursors: see {@link createCursorCodec}. */
export interface CursorCodec {
  /** @param kind - The list the cursor belongs to, such as `products.nearby`. */
  encode(kind: string, payload: CursorPayload): string
  /**
   * @param cursor - The caller's value, of any type.
   * @param parse - Reads the payload. It gets only payloads that {@link encode} wrote for this kind.
   * @throws {@link InvalidInputError} with field `cursor` if it is malformed, altered, of another list or another
   * version, or refused by `parse`.
   */
  decode<Payload>(kind: string, cursor: unknown, parse: (payload: unknown, field: string) => Payload): Payload
}

export interface CursorOptions {
  /**
   * The key of the checksum, 16 characters or more. All processes that read each other's cursors need the same key.
   *
   * Without one, the key is fixed and public: a cursor that was cut short or edited by hand is still refused, but a cursor
   * can be forged on purpose. A forged cursor only requests another page of the same list, so the checksum guards against
   * mistakes. Anybody who has a cursor can read it: it is signed, not encrypted.
   */
  readonly secret?: string
}

const version = 1
const checksumLength = 16
const maxLength = 4096

/**
 * Makes a codec for opaque, URL-safe cursors.
 *
 * A cursor is base64url of a version byte, the first 16 bytes of an HMAC-SHA-256 over version, kind and payload,
 * and the payload as JSON. The kind is not part of it: a cursor of another list fails the checksum.
 */
export function createCursorCodec(options: CursorOptions = {}): CursorCodec {
  if (options.secret !== undefined && options.secret.length < 16) {
    throw new InvalidInputError('cursorSecret', 'must have 16 characters or more')
  }
  let key: Buffer | undefined

  const checksum = (kind: string, body: Uint8Array) => {
    const { createHmac } = nodeCrypto()
    key ??= createHmac('sha256', '@souk/db cursor')
      .update(options.secret ?? '')
      .digest()
    return createHmac('sha256', key)
      .update(`${version}\0${kind}\0`)
      .update(body)
      .digest()
      .subarray(0, checksumLength)
  }

  return {
    encode(kind, payload) {
      const body = Buffer.from(JSON.stringify(payload))
      const cursor = Buffer.concat([Buffer.of(version), checksum(kind, body), body]).toString('base64url')
      if (cursor.length > maxLength) {
        throw new InvalidInputError('cursor', `would be longer than ${maxLength} characters`)
      }
      return cursor
    },

    decode(kind, cursor, parse) {
      if (typeof cursor !== 'string' || cursor.length > maxLength) throw invalidCursor()
      const bytes = Buffer.from(cursor, 'base64url')
      // Node skips characters that are not base64url and ignores spare bits, but only one spelling of each cursor is valid.
      if (bytes.toString('base64url') !== cursor) throw invalidCursor()
      if (bytes[0] !== version || bytes.length <= 1 + checksumLength) throw invalidCursor()
      const body = bytes.subarray(1 + checksumLength)
      const given = bytes.subarray(1, 1 + checksumLength)
      if (!nodeCrypto().timingSafeEqual(given, checksum(kind, body))) throw invalidCursor()
      try {
        return parse(JSON.parse(body.toString()), 'cursor')
      } catch (cause) {
        if (cause instanceof InvalidInputError || cause instanceof SyntaxError) throw invalidCursor(cause)
        throw cause
      }
    },
  }
}

/** The one message for every reason: a more precise one would help only a forger. */
function invalidCursor(cause?: Error): InvalidInputError {
  return new InvalidInputError('cursor', 'is not a cursor of this list; start from its first page', { cause })
}
