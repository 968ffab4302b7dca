import type { Transaction } from '../database-runner.js'
import type { LoggedEvent } from '../../generated/models.js'
import type { ConsumedDatabase } from './consumed-database.js'
import type { ConsumeSettings } from './consume-options.js'
import { isDatabaseTrouble } from './describe-failure.js'
import type { LeaseKeeper } from './lease-keeper.js'
import { LeaseLost, type ShardLease } from './shard-lease.js'
import { ShardOutcome } from './shard-outcome.js'

/** An event that a worker read. */
export interface ReadEvent extends LoggedEvent {
  /** The number of times that it failed; null if it comes for the first time. */
  readonly tries: number | null
  /** True if an earlier event of its aggregate waits. */
  readonly isHeld: boolean
}

/** An event as a handler gets it. */
export type HandedEvent = Omit<LoggedEvent, 'shard'>

/** A handler, whatever it takes. */
export type AnyHandler = (
  event: HandedEvent,
  context: { readonly attempt: number; readonly signal: AbortSignal; readonly tx?: Transaction },
) => unknown

/** The parts of a consumer that all of its shards share. */
export interface ConsumerWork {
  readonly db: ConsumedDatabase
  readonly name: string
  readonly handler: AnyHandler
  readonly settings: ConsumeSettings
  readonly keeper: LeaseKeeper
  readonly isStopping: () => boolean
  readonly report: (error: unknown, event: HandedEvent | null) => void
}

/** The failure of a handler. */
interface Failure {
  readonly index: number
  readonly error: unknown
}

/** Handles the events that were read of one shard, those that failed before first. */
export class ShardWorker {
  readonly #work: ConsumerWork
  readonly #lease: ShardLease
  readonly #events: readonly ReadEvent[]
  #position: number
  #held: ReadonlySet<string> = new Set()
  #isReleased = false

  constructor(work: ConsumerWork, lease: ShardLease, position: number, events: readonly ReadEvent[]) {
    this.#work = work
    this.#lease = lease
    this.#position = position
    this.#events = events
  }

  get isReleased(): boolean {
    return this.#isReleased
  }

  /**
   * Handles the events and gives the shard back.
   *
   * @throws {@link LeaseLost} if another worker has the shard; the error of the database.
   */
  async run(): Promise<void> {
    if (this.#work.settings.inTransaction) await this.#runInTransactions()
    else await this.#runOutside()
  }

  /** True if no further event is to be handled. */
  get #isOver(): boolean {
    return this.#work.isStopping() || this.#lease.signal.aborted
  }

  async #runOutside(): Promise<void> {
    const outcome = this.#newOutcome()
    let trouble: { readonly error: unknown } | undefined
    for (const event of this.#events) {
      if (this.#isOver) break
      try {
        const failure = await this.#handle(event, outcome)
        if (failure !== null) outcome.fail(event, failure.error)
      } catch (error) {
        trouble = { error }
        break
      }
    }
    await this.#store(outcome)
    if (trouble !== undefined) throw trouble.error
  }

  async #runInTransactions(): Promise<void> {
    let from = 0
    /** The events before this index are handled one by one: one of them failed. */
    let singlyBefore = 0
    while (from < this.#events.length && !this.#isOver) {
      const to = from < singlyBefore ? from + 1 : this.#events.length
      const { failure, end } = await this.#tryTogether(from, to)
      if (failure === null) from = end
      else if (to - from > 1) singlyBefore = failure.index + 1
      else {
        const outcome = this.#newOutcome()
        const event = this.#events[from++]
        if (event !== undefined) outcome.fail(event, failure.error)
        await this.#work.db.transaction((tx) => outcome.store(tx, this.#work.name, this.#lease, false))
        this.#keep(outcome)
      }
    }
    if (!this.#isReleased) await this.#store(this.#newOutcome())
  }

  /** Handles events in one transaction, which is rolled back if a handler fails. */
  async #tryTogether(
    from: number,
    to: number,
  ): Promise<{ readonly failure: Failure | null; readonly end: number }> {
    const { db, name, keeper } = this.#work
    let outcome = this.#newOutcome()
    let failure: Failure | null = null
    let end = from
    let isReleased = false
    try {
      await db.transaction(
        async (tx) => {
          // The function may run again, after a deadlock.
          outcome = this.#newOutcome()
          failure = null
          for (end = from; end < to && !this.#isOver; end++) {
            const event = this.#events[end]
            if (event === undefined) break
            const failed = await this.#handle(event, outcome, tx)
            if (failed === null) continue
            failure = { index: end, error: failed.error }
            throw failed.error
          }
          isReleased = end === this.#events.length
          if (isReleased) await keeper.leave(this.#lease)
          await outcome.store(tx, name, this.#lease, isReleased)
        },
        { signal: this.#lease.signal },
      )
    } catch (error) {
      // The compiler does not see what the function assigned.
      const failed = failure as Failure | null
      if (failed === null) {
        // A handler that caught the error of a statement: the server rolls back. Which one it was, a single run shows.
        if (isRolledBack(error)) return { failure: { index: to - 1, error }, end }
        throw error
      }
      return { failure: failed, end }
    }
    this.#isReleased = isReleased
    this.#keep(outcome)
    return { failure: null, end }
  }

  /** Hands an event to the handler, if it is one for it. @returns its failure, or null. @throws the database's own trouble. */
  async #handle(
    event: ReadEvent,
    outcome: ShardOutcome,
    tx?: Transaction,
  ): Promise<{ readonly error: unknown } | null> {
    const { settings, handler, report } = this.#work
    const { tries, isHeld, shard: _, ...logged } = event
    if (settings.types !== null && !settings.types.has(event.type)) {
      outcome.pass(event)
      return null
    }
    if ((isHeld && tries === null) || outcome.held.has(event.aggregateId)) {
      outcome.wait(event)
      return null
    }
    const { signal } = this.#lease
    try {
      await handler(logged, { attempt: (tries ?? 0) + 1, signal, ...(tx !== undefined && { tx }) })
    } catch (error) {
      if (isDatabaseTrouble(error) || signal.aborted) throw error
      // In a transaction of many the event is handled once more, by itself.
      report(error, logged)
      return { error }
    }
    outcome.pass(event)
    return null
  }

  /** Stores the last outcome, and gives the shard back. */
  async #store(outcome: ShardOutcome): Promise<void> {
    const { db, name, keeper } = this.#work
    await keeper.leave(this.#lease)
    if (outcome.isPlain) await outcome.store(db, name, this.#lease, true)
    else await db.transaction((tx) => outcome.store(tx, name, this.#lease, true))
    this.#isReleased = true
    this.#keep(outcome)
  }

  #newOutcome(): ShardOutcome {
    return new ShardOutcome(this.#position, this.#held, this.#work.settings.retry)
  }

  #keep(outcome: ShardOutcome): void {
    this.#position = outcome.position
    this.#held = outcome.held
  }
}

function isRolledBack(error: unknown): boolean {
  return (
    !(error instanceof LeaseLost) &&
    typeof error === 'object' &&
    error !== null &&
    'kind' in error &&
    error.kind === 'rolled_back'
  )
}
