/* messages: what is said in a conversation. */

/* @name insertMessage */
insert into messages (conversation_id, sender_id, content)
values (:conversationId!, :senderId!, :content!)
returning messages.id, messages.created_at;

/* @name setLastMessage */
update conversations
set
  last_message_id = :messageId!,
  last_message_at = :sentAt!,
  seller_unread_count = conversations.seller_unread_count + 1
where conversations.id = :id!;

/* @name findConversation */
select
  conversations.id,
  conversations.buyer_id,
  conversations.seller_id,
  conversations.product_id,
  conversations.last_message_id,
  conversations.seller_unread_count
from conversations
where conversations.id = :id!;
