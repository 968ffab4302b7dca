import type { EmbeddedServer } from '../../embedded/embedded-server.js'

/**
 * A second embedded server, with the schema of this package alone, that waits for a service's next change of its own
 * migrations. PGlite has one database and cannot copy it, and migrations cannot be taken back, so a change needs a
 * server that has not seen them. Starting one takes longer than everything else in a round.
 */
export class SpareServer implements AsyncDisposable {
  #key = ''
  #start: (() => Promise<EmbeddedServer>) | null = null
  #waiting: Promise<EmbeddedServer | null> | null = null

  /** Says how to start one. Another key makes a server that waits useless. */
  set(key: string, start: () => Promise<EmbeddedServer>): void {
    this.#start = start
    if (key === this.#key) return
    this.#key = key
    void this.#close().catch(() => undefined)
  }

  /** Starts one in the background, unless one waits. If that fails, none waits, and the next round tells why. */
  prepare(): void {
    if (this.#waiting !== null || this.#start === null) return
    this.#waiting = this.#start().catch(() => null)
  }

  /** Gives away the server that waits; null if there is none. */
  async take(): Promise<EmbeddedServer | null> {
    const waiting = this.#waiting
    this.#waiting = null
    return waiting
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#start = null
    await this.#close()
  }

  async #close(): Promise<void> {
    await (await this.take())?.close()
  }
}
