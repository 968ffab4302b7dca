import type { CallOptions } from '../cancellation.js'
import type { ServerAddress } from '../telemetry/telemetry.js'
import { now } from '../timers.js'
import type { Transport } from '../transport.js'
import { later, type Position } from './position.js'

/** A server that tells its position. */
export interface PositionedServer extends Transport {
  position(options?: CallOptions): Promise<Position | null>
  /** Ends the sessions that owe an answer and have been silent for so long. */
  endSilent(ms: number): void
  /** Asks the hosts, if there are several, whether another primary has followed the one of these sessions. */
  lookForNewer(): void
  /** Ends the sessions of primaries of earlier timelines: what they acknowledge from now on is lost. */
  endOlder(timeline: number): void
}

/** The longest wait for a server's position, after which nobody is sent to it until it answers. */
const patienceMs = 1_000

/** A server that replays another one's log, and what is known of it. */
export class Replica {
  readonly server: PositionedServer
  readonly address: ServerAddress
  /** The latest position that it is known to have. */
  position: Position | null = null
  #isAway = false
  #asking: Promise<void> | undefined
  #askedAt = -Infinity
  /** The number of times that it failed, so that an answer to an earlier question does not bring it back. */
  #failures = 0

  constructor(server: PositionedServer, address: ServerAddress) {
    this.server = server
    this.address = address
  }

  /** True if it has failed or fallen silent, and has not answered since. */
  get isAway(): boolean {
    return this.#isAway || (this.#asking !== undefined && now() - this.#askedAt > patienceMs)
  }

  /** Sends nobody there until it has answered once more. */
  fail(): void {
    this.#isAway = true
    this.#failures++
  }

  /** Asks for its position, unless that is being done. */
  ask(): Promise<void> {
    if (this.isAway) this.server.endSilent(patienceMs)
    return (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)))
  }

  async #ask(): Promise<void> {
    this.#askedAt = now()
    const failures = this.#failures
    try {
      // What it has may also be less than before: it was made anew.
      this.position = await this.server.position()
      if (this.position === null) this.fail()
      else if (failures === this.#failures) this.#isAway = false
    } catch {
      this.position = null
      this.fail()
    }
  }

  /** Learns a position that it has. */
  note(position: Position): void {
    this.position = later(this.position, position)
  }
}
