import type {
  BadgeEvent,
  ConversationOpenedEvent,
  ConversationReadEvent,
  MessageEvent,
  NotificationCreatedEvent,
  NotificationReadEvent,
  OfferEvent,
  PaymentEvent,
  ProductCheaperEvent,
  ProductEvent,
  ProductListedEvent,
  ReportDecidedEvent,
  ReportFiledEvent,
  ReviewEvent,
  StreamEvent,
  UserEvent,
  UserFollowedEvent,
  VerificationEvent,
} from './marketplace-events.js'

/**
 * The payloads of events, by the type of the event: ids and public facts, never what an erased person would have to take back.
 *
 * A service adds its own:
 *
 * @example
 * ```ts
 * declare module '@souk/db' {
 *   interface EventPayloads {
 *     'parcel.posted': { readonly parcelId: string; readonly carrier: string }
 *   }
 * }
 * ```
 */
export interface EventPayloads {
  // Messages: of a change the text or what may be seen of it is another one.
  'message.sent': MessageEvent
  'message.changed': MessageEvent
  'message.deleted': MessageEvent
  'conversation.opened': ConversationOpenedEvent
  'conversation.read': ConversationReadEvent
  // Offers: countered is that of the answer.
  'offer.made': OfferEvent
  'offer.countered': OfferEvent
  'offer.accepted': OfferEvent
  'offer.declined': OfferEvent
  'offer.cancelled': OfferEvent
  'offer.expired': OfferEvent
  // Payments: changed is an amount, a deadline or an attempt, and no other status.
  'payment.opened': PaymentEvent
  'payment.completed': PaymentEvent
  'payment.failed': PaymentEvent
  'payment.refunded': PaymentEvent
  'payment.cancelled': PaymentEvent
  'payment.changed': PaymentEvent
  // Products: sold and unavailable come together when a product is sold from the market.
  'product.listed': ProductListedEvent
  'product.changed': ProductEvent
  'product.cheaper': ProductCheaperEvent
  'product.available': ProductEvent
  'product.unavailable': ProductEvent
  'product.sold': ProductEvent
  'product.deleted': ProductEvent
  // Streams: scheduled again is at another time.
  'stream.scheduled': StreamEvent
  'stream.live': StreamEvent
  'stream.ended': StreamEvent
  'stream.deleted': StreamEvent
  'review.written': ReviewEvent
  'review.changed': ReviewEvent
  'review.replied': ReviewEvent
  'report.filed': ReportFiledEvent
  'report.decided': ReportDecidedEvent
  'verification.submitted': VerificationEvent
  'verification.approved': VerificationEvent
  'verification.rejected': VerificationEvent
  'verification.revoked': VerificationEvent
  // Users: changed is what a profile shows.
  'user.joined': UserEvent
  'user.changed': UserEvent
  'user.closed': UserEvent
  'user.reopened': UserEvent
  'user.erased': UserEvent
  'user.deleted': UserEvent
  'user.followed': UserFollowedEvent
  'badge.awarded': BadgeEvent
  'badge.revoked': BadgeEvent
  'notification.created': NotificationCreatedEvent
  'notification.read': NotificationReadEvent
}

/** The type of an event, such as `message.sent`. */
export type EventType = Extract<keyof EventPayloads, string>
