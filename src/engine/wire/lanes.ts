import { ConnectionError, OverloadError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import { fromFailedLogin } from '../failure/driver-error.js'
import type { StatementResult } from '../statement/statement-result.js'
import { noteDuration, type BoundStatement, type PreparedText } from '../statement/statement.js'
import { noteRetry, noteRun } from '../telemetry/telemetry.js'
import { clearTimeout, now, setImmediate, setTimeout } from '../timers.js'
import type { CatalogueReader, TypeRegistry } from '../values/type-registry.js'
import { execute } from './execute.js'
import { Lane } from './lane.js'
import { mayRepeat } from './may-repeat.js'
import { OwnLane, retryAfterMs, type OwnLaneLimits } from './own-lane.js'
import { untilAnswered } from './ping.js'
import { RoundTrip } from './round-trip.js'
import type { SessionFactory } from './session-factory.js'
import { kinds, WaitingStatements, type Kind, type Waiting } from './waiting-statements.js'
import type { WireConnection } from './wire-connection.js'

/** How statements outside transactions share connections. Times are milliseconds; 0 means no limit. */
export interface LaneOptions extends OwnLaneLimits {
  /** How many connections are theirs alone. */
  readonly lanes: number
  /** How many may wait for a place. */
  readonly maxQueue: number
  /** How long one may wait for a place. */
  readonly queueTimeoutMs: number
}

/** The sessions that transactions use too: where lanes borrow connections when their own are not enough. */
export interface Sessions {
  /** True if one can be had without waiting for somebody to give one back. */
  readonly hasRoom: boolean
  /** True if one is open that nobody uses or waits for. */
  readonly hasIdle: boolean
  /** True if somebody waits for one. */
  readonly areWanted: boolean
  borrow(): Promise<WireConnection>
  giveBack(connection: WireConnection): void
  /** True if a statement must run on one of its own: it may leave behind what the others on a lane would find. */
  isFor(bound: BoundStatement): boolean
  /**
   * Runs a statement on a connection of its own.
   *
   * @param isRepeated - true if it has failed for no reason of its own, and must not do so again.
   */
  run(
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
    isRepeated: boolean,
  ): Promise<StatementResult>
  readonly readCatalogue: CatalogueReader
}

/** A statement waits so long behind others, and a round trip: less is not worth another connection. Milliseconds. */
const patienceMs = 4

/** How many connections are opened at once: all that wait at a time would be a storm. */
const mostOpening = 4

/**
 * Statements outside a transaction need no connection to themselves: they are sent back to back over a few shared
 * ones. Each is its own transaction (it ends with its own Sync), so one that fails does not touch its neighbours.
 *
 * The rule: a statement goes to the lane on which it is expected to wait least, and to none on which it would wait for
 * more than {@link patienceMs} and a round trip. How long the others take is known from earlier runs. One that takes
 * longer than that by itself gets a lane to itself. What may wait for a lock stands behind no read and before none, and
 * the first lane is for reads alone.
 *
 * If no lane will do, statements wait in a queue, and lanes are borrowed from the sessions: one for each slow
 * statement, as many as the quick ones fill where the server is far away, and one more whenever a quick one has waited
 * for as long as above. A borrowed lane goes back as soon as it is empty, and takes nothing more while a transaction
 * waits for a connection.
 *
 * What is expected may be wrong. A read that is held up by one that takes much longer than usual is sent over another
 * lane too, and the first answer counts.
 */
export class Lanes {
  readonly #types: TypeRegistry
  readonly #options: LaneOptions
  readonly #sessions: Sessions
  readonly #own: readonly OwnLane[]
  readonly #borrowed: Lane[] = []
  readonly #waiting = new WaitingStatements()
  readonly #roundTrip = new RoundTrip()
  /** How many connections are being borrowed. */
  #borrowing = 0
  #failedAt = -Infinity
  #reliever: NodeJS.Timeout | undefined
  #rescuer: NodeJS.Timeout | undefined
  #isClosed = false
  #drained: (() => void) | undefined

  constructor(factory: SessionFactory, types: TypeRegistry, options: LaneOptions, sessions: Sessions) {
    this.#types = types
    this.#options = options
    this.#sessions = sessions
    this.#own = Array.from(
      { length: options.lanes },
      () => new OwnLane(factory, options, () => this.#drain()),
    )
  }

  get figures() {
    return {
      open: this.#own.filter(({ connection }) => connection !== null).length,
      borrowed: this.#borrowed.length,
      pending: this.#pending,
      waiting: this.#waiting.length,
    }
  }

  /**
   * Runs a statement.
   *
   * @throws {@link OverloadError} if too many wait already; {@link ConnectionError} if none of the lanes took it in
   * time; the driver's or server's error, as it is.
   */
  run(bound: BoundStatement, cancellation?: Cancellation): Promise<StatementResult> {
    // One that gets no further than the queue was to run on a lane too.
    noteRun(bound.figures, 'lane', 0)
    const kind = this.#kindOf(bound.prepared)
    const lane = this.#waiting.count(kind) === 0 ? this.#laneFor(kind) : undefined
    if (lane === undefined) return this.#enqueue(kind, bound, cancellation)
    if (lane.users > 0) {
      this.#prepare(1)
      if (kind === 'read') this.#rescueSoon()
    }
    return this.#execute(lane, bound, cancellation)
  }

  /** Waits for what was accepted until the deadline, then closes the connections. */
  async close(deadlineMs: number): Promise<void> {
    this.#isClosed = true
    const deadline = { isOver: false }
    const timer = setTimeout(() => {
      deadline.isOver = true
      this.#drained?.()
    }, deadlineMs)
    // More than once: a result that is here may wait for the catalogue to be read.
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
    for (const { connection } of this.#borrowed) pending += connection?.pending ?? 0
    return pending
  }

  async #execute(
    lane: Lane,
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
  ): Promise<StatementResult> {
    const { connection } = lane
    // Only a connection that is open has said what the database's own code does.
    if (connection === null || this.#sessions.isFor(bound)) {
      return this.#sessions.run(bound, cancellation, false)
    }
    const expectedMs = lane.add(bound.prepared)
    try {
      const result = await execute(connection, bound, this.#types, {
        cancellation,
        on: 'lane',
        isInTransaction: false,
        readCatalogue: this.#sessions.readCatalogue,
        mayRunTwice: bound.prepared.isRead && connection.pending > 0,
        onSettled: ({ ranMs }, isLost) => {
          lane.remove(expectedMs)
          // How long a server was silent before it was gone says nothing of the statement.
          if (!isLost) this.#noteDuration(bound.prepared, connection, ranMs)
          this.#drain()
        },
      })
      this.#leave(lane)
      return result
    } catch (error) {
      // Before it is sent again: for that it may have to wait for a connection.
      this.#leave(lane)
      if (cancellation?.isWanted === true || !mayRepeat(error, bound.prepared, connection)) throw error
      // It goes again away from here, where none of this can happen twice.
      noteRetry(bound.figures)
      return this.#sessions.run(bound, cancellation, true)
    }
  }

  #leave(lane: Lane): void {
    lane.users--
    this.#giveBackIfEmpty(lane)
  }

  /** The lane on which a statement of this kind waits least, if that is not for too long. */
  #laneFor(kind: Kind): Lane | undefined {
    const at = now()
    let best: Lane | undefined
    let leastMs = Infinity
    for (let index = 0; index < this.#own.length; index++) {
      const lane = this.#own[index]
      if (lane === undefined || lane.isBusy) continue
      if (kind !== 'read' && index === 0 && this.#own.length > 1) continue
      if (lane.connection?.pending === 0) {
        // Where a slow one can have another connection at once it leaves this to the quick.
        if (!lane.needsCare && (kind !== 'slow' || !this.#sessions.hasIdle)) return lane
      } else {
        const waitMs = this.#waitOn(lane, kind, at)
        if (waitMs < leastMs) [best, leastMs] = [lane, waitMs]
      }
    }
    if (best !== undefined || this.#sessions.areWanted) return best
    return this.#borrowed.find((lane) => this.#waitOn(lane, kind, at) < Infinity)
  }

  /** How long a statement of this kind would wait on a lane, in milliseconds; Infinity if the lane does not take it. */
  #waitOn(lane: Lane, kind: Kind, at: number): number {
    if (lane.connection?.pending === 0) return lane.needsCare ? Infinity : 0
    if (kind === 'slow' || !lane.takesAnother) return Infinity
    if (!lane.isEmpty && lane.carriesReads !== (kind === 'read')) return Infinity
    const { ms: roundTripMs } = this.#roundTrip
    const waitMs = lane.waitMs(at, roundTripMs)
    return waitMs <= this.#patienceMs && !lane.isStalled(at, roundTripMs) ? waitMs : Infinity
  }

  get #patienceMs(): number {
    return patienceMs + this.#roundTrip.ms
  }

  #kindOf({ usualMs, isRead }: PreparedText): Kind {
    if (usualMs > this.#patienceMs) return 'slow'
    return isRead ? 'read' : 'write'
  }

  /** Counts how long the server took for the last answer of a connection. */
  #noteDuration(prepared: PreparedText, { isAlone }: WireConnection, ranMs: number): void {
    if (!isAlone) {
      noteDuration(prepared, ranMs)
      return
    }
    this.#roundTrip.note(ranMs)
    noteDuration(prepared, Math.max(0, ranMs - this.#roundTrip.ms))
    if (prepared.usualMs <= this.#patienceMs || !this.#roundTrip.isDue) return
    for (const lane of this.#own) {
      if (lane.connection?.pending !== 0 || lane.needsCare || lane.isBusy) continue
      this.#roundTrip.ask(lane.connection)
      return
    }
  }

  /** How many lanes it would take for those in the queue to be on their way at once. */
  get #wanted(): number {
    const slow = this.#waiting.count('slow')
    const quick = this.#waiting.length - slow
    return quick > 0 && this.#isFarAway ? slow + Math.ceil(quick / this.#options.depth) : slow
  }

  /**
   * True if the lanes are full of statements that are on the way to the server or back: it is done with all of them
   * before others could arrive, and another connection takes as many again.
   */
  get #isFarAway(): boolean {
    const at = now()
    const { ms } = this.#roundTrip
    return (
      this.#own.every((lane) => !lane.isFull || lane.waitMs(at, ms) < ms) &&
      this.#own.some((lane) => lane.isFull)
    )
  }

  get #canBorrow(): boolean {
    const { hasRoom, hasIdle } = this.#sessions
    return hasIdle || (hasRoom && now() - this.#failedAt > retryAfterMs)
  }

  /** Borrows connections until so many are on their way, but opens only a few at a time. */
  #borrow(wanted: number): void {
    while (this.#borrowing < wanted && this.#canBorrow) {
      if (!this.#sessions.hasIdle && this.#borrowing >= mostOpening) return
      void this.#borrowOne()
    }
  }

  async #borrowOne(): Promise<void> {
    this.#borrowing++
    let lane: Lane | undefined
    try {
      const connection = await this.#sessions.borrow()
      // A new one is being made ready, which takes longer than the statement that waits.
      if (connection.pending > 0) await untilAnswered(connection)
      lane = new Lane(this.#options, connection)
      this.#borrowed.push(lane)
    } catch {
      // Those who wait are served by the lanes that there are, which tell what is wrong if there are none.
      this.#failedAt = now()
    }
    this.#borrowing--
    this.#drain()
    if (lane === undefined) return
    this.#rescue()
    this.#giveBackIfEmpty(lane)
  }

  #giveBackIfEmpty(lane: Lane): void {
    if (lane.users > 0) return
    const index = this.#borrowed.indexOf(lane)
    if (index === -1) return
    this.#borrowed.splice(index, 1)
    if (lane.connection !== null) this.#sessions.giveBack(lane.connection)
  }

  /** Makes the lanes' own connections ready, no more of them at a time than are wanted. */
  #prepare(wanted: number): void {
    let busy = 0
    let isServed = false
    for (const lane of this.#own) {
      if (lane.isBusy) busy++
      else if (lane.connection?.isLost === false) isServed = true
    }
    // The first one last: it is for reads alone.
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
      // While another lane works or may yet, whoever waits is served by that one.
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
      this.#borrow(this.#wanted)
      this.#relieveSoon()
    })
  }

  /** Gives those who wait to the lanes that have room. */
  #drain(): void {
    if (this.#waiting.length > 0) {
      for (const kind of kinds) {
        while (this.#waiting.count(kind) > 0) {
          const lane = this.#laneFor(kind)
          if (lane === undefined) break
          const next = this.#waiting.take(kind)
          if (next !== undefined) next.resolve(this.#execute(lane, next.bound, next.cancellation))
        }
      }
      this.#prepare(this.#waiting.length)
      this.#borrow(this.#wanted)
    }
    if (this.#isClosed && this.#waiting.length === 0 && this.#pending === 0) this.#drained?.()
  }

  /** Looks after those in the queue in a while. */
  #relieveSoon(): void {
    this.#reliever ??= afterReading(this.#patienceMs, () => {
      this.#reliever = undefined
      const at = now()
      const { queueTimeoutMs } = this.#options
      const late = queueTimeoutMs > 0 ? this.#waiting.takeOlder(at - queueTimeoutMs) : []
      for (const { reject } of late) reject(new ConnectionError('not_run', 'no connection was free in time'))
      this.#drain()
      const isLate = at - this.#waiting.quickSince >= this.#patienceMs
      // A lane that is being opened has room soon.
      if (isLate && !this.#own.some(({ isBusy }) => isBusy)) this.#borrow(this.#waiting.count('slow') + 1)
      if (this.#waiting.length > 0) this.#relieveSoon()
    })
  }

  /** Looks after the reads that are on their way behind others in a while. */
  #rescueSoon(): void {
    const { stallAfterMs } = this.#options
    if (stallAfterMs === 0) return
    this.#rescuer ??= afterReading(stallAfterMs, () => {
      this.#rescuer = undefined
      if (!this.#rescue()) this.#borrow(1)
    })
  }

  /** Sends reads that wait behind one that takes unusually long over other lanes too. @returns false if some found none. */
  #rescue(): boolean {
    const at = now()
    for (const lane of [...this.#own, ...this.#borrowed]) {
      const { connection } = lane
      if (connection === null || connection.pending < 2) continue
      this.#rescueSoon()
      if (!lane.isStalled(at, this.#roundTrip.ms)) continue
      for (const request of connection.behind) {
        if (request.answerFrom === undefined) continue
        const other = this.#laneFor('read')
        if (other === undefined) return false
        request.answerFrom((bound, cancellation) => this.#execute(other, bound, cancellation))
      }
    }
    return true
  }
}

/** Does something later, after what has arrived has been read: a process that was busy itself takes every server for slow. */
function afterReading(delayMs: number, work: () => void): NodeJS.Timeout {
  return setTimeout(() => setImmediate(work), delayMs)
}
