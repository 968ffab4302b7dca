import type { Executor } from '../engine/executor.js'
import { SqlAnalyticsRepository, type AnalyticsRepository } from './analytics/analytics-repository.js'
import { SqlBadgeRepository, type BadgeRepository } from './badges/badge-repository.js'
import { SqlBlockRepository, type BlockRepository } from './blocks/block-repository.js'
import {
  SqlConversationRepository,
  type ConversationRepository,
} from './conversations/conversation-repository.js'
import { SqlEventRepository, type EventRepository } from './events/event-repository.js'
import { SqlFollowRepository, type FollowRepository } from './follows/follow-repository.js'
import { SqlMapRepository, type MapRepository } from './map/map-repository.js'
import { SqlMessageRepository, type MessageRepository } from './messages/message-repository.js'
import { SqlModerationRepository, type ModerationRepository } from './moderation/moderation-repository.js'
import {
  SqlNotificationRepository,
  type NotificationRepository,
} from './notifications/notification-repository.js'
import { SqlOfferRepository, type OfferRepository } from './offers/offer-repository.js'
import { SqlProductRepository, type ProductRepository } from './products/product-repository.js'
import { SqlReportRepository, type ReportRepository } from './reports/report-repository.js'
import {
  SqlStreamProductRepository,
  type StreamProductRepository,
} from './stream-products/stream-product-repository.js'
import { SqlReviewRepository, type ReviewRepository } from './reviews/review-repository.js'
import { SqlStreamRepository, type StreamRepository } from './streams/stream-repository.js'
import { SqlPaymentRepository, type PaymentRepository } from './payments/payment-repository.js'
import {
  SqlSavedSearchRepository,
  type SavedSearchRepository,
} from './saved-searches/saved-search-repository.js'
import { SqlSearchRepository, type SearchRepository } from './search/search-repository.js'
import { SqlSessionRepository, type SessionRepository } from './sessions/session-repository.js'
import { SqlTokenRepository, type TokenRepository } from './tokens/token-repository.js'
import { SqlUserRepository, type UserRepository } from './users/user-repository.js'
import {
  SqlVerificationRepository,
  type VerificationRepository,
} from './verifications/verification-repository.js'
import { SqlWishlistRepository, type WishlistRepository } from './wishlists/wishlist-repository.js'

/** The tables, by the names a marketplace knows: the same on a database and on a transaction. */
export interface Repositories {
  readonly users: UserRepository
  readonly products: ProductRepository
  readonly conversations: ConversationRepository
  readonly map: MapRepository
  readonly messages: MessageRepository
  readonly offers: OfferRepository
  readonly payments: PaymentRepository
  readonly savedSearches: SavedSearchRepository
  readonly search: SearchRepository
  readonly sessions: SessionRepository
  readonly streams: StreamRepository
  readonly tokens: TokenRepository
  readonly streamProducts: StreamProductRepository
  readonly verifications: VerificationRepository
  readonly reports: ReportRepository
  readonly moderation: ModerationRepository
  readonly reviews: ReviewRepository
  readonly badges: BadgeRepository
  readonly events: EventRepository
  readonly follows: FollowRepository
  readonly blocks: BlockRepository
  readonly analytics: AnalyticsRepository
  readonly notifications: NotificationRepository
  readonly wishlists: WishlistRepository
}

type Maker<Repository> = new (executor: Executor) => Repository

const makers: { readonly [Name in keyof Repositories]: Maker<Repositories[Name]> } = {
  users: SqlUserRepository,
  products: SqlProductRepository,
  conversations: SqlConversationRepository,
  map: SqlMapRepository,
  messages: SqlMessageRepository,
  offers: SqlOfferRepository,
  payments: SqlPaymentRepository,
  savedSearches: SqlSavedSearchRepository,
  search: SqlSearchRepository,
  sessions: SqlSessionRepository,
  streams: SqlStreamRepository,
  tokens: SqlTokenRepository,
  streamProducts: SqlStreamProductRepository,
  verifications: SqlVerificationRepository,
  reports: SqlReportRepository,
  moderation: SqlModerationRepository,
  reviews: SqlReviewRepository,
  badges: SqlBadgeRepository,
  events: SqlEventRepository,
  follows: SqlFollowRepository,
  blocks: SqlBlockRepository,
  analytics: SqlAnalyticsRepository,
  notifications: SqlNotificationRepository,
  wishlists: SqlWishlistRepository,
}

/**
 * Adds the repositories as properties to the instances of a class of executors.
 *
 * A repository is made when it is first read, and kept: many transactions run queries of the service's own and need none.
 */
export function withRepositories<Self extends Executor, Arguments extends readonly unknown[]>(
  executors: new (...given: Arguments) => Self,
): new (...given: Arguments) => Self & Repositories {
  for (const [name, Repository] of Object.entries<Maker<unknown>>(makers)) {
    Object.defineProperty(executors.prototype, name, {
      configurable: true,
      get(this: Self) {
        const value = new Repository(this)
        Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true })
        return value
      },
    })
  }
  // The compiler does not follow properties that are defined at run time.
  return executors as new (...given: Arguments) => Self & Repositories
}
