import type { Answer } from './answer.js'
import type { ClientMessage } from './client-messages.js'
import type { SharedSession } from './shared-session.js'
import { errorResponse, wireMessage, type ErrorReport, type TransactionStatus } from './wire-message.js'

/** A text that may ask for data. Any text with the two words is treated with care, whatever they mean there. */
const asksForData = /\bcopy\b[^]*\bstdin\b/i
/** A text that begins with COPY, after comments. */
const beginsWithCopy = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*copy\b/i

/** A client's refusal to send data, which stands after the statement at once. */
const copyFail = wireMessage('f', '\0')

/** The most that is collected before the server sees any of it. */
const longestCopy = 0x3fff_ffff

const refused: ErrorReport = {
  severity: 'ERROR',
  code: '0A000',
  message: 'the embedded database takes COPY FROM STDIN only as a simple query of its own',
}

const tooLong = wireMessage('f', 'the embedded database takes up to 1 GB for one COPY\0')

/** Reports whether one of the texts may ask for data. */
export function mayCopyIn(texts: readonly string[]): boolean {
  return texts.some((text) => asksForData.test(text))
}

/**
 * `COPY … FROM STDIN`.
 *
 * PGlite reads all that a statement needs from one buffer, and is lost if that ends early. So the statement first
 * runs with a refusal to send data behind it: that tells whether it asks for data, and what for. Its failure is
 * undone; when the client has sent everything, the statement runs again with the data behind it.
 */
export class CopyIn {
  readonly #session: SharedSession
  readonly #query: Buffer
  readonly #data: Buffer[] = []
  #length = 0

  private constructor(session: SharedSession, query: Buffer) {
    this.#session = session
    this.#query = query
  }

  /**
   * Runs a simple query that may be a COPY.
   *
   * @returns The answer, up to the request for data if there is one; and then what collects the data.
   */
  static async begin(
    session: SharedSession,
    query: { readonly bytes: Buffer; readonly text: string; readonly status: TransactionStatus },
  ): Promise<{ readonly answer: Answer; readonly copy: CopyIn | null }> {
    const isCopy = beginsWithCopy.test(query.text)
    const inTransaction = query.status === 'T'
    if (isCopy && inTransaction) await session.query('savepoint souk_copy')
    const answer = await session.run([query.bytes, copyFail], true)
    if (!isCopy) return { answer: withoutCopy(answer), copy: null }
    if (answer.untilCopy === null) {
      if (inTransaction && answer.status === 'T') await session.query('release savepoint souk_copy')
      return { answer, copy: null }
    }
    if (inTransaction) await session.query('rollback to savepoint souk_copy; release savepoint souk_copy')
    const parts = answer.parts.slice(0, answer.untilCopy)
    return { answer: { ...answer, parts }, copy: new CopyIn(session, query.bytes) }
  }

  /** Runs a batch with messages of the extended protocol, in which a COPY is refused. */
  static async refuse(
    session: SharedSession,
    messages: readonly Buffer[],
    complete: boolean,
  ): Promise<Answer> {
    const careful = messages.flatMap((message) =>
      startsStatement(message) ? [message, copyFail] : [message],
    )
    return withoutCopy(await session.run(careful, complete))
  }

  add({ bytes }: ClientMessage): void {
    this.#length += bytes.length
    if (this.#length > longestCopy) this.#data.length = 0
    else this.#data.push(bytes)
  }

  /** Runs the statement with its data. */
  async end({ bytes }: ClientMessage): Promise<Answer> {
    const last = this.#length > longestCopy ? tooLong : bytes
    const answer = await this.#session.run([this.#query, ...this.#data, last], true)
    return { ...answer, parts: answer.parts.slice(answer.untilCopy ?? 0) }
  }
}

/** Execute, or a simple query. */
function startsStatement(message: Buffer): boolean {
  return message[0] === 0x45 || message[0] === 0x51
}

/** An answer in which a request for data is an error instead. */
function withoutCopy(answer: Answer): Answer {
  if (answer.untilCopy === null) return answer
  return { ...answer, parts: [...answer.parts.slice(0, answer.untilCopy - 1), errorResponse(refused)] }
}
