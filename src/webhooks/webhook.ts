import type { WebhookEvent } from '../../generated/models.js'
import type { Json } from '../engine/values/json.js'

/** The event that a provider delivered. */
export interface WebhookInput {
  /** The name of the provider, such as `stripe`: 1 to 50 characters. */
  readonly provider: string
  /** The provider's id of the event, such as `evt_…`: 1 to 255 characters. */
  readonly eventId: string
  /** The provider's name of what happened, such as `payment_intent.succeeded`: 1 to 200 characters. */
  readonly type: string
  /** The provider's time of the event: a Date, or the seconds since 1970 as Stripe has them. */
  readonly created: Date | number
  /** The body as it came, whose signature was checked: JSON, at most 1 MiB. */
  readonly body: string | Uint8Array
  /**
   * The name of the row that the event is about, such as the id of an intent: 1 to 255 characters. With it, an event whose handler
   * throws `NotFoundError` is parked until {@link Webhooks.release} or {@link Webhooks.sweep} of that name.
   *
   * @defaultValue none: the error is the caller's
   */
  readonly waitsFor?: string | undefined
}

/** The event that a handler applies: one that has just come, or one that was parked. */
export interface WebhookDelivery {
  readonly provider: string
  readonly eventId: string
  readonly type: string
  readonly created: Date
  /** The body as JSON. */
  readonly body: Json
}

/** The outcome of a delivery. Answer each of them with 2xx: the provider need not send the event again. */
export type WebhookOutcome<Value> =
  | { readonly outcome: 'applied'; readonly value: Value }
  /** The event came before, and is done or parked. */
  | { readonly outcome: 'duplicate'; readonly status: WebhookEvent['status'] }
  /** The row that the event is about does not exist yet. */
  | { readonly outcome: 'parked' }

/** The name of a row that events wait for. */
export interface WebhookKey {
  readonly provider: string
  readonly waitsFor: string
}

/** An event of a provider. */
export interface WebhookId {
  readonly provider: string
  readonly eventId: string
}

/** A walk over parked events. */
export interface SweepWebhooksInput {
  /** The greatest number of events that are tried: 1 to 1,000. @defaultValue 100 */
  readonly limit?: number | undefined
  /** The seconds since the last try of an event before it is tried again: 0 to 86,400. @defaultValue 60 */
  readonly untriedSeconds?: number | undefined
}

/** Parked events that are given up. */
export interface DiscardParkedInput {
  readonly provider: string
  /** The time before which they first came. */
  readonly receivedBefore: Date
  /** The greatest number of events that are discarded: 1 to 1,000. @defaultValue 100 */
  readonly limit?: number | undefined
}

/** The numbers of a walk over parked events. */
export interface WebhookSweep {
  /** The events that were applied. */
  readonly applied: number
  /** The events that still wait. */
  readonly parked: number
  /** The errors of handlers and their transactions, other than `NotFoundError`. Their events stay parked. */
  readonly errors: readonly unknown[]
}
