import { now } from '../timers.js'
import { Lane, type LaneLimits } from './lane.js'
import type { LaneSessions } from './lane-sessions.js'
import { retryAfterMs } from './own-lane.js'
import { untilAnswered } from './ping.js'

/** The most connections that are opened at the same time: one for each waiting statement could be hundreds. */
const mostOpening = 4

/** Lanes on connections that are borrowed from the session pool. Each is returned as soon as it is empty. */
export class BorrowedLanes {
  readonly lanes: Lane[] = []
  readonly #limits: LaneLimits
  readonly #sessions: LaneSessions
  readonly #onAttempt: (lane: Lane | undefined) => void
  /** The number of connections that are being borrowed. */
  #borrowing = 0
  #failedAt = -Infinity

  /** @param onAttempt - called after each attempt, with the new lane, or undefined if no connection could be had. */
  constructor(limits: LaneLimits, sessions: LaneSessions, onAttempt: (lane: Lane | undefined) => void) {
    this.#limits = limits
    this.#sessions = sessions
    this.#onAttempt = onAttempt
  }

  /** Borrows connections until `wanted` of them are on their way, but opens only a few at a time. */
  borrow(wanted: number): void {
    while (this.#borrowing < wanted && this.#canBorrow) {
      if (!this.#sessions.hasIdle && this.#borrowing >= mostOpening) return
      void this.#borrowOne()
    }
  }

  /** Returns the connection of a lane that is empty. Does nothing for a lane that is not borrowed. */
  giveBackIfEmpty(lane: Lane): void {
    if (lane.users > 0) return
    const index = this.lanes.indexOf(lane)
    if (index === -1) return
    this.lanes.splice(index, 1)
    if (lane.connection !== null) this.#sessions.giveBack(lane.connection)
  }

  get #canBorrow(): boolean {
    const { hasRoom, hasIdle } = this.#sessions
    return hasIdle || (hasRoom && now() - this.#failedAt > retryAfterMs)
  }

  async #borrowOne(): Promise<void> {
    this.#borrowing++
    let lane: Lane | undefined
    try {
      const connection = await this.#sessions.borrow()
      // Preparing a new connection takes longer than the statement that waits for it.
      if (connection.pending > 0) await untilAnswered(connection)
      lane = new Lane(this.#limits, connection)
      this.lanes.push(lane)
    } catch {
      // The lanes that exist serve the queue. If there are none, they report what is wrong.
      this.#failedAt = now()
    }
    this.#borrowing--
    this.#onAttempt(lane)
  }
}
