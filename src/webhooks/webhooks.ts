import type { WebhookEvent } from '../../generated/models.js'
import * as queries from '../../generated/webhooks.queries.js'
import type { CallOptions } from '../engine/cancellation.js'
import type { Executor } from '../engine/executor.js'
import { DatabaseError, isSoukError, NotFoundError } from '../errors.js'
import { refuse } from '../repositories/refuse.js'
import type {
  DiscardParkedInput,
  SweepWebhooksInput,
  WebhookDelivery,
  WebhookId,
  WebhookInput,
  WebhookKey,
  WebhookOutcome,
  WebhookSweep,
} from './webhook.js'
import { readDiscardParked, readSweep, readWebhook, readWebhookId, readWebhookKey } from './webhook-input.js'

/** The parts of a transaction that webhooks need: savepoints among them. */
export interface WebhookTransaction<Tx> extends Executor {
  transaction<T>(body: (tx: Tx) => Promise<T>): Promise<T>
}

/** The parts of a database that webhooks need. */
export interface WebhookDatabase<Tx> extends Executor {
  transaction<T>(body: (tx: Tx) => Promise<T>, options?: CallOptions): Promise<T>
}

/** Applies an event within the transaction that also says that it came. */
export type WebhookHandler<Tx, Value = unknown> = (tx: Tx, event: WebhookDelivery) => Promise<Value>

/** The most events that one name has waiting before a release leaves the rest to the sweep. */
const releasedAtOnce = 100

/**
 * Webhooks: each event of a provider takes effect once, however often it is delivered, in one transaction with the row that says
 * so. Check the signature first: nothing here does.
 */
export class Webhooks<Tx extends WebhookTransaction<Tx>> {
  readonly #database: WebhookDatabase<Tx>

  constructor(database: WebhookDatabase<Tx>) {
    this.#database = database
  }

