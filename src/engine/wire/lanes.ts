import { ConnectionError, OverloadError } from '../../errors.js'
import type { Cancellation } from '../cancellation.js'
import { fromFailedLogin } from '../driver-error.js'
import type { StatementResult } from '../execution.js'
import { noteDuration, type BoundStatement } from '../statement.js'
import { noteRetry, noteRun } from '../telemetry.js'
import type { CatalogueReader, TypeRegistry } from '../type-registry.js'
import { execute } from './execute.js'
import { Lane, type LaneLimits } from './lane.js'
import { mayRepeat } from './may-repeat.js'
import type { SessionFactory } from './session-factory.js'
import type { WireConnection } from './wire-connection.js'
import { clearTimeout, now, setImmediate, setTimeout } from '../timers.js'

/** How statements outside transactions share connections. Times are milliseconds; 0 means no limit. */
export interface LaneOptions extends LaneLimits {
  /** How many connections they share. */
  readonly lanes: number
  /** How many may wait for a place. */
  readonly maxQueue: number
  /** How long one may wait for a place. */
  readonly queueTimeoutMs: number
}

/** Runs statements away from the lanes, on connections of their own. */
export interface Overflow {
  /** True if one can be had at once. */
  readonly hasRoom: boolean
  /** True if a statement must run there: it may leave behind what the others on a lane would find. */
  isFor(bound: BoundStatement): boolean
  run(
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
    isRepeated: boolean,
  ): Promise<StatementResult>
  readonly readCatalogue: CatalogueReader
}

