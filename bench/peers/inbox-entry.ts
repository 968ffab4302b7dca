import { toProfile } from './profile.js'
import type { Row } from './row.js'

/** Makes an entry of an inbox of a row of `listInbox`, nested as a service hands it out. */
export function toInboxEntry(row: Row, userId: string) {
  return {
    id: row['id'],
    buyerId: row['buyer_id'],
    sellerId: row['seller_id'],
    productId: row['product_id'],
    isGeneral: row['is_general'],
    lastMessageId: row['last_message_id'],
    lastMessageAt: row['last_message_at'],
    buyerUnreadCount: row['buyer_unread_count'],
    sellerUnreadCount: row['seller_unread_count'],
    archivedBy: row['archived_by'],
    createdAt: row['created_at'],
    updatedAt: row['updated_at'],
    otherParticipant: toProfile(row),
    lastMessage:
      row['message_id'] === null
        ? null
        : {
            id: row['message_id'],
            conversationId: row['message_conversation_id'],
            senderId: row['message_sender_id'],
            messageType: row['message_type'],
            content: row['message_content'],
            imageUrls: row['message_image_urls'],
            offerId: row['message_offer_id'],
            offerData: row['message_offer_data'],
            readAt: row['message_read_at'],
            createdAt: row['message_created_at'],
            erasedAt: row['message_erased_at'],
            updatedAt: row['message_updated_at'],
            hiddenAt: row['message_hidden_at'],
          },
    unreadCount: row['buyer_id'] === userId ? row['buyer_unread_count'] : row['seller_unread_count'],
  }
}
