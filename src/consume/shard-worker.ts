import type { Transaction } from '../database-runner.js'
import type { LoggedEvent } from '../../generated/models.js'
import { deleteLostEventFailures, wakeEventFailures } from '../../generated/events.queries.js'
import type { ConsumedDatabase } from './consumed-database.js'
import type { ConsumeSettings } from './consume-options.js'
import { isDatabaseTrouble } from './describe-failure.js'
import type { LeaseKeeper } from './lease-keeper.js'
import { LeaseLost, type ShardLease } from './shard-lease.js'
import { ShardOutcome } from './shard-outcome.js'
import type { ShardTroubles } from './shard-troubles.js'

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
  readonly troubles: ShardTroubles
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
    if (this.#events.length === 0) await this.#discardLost()
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
      if (this.#passesOver(event, outcome)) continue
      try {
        await this.#handle(event)
        outcome.pass(event)
      } catch (error) {
        if (!this.#isFailureOf(event, error)) {
          trouble = { error }
          break
        }
        this.#report(event, error)
        outcome.fail(event, error)
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
    /** The index of the event that the handler got last. */
    let handed = -1
    let end = from
    let isReleased = false
    const fate = { isCommitted: false }
    try {
      await db.transaction(
        async (outer) => {
          // The function may run again, after a deadlock.
          outcome = this.#newOutcome()
          handed = -1
          // The first hook: those of a handler may throw.
          outer.afterCommit(() => (fate.isCommitted = true))
          // In a savepoint, whose handle refuses to commit before the position is stored.
          await outer.transaction(async (tx) => {
            for (end = from; end < to && !this.#isOver; end++) {
              const event = this.#events[end]
              if (event === undefined) break
              if (this.#passesOver(event, outcome)) continue
              handed = end
              await this.#handle(event, tx)
              outcome.pass(event)
            }
          })
          isReleased = end === this.#events.length
          if (isReleased) keeper.leave(this.#lease)
          await outcome.store(outer, name, this.#lease, isReleased)
        },
        { signal: this.#lease.signal },
      )
    } catch (error) {
      const event = this.#events[handed]
      if (fate.isCommitted) this.#report(event ?? null, error)
      else {
        // It may also be of COMMIT, as of a deferred constraint. Which event it is of, a run of each by itself shows.
        if (event === undefined || !this.#isFailureOf(event, error)) throw error
        keeper.join(this.#lease)
        this.#report(event, error)
        return { failure: { index: handed, error }, end }
      }
    }
    this.#isReleased = isReleased
    this.#keep(outcome)
    return { failure: null, end }
  }

  /** Notes an event that is not for the handler, or not yet. @returns whether it is one. */
  #passesOver(event: ReadEvent, outcome: ShardOutcome): boolean {
    const { types } = this.#work.settings
    if (types !== null && !types.has(event.type)) outcome.pass(event)
    else if ((event.isHeld && event.tries === null) || outcome.held.has(event.aggregateId))
      outcome.wait(event)
    else return false
    return true
  }

  async #handle(event: ReadEvent, tx?: Transaction): Promise<void> {
    const { signal } = this.#lease
    const attempt = (event.tries ?? 0) + 1
    await this.#work.handler(handedEvent(event), { attempt, signal, ...(tx !== undefined && { tx }) })
  }

  /** Reports whether an error counts as the event's failure. The database's own trouble does if the event meets it time after time. */
  #isFailureOf({ position }: ReadEvent, error: unknown): boolean {
    const { shard, signal } = this.#lease
    if (signal.aborted || error instanceof LeaseLost) return false
    return !isDatabaseTrouble(error) || this.#work.troubles.isRepeated(shard, position)
  }

  #report(event: ReadEvent | null, error: unknown): void {
    this.#work.report(error, event === null ? null : handedEvent(event))
  }

  /** Discards due failures whose events are gone: nothing was found for them. */
  async #discardLost(): Promise<void> {
    const { db, name, settings } = this.#work
    await db.transaction(async (tx) => {
      const parameters = { name, shard: this.#lease.shard, limit: settings.batch }
      const lost = await tx.many(deleteLostEventFailures, parameters)
      const aggregateIds = [...new Set(lost.map(({ aggregateId }) => aggregateId))]
      if (lost.length > 0) await tx.execute(wakeEventFailures, { name, aggregateIds })
    })
  }

  /** Stores the last outcome, and gives the shard back. */
  async #store(outcome: ShardOutcome): Promise<void> {
    const { db, name, keeper } = this.#work
    keeper.leave(this.#lease)
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

function handedEvent({ tries: _tries, isHeld: _isHeld, shard: _shard, ...logged }: ReadEvent): HandedEvent {
  return logged
}
