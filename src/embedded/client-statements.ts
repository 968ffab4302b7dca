import type { ClientMessage } from './client-messages.js'
import { cString } from './server-output.js'
import { wireMessage } from './wire-message.js'

/** Only statements with one of these words do more to the session than their answer tells. */
const remarkable = /copy|listen|set_config|advisory|\bset\s+(?:session\s+)?[\w"]+\s*\./i

/**
 * The prepared statements of one connection, kept apart from those of the others.
 *
 * A client's name becomes one that is the session's own. The empty name stays: of the unnamed statement there is
 * one in the session, and its text is remembered to be brought back. Portals need nothing: they end with their
 * transaction, during which no other connection runs.
 */
export class ClientStatements {
  readonly #prefix: string
  readonly #names = new Map<string, string>()
  readonly #texts = new Map<string, string>()
  #unnamed: Buffer | null = null
  #count = 0

  /** @param prefix - Unlike that of every other connection of the session. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** The messages that free all names. */
  closings(): readonly Buffer[] {
    return [...this.#names.values()].map((name) => wireMessage('C', `S${name}\0`))
  }

  /** The message with the session's name in it. */
  translate({ type, bytes }: ClientMessage): Buffer {
    const at = namePosition({ type, bytes })
    if (at === null) return bytes
    const { text, next } = cString(bytes, at)
    if (text === '') return bytes
    const name = this.#nameOf(text)
    if (type === 'C') this.#names.delete(text)
    return wireMessage(type, bytes.subarray(5, at), `${name}\0`, bytes.subarray(next))
  }

  /**
   * The texts of a batch's statements that are worth a second look, those prepared earlier included.
   *
   * Takes note of what the batch prepares, so it is to be called once for each batch.
   */
  remarkableTexts(batch: readonly ClientMessage[]): readonly string[] {
    const texts: string[] = []
    for (const message of batch) {
      const { type, bytes } = message
      const at = namePosition(message)
      const { text: name, next } = at === null ? { text: '', next: 5 } : cString(bytes, at)
      if (type === 'Q' || type === 'P') {
        const { text } = cString(bytes, next)
        const isRemarkable = remarkable.test(text)
        if (isRemarkable) texts.push(text)
        if (type === 'P' && isRemarkable) this.#texts.set(name, text)
        else if (type === 'P') this.#texts.delete(name)
        this.#noteUnnamed(type, name, bytes)
      } else if (type === 'B') {
        const text = this.#texts.get(name)
        if (text !== undefined && !texts.includes(text)) texts.push(text)
      }
    }
    return texts
  }

  /** The messages that restore this connection's unnamed statement, if the batch counts on one that was prepared before it. */
  restoration(batch: readonly ClientMessage[]): Buffer | null {
    for (const message of batch) {
      const at = namePosition(message)
      if (message.type === 'Q') return null
      if (at === null || cString(message.bytes, at).text !== '') continue
      if (message.type === 'P') return null
      // Without one of its own, the client must not get hold of another's.
      return this.#unnamed ?? wireMessage('C', 'S\0')
    }
    return null
  }

  #noteUnnamed(type: string, name: string, bytes: Buffer): void {
    // A simple query ends the unnamed statement.
    if (type === 'Q') this.#unnamed = null
    else if (name === '') this.#unnamed = bytes
  }

  #nameOf(text: string): string {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const name = `${this.#prefix}${++this.#count}`
    this.#names.set(text, name)
    return name
  }
}

/** The place of a statement's name in a message; null if it has none. */
function namePosition({ type, bytes }: ClientMessage): number | null {
  switch (type) {
    case 'P':
      return 5
    case 'B':
      return cString(bytes, 5).next
    case 'C':
    case 'D':
      return bytes[5] === 0x53 ? 6 : null
    default:
      return null
  }
}
