/** The enums of the schema. Made by souk-db generate; never edit. */

/**
 * The values of analytics_dimension, in the order of the schema.
 *
 * The things for which events are counted: the whole marketplace, or one product, stream or seller.
 */
export const analyticsDimensions = ['all', 'product', 'stream', 'seller'] as const

/** The things for which events are counted: the whole marketplace, or one product, stream or seller. */
export type AnalyticsDimension = (typeof analyticsDimensions)[number]

/**
 * The values of badge_type, in the order of the schema.
 *
 * The kinds of badges, in the order in which they are shown.
 */
export const badgeTypes = ['verified', 'top_seller', 'ten_five_star_reviews', 'community_helper', 'founding_member', 'first_sale'] as const

/** The kinds of badges, in the order in which they are shown. */
export type BadgeType = (typeof badgeTypes)[number]

/**
 * The values of delivery_status, in the order of the schema.
 *
 * The state of a delivery: pending (not tried, or to be tried again), sending (a worker has it), sent, failed (for good).
 */
export const deliveryStatuses = ['pending', 'sending', 'sent', 'failed'] as const

/** The state of a delivery: pending (not tried, or to be tried again), sending (a worker has it), sent, failed (for good). */
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/**
 * The values of feed_type, in the order of the schema.
 *
 * The feed that shows a product: everybody's (discover) or its neighborhood's (community).
 */
export const feedTypes = ['discover', 'community'] as const

/** The feed that shows a product: everybody's (discover) or its neighborhood's (community). */
export type FeedType = (typeof feedTypes)[number]

/**
 * The values of message_type, in the order of the schema.
 *
 * The kind of a message. Offers are sent by making them; system messages are the marketplace's own.
 */
export const messageTypes = ['text', 'image', 'offer', 'system'] as const

/** The kind of a message. Offers are sent by making them; system messages are the marketplace's own. */
export type MessageType = (typeof messageTypes)[number]

/** The values of moderation_action_type, in the order of the schema. */
export const moderationActionTypes = ['dismiss', 'warn', 'hide', 'unhide', 'stop', 'close_account', 'reopen_account', 'set_role', 'approve_verification', 'reject_verification', 'revoke_verification', 'award_badge', 'revoke_badge'] as const

/** One of the values of moderation_action_type. */
export type ModerationActionType = (typeof moderationActionTypes)[number]

/** The values of moderation_case_status, in the order of the schema. */
export const moderationCaseStatuses = ['open', 'decided'] as const

/** One of the values of moderation_case_status. */
export type ModerationCaseStatus = (typeof moderationCaseStatuses)[number]

/** The values of moderation_decision, in the order of the schema. */
export const moderationDecisions = ['dismiss', 'warn', 'hide', 'close_account'] as const

/** One of the values of moderation_decision. */
export type ModerationDecision = (typeof moderationDecisions)[number]

/** The values of moderation_subject_type, in the order of the schema. */
export const moderationSubjectTypes = ['user', 'product', 'stream', 'message', 'review', 'verification'] as const

/** One of the values of moderation_subject_type. */
export type ModerationSubjectType = (typeof moderationSubjectTypes)[number]

/**
 * The values of notification_channel, in the order of the schema.
 *
 * A way to a user besides the app itself.
 */
export const notificationChannels = ['push', 'email', 'sms'] as const

/** A way to a user besides the app itself. */
export type NotificationChannel = (typeof notificationChannels)[number]

/**
 * The values of notification_subject, in the order of the schema.
 *
 * The kind of thing that a notification is about.
 */
export const notificationSubjects = ['user', 'product', 'conversation', 'message', 'offer', 'payment', 'stream', 'review', 'verification', 'report', 'badge', 'saved_search'] as const

/** The kind of thing that a notification is about. */
export type NotificationSubject = (typeof notificationSubjects)[number]

/**
 * The values of notification_type, in the order of the schema.
 *
 * The event that a notification tells of.
 */
export const notificationTypes = ['message', 'offer_made', 'offer_countered', 'offer_accepted', 'offer_declined', 'offer_cancelled', 'offer_expired', 'payment_opened', 'payment_completed', 'payment_refunded', 'payment_cancelled', 'product_cheaper', 'product_available', 'product_listed', 'saved_search', 'stream_scheduled', 'stream_live', 'follower', 'review', 'review_reply', 'badge', 'verification', 'moderation', 'announcement', 'other'] as const

/** The event that a notification tells of. */
export type NotificationType = (typeof notificationTypes)[number]

/**
 * The values of offer_status, in the order of the schema.
 *
 * The state of an offer. Countered: answered by another offer. Expired: not answered in time.
 */
export const offerStatuses = ['pending', 'accepted', 'declined', 'countered', 'expired', 'cancelled'] as const

