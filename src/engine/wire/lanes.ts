import { ConnectionError, OverloadError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import { fromFailedLogin } from '../failure/driver-error.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'
import { noteRetry, noteRun } from '../telemetry/telemetry.js'
import { clearTimeout, now, setImmediate, setTimeout } from '../timers.js'
import type { TypeRegistry } from '../values/type-registry.js'
import { BorrowedLanes } from './borrowed-lanes.js'
import { executeAt } from './execute-at.js'
import { execute, type RunOptions } from './execute.js'
import { LaneChoice } from './lane-choice.js'
import type { LaneSessions } from './lane-sessions.js'
import type { Lane } from './lane.js'
import { mayRepeat } from './may-repeat.js'
import { OwnLane, type OwnLaneLimits } from './own-lane.js'
import type { SessionFactory } from './session-factory.js'
import { kinds, WaitingStatements, type Kind, type Waiting } from './waiting-statements.js'

/** Options of the lanes. Times are in milliseconds; 0 means no limit. */
export interface LaneOptions extends OwnLaneLimits {
  /** The number of connections that belong to the lanes alone. */
  readonly lanes: number
  /** The most statements in the queue. */
  readonly maxQueue: number
  /** The longest wait in the queue. */
  readonly queueTimeoutMs: number
}

/**
 * Runs statements outside transactions, back to back over a few shared connections, the lanes. Each statement is its own
 * transaction (it ends with its own Sync), so a failure does not affect its neighbours.
 *
 * A statement goes to the lane on which it is expected to wait least, unless that is longer than 4 ms and a round trip
 * (see {@link LaneChoice}). Expected times come from earlier runs. A statement that usually takes longer than that gets a
 * lane to itself. A statement that may wait for a lock shares no lane with reads, and the first lane is for reads alone.
 *
 * If no lane is free enough, the statement waits in a queue, and lanes are borrowed from the session pool (see
 * {@link BorrowedLanes}): one for each slow statement, as many as quick ones fill if the server is far away, and one more
 * whenever a quick one has waited too long. A borrowed lane goes back as soon as it is empty. It takes no more statements
 * while a transaction waits for a connection.
 *
 * Expectations can be wrong. A read that waits behind a statement much slower than usual is also sent over another lane,
 * and the first answer counts.
 */
export class Lanes {
  readonly #types: TypeRegistry
  readonly #options: LaneOptions
  readonly #sessions: LaneSessions
  readonly #own: readonly OwnLane[]
  readonly #borrowed: BorrowedLanes
  readonly #choice: LaneChoice
  readonly #waiting = new WaitingStatements()
  #reliever: NodeJS.Timeout | undefined
  #rescuer: NodeJS.Timeout | undefined
  #isClosed = false
  #drained: (() => void) | undefined

  constructor(factory: SessionFactory, types: TypeRegistry, options: LaneOptions, sessions: LaneSessions) {
    this.#types = types
    this.#options = options
    this.#sessions = sessions
    this.#own = Array.from(
      { length: options.lanes },
      () => new OwnLane(factory, options, () => this.#drain()),
    )
    this.#borrowed = new BorrowedLanes(options, sessions, (lane) => {
      this.#drain()
      if (lane === undefined) return
      this.#rescue()
      this.#borrowed.giveBackIfEmpty(lane)
    })
    this.#choice = new LaneChoice(this.#own, this.#borrowed.lanes, sessions)
  }

  get figures() {
    return {
      open: this.#own.filter(({ connection }) => connection !== null).length,
      borrowed: this.#borrowed.lanes.length,
      pending: this.#pending,
      waiting: this.#waiting.length,
    }
  }

  /**
   * Runs a statement.
   *
   * @throws {@link OverloadError} if the queue is full; {@link ConnectionError} if no lane took the statement in time; the
   * driver's or server's error, unchanged.
   */
  run(bound: BoundStatement, cancellation?: Cancellation): Promise<StatementResult> {
    // A statement that never leaves the queue counts as a lane statement.
    noteRun(bound.figures, 'lane', 0)
    const kind = this.#choice.kindOf(bound.prepared)
    const lane = this.#waiting.count(kind) === 0 ? this.#choice.laneFor(kind) : undefined
    if (lane === undefined) return this.#enqueue(kind, bound, cancellation)
    if (lane.users > 0) {
      this.#prepare(1)
      if (kind === 'read') this.#rescueSoon()
    }
    return this.#execute(lane, bound, cancellation)
  }

  /** Waits for accepted statements until the deadline, then closes the connections. */
  async close(deadlineMs: number): Promise<void> {
    this.#isClosed = true
    const deadline = { isOver: false }
    const timer = setTimeout(() => {
      deadline.isOver = true
      this.#drained?.()
    }, deadlineMs)
    // In a loop: a result that has arrived may wait until the catalogue has been read.
    while ((this.#pending > 0 || this.#waiting.length > 0) && !deadline.isOver) {
      await new Promise<void>((resolve) => (this.#drained = resolve))
    }
    clearTimeout(timer)
    clearTimeout(this.#reliever)
    clearTimeout(this.#rescuer)
    for (const { reject } of this.#waiting.takeOlder(Infinity)) {
      reject(new ConnectionError('not_run', 'the database is closed', { retryable: false }))
    }
    for (const { connection } of this.#own) connection?.end()
  }

  get #pending(): number {
    let pending = 0
    for (const { connection } of this.#own) pending += connection?.pending ?? 0
    for (const { connection } of this.#borrowed.lanes) pending += connection?.pending ?? 0
    return pending
  }

  async #execute(
    lane: Lane,
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
  ): Promise<StatementResult> {
    const { connection } = lane
    // The functions of the database are known only once a connection is open.
    if (connection === null || this.#sessions.isFor(bound)) {
      return this.#sessions.run(bound, cancellation, false)
    }
    const expectedMs = lane.add(bound.prepared)
    try {
      const options: RunOptions = {
        cancellation,
        on: 'lane',
        isInTransaction: false,
        readCatalogue: this.#sessions.readCatalogue,
        mayRunTwice: bound.prepared.isRead && connection.pending > 0,
        onSettled: ({ ranMs }, isLost) => {
          lane.remove(expectedMs)
          // The time until a connection was lost says nothing about the statement.
          if (!isLost) this.#choice.noteDuration(bound.prepared, connection, ranMs)
          this.#drain()
        },
      }
      const result =
        bound.duty === undefined
          ? await execute(connection, bound, this.#types, options)
          : await executeAt(connection, bound, bound.duty, this.#types, options, this.#sessions.askPosition)
      this.#leave(lane)
      return result
    } catch (error) {
      // First, because the second run may have to wait for a connection.
      this.#leave(lane)
      if (cancellation?.isWanted === true || !mayRepeat(error, bound, connection)) throw error
      // The second run is not on a lane, so the same failure cannot occur again.
      noteRetry(bound.figures)
      return this.#sessions.run(bound, cancellation, true)
    }
  }

  #leave(lane: Lane): void {
    lane.users--
    this.#borrowed.giveBackIfEmpty(lane)
  }

  /** The number of lanes that would take the whole queue at once. */
  get #wanted(): number {
    const slow = this.#waiting.count('slow')
    const quick = this.#waiting.length - slow
    return quick > 0 && this.#choice.isFarAway ? slow + Math.ceil(quick / this.#options.depth) : slow
  }

  /** Opens or replaces connections of own lanes, at most `wanted` at a time. */
  #prepare(wanted: number): void {
    let busy = 0
    let isServed = false
    for (const lane of this.#own) {
      // A login that hangs, as at a server that has just fallen silent, holds up nobody else.
      if (lane.isBusy) busy += lane.isStuck ? 0 : 1
      else if (lane.connection?.isLost === false) isServed = true
    }
    // The first lane comes last: it is for reads alone.
    for (const lane of this.#own.toReversed()) {
      if (busy >= wanted) return
      if (lane.isBusy || (lane.connection?.pending ?? 0) > 0 || !lane.needsCare) continue
      if ((busy > 0 || isServed) && lane.hasFailed) continue
      busy++
      void this.#open(lane)
    }
  }

  async #open(lane: OwnLane): Promise<void> {
    try {
      await lane.open()
      if (this.#isClosed && this.#waiting.length === 0) lane.connection?.end()
    } catch (error) {
      // The queue is rejected only if no other lane works or is being opened.
      if (this.#own.every((other) => other === lane || (other.connection === null && !other.isBusy))) {
        for (const { reject } of this.#waiting.takeOlder(Infinity)) reject(fromFailedLogin(error))
      }
    }
    this.#drain()
  }

  #enqueue(
    kind: Kind,
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
  ): Promise<StatementResult> {
    if (this.#waiting.length >= this.#options.maxQueue) {
      return Promise.reject(new OverloadError('too many statements wait for a connection'))
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { bound, cancellation, since: now(), resolve, reject }
      this.#waiting.add(kind, waiting)
      cancellation?.onWanted(() => {
        if (!this.#waiting.remove(kind, waiting)) return
        reject(cancellation.reason)
        this.#drain()
      })
      this.#prepare(this.#waiting.length)
      this.#borrowed.borrow(this.#wanted)
      this.#relieveSoon()
    })
  }

  /** Moves statements from the queue to lanes that have room. */
  #drain(): void {
    if (this.#waiting.length > 0) {
      for (const kind of kinds) {
        while (this.#waiting.count(kind) > 0) {
          const lane = this.#choice.laneFor(kind)
          if (lane === undefined) break
          const next = this.#waiting.take(kind)
          if (next !== undefined) next.resolve(this.#execute(lane, next.bound, next.cancellation))
        }
      }
      this.#prepare(this.#waiting.length)
      this.#borrowed.borrow(this.#wanted)
    }
    if (this.#isClosed && this.#waiting.length === 0 && this.#pending === 0) this.#drained?.()
  }

  /** Checks the queue after a delay: rejects statements that have waited too long, and borrows lanes for the others. */
  #relieveSoon(): void {
    this.#reliever ??= afterReading(this.#choice.patienceMs, () => {
      this.#reliever = undefined
      const at = now()
      const { queueTimeoutMs } = this.#options
      const late = queueTimeoutMs > 0 ? this.#waiting.takeOlder(at - queueTimeoutMs) : []
      for (const { reject } of late) reject(new ConnectionError('not_run', 'no connection was free in time'))
      this.#drain()
      const isLate = at - this.#waiting.quickSince >= this.#choice.patienceMs
      // A lane that is being opened will have room soon.
      if (isLate && !this.#own.some(({ isBusy }) => isBusy))
        this.#borrowed.borrow(this.#waiting.count('slow') + 1)
      if (this.#waiting.length > 0) this.#relieveSoon()
    })
  }

  /** Checks after a delay for reads that wait behind a stalled statement. */
  #rescueSoon(): void {
    const { stallAfterMs } = this.#options
    if (stallAfterMs === 0) return
    this.#rescuer ??= afterReading(stallAfterMs, () => {
      this.#rescuer = undefined
      if (!this.#rescue()) this.#borrowed.borrow(1)
    })
  }

  /** Sends reads that wait behind a stalled statement over other lanes too. @returns false if there was no lane for one. */
  #rescue(): boolean {
    const at = now()
    for (const lane of [...this.#own, ...this.#borrowed.lanes]) {
      const { connection } = lane
      if (connection === null || connection.pending < 2) continue
      this.#rescueSoon()
      if (!this.#choice.isStalled(lane, at)) continue
      for (const request of connection.behind) {
        if (request.answerFrom === undefined) continue
        const other = this.#choice.laneFor('read')
        if (other === undefined) return false
        request.answerFrom((bound, cancellation) => this.#execute(other, bound, cancellation))
      }
    }
    return true
  }
}

/** Does work after a delay, and after arrived data has been read. Otherwise a busy process takes every server for slow. */
function afterReading(delayMs: number, work: () => void): NodeJS.Timeout {
  return setTimeout(() => setImmediate(work), delayMs)
}
