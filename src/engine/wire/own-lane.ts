import { now } from '../timers.js'
import { Lane, type LaneLimits } from './lane.js'
import type { SessionFactory } from './session-factory.js'

/** The limits of an own lane. Times are in milliseconds; 0 means no limit. */
export interface OwnLaneLimits extends LaneLimits {
  /** The idle time after which the connection is tested before it is used. */
  readonly verifyAfterMs: number
  /** The silence after which a server that owes an answer is taken for lost. */
  readonly silenceMs: number
}

/** The pause before a connection that could not be opened is tried again, while others serve. */
export const retryAfterMs = 1_000

/** The time after which an attempt to open or test a connection is taken for one that hangs. */
const stuckAfterMs = 2_000

/**
 * A lane with a connection of its own. It is opened when it is needed, and again when the connection is lost or old.
 */
export class OwnLane extends Lane {
  /** True while its connection is being opened or tested. */
  isBusy = false
  readonly #factory: SessionFactory
  readonly #limits: OwnLaneLimits
  readonly #onRoom: () => void
  #failedAt = -Infinity
  #busySince = Infinity

  /** @param onRoom - called when it may have room again, or its connection is lost. */
  constructor(factory: SessionFactory, limits: OwnLaneLimits, onRoom: () => void) {
    super(limits)
    this.#factory = factory
    this.#limits = limits
    this.#onRoom = onRoom
  }

  /** True if its connection must be opened, replaced or tested before use. */
  override get needsCare(): boolean {
    const { connection } = this
    const { verifyAfterMs } = this.#limits
    return (
      super.needsCare ||
      (connection !== null && verifyAfterMs > 0 && now() - connection.heardAt > verifyAfterMs)
    )
  }

  /** True if its connection has been opened or tested for so long that others should not wait for it. */
  get isStuck(): boolean {
    return now() - this.#busySince > stuckAfterMs
  }

  /** True if it could not be opened a moment ago. */
  get hasFailed(): boolean {
    return now() - this.#failedAt < retryAfterMs
  }

  /** Makes it ready: keeps a connection that works and is not old, or opens another. */
  async open(): Promise<void> {
    this.isBusy = true
    this.#busySince = now()
    try {
      const current = this.connection
      if (current !== null) {
        if (!current.isLost && !this.isOld && (await this.#factory.isGood(current))) return
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
      this.#busySince = Infinity
    }
  }
}
