import { Identity } from '../session/identity.js'
import type { MessageWriter } from './message-writer.js'

const unnamed = Buffer.alloc(0)
const preparedName = Buffer.from('souk_identity')

/**
 * Sets who acts, in front of a statement and under the same Sync. Both are then one transaction: the statement never runs
 * without its identity, and the identity ends with it.
 */
export class IdentitySetter {
  #isPrepared = false
  #isNamed = true

  /**
   * Writes it.
   *
   * @param areNamed - false if statements are not to be prepared.
   * @returns true if it relies on what the session has prepared before.
   */
  write(writer: MessageWriter, identity: Identity, areNamed: boolean): boolean {
    if (!areNamed || !this.#isNamed) {
      writer.parse(unnamed, Identity.text)
      writer.bind(unnamed, unnamed, identity.values)
      writer.executeAll()
      return false
    }
    const wasRelied = this.#isPrepared
    if (!wasRelied) writer.parse(preparedName, Identity.text)
    this.#isPrepared = true
    writer.bind(unnamed, preparedName, identity.values)
    writer.executeAll()
    return wasRelied
  }

  /** Sends it without a name from now on, because the session may not have what it has prepared. */
  lose(): void {
    this.#isNamed = false
  }
}
