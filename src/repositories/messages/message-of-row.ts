import type { FindMessageRow } from '../../../generated/messages.queries.js'
import type { Message } from '../../../generated/models.js'
import type { OfferTerms } from '../../json-columns.js'

/** A message's columns as the far side of an outer join gives them: all null if there is no message. */
interface JoinedMessageRow {
  readonly messageId: string | null
  readonly messageConversationId: string | null
  readonly messageSenderId: string | null
  readonly messageType: Message['messageType'] | null
  readonly messageContent: string | null
  readonly messageImageUrls: readonly string[] | null
  readonly messageOfferId: string | null
  readonly messageOfferData: OfferTerms | null
  readonly messageReadAt: Date | null
  readonly messageErasedAt: Date | null
  readonly messageCreatedAt: Date | null
  readonly messageUpdatedAt: Date | null
  readonly messageHiddenAt: Date | null
}

/**
 * Makes the message of a row that has the recipient too. The row may be somebody else's as well.
 *
 * A message that a moderator hid keeps its place, without its words and pictures.
 */
export function messageOfRow(row: FindMessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversationId,
    senderId: row.senderId,
    messageType: row.messageType,
    content: row.hiddenAt === null ? row.content : null,
    imageUrls: row.hiddenAt === null ? row.imageUrls : [],
    offerId: row.offerId,
    offerData: row.offerData,
    readAt: row.readAt,
    erasedAt: row.erasedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    hiddenAt: row.hiddenAt,
  }
}

/** Makes the message of a row in which it was joined; null if there was none to join. */
export function messageOfJoinedRow(row: JoinedMessageRow): Message | null {
  const { messageId: id, messageConversationId: conversationId, messageSenderId: senderId } = row
  const { messageType, messageImageUrls: imageUrls } = row
  const { messageCreatedAt: createdAt, messageUpdatedAt: updatedAt, messageHiddenAt: hiddenAt } = row
  if (id === null || conversationId === null || senderId === null || messageType === null) return null
  if (imageUrls === null || createdAt === null || updatedAt === null) return null
  return {
    id,
    conversationId,
    senderId,
    messageType,
    content: hiddenAt === null ? row.messageContent : null,
    imageUrls: hiddenAt === null ? imageUrls : [],
    offerId: row.messageOfferId,
    offerData: row.messageOfferData,
    readAt: row.messageReadAt,
    erasedAt: row.messageErasedAt,
    createdAt,
    updatedAt,
    hiddenAt,
  }
}
