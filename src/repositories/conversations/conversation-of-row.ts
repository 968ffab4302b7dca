import type { ListInboxRow } from '../../../generated/conversations.queries.js'
import type { InboxConversation } from './conversation.js'
import { profileOf } from '../profile-of-row.js'
import { messageOfJoinedRow } from '../messages/message-of-row.js'

/** Makes a conversation as it stands in the inbox of `userId`. */
export function inboxConversationOfRow(row: ListInboxRow, userId: string): InboxConversation {
  return {
    id: row.id,
    buyerId: row.buyerId,
    sellerId: row.sellerId,
    productId: row.productId,
    isGeneral: row.isGeneral,
    lastMessageId: row.lastMessageId,
    lastMessageAt: row.lastMessageAt,
    buyerUnreadCount: row.buyerUnreadCount,
    sellerUnreadCount: row.sellerUnreadCount,
    archivedBy: row.archivedBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    otherParticipant: profileOf(row),
    lastMessage: messageOfJoinedRow(row),
    unreadCount: row.buyerId === userId ? row.buyerUnreadCount : row.sellerUnreadCount,
  }
}
