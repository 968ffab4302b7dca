import { isSoukError } from '../errors.js'
import { clearImmediate, setImmediate } from './timers.js'

/** Receives the payload of each notification, `''` if it has none. A returned promise is not awaited. */
export type NotificationListener = (payload: string) => unknown

/** Callbacks of a subscription besides its listener. */
export interface ListenOptions {
  /**
   * Called each time when the connection was lost and the subscription listens again. Notifications sent meanwhile are
   * lost, so read again what they would have announced. Later notifications are delivered after this call.
   */
  readonly onGap?: (() => unknown) | undefined
  /**
   * Called with any error that the listener or `onGap` throws or rejects with, and with the `SoukError` of each failed
   * attempt to listen again. Without it, the first error becomes a process warning (`SOUK_LISTEN`).
   */
  readonly onError?: ((error: unknown) => unknown) | undefined
}

/** A subscription to a channel, until it is closed. */
export interface Subscription extends AsyncDisposable {
  readonly channel: string
  /** Ends the delivery at once. The last subscription of a database closes the connection. Never rejects. */
  close(): Promise<void>
}

/** One listener of a channel. It holds back notifications while it does not listen yet, or not again. */
export class ChannelSubscription implements Subscription {
  readonly channel: string
  readonly #listener: NotificationListener
  readonly #options: ListenOptions
  readonly #leave: (subscription: ChannelSubscription) => Promise<void>
  /** The notifications that arrived since LISTEN was sent; null while each is passed on as it arrives. */
  #heldBack: string[] | null = []
  #releasing: NodeJS.Immediate | undefined
  #isListening = false
  /** True if it has listened before, and notifications sent since may be lost. */
  #hasGap = false
  #isClosed = false
  #hasWarned = false

  /** @param leave - called once when the subscription is closed. */
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

  /** Takes a notification of the channel. */
  deliver(payload: string): void {
    if (this.#isClosed) return
    if (this.#heldBack === null) this.#call(() => this.#listener(payload))
    else this.#heldBack.push(payload)
  }

  /** Called when the server listens. After a lost connection, reports the gap first, then what has arrived since. */
  resume(): void {
    this.#isListening = true
    // The caller of `listen` gets the subscription before the listener is called for the first time.
    this.#releasing ??= setImmediate(() => this.#release())
  }

  /** Called when the connection was lost. */
  interrupt(): void {
    clearImmediate(this.#releasing)
    this.#releasing = undefined
    this.#heldBack = []
    this.#hasGap ||= this.#isListening
    this.#isListening = false
  }

  /** Reports a failed attempt to listen again. The very first attempt rejects its call instead. */
  reportVainAttempt(error: unknown): void {
    if (this.#hasGap) this.#report(error)
  }

  /** Ends the delivery without calling `leave`. */
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

  /** Runs a callback of the owner. Its errors affect neither the connection nor other listeners. */
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

  /** Emits a warning without the error's message: the error of a parser quotes the payload. */
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
