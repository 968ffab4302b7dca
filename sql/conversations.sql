/*
conversations: what a buyer and a seller write to each other.

Commands on a conversation and its messages, here and in messages.sql, are one statement each and right at READ
COMMITTED, whatever else runs:
- Each locks the conversation's row first, in a CTE that all the rest is joined to, so the commands on one conversation
  run one after another. Only that row is read anew after the wait; all else is seen as it was when the statement began.
- So counts change by the number of rows that this very statement changed, never by counting again, and a row that
  another command changed meanwhile is looked at anew by the update or delete itself.
- In a REPEATABLE READ or SERIALIZABLE transaction the same situations are serialization failures, after which
  db.transaction runs its function again.
- A CTE that writes is only ever joined, not read by a subselect of an update: the server cannot look at a changed row
  anew through one.

Other ways to change what they keep. When a user is deleted, all their conversations go, and with them every message
they sent, for only participants send: no count and no last message is left wrong. When a product is deleted,
conversations and messages stay and forget it. A message that is deleted by other means than deleteMessage takes
last_message_id with it by its foreign key, and leaves last_message_at and the counts behind.
*/

/* @name openConversation */
-- Returns the conversation about a product, or the general one of the two, and opens it if there is none.
-- Returns no row if the product is not the seller's, if an account of the two is closed or missing, or if another call opened
-- it after this statement began: on conflict waits for that call, but what it wrote is seen by the next statement only.
-- One that exists is returned whoever is closed: it may still be read.
with locked_party as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (:buyerId!, :sellerId!)
  order by users.id
  for key share
),
existing_conversation as (
  select
    conversations.*
  from conversations
  where conversations.buyer_id = :buyerId!
    and conversations.seller_id = :sellerId!
    and (conversations.product_id = :productId::uuid or (conversations.is_general and :productId::uuid is null))
),
opened_conversation as (
  insert into conversations (buyer_id, seller_id, product_id, is_general)
  select
    :buyerId!,
    :sellerId!,
    :productId, -- null: about nothing in particular
    :productId::uuid is null
  where not exists (select from existing_conversation)
    and (select count(*) from locked_party where locked_party.is_active) = 2
    and (
      :productId::uuid is null
      or exists (select from products where products.id = :productId and products.seller_id = :sellerId!)
    )
  on conflict do nothing
  returning
    conversations.*
)
select
  existing_conversation.*
from existing_conversation
union all
select
  opened_conversation.*
from opened_conversation;

/* @name findConversation */
select
  conversations.*
from conversations
where conversations.id = :id!;

/* @name hintTyping */
-- Hints to the processes that a participant is writing, for the other one's live streams. Nothing is stored, and no row is
-- locked. No row if the user takes no part, or if a block parts the two.
-- primary-only: a standby cannot notify
select
  conversations.id,
  pg_notify(
    'souk_hints',
    json_build_object(
      'type',
      'typing',
      'conversationId',
      conversations.id,
      'userId',
      :userId!::uuid,
      'to',
      case when conversations.buyer_id = :userId! then conversations.seller_id else conversations.buyer_id end
    )::text
  ) as sent
