import type { CallOptions } from '../cancellation.js'
import type { ServerAddress } from '../telemetry/telemetry.js'
import { clearTimeout, now, setImmediate, setTimeout } from '../timers.js'
import type { Transport } from '../transport.js'
import { later, type Position, type ServerPosition } from './position.js'
import type { Running } from './running-query.js'

/** A server that tells its position. */
export interface PositionedServer extends Transport {
  position(options?: CallOptions): Promise<ServerPosition | null>
  /** Tells the running transactions of a primary. */
  running(): Promise<Running>
  /**
   * Tells which transactions have ended on a standby; null if it is none.
   *
   * @throws `TooEarly` if it has not got as far as it must.
   */
  endedOf(xids: readonly bigint[], needed: Position): Promise<readonly bigint[] | null>
  /** Ends the sessions that owe an answer and have been silent for so long. */
  endSilent(ms: number): void
  /** Asks the hosts, if there are several, whether another primary has followed the one of these sessions. */
  lookForNewer(): void
  /** Ends the sessions of primaries of earlier timelines that were opened before a time: what they acknowledge is lost. */
  endOlder(timeline: number, openedBefore: number): void
}

/** The longest wait for a server's position, after which nobody is sent to it until it answers. */
const patienceMs = 1_000

/** The time after which the sessions of a silent server are given up. */
const giveUpMs = 5_000

/** The pause before a server that refused is asked again; each later one is twice as long. */
const firstPauseMs = 250
const longestPauseMs = 10_000

/** A server that replays another one's log, and what is known of it. */
export class Replica {
  readonly server: PositionedServer
  readonly address: ServerAddress
  /** The latest position that it is known to have. */
  position: Position | null = null
  /** True if it was a primary at its last answer: the list of replicas may name all hosts. */
  isPrimary = false
  /** The time of its last answer. */
  heardAt = -Infinity
  #isAway = false
  /** True if it has not answered a question for longer than it may. */
  #isLate = false
  #asking: Promise<void> | undefined
  #askedAt = -Infinity
  #againAt = -Infinity
  /** The number of times that it failed, so that an answer to an earlier question does not bring it back. */
  #failures = 0
  /** The number of questions in a row that it did not answer. */
  #refusals = 0
  readonly #closing = new AbortController()

  constructor(server: PositionedServer, address: ServerAddress) {
    this.server = server
    this.address = address
  }

  /** True if it has failed or fallen silent, and has not answered since. */
  get isAway(): boolean {
    return this.#isAway || this.#isLate
  }

  /** Sends nobody there until it has answered once more. */
  fail(): void {
    this.#isAway = true
    this.#failures++
  }

  /** Asks for its position, unless that is being done, or it has just refused. */
  ask(): Promise<void> {
    if (this.#asking === undefined && now() < this.#againAt) return Promise.resolve()
    if (this.#isLate && this.#silentMs > giveUpMs) this.server.endSilent(giveUpMs)
    return (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)))
  }

  /** Learns a position that it has. */
  note(position: Position): void {
    this.position = later(this.position, position)
  }

  /** Waits for nothing of our own any more. */
  close(): void {
    this.#closing.abort()
    this.server.endSilent(0)
  }

  get #silentMs(): number {
    return this.#asking === undefined ? 0 : now() - this.#askedAt
  }

  async #ask(): Promise<void> {
    this.#askedAt = now()
    const failures = this.#failures
    // When what has arrived by then was read: this process may have been busy.
    let isOpen = true
    const judge = () => {
      if (isOpen) this.#isLate = true
    }
    const late = setTimeout(() => setImmediate(judge), patienceMs).unref()
    try {
      // What it has may also be less than before: it was made anew.
      const position = await this.server.position({ signal: this.#closing.signal })
      this.position = position
      this.isPrimary = position?.isStandby === false
      this.heardAt = now()
      this.#refusals = 0
      if (this.position === null) this.fail()
      else if (failures === this.#failures) this.#isAway = false
    } catch {
      this.position = null
      this.fail()
      const pauseMs = Math.min(firstPauseMs * 2 ** this.#refusals++, longestPauseMs)
      this.#againAt = now() + (pauseMs * (1 + Math.random())) / 2
    } finally {
      clearTimeout(late)
      isOpen = false
      this.#isLate = false
    }
  }
}
