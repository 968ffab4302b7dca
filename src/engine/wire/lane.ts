import type { PreparedText } from '../statement/statement.js'
import { now } from '../timers.js'
import type { WireConnection } from './wire-connection.js'

/** What a lane takes. Times are milliseconds; 0 means no limit. */
export interface LaneLimits {
  /** How many statements may be on their way on it. */
  readonly depth: number
  /** A lane gets no more while its statement has taken longer than usual by this. */
  readonly stallAfterMs: number
  readonly maxLifetimeMs: number
}

/** A connection that statements share, and what is on it. */
export class Lane {
  connection: WireConnection | null
  /** The statements that it was given and that are not settled. */
  users = 0
  /** True if what is on it only reads, and waits for no lock of a row. Of no meaning while it is empty. */
  carriesReads = true
  /** What these are expected to take together. */
  #expectedMs = 0
  readonly #limits: LaneLimits

  constructor(limits: LaneLimits, connection: WireConnection | null = null) {
    this.#limits = limits
    this.connection = connection
  }

  /** True if it can be given nothing just now, not even while it is empty. */
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

  /** True if no statement is on it. */
  get isEmpty(): boolean {
    return this.users === 0 || this.connection?.pending === 0
  }

  /** True if it takes another statement behind those on it. */
  get takesAnother(): boolean {
    const { connection } = this
    return connection !== null && !this.isFull && !connection.isLost && !this.isOld
  }

  /** True if it has as many statements on their way as it may. */
  get isFull(): boolean {
    return this.connection !== null && this.connection.pending >= this.#limits.depth
  }

  /**
   * How long another statement would wait behind those on it, in milliseconds.
   *
   * @param roundTripMs - how long the way to the server and back takes.
   */
  waitMs(at: number, roundTripMs: number): number {
    const currentMs = this.connection?.current?.expectedMs ?? 0
    return Math.max(0, this.#expectedMs - Math.min(currentMs, this.#workedMs(at, roundTripMs)))
  }

  /** True if the statement that the server is at work on takes much longer than usual: nobody can say for how long yet. */
  isStalled(at: number, roundTripMs: number): boolean {
    const { stallAfterMs } = this.#limits
    // What makes a new connection ready is no statement, and over soon.
    const usualMs = this.connection?.current?.expectedMs ?? Infinity
    return stallAfterMs > 0 && this.#workedMs(at, roundTripMs) > usualMs + stallAfterMs
  }

  /** How long the server has been at work on the current statement, in milliseconds. */
  #workedMs(at: number, roundTripMs: number): number {
    const { connection } = this
    if (connection === null || connection.pending === 0) return 0
    return Math.max(0, at - connection.headSince - (connection.isAlone ? roundTripMs : 0))
  }

  /** Notes that it is given a statement. @returns what {@link remove} is to be told. */
  add({ usualMs, isRead }: PreparedText): number {
    if (this.isEmpty) {
      this.#expectedMs = 0
      this.carriesReads = isRead
    }
    this.users++
    this.#expectedMs += usualMs
    return usualMs
  }

  /** Notes that the server is done with one. */
  remove(expectedMs: number): void {
    this.#expectedMs -= expectedMs
  }
}
