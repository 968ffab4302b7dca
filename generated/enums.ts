/** The enums of the schema. Made by souk-db generate; never edit. */

/**
 * The values of feed_type, in the order of the schema.
 *
 * Where a product is shown: to everybody (discover) or to its neighborhood (community).
 */
export const feedTypes = ['discover', 'community'] as const

/** Where a product is shown: to everybody (discover) or to its neighborhood (community). */
export type FeedType = (typeof feedTypes)[number]

/**
 * The values of message_type, in the order of the schema.
 *
 * What a message carries; system messages are written by the marketplace itself.
 */
export const messageTypes = ['text', 'image', 'offer', 'system'] as const

/** What a message carries; system messages are written by the marketplace itself. */
export type MessageType = (typeof messageTypes)[number]

/**
 * The values of offer_status, in the order of the schema.
 *
 * What became of an offer; countered: answered by another offer.
 */
export const offerStatuses = ['pending', 'accepted', 'declined', 'countered', 'expired', 'cancelled'] as const

/** What became of an offer; countered: answered by another offer. */
export type OfferStatus = (typeof offerStatuses)[number]

/**
 * The values of product_category, in the order of the schema.
 *
 * What kind of thing is on sale or on show.
 */
export const productCategories = ['trading_cards', 'mens_fashion', 'sneakers', 'sports_cards', 'collectibles', 'electronics', 'home_decor', 'beauty', 'kids_baby', 'furniture', 'books', 'other'] as const

/** What kind of thing is on sale or on show. */
export type ProductCategory = (typeof productCategories)[number]

/**
 * The values of product_condition, in the order of the schema.
 *
 * How worn a product is, best first.
 */
export const productConditions = ['new', 'like_new', 'good', 'fair'] as const

/** How worn a product is, best first. */
export type ProductCondition = (typeof productConditions)[number]

/**
 * The values of stream_status, in the order of the schema.
 *
 * Where a stream is in its life.
 */
export const streamStatuses = ['scheduled', 'live', 'ended'] as const

/** Where a stream is in its life. */
export type StreamStatus = (typeof streamStatuses)[number]

/**
 * The values of stream_type, in the order of the schema.
 *
 * Whether a stream is broadcast as it happens or was recorded before.
 */
export const streamTypes = ['live', 'recorded'] as const

/** Whether a stream is broadcast as it happens or was recorded before. */
export type StreamType = (typeof streamTypes)[number]

/**
 * The values of transaction_status, in the order of the schema.
 *
 * Where a payment is in its life.
 */
export const transactionStatuses = ['pending', 'completed', 'failed', 'refunded', 'cancelled'] as const

/** Where a payment is in its life. */
export type TransactionStatus = (typeof transactionStatuses)[number]

/**
 * The values of user_role, in the order of the schema.
 *
 * What somebody does here; both is buyer and seller.
 */
export const userRoles = ['buyer', 'seller', 'both', 'admin'] as const

/** What somebody does here; both is buyer and seller. */
export type UserRole = (typeof userRoles)[number]

/**
 * The values of verification_status, in the order of the schema.
 *
 * What the reviewer decided.
 */
export const verificationStatuses = ['pending', 'approved', 'rejected'] as const

/** What the reviewer decided. */
export type VerificationStatus = (typeof verificationStatuses)[number]

/**
 * The values of verification_type, in the order of the schema.
 *
 * Which papers somebody hands in.
 */
export const verificationTypes = ['emirates_id', 'trade_license', 'both'] as const

/** Which papers somebody hands in. */
export type VerificationType = (typeof verificationTypes)[number]
