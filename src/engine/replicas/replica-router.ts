import { ConnectionError, isSoukError } from '../../errors.js'
import { Cancellation, type CallOptions } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { BoundStatement } from '../statement/statement.js'
import { noteRetry, noteRoute, type RouteReason, type StatementRoute } from '../telemetry/telemetry.js'
import { now, sleep } from '../timers.js'
import { CommitWait } from './commit-wait.js'
import { TooEarly } from './position-duty.js'
import { later, reach, type Position } from './position.js'
import { PositionWatch } from './position-watch.js'
import type { PrimaryLog } from './primary-log.js'
import type { PositionedServer, Replica } from './replica.js'
import { ReplicaChoice, type WantedReplica } from './replica-choice.js'
import { SeenPosition } from './seen-position.js'
import { settledWithin } from '../settled-within.js'

/** Options of the reads from replicas. Times are in milliseconds. */
export interface ReplicaLimits {
  /** The age of what a read from a replica may lack; 0 means no limit. */
  readonly maxLagMs: number
  /** The longest wait for a replica to replay what the session has seen. */
  readonly replicaWaitMs: number
}

/** A read, and whose it is. */
interface Read {
  readonly bound: BoundStatement
  readonly options: CallOptions | undefined
  readonly seen: SeenPosition
  readonly calledAt: number
}

/** The end of an attempt on a replica. */
type Attempt =
  | { readonly result: StatementResult }
  | { readonly because: RouteReason; readonly running?: Promise<StatementResult> }

/** The time beyond twice a read's usual one, after which its replica is asked whether it still answers. */
const lateMs = 250

/** The time that it has for that answer. Then the primary is asked for the rows too. */
const patienceMs = 500

/** The time until it is asked again, if it has answered. */
const lookAgainMs = 1_000

/** The first wait for a replica that is behind, and the factor of each later one. */
const firstWaitMs = 1
const waitFactor = 2

/** The errors that a statement has on every server: of its values and rows, of its limits, of its own raising. */
const ownErrors = /^(?:2[123]|57014|55P03|P0)/

/**
 * Sends reads to replicas that have what their session has seen and lack nothing that is too old, and the others to the primary.
 *
 * A read that a replica does not serve, because it is behind, silent, gone or in the way of its own replay, is served by another one or
 * by the primary: it has changed nothing, so that it may run twice.
 */
export class ReplicaRouter {
  readonly primary: PositionedServer
  readonly replicas: readonly Replica[]
  /** The position of what the database itself has written, and its sessions. */
  readonly own = new SeenPosition(false)
  readonly #limits: ReplicaLimits
  readonly watch: PositionWatch
  readonly #log: PrimaryLog
  readonly #commits: CommitWait
  readonly #choice: ReplicaChoice
  #isClosed = false
  /** The number of reads that have not ended, and of calls that wait for the primary. */
  #reads = 0
  /** Called behind the last of them. */
  #drained: () => void = () => undefined

  constructor(primary: PositionedServer, replicas: readonly Replica[], limits: ReplicaLimits) {
    this.primary = primary
    this.replicas = replicas
    this.#limits = limits
    this.watch = new PositionWatch(primary, replicas, limits.maxLagMs)
    this.#log = this.watch.log
    this.#commits = new CommitWait(primary, replicas, this.watch)
    this.#choice = new ReplicaChoice(replicas, this.watch, limits.replicaWaitMs)
  }

