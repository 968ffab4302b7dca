/**
 * The data layer of Souk Loop: PostgreSQL with PostGIS, typed SQL, GeoJSON at the edge.
 *
 * {@link createDatabase} opens a {@link Database}. A database, and each {@link Transaction} of it, has the repositories,
 * one per table (`db.users`, `db.products`, …), and the {@link Executor}, which runs any typed query, including a service's
 * own. The verb of a method says how many rows it returns: `get…` returns one or throws {@link NotFoundError}, `find…`
 * returns one or null, and `list…` returns an array or a {@link Page}.
 *
 * Places are GeoJSON points, longitude first. Money is a whole number of a currency's minor unit. Every error is a
 * {@link SoukError} with a `code`.
 *
 * @packageDocumentation
 */

export { createDatabase } from './database.js'
export type { CloseOptions, Database, DatabaseOptions } from './database.js'
export type { ActingDatabase, Actor } from './acting-database.js'
export type { Transaction } from './database-runner.js'
export type { DatabaseSession } from './database-session.js'
export type { ReplicaOptions } from './open-transport.js'
export type { EventHealth, Health, WebhookHealth } from './health.js'
export { formatPrometheus, type LabelledMetrics } from './metrics/format-prometheus.js'
export type { DatabaseMetrics } from './metrics/database-metrics.js'
export type { QueryMetrics } from './engine/telemetry/statement-meter.js'

export type { CopyOptions } from './engine/copy/bulk-copy.js'
export type { CallOptions } from './engine/cancellation.js'
export type { ConnectionOptions, PoolOptions } from './engine/connect/connection-options.js'
export type { PgClient, PgPool } from './engine/connect/pg-objects.js'
export type { LoadBalanceHosts, TargetSessionAttrs } from './engine/hosts/host-options.js'
export type { CopyColumn, CopyTarget } from './engine/copy/copy-text.js'
export type { Executor } from './engine/executor.js'
export type { Json, JsonNumber, JsonOf, JsonTypes } from './engine/values/json.js'
export type { BatchOptions } from './engine/in-batches.js'
export { PreparedQuery } from './engine/statement/prepared-query.js'
export type {
  PgtypedQuery,
  Query,
  QueryIR,
  QueryMetadata,
  QueryParameter,
} from './engine/statement/prepared-query.js'
export type { QueryDescription } from './engine/statement/query-description.js'
export type { StreamOptions } from './engine/row-stream.js'
export type { ListenOptions, NotificationListener, Subscription } from './engine/subscription.js'
export type {
  RouteReason,
  ServerAddress,
  StatementEvent,
  StatementRoute,
} from './engine/telemetry/telemetry.js'
export type { ReplicaFigures } from './engine/replicas/position-watch.js'
export type { TransportFigures } from './engine/transport.js'
export type { LastStatement } from './engine/transaction/last-statement.js'
export type { TransactionOptions } from './engine/transaction/transaction-options.js'

export { assertSchema, migrate, migrationStatus } from './migrate/index.js'
export type {
  AppliedMigration,
  AssertSchemaOptions,
  MigrateOptions,
  MigrateTarget,
  MigrationComparison,
  MigrationProgress,
  MigrationReport,
  MigrationState,
  MigrationStatus,
  MigrationStatusOptions,
  MigrationStep,
  ServiceMigrations,
  ServiceMigrationsOptions,
} from './migrate/index.js'

