import { now } from '../timers.js'
import { reach, type Position } from './position.js'

/** A position of the primary, and the time for which it is known to hold all that was committed. */
interface Note {
  readonly position: Position
  /** The time of the first question that it answered. What was committed before is at this position or before it. */
  readonly since: number
  /** The same of the last question. */
  until: number
}

/** The most notes that are kept; with more, those in between go. */
const mostNotes = 256

/** The time after which a primary counts as not heard of. */
export const unheardMs = 2_000

/** The time after which a primary is believed although a later timeline was known: the cluster was made anew. */
const forgetMs = 60_000

/** The time for which lags are told where no limit asks for more. */
const shownMs = 60_000

/**
 * The recent positions of the primary, by which the lag of a replica is told: its clock says nothing, for an idle primary
 * sends nothing to replay.
 */
export class PrimaryLog {
  readonly #keptMs: number
  readonly #spacingMs: number
  #notes: Note[] = []
  /** The time since which a primary of an earlier timeline is met alone. */
  #olderSince: number | undefined
  #timelineSince = -Infinity

  /** @param maxLagMs - the longest lag that is asked about. */
  constructor(maxLagMs: number) {
    this.#keptMs = Math.max(maxLagMs, shownMs)
    this.#spacingMs = this.#keptMs / mostNotes
  }

  /** The number of positions that are kept. */
  get size(): number {
    return this.#notes.length
  }

  /** The time at which the timeline of the newest position was met first. */
  get timelineSince(): number {
    return this.#timelineSince
  }

  /** The newest position; null before the first. */
  get newest(): Position | null {
    return this.#notes.at(-1)?.position ?? null
  }

  /** Notes the answer of a primary to a question of this time. An older primary that was thawed is not listened to. */
  note(position: Position, askedAt: number): void {
    const { newest } = this
    if (newest !== null && position.timeline < newest.timeline) {
      this.#olderSince ??= askedAt
      if (askedAt - this.#olderSince <= forgetMs) return
      this.#notes = []
    }
    this.#olderSince = undefined
    if (position.timeline !== this.newest?.timeline) this.#timelineSince = askedAt
    // A crash of the primary takes back what was not on disk, and it goes on from there.
    this.#notes = this.#notes.filter(
      (note) => reach(position, note.position) !== 'behind' && askedAt - note.until <= this.#keptMs,
    )
    const last = this.#notes.at(-1)
    if (last !== undefined && reach(last.position, position) === 'reached') {
      last.until = askedAt
      return
    }
    const before = this.#notes.at(-2)
    const isClose = before !== undefined && askedAt - before.since < this.#spacingMs
    if (
      isClose &&
      before.position.timeline === last?.position.timeline &&
      last.position.timeline === position.timeline
    )
      this.#notes.pop()
    this.#notes.push({ position, since: askedAt, until: askedAt })
  }

  /**
   * Returns the position that a server must have so that it lacks nothing older than a time; undefined if the primary has not
   * been heard of within that time.
   */
  positionWithin(ms: number): Position | undefined {
    const oldest = now() - ms
    const found = this.#notes.find(({ until }) => until >= oldest)?.position
    return found === undefined ? undefined : this.lifted(found)
  }

  /**
   * Returns the age of the oldest thing that a server lacks, in milliseconds: 0 if it lacks nothing that is known.
   *
   * @returns null if it is not known: the primary was not heard of.
   */
  lagOf(position: Position): number | null {
    const newest = this.#notes.at(-1)
    if (newest === undefined || now() - newest.until > unheardMs) return null
    if (position.timeline > newest.position.timeline) return null
    // What has survived of an earlier timeline is on a later one from its beginning.
    const lacking = this.#notes.find((note) => reach(position, note.position) === 'behind')
    return lacking === undefined ? 0 : now() - lacking.since
  }

  /**
   * Returns a position on the newest timeline that is not before one of an earlier timeline: the first that is known, which is behind
   * the fork, so that what has survived is there.
   */
  lifted(position: Position): Position {
    const { newest } = this
    if (newest === null || position.timeline >= newest.timeline) return position
    return this.#notes.find((note) => note.position.timeline === newest.timeline)?.position ?? newest
  }
}
