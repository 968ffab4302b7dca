import {
  addEventFailures,
  advanceEventShard,
  deleteEventFailures,
  failEventsAgain,
  wakeEventFailures,
} from '../../generated/events.queries.js'
import type { Executor } from '../engine/executor.js'
import type { Json } from '../engine/values/json.js'
import { describeFailure } from './describe-failure.js'
import { LeaseLost, type ShardLease } from './shard-lease.js'
import type { RetrySettings } from './consume-options.js'

/** An event on its way to the handler. */
export interface PendingEvent {
  readonly position: number
  readonly aggregateId: string
  /** The number of times that it failed; null if it comes for the first time. */
  readonly tries: number | null
}

/** The result of handling some events of a shard, until it is stored. */
export class ShardOutcome {
  #position: number
  readonly #retry: RetrySettings
  readonly #done: number[] = []
  readonly #added: Json[] = []
  readonly #failedAgain: Json[] = []
  readonly #touched = new Set<string>()
  /** The aggregates whose later events must wait. */
  readonly held: Set<string>

  constructor(position: number, held: ReadonlySet<string>, retry: RetrySettings) {
    this.#position = position
    this.held = new Set(held)
    this.#retry = retry
  }

  get position(): number {
    return this.#position
  }

  /** True if one statement stores it. */
  get isPlain(): boolean {
    return this.#touched.size === 0
  }

  /** The event was handled, or is none that the consumer wants. */
  pass({ position, aggregateId, tries }: PendingEvent): void {
    if (tries === null) {
      this.#position = position
      return
    }
    this.#done.push(position)
    this.#touched.add(aggregateId)
  }

  /** The event waits behind an earlier one of its aggregate. */
  wait({ position, aggregateId, tries }: PendingEvent): void {
    // One that waited already goes on waiting.
    if (tries !== null) return
    this.#position = position
    this.#added.push({ position, aggregate_id: aggregateId, tries: 0 })
    this.#touched.add(aggregateId)
    this.held.add(aggregateId)
  }

  fail({ position, aggregateId, tries }: PendingEvent, error: unknown): void {
    const failures = (tries ?? 0) + 1
    const isDead = failures >= this.#retry.tries
    const { code, message } = describeFailure(error)
    const record = {
      position,
      aggregate_id: aggregateId,
      tries: failures,
      delay_seconds: Math.min(this.#retry.delayMs * 2 ** (failures - 1), this.#retry.maxDelayMs) / 1_000,
      is_dead: isDead,
      error_code: code,
      error_message: message,
    }
    if (tries === null) {
      this.#position = position
      this.#added.push(record)
    } else this.#failedAgain.push(record)
    this.#touched.add(aggregateId)
    if (!isDead) this.held.add(aggregateId)
  }

  /**
   * Stores it. The position first: whoever replays or discards failed events holds up workers at that row.
   *
   * @throws {@link LeaseLost} if another worker has the shard; nothing is stored then.
   */
  async store(
    executor: Executor,
    name: string,
    { shard, attempt }: ShardLease,
    isReleased: boolean,
  ): Promise<void> {
    const parameters = { name, shard, attempt, position: this.#position, isReleased }
    if ((await executor.maybeOne(advanceEventShard, parameters)) === null) throw new LeaseLost()
    if (this.#added.length > 0)
      await executor.execute(addEventFailures, { name, shard, failures: this.#added })
    if (this.#failedAgain.length > 0)
      await executor.execute(failEventsAgain, { name, failures: this.#failedAgain })
    if (this.#done.length > 0) await executor.execute(deleteEventFailures, { name, positions: this.#done })
    if (this.#touched.size > 0)
      await executor.execute(wakeEventFailures, { name, aggregateIds: [...this.#touched] })
  }
}
