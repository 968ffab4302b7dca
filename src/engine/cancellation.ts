import { InvalidInputError, TimeoutError } from '../errors.js'
import { clearTimeout, setTimeout } from './timers.js'

/** What bounds one call. */
export interface CallOptions {
  /** After this the statement is cancelled on the server, and the call rejects with a {@link TimeoutError}. */
  readonly timeoutMs?: number
  /** When it aborts, the statement is cancelled on the server, and the call rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** The wish to cancel a call, from its deadline or its signal. */
export class Cancellation implements Disposable {
  /** What the call rejects with; undefined while it is wanted. */
  reason: unknown
  isWanted = false
  readonly #listeners = new Set<() => void>()
  readonly #timer: NodeJS.Timeout | undefined
  readonly #signal: AbortSignal | undefined
  readonly #leaveOuter: (() => void) | undefined
  readonly #onAbort = () => this.#cancel(this.#signal?.reason)

  private constructor({ timeoutMs, signal }: CallOptions, outer: Cancellation | undefined) {
    this.#signal = signal
    if (timeoutMs !== undefined) {
      if (!(timeoutMs > 0) || timeoutMs > 2 ** 31 - 1) {
        throw new InvalidInputError('timeoutMs', 'must be a number of milliseconds above 0')
      }
      this.#timer = setTimeout(
        () => this.#cancel(new TimeoutError(`the call took longer than its ${timeoutMs} ms`)),
        timeoutMs,
      )
    }
    if (signal?.aborted === true) this.#cancel(signal.reason)
    else signal?.addEventListener('abort', this.#onAbort, { once: true })
    this.#leaveOuter = outer?.onWanted(() => this.#cancel(outer.reason))
  }

  /**
   * Makes one for a call that is bounded, and none for one that is not.
   *
   * @param outer - bounds the call too: that of the transaction it is in.
   */
  static of(options: CallOptions = {}, outer?: Cancellation): Cancellation | undefined {
    if (options.timeoutMs === undefined && options.signal === undefined && outer === undefined)
      return undefined
    return new Cancellation(options, outer)
  }

  /** Calls `listener` when the call is to be cancelled: at once if it is already. @returns what takes it back. */
  onWanted(listener: () => void): () => void {
    if (this.isWanted) listener()
    else this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#leaveOuter?.()
    this.#listeners.clear()
  }

  #cancel(reason: unknown): void {
    if (this.isWanted) return
    this.isWanted = true
    this.reason = reason
    for (const listener of this.#listeners) listener()
  }
}
