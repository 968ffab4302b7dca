import { noteDuration, type PreparedText } from '../statement/statement.js'
import { now } from '../timers.js'
import type { Lane } from './lane.js'
import type { LaneSessions } from './lane-sessions.js'
import type { OwnLane } from './own-lane.js'
import { RoundTrip } from './round-trip.js'
import type { Kind } from './waiting-statements.js'
import type { WireConnection } from './wire-connection.js'

/**
 * The longest time that a statement waits behind others, besides a round trip, in milliseconds. A shorter wait is not worth
 * another connection.
 */
const patienceMs = 4

/** Chooses the lane of each statement, by the usual time of the statements that are already there. */
export class LaneChoice {
  readonly #own: readonly OwnLane[]
  readonly #borrowed: readonly Lane[]
  readonly #sessions: LaneSessions
  readonly #roundTrip = new RoundTrip()

  constructor(own: readonly OwnLane[], borrowed: readonly Lane[], sessions: LaneSessions) {
    this.#own = own
    this.#borrowed = borrowed
    this.#sessions = sessions
  }

  /** The longest time that a statement waits behind others, in milliseconds. */
  get patienceMs(): number {
    return patienceMs + this.#roundTrip.ms
  }

  kindOf({ usualMs, isRead }: PreparedText): Kind {
    if (usualMs > this.patienceMs) return 'slow'
    return isRead ? 'read' : 'write'
  }

  /** Returns the lane on which a statement of this kind waits least; undefined if it would wait too long on each. */
  laneFor(kind: Kind): Lane | undefined {
    const at = now()
    let best: Lane | undefined
    let leastMs = Infinity
    for (let index = 0; index < this.#own.length; index++) {
      const lane = this.#own[index]
      if (lane === undefined || lane.isBusy) continue
      if (kind !== 'read' && index === 0 && this.#own.length > 1) continue
      if (lane.connection?.pending === 0) {
        // A slow statement leaves this lane to quick ones if an idle session can take it at once.
        if (!lane.needsCare && (kind !== 'slow' || !this.#sessions.hasIdle)) return lane
      } else {
        const waitMs = this.#waitOn(lane, kind, at)
        if (waitMs < leastMs) [best, leastMs] = [lane, waitMs]
      }
    }
    if (best !== undefined || this.#sessions.areWanted) return best
    return this.#borrowed.find((lane) => this.#waitOn(lane, kind, at) < Infinity)
  }

  /** The expected wait of a statement on a lane, in milliseconds; Infinity if the lane does not take it. */
  #waitOn(lane: Lane, kind: Kind, at: number): number {
    if (lane.connection?.pending === 0) return lane.needsCare ? Infinity : 0
    if (kind === 'slow' || !lane.takesAnother) return Infinity
    if (!lane.isEmpty && lane.carriesReads !== (kind === 'read')) return Infinity
    const { ms: roundTripMs } = this.#roundTrip
    const waitMs = lane.waitMs(at, roundTripMs)
    return waitMs <= this.patienceMs && !lane.isStalled(at, roundTripMs) ? waitMs : Infinity
  }

  /** True if the current statement of a lane takes much longer than usual. */
  isStalled(lane: Lane, at: number): boolean {
    return lane.isStalled(at, this.#roundTrip.ms)
  }

  /**
   * True if the lanes are full of statements that are travelling to the server or back. The server will be done with all of
   * them before others could arrive, so another connection adds a whole lane's worth of statements.
   */
  get isFarAway(): boolean {
    const at = now()
    const { ms } = this.#roundTrip
    return (
      this.#own.every((lane) => !lane.isFull || lane.waitMs(at, ms) < ms) &&
      this.#own.some((lane) => lane.isFull)
    )
  }

  /** Learns the time that the server took for the last answer of a connection. */
  noteDuration(prepared: PreparedText, { isAlone }: WireConnection, ranMs: number): void {
    if (!isAlone) {
      noteDuration(prepared, ranMs)
      return
    }
    this.#roundTrip.note(ranMs)
    noteDuration(prepared, Math.max(0, ranMs - this.#roundTrip.ms))
    if (prepared.usualMs <= this.patienceMs || !this.#roundTrip.isDue) return
    for (const lane of this.#own) {
      if (lane.connection?.pending !== 0 || lane.needsCare || lane.isBusy) continue
      this.#roundTrip.ask(lane.connection)
      return
    }
  }
}
