import type {
  BadgeType,
  FeedType,
  MessageType,
  ModerationDecision,
  NotificationSubject,
  NotificationType,
  PaymentStatus,
  ProductCategory,
  ReportSubjectType,
  StreamType,
  VerificationType,
} from '../../generated/enums.js'

/** The payload of an event of a message. The aggregate is the conversation, and the audience its two participants. */
export interface MessageEvent {
  readonly messageId: string
  readonly conversationId: string
  readonly senderId: string
  readonly messageType: MessageType
  /** The offer that the message shows, or null. */
  readonly offerId: string | null
}

/** The payload of `conversation.opened`. The audience are its two participants. */
export interface ConversationOpenedEvent {
  readonly conversationId: string
  readonly buyerId: string
  readonly sellerId: string
  /** The product that it is about, or null. */
  readonly productId: string | null
}

/** The payload of `conversation.read`. The audience are both participants: the reader's other devices, and the sender. */
export interface ConversationReadEvent {
  readonly conversationId: string
  readonly readerId: string
  /** The newest of the messages that became read. */
  readonly upToMessageId: string
  /** The number of messages that became read. */
  readonly messages: number
}

/** The payload of an event of an offer. The aggregate is the product, and the audience are buyer and seller. */
export interface OfferEvent {
  readonly offerId: string
  /** The offer that this one answers, or null. */
  readonly parentOfferId: string | null
  readonly productId: string
  readonly conversationId: string
  readonly buyerId: string
  readonly sellerId: string
  /** The one of the two who made it. */
  readonly madeBy: string
}

/** The payload of an event of a payment. The aggregate is the payment, and the audience are buyer and seller. */
export interface PaymentEvent {
  readonly paymentId: string
  readonly productId: string
  /** The offer that was accepted, or null: the product was bought at its price. */
  readonly offerId: string | null
  /** The stream that it was sold in, or null. */
  readonly streamId: string | null
  readonly buyerId: string
  readonly sellerId: string
  readonly status: PaymentStatus
}

/** The payload of an event of a product. The aggregate is the product; the audience is empty, for products are public. */
export interface ProductEvent {
  readonly productId: string
  readonly sellerId: string
}

/** The payload of `product.listed`. */
export interface ProductListedEvent extends ProductEvent {
  readonly category: ProductCategory
  readonly feedType: FeedType
  readonly currency: string
  /** The price in the smallest unit of the currency. */
  readonly priceMinor: number
  readonly isAvailable: boolean
}

/** The payload of `product.cheaper`: the price fell, in the same currency. */
export interface ProductCheaperEvent extends ProductEvent {
  readonly currency: string
  /** The price in the smallest unit of the currency. */
  readonly priceMinor: number
  /** The price before, in the same unit. */
  readonly previousPriceMinor: number
}

/** The payload of an event of a stream. The aggregate is the stream; the audience is empty, for streams are public. */
export interface StreamEvent {
  readonly streamId: string
  readonly userId: string
  readonly category: ProductCategory
  readonly streamType: StreamType
}

/** The payload of an event of a review. The aggregate is the review, and the audience are the two parties of the payment. */
export interface ReviewEvent {
  readonly reviewId: string
  readonly paymentId: string
  readonly productId: string
  readonly reviewerId: string
  readonly revieweeId: string
  /** The stars, 1 to 5. */
  readonly rating: number
}

/** The payload of `report.filed`. The aggregate is the case; the audience is empty, for it names the reporter. */
export interface ReportFiledEvent {
  readonly reportId: string
  readonly caseId: string
  readonly reporterId: string
  readonly subjectType: ReportSubjectType
  readonly subjectId: string
}

/** The payload of `report.decided`. The aggregate is the case, and the audience are those who reported, at most 1,000. */
export interface ReportDecidedEvent {
  readonly caseId: string
  readonly subjectType: ReportSubjectType
  readonly subjectId: string
  readonly decision: ModerationDecision
}

/** The payload of an event of a verification. The aggregate is the verification, and the audience its user. */
export interface VerificationEvent {
  readonly verificationId: string
  readonly userId: string
  readonly verificationType: VerificationType
}

/** The payload of an event of a user. The aggregate is the user, who is the audience too. */
export interface UserEvent {
  readonly userId: string
}

/** The payload of `user.followed`. The aggregate is the followed user, who is the audience too. */
export interface UserFollowedEvent {
  readonly followerId: string
  readonly followeeId: string
}

/** The payload of an event of a badge. The aggregate is its user, who is the audience too. */
export interface BadgeEvent {
  readonly badgeId: string
  readonly userId: string
  readonly badgeType: BadgeType
}

/** The payload of `notification.created`. The aggregate is the user, who is the audience too. */
export interface NotificationCreatedEvent {
  readonly notificationId: string
  readonly userId: string
  readonly notificationType: NotificationType
  readonly subjectType: NotificationSubject | null
  readonly subjectId: string | null
}

/** The payload of `notification.read`. The aggregate is the user, who is the audience too. */
export interface NotificationReadEvent {
  readonly userId: string
  /** The number of notifications that became read. */
  readonly notifications: number
}
