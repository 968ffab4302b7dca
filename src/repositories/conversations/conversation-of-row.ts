import type { ListInboxRow, OpenConversationRow } from '../../../generated/conversations.queries.js'
import type { InboxConversation } from './conversation.js'
import type { Conversation } from '../../../generated/models.js'
import { messageOfJoinedRow } from '../messages/message-of-row.js'

/** Makes the conversation of a row of a union, in which the server loses sight of what cannot be null. */
export function openedConversationOfRow(row: OpenConversationRow): Conversation {
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
    archivedBy: row.archivedBy.filter((id) => id !== null),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}

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
    archivedBy: row.archivedBy.filter((id) => id !== null),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    otherParticipant: {
      id: row.otherId,
      username: row.otherUsername,
      fullName: row.otherFullName,
      avatarUrl: row.otherAvatarUrl,
      isVerified: row.otherIsVerified,
      isActive: row.otherIsActive,
    },
    lastMessage: messageOfJoinedRow(row),
    unreadCount: row.buyerId === userId ? row.buyerUnreadCount : row.sellerUnreadCount,
  }
}
