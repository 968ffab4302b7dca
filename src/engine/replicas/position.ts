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

/** The contents of a token: a position, and the end of what was shown if the primary is not known to show all of it. */
export interface TokenPosition extends Position {
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

/** The token of a session whose position is not known: it reads from the primary. */
const unknownToken = 'primary'

const tokenForm = /^([\da-f]{1,8})-([\da-f]{1,16})(?:-([\da-f]{1,16}))?$/

/** Writes a position as a token: timeline, byte and the end of what was shown of that timeline, as hexadecimal numbers. */
export function formatToken(position: Position | 'unknown' | null, shown: Shown | null = null): string {
  if (position === null) return ''
  if (position === 'unknown') return unknownToken
  const numbers: (number | bigint)[] = [position.timeline, position.lsn]
  if (shown?.timeline === position.timeline) numbers.push(shown.xid)
  return numbers.map((number) => number.toString(16)).join('-')
}

/**
 * Reads a token; an empty one stands for a session that has seen nothing.
 *
 * @throws {@link InvalidInputError} naming `token`.
 */
export function parseToken(token: string): TokenPosition | 'unknown' | null {
  if (token === '') return null
  if (token === unknownToken) return 'unknown'
  const [, digits, lsn, xid] = tokenForm.exec(token) ?? []
  if (digits === undefined || lsn === undefined) {
    throw new InvalidInputError('token', 'must be the token of a session')
  }
  const timeline = Number.parseInt(digits, 16)
  const shown = xid === undefined ? null : { timeline, xid: BigInt(`0x${xid}`) }
  return { timeline, lsn: BigInt(`0x${lsn}`), shown }
}
