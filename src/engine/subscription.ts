import { isSoukError } from '../errors.js'
import { clearImmediate, setImmediate } from './timers.js'

/** Gets the payload of each notification, `''` if it has none. A promise that it returns is not waited for. */
export type NotificationListener = (payload: string) => unknown

/** What a subscription tells besides notifications. */
export interface ListenOptions {
  /**
   * Told each time when the connection was lost and the subscription listens again. What was sent meanwhile is lost, so
   * this is the time to read again what the notifications tell of. Those sent since come after.
   */
  readonly onGap?: () => unknown
  /**
   * Told of what the listener or `onGap` throws or rejects with, as it is, and of each vain attempt to listen again (a
   * {@link SoukError}). Without it a process warning (`SOUK_LISTEN`) tells of the first.
   */
  readonly onError?: (error: unknown) => unknown
}

/** Listens on a channel until it is closed. */
export interface Subscription extends AsyncDisposable {
  readonly channel: string
  /** Ends the delivery at once. With the last subscription of a database its connection is closed. Never rejects. */
  close(): Promise<void>
}

/** One listener of a channel: holds back what arrives while it does not listen yet, or again. */
export class ChannelSubscription implements Subscription {
  readonly channel: string
  readonly #listener: NotificationListener
  readonly #options: ListenOptions
  readonly #leave: (subscription: ChannelSubscription) => Promise<void>
  /** What arrived since the server was told to listen; null while everything is passed on as it arrives. */
  #heldBack: string[] | null = []
  #releasing: NodeJS.Immediate | undefined
  #isListening = false
  /** It has listened before, and what was sent since is lost. */
  #hasGap = false
  #isClosed = false
  #hasWarned = false

  /** @param leave - called once when it is closed. */
  constructor(
    channel: string,
    listener: NotificationListener,
    options: ListenOptions,
    leave: (subscription: ChannelSubscription) => Promise<void>,
  ) {
    this.channel = channel
    this.#listener = listener
    this.#options = options
    this.#leave = leave
  }

  /** Takes what was sent to the channel. */
  deliver(payload: string): void {
    if (this.#isClosed) return
    if (this.#heldBack === null) this.#call(() => this.#listener(payload))
    else this.#heldBack.push(payload)
  }

  /** The server listens for it: after a loss it is told of the gap, then of what has arrived since. */
  resume(): void {
    this.#isListening = true
    // Whoever waits for it to listen has it in hand before the listener is called for the first time.
    this.#releasing ??= setImmediate(() => this.#release())
  }

  /** The connection was lost. */
  interrupt(): void {
    clearImmediate(this.#releasing)
    this.#releasing = undefined
    this.#heldBack = []
    this.#hasGap ||= this.#isListening
    this.#isListening = false
  }

  /** An attempt to listen again has failed; of the first attempt of all its owner is told by other means. */
  reportVainAttempt(error: unknown): void {
    if (this.#hasGap) this.#report(error)
  }

  /** Ends the delivery without telling anybody. */
  end(): void {
    this.#isClosed = true
    this.interrupt()
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.end()
    await this.#leave(this)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #release(): void {
    const heldBack = this.#heldBack ?? []
    this.#releasing = undefined
    this.#heldBack = null
    const { onGap } = this.#options
    if (this.#hasGap && onGap !== undefined) this.#call(onGap)
    this.#hasGap = false
    for (const payload of heldBack) this.deliver(payload)
  }

  /** Runs code of the owner's: whatever becomes of it, the connection and the other listeners go on. */
  #call(work: () => unknown): void {
    try {
      const done = work()
      if (isThenable(done)) done.then(undefined, (error: unknown) => this.#report(error))
    } catch (error) {
      this.#report(error)
    }
  }

  #report(error: unknown): void {
    if (this.#isClosed) return
    if (this.#options.onError === undefined) {
      this.#warn(error)
      return
    }
    try {
      const told = this.#options.onError(error)
      if (isThenable(told)) told.then(undefined, (reason: unknown) => this.#warn(reason))
    } catch (reason) {
      this.#warn(reason)
    }
  }

  /** Says no more than is safe: what a parser throws quotes the payload. */
  #warn(error: unknown): void {
    if (this.#hasWarned) return
    this.#hasWarned = true
    const what = isSoukError(error)
      ? error.message
      : `a listener threw ${error instanceof Error ? error.constructor.name : 'what is no Error'}`
    process.emitWarning(`${what} (db.listen takes an onError that is told of each error)`, {
      type: 'SoukWarning',
      code: 'SOUK_LISTEN',
    })
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
