import { clearTimeout, now, setTimeout } from '../engine/timers.js'

/** The wait for the session is over: somebody else has a transaction open and does nothing with it. */
export class SessionBusyError extends Error {}

/** The wait for the session is over: whoever waits was asked to cancel. */
export class WaitCancelledError extends Error {}

interface Waiter<Owner> {
  readonly owner: Owner
  readonly since: number
  readonly grant: () => void
  readonly refuse: (error: Error) => void
  timer: NodeJS.Timeout | undefined
}

/**
 * Lends the one session to one connection at a time, in the order they ask.
 *
 * A connection keeps it for as long as its transaction is open. So a statement that is awaited inside another
 * connection's transaction would wait for ever: after `deadlineMs` in which the owner has not used the session,
 * the wait ends with {@link SessionBusyError}.
 */
export class SessionLock<Owner extends object> {
  readonly #deadlineMs: number
  readonly #waiters: Waiter<Owner>[] = []
  #owner: Owner | null = null
  /** Since when the owner has not used the session; null while it does. */
  #idleSince: number | null = null
  #closed: Error | null = null

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs
  }

  get owner(): Owner | null {
    return this.#owner
  }

  /** Waits until the session is this connection's, unless it already is. */
  async acquire(owner: Owner): Promise<void> {
    if (this.#closed !== null) throw this.#closed
    if (this.#owner === null) this.#owner = owner
    else if (this.#owner !== owner) await this.#wait(owner)
    this.#idleSince = null
  }

  /** The owner has got its answer, and keeps the session: its transaction is open. */
  keep(): void {
    this.#idleSince = now()
  }

  release(): void {
    const next = this.#waiters.shift()
    this.#owner = next?.owner ?? null
    this.#idleSince = null
    if (next === undefined) return
    clearTimeout(next.timer)
    next.grant()
  }

  /** Ends the wait of a connection, if it waits. */
  cancel(owner: Owner): void {
    const index = this.#waiters.findIndex((waiter) => waiter.owner === owner)
    const [waiter] = index < 0 ? [] : this.#waiters.splice(index, 1)
    if (waiter !== undefined) this.#refuse(waiter, new WaitCancelledError())
  }

  /** Refuses everybody who waits, and whoever comes later. */
  close(reason: Error): void {
    this.#closed = reason
    for (const waiter of this.#waiters.splice(0)) this.#refuse(waiter, reason)
  }

  #wait(owner: Owner): Promise<void> {
    return new Promise((grant, refuse) => {
      const waiter: Waiter<Owner> = { owner, since: now(), grant, refuse, timer: undefined }
      this.#waiters.push(waiter)
      this.#arm(waiter, this.#deadlineMs)
    })
  }

  #arm(waiter: Waiter<Owner>, delayMs: number): void {
    waiter.timer = setTimeout(() => this.#check(waiter), delayMs)
    waiter.timer.unref()
  }

  #check(waiter: Waiter<Owner>): void {
    const askedAt = now()
    const waitedMs = askedAt - Math.max(waiter.since, this.#idleSince ?? askedAt)
    const leftMs = this.#deadlineMs - waitedMs
    if (leftMs > 0) {
      this.#arm(waiter, leftMs)
      return
    }
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
    this.#refuse(waiter, new SessionBusyError())
  }

  #refuse(waiter: Waiter<Owner>, reason: Error): void {
    clearTimeout(waiter.timer)
    waiter.refuse(reason)
  }
}
