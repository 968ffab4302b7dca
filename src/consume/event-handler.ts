import type { Transaction } from '../database-runner.js'
import type { EventType } from '../events/event-payloads.js'
import type { SoukEvent } from '../events/event.js'

/** The circumstances of a call of an event's handler. */
export interface EventContext {
  /** The number of this try: 1 unless the handler failed before. A worker that was killed has not counted its own. */
  readonly attempt: number
  /**
   * Fires before the lease of the event's shard ends, after which another worker may handle the event too: only if the lease
   * could not be extended, or the database is closed and the time for that is over.
   */
  readonly signal: AbortSignal
}

/** The circumstances of a call in a transaction. */
export interface EventTransactionContext extends EventContext {
  /** A savepoint of the transaction that also stores how far the consumer has got. It refuses `last`, as every savepoint does. */
  readonly tx: Transaction
}

/** Handles an event. An error, or a rejected promise, is a failure: the event is tried again. */
export type EventHandler<Type extends EventType, Context extends EventContext = EventContext> = (
  event: SoukEvent<Type>,
  context: Context,
) => unknown