export type {
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
} from './events/marketplace-events.js'
export type { EventPayloads, EventType } from './events/event-payloads.js'
export type { PublishEventInput, SoukEvent } from './events/event.js'
export type { EventRepository } from './repositories/events/event-repository.js'
export type { ConsumeOptions, ConsumeStart, RetryOptions } from './consume/consume-options.js'
export type { DatabaseEvents } from './consume/database-events.js'
export type { EventConsumer } from './consume/event-consumer.js'
export type {
  EventConsumerState,
  EventFailure,
  EventFailureChoice,
  EventFailuresInput,
} from './consume/event-failure.js'
export type { EventContext, EventHandler, EventTransactionContext } from './consume/event-handler.js'
export type { LiveFeed, WatchPresenceInput } from './live/live-feed.js'
export type { LiveEvent, LiveGap, LiveHint, LiveItem, LivePresence, LiveTyping } from './live/live-item.js'
export type { LiveOptions } from './live/live-options.js'
export type { MaintainOptions, MaintenanceReport, TaskReport } from './maintain/maintain.js'
export type { Retention } from './maintain/retention.js'
export type { MaintenanceTaskName } from './maintain/task-names.js'
export type { CounterReport, RecountOptions } from './maintain/recount.js'
export type { CounterName } from './maintain/counters.js'
export type {
  AnalyticsProperties,
  ErasedRows,
  NotificationData,
  OfferTerms,
  VerificationDocument,
  VerificationDocumentKind,
} from './json-columns.js'
export type {
  Account,
  Badge,
  Conversation,
  Message,
  ModerationAction,
  ModerationCase,
  Notification,
  NotificationDelivery,
  Offer,
  Payment,
  PaymentFact,
  Product,
  Session,
  Report,
  Review,
  Stream,
  Verification,
  WebhookEvent,
} from '../generated/models.js'
export {
  analyticsDimensions,
  badgeTypes,
  deliveryStatuses,
  feedTypes,
  messageTypes,
  moderationActionTypes,
  moderationCaseStatuses,
  moderationDecisions,
  moderationSubjectTypes,
  notificationChannels,
  notificationSubjects,
  notificationTypes,
  offerStatuses,
  paymentStatuses,
  productCategories,
  productConditions,
  sessionRevokedReasons,
  reportReasons,
  reportSubjectTypes,
  streamStatuses,
  streamTypes,
  tokenPurposes,
  userRoles,
  verificationStatuses,
  verificationTypes,
  webhookStatuses,
} from '../generated/enums.js'
export type {
  AnalyticsDimension,
  BadgeType,
  DeliveryStatus,
  FeedType,
  MessageType,
  ModerationActionType,
  ModerationCaseStatus,
  ModerationDecision,
  ModerationSubjectType,
  NotificationChannel,
  NotificationSubject,
  NotificationType,
  OfferStatus,
  PaymentStatus,
  ProductCategory,
  ProductCondition,
  SessionRevokedReason,
  ReportReason,
  ReportSubjectType,
  StreamStatus,
  StreamType,
  TokenPurpose,
  UserRole,
  VerificationStatus,
  VerificationType,
  WebhookStatus,
} from '../generated/enums.js'
export type {
  AnyPosition,
  BBox,
  Feature,
  FeatureCollection,
  Geometry,
  GeometryCollection,
  GeometryInput,
  LineString,
  MultiLineString,
  MultiPoint,
  MultiPolygon,
  Point,
  Polygon,
  Position,
  Position3D,
  Properties,
} from './geo/geojson.js'
export type { PointInput } from './geo/point.js'
export { eachItem } from './pagination/each-item.js'
export { cursorAfter, readListRequest } from './pagination/list-request.js'
export type { CursorPosition } from './pagination/cursor.js'
export type { ListRequest, PagedList } from './pagination/list-request.js'
export { toPage } from './pagination/page.js'
export type { Page, PageInput, PageOptions } from './pagination/page.js'
export { timePage } from './pagination/time-page.js'
export type { TimeList, TimePageParameters, TimePageSource } from './pagination/time-page.js'
export type { TimePosition } from './pagination/time-position.js'
export type { BoundedCount, BoundedCountInput } from './repositories/bounded-count.js'
export type { ConversationAccessInput } from './repositories/conversation-access.js'
export type {
  InboxConversation,
  InboxInput,
  OpenConversationInput,
} from './repositories/conversations/conversation.js'
export type { ConversationRepository } from './repositories/conversations/conversation-repository.js'
export type {
  ConversationMessagesInput,
  MessageAccessInput,
  SendImagesInput,
  SendMessageInput,
  SendSystemMessageInput,
  SendTextInput,
} from './repositories/messages/message.js'
export type { MessageRepository } from './repositories/messages/message-repository.js'
export type {
  CaseAccessInput,
  CaseReportsInput,
  ClaimCasesInput,
  DecideCaseInput,
  ExtendLeaseInput,
  LeasedCaseInput,
  ModerationActionsInput,
  OpenCasesInput,
} from './repositories/moderation/moderation.js'
export type { ModerationRepository } from './repositories/moderation/moderation-repository.js'
export { deliveryOutcomes } from './repositories/notifications/notification.js'
export type {
  AddedNotification,
  AddNotificationInput,
  AddNotificationsInput,
  ClaimDeliveriesInput,
  ClaimedDelivery,
  DeleteOldNotificationsInput,
  DeliveryOutcome,
  MarkNotificationsReadInput,
  NotificationAbout,
  NotificationAccessInput,
  NotificationContent,
  NotificationIdInput,
  NotificationItem,
  NotificationsInput,
  NotifiedUserInput,
  Notify,
  NotifyInput,
  RecordDeliveryInput,
} from './repositories/notifications/notification.js'
export type { NotificationRepository } from './repositories/notifications/notification-repository.js'
export { newId } from './repositories/new-id.js'
export type {
  AcceptOfferInput,
  AcceptedOffer,
  AnswerOfferInput,
  BuyerOffersInput,
  CloseOfferInput,
  ConversationOffersInput,
  CounterOfferInput,
  MakeOfferInput,
  OffersToAnswerInput,
  OfferWords,
  ProductOffersInput,
  SellerOffersInput,
  SweepInput,
} from './repositories/offers/offer.js'
export type { OfferRepository } from './repositories/offers/offer-repository.js'
export { disputeStatuses, refundStatuses } from './repositories/payments/payment.js'
export type {
  AttachIntentInput,
  BuyerPaymentsInput,
  CancelPaymentInput,
  BuyerSumsInput,
  DisputeStatus,
  ExpectedPrice,
  ExpiredPaymentsInput,
  ExpireDueInput,
  ExpirePaymentInput,
  ExtendHoldInput,
  PaymentIdInput,
  FeeBasisPoints,
  OpenPaymentInput,
  PaymentAccessInput,
  PaymentFactsInput,
  PaymentFilters,
  PaymentReference,
  PaymentSum,
  PendingPaymentsInput,
  Period,
  RecordAttemptInput,
  RecordCancellationInput,
  RecordDisputeInput,
  RecordRefundInput,
  RecordSuccessInput,
  RecordTransferInput,
  RefundsDueInput,
  RefundStatus,
  ReportedAmount,
  SellerPaymentsInput,
  SellerSumsInput,
  StreamPaymentsInput,
  StreamSalesInput,
} from './repositories/payments/payment.js'
export type { AllColumns, CardColumns } from './repositories/columns-input.js'
export type {
  ApplyCountsInput,
  CreateProductInput,
  NearbyProduct,
  NearbyProductCard,
  NearbyProductsInput,
  ProductFeedInput,
  Listing,
  ListingCard,
  ProductCard,
  ProductCounts,
  ProductDecisionInput,
  ExactProductLocationInput,
  FeedProduct,
  FeedProductCard,
  ProductSellerInput,
  SellerProductsInput,
  ProductPatch,
  SimilarProductsInput,
  TrendingProduct,
  TrendingProductCard,
  TrendingProductsInput,
  UpdateProductInput,
} from './repositories/products/product.js'
export type { FullProfile, Profile, ProfileRating } from './repositories/profile.js'
export type {
  AwardBadgeInput,
  AwardDueInput,
  AwardedBadges,
  BadgeHolderInput,
  GivenBadgeType,
  RevokeBadgeInput,
} from './repositories/badges/badge.js'
export type { BadgeRepository } from './repositories/badges/badge-repository.js'
export type {
  PaymentReviewsInput,
  RatingSummary,
  ReceivedReview,
  ReplyToReviewInput,
  ReviewDecisionInput,
  ReviewSort,
  ReviseReviewInput,
  UserReviewsInput,
  WriteReviewInput,
  WrittenReviewsInput,
} from './repositories/reviews/review.js'
export type { ReviewRepository } from './repositories/reviews/review-repository.js'
export type { Patch } from './repositories/patch.js'
export type { ProductRepository } from './repositories/products/product-repository.js'
export type {
  FiledReport,
  FiledReportsInput,
  FileReportInput,
  ReportAccessInput,
} from './repositories/reports/report.js'
export type { ReportRepository } from './repositories/reports/report-repository.js'
export type { Repositories } from './repositories/repositories.js'
export type {
  DeleteOldSessionsInput,
  RefreshSessionInput,
  RefreshTokenInput,
  RevokeSessionsInput,
  SessionGrant,
  SessionInput,
  SessionOrigin,
  StartSessionInput,
} from './repositories/sessions/session.js'
export type { SessionRepository } from './repositories/sessions/session-repository.js'
export type {
  PinProductInput,
  ProductsOfStreamInput,
  StreamProductCard,
  StreamProductListing,
  StreamProductsInput,
  StreamsOfProductInput,
} from './repositories/stream-products/stream-product.js'
export type { StreamProductRepository } from './repositories/stream-products/stream-product-repository.js'
export type {
  Broadcast,
  CreateStreamInput,
  LiveStreamsInput,
  NearbyStream,
  NearbyStreamsInput,
  ScheduleStreamInput,
  StreamViewerCount,
  StreamViews,
  UpcomingStreamsInput,
  StreamDecisionInput,
  StreamListing,
  StreamOwnerInput,
  StreamPatch,
  UpdateStreamInput,
  UserStreamsInput,
} from './repositories/streams/stream.js'
export type { StreamRepository } from './repositories/streams/stream-repository.js'
export type {
  CodeKey,
  ConsumeCodeInput,
  ConsumedToken,
  ConsumeTokenInput,
  DeleteOldTokensInput,
  IssueCodeInput,
  IssuedCode,
  IssuedToken,
  IssueLimits,
  IssueTokenInput,
  TokenSubject,
} from './repositories/tokens/token.js'
export type { TokenRepository } from './repositories/tokens/token-repository.js'
export type {
  DiscardParkedInput,
  SweepWebhooksInput,
  WebhookDelivery,
  WebhookId,
  WebhookInput,
  WebhookKey,
  WebhookOutcome,
  WebhookSweep,
} from './webhooks/webhook.js'
export type { WebhookDatabase, WebhookHandler, Webhooks, WebhookTransaction } from './webhooks/webhooks.js'
export type { JsonValue } from './input/index.js'
export type { IdempotentAnswer, IdempotentRequest } from './idempotency/idempotency.js'
export { splitAmount } from './repositories/payments/split-amount.js'
export type { SplitAmount, SplitAmountInput } from './repositories/payments/split-amount.js'
export { minorUnitDigits, minorUnitStep } from './input/currency.js'
export type { PaymentRepository } from './repositories/payments/payment-repository.js'
export type {
  AccountDecisionInput,
  AccountFields,
  AdminInput,
  ChooseRoleInput,
  CreateUserInput,
  CredentialIdentifier,
  Credentials,
  NearbyProfile,
  NearbyUsersInput,
  RehashPasswordInput,
  ResetPasswordInput,
  SetLocationInput,
  SetPasswordHashInput,
  SetRoleInput,
  SetStripeIdsInput,
  TradeRole,
  UpdateUserInput,
  UserIdInput,
  UserPatch,
} from './repositories/users/user.js'
export type { EraseUserInput, Erasure } from './repositories/users/personal-data.js'
export type { UserRepository } from './repositories/users/user-repository.js'
export type {
  PendingVerificationsInput,
  RejectVerificationInput,
  ReviewVerificationInput,
  VerificationAccessInput,
  SubmitVerificationInput,
  UserVerificationsInput,
} from './repositories/verifications/verification.js'
export type { VerificationRepository } from './repositories/verifications/verification-repository.js'
export type {
  AreFollowedInput,
  FollowCounts,
  FollowedItem,
  FollowedProduct,
  FollowedStream,
  FollowFeedInput,
  FollowInput,
  FollowListInput,
  FollowProfile,
  MutualFollowsInput,
} from './repositories/follows/follow.js'
export type {
  CollectTermsInput,
  FacetCount,
  FacetCounts,
  FoundProduct,
  FoundProductCard,
  PriceBandCount,
  SearchFilters,
  SearchPage,
  SearchProductsInput,
  SearchSort,
  Snippet,
  SnippetPiece,
  SuggestInput,
  Suggestion,
} from './repositories/search/search.js'
export type {
  ClusterFeature,
  ClusterProperties,
  FoldMapChangesInput,
  MapClustersInput,
  MapProduct,
  MapProductsInput,
  MapTileInput,
} from './repositories/map/map.js'
export type { MapRepository } from './repositories/map/map-repository.js'
export type { SearchRepository } from './repositories/search/search-repository.js'
export type { FollowRepository } from './repositories/follows/follow-repository.js'
export type {
  AreBlockedInput,
  BlockedBetweenInput,
  BlockedProfile,
  BlockInput,
  BlockListInput,
} from './repositories/blocks/block.js'
export type { BlockRepository } from './repositories/blocks/block-repository.js'
export type {
  AnalyticsMaintenance,
  AnalyticsSubject,
  AnalyticsDayCount,
  AnalyticsPeriod,
  DropOldPartitionsInput,
  EnsurePartitionsInput,
  FunnelInput,
  FunnelStep,
  ListAnalyticsDaysInput,
  MaintainAnalyticsInput,
  RolledUp,
  RollUpInput,
  SellerDashboardInput,
  SellerDay,
  TopSubjectsInput,
  TopSubject,
  TrackEventInput,
} from './repositories/analytics/analytics.js'
export type { AnalyticsRepository } from './repositories/analytics/analytics-repository.js'
export { analyticsEventTypes } from './repositories/analytics/event-types.js'
export type { AnalyticsEventType } from './repositories/analytics/event-types.js'
export type {
  CreateSavedSearchInput,
  NotifiedSavedSearches,
  NotifySavedSearchesInput,
  SavedSearch,
  SavedSearchAccessInput,
  SavedSearchesInput,
  SavedSearchPatch,
  UpdateSavedSearchInput,
} from './repositories/saved-searches/saved-search.js'
export type { SavedSearchRepository } from './repositories/saved-searches/saved-search-repository.js'
export type {
  AreSavedInput,
  RecountedLikes,
  RecountLikesInput,
  SavedProduct,
  SavedProductCard,
  SavedProductsInput,
  SavedState,
  SetSavedInput,
  TellSaversInput,
  ToldSavers,
} from './repositories/wishlists/wishlist.js'
export type { WishlistRepository } from './repositories/wishlists/wishlist-repository.js'

export {
  ConflictError,
  ConnectionError,
  ConstraintError,
  DatabaseError,
  ForbiddenError,
  InvalidInputError,
  isSoukError,
  MigrationError,
  NotFoundError,
  OverloadError,
  SetupError,
  SoukError,
  TimeoutError,
  TransactionError,
} from './errors.js'
export type {
  AnySoukError,
  ConstraintKind,
  ConstraintName,
  LoginFailure,
  MigrationOwner,
  MigrationProblem,
  SoukErrorCode,
  StatementOutcome,
  TransactionErrorKind,
} from './errors.js'
export type { ConflictRule, ForbiddenRule } from './rules.js'
