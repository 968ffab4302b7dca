import type { ListenOptions, NotificationListener, Subscription } from '../engine/subscription.js'
import { now } from '../engine/timers.js'
import { isSoukError } from '../errors.js'

/** The time between two attempts to listen, in milliseconds. */
const listenAgainMs = 30_000

/** A database that can listen. */
export interface ListeningDatabase {
  listen(channel: string, listener: NotificationListener, options?: ListenOptions): Promise<Subscription>
}

/** A channel that is listened on where the database can, and again after a while where that has failed. */
export class Channel {
  readonly #name: string
  readonly #db: ListeningDatabase
  readonly #hear: (payload: string) => void
  readonly #report: (error: unknown) => void
  #listening: Promise<Subscription | null> | null = null
  #nextAttemptAt = 0

  /** @param hear - called with each payload, and with an empty one when notifications may have been missed. */
  constructor(
    name: string,
    db: ListeningDatabase,
    hear: (payload: string) => void,
    report: (error: unknown) => void,
  ) {
    this.#name = name
    this.#db = db
    this.#hear = hear
    this.#report = report
  }

  /** Begins to listen, unless it does, or could not a short while ago. */
  listen(): void {
    if (this.#listening === null && now() >= this.#nextAttemptAt) this.#listening = this.#listen()
  }

  /** Resolves when the attempt to listen has ended, one way or the other. */
  async settled(): Promise<void> {
    await this.#listening
  }

  async close(): Promise<void> {
    await (await this.#listening)?.close()
  }

  async #listen(): Promise<Subscription | null> {
    const hear = this.#hear
    const onGap = () => hear('')
    try {
      const listening = await this.#db.listen(this.#name, hear, { onGap, onError: this.#report })
      onGap()
      return listening
    } catch (error) {
      const isImpossible = isSoukError(error) && error.code === 'setup'
      if (!isImpossible) this.#report(error)
      this.#nextAttemptAt = isImpossible ? Infinity : now() + listenAgainMs
      this.#listening = null
      return null
    }
  }
}
