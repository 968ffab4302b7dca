/** The rows of the schema's tables. Made by souk-db generate; never edit. */

import type { BadgeType, DeliveryStatus, FeedType, MessageType, ModerationActionType, ModerationCaseStatus, ModerationDecision, ModerationSubjectType, NotificationChannel, NotificationSubject, NotificationType, OfferStatus, PaymentStatus, ProductCategory, ProductCondition, ReportReason, ReportSubjectType, SessionRevokedReason, StreamStatus, StreamType, UserRole, VerificationStatus, VerificationType, WebhookStatus } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
import type { Json } from '../src/engine/values/json.js'
import type { JsonColumns } from './json-columns.js'

/** An account: a buyer, a seller, both, or an administrator, with private data. What the public may see is a profile. */
export interface Account {
  /** The id of the user. */
  readonly id: string
  /** In its one spelling: small letters, NFKC, the domain in ASCII (xn--…) without a dot at its end. Unique byte by byte. */
  readonly email: string
  /** The public name: 3 to 40 letters, digits, dots, underscores and hyphens of ASCII. Unique whatever its case. */
  readonly username: string
  /** E.164, such as +971501234567: a plus sign, the country code, the number, no spaces. */
  readonly phone: string | null
  /** The name to show, in any script. */
  readonly fullName: string | null
  /** The address of the picture. */
  readonly avatarUrl: string | null
  /** A public text about the user, in their own words. */
  readonly bio: string | null
  /** The part the user plays. */
  readonly role: UserRole
  /** True once a verification was approved. */
  readonly isVerified: boolean
  /** False: the account is closed. It sells, streams, buys and writes nothing. */
  readonly isActive: boolean
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** The building of the home; never shown to others. */
  readonly buildingName: string | null
  /** The time of the last login; null before the first. */
  readonly lastLoginAt: Date | null
  /** The user as one who pays, at Stripe (cus_…). */
  readonly stripeCustomerId: string | null
  /** The user as one who is paid, at Stripe (acct_…). */
  readonly stripeConnectAccountId: string | null
  /** The time of the registration. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** A point 230 to 500 m from where somebody is at home, which anybody may see; null if they do not say. */
  readonly publicLocation: Point | null
  /** The time at which the personal data was erased; null if it was not. Such an account stays closed. */
  readonly erasedAt: Date | null
}

