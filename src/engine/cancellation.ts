import { ConnectionError, InvalidInputError, TimeoutError, type StatementOutcome } from '../errors.js'
import { bare } from '../own-properties.js'
import { clearTimeout, now, setTimeout } from './timers.js'

/** What bounds one call. It settles within a second of either. */
export interface CallOptions {
  /**
   * After this the statement is cancelled on the server, and the call rejects with a {@link TimeoutError}. Its `outcome`
   * is `unknown` if the server has not stopped in time what may write.
   */
  readonly timeoutMs?: number
  /**
   * When it aborts, the statement is cancelled on the server, and the call rejects with the signal's reason; with a
   * {@link ConnectionError} whose `outcome` is `unknown` and whose `cause` is the reason, if the server has not stopped in
   * time what may write.
   */
  readonly signal?: AbortSignal
}

const none: CallOptions = bare()

/**
 * How long a server may take to stop what is no longer wanted before its connection is given up: less than the second
 * within which a call settles. Milliseconds.
 */
export const graceMs = 800

/** Gives what comes of `work`, or the reason of the cancellation if that comes first: the work goes on by itself. */
export function unlessCancelled<T>(work: Promise<T>, cancellation: Cancellation | undefined): Promise<T> {
  if (cancellation === undefined) return work
  return new Promise((resolve, reject) => {
    const stopListening = cancellation.onWanted(() => reject(cancellation.reason))
    work.then(resolve, reject).finally(stopListening)
  })
}

/** The wish to cancel a call, from its deadline or its signal. */
export class Cancellation implements Disposable {
  /** What the call rejects with; undefined while it is wanted. */
  reason: unknown
  isWanted = false
  /** When {@link isWanted} became true; Infinity before. */
  wantedAt = Infinity
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
  static of(options: CallOptions = none, outer?: Cancellation): Cancellation | undefined {
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

  /** @throws the reason, once there is one. */
  throwIfWanted(): void {
    if (this.isWanted) throw this.reason
  }

  /** The reason, as an error that says what became of the call where that is more than 'nothing was done'. */
  reasonWith(outcome: StatementOutcome): unknown {
    const { reason } = this
    if (outcome === 'not_run') return reason
    if (reason instanceof TimeoutError) return new TimeoutError(reason.message, { outcome })
    const problem = outcome === 'unknown' ? 'it may have been done, or may yet be' : 'it had been done'
    const options = { cause: reason, retryable: false }
    return new ConnectionError(outcome, `the call was cancelled, but ${problem}`, options)
  }

  /** Calls `giveUp` when work is not over a while after it was to be cancelled. @returns what says that it is over. */
  onOverdue(giveUp: () => void): () => void {
    let timer: NodeJS.Timeout | undefined
    const stopListening = this.onWanted(() => {
      timer = setTimeout(giveUp, Math.max(0, this.wantedAt + graceMs - now()))
    })
    return () => {
      stopListening()
      clearTimeout(timer)
    }
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
    this.wantedAt = now()
    this.reason = reason
    for (const listener of this.#listeners) listener()
  }
}
