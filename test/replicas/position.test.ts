import { describe, expect, it } from 'vitest'
import {
  formatToken,
  later,
  parseToken,
  reach,
  readLsn,
  type Position,
} from '../../src/engine/replicas/position.js'
import { PrimaryLog } from '../../src/engine/replicas/primary-log.js'
import { SeenPosition } from '../../src/engine/replicas/seen-position.js'
import { InvalidInputError } from '../../src/errors.js'

const at = (timeline: number, lsn: number): Position => ({ timeline, lsn: BigInt(lsn) })

describe('a position', () => {
  it('is reached on its own timeline by number, not on an earlier one, and unknown on a later one', () => {
    expect(reach(at(1, 10), at(1, 10))).toBe('reached')
    expect(reach(at(1, 11), at(1, 10))).toBe('reached')
    expect(reach(at(1, 9), at(1, 10))).toBe('behind')
    expect(reach(at(1, 99), at(2, 10))).toBe('behind')
    expect(reach(at(2, 99), at(1, 10))).toBe('unknown')
  })

  it('is reached where only the header of a page lies between', () => {
    const page = 8192
    expect(reach(at(1, 4 * page), at(1, 4 * page + 24))).toBe('reached')
    expect(reach(at(1, 4 * page), at(1, 4 * page + 40))).toBe('reached')
    expect(reach(at(1, 4 * page), at(1, 4 * page + 48))).toBe('behind')
    expect(reach(at(1, 4 * page - 8), at(1, 4 * page + 24))).toBe('behind')
  })

  it('is later by its timeline first', () => {
    expect(later(at(2, 1), at(1, 99))).toEqual(at(2, 1))
    expect(later(at(1, 1), at(1, 2))).toEqual(at(1, 2))
    expect(later(null, at(1, 1))).toEqual(at(1, 1))
    expect(later(null, null)).toBeNull()
  })

  it('is read as PostgreSQL writes it', () => {
    expect(readLsn('0/1')).toBe(1n)
    expect(readLsn('16/B374D848')).toBe(0x16b374d848n)
    expect(readLsn('FFFFFFFF/FFFFFFFF')).toBe(2n ** 64n - 1n)
  })

  it.each([at(1, 1), at(0xffffffff, 0xb374d848), { timeline: 3, lsn: 2n ** 64n - 1n }])(
    'comes back from its token: %o',
    (position) => {
      const token = formatToken({ position, shown: null })
      expect(token.length).toBeLessThanOrEqual(25)
      expect(parseToken(token)).toEqual({ position, shown: null })
    },
  )

  it('comes back from its token with the end of what was shown of its timeline', () => {
    const position = { timeline: 0xffffffff, lsn: 2n ** 64n - 1n }
    const shown = { timeline: 0xffffffff, xid: 2n ** 64n - 1n }
    const token = formatToken({ position, shown })
    expect(token.length).toBe(42)
    expect(parseToken(token)).toEqual({ position, shown })
    expect(formatToken({ position: at(2, 1), shown: { timeline: 1, xid: 5n } })).toBe('2-1')
  })

  it('comes back from its token as unknown, with the end of what was shown', () => {
    for (const shown of [null, { timeline: 0xffffffff, xid: 2n ** 64n - 1n }]) {
      const token = formatToken({ position: 'unknown', shown })
      expect(token.length).toBeLessThanOrEqual(42)
      expect(parseToken(token)).toEqual({ position: 'unknown', shown })
    }
  })

  it.each([
    '1',
    '-',
    '1-',
    'x-1',
    '1-g',
    '1-1-',
    '1-1-g',
    '1-1-1-1',
    'primary-',
    'primary-1',
    'primary-1-g',
    'primary-1-1-1',
    '1-1-12345678901234567',
    ' 1-1',
    '1-12345678901234567',
    '123456789-1',
    'Primary',
    '1-1\n',
  ])('is not read from %j', (token) => {
    expect(() => parseToken(token)).toThrow(InvalidInputError)
    expect(() => parseToken(token)).toThrow('token: must be the token of a session')
  })
})

