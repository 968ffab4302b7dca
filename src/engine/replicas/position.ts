import { InvalidInputError } from '../../errors.js'

/**
 * A position in the log of a cluster: what a server that has it has replayed. Each promotion begins another timeline, with a
 * higher number, and positions of two timelines cannot be compared by their numbers.
 */
export interface Position {
  readonly timeline: number
  /** The log sequence number: the byte in the log. */
  readonly lsn: bigint
}

/** The position of a server, which replays the log of another one or not. */
export interface ServerPosition extends Position {
  readonly isStandby: boolean
  /**
   * The id of a transaction. A standby shows nothing of it or of later ones; on a primary, all before it have ended.
   */
  readonly xid: bigint
}

/** The end of what a standby has shown: it showed nothing of this transaction or of later ones. */
export interface Shown {
  readonly timeline: number
  readonly xid: bigint
}

/** The contents of a token. */
export interface TokenContents {
  /** Null if the session has seen nothing. */
  readonly position: Position | 'unknown' | null
  /** Null if the primary is known to show all that the session has seen. */
  readonly shown: Shown | null
}

/** The relation of what a server has to what is wanted: `unknown` if it follows a later timeline. */
export type Reach = 'reached' | 'behind' | 'unknown'

/**
 * Compares what a server has with what is wanted.
 *
 * On the same timeline the number decides. A server on an earlier one has not got there. Of one on a later timeline nothing is
 * known: positions behind the fork belong to writes that died.
 */
export function reach(had: Position, wanted: Position): Reach {
  if (had.timeline === wanted.timeline) {
    return had.lsn >= wanted.lsn || isBehindPageHeader(had.lsn, wanted.lsn) ? 'reached' : 'behind'
  }
  return had.timeline < wanted.timeline ? 'behind' : 'unknown'
}

/** The size of a page of the log, and of the longest header of one. */
const pageBytes = 8192n
const longestHeaderBytes = 40n

/**
 * Reports whether there is nothing but a page's header between two positions. What a primary inserts next goes behind the header,
 * and what a standby has replayed ends before it. (The shortest record has 24 bytes, and with a header before it more than the longest
 * header.)
 */
function isBehindPageHeader(had: bigint, wanted: bigint): boolean {
  return had % pageBytes === 0n && wanted - had <= longestHeaderBytes
}

/** Returns the later of two positions; null is before any. */
export function later(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other
  const isLater = one.timeline === other.timeline ? one.lsn > other.lsn : one.timeline > other.timeline
  return isLater ? one : other
}

/** Reads PostgreSQL's `16/B374D848`. */
export function readLsn(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** The first word of the token of a session whose position is not known: it reads from the primary. */
const unknownWord = 'primary'

const tokenForm =
  /^(?:([\da-f]{1,8})-([\da-f]{1,16})(?:-([\da-f]{1,16}))?|primary(?:-([\da-f]{1,8})-([\da-f]{1,16}))?)$/

/**
 * Writes a position as a token: timeline, byte and the end of what was shown of that timeline, as hexadecimal numbers. In the place
 * of a position that is not known stands `primary`, and behind it the timeline of what was shown and its end.
 */
export function formatToken({ position, shown }: TokenContents): string {
  if (position === null) return ''
  if (position === 'unknown')
    return shown === null ? unknownWord : [unknownWord, ...hexadecimal(shown.timeline, shown.xid)].join('-')
  const { timeline, lsn } = position
  return (
    shown?.timeline === timeline ? hexadecimal(timeline, lsn, shown.xid) : hexadecimal(timeline, lsn)
  ).join('-')
}

function hexadecimal(...numbers: readonly (number | bigint)[]): readonly string[] {
  return numbers.map((number) => number.toString(16))
}

/**
 * Reads a token; an empty one stands for a session that has seen nothing.
 *
 * @throws {@link InvalidInputError} naming `token`.
 */
export function parseToken(token: string): TokenContents {
  if (token === '') return { position: null, shown: null }
  const match = tokenForm.exec(token)
  if (match === null) throw new InvalidInputError('token', 'must be the token of a session')
  const [, timeline, lsn, xid, timelineShown, xidShown] = match
  return {
    position: lsn === undefined ? 'unknown' : { timeline: readTimeline(timeline), lsn: BigInt(`0x${lsn}`) },
    shown: readShown(timeline ?? timelineShown, xid ?? xidShown),
  }
}

function readShown(timeline: string | undefined, xid: string | undefined): Shown | null {
  return xid === undefined ? null : { timeline: readTimeline(timeline), xid: BigInt(`0x${xid}`) }
}

function readTimeline(digits = ''): number {
  return Number.parseInt(digits, 16)
}
