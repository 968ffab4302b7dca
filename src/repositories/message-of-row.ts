import type { FindMessageRow } from '../../generated/messages.queries.js'
import type { Json } from '../engine/json.js'
import type { Message, OfferData } from './message.js'

/** A message's columns as a query of messages gives them. */
type MessageRow = Pick<FindMessageRow, keyof Message>

/** A message's columns as the far side of an outer join gives them: all null if there is no message. */
interface JoinedMessageRow {
  readonly messageId: string | null
  readonly messageConversationId: string | null
  readonly messageSenderId: string | null
  readonly messageType: Message['messageType'] | null
  readonly messageContent: string | null
  readonly messageImageUrls: readonly string[] | null
  readonly messageOfferId: string | null
  readonly messageOfferData: Json | null
  readonly messageReadAt: Date | null
  readonly messageCreatedAt: Date | null
  readonly messageUpdatedAt: Date | null
}

const isAbsentOr = (type: 'number' | 'string', value: unknown) => value === undefined || typeof value === type

/** Tells whether a stored value is the terms of an offer. */
function isOfferData(value: Json): value is OfferData {
  if (typeof value !== 'object' || value === null || value instanceof Array) return false
  const { amountMinor, currency, priceMinor, expiresAt } = value
  return (
    isAbsentOr('number', amountMinor) &&
    isAbsentOr('string', currency) &&
    isAbsentOr('number', priceMinor) &&
    (expiresAt === null || isAbsentOr('string', expiresAt))
  )
}

/** Makes the message of a row. */
export function messageOfRow(row: MessageRow): Message {
  const { offerData } = row
  return { ...row, offerData: isOfferData(offerData) ? offerData : null }
}

/** Makes the message of a row in which it was joined; null if there was none to join. */
export function messageOfJoinedRow(row: JoinedMessageRow): Message | null {
  const { messageId: id, messageConversationId: conversationId, messageSenderId: senderId } = row
  const { messageType, messageImageUrls: imageUrls } = row
  const { messageCreatedAt: createdAt, messageUpdatedAt: updatedAt } = row
  if (id === null || conversationId === null || senderId === null || messageType === null) return null
  if (imageUrls === null || createdAt === null || updatedAt === null) return null
  return messageOfRow({
    id,
    conversationId,
    senderId,
    messageType,
    content: row.messageContent,
    imageUrls,
    offerId: row.messageOfferId,
    offerData: row.messageOfferData,
    readAt: row.messageReadAt,
    createdAt,
    updatedAt,
  })
}
