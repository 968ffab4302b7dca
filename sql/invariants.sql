/*
invariants: what holds at every moment, whatever happened before. Each query gives the rows that break one, and is named
for what such a row would be. Run by findBrokenInvariants() of the testing kit, after races and faults.
*/

/* @name conversationsCountedWrongly */
-- A participant's unread count is the number of messages that the other one sent and they have not read.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
where conversations.buyer_unread_count <> (
    select count(*)
    from messages
    where messages.conversation_id = conversations.id
      and messages.sender_id <> conversations.buyer_id
      and messages.read_at is null
  )
  or conversations.seller_unread_count <> (
    select count(*)
    from messages
    where messages.conversation_id = conversations.id
      and messages.sender_id <> conversations.seller_id
      and messages.read_at is null
  );

/* @name conversationsWithoutTheirNewestMessage */
-- The last message is the newest one, and there is none exactly if nothing is said.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
where conversations.last_message_id is distinct from (
    select messages.id
    from messages
    where messages.conversation_id = conversations.id
    order by messages.created_at desc, messages.id desc
    limit 1
  );

/* @name conversationsDatedUnlikeTheirLastMessage */
-- Their place in the inbox is that of their last message.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
left join messages on messages.id = conversations.last_message_id
where conversations.last_message_at is distinct from messages.created_at;

/* @name conversationsArchivedByOthers */
select
  'conversations' as "table_name!",
  conversations.id
from conversations
where not conversations.archived_by <@ array[conversations.buyer_id, conversations.seller_id]
  or cardinality(conversations.archived_by) > 2;

/* @name messagesOfOthers */
-- Only participants send.
select
  'messages' as "table_name!",
  messages.id
from messages
join conversations on conversations.id = messages.conversation_id
where messages.sender_id not in (conversations.buyer_id, conversations.seller_id);

/* @name messagesOfTheSameInstant */
-- The times of a conversation's messages tell in which order they were sent.
select
  'messages' as "table_name!",
  messages.id
from messages
join messages as other_message
  on other_message.conversation_id = messages.conversation_id
  and other_message.created_at = messages.created_at
  and other_message.id < messages.id;

/* @name secondConversationsAboutOneSubject */
-- A buyer and a seller have one conversation about a product, and one about nothing in particular.
select
  'conversations' as "table_name!",
  conversations.id
from conversations
join conversations as first_conversation
  on first_conversation.buyer_id = conversations.buyer_id
  and first_conversation.seller_id = conversations.seller_id
  and first_conversation.id < conversations.id
where first_conversation.product_id = conversations.product_id
  or (first_conversation.is_general and conversations.is_general);