/** A badge of a user. Each kind is awarded once. */
export interface Badge {
  /** The id of the badge. */
  readonly id: string
  /** The user who has it. */
  readonly userId: string
  /** The kind. */
  readonly badgeType: BadgeType
  /** The reason for the public to read. */
  readonly reason: string
  /** The time when it was awarded. */
  readonly awardedAt: Date
  /** The time when an administrator took it back; null while the user has it. */
  readonly revokedAt: Date | null
  /** The time when the row was made. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** A conversation between a buyer and a seller, mostly about one product. */
export interface Conversation {
  /** The id of the conversation. */
  readonly id: string
  /** The participant who may buy. */
  readonly buyerId: string
  /** The participant who sells. */
  readonly sellerId: string
  /** The product it is about; null if it is general, or if that product is gone. */
  readonly productId: string | null
  /** The newest message; null if there is none. */
  readonly lastMessageId: string | null
  /** The time of the newest message, by which an inbox is ordered; null if there is none. */
  readonly lastMessageAt: Date | null
  /** The number of messages the buyer has not read. */
  readonly buyerUnreadCount: number
  /** The number of messages the seller has not read. */
  readonly sellerUnreadCount: number
  /** The participants who archived it: none, one or both. */
  readonly archivedBy: readonly string[]
  /** The time when it was opened. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** True if it was opened about nothing in particular. False, with no product: that product is gone. */
  readonly isGeneral: boolean
}

/** An event with its position: written once, never changed, kept by the million. */
export interface LoggedEvent {
  /** The place among all events, without gaps, in the order of becoming visible. */
  readonly position: number
  /** The last five bits of the aggregate's id: 0 to 31. */
  readonly shard: number
  /** The row that every command with this kind of event locks, such as the conversation of a message. */
  readonly aggregateId: string
  /** The kind of event, such as message.sent. */
  readonly type: string
  /** The version of the payload's form. */
  readonly version: number
  /** The ids of the users whom the event concerns. Ids alone: they lead to nothing of an erased user. */
  readonly audience: readonly (string | null)[]
  /** Ids and public facts, without personal data. */
  readonly payload: Json
  /** The time of writing, which is not the order of positions. */
  readonly createdAt: Date
}

/** A message in a conversation. */
export interface Message {
  /** The id of the message. */
  readonly id: string
  /** The conversation that it is part of. */
  readonly conversationId: string
  /** The writer; of a system message, the participant whose action it reports. */
  readonly senderId: string
  /** The kind of the message. */
  readonly messageType: MessageType
  /** The text. Text and system messages always have one, unless they were erased; with images or an offer it is a caption, or null. */
  readonly content: string | null
  /** In the order of display; at most 10. */
  readonly imageUrls: readonly string[]
  /** The terms of that offer as the chat showed them, which stay as they were; null if it shows none. */
  readonly offerData: JsonColumns['messages.offer_data'] | null
  /** The time the other participant read it; null if unread. */
  readonly readAt: Date | null
  /** Later than that of each earlier message of the conversation. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** The offer that it shows; null if it shows none, or if that offer is gone. */
  readonly offerId: string | null
  /** The time when a moderator hid it: its words and pictures are shown to nobody. Null: it is shown. */
  readonly hiddenAt: Date | null
  /** The time at which the text and the images were erased, together with their sender's personal data; null if they were not. */
  readonly erasedAt: Date | null
}

/** The audit log of moderation: a row is written with each action, and is never changed or deleted. */
export interface ModerationAction {
  /** The id of the entry. */
  readonly id: string
  /** The administrator who acted; null: the service itself. Not a foreign key. */
  readonly adminId: string | null
  /** The action. */
  readonly action: ModerationActionType
  /** The kind of the thing acted upon. */
  readonly subjectType: ModerationSubjectType
  /** The id of the thing acted upon, which may be gone. */
  readonly subjectId: string
  /** The user whose thing it is, or who is it. Not a foreign key. */
  readonly userId: string
  /** The case that was decided; null if the action was taken without one. Not a foreign key. */
  readonly caseId: string | null
  /** The moderator's note or reason, the new role, or the kind of the badge; null if none was given. */
  readonly note: string | null
  /** The time of the action. */
  readonly createdAt: Date
}

/** A thing that was reported, until moderators decide upon it. A thing has one open case. */
export interface ModerationCase {
  /** The id of the case. */
  readonly id: string
  /** The kind of the thing that was reported. */
  readonly subjectType: ReportSubjectType
  /** The id of the thing that was reported, which may be gone by now. */
  readonly subjectId: string
  /** The user whose thing it is, or who was reported. */
  readonly reportedUserId: string
  /** The reported product, while it exists. */
  readonly productId: string | null
  /** The reported stream, while it exists. */
  readonly streamId: string | null
  /** The reported message, while it exists. */
  readonly messageId: string | null
  /** The reported review, while it exists. */
  readonly reviewId: string | null
  /** The words of the thing when it was first reported, up to 2,000 characters; null if it had none. */
  readonly subjectText: string | null
  /** The most urgent reason that was given. */
  readonly reason: ReportReason
  /** The number of its reports. */
  readonly reportCount: number
  /** Open until it is decided. */
  readonly status: ModerationCaseStatus
  /** The decision; null while it is open. */
  readonly decision: ModerationDecision | null
  /** The moderator's own note on the decision. */
  readonly note: string | null
  /** The administrator who decided; null while it is open, or if that account is gone. */
  readonly decidedBy: string | null
  /** The time of the decision; null while it is open. */
  readonly decidedAt: Date | null
  /** The administrator who works on it; null if nobody does. */
  readonly leasedBy: string | null
  /** The time from which another one may take it over; null if nobody works on it. */
  readonly leasedUntil: Date | null
  /** The number of leases so far. A moderator decides with the number of their own. */
  readonly attempt: number
  /** The time of the first report. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** A piece of news for a user, shown in the app and sent by the channels that it names. */
export interface Notification {
  /** The id of the row. */
  readonly id: string
  /** The user who is told. */
  readonly userId: string
  /** The user whose action it tells of; null if it is nobody's, or if that account is gone. */
  readonly actorId: string | null
  /** The event that it tells of. */
  readonly notificationType: NotificationType
  /** The kind of the thing that it is about; null if it is about none. */
  readonly subjectType: NotificationSubject | null
  /** The id of that thing, which may be gone; null if it is about none. */
  readonly subjectId: string | null
  /** A heading of 1 to 200 characters; null if the app writes it itself. */
  readonly title: string | null
  /** A text of 1 to 2,000 characters; null if the app writes it itself. */
  readonly body: string | null
  /** An object that the app finds its way with. */
  readonly data: JsonColumns['notifications.data']
  /** The channels that it is sent by, besides the app. */
  readonly channels: readonly (NotificationChannel | null)[]
  /** A name for the event among those of the user: a second notification of that name is not written. */
  readonly dedupeKey: string | null
  /** The time when the user read it; null if unread. */
  readonly readAt: Date | null
  /** The time when it was written. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** A notification on its way by a channel. */
export interface NotificationDelivery {
  /** The id of the row. */
  readonly id: string
  /** The notification that is sent. */
  readonly notificationId: string
  /** The channel that it is sent by. */
  readonly channel: NotificationChannel
  /** The state that it is in. */
  readonly status: DeliveryStatus
  /** The number of times that a worker took it, and so the number of the newest attempt. */
  readonly attempt: number
  /** The time from which it may be taken; while it is being sent, the end of the worker's lease. */
  readonly nextAttemptAt: Date
  /** The reason why the last attempt failed; null if none did. */
  readonly lastErrorCode: string | null
  /** The time when it was sent: set exactly when status is sent. */
  readonly sentAt: Date | null
  /** The time when the row was made. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** A price that a buyer or a seller puts to the other for a product. */
export interface Offer {
  /** The id of the offer. */
  readonly id: string
  /** The product it is for. */
  readonly productId: string
  /** The conversation in which it was made. */
  readonly conversationId: string
  /** The user who would buy. */
  readonly buyerId: string
  /** The user who would sell. */
  readonly sellerId: string
  /** The price offered, in the minor unit of currency. */
  readonly amountMinor: number
  /** A few words that go with the amount. */
  readonly message: string | null
  /** An offer past its time stays pending until it is marked as expired; nobody can accept it in between. */
  readonly status: OfferStatus
  /** The end of the time to answer it, by the server's clock; null: without end. */
  readonly expiresAt: Date | null
  /** The time when it was made. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** The offer that this one answers; null for the first of a negotiation, or if that offer is gone. */
  readonly parentOfferId: string | null
  /** The buyer or the seller who put it forward. The other one may accept, decline or counter it. */
  readonly madeBy: string
  /** ISO 4217: the currency of the product when the offer was made. */
  readonly currency: string
}

/** A payment. Its amount is always the fee and the payout together. */
export interface Payment {
  /** The id of the payment. */
  readonly id: string
  /** The user who pays. */
  readonly buyerId: string
  /** The user who is paid. */
  readonly sellerId: string
  /** The product that is bought. */
  readonly productId: string
  /** The price the buyer pays, in the minor unit of currency: the fee and the payout together. */
  readonly amountMinor: number
  /** ISO 4217, such as AED. It gives the scale of the amounts. */
  readonly currency: string
  /** The marketplace's part, in the minor unit of currency. */
  readonly platformFeeMinor: number
  /** The seller's part, in the minor unit of currency. */
  readonly sellerPayoutMinor: number
  /** The feed of the product when it was bought, which decides the fee. */
  readonly feedType: FeedType
  /** The state of the payment. */
  readonly status: PaymentStatus
  /** The attempt to collect the money, at Stripe (pi_…). */
  readonly stripePaymentIntentId: string | null
  /** The charge that collected the money, at Stripe (ch_…). */
  readonly stripeChargeId: string | null
  /** The transfer to the seller, at Stripe (tr_…); of several the one with the least id. */
  readonly stripeTransferId: string | null
  /** The means of payment, such as card or apple_pay; never a card's number. */
  readonly paymentMethod: string | null
  /** The time of completion: set exactly while status is completed. */
  readonly completedAt: Date | null
  /** The time when it was opened. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** The offer that was accepted; null for a purchase at the asking price, or if that offer is gone. */
  readonly offerId: string | null
  /** The marketplace's rate, in hundredths of a percent; null for a payment from before it was kept. */
  readonly feeBasisPoints: number | null
  /** The end of the time in which a pending payment holds its product; null: without end. */
  readonly expiresAt: Date | null
  /** The time at which the whole amount had been received; null before. */
  readonly paidAt: Date | null
  /** The time at which the buyer or the provider called it off. Money that came later may have completed it all the same. */
  readonly cancelledAt: Date | null
  /** The time at which its hold ended unpaid. Money that came later may have completed it all the same. */
  readonly expiredAt: Date | null
  /** The number of attempts that failed. */
  readonly failedAttempts: number
  /** The money that was received, in the minor unit of currency. */
  readonly amountReceivedMinor: number
  /** The money that was paid back or is on its way; a refund that failed does not count. */
  readonly amountRefundedMinor: number
  /** The largest refund, whatever became of it: one of all that was received ends the deal. */
  readonly largestRefundMinor: number
  /** The money that the bank holds or took back in disputes. */
  readonly amountDisputedMinor: number
  /** The money that was passed on to the seller and not reversed. */
  readonly amountTransferredMinor: number
  /** The money to be paid back: received, and neither refunded, disputed nor kept for an open deal. */
  readonly amountDueMinor: number
  /** True if the provider reported a fact that does not fit: another currency, another amount than the price, or another intent. */
  readonly needsReview: boolean
  /** The time at which somebody looked at all facts that do not fit; null before, and again after another one. */
  readonly reviewedAt: Date | null
  /** The stream in which the buyer bought it; null if in none, or if that is gone. */
  readonly streamId: string | null
}

/** A fact about a payment, as the payment provider reported it. */
export interface PaymentFact {
  /** The id of the fact. */
  readonly id: string
  /** The payment that it is of. */
  readonly paymentId: string
  /** Intents and transfers are facts in their latest state; an attempt is one that failed. */
  readonly kind: string
  /** The id at Stripe: pi_… of an intent, ch_… of an attempt (or evt_… if it made no charge), re_…, dp_… or du_…, tr_…. */
  readonly stripeId: string
  /** The latest state, in Stripe's words: failed of an attempt, created of a transfer. */
  readonly status: string
  /** The amount in the minor unit of currency; 0 of an attempt and of an intent that was canceled. */
  readonly amountMinor: number
  /** The part of a transfer that was reversed. */
  readonly reversedMinor: number
  /** Three letters, as the provider says. The payment counts facts in its own currency only. */
  readonly currency: string
  /** The provider's reason, such as card_declined. */
  readonly failureCode: string | null
  /** The part in the payment's sum of this kind: an amount, or 1 for an attempt. */
  readonly counted: number
  /** The change of counted by the latest write, which the payment's sum took over. */
  readonly countedChange: number
  /** The time when it was first recorded. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** A listing: something that is or was on sale. */
export interface Product {
  /** The id of the listing. */
  readonly id: string
  /** The user who sells it. */
  readonly sellerId: string
  /** The name of the thing, in the seller's words. */
  readonly title: string
  /** The seller's words about it. */
  readonly description: string | null
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly priceMinor: number
  /** The former price, to show the price as reduced; in the minor unit of currency. */
  readonly originalPriceMinor: number | null
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  /** The kind of thing. */
  readonly category: ProductCategory
  /** The wear. */
  readonly condition: ProductCondition
  /** The feed that shows it. */
  readonly feedType: FeedType
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** True while it can be bought. False when sold or taken off the market. */
  readonly isAvailable: boolean
  /** The number of views that were reported; up to an eighth more are in product_trends.pending_views. */
  readonly viewCount: number
  /** The number of users who saved it. */
  readonly likeCount: number
  /** In the order of display, the cover first; at most 20. */
  readonly imageUrls: readonly string[]
  /** The address of a video; null if there is none. */
  readonly videoUrl: string | null
  /** The address of the video's still picture. */
  readonly videoThumbnailUrl: string | null
  /** The seller's own keywords; at most 30. */
  readonly tags: readonly string[]
  /** The time of the sale; null if it is not sold. A sold product is not available. */
  readonly soldAt: Date | null
  /** The time of the listing. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** The time when a moderator took it off the market; null if none did. Only a moderator can put it back. */
  readonly hiddenAt: Date | null
  /** A point 230 to 500 m from where it can be picked up, which anybody may see; null if the seller does not say. */
  readonly publicLocation: Point | null
}

/** A report: somebody tells the moderators of a thing. Its state is that of its case. */
export interface Report {
  /** The id of the report. */
  readonly id: string
  /** The case of the thing that was reported. */
  readonly caseId: string
  /** The user who reported it. */
  readonly reporterId: string
  /** The reason that the reporter chose. */
  readonly reason: ReportReason
  /** The reporter's own words, up to 2,000 characters. */
  readonly details: string | null
  /** The time of the report. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** The opinion of one party of a payment about the other one. */
export interface Review {
  /** The id of the review. */
  readonly id: string
  /** The payment that it is of. */
  readonly paymentId: string
  /** The product that was paid for. */
  readonly productId: string
  /** The party who wrote it. */
  readonly reviewerId: string
  /** The party whom it is about. */
  readonly revieweeId: string
  /** The number of stars, from 1 to 5. */
  readonly rating: number
  /** The opinion in words; null if there are stars alone. */
  readonly content: string | null
  /** The answer of the party whom it is about; null if there is none. */
  readonly reply: string | null
  /** The time of the answer as it stands; null if there is none. */
  readonly repliedAt: Date | null
  /** The time when a moderator hid it; null while it is public and counts. */
  readonly hiddenAt: Date | null
  /** The time when it was written. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** The words of titles and tags, and the tags of several words, for suggestions and typing errors. Collected by maintenance. */
export interface SearchTerm {
  /** The normalised word. */
  readonly term: string
  /** The number of listings with it, when they were collected. */
  readonly listingCount: number
}

/** A login on a device: a family of refresh tokens, of which one is current. */
export interface Session {
  /** The id of the session, such as for the `sid` claim of a JWT. */
  readonly id: string
  /** The user who has logged in. */
  readonly userId: string
  /** The name of the device, for its user to read. */
  readonly deviceName: string | null
  /** The User-Agent header at the last login or refresh. */
  readonly userAgent: string | null
  /** The address from which the session was used last; null if the service does not give it. */
  readonly ipAddress: string | null
  /** The time without a refresh after which the session ends. */
  readonly idleSeconds: number
  /** The time of the login or of the last refresh. */
  readonly lastUsedAt: Date
  /** The time when the session ends unless it is refreshed: never after expires_at. */
  readonly idleExpiresAt: Date
  /** The time when the session ends however often it is refreshed. */
  readonly expiresAt: Date
  /** The time when it was ended; null if it was not. */
  readonly revokedAt: Date | null
  /** The reason why it was ended; null if it was not. */
  readonly revokedReason: SessionRevokedReason | null
  /** The time of the login. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}

/** A show in which somebody sells in front of a camera, without the broadcaster's secrets. */
export interface Stream {
  /** The id of the stream. */
  readonly id: string
  /** The user who broadcasts. */
  readonly userId: string
  /** The name of the show, in its broadcaster's words. */
  readonly title: string
  /** The broadcaster's words about it. */
  readonly description: string | null
  /** The kind of things on show. */
  readonly category: ProductCategory
  /** The state of the stream. */
  readonly status: StreamStatus
  /** Broadcast as it happens, or recorded before. */
  readonly streamType: StreamType
  /** The address that viewers watch. */
  readonly hlsUrl: string | null
  /** The address of the still picture. */
  readonly thumbnailUrl: string | null
  /** The number of viewers now; set in batches, so it may lag. 0 unless the stream is live. */
  readonly viewerCount: number
  /** The number of times it was opened, all in all; counted in batches, so it may lag. */
  readonly totalViews: number
  /** The length in whole seconds; null until it ends. */
  readonly durationSeconds: number | null
  /** The time it went live; of a scheduled stream, the time that is planned; null if nobody said. */
  readonly startedAt: Date | null
  /** The time it ended: set exactly when status is ended. */
  readonly endedAt: Date | null
  /** The time when it was entered. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** The product on show, one of the products of the stream; null if none is. */
  readonly pinnedProductId: string | null
  /** While the stream is live, the public place of its streamer: 230 to 500 m from their home; else null. */
  readonly publicLocation: Point | null
}

/** Papers that a user handed in to prove who they are, and the reviewer's decision. */
export interface Verification {
  /** The id of the verification. */
  readonly id: string
  /** The user who handed the papers in. */
  readonly userId: string
  /** The papers that were handed in. */
  readonly verificationType: VerificationType
  /** The decision. */
  readonly status: VerificationStatus
  /** The papers: at most 20 objects with kind, storageKey and perhaps contentType, never the papers themselves. */
  readonly documents: JsonColumns['verifications.documents']
  /** The reason, for the user to read: set exactly when status is rejected. */
  readonly rejectionReason: string | null
  /** The time when they were handed in. */
  readonly submittedAt: Date
  /** The time of the decision; null while it is pending. */
  readonly reviewedAt: Date | null
  /** The time when the row was made. */
  readonly createdAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
  /** The administrator who decided; null while it is pending, or if that account is gone. */
  readonly reviewedBy: string | null
}

/** An event that a provider sent. Its id is the provider's. */
export interface WebhookEvent {
  /** The name of the provider, such as stripe. */
  readonly provider: string
  /** The provider's id of the event. */
  readonly eventId: string
  /** The provider's name of what happened. */
  readonly type: string
  /** The provider's time of the event. Events come in any order. */
  readonly created: Date
  /** Done, or parked until the row that it is about exists. */
  readonly status: WebhookStatus
  /** The name of the row that it is about, such as the id of an intent; null: never parked. */
  readonly waitsFor: string | null
  /** The number of times that its handler ran and was committed or set aside. */
  readonly tries: number
  /** The code of the error that its handler ended with while it is parked; null: none. */
  readonly errorCode: string | null
  /** The time when it first came. */
  readonly receivedAt: Date
  /** The time of the last change. */
  readonly updatedAt: Date
}
