import { publishEvents } from '../../../generated/events.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import type { PublishEventInput } from '../../events/event.js'
import { readPublishEvents } from './event-input.js'

/** Events: what happened, for those who must know. */
export class SqlEventRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Publishes events of a service's own, up to 1,000, in their order. In a transaction they are published if it commits.
   *
   * Consumers handle the events of an aggregate in the order of the locks of its row: in a transaction, lock that row first.
   *
   * @throws {@link InvalidInputError} naming the field.
   *
   * @example
   * ```ts
   * await db.transaction(async (tx) => {
   *   await tx.products.update({ productId, sellerId, patch: { title: 'Reserved' } }) // locks the product's row
   *   await tx.events.publish({ type: 'parcel.posted', aggregateId: productId, payload: { parcelId: productId, carrier: 'aramex' } })
   * })
   * ```
   */
  async publish(
    input: PublishEventInput | readonly PublishEventInput[],
    options?: CallOptions,
  ): Promise<void> {
    const isList = Array.isArray(input)
    const events = readPublishEvents(isList ? input : [input], isList ? 'events' : '')
    if (events.length === 0) return
    const records = events.map(({ aggregateId, type, version, audience, payload }) => ({
      aggregate_id: aggregateId,
      type,
      version,
      audience,
      payload,
    }))
    await this.#executor.execute(publishEvents, { events: records }, options)
  }
}

/** Events: what happened, for those who must know. */
export interface EventRepository extends Pick<SqlEventRepository, keyof SqlEventRepository> {}
