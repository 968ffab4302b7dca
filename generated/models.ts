/** The rows of the schema's tables. Made by souk-db generate; never edit. */

import type { DeliveryStatus, FeedType, MessageType, NotificationChannel, NotificationSubject, NotificationType, OfferStatus, PaymentStatus, ProductCategory, ProductCondition, StreamStatus, StreamType, UserRole, VerificationStatus, VerificationType } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
import type { JsonColumns } from './json-columns.js'

/** An account: a buyer, a seller, both, or an administrator, with private data. What the public may see is a profile. */
export interface Account {
  readonly id: string
  /** In its one spelling: small letters, NFKC, the domain in ASCII (xn--…) without a dot at its end. Unique byte by byte. */
  readonly email: string
  /** The public name: 3 to 40 letters, digits, dots, underscores and hyphens of ASCII. Unique whatever its case. */
  readonly username: string
  /** E.164, such as +971501234567: a plus sign, the country code, the number, no spaces. */
  readonly phone: string | null
  readonly fullName: string | null
  readonly avatarUrl: string | null
  /** A public text about the user, in their own words. */
  readonly bio: string | null
  readonly role: UserRole
  /** True once a verification was approved. */
  readonly isVerified: boolean
  /** False: the account is closed. It sells, streams, buys and writes nothing. */
  readonly isActive: boolean
  /** The user's home, as precisely as they choose to say. */
  readonly location: Point | null
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  readonly buildingName: string | null
  readonly lastLoginAt: Date | null
  /** The user as one who pays, at Stripe (cus_…). */
  readonly stripeCustomerId: string | null
  /** The user as one who is paid, at Stripe (acct_…). */
  readonly stripeConnectAccountId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A conversation between a buyer and a seller, mostly about one product. */
export interface Conversation {
  readonly id: string
  readonly buyerId: string
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
  readonly createdAt: Date
  readonly updatedAt: Date
  /** True if it was opened about nothing in particular. False, with no product: that product is gone. */
  readonly isGeneral: boolean
}

/** A message in a conversation. */
export interface Message {
  readonly id: string
  readonly conversationId: string
  /** The writer; of a system message, the participant whose action it reports. */
  readonly senderId: string
  readonly messageType: MessageType
  /** The text. Text and system messages always have one; with images or an offer it is a caption, or null. */
  readonly content: string | null
  /** In the order of display; at most 10. */
  readonly imageUrls: readonly string[]
  /** The terms of that offer as the chat showed them, which stay as they were; null if it shows none. */
  readonly offerData: JsonColumns['messages.offer_data'] | null
  /** The time the other participant read it; null if unread. */
  readonly readAt: Date | null
  /** Later than that of each earlier message of the conversation. */
  readonly createdAt: Date
  readonly updatedAt: Date
  /** The offer that it shows; null if it shows none, or if that offer is gone. */
  readonly offerId: string | null
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
  readonly id: string
  readonly productId: string
  readonly conversationId: string
  readonly buyerId: string
  readonly sellerId: string
  /** The price offered, in the minor unit of currency. */
  readonly amountMinor: number
  /** A few words that go with the amount. */
  readonly message: string | null
  /** An offer past its time stays pending until it is marked as expired; nobody can accept it in between. */
  readonly status: OfferStatus
  /** The end of the time to answer it, by the server's clock; null: without end. */
  readonly expiresAt: Date | null
  readonly createdAt: Date
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
  readonly id: string
  readonly buyerId: string
  readonly sellerId: string
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
  readonly createdAt: Date
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
}

/** A fact about a payment, as the payment provider reported it. */
export interface PaymentFact {
  readonly id: string
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
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A listing: something that is or was on sale. */
export interface Product {
  readonly id: string
  readonly sellerId: string
  readonly title: string
  readonly description: string | null
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly priceMinor: number
  /** The former price, to show the price as reduced; in the minor unit of currency. */
  readonly originalPriceMinor: number | null
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  readonly category: ProductCategory
  readonly condition: ProductCondition
  readonly feedType: FeedType
  /** The place to pick it up; null if the seller does not say. */
  readonly location: Point | null
  /** The part of town in words, such as Dubai Marina. */
  readonly neighborhood: string | null
  /** True while it can be bought. False when sold or taken off the market. */
  readonly isAvailable: boolean
  /** The number of times it was looked at; counted in batches, so it may lag. */
  readonly viewCount: number
  /** The number of users who saved it. */
  readonly likeCount: number
  /** In the order of display, the cover first; at most 20. */
  readonly imageUrls: readonly string[]
  readonly videoUrl: string | null
  readonly videoThumbnailUrl: string | null
  /** The seller's own keywords; at most 30. */
  readonly tags: readonly string[]
  /** The time of the sale; null if it is not sold. A sold product is not available. */
  readonly soldAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** The time when a moderator took it off the market; null if none did. Only a moderator can put it back. */
  readonly hiddenAt: Date | null
}

/** A show in which somebody sells in front of a camera, without the broadcaster's secrets. */
export interface Stream {
  readonly id: string
  readonly userId: string
  readonly title: string
  readonly description: string | null
  readonly category: ProductCategory
  readonly status: StreamStatus
  readonly streamType: StreamType
  /** The address that viewers watch. */
  readonly hlsUrl: string | null
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
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Papers that a user handed in to prove who they are, and the reviewer's decision. */
export interface Verification {
  readonly id: string
  readonly userId: string
  readonly verificationType: VerificationType
  readonly status: VerificationStatus
  /** The papers: at most 20 objects with kind, storageKey and perhaps contentType, never the papers themselves. */
  readonly documents: JsonColumns['verifications.documents']
  /** The reason, for the user to read: set exactly when status is rejected. */
  readonly rejectionReason: string | null
  readonly submittedAt: Date
  /** The time of the decision; null while it is pending. */
  readonly reviewedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** The administrator who decided; null while it is pending, or if that account is gone. */
  readonly reviewedBy: string | null
}