describe('what a session has seen', () => {
  it('grows only', () => {
    const seen = new SeenPosition(true)
    expect(seen.token).toBe('')
    seen.note(at(1, 20), 0, false)
    seen.note(at(1, 10), 0, false)
    expect(seen.position).toEqual(at(1, 20))
    seen.note(at(2, 1), 0, false)
    expect(new SeenPosition(true, seen.token).position).toEqual(at(2, 1))
  })

  it('is for its database what it has written, and not what it has read', () => {
    const database = new SeenPosition(false)
    const session = new SeenPosition(true, '', database)
    session.note(at(1, 20), 0, false)
    expect(database.position).toBeNull()
    session.note(at(1, 30), 0, true)
    expect(database.position).toEqual(at(1, 30))
    session.lose(false)
    expect(database.isUnknown).toBe(false)
    session.lose(true)
    expect(database.isUnknown).toBe(true)
  })

  it('is unknown from a loss until a statement that began later tells its position', () => {
    const seen = new SeenPosition(true)
    const before = seen.losses
    seen.lose(true)
    expect(seen.token).toBe('primary')
    seen.note(at(1, 1), before, false)
    expect(seen.isUnknown).toBe(true)
    seen.note(at(1, 2), seen.losses, false)
    expect(seen.isUnknown).toBe(false)
    expect(seen.token).toBe('1-2')
  })

  it('holds the end of what standbys have shown until the primary shows it', () => {
    const seen = new SeenPosition(true)
    seen.note(at(1, 20), 0, false)
    seen.noteShown({ timeline: 1, xid: 7n })
    seen.noteShown({ timeline: 1, xid: 6n })
    expect(seen.token).toBe('1-14-7')
    const { shown } = new SeenPosition(true, seen.token)
    expect(shown).toEqual({ timeline: 1, xid: 7n })
    const before = seen.shown
    if (before === null) throw new Error('nothing was shown')
    seen.noteShown({ timeline: 1, xid: 9n })
    seen.settle(before)
    expect(seen.shown).toEqual({ timeline: 1, xid: 9n })
    // More may have ended before the same end, while its wait was under way.
    const earlier = seen.shown
    seen.noteShown({ timeline: 1, xid: 9n })
    if (earlier !== null) seen.settle(earlier)
    expect(seen.shown).toEqual({ timeline: 1, xid: 9n })
    seen.lose(false)
    expect(seen.token).toBe('primary-1-9')
    expect(new SeenPosition(true, seen.token).shown).toEqual({ timeline: 1, xid: 9n })
    seen.note(at(1, 20), seen.losses, false)
    seen.noteShown({ timeline: 2, xid: 3n })
    expect(seen.shown).toEqual({ timeline: 2, xid: 3n })
    if (seen.shown !== null) seen.settle(seen.shown)
    expect(seen.token).toBe('1-14')
  })

  it('stays unknown in the next process', () => {
    const next = new SeenPosition(true, 'primary')
    expect(next.isUnknown).toBe(true)
    next.note(at(1, 2), next.losses, false)
    expect(next.token).toBe('1-2')
  })
})

describe('the lag of a replica', () => {
  const now = () => performance.now()

  it('is the age of the oldest thing that it lacks, however long the primary is idle', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(1, 10), now() - 5_000)
    log.note(at(1, 10), now())
    expect(log.lagOf(at(1, 10))).toBe(0)
    expect(log.lagOf(at(1, 9))).toBeGreaterThanOrEqual(5_000)
    log.note(at(1, 20), now() - 1_000)
    expect(log.lagOf(at(1, 10))).toBeGreaterThanOrEqual(1_000)
    expect(log.lagOf(at(1, 10))).toBeLessThan(5_000)
  })

  it('is unknown before the primary has been heard of, and of a server that is further on than it', () => {
    const log = new PrimaryLog(60_000)
    expect(log.lagOf(at(1, 10))).toBeNull()
    log.note(at(1, 10), now())
    expect(log.lagOf(at(2, 5))).toBeNull()
  })

  it('of a replica that follows a promotion is not told by what came before it', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(1, 100), now() - 2_000)
    log.note(at(2, 50), now() - 1_000)
    expect(log.lagOf(at(2, 50))).toBe(0)
    expect(log.lagOf(at(1, 100))).toBeGreaterThanOrEqual(1_000)
    expect(log.lifted(at(1, 100))).toEqual(at(2, 50))
  })

  it('is bounded by the oldest position within a time, of a primary that was heard of within it', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(1, 10), now() - 9_000)
    log.note(at(1, 20), now() - 3_000)
    log.note(at(1, 30), now() - 1_000)
    expect(log.positionWithin(5_000)).toEqual(at(1, 20))
    expect(log.positionWithin(2_000)).toEqual(at(1, 30))
    expect(log.positionWithin(500)).toBeUndefined()
  })

  it('is not told by a primary of an earlier timeline that was thawed', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(2, 50), now() - 10)
    log.note(at(1, 900), now())
    expect(log.newest).toEqual(at(2, 50))
  })

  it('is told by a cluster that was made anew, a minute after the old one was heard of last', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(3, 50), now() - 90_000)
    log.note(at(1, 10), now() - 70_000)
    expect(log.newest).toEqual(at(3, 50))
    log.note(at(1, 20), now())
    expect(log.newest).toEqual(at(1, 20))
    expect(log.lagOf(at(1, 20))).toBe(0)
  })

  it('is unknown once the primary was not heard of for two seconds', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(1, 10), now() - 3_000)
    expect(log.lagOf(at(1, 10))).toBeNull()
  })

  it('goes back with a primary that lost its last moments in a crash', () => {
    const log = new PrimaryLog(60_000)
    log.note(at(1, 50), now() - 20)
    log.note(at(1, 90), now() - 10)
    log.note(at(1, 60), now())
    expect(log.newest).toEqual(at(1, 60))
    expect(log.lagOf(at(1, 60))).toBe(0)
  })

  it('is kept of a bounded number of positions', () => {
    const log = new PrimaryLog(60_000)
    for (let n = 0; n < 100_000; n++) log.note(at(1, n), n)
    expect(log.size).toBeLessThan(600)
  })
})