/** The state of an offer. Countered: answered by another offer. Expired: not answered in time. */
export type OfferStatus = (typeof offerStatuses)[number]

/**
 * The values of product_category, in the order of the schema.
 *
 * The kind of thing that is on sale or on show.
 */
export const productCategories = ['trading_cards', 'mens_fashion', 'sneakers', 'sports_cards', 'collectibles', 'electronics', 'home_decor', 'beauty', 'kids_baby', 'furniture', 'books', 'other'] as const

/** The kind of thing that is on sale or on show. */
export type ProductCategory = (typeof productCategories)[number]

/**
 * The values of product_condition, in the order of the schema.
 *
 * The wear of a product, best first.
 */
export const productConditions = ['new', 'like_new', 'good', 'fair'] as const

/** The wear of a product, best first. */
export type ProductCondition = (typeof productConditions)[number]

/**
 * The values of report_reason, in the order of the schema.
 *
 * The reason of a report, the most urgent first: the order of the queue.
 */
export const reportReasons = ['violence', 'sexual_content', 'hate', 'harassment', 'scam', 'prohibited_item', 'counterfeit', 'impersonation', 'spam', 'other'] as const

/** The reason of a report, the most urgent first: the order of the queue. */
export type ReportReason = (typeof reportReasons)[number]

/** The values of report_subject_type, in the order of the schema. */
export const reportSubjectTypes = ['user', 'product', 'stream', 'message', 'review'] as const

/** One of the values of report_subject_type. */
export type ReportSubjectType = (typeof reportSubjectTypes)[number]

/**
 * The values of session_revoked_reason, in the order of the schema.
 *
 * The reason why a session ended before its time.
 */
export const sessionRevokedReasons = ['logout', 'revoked', 'session_limit', 'token_reused', 'password_changed', 'account_closed'] as const

/** The reason why a session ended before its time. */
export type SessionRevokedReason = (typeof sessionRevokedReasons)[number]

/**
 * The values of stream_status, in the order of the schema.
 *
 * The state of a stream, which only goes on: scheduled, live, ended.
 */
export const streamStatuses = ['scheduled', 'live', 'ended'] as const

/** The state of a stream, which only goes on: scheduled, live, ended. */
export type StreamStatus = (typeof streamStatuses)[number]

/**
 * The values of stream_type, in the order of the schema.
 *
 * Live is broadcast as it happens; recorded was filmed before.
 */
export const streamTypes = ['live', 'recorded'] as const

/** Live is broadcast as it happens; recorded was filmed before. */
export type StreamType = (typeof streamTypes)[number]

/**
 * The values of token_form, in the order of the schema.
 *
 * Long and random, for a link, or short, for people to type.
 */
export const tokenForms = ['link', 'code'] as const

/** Long and random, for a link, or short, for people to type. */
export type TokenForm = (typeof tokenForms)[number]

/**
 * The values of token_purpose, in the order of the schema.
 *
 * The one thing that a one-time token is good for.
 */
export const tokenPurposes = ['login', 'password_reset', 'email_verification', 'phone_verification', 'reauthentication'] as const

/** The one thing that a one-time token is good for. */
export type TokenPurpose = (typeof tokenPurposes)[number]

/**
 * The values of transaction_status, in the order of the schema.
 *
 * The state of a payment.
 */
export const paymentStatuses = ['pending', 'completed', 'failed', 'refunded', 'cancelled'] as const

/** The state of a payment. */
export type PaymentStatus = (typeof paymentStatuses)[number]

/**
 * The values of user_role, in the order of the schema.
 *
 * The part somebody plays in the marketplace; both is buyer and seller.
 */
export const userRoles = ['buyer', 'seller', 'both', 'admin'] as const

/** The part somebody plays in the marketplace; both is buyer and seller. */
export type UserRole = (typeof userRoles)[number]

/**
 * The values of verification_status, in the order of the schema.
 *
 * The reviewer's decision.
 */
export const verificationStatuses = ['pending', 'approved', 'rejected'] as const

/** The reviewer's decision. */
export type VerificationStatus = (typeof verificationStatuses)[number]

/**
 * The values of verification_type, in the order of the schema.
 *
 * The papers that somebody hands in.
 */
export const verificationTypes = ['emirates_id', 'trade_license', 'both'] as const

/** The papers that somebody hands in. */
export type VerificationType = (typeof verificationTypes)[number]

/**
 * The values of webhook_status, in the order of the schema.
 *
 * The state of a webhook event: done (its effect is committed), or parked until the row that it is about exists.
 */
export const webhookStatuses = ['done', 'parked'] as const

/** The state of a webhook event: done (its effect is committed), or parked until the row that it is about exists. */
export type WebhookStatus = (typeof webhookStatuses)[number]
