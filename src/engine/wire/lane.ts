import { isAlive } from './ping.js'
import type { SessionFactory } from './session-factory.js'
import type { WireConnection } from './wire-connection.js'
import { now } from '../timers.js'

/** How long a lane is used, and for how much. Times are milliseconds; 0 means no limit. */
export interface LaneLimits {
  /** How many statements may be on their way on it. */
  readonly depth: number
  /** A lane whose statement runs for longer gets no more until it is done. */
  readonly stallAfterMs: number
  readonly maxLifetimeMs: number
  /** A lane that idled for longer is asked whether it still lives before it is used. */
  readonly verifyAfterMs: number
  /** A server that is silent for longer while an answer is waited for is taken for gone. */
  readonly silenceMs: number
}

/** How soon a lane that could not be opened is tried again while others serve. */
const retryAfterMs = 1_000

/** One of the connections that statements share: opened when it is wanted, and again when it is lost or old. */
export class Lane {
  connection: WireConnection | null = null
  /** True while it is being opened or asked whether it lives. */
  isBusy = false
  readonly #factory: SessionFactory
  readonly #limits: LaneLimits
  readonly #onRoom: () => void
  #failedAt = -Infinity

  /** @param onRoom - told when there may be room on it again, or it is gone. */
  constructor(factory: SessionFactory, limits: LaneLimits, onRoom: () => void) {
    this.#factory = factory
    this.#limits = limits
    this.#onRoom = onRoom
  }

  /** True if it takes a statement, behind those that are on their way. */
  get takesAnother(): boolean {
    const { connection } = this
    return connection !== null && connection.pending < this.#limits.depth && !this.isStalled && !this.#isOld
  }

  /** True if its statement has been running for too long. */
  get isStalled(): boolean {
    const { connection } = this
    const { stallAfterMs } = this.#limits
    return (
      connection !== null &&
      connection.pending > 0 &&
      stallAfterMs > 0 &&
      now() - connection.headSince >= stallAfterMs
    )
  }

  /** True if it has to be looked after before it is used. */
  get needsCare(): boolean {
    const { connection } = this
    const { verifyAfterMs } = this.#limits
    return (
      connection === null ||
      connection.isLost ||
      (verifyAfterMs > 0 && now() - connection.heardAt > verifyAfterMs) ||
      this.#isOld
    )
  }

  /** True if it could not be opened just now. */
  get hasFailed(): boolean {
    return now() - this.#failedAt < retryAfterMs
  }

  get #isOld(): boolean {
    const { connection } = this
    const { maxLifetimeMs } = this.#limits
    return (
      connection !== null &&
      (connection.isRetired || (maxLifetimeMs > 0 && now() - connection.openedAt > maxLifetimeMs))
    )
  }

  /** Makes it ready: keeps its connection if that lives and is not old, or opens another. */
  async open(): Promise<void> {
    this.isBusy = true
    try {
      const current = this.connection
      if (current !== null) {
        if (!current.isLost && !this.#isOld && (await isAlive(current, 1_000))) return
        this.connection = null
        current.end()
      }
      const connection = await this.#factory.open(
        (lost) => {
          if (this.connection === lost) this.connection = null
          this.#onRoom()
        },
        { onIdle: this.#onRoom },
      )
      connection.giveUpAfter(this.#limits.silenceMs)
      this.connection = connection
    } catch (error) {
      this.#failedAt = now()
      throw error
    } finally {
      this.isBusy = false
    }
  }
}
