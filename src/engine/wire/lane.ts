import type { PreparedText } from '../statement/statement.js'
import { now } from '../timers.js'
import type { WireConnection } from './wire-connection.js'

/** The limits of a lane. Times are in milliseconds; 0 means no limit. */
export interface LaneLimits {
  /** The most statements on it without an answer. */
  readonly depth: number
  /** The delay, beyond its statement's usual time, after which the lane counts as stalled. */
  readonly stallAfterMs: number
  readonly maxLifetimeMs: number
}

/** A connection that statements share, and the state of its work. */
export class Lane {
  connection: WireConnection | null
  /** The number of statements on it that are not settled. */
  users = 0
  /** True if all statements on it only read, and wait for no row lock. Without meaning while it is empty. */
  carriesReads = true
  /** The sum of their expected times. */
  #expectedMs = 0
  readonly #limits: LaneLimits

  constructor(limits: LaneLimits, connection: WireConnection | null = null) {
    this.#limits = limits
    this.connection = connection
  }

  /** True if it cannot take a statement now, even if it is empty. */
  get needsCare(): boolean {
    return this.connection === null || this.connection.isLost || this.isOld
  }

  protected get isOld(): boolean {
    const { connection } = this
    const { maxLifetimeMs } = this.#limits
    return (
      connection !== null &&
      (connection.isRetired || (maxLifetimeMs > 0 && now() - connection.openedAt > maxLifetimeMs))
    )
  }

  /** True if it has no statement. */
  get isEmpty(): boolean {
    return this.users === 0 || this.connection?.pending === 0
  }

  /** True if it takes another statement behind those on it. */
  get takesAnother(): boolean {
    const { connection } = this
    return connection !== null && !this.isFull && !connection.isLost && !this.isOld
  }

  /** True if it has as many unanswered statements as it may. */
  get isFull(): boolean {
    return this.connection !== null && this.connection.pending >= this.#limits.depth
  }

  /**
   * The expected wait of another statement behind those on it, in milliseconds.
   *
   * @param roundTripMs - the time of a round trip to the server.
   */
  waitMs(at: number, roundTripMs: number): number {
    const currentMs = this.connection?.current?.expectedMs ?? 0
    return Math.max(0, this.#expectedMs - Math.min(currentMs, this.#workedMs(at, roundTripMs)))
  }

  /** True if the current statement takes much longer than usual, so that its end cannot be predicted. */
  isStalled(at: number, roundTripMs: number): boolean {
    const { stallAfterMs } = this.#limits
    // The setup of a new connection is not a statement, and ends soon.
    const usualMs = this.connection?.current?.expectedMs ?? Infinity
    return stallAfterMs > 0 && this.#workedMs(at, roundTripMs) > usualMs + stallAfterMs
  }

  /** The time that the server has worked on the current statement, in milliseconds. */
  #workedMs(at: number, roundTripMs: number): number {
    const { connection } = this
    if (connection === null || connection.pending === 0) return 0
    return Math.max(0, at - connection.headSince - (connection.isAlone ? roundTripMs : 0))
  }

  /** Adds a statement. @returns the value to pass to {@link Lane.remove}. */
  add({ usualMs, isRead }: PreparedText): number {
    if (this.isEmpty) {
      this.#expectedMs = 0
      this.carriesReads = isRead
    }
    this.users++
    this.#expectedMs += usualMs
    return usualMs
  }

  /** Removes a statement that the server is done with. */
  remove(expectedMs: number): void {
    this.#expectedMs -= expectedMs
  }
}