  /** Runs a read where its session may see it. Every failure is one of our errors. */
  async read(
    bound: BoundStatement,
    options: CallOptions | undefined,
    seen: SeenPosition,
  ): Promise<StatementResult> {
    this.assertOpen()
    const read = { bound, options, seen, calledAt: now() }
    if (this.replicas.length === 0) return this.#fromPrimary(read, undefined)
    this.watch.use()
    this.#reads++
    try {
      return await this.#read(read)
    } finally {
      if (--this.#reads === 0) this.#drained()
    }
  }

  /** Runs a statement of a session on the primary. Every failure is one of our errors. */
  async run(
    bound: BoundStatement,
    options: CallOptions | undefined,
    seen: SeenPosition,
  ): Promise<StatementResult> {
    if (seen.shown === null) return this.primary.run(bound, options)
    using cancellation = Cancellation.of(options)
    const calledAt = now()
    return await this.onPrimary(seen, cancellation, () => this.primary.run(bound, within(options, calledAt)))
  }

  /**
   * Uses the primary once it shows what a session has seen on standbys.
   *
   * @throws the reason of a cancellation that comes first.
   */
  async onPrimary<T>(
    seen: SeenPosition,
    cancellation: Cancellation | undefined,
    use: () => Promise<T>,
  ): Promise<T> {
    if (seen.shown === null) return use()
    this.#reads++
    let used: Promise<T>
    try {
      await this.#commits.over(seen, cancellation)
      used = use()
    } finally {
      if (--this.#reads === 0) this.#drained()
    }
    return used
  }

  /** Refuses what comes after the database was closed. */
  assertOpen(): void {
    if (this.#isClosed) throw new ConnectionError('not_run', 'the database is closed', { retryable: false })
  }

  /** Waits for what goes from one server to another, and then closes all, until the deadline. */
  async close(deadlineMs: number): Promise<void> {
    const began = now()
    this.#isClosed = true
    if (this.#reads > 0) {
      await settledWithin(new Promise<void>((resolve) => (this.#drained = resolve)), deadlineMs)
    }
    this.watch.close()
    for (const replica of this.replicas) replica.close()
    const leftMs = Math.max(0, deadlineMs - (now() - began))
    await Promise.all(
      [this.primary, ...this.replicas.map(({ server }) => server)].map((server) => server.close(leftMs)),
    )
  }

  async #read(read: Read): Promise<StatementResult> {
    const { bound, seen } = read
    if (seen.isUnknown) return this.#fromPrimary(read, 'position_unknown')
    const needed = this.#neededBy(seen)
    if (needed === undefined) return this.#fromPrimary(read, 'lag_unknown')
    let because: RouteReason = 'none_ready'
    const tried: Replica[] = []
    const wanted = { needed, seen, tried }
    for (;;) {
      const replica = this.#choice.choose(wanted)
      if (replica === undefined) break
      tried.push(replica)
      const attempt = await this.#attempt(replica, read, wanted)
      if ('result' in attempt) return attempt.result
      because = attempt.because
      if (attempt.running !== undefined) {
        const late = attempt.running.then((result) => {
          noteRoute(bound.figures, routeTo(replica, read))
          return result
        })
        const other = this.#fromPrimary(read, because)
        return Promise.race([other, late.catch(() => other)])
      }
      if (because === 'behind' && !this.#choice.hasReady(wanted)) break
    }
    return this.#fromPrimary(read, because)
  }

  /** The position that a server must have for a read of a session; undefined if the primary was not heard of. */
  #neededBy(seen: SeenPosition): Position | null | undefined {
    const { maxLagMs } = this.#limits
    const fresh = maxLagMs === 0 ? null : this.#log.positionWithin(maxLagMs)
    if (fresh === undefined) return undefined
    const { position } = seen
    if (position !== null) seen.replace(position, this.#log.lifted(position))
    // Another process has met a later primary than this one.
    if ((position?.timeline ?? 0) > (this.#log.newest?.timeline ?? Infinity)) this.primary.lookForNewer()
    return later(seen.position, fresh)
  }

  async #attempt(replica: Replica, read: Read, wanted: WantedReplica): Promise<Attempt> {
    const { bound, seen, options, calledAt } = read
    const { needed } = wanted
    const duty = { needed, seen: seen.tracksReads ? seen : null, isOnReplica: true }
    const figures = bound.figures === undefined ? undefined : { ...bound.figures }
    const mine = { ...bound, duty, ...(figures === undefined ? {} : { figures }) }
    for (let waitMs = firstWaitMs; ; waitMs *= waitFactor) {
      const running = replica.server.run(mine, within(options, calledAt))
      try {
        if (await this.#isSilent(replica, running, bound)) return { because: 'silent', running }
        const result = await running
        if (figures !== undefined) Object.assign(bound.figures ?? {}, figures)
        noteRoute(bound.figures, routeTo(replica, read))
        return { result }
      } catch (error) {
        if (!(error instanceof TooEarly)) return this.#lost(replica, bound, error)
        if (error.had !== null) replica.note(error.had)
        if (needed === null || this.#choice.hasReady(wanted)) return { because: 'behind' }
        const leftMs = this.#limits.replicaWaitMs - (now() - calledAt)
        const isInTime = waitMs <= leftMs && options?.signal?.aborted !== true
        if (!(await this.#mayComeSoon(error.had, needed, read, leftMs)) || !isInTime)
          return { because: 'behind' }
        await sleep(waitMs)
      }
    }
  }

  /** Learns from an error of a read. @throws it, if the statement has it on every server. */
  #lost(replica: Replica, { prepared, figures }: BoundStatement, error: unknown): Attempt {
    if (!isSoukError(error)) throw error
    if (error.code === 'connection' && error.reason === 'role_missing') {
      // It writes, whatever its text says.
      prepared.mayLag = false
      return { because: 'refused' }
    }
    if (error.code === 'connection' || error.code === 'overload') {
      if (error.code === 'connection') replica.fail()
      noteRetry(figures)
      return { because: 'lost' }
    }
    if (error.code !== 'database' || ownErrors.test(error.sqlState)) throw error
    noteRetry(figures)
    return { because: 'refused' }
  }

  /** Waits for a read. @returns true if it takes longer than usual, and its replica does not answer either. */
  async #isSilent(
    replica: Replica,
    running: Promise<StatementResult>,
    { prepared }: BoundStatement,
  ): Promise<boolean> {
    const settled = running.then(
      () => 'settled',
      () => 'settled',
    )
    for (let waitMs = lateMs + 2 * prepared.usualMs; ; waitMs = lookAgainMs) {
      if ((await settledWithin(settled, waitMs)) !== 'late') return false
      const answered = replica.ask().then(() => (replica.isAway ? 'late' : 'answered'))
      const answer = await settledWithin(Promise.race([settled, answered]), patienceMs)
      if (answer === 'settled') return false
      if (answer === 'answered') continue
      replica.fail()
      return true
    }
  }

  /**
   * Reports whether a server that is behind a position may come to have it soon. A position that the primary itself does not have
   * (its last moments were lost in a crash, or the token is forged) is given up.
   */
  async #mayComeSoon(
    had: Position | null,
    needed: Position,
    { seen, calledAt }: Read,
    leftMs: number,
  ): Promise<boolean> {
    if (had === null) return false
    const isKnown = () => this.#log.newest !== null && reach(this.#log.newest, needed) === 'reached'
    for (let asked = 0; ; asked++) {
      if (reach(had, needed) === 'behind' && isKnown()) return true
      // The first answer may be to a question that was sent before this read.
      if (asked === 2 || leftMs <= 0) return false
      const answer = await settledWithin(this.watch.ask(), leftMs)
      if (answer === 'late' || answer === null) return false
      const { position, askedAt } = answer
      if (askedAt < calledAt || position.timeline !== needed.timeline) continue
      if (reach(position, needed) === 'reached') continue
      seen.replace(needed, position)
      return false
    }
  }

  #fromPrimary(
    { bound, options, seen, calledAt }: Read,
    because: RouteReason | undefined,
  ): Promise<StatementResult> {
    if (because !== undefined)
      noteRoute(bound.figures, { to: 'primary', because, waitedMs: now() - calledAt })
    const learns = seen.tracksReads || seen.isUnknown
    return this.run(
      learns ? { ...bound, duty: { needed: null, seen, isOnReplica: false } } : bound,
      within(options, calledAt),
      seen,
    )
  }
}

function routeTo({ address }: Replica, { calledAt, bound }: Read): StatementRoute {
  const spentMs = now() - calledAt - (bound.figures?.ranMs ?? 0)
  return { to: 'replica', server: address, waitedMs: Math.max(0, spentMs) }
}

/** The options of a later run, with what is left of the time. */
function within(options: CallOptions | undefined, since: number): CallOptions | undefined {
  const { timeoutMs } = options ?? {}
  // A wrong one is refused by name where it is read.
  if (timeoutMs === undefined || !(timeoutMs > 0)) return options
  return { ...options, timeoutMs: Math.max(1, Math.ceil(timeoutMs - (now() - since))) }
}
