/**
 * Called with a message of the server: its code, and the place of its body. The bytes are valid until the handler
 * returns.
 */
export type MessageHandler = (code: number, bytes: Buffer, start: number, end: number) => void

const headerLength = 5

/**
 * Splits the server's bytes into messages.
 *
 * A message that arrived whole is passed on in place. Only a message that arrived in pieces is copied.
 */
export class MessageReader {
  readonly #handle: MessageHandler
  #rest: Buffer | null = null
  /** The number of bytes of an incomplete message, so that a large one is not copied for each of its pieces. */
  #filled = 0

  constructor(handle: MessageHandler) {
    this.#handle = handle
  }

  read(chunk: Buffer): void {
    let bytes = chunk
    let length = chunk.length
    if (this.#rest !== null) {
      const joined = this.#join(chunk)
      if (joined === null) return
      bytes = joined
      length = this.#filled
      this.#rest = null
    }
    let at = 0
    while (at + headerLength <= length) {
      const size = bytes.readUInt32BE(at + 1)
      // The size includes itself. With less than that, the other end is not PostgreSQL.
      if (size < 4) throw new RangeError('a message of the server is malformed')
      const end = at + 1 + size
      if (end > length) break
      this.#handle(bytes[at] ?? 0, bytes, at + headerLength, end)
      at = end
    }
    if (at < length) this.#keep(bytes, at, length)
  }

  #keep(bytes: Buffer, at: number, length: number): void {
    const size = length - at
    const wanted = size >= headerLength ? 1 + bytes.readUInt32BE(at + 1) : headerLength
    this.#rest = Buffer.allocUnsafe(Math.max(wanted, size))
    bytes.copy(this.#rest, 0, at, length)
    this.#filled = size
  }

  /** Adds to the incomplete message; returns null if it is still incomplete. */
  #join(chunk: Buffer): Buffer | null {
    let rest = this.#rest ?? Buffer.alloc(0)
    const needed = this.#filled + chunk.length
    if (needed > rest.length) {
      const larger = Buffer.allocUnsafe(needed)
      rest.copy(larger, 0, 0, this.#filled)
      rest = larger
    }
    chunk.copy(rest, this.#filled)
    this.#filled = needed
    this.#rest = rest
    if (needed < headerLength) return null
    const wanted = 1 + rest.readUInt32BE(1)
    if (needed >= wanted) return rest
    if (wanted > rest.length) {
      const whole = Buffer.allocUnsafe(wanted)
      rest.copy(whole, 0, 0, needed)
      this.#rest = whole
    }
    return null
  }
}
