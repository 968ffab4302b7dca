/** The wait before a session goes from a replica to the primary, of servers that say what a test has them say. */

import { describe, expect, it } from 'vitest'
import { Cancellation } from '../../src/engine/cancellation.js'
import { CommitWait } from '../../src/engine/replicas/commit-wait.js'
import { TooEarly } from '../../src/engine/replicas/position-duty.js'
import type { Position } from '../../src/engine/replicas/position.js'
import { PositionWatch } from '../../src/engine/replicas/position-watch.js'
import { Replica, type PositionedServer } from '../../src/engine/replicas/replica.js'
import type { Running } from '../../src/engine/replicas/running-query.js'
import { SeenPosition } from '../../src/engine/replicas/seen-position.js'
import { ConnectionError, DatabaseError, TimeoutError } from '../../src/errors.js'
import { rejection } from '../setup/rejection.js'

/** The longest wait. */
const boundMs = 250

type Play = Partial<Pick<PositionedServer, 'running' | 'endedOf' | 'position'>>

/** A server that answers these questions, and has nothing else. */
function server(play: Play): PositionedServer {
  return play as PositionedServer
}

/** A primary on timeline 1 that runs these transactions, and has ended no later one than `end`. */
function running(xids: readonly number[], end: number, timeline = 1): Running {
  return { timeline, xids: new Set(xids.map(BigInt)), end: BigInt(end) }
}

/** A standby on which these have ended. */
function standby(...ended: readonly number[]): Replica {
  const endedOf = (xids: readonly bigint[]) =>
    Promise.resolve(xids.filter((xid) => ended.includes(Number(xid))))
  return new Replica(server({ endedOf }), {})
}

interface Played {
  readonly wait: CommitWait
  readonly watch: PositionWatch
  /** The number of times that the primary was asked. */
  readonly asked: () => number
}

/** A primary that gives one answer after the other, the last one again and again. */
function play(answers: readonly Running[], replicas: readonly Replica[]): Played {
  let asked = 0
  const answer = () => {
    const running_ = answers[Math.min(asked++, answers.length - 1)]
    return running_ === undefined
      ? Promise.reject(new DatabaseError('55000', 'recovery is in progress'))
      : Promise.resolve(running_)
  }
  const primary = server({ running: answer })
  const watch = new PositionWatch(primary, replicas, 0)
  return { wait: new CommitWait(primary, replicas, watch), watch, asked: () => asked }
}

const seenTo = (xid: number, timeline = 1) =>
  new SeenPosition(true, `${timeline.toString(16)}-a-${xid.toString(16)}`)

/** Waits, and tells for how long. */
async function waited({ wait }: Played, seen: SeenPosition): Promise<number> {
  const began = performance.now()
  await wait.over(seen, undefined)
  return performance.now() - began
}

/** The number of times that the primary is asked for a session: one if nothing is waited for. */
async function asksFor(played: Played, seen: SeenPosition): Promise<number> {
  const before = played.asked()
  await played.wait.over(seen, undefined)
  return played.asked() - before
}

