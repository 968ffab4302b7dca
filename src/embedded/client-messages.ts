/** One message of a client, whole: type byte, length, body. The messages before the greeting have no type byte. */
export interface ClientMessage {
  /** The type byte as a letter; empty before the greeting. */
  readonly type: string
  readonly bytes: Buffer
}

/** A client sent bytes that are no message. */
export class MalformedMessageError extends Error {}

/** PostgreSQL's own limits: of a startup packet, and of any message after it. */
const longestStartup = 10_000
const longestMessage = 0x3fff_ffff

/** Cuts a client's bytes into messages, however they arrive. */
export class ClientMessageReader {
  #greeted = false
  #chunks: Buffer[] = []
  #length = 0

  /** From here on messages have a type byte. */
  expectTypedMessages(): void {
    this.#greeted = true
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
  }

  /**
   * Takes the next message, or null if it has not arrived completely.
   *
   * @throws {@link MalformedMessageError} if its length cannot be true.
   */
  next(): ClientMessage | null {
    const header = this.#greeted ? 5 : 4
    if (this.#length < header) return null
    const start = this.#peek(header)
    const length = start.readUInt32BE(header - 4)
    const limit = this.#greeted ? longestMessage : longestStartup
    if (length < 4 || length > limit) throw new MalformedMessageError('invalid message length')
    const total = length + header - 4
    if (this.#length < total) return null
    const bytes = this.#peek(total).subarray(0, total)
    this.#drop(total)
    return { type: this.#greeted ? String.fromCharCode(bytes.readUInt8(0)) : '', bytes }
  }

  /** The first chunk, made to hold at least so many bytes. Joining only when a whole message is there keeps it linear. */
  #peek(count: number): Buffer {
    let first = this.#chunks[0] ?? Buffer.alloc(0)
    if (first.length < count) {
      first = Buffer.concat(this.#chunks)
      this.#chunks = [first]
    }
    return first
  }

  #drop(count: number): void {
    const rest = this.#peek(count).subarray(count)
    if (rest.length === 0) this.#chunks.shift()
    else this.#chunks[0] = rest
    this.#length -= count
  }
}