from conversations
where conversations.id = :conversationId!
  and :userId! in (conversations.buyer_id, conversations.seller_id)
  and not exists (
    select from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(conversations.buyer_id, conversations.seller_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(conversations.buyer_id, conversations.seller_id)
  );

/* @name findCounterpart */
-- The other participant of a user's conversation, for their presence. No row if the user takes no part, or if a block parts the two.
-- primary-only: a right hangs on it
select case when conversations.buyer_id = :userId! then conversations.seller_id else conversations.buyer_id end as "id!"
from conversations
where conversations.id = :conversationId!
  and :userId! in (conversations.buyer_id, conversations.seller_id)
  and not exists (
    select from blocks
    where least(blocks.blocker_id, blocks.blocked_id) = least(conversations.buyer_id, conversations.seller_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(conversations.buyer_id, conversations.seller_id)
  );

/* @name judgeParties */
-- The reasons for which nothing can be opened between two users, or said by one of them.
-- primary-only: a right hangs on it
select
  count(*)::integer as "known_count!",
  coalesce(bool_and(users.is_active), false) as "are_open!"
from users
where users.id in (:buyerId!, :sellerId!);

/* @name listConversationsByIds */
-- Conversations in the order of their ids in the list; those that do not exist are left out.
select
  conversations.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join conversations on conversations.id = wanted.id
order by wanted.place;

/* @name listInbox */
-- A user's conversations, archived or not, newest first; each with the other participant and the last message.
-- Nobody is on both sides of a conversation, so the two walks of the inbox indexes, each ended by the limit, have no row
-- in common.
-- Unlike elsewhere the limits are there for the planner to see: for a user with thousands of conversations it must know
-- how few are asked for, or it reads all users to join them.
-- CASE and not COALESCE, `= any` and not `@>`: the indexes are on what does not leak (migration 40), and a value of isArchived that
-- the planner sees would become another expression.
-- The exact time is text for the cursor: a Date has only milliseconds.
with inbox as (
  (
    select
      conversations.*,
      case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end as latest_at
    from conversations
    where conversations.buyer_id = :userId!
      and (conversations.buyer_id = any (conversations.archived_by)) = (select :isArchived!::boolean)
      /*[if afterTime afterId]*/
      and case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end <= :afterTime!
      and (case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end, conversations.id) < (:afterTime!, :afterId!)
      /*[end]*/
    order by case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end desc, conversations.id desc
    limit :limit!
  )
  union all
  (
    select
      conversations.*,
      case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end as latest_at
    from conversations
    where conversations.seller_id = :userId!
      and (conversations.seller_id = any (conversations.archived_by)) = (select :isArchived!::boolean)
      /*[if afterTime afterId]*/
      and case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end <= :afterTime!
      and (case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end, conversations.id) < (:afterTime!, :afterId!)
      /*[end]*/
    order by case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end desc, conversations.id desc
    limit :limit!
  )
  order by latest_at desc, id desc -- a total order: pages never repeat a row
  limit :limit!
)
select
  inbox.id as "id!",
  inbox.buyer_id as "buyer_id!",
  inbox.seller_id as "seller_id!",
  inbox.product_id,
  inbox.is_general as "is_general!",
  inbox.last_message_id,
  inbox.last_message_at,
  inbox.buyer_unread_count as "buyer_unread_count!",
  inbox.seller_unread_count as "seller_unread_count!",
  inbox.archived_by as "archived_by!",
  inbox.created_at as "created_at!",
  inbox.updated_at as "updated_at!",
  inbox.latest_at::text as "latest_at_exact!",
  other_participant.*,
  messages.id as "message_id?",
  messages.conversation_id as "message_conversation_id?",
  messages.sender_id as "message_sender_id?",
  messages.message_type as "message_type?",
  messages.content as "message_content?",
  messages.image_urls as "message_image_urls?",
  messages.offer_id as "message_offer_id?",
  messages.offer_data as "message_offer_data?",
  messages.read_at as "message_read_at?",
  messages.erased_at as "message_erased_at?",
  messages.created_at as "message_created_at?",
  messages.updated_at as "message_updated_at?",
  messages.hidden_at as "message_hidden_at?"
from inbox
join profiles as other_participant
  on other_participant.profile_id = case when inbox.buyer_id = :userId! then inbox.seller_id else inbox.buyer_id end
left join messages on messages.id = inbox.last_message_id
order by inbox.latest_at desc, inbox.id desc;

/* @name setConversationArchived */
-- Archives a conversation for one participant, or brings it back; returns no row if it is not theirs.
update conversations
set archived_by = array_remove(conversations.archived_by, :userId!)
  || case when :isArchived! then array[:userId!]::uuid[] else '{}' end
where conversations.id = :id!
  and :userId! in (conversations.buyer_id, conversations.seller_id)
returning
  conversations.*;

/* @name markConversationRead */
-- Marks read all that the other participant wrote; returns no row if the conversation is not the reader's.
with conversation as (
  select
    conversations.id,
    clock_timestamp() as read_at
  from conversations
  where conversations.id = :id!
    and :userId! in (conversations.buyer_id, conversations.seller_id)
  for no key update
),
read_message as (
  update messages
  set read_at = conversation.read_at
  from conversation
  where messages.conversation_id = conversation.id
    and messages.sender_id <> :userId!
    and messages.read_at is null
  returning messages.conversation_id
),
read_count as (
  select
    read_message.conversation_id,
    count(*)::integer as messages
  from read_message
  group by read_message.conversation_id
),
counted_conversation as (
  update conversations
  set
    buyer_unread_count = conversations.buyer_unread_count
      - case when conversations.buyer_id = :userId! then read_count.messages else 0 end,
    seller_unread_count = conversations.seller_unread_count
      - case when conversations.seller_id = :userId! then read_count.messages else 0 end
  from read_count
  where conversations.id = read_count.conversation_id
)
select coalesce(read_count.messages, 0) as "read_count!"
from conversation
left join read_count on read_count.conversation_id = conversation.id;

/* @name countUnreadMessages */
-- The number of messages that a user has not read, in all conversations.
select
  (
    (
      select coalesce(sum(conversations.buyer_unread_count), 0)
      from conversations
      where conversations.buyer_id = :userId!
        and conversations.buyer_unread_count > 0
    ) + (
      select coalesce(sum(conversations.seller_unread_count), 0)
      from conversations
      where conversations.seller_id = :userId!
        and conversations.seller_unread_count > 0
    )
  )::bigint as "unread_count!";

/* @name findMiscountedConversations */
-- Looks at conversations in the order of their ids, and returns those whose unread counts are wrong. Counts and messages are
-- those of one snapshot, in which a command shows both or neither.
-- The limit is no subselect, of which the planner would expect a tenth of the table, and read and sort all of it.
-- primary-only: work is taken from it
with checked_conversation as (
  select
    conversations.id,
    conversations.buyer_id,
    conversations.seller_id,
    conversations.buyer_unread_count,
    conversations.seller_unread_count
  from conversations
  where conversations.id > :afterId!
  order by conversations.id
  limit :limit!::bigint
)
select
  (array_agg(checked_conversation.id order by checked_conversation.id desc))[1] as last_id,
  count(*)::integer as "checked!",
  coalesce(
    array_agg(checked_conversation.id order by checked_conversation.id) filter (
      where (checked_conversation.buyer_unread_count, checked_conversation.seller_unread_count)
        <> (counted.of_buyer, counted.of_seller)
    ),
    '{}'
  ) as "drifted_ids!"
from checked_conversation
cross join lateral (
  select
    count(*) filter (where messages.sender_id <> checked_conversation.buyer_id) as of_buyer,
    count(*) filter (where messages.sender_id <> checked_conversation.seller_id) as of_seller
  from messages
  where messages.conversation_id = checked_conversation.id
    and messages.read_at is null
) as counted;

/* @name lockConversations */
-- For recountConversations, which must be a statement of its own: only then it sees what was committed before the lock.
select conversations.id
from conversations
where conversations.id = any (:ids!::uuid[])
order by conversations.id
for no key update;

/* @name recountConversations */
-- Sets the unread counts of locked conversations to the number of their messages; returns those that were wrong.
update conversations
set
  buyer_unread_count = counted.of_buyer,
  seller_unread_count = counted.of_seller
from (
  select
    checked_conversation.id,
    count(messages.id) filter (where messages.sender_id <> checked_conversation.buyer_id) as of_buyer,
    count(messages.id) filter (where messages.sender_id <> checked_conversation.seller_id) as of_seller
  from conversations as checked_conversation
  left join messages
    on messages.conversation_id = checked_conversation.id
    and messages.read_at is null
  where checked_conversation.id = any (:ids!::uuid[])
  group by checked_conversation.id
) as counted
where conversations.id = counted.id
  and (conversations.buyer_unread_count, conversations.seller_unread_count) <> (counted.of_buyer, counted.of_seller)
returning conversations.id;
