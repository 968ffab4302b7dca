import {
  deleteEventConsumer,
  deleteEventFailures,
  listEventConsumers,
  listEventFailures,
  lockEventFailures,
  replayEventFailures,
  wakeEventFailures,
} from '../../generated/events.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { EventType } from '../events/event-payloads.js'
import type { SoukEvent } from '../events/event.js'
import { InvalidInputError } from '../errors.js'
import { array, boolean, integer, object, optional, text, withDefault } from '../input/index.js'
import { SqlEventRepository } from '../repositories/events/event-repository.js'
import type { Transaction } from '../database-runner.js'
import type { ConsumedDatabase } from './consumed-database.js'
import { readConsumeOptions, readConsumerName, type ConsumeOptions } from './consume-options.js'
import { ConsumerWorker, type EventConsumer } from './event-consumer.js'
import type {
  EventConsumerState,
  EventFailure,
  EventFailureChoice,
  EventFailuresInput,
} from './event-failure.js'
import type { EventContext, EventHandler, EventTransactionContext } from './event-handler.js'
import type { RunningConsumers } from './running-consumers.js'
import type { AnyHandler } from './shard-worker.js'

const mostFailures = 1_000

const consumer = text({ min: 1, max: 100 })
const position = integer({ min: 0 })

const readFailures = object({
  consumer,
  isDead: withDefault(boolean, false),
  afterPosition: withDefault(position, 0),
  limit: withDefault(integer({ min: 1, max: mostFailures }), 100),
})

const readChoice = object({
  consumer,
  positions: optional(array(position, { max: mostFailures })),
})

/** Events: publishing them, the consumers that handle them, and what they could not handle. */
export class SqlDatabaseEvents extends SqlEventRepository {
  readonly #db: ConsumedDatabase
  readonly #running: RunningConsumers

  constructor(db: ConsumedDatabase, running: RunningConsumers) {
    super(db)
    this.#db = db
    this.#running = running
  }