  /**
   * Takes an event, and applies it unless it came before. A second delivery waits for the first one: it is a duplicate when that
   * has committed, and is applied when that has failed.
   *
   * The handler may run more than once, as in {@link Database.transaction}, and its work is kept once. An error of it is thrown, and
   * nothing is kept: answer with 5xx, and the provider sends the event again.
   *
   * @throws {@link ConflictError} with rule `webhook_body_differs` if the event came before with another body: somebody
   * plays tricks, or the id is not the event's. Answer with 4xx.
   *
   * @example
   * ```ts
   * const event = { id: 'evt_1', type: 'payment_intent.succeeded', created: 1_760_000_000 } // of the checked body
   * const body = '{"id":"evt_1"}' // as it came
   * await db.webhooks.once(
   *   { provider: 'stripe', eventId: event.id, type: event.type, created: event.created, body, waitsFor: 'pi_123' },
   *   (tx) => tx.payments.recordSuccess({ stripePaymentIntentId: 'pi_123', amountReceivedMinor: 500, currency: 'aed' }),
   * )
   * ```
   */
  async once<Value>(
    input: WebhookInput,
    handler: WebhookHandler<Tx, Value>,
    options?: CallOptions,
  ): Promise<WebhookOutcome<Value>> {
    const { body, waitsFor = null, ...event } = readWebhook(input)
    const { provider, eventId } = event
    return this.#database.transaction(async (tx): Promise<WebhookOutcome<Value>> => {
      const [, taken] = await Promise.all([
        waitsFor === null ? null : tx.one(queries.lockWebhookKey, { provider, waitsFor }),
        tx.maybeOne(queries.takeWebhook, { ...event, waitsFor, bodyHash: body.hash, body: body.json }),
      ])
      if (taken === null) {
        const known = await tx.one(queries.judgeWebhook, { provider, eventId, bodyHash: body.hash })
        return known.isSame ? { outcome: 'duplicate', status: known.status } : refuse('webhook_body_differs')
      }
      const delivery = { ...event, body: body.json }
      if (waitsFor === null) return { outcome: 'applied', value: await handler(tx, delivery) }
      try {
        return { outcome: 'applied', value: await tx.transaction((inner) => handler(inner, delivery)) }
      } catch (error) {
        if (!(error instanceof NotFoundError)) throw error
        await tx.execute(queries.setWebhookStatus, { provider, eventId, status: 'parked', addedTries: 0 })
        return { outcome: 'parked' }
      }
    }, options)
  }

  /**
   * Runs a command that makes the row which events may wait for, and applies those events, in one transaction.
   *
   * An event whose handler fails stays parked, and does not undo the command: {@link sweep} tries it again.
   *
   * @returns The value of the command.
   *
   * @example
   * ```ts
   * declare const paymentId: string
   * await db.webhooks.release(
   *   { provider: 'stripe', waitsFor: 'pi_123' },
   *   (tx) => tx.payments.attachIntent({ paymentId, stripePaymentIntentId: 'pi_123' }),
   *   (tx) => tx.payments.recordCancellation({ stripePaymentIntentId: 'pi_123' }), // as the event's type says
   * )
   * ```
   */
  async release<Value>(
    key: WebhookKey,
    command: (tx: Tx) => Promise<Value>,
    handler: WebhookHandler<Tx>,
    options?: CallOptions,
  ): Promise<Value> {
    const read = readWebhookKey(key)
    return this.#database.transaction(async (tx) => {
      await tx.one(queries.lockWebhookKey, read)
      // In a savepoint, where no statement can be the last one.
      const value = await tx.transaction(command)
      const waiting = await tx.many(queries.lockParkedWebhooks, { ...read, limit: releasedAtOnce })
      for (const event of waiting) await tryParked(tx, event, handler)
      return value
    }, options)
  }

  /**
   * Tries parked events again, each in a transaction of its own, those whose last try is longest ago first. Run it every few
   * minutes, for events whose row was made without {@link release}.
   */
  async sweep(
    handler: WebhookHandler<Tx>,
    input: SweepWebhooksInput = {},
    options?: CallOptions,
  ): Promise<WebhookSweep> {
    const parked = await this.#database.many(queries.listParkedWebhooks, readSweep(input), options)
    const errors: unknown[] = []
    const count = { applied: 0, parked: 0 }
    for (const event of parked) {
      const attempt = await this.#sweepOne(event, handler, options)
      if (attempt === 'not parked') continue
      if (attempt.isApplied) count.applied++
      else {
        count.parked++
        if (!(attempt.error instanceof NotFoundError)) errors.push(attempt.error)
      }
    }
    return { ...count, errors }
  }

  /** Tries one parked event. One that another call has applied meanwhile is left alone. */
  async #sweepOne(
    { provider, eventId, waitsFor }: WebhookEvent,
    handler: WebhookHandler<Tx>,
    options?: CallOptions,
  ): Promise<Attempt | 'not parked'> {
    try {
      return await this.#database.transaction(async (tx) => {
        if (waitsFor !== null) await tx.one(queries.lockWebhookKey, { provider, waitsFor })
        const event = await tx.maybeOne(queries.lockWebhook, { provider, eventId })
        return event?.status === 'parked' ? await tryParked(tx, event, handler) : 'not parked'
      }, options)
    } catch (error) {
      options?.signal?.throwIfAborted()
      // The transaction failed, and with it the note of this try. Without one the event would be the first of every sweep.
      const failed = { provider, eventId, errorCode: codeOf(error) }
      await this.#database.execute(queries.noteWebhookTry, failed, options)
      return { isApplied: false, error }
    }
  }

  /**
   * Applies an event again, whatever became of it: for a handler that was wrong. Its work must be safe to repeat.
   *
   * @returns The value of the handler.
   * @throws {@link NotFoundError} if the event is not known, or not any more.
   */
  async replay<Value>(
    id: WebhookId,
    handler: WebhookHandler<Tx, Value>,
    options?: CallOptions,
  ): Promise<Value> {
    const read = readWebhookId(id)
    return this.#database.transaction(async (tx) => {
      const event = await tx.one(queries.lockWebhook, read)
      const value = await handler(tx, deliveryOf(event))
      await tx.execute(queries.setWebhookStatus, { ...read, status: 'done', addedTries: 1 })
      return value
    }, options)
  }

  /** Deletes a parked event, which nothing will come for, such as one of another environment. Returns whether it was parked. */
  async discard(id: WebhookId, options?: CallOptions): Promise<boolean> {
    return (await this.#database.execute(queries.deleteParkedWebhook, readWebhookId(id), options)) > 0
  }

  /**
   * Deletes parked events of a provider that came before a time, those that came first first, and returns them without their bodies:
   * write down what is given up. Nothing else deletes parked events, which may be money. One that is tried at the moment is left. Where the
   * list must not be lost with a connection, write down that of {@link listParked} before.
   *
   * @returns An empty array if no more is parked.
   *
   * @example
   * ```ts
   * const receivedBefore = new Date(Date.now() - 90 * 86_400_000)
   * for (const { eventId, type } of await db.webhooks.discardParked({ provider: 'stripe', receivedBefore })) {
   *   console.log('given up', eventId, type)
   * }
   * ```
   */
  discardParked(input: DiscardParkedInput, options?: CallOptions): Promise<WebhookEvent[]> {
    return this.#database.many(queries.discardParkedWebhooks, readDiscardParked(input), options)
  }

  /** Returns an event without its body, or null if it is not known. */
  find(id: WebhookId, options?: CallOptions): Promise<WebhookEvent | null> {
    return this.#database.maybeOne(queries.findWebhook, readWebhookId(id), options)
  }

  /** Lists parked events without their bodies, those whose last try is longest ago first. */
  listParked(input: SweepWebhooksInput = {}, options?: CallOptions): Promise<WebhookEvent[]> {
    const read = readSweep({ untriedSeconds: 0, ...input })
    return this.#database.many(queries.listParkedWebhooks, read, options)
  }
}

/** The end of a try. */
type Attempt = { readonly isApplied: true } | { readonly isApplied: false; readonly error: unknown }

/** Tries an event that was parked in a savepoint, and writes what came of it. */
async function tryParked<Tx extends WebhookTransaction<Tx>>(
  tx: Tx,
  event: queries.LockWebhookRow,
  handler: WebhookHandler<Tx>,
): Promise<Attempt> {
  const { provider, eventId } = event
  const attempt = await tx
    .transaction((inner) => handler(inner, deliveryOf(event)))
    .then(
      (): Attempt => ({ isApplied: true }),
      (error: unknown): Attempt => {
        if (endsTransaction(error)) throw error
        return { isApplied: false, error }
      },
    )
  const status = attempt.isApplied ? 'done' : 'parked'
  const errorCode = attempt.isApplied ? null : codeOf(attempt.error)
  await tx.execute(queries.setWebhookStatus, { provider, eventId, status, errorCode, addedTries: 1 })
  return attempt
}

/** Reports whether an error is that of the whole transaction, which runs again: a serialization failure, or a deadlock. */
function endsTransaction(error: unknown): boolean {
  return error instanceof DatabaseError && (error.sqlState === '40001' || error.sqlState === '40P01')
}

function codeOf(error: unknown): string {
  return isSoukError(error) ? error.code : 'handler_failed'
}

function deliveryOf({ provider, eventId, type, created, body }: queries.LockWebhookRow): WebhookDelivery {
  return { provider, eventId, type, created, body }
}
