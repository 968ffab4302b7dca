import { TransactionError } from '../errors.js'
import { clearTimeout, setTimeout } from './timers.js'

/** The time after which a pool in which nothing happens counts as deadlocked, in milliseconds. */
const stillAfterMs = 100

/** A limit above the number of stack frames between a transaction's function and the calls in it. */
const framesEnough = 100

interface Watched {
  /** The stack of the caller. Its text, which is the expensive part, is built only when somebody reads it. */
  readonly trace: Error
  isInside: boolean | undefined
  readonly tell: (error: TransactionError) => void
}

let count = 0

/** Records the stack of the caller, including the async functions that await it. */
function traceCaller(): Error {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = framesEnough
  try {
    return new Error('waits for a session')
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/**
 * The sessions of a pool that are held for as long as their users like: by transactions, streams and COPY.
 *
 * A transaction's function that calls the database instead of its handle waits for a session. If such functions hold
 * all sessions, they wait for each other, and one of them gets an error. Asynchronous context would show which call is
 * inside a transaction, but it slows down every promise of the process. The stack of a caller that has to wait shows it
 * as well, and costs other callers nothing.
 */
export class HeldSessions {
  readonly #max: () => number
  readonly #mark = `a transaction of pool ${++count} of @souk/db`
  readonly #runMarked: <T>(body: () => Promise<T>) => Promise<T>
  readonly #watched = new Set<Watched>()
  #held = 0
  #timer: NodeJS.Timeout | undefined
  #hasMoved = false

  /** @param max - returns the most sessions that there can be. */
  constructor(max: () => number) {
    this.#max = max
    this.#runMarked = async (body) => await body()
    // The name appears in stacks, and no bundler renames it.
    Object.defineProperty(this.#runMarked, 'name', { value: this.#mark })
  }

  /** True if all sessions are held. */
  get areAll(): boolean {
    return this.#held >= this.#max()
  }

  /** Runs the function of a transaction in a way that marks the stack of its calls. */
  inside<T>(body: () => Promise<T>): Promise<T> {
    return this.#runMarked(body)
  }

  /** Counts a session as held. @returns a function that stops counting it. */
  hold(): () => void {
    this.#held++
    this.#hasMoved = true
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#held--
      this.#hasMoved = true
    }
  }

  /**
   * Watches a caller that has to wait for a session.
   *
   * @param tell - called with the error if the wait is in vain.
   * @returns a function that ends the watch.
   */
  watch(tell: Watched['tell']): () => void {
    if (this.#held === 0) return () => undefined
    const watched: Watched = { trace: traceCaller(), isInside: undefined, tell }
    this.#watched.add(watched)
    this.#look()
    return () => {
      this.#watched.delete(watched)
      this.#hasMoved = true
      if (this.#watched.size > 0) return
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  #look(): void {
    if (this.#timer !== undefined) return
    this.#hasMoved = false
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (!this.#hasMoved && this.areAll) this.#tellLast()
      if (this.#watched.size > 0) this.#look()
    }, stillAfterMs).unref()
  }

  #tellLast(): void {
    const stuck: Watched[] = []
    for (const watched of this.#watched) {
      watched.isInside ??= watched.trace.stack?.includes(this.#mark) === true
      if (watched.isInside) stuck.push(watched)
    }
    // As long as one holder does not wait for a session itself, it may release its own.
    if (stuck.length < this.#held) return
    stuck
      .at(-1)
      ?.tell(
        new TransactionError(
          'nested',
          'every connection is held by a transaction, and this call waits for one inside of such a transaction: use the handle that its function gets, or allow for more with maxConnections',
        ),
      )
  }
}
