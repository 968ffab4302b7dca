import { now } from '../timers.js'
import { Lane, type LaneLimits } from './lane.js'
import { isAlive } from './ping.js'
import type { SessionFactory } from './session-factory.js'

/** How long a lane of the lanes' own is used. Times are milliseconds; 0 means no limit. */
export interface OwnLaneLimits extends LaneLimits {
  /** A lane that idled for longer is asked whether it still lives before it is used. */
  readonly verifyAfterMs: number
  /** A server that is silent for longer while an answer is waited for is taken for gone. */
  readonly silenceMs: number
}

/** How soon a connection that could not be opened is tried again while others serve. */
export const retryAfterMs = 1_000

/** A lane that stays: opened when it is wanted, and again when its connection is lost or old. */
export class OwnLane extends Lane {
  /** True while it is being opened or asked whether it lives. */
  isBusy = false
  readonly #factory: SessionFactory
  readonly #limits: OwnLaneLimits
  readonly #onRoom: () => void
  #failedAt = -Infinity

  /** @param onRoom - told when there may be room on it again, or it is gone. */
  constructor(factory: SessionFactory, limits: OwnLaneLimits, onRoom: () => void) {
    super(limits)
    this.#factory = factory
    this.#limits = limits
    this.#onRoom = onRoom
  }

  /** True if it has to be looked after before it is used. */
  override get needsCare(): boolean {
    const { connection } = this
    const { verifyAfterMs } = this.#limits
    return (
      super.needsCare ||
      (connection !== null && verifyAfterMs > 0 && now() - connection.heardAt > verifyAfterMs)
    )
  }

  /** True if it could not be opened just now. */
  get hasFailed(): boolean {
    return now() - this.#failedAt < retryAfterMs
  }

  /** Makes it ready: keeps its connection if that lives and is not old, or opens another. */
  async open(): Promise<void> {
    this.isBusy = true
    try {
      const current = this.connection
      if (current !== null) {
        if (!current.isLost && !this.isOld && (await isAlive(current))) return
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
