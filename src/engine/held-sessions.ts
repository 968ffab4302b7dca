import { TransactionError } from '../errors.js'
import { clearTimeout, setTimeout } from './timers.js'

/** A pool in which nothing moves for so long may never move again. Milliseconds. */
const stillAfterMs = 100

/** More frames than there are between a transaction's function and what it calls. */
const framesEnough = 100

interface Watched {
  /** Where the caller stands. Its text is put together when somebody reads it, which is what costs. */
  readonly trace: Error
  isInside: boolean | undefined
  readonly tell: (error: TransactionError) => void
}

let count = 0

/** Remembers where the caller stands, the functions that await it included. */
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
 * A function of a transaction that calls the database, and not its handle, waits for a session; if all of them are held
 * by such functions, they wait for one another. One of them is told then. Asynchronous context would tell who is inside
 * of what, and slows down every promise of the process; the stack of who has to wait tells it as well, and costs nobody
 * else anything.
 */
export class HeldSessions {
  readonly #max: () => number
  readonly #mark = `a transaction of pool ${++count} of @souk/db`
  readonly #runMarked: <T>(body: () => Promise<T>) => Promise<T>
  readonly #watched = new Set<Watched>()
  #held = 0
  #timer: NodeJS.Timeout | undefined
  #hasMoved = false

  /** @param max - how many sessions there are at most. */
  constructor(max: () => number) {
    this.#max = max
    this.#runMarked = async (body) => await body()
    // The name stands in the stack, and no bundler changes it.
    Object.defineProperty(this.#runMarked, 'name', { value: this.#mark })
  }

  /** True if there are no sessions but those that are held. */
  get areAll(): boolean {
    return this.#held >= this.#max()
  }

  /** Runs the function of a transaction, so that its calls can be told from others. */
  inside<T>(body: () => Promise<T>): Promise<T> {
    return this.#runMarked(body)
  }

  /** Counts a session that is held from now on. @returns what says that it no longer is. */
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

  /** Watches over a caller who has to wait for a session. @param tell - told that it would do so in vain. @returns what ends it. */
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
    // As long as one of those who hold a session waits for none, it may give its own back.
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
