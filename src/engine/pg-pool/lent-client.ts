import type { PoolClient } from 'pg'
import type { Cancellation } from '../cancellation.js'
import type { SessionFactory } from '../wire/session-factory.js'
import { keepAsking } from '../keep-asking.js'
import { clearTimeout, setTimeout } from '../timers.js'

/** A client of a pool of pg's that is lent to us, with limits for what it waits for: pg itself waits for ever. */
export class LentClient {
  readonly client: PoolClient
  /** True if the server was asked to cancel what it did: a request that comes late may hit whoever has it next. */
  wasCancelled = false
  isDestroyed = false
  readonly #factory: SessionFactory
  #cancelling: Promise<void> | undefined
  #stopWaiting: () => void = () => undefined

  /** @param factory - makes the connections that requests to cancel go over: the pool may have none left. */
  constructor(client: PoolClient, factory: SessionFactory) {
    this.client = client
    this.#factory = factory
  }

  /**
   * Runs work on the client, and ends its connection if that takes longer than `limitMs` (0: no limit), or is not over a
   * while after it was to be cancelled.
   */
  async bounded<T>(
    limitMs: number,
    cancellation: Cancellation | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    let stopAsking: (() => void) | undefined
    const stopListening = cancellation?.onWanted(() => {
      stopAsking = keepAsking(() => this.#cancel())
    })
    const stopOverdue = cancellation?.onOverdue(() => this.destroy())
    const giveUp = () => {
      // It may be at work all the same, and hold locks.
      this.#cancel()
      this.destroy()
    }
    const limit = limitMs > 0 ? setTimeout(giveUp, limitMs) : undefined
    try {
      return await work()
    } finally {
      clearTimeout(limit)
      stopAsking?.()
      stopListening?.()
      await this.#cancelled()
      stopOverdue?.()
    }
  }

  /** Ends the connection at once: `end()` of a half-open one would wait for ever. */
  destroy(): void {
    this.isDestroyed = true
    this.client.connection.stream.destroy()
    this.#stopWaiting()
  }

  #cancel(): void {
    if (this.#cancelling !== undefined) return
    this.wasCancelled = true
    const { processID, secretKey } = this.client as PoolClient & {
      readonly processID: number
      readonly secretKey: number
    }
    this.#cancelling = this.#factory
      .cancel({ processId: processID, secretKey })
      .finally(() => (this.#cancelling = undefined))
  }

  /** Waits until the server has heard of the last request to cancel, which must not meet what comes next. */
  async #cancelled(): Promise<void> {
    if (this.#cancelling === undefined || this.isDestroyed) return
    await new Promise<void>((resolve) => {
      this.#stopWaiting = resolve
      void this.#cancelling?.then(resolve)
    })
  }
}
