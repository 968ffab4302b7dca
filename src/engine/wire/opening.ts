import { nodeCrypto } from '../../node-crypto.js'
import type { MessageWriter } from './message-writer.js'

const unnamed = Buffer.alloc(0)

/** The way in which the openings of a database are sent. */
export interface OpeningNaming {
  /** False once a session of the server did not have what the pooler believed it had prepared there. */
  isOn: boolean
}

/**
 * Our settings for one transaction, in front of its first statement.
 *
 * A pooler may lend a session of the server to another client after each transaction. What is set for the session would
 * then be missing here, and reach others there. What is set for the transaction ends with it.
 */
export class Opening {
  /** The settings, as one statement that returns no row. */
  readonly sql: string
  readonly #name: Buffer
  readonly #naming: OpeningNaming
  #isPrepared = false

  constructor(sql: string, naming: OpeningNaming) {
    this.sql = sql
    this.#naming = naming
    const hash = nodeCrypto().createHash('sha256').update(sql).digest('hex')
    this.#name = Buffer.from(`souk_opening_${hash.slice(0, 16)}`)
  }

  /** Writes it in front of a statement. @param areNamed - false if statements are not to be prepared. */
  write(writer: MessageWriter, areNamed: boolean): void {
    const isNamed = areNamed && this.#naming.isOn
    const name = isNamed ? this.#name : unnamed
    if (!isNamed || !this.#isPrepared) writer.parse(name, this.sql)
    this.#isPrepared ||= isNamed
    writer.bind(unnamed, name, [])
    writer.executeAll()
  }

  /** Sends it without a name from now on, on all connections. */
  lose(): void {
    this.#naming.isOn = false
  }
}
