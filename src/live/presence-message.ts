/**
 * The messages in which processes tell each other who is present: JSON, with ids in base64 (22 characters instead of 36), for a
 * notification holds less than 8,000 bytes (PostgreSQL's manual, NOTIFY).
 */

import { array, boolean, object, text, uuid } from '../input/index.js'

/** The news of a process for the others. */
export interface PresenceNews {
  /** The users who are present in it: some, or all. */
  readonly here: readonly string[]
  /** The users who were, and are not any more. */
  readonly gone: readonly string[]
  /** True if the others are to tell of all of theirs. */
  readonly asks: boolean
}

/** A message of a process. */
export interface PresenceMessage extends PresenceNews {
  readonly process: string
}

/** The most ids in a message. */
const idsAtOnce = 250

const ids = array(text({ min: 22, max: 22 }), { max: idsAtOnce })
const read = object({ process: uuid, here: ids, gone: ids, asks: boolean })

/** Returns the payloads that tell others the news of a process: one, or as many as it takes. */
export function presenceMessages(
  process: string,
  { here, gone, asks }: PresenceNews,
): readonly [string, ...string[]] {
  const all = [
    ...here.map((userId) => ({ userId, isHere: true })),
    ...gone.map((userId) => ({ userId, isHere: false })),
  ]
  const payload = (from: number) => {
    const part = all.slice(from, from + idsAtOnce)
    const packed = (isHere: boolean) =>
      part.filter((each) => each.isHere === isHere).map(({ userId }) => pack(userId))
    return JSON.stringify({ process, here: packed(true), gone: packed(false), asks: asks && from === 0 })
  }
  const further: string[] = []
  for (let from = idsAtOnce; from < all.length; from += idsAtOnce) further.push(payload(from))
  return [payload(0), ...further]
}

/** Reads a payload. @returns Null for one of another version, or of somebody else. */
export function readPresenceMessage(payload: string): PresenceMessage | null {
  try {
    const { here, gone, ...others } = read(JSON.parse(payload))
    return { here: here.map(unpack), gone: gone.map(unpack), ...others }
  } catch {
    return null
  }
}

function pack(userId: string): string {
  return Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url')
}

function unpack(packed: string): string {
  const hex = Buffer.from(packed, 'base64url').toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
