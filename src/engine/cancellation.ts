import { ConnectionError, InvalidInputError, TimeoutError, type StatementOutcome } from '../errors.js'
import { bare } from '../own-properties.js'
import { clearTimeout, now, setTimeout } from './timers.js'

/** Options of a call. The call settles within a second of its deadline or of the abort. */
export interface CallOptions {
  /**
   * The time after which the statement is cancelled on the server, and the call rejects with a {@link TimeoutError}. Its
   * `outcome` is `unknown` if the statement may write and the server did not stop it in time.
   */
  readonly timeoutMs?: number | undefined
  /**
   * Cancels the statement on the server when it aborts. The call rejects with the signal's reason. If the statement may
   * write and the server did not stop it in time, it rejects with a {@link ConnectionError} instead: its `outcome` is
   * `unknown` and its `cause` is the reason.
   */
  readonly signal?: AbortSignal | undefined
  /** True reads from the primary, where replicas might serve: a decision hangs on what was committed last. */
  readonly primary?: boolean | undefined
}

const none: CallOptions = bare()

/**
 * The time that a server gets to stop a cancelled statement before its connection is given up, in milliseconds: less than
 * the second within which a call settles.
 */
const graceMs = 800

/** Returns the result of `work`. Rejects with the reason of a cancellation that comes first; the work itself goes on. */
export function unlessCancelled<T>(work: Promise<T>, cancellation: Cancellation | undefined): Promise<T> {
  if (cancellation === undefined) return work
  return new Promise((resolve, reject) => {
    const stopListening = cancellation.onWanted(() => reject(cancellation.reason))
    work.then(resolve, reject).finally(stopListening)
  })
}

/** The cancellation of a call, by its deadline or its signal. */
export class Cancellation implements Disposable {
  /** The value that the call rejects with; undefined while the call is not cancelled. */
  reason: unknown
  isWanted = false
  /** The time at which the call was cancelled; Infinity before. */
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
   * Creates the cancellation of a call that has a deadline or a signal; returns undefined for any other call.
   *
   * @param outer - the cancellation of the transaction that the call is part of, which cancels the call too.
   */
  static of(options: CallOptions = none, outer?: Cancellation): Cancellation | undefined {
    if (options.timeoutMs === undefined && options.signal === undefined && outer === undefined)
      return undefined
    return new Cancellation(options, outer)
  }

  /** Calls `listener` when the call is cancelled, or at once if it is already. @returns a function that removes it. */
  onWanted(listener: () => void): () => void {
    if (this.isWanted) listener()
    else this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @throws the reason, if the call is cancelled. */
  throwIfWanted(): void {
    if (this.isWanted) throw this.reason
  }

  /** Returns the reason, or an error with `outcome` if that is not `not_run`. */
  reasonWith(outcome: StatementOutcome): unknown {
    const { reason } = this
    if (outcome === 'not_run') return reason
    if (reason instanceof TimeoutError) return new TimeoutError(reason.message, { outcome })
    const problem = outcome === 'unknown' ? 'it may have been done, or may yet be' : 'it had been done'
    const options = { cause: reason, retryable: false }
    return new ConnectionError(outcome, `the call was cancelled, but ${problem}`, options)
  }

  /**
   * Calls `giveUp` if work is not done within {@link graceMs} after the call was cancelled.
   *
   * @returns a function to call when the work is done.
   */
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
