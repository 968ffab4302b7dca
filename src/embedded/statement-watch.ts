import { clearTimeout, setTimeout } from '../engine/timers.js'
import { longestMs } from '../engine/connect/assert-options.js'

/** Why a statement should have ended. */
export type Overdue = 'timeout' | 'unwanted'

/**
 * Watches the statement that runs, of which there is one at a time.
 *
 * PGlite can neither time a statement out nor cancel it. One that goes on for longer than `graceMs` after its statement
 * timeout has passed, or after its caller has given up, holds the only session for ever: then `onOverdue` is called.
 */
export class StatementWatch {
  readonly #graceMs: number
  readonly #onOverdue: (why: Overdue) => void
  #running: object | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(graceMs: number, onOverdue: (why: Overdue) => void) {
    this.#graceMs = graceMs
    this.#onOverdue = onOverdue
  }

  /** Begins to watch what `owner` runs. @param timeoutMs - Its statement timeout; 0 for none. */
  begin(owner: object, timeoutMs: number): void {
    this.#running = owner
    if (timeoutMs > 0) this.#arm(timeoutMs + this.#graceMs, 'timeout')
  }

  /** Notes that the caller of what `owner` runs has given up; does nothing if nothing of it runs. */
  giveUp(owner: object): void {
    if (this.#running === owner) this.#arm(this.#graceMs, 'unwanted')
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running = null
  }

  #arm(delayMs: number, why: Overdue): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#onOverdue(why), Math.min(delayMs, longestMs))
  }
}
