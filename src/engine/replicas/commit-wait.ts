import { DatabaseError } from '../../errors.js'
import { unlessCancelled, type Cancellation } from '../cancellation.js'
import { settledWithin } from '../settled-within.js'
import { now, sleep } from '../timers.js'
import type { Shown } from './position.js'
import type { PositionWatch } from './position-watch.js'
import type { PositionedServer, Replica } from './replica.js'
import type { Running } from './running-query.js'
import type { SeenPosition } from './seen-position.js'

/** The longest wait for commits that a standby has shown. */
const patienceMs = 250

/** The first pause before the primary is asked again; each later one is twice as long. */
const firstPauseMs = 1

/**
 * The wait of a session that goes from a replica to the primary.
 *
 * A standby shows a commit as soon as it has replayed its record. The primary does so only when the committing backend leaves the
 * list of running transactions, and with synchronous replication that backend waits for its standbys first. So the primary is asked
 * what is running there before anything else. Of what might have been shown, a standby is asked what has ended for it: only that is
 * waited for. A transaction that is open, or prepared, delays nobody.
 */
export class CommitWait {
  readonly #primary: PositionedServer
  readonly #replicas: readonly Replica[]
  readonly #watch: PositionWatch
  /** The transactions that were waited for in vain: each costs one wait, as long as its standbys, or all replicas, are gone. */
  readonly #overdue = new Set<bigint>()
  /** The timeline of these. */
  #timeline = 0

  constructor(primary: PositionedServer, replicas: readonly Replica[], watch: PositionWatch) {
    this.#primary = primary
    this.#replicas = replicas
    this.#watch = watch
  }

  /**
   * Waits until the primary shows what a session has seen on standbys, or has not in time.
   *
   * @throws the reason of a cancellation that comes first; an error of the primary that the session's statement would have too.
   */
  async over(seen: SeenPosition, cancellation: Cancellation | undefined): Promise<void> {
    const { shown } = seen
    if (shown === null) return
    cancellation?.throwIfWanted()
    const isOver =
      this.#isKnownPast(shown) || (await unlessCancelled(this.#wait(shown, seen, cancellation), cancellation))
    cancellation?.throwIfWanted()
    if (isOver) seen.settle(shown)
  }

  /** True if the primary has answered lately that all before has ended, or follows a later timeline. */
  #isKnownPast({ timeline, xid }: Shown): boolean {
    const { heard } = this.#watch
    if (heard === null) return false
    return heard.timeline === timeline ? heard.xid >= xid : heard.timeline > timeline
  }

  /** @returns false if it could not be told what is running, or the primary is an older one than that of what was shown. */
  async #wait(shown: Shown, seen: SeenPosition, cancellation: Cancellation | undefined): Promise<boolean> {
    const endsAt = now() + patienceMs
    const open = new Set<bigint>()
    const ended = new Set<bigint>()
    /** When each was met first. */
    const awaitedSince = new Map<bigint, number>()
    for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
      const running = await this.#running()
      if (running === null) return false
      // What was shown on an earlier timeline has survived or not.
      if (running.timeline !== shown.timeline) return running.timeline > shown.timeline
      const maybe = this.#before(shown, running)
      for (const xid of maybe) if (!awaitedSince.has(xid)) awaitedSince.set(xid, now())
      const unjudged = maybe.filter((xid) => !open.has(xid) && !ended.has(xid))
      const answer = unjudged.length === 0 ? null : await this.#endedOf(unjudged, seen, endsAt - now())
      if (answer !== null) for (const xid of unjudged) (answer.includes(xid) ? ended : open).add(xid)
      const awaited = maybe.filter((xid) => !open.has(xid))
      if (awaited.length === 0 || cancellation?.isWanted === true) return true
      const leftMs = endsAt - now()
      if (leftMs <= 0) {
        // Whatever a token says: only what a server knows of, so that there are no more of them than transactions.
        for (const xid of awaited)
          if (
            (awaitedSince.get(xid) ?? Infinity) <= endsAt - patienceMs / 2 &&
            (ended.has(xid) || running.xids.has(xid))
          )
            this.#overdue.add(xid)
        return true
      }
      await sleep(Math.min(pauseMs, leftMs))
    }
  }

  /** Asks the primary; null if it does not say, as one that has become a standby. */
  async #running(): Promise<Running | null> {
    try {
      const running = await this.#primary.running()
      // Ids of transactions that died with an earlier primary are given out again.
      if (running.timeline !== this.#timeline) this.#overdue.clear()
      this.#timeline = running.timeline
      for (const xid of this.#overdue) if (!isRunning(xid, running)) this.#overdue.delete(xid)
      return running
    } catch (error) {
      if (error instanceof DatabaseError) return null
      throw error
    }
  }

  /**
   * Returns the running transactions that a standby may have shown. Of those that the primary does not list, the last one stands for
   * all: a standby that has shown it knows of its end, and with it they are listed.
   */
  #before({ xid: end }: Shown, running: Running): readonly bigint[] {
    const xids = [...running.xids].filter((xid) => xid < end)
    if (running.end < end) xids.push(end - 1n)
    return xids.filter((xid) => !this.#overdue.has(xid))
  }

  /** Asks the replicas that have what a session has seen which transactions have ended there; null if none of them says. */
  async #endedOf(
    xids: readonly bigint[],
    { position }: SeenPosition,
    leftMs: number,
  ): Promise<readonly bigint[] | null> {
    if (position === null) return null
    const answers = this.#replicas
      .filter(({ isAway }) => !isAway)
      .map(async ({ server }) => {
        const ended = await server.endedOf(xids, position)
        if (ended === null) throw new Error('the replica is a primary')
        return ended
      })
    const ended = await settledWithin(
      Promise.any(answers).catch(() => null),
      Math.max(0, leftMs),
    )
    return ended === 'late' ? null : ended
  }
}

function isRunning(xid: bigint, { xids, end }: Running): boolean {
  return xid >= end || xids.has(xid)
}