  /**
   * Starts a worker of a consumer: it hands each event to the handler, at least once, and those of one aggregate in their order.
   * Any number of processes may run workers of one consumer, which share its events, and any number of consumers get all of them.
   *
   * The name is the consumer's for good: how far it has got is kept under it. An event whose handler throws is tried again after a
   * time that doubles; later ones of its aggregate wait behind it until it is given up, see {@link listFailures}. A lost
   * connection is not a failure, unless the same event meets one time after time: the worker goes on when the database does.
   *
   * @returns The running worker, once the consumer is registered. `db.close()` stops it too.
   * @throws {@link InvalidInputError} naming the option; the error of the database.
   *
   * @example
   * ```ts
   * const consumer = await db.events.consume('parcel-mail', async (event, { signal }) => {
   *   await fetch(`https://mail.example.com/${event.position}`, { method: 'POST', body: JSON.stringify(event), signal })
   * }, { types: ['parcel.posted'] })
   * // …
   * await consumer.stop()
   * ```
   */
  consume<Type extends EventType>(
    name: string,
    handler: EventHandler<NoInfer<Type>, EventTransactionContext>,
    options: ConsumeOptions<Type> & { readonly types: readonly Type[]; readonly inTransaction: true },
  ): Promise<EventConsumer>
  consume<Type extends EventType>(
    name: string,
    handler: EventHandler<NoInfer<Type>>,
    options: ConsumeOptions<Type> & { readonly types: readonly Type[] },
  ): Promise<EventConsumer>
  // Without types the handler gets every event, so it must take every one.
  consume(
    name: string,
    handler: EventHandler<EventType, EventTransactionContext>,
    options: ConsumeOptions & { readonly inTransaction: true },
  ): Promise<EventConsumer>
  consume(name: string, handler: EventHandler<EventType>, options?: ConsumeOptions): Promise<EventConsumer>
  async consume<Type extends EventType, Context extends EventContext>(
    name: string,
    handler: EventHandler<Type, Context>,
    options?: ConsumeOptions<Type>,
  ): Promise<EventConsumer> {
    const settings = readConsumeOptions(options)
    if (typeof handler !== 'function') throw new InvalidInputError('handler', 'must be a function')
    const checkedName = readConsumerName(name)
    // The filter of types is what makes the event that of the handler.
    const worker = ConsumerWorker.start(this.#db, checkedName, handler as unknown as AnyHandler, settings)
    return await this.#running.add(worker)
  }

  /** Lists failed events of a consumer, and those that wait behind them, by position. */
  async listFailures(input: EventFailuresInput, options?: CallOptions): Promise<EventFailure[]> {
    const { consumer: name, ...rest } = readFailures(input)
    const rows = await this.#db.many(listEventFailures, { name, ...rest }, options)
    return rows.map((row) => ({
      consumer: row.consumer,
      // The payload's type is that of its event's, by which it was written.
      event: {
        position: row.position,
        type: row.type,
        version: row.version,
        aggregateId: row.aggregateId,
        audience: row.audience,
        payload: row.payload,
        createdAt: row.createdAt,
      } as unknown as SoukEvent,
      tries: row.tries,
      nextAt: row.nextAt,
      failedAt: row.failedAt,
      deadAt: row.deadAt,
      errorCode: row.errorCode,
      errorMessage: row.errorMessage,
    }))
  }

  /**
   * Has events tried again that were given up and are still kept, as if for the first time. Later events of their aggregates that were not handled
   * yet wait behind them.
   *
   * @returns The number of events.
   */
  replay(input: EventFailureChoice, options?: CallOptions): Promise<number> {
    return this.#change(input, true, options, async (tx, name, positions) => {
      return (await tx.one(replayEventFailures, { name, positions }, options)).revived
    })
  }

  /**
   * Discards failed events: the consumer never handles them, and later ones of their aggregates go on. Without `positions`, those
   * that were given up.
   *
   * @returns The number of events.
   */
  discard(input: EventFailureChoice, options?: CallOptions): Promise<number> {
    return this.#change(input, input.positions === undefined, options, (tx, name, positions) =>
      tx.execute(deleteEventFailures, { name, positions }, options),
    )
  }

  /** Lists the consumers, with how far behind each is. */
  async listConsumers(options?: CallOptions): Promise<EventConsumerState[]> {
    return await this.#db.many(listEventConsumers, undefined, options)
  }

  /**
   * Removes a consumer whose workers have stopped, with its failed events: what it has not handled is kept for it no longer. One of
   * its name begins anew.
   *
   * @returns True if there was one.
   */
  async removeConsumer(name: string, options?: CallOptions): Promise<boolean> {
    return (await this.#db.execute(deleteEventConsumer, { name: readConsumerName(name) }, options)) > 0
  }

  /** Changes failed events while no worker does. */
  async #change(
    input: EventFailureChoice,
    isDead: boolean,
    options: CallOptions | undefined,
    change: (tx: Transaction, name: string, positions: readonly number[]) => Promise<number>,
  ): Promise<number> {
    const { consumer: name, positions: wanted = null } = readChoice(input)
    return await this.#db.transaction(async (tx) => {
      const chosen = { name, positions: wanted, isDead, limit: mostFailures }
      await tx.many(lockEventFailures, chosen, options)
      // Once more: a worker may have been at one of them, and none is now.
      const failures = await tx.many(lockEventFailures, chosen, options)
      if (failures.length === 0) return 0
      const changed = await change(
        tx,
        name,
        failures.map(({ position: each }) => each),
      )
      const aggregateIds = [...new Set(failures.map(({ aggregateId }) => aggregateId))]
      await tx.execute(wakeEventFailures, { name, aggregateIds }, options)
      return changed
    })
  }
}

/** Events: publishing them, the consumers that handle them, and what they could not handle. */
export interface DatabaseEvents extends Pick<SqlDatabaseEvents, keyof SqlDatabaseEvents> {}
