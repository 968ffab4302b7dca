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

/* @name countUnread */
update conversations
set seller_unread_count = conversations.seller_unread_count + 1
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

/* @name sendMessage */
-- All three in one statement, which is a transaction: no row, and nothing written, if there is no such conversation.
with inserted_message as (
  insert into messages (conversation_id, sender_id, content)
  values (:conversationId!, :senderId!, :content!)
  returning messages.id, messages.conversation_id, messages.created_at
)
update conversations
set
  last_message_id = inserted_message.id,
  last_message_at = inserted_message.created_at,
  seller_unread_count = conversations.seller_unread_count + 1
from inserted_message
where conversations.id = inserted_message.conversation_id
returning
  conversations.id,
  conversations.buyer_id,
  conversations.seller_id,
  conversations.product_id,
  conversations.last_message_id,
  conversations.seller_unread_count;
