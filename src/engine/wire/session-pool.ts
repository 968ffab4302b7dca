import { ConnectionError, OverloadError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import { HeldSessions } from '../held-sessions.js'
import { resetSession } from './reset-session.js'
import type { SessionFactory } from './session-factory.js'
import type { WireConnection } from './wire-connection.js'
import { clearInterval, clearTimeout, now, queueMicrotask, setInterval, setTimeout } from '../timers.js'

/** Options of the session pool. Times are in milliseconds; 0 means no limit. */
export interface SessionPoolOptions {
  readonly max: number
  /** The number of sessions that stay open although they are idle. */
  readonly min: number
  readonly idleTimeoutMs: number
  readonly maxLifetimeMs: number
  readonly acquireTimeoutMs: number
  /** The idle time after which a session is tested before it is lent. */
  readonly verifyAfterMs: number
  /** The most callers that wait for a session. */
  readonly maxQueue: number
}

interface Waiter {
  readonly resolve: (connection: WireConnection) => void
  readonly reject: (error: unknown) => void
  /** Called once when the wait is over. */
  readonly leave: () => void
}

/** Figures of a pool, for health and telemetry. */
export interface SessionPoolFigures {
  readonly open: number
  readonly idle: number
  readonly waiting: number
}

/** Sessions that are lent to one user at a time: for transactions, cursors, COPY, and slow statements. */
export class SessionPool {
  /** The sessions that are lent for as long as their users like. */
  readonly held: HeldSessions
  readonly #factory: SessionFactory
  readonly #options: SessionPoolOptions
  /** The session that was released last is lent first, so that the others can be closed as idle. */
  readonly #idle: WireConnection[] = []
  readonly #lent = new Set<WireConnection>()
  readonly #waiting: Waiter[] = []
  #opening = 0
  #isClosed = false
  /** True when the pool is closed and the deadline for lent sessions has passed. */
  #isCutOff = false
  #drained: (() => void) | undefined
  readonly #reaper: NodeJS.Timeout

  constructor(factory: SessionFactory, options: SessionPoolOptions) {
    this.#factory = factory
    this.#options = options
    this.held = new HeldSessions(() => options.max)
    const reapEveryMs = Math.min(Math.max(1_000, options.idleTimeoutMs / 2), 60_000)
    this.#reaper = setInterval(() => this.#reap(), reapEveryMs).unref()
  }

  get figures(): SessionPoolFigures {
    return { open: this.#open, idle: this.#idle.length, waiting: this.#waiting.length }
  }

  /** True if a session can be had without waiting for one to be released. */
  get hasRoom(): boolean {
    return (
      !this.#isClosed &&
      this.#waiting.length === 0 &&
      (this.#idle.length > 0 || this.#open < this.#options.max)
    )
  }

  get #open(): number {
    return this.#idle.length + this.#lent.size + this.#opening
  }

  /**
   * Lends a session; return it with {@link SessionPool.release}.
   *
   * @throws {@link ConnectionError} if none was free in time, or the pool is closed; {@link OverloadError} if too many
   * callers wait; the reason of the cancellation; the driver's error if none could be opened.
   */
  async acquire(cancellation?: Cancellation): Promise<WireConnection> {
    if (cancellation === undefined) return this.#acquire(undefined)
    return new Promise((resolve, reject) => {
      const stopListening = cancellation.onWanted(() => reject(cancellation.reason))
      this.#acquire(cancellation).then((connection) => {
        stopListening()
        // The caller no longer waits.
        if (cancellation.isWanted) this.release(connection, true)
        else resolve(connection)
      }, reject)
    })
  }

  async #acquire(cancellation: Cancellation | undefined): Promise<WireConnection> {
    if (this.#isClosed) throw new ConnectionError('not_run', 'the database is closed', { retryable: false })
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      this.#lent.add(connection)
      if (await this.#isGood(connection)) return connection
      this.#discard(connection)
      // The cause that made this one silent made others silent that were idle for as long. To test each in turn would take too
      // long.
      for (const other of this.#idle.filter((one) => this.#needsAsking(one))) this.#discard(other)
    }
    return this.#open < this.#options.max ? this.#openOne() : this.#wait(cancellation)
  }

  /**
   * Takes a session back. One that is not reusable is closed.
   *
   * @param isChanged - true if it may have state that the next user must not see. It is reset before it is lent again,
   * and nobody waits for that.
   */
  release(connection: WireConnection, isReusable: boolean, isChanged = false): void {
    if (!this.#lent.has(connection)) return
    if (isChanged && this.#isFit(connection, isReusable)) {
      void resetSession(connection).then((isReset) => this.release(connection, isReset))
      return
    }
    if (!this.#isFit(connection, isReusable)) {
      this.#discard(connection)
      return
    }
    const waiter = this.#nextWaiter()
    if (waiter !== undefined) {
      waiter.resolve(connection)
      return
    }
    this.#lent.delete(connection)
    this.#idle.push(connection)
  }

  #isFit(connection: WireConnection, isReusable: boolean): boolean {
    return (
      isReusable &&
      !this.#isClosed &&
      !connection.isLost &&
      connection.pending === 0 &&
      connection.transactionStatus === 'I' &&
      !this.#isOld(connection)
    )
  }

  /** Waits for lent sessions until the deadline, then closes all sessions. */
  async close(deadlineMs: number): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    clearInterval(this.#reaper)
    for (const { reject, leave } of this.#waiting.splice(0)) {
      leave()
      reject(new ConnectionError('not_run', 'the database is closed', { retryable: false }))
    }
    for (const connection of this.#idle.splice(0)) connection.end()
    if (this.#open > 0) {
      const timer = setTimeout(() => this.#drained?.(), deadlineMs)
      await new Promise<void>((resolve) => (this.#drained = resolve))
      clearTimeout(timer)
    }
    this.#isCutOff = true
    for (const connection of this.#lent) connection.destroy()
  }

  async #isGood(connection: WireConnection): Promise<boolean> {
    if (connection.isLost || this.#isOld(connection)) return false
    return !this.#needsAsking(connection) || this.#factory.isGood(connection)
  }

  #needsAsking(connection: WireConnection): boolean {
    const { verifyAfterMs } = this.#options
    return verifyAfterMs > 0 && now() - connection.heardAt > verifyAfterMs
  }

  #isOld(connection: WireConnection): boolean {
    const { maxLifetimeMs } = this.#options
    return connection.isRetired || (maxLifetimeMs > 0 && now() - connection.openedAt > maxLifetimeMs)
  }

  async #openOne(): Promise<WireConnection> {
    this.#opening++
    try {
      const connection = await this.#factory.open((lost) => this.#forget(lost))
      if (this.#isCutOff) {
        connection.end()
        throw new ConnectionError('not_run', 'the database is closed', { retryable: false })
      }
      this.#lent.add(connection)
      return connection
    } catch (error) {
      // Its place is free now. A waiting caller may succeed, and must not wait for ever.
      queueMicrotask(() => this.#serveNext())
      throw error
    } finally {
      this.#opening--
      this.#checkDrained()
    }
  }

  #wait(cancellation: Cancellation | undefined): Promise<WireConnection> {
    const { acquireTimeoutMs, maxQueue } = this.#options
    if (this.#waiting.length >= maxQueue) throw new OverloadError('too many callers wait for a connection')
    return new Promise((resolve, reject) => {
      const giveUp = (reason: unknown) => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        waiter.leave()
        reject(reason)
      }
      const late = () => {
        const holders = this.held.areAll ? ': transactions, streams and COPY hold all of them' : ''
        giveUp(new ConnectionError('not_run', `no connection was free in time${holders}`))
      }
      const timer = acquireTimeoutMs > 0 ? setTimeout(late, acquireTimeoutMs) : undefined
      let stopListening = (): void => undefined
      const waiter: Waiter = {
        resolve,
        reject,
        leave: () => {
          clearTimeout(timer)
          stopListening()
          stopWatching()
        },
      }
      this.#waiting.push(waiter)
      const stopWatching = this.held.watch(giveUp)
      if (cancellation !== undefined) {
        stopListening = cancellation.onWanted(() => giveUp(cancellation.reason))
      }
    })
  }

  #nextWaiter(): Waiter | undefined {
    const waiter = this.#waiting.shift()
    waiter?.leave()
    return waiter
  }

  #discard(connection: WireConnection): void {
    connection.end()
    this.#forget(connection)
  }

  #forget(connection: WireConnection): void {
    const index = this.#idle.indexOf(connection)
    if (index !== -1) this.#idle.splice(index, 1)
    if (!this.#lent.delete(connection) && index === -1) return
    this.#serveNext()
    this.#checkDrained()
  }

  /** Opens a session for the first waiting caller, if there is a free place. */
  #serveNext(): void {
    if (this.#isClosed || this.#open >= this.#options.max) return
    const waiter = this.#nextWaiter()
    if (waiter === undefined) return
    this.#openOne().then(waiter.resolve, waiter.reject)
  }

  #reap(): void {
    const { min, idleTimeoutMs } = this.#options
    for (const connection of [...this.#idle]) {
      const isIdle = idleTimeoutMs > 0 && now() - connection.heardAt > idleTimeoutMs
      const isSpare = isIdle && this.#open > min
      if (isSpare || this.#isOld(connection)) this.#discard(connection)
    }
  }

  #checkDrained(): void {
    if (this.#isClosed && this.#open === 0) this.#drained?.()
  }
}