interface Waiting {
  readonly bound: BoundStatement
  readonly cancellation: Cancellation | undefined
  readonly since: number
  readonly resolve: (result: StatementResult | Promise<StatementResult>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Statements outside a transaction need no connection to themselves: they are sent back to back over a few shared
 * ones, the least busy first.
 *
 * Each statement is its own transaction (it ends with its own Sync), so one that fails does not touch its
 * neighbours. A slow one holds up only those that were sent behind it before anybody knew: at most `depth - 1`.
 * From `stallAfterMs` on its lane gets no more; while all lanes are held up so, statements overflow to connections
 * of their own, as far as there are any.
 */
export class Lanes {
  readonly #types: TypeRegistry
  readonly #options: LaneOptions
  readonly #overflow: Overflow
  readonly #lanes: Lane[]
  readonly #queue: Waiting[] = []
  #watch: NodeJS.Timeout | undefined
  #isRelieving = false
  #isClosed = false
  #drained: (() => void) | undefined

  constructor(factory: SessionFactory, types: TypeRegistry, options: LaneOptions, overflow: Overflow) {
    this.#types = types
    this.#options = options
    this.#overflow = overflow
    this.#lanes = Array.from({ length: options.lanes }, () => new Lane(factory, options, () => this.#drain()))
  }

  get figures() {
    return {
      open: this.#lanes.filter(({ connection }) => connection !== null).length,
      pending: this.#pending,
      waiting: this.#queue.length,
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
    const connection = this.#queue.length === 0 ? this.#freest() : undefined
    if (connection === undefined) return this.#enqueue(bound, cancellation)
    if (connection.pending > 0) this.#prepare(1)
    return this.#execute(connection, bound, cancellation)
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
    while ((this.#pending > 0 || this.#queue.length > 0) && !deadline.isOver) {
      await new Promise<void>((resolve) => (this.#drained = resolve))
    }
    clearTimeout(timer)
    clearTimeout(this.#watch)
    for (const { reject } of this.#queue.splice(0)) {
      reject(new ConnectionError('not_run', 'the database is closed', { retryable: false }))
    }
    for (const { connection } of this.#lanes) connection?.end()
  }

  get #pending(): number {
    let pending = 0
    for (const { connection } of this.#lanes) pending += connection?.pending ?? 0
    return pending
  }

  async #execute(
    connection: WireConnection,
    bound: BoundStatement,
    cancellation: Cancellation | undefined,
  ): Promise<StatementResult> {
    // Only a connection that is open has said what the database's own code does.
    if (this.#overflow.isFor(bound)) return this.#overflow.run(bound, cancellation, false)
    try {
      return await execute(connection, bound, this.#types, {
        cancellation,
        on: 'lane',
        isInTransaction: false,
        readCatalogue: this.#overflow.readCatalogue,
        onSettled: ({ ranMs }, isLost) => {
          // How long a server was silent before it was gone says nothing of the statement.
          if (!isLost) noteDuration(bound.prepared, ranMs)
          this.#drain()
        },
      })
    } catch (error) {
      if (cancellation?.isWanted === true || !mayRepeat(error, bound.prepared, connection)) throw error
      // It goes again away from here, where none of this can happen twice.
      noteRetry(bound.figures)
      return this.#overflow.run(bound, cancellation, true)
    }
  }

  /** The open lane with the fewest statements on it that takes another. */
  #freest(): WireConnection | undefined {
    let freest: WireConnection | undefined
    for (const lane of this.#lanes) {
      const { connection, isBusy } = lane
      if (isBusy || connection === null) continue
      if (connection.pending === 0) {
        if (!lane.needsCare) return connection
      } else if (lane.takesAnother && (freest === undefined || connection.pending < freest.pending)) {
        freest = connection
      }
    }
    return freest
  }

  /** Tells whether nobody can say when a lane will take another. */
  #areAllStalled(): boolean {
    let stalled = 0
    for (const lane of this.#lanes) {
      if (lane.isBusy) return false
      // One that could not be opened is of no more use than one that is held up.
      if (lane.connection === null) continue
      if (!lane.isStalled) return false
      stalled++
    }
    return stalled > 0
  }

  /** Makes lanes ready, no more of them at a time than are wanted. */
  #prepare(wanted: number): void {
    let busy = 0
    let isServed = false
    for (const lane of this.#lanes) {
      if (lane.isBusy) busy++
      else if (lane.connection?.isLost === false) isServed = true
    }
    for (const lane of this.#lanes) {
      if (busy >= wanted) return
      if (lane.isBusy || (lane.connection?.pending ?? 0) > 0 || !lane.needsCare) continue
      if ((busy > 0 || isServed) && lane.hasFailed) continue
      busy++
      void this.#open(lane)
    }
  }

  async #open(lane: Lane): Promise<void> {
    try {
      await lane.open()
      if (this.#isClosed && this.#queue.length === 0) lane.connection?.end()
    } catch (error) {
      // While another lane works or may yet, whoever waits is served by that one.
      if (this.#lanes.every((other) => other === lane || (other.connection === null && !other.isBusy))) {
        for (const { reject } of this.#queue.splice(0)) reject(fromFailedLogin(error))
      }
    }
    this.#drain()
  }

  #enqueue(bound: BoundStatement, cancellation: Cancellation | undefined): Promise<StatementResult> {
    if (this.#queue.length >= this.#options.maxQueue) {
      return Promise.reject(new OverloadError('too many statements wait for a connection'))
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { bound, cancellation, since: now(), resolve, reject }
      this.#queue.push(waiting)
      cancellation?.onWanted(() => {
        const index = this.#queue.indexOf(waiting)
        if (index === -1) return
        this.#queue.splice(index, 1)
        reject(cancellation.reason)
        this.#drain()
      })
      this.#prepare(this.#queue.length)
      if (this.#areAllStalled()) this.#relieveSoon()
      this.#watchQueue()
    })
  }

  #watchQueue(): void {
    const { stallAfterMs, queueTimeoutMs } = this.#options
    const limits = [stallAfterMs, queueTimeoutMs].filter((limit) => limit > 0)
    this.#watch ??= setTimeout(
      () => {
        this.#watch = undefined
        this.#relieveSoon()
      },
      Math.max(10, Math.min(1_000, ...limits)),
    )
  }

  #drain(): void {
    while (this.#queue.length > 0) {
      const connection = this.#freest()
      if (connection === undefined) {
        this.#prepare(this.#queue.length)
        return
      }
      const next = this.#queue.shift()
      if (next !== undefined) next.resolve(this.#execute(connection, next.bound, next.cancellation))
    }
    if (this.#isClosed && this.#pending === 0) this.#drained?.()
  }

  /** After what has arrived has been read: a process that was busy itself takes every server for slow. */
  #relieveSoon(): void {
    if (this.#isRelieving) return
    this.#isRelieving = true
    setImmediate(() => {
      this.#isRelieving = false
      this.#relieve()
    })
  }

  /** Looks after those who wait: if all lanes are held up, they go elsewhere; if they have waited too long, away. */
  #relieve(): void {
    const { queueTimeoutMs } = this.#options
    while (this.#queue.length > 0 && this.#overflow.hasRoom && this.#areAllStalled()) {
      const next = this.#queue.shift()
      if (next !== undefined) next.resolve(this.#overflow.run(next.bound, next.cancellation, false))
    }
    const tooOld = queueTimeoutMs > 0 ? now() - queueTimeoutMs : -Infinity
    for (let next = this.#queue[0]; next !== undefined && next.since < tooOld; next = this.#queue[0]) {
      this.#queue.shift()
      next.reject(new ConnectionError('not_run', 'no connection was free in time'))
    }
    this.#drain()
    if (this.#queue.length > 0) this.#watchQueue()
  }
}
