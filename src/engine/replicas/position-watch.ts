import { clearInterval, now, setInterval } from '../timers.js'
import type { ServerAddress } from '../telemetry/telemetry.js'
import type { Position, ServerPosition } from './position.js'
import { PrimaryLog, unheardMs } from './primary-log.js'
import type { PositionedServer, Replica } from './replica.js'
import { settledWithin } from '../settled-within.js'

/** The state of a replica, as it was heard of last. */
export interface ReplicaFigures {
  readonly server: ServerAddress
  /** False if it has failed or fallen silent, and has not answered since: no read goes there. */
  readonly isAnswering: boolean
  /**
   * The age of the oldest commit that it lacks, in milliseconds: 0 if it lacks none that is known, however long the primary is idle.
   * Null if it is not known.
   */
  readonly lagMs: number | null
}

/** The longest and the shortest time between two questions for the positions of all servers. */
const longestTickMs = 250
const shortestTickMs = 50

/** The time without a read after which the servers are not asked any more. */
const restMs = 60_000

/** The longest wait for a position. */
const patienceMs = 500

/** The position of the primary, and the time at which it was asked. */
export interface PrimaryAnswer {
  readonly position: Position
  readonly askedAt: number
}

/** Asks a primary and its replicas for their positions, again and again while there are reads. */
export class PositionWatch {
  /** The positions of the primary. */
  readonly log: PrimaryLog
  readonly #primary: PositionedServer
  readonly #replicas: readonly Replica[]
  /** The time between two questions. */
  readonly tickMs: number
  /** The last answer of the primary; null before the first. */
  heard: ServerPosition | null = null
  readonly #closing = new AbortController()
  #asking: Promise<PrimaryAnswer | null> | undefined
  #ticker: NodeJS.Timeout | undefined
  #usedAt = -Infinity

  /** @param maxLagMs - the longest lag that is asked about; 0 means no limit. */
  constructor(primary: PositionedServer, replicas: readonly Replica[], maxLagMs: number) {
    this.#primary = primary
    this.#replicas = replicas
    this.log = new PrimaryLog(maxLagMs)
    this.tickMs =
      maxLagMs === 0 ? longestTickMs : Math.max(shortestTickMs, Math.min(longestTickMs, maxLagMs / 3))
  }

  /** The state of the replicas, in the order of the options. */
  get figures(): readonly ReplicaFigures[] {
    return this.#replicas.map((replica) => ({
      server: replica.address,
      isAnswering: !replica.isAway,
      lagMs: this.lagOf(replica),
    }))
  }

  /** The lag of a replica; null if it is not known, or was not asked about lately. */
  lagOf({ position, isAway, heardAt }: Replica): number | null {
    return position === null || isAway || now() - heardAt > unheardMs ? null : this.log.lagOf(position)
  }

  /** Asks all servers for their positions; resolves when they have answered, or have not in time. */
  async askAll(): Promise<void> {
    if (this.#replicas.length === 0) return
    await Promise.all([
      this.ask(),
      ...this.#replicas.map((replica) => settledWithin(replica.ask(), patienceMs)),
    ])
  }

  /** Notes that there is a read, so that the servers are asked from now on. */
  use(): void {
    this.#usedAt = now()
    if (this.#ticker !== undefined) return
    void this.ask()
    this.#ticker = setInterval(() => {
      if (now() - this.#usedAt > restMs) {
        clearInterval(this.#ticker)
        this.#ticker = undefined
      } else void this.ask()
    }, this.tickMs).unref()
  }

  /** Asks all servers. @returns the answer of the primary; null if there was none in time. */
  ask(): Promise<PrimaryAnswer | null> {
    for (const replica of this.#replicas) void replica.ask()
    return (this.#asking ??= this.#askPrimary().finally(() => (this.#asking = undefined)))
  }

  /** Ends what was asked, and asks no more. */
  close(): void {
    this.#closing.abort()
    clearInterval(this.#ticker)
    this.#ticker = undefined
  }

  async #askPrimary(): Promise<PrimaryAnswer | null> {
    const askedAt = now()
    const { signal } = this.#closing
    const position = await this.#primary.position({ timeoutMs: patienceMs, signal }).catch(() => null)
    const isAnswer = position !== null && !position.isStandby
    if (isAnswer) {
      this.heard = position
      this.log.note(position, askedAt)
    }
    const { newest, timelineSince } = this.log
    if (newest !== null) {
      if (isAnswer && position.timeline < newest.timeline)
        this.#primary.endOlder(newest.timeline, timelineSince)
      // A server on a later timeline has a primary that ours has not told of: ours was followed, and may not know it.
      if (this.#replicas.some((replica) => (replica.position?.timeline ?? 0) > newest.timeline)) {
        this.#primary.lookForNewer()
      }
    }
    return isAnswer ? { position, askedAt } : null
  }
}
