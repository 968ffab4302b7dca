import type { PoolClient } from 'pg'
import type { Cancellation } from '../cancellation.js'
import type { SessionFactory } from '../wire/session-factory.js'
import { keepAsking } from '../keep-asking.js'
import { clearTimeout, setTimeout } from '../timers.js'

/** A client of a handed-in pool, with limits for each wait: pg itself waits for ever. */
export class LentClient {
  readonly client: PoolClient
  /** True if a cancel request was sent, which may arrive late and hit the next user. */
  wasCancelled = false
  isDestroyed = false
  readonly #factory: SessionFactory
  #cancelling: Promise<void> | undefined
  #stopWaiting: () => void = () => undefined

  /** @param factory - opens the connections for cancel requests: the pool may have none left. */
  constructor(client: PoolClient, factory: SessionFactory) {
    this.client = client
    this.#factory = factory
  }

  /**
   * Runs work on the client. Ends its connection if the work takes longer than `limitMs` (0: no limit), or does not end
   * soon after its cancellation.
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
      // It may still be working, and hold locks.
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

  /** Waits until the server has received the last cancel request, which must not hit what comes next. */
  async #cancelled(): Promise<void> {
    if (this.#cancelling === undefined || this.isDestroyed) return
    await new Promise<void>((resolve) => {
      this.#stopWaiting = resolve
      void this.#cancelling?.then(resolve)
    })
  }
}
