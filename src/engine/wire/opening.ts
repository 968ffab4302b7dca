import { nodeCrypto } from '../../node-crypto.js'
import type { MessageWriter } from './message-writer.js'

const unnamed = Buffer.alloc(0)

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
  #isPrepared = false
  #isStale = false

  constructor(sql: string) {
    this.sql = sql
    const hash = nodeCrypto().createHash('sha256').update(sql).digest('hex')
    this.#name = Buffer.from(`souk_opening_${hash.slice(0, 16)}`)
  }

  /** Writes it in front of a statement. @param isNamed - false if the session keeps no prepared statements. */
  write(writer: MessageWriter, isNamed: boolean): void {
    const name = isNamed ? this.#name : unnamed
    if (!isNamed || !this.#isPrepared) {
      if (isNamed && this.#isStale) writer.closeStatement(name)
      writer.parse(name, this.sql)
      this.#isPrepared ||= isNamed
    }
    writer.bind(unnamed, name, [])
    writer.executeAll()
  }

  /** Prepares it anew the next time. */
  forget(): void {
    this.#isStale ||= this.#isPrepared
    this.#isPrepared = false
  }
}