describe('a session that goes to the primary', () => {
  it('asks nothing if no standby has shown it anything', async () => {
    const played = play([running([], 10)], [standby()])
    await played.wait.over(new SeenPosition(true, '1-a'), undefined)
    expect(played.asked()).toBe(0)
  })

  it('asks once if nothing that it may have seen is running, and not again', async () => {
    const played = play([running([10, 11], 12)], [standby()])
    const seen = seenTo(10)
    await played.wait.over(seen, undefined)
    await played.wait.over(seen, undefined)
    expect(played.asked()).toBe(1)
    expect(seen.token).toBe('1-a')
  })

  it('asks nothing if the primary was heard of since, or follows a later timeline', async () => {
    const played = play([running([], 0)], [standby()])
    const hear = (timeline: number, xid: bigint) =>
      (played.watch.heard = { timeline, lsn: 1n, isStandby: false, xid })
    hear(1, 10n)
    await played.wait.over(seenTo(10), undefined)
    hear(2, 1n)
    await played.wait.over(seenTo(10), undefined)
    expect(played.asked()).toBe(0)
    hear(1, 9n)
    await played.wait.over(seenTo(10), undefined)
    expect(played.asked()).toBe(1)
  })

  it('waits for what has ended on a standby, and not for what is open there', async () => {
    const played = play([running([7, 8], 10), running([7, 8], 10), running([7], 10)], [standby(8)])
    const seen = seenTo(10)
    await played.wait.over(seen, undefined)
    expect(played.asked()).toBe(3)
    expect(seen.shown).toBeNull()
  })

  it('waits for what the primary does not list yet, and then for what it lists', async () => {
    const answers = [running([], 8), running([8], 10), running([8], 10), running([], 10)]
    const played = play(answers, [standby(8, 9)])
    await played.wait.over(seenTo(10), undefined)
    expect(played.asked()).toBe(4)
  })

  it('is delayed by no transaction that is open, or prepared', async () => {
    const played = play([running([3], 10)], [standby()])
    expect(await asksFor(played, seenTo(10))).toBe(1)
  })

  it('waits for all that is running if no standby says what has ended', async () => {
    const isPrimary = new Replica(server({ endedOf: () => Promise.resolve(null) }), {})
    const isBehind = new Replica(server({ endedOf: () => Promise.reject(new TooEarly(null)) }), {})
    const isAway = standby()
    isAway.fail()
    for (const replicas of [[], [isPrimary, isBehind, isAway]]) {
      const played = play([running([3], 10), running([3], 10), running([], 10)], replicas)
      await played.wait.over(seenTo(10), undefined)
      expect(played.asked()).toBe(3)
    }
  })

  it('asks a standby that has what the session has seen', async () => {
    const asked: Position[] = []
    const endedOf = (_: readonly bigint[], needed: Position) => {
      asked.push(needed)
      return Promise.resolve([])
    }
    await play([running([3], 10)], [new Replica(server({ endedOf }), {})]).wait.over(seenTo(10), undefined)
    expect(asked).toEqual([{ timeline: 1, lsn: 10n }])
  })

  it('waits for a bounded time, and nobody waits for the same commit again', async () => {
    const answers = [running([3], 10)]
    const played = play(answers, [standby(3, 4)])
    expect(await waited(played, seenTo(10))).toBeGreaterThan(boundMs - 10)
    expect(await asksFor(played, seenTo(10))).toBe(1)
    const before = played.asked()
    answers[0] = running([3, 4], 10)
    answers.push(...Array.from({ length: before }, () => running([3, 4], 10)), running([3], 10))
    await played.wait.over(seenTo(10), undefined)
    expect(played.asked()).toBeGreaterThan(before + 1)
  })

  it('waits for a bounded time where the primary does not list what it holds', async () => {
    const played = play([running([], 8)], [standby(8, 9)])
    expect(await waited(played, seenTo(10))).toBeGreaterThan(boundMs - 10)
    expect(await asksFor(played, seenTo(10))).toBe(1)
  })

  it('waits for a bounded time for a standby that is silent', async () => {
    const silent = new Replica(server({ endedOf: () => new Promise(() => undefined) }), {})
    const played = play([running([3], 10)], [silent])
    const ms = await waited(played, seenTo(10))
    expect(ms).toBeGreaterThan(boundMs - 10)
    expect(ms).toBeLessThan(2_000)
    expect(await asksFor(played, seenTo(10))).toBe(1)
  })

  it('waits once for a transaction that is open for long where no replica says so', async () => {
    const played = play([running([3], 10)], [])
    expect(await waited(played, seenTo(10))).toBeGreaterThan(boundMs - 10)
    expect(await asksFor(played, seenTo(10))).toBe(1)
  })

  it('remembers nothing of a forged token that no server knows of', async () => {
    const played = play([running([], 10)], [])
    for (const xid of [0xfffffff, 0xfffffff, 0xffffff0])
      expect(await waited(played, seenTo(xid))).toBeGreaterThan(boundMs - 10)
    expect(await asksFor(played, seenTo(10))).toBe(1)
  })

  it('waits anew for a transaction of a later timeline that has an id of an earlier one', async () => {
    const answers = [running([3], 10)]
    const played = play(answers, [standby(3)])
    expect(await waited(played, seenTo(10))).toBeGreaterThan(boundMs - 10)
    answers[0] = running([3], 10, 2)
    expect(await waited(played, seenTo(10, 2))).toBeGreaterThan(boundMs - 10)
  })

  it('asks no server for a call that was cancelled before', async () => {
    const played = play([running([], 10)], [standby()])
    const signal = AbortSignal.abort()
    using cancellation = Cancellation.of({ signal })
    await expect(played.wait.over(seenTo(10), cancellation)).rejects.toThrow()
    expect(played.asked()).toBe(0)
  })

  it('does not wait with a forged token, and makes nobody else miss anything', async () => {
    const answers = [running([3], 10)]
    const played = play(answers, [standby(3)])
    const forged = new SeenPosition(true, '1-a-ffffffffffffffff')
    answers[0] = running([], 10)
    expect(await asksFor(played, forged)).toBe(1)
    expect(forged.shown).toBeNull()
    answers[0] = running([3], 10)
    const honest = waited(played, seenTo(10))
    expect(await honest).toBeGreaterThan(boundMs - 10)
  })

  it('waits for nothing of an earlier timeline than that of the primary, and of a later one has its wait before it', async () => {
    const played = play([running([3], 10, 2)], [standby(3)])
    const [earlier, later] = [seenTo(10, 1), seenTo(10, 3)]
    for (const seen of [earlier, later]) expect(await asksFor(played, seen)).toBe(1)
    expect(earlier.shown).toBeNull()
    expect(later.shown).toEqual({ timeline: 3, xid: 10n })
  })

  it('waits for nothing if the server does not say what is running, and will ask again', async () => {
    const played = play([], [standby()])
    const seen = seenTo(10)
    await played.wait.over(seen, undefined)
    expect(seen.shown).not.toBeNull()
  })

  it('has the error of a primary that is gone', async () => {
    const gone = new ConnectionError('not_run', 'gone')
    const primary = server({ running: () => Promise.reject(gone) })
    const wait = new CommitWait(primary, [], new PositionWatch(primary, [], 0))
    const seen = seenTo(10)
    expect(await rejection(wait.over(seen, undefined), ConnectionError)).toBe(gone)
    expect(seen.shown).not.toBeNull()
  })

  it('waits no longer than its call may take', async () => {
    const played = play([running([3], 10)], [standby(3)])
    const durations: number[] = []
    for (let n = 0; n < 4; n++) {
      const seen = seenTo(10)
      using cancellation = Cancellation.of({ timeoutMs: 20 })
      const began = performance.now()
      await rejection(played.wait.over(seen, cancellation), TimeoutError)
      durations.push(performance.now() - began)
      expect(seen.shown).not.toBeNull()
    }
    // This machine may be busy.
    expect(Math.min(...durations)).toBeLessThan(boundMs - 50)
  })
})
