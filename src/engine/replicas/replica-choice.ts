import { reach, type Position } from './position.js'
import type { PositionWatch } from './position-watch.js'
import type { Replica } from './replica.js'
import type { SeenPosition } from './seen-position.js'

/** The most replicas that are tried for one read. */
const mostTries = 2

/** A read that looks for a replica. */
export interface WantedReplica {
  /** The position that it must have; null if any will do. */
  readonly needed: Position | null
  readonly seen: SeenPosition
  /** Those that were tried for it. */
  readonly tried: readonly Replica[]
}

/** The choice of a replica for each read. */
export class ReplicaChoice {
  readonly #replicas: readonly Replica[]
  readonly #watch: PositionWatch
  readonly #replicaWaitMs: number
  #next = 0

  /** @param replicaWaitMs - the longest wait for a replica to replay what a session has seen. */
  constructor(replicas: readonly Replica[], watch: PositionWatch, replicaWaitMs: number) {
    this.#replicas = replicas
    this.#watch = watch
    this.#replicaWaitMs = replicaWaitMs
  }

  /** Chooses among those that answer, each in its turn: first those that are known to have the position. */
  choose(wanted: WantedReplica): Replica | undefined {
    if (wanted.tried.length >= mostTries) return undefined
    const ready = this.#ready(wanted)
    // One that lags by more than the wait is behind still. (One that was not asked yet may have it.)
    const soon = () =>
      this.#answering(wanted).filter(
        (replica) => (this.#watch.lagOf(replica) ?? 0) <= this.#replicaWaitMs + this.#watch.tickMs,
      )
    const candidates = ready.length > 0 ? ready : soon()
    return candidates[this.#next++ % Math.max(candidates.length, 1)]
  }

  /** Reports whether another one is known to have the position. */
  hasReady(wanted: WantedReplica): boolean {
    return wanted.tried.length < mostTries && this.#ready(wanted).length > 0
  }

  #ready(wanted: WantedReplica): readonly Replica[] {
    const { needed } = wanted
    return this.#answering(wanted).filter(
      ({ position }) => needed === null || (position !== null && reach(position, needed) === 'reached'),
    )
  }

  /** Those that may serve a session. A primary may lack what a standby has shown: it is waited for by its own way. */
  #answering({ tried, seen }: WantedReplica): readonly Replica[] {
    return this.#replicas.filter(
      (replica) => !replica.isAway && !tried.includes(replica) && !(replica.isPrimary && seen.shown !== null),
    )
  }
}
