/*
messages: what was said.

How the commands keep a conversation's counts and last message right is described at the head of conversations.sql. The order
of messages is (created_at, id), and is the order of sending: a message's time is taken under the conversation's lock,
and is later than that of the one before even if the clock stands still or is set back.
*/

/* @name sendMessage */
-- Sends a message: it becomes the last one of its conversation, unread by the other participant, in whose inbox the
-- conversation is again if they had archived it.
-- Returns no row if the conversation is not the sender's, if an account of the two is closed, or if the id is taken, also by
-- a statement that runs now: on conflict waits for it, and the rest hangs on the row that was inserted.
-- The two are locked, as the foreign key will do anyway with the sender, before the conversation: in the order in which
-- deleting or closing an account locks them, so that they wait for each other in turn and not in a circle.
with locked_party as (
  select
    users.id,
    users.is_active
  from conversations
  join users on users.id in (conversations.buyer_id, conversations.seller_id)
  where conversations.id = :conversationId!
  order by users.id
  for key share of users
),
locked_parties as (
  select coalesce(bool_and(locked_party.is_active), false) as are_open
  from locked_party
),
conversation as (
  select
    conversations.id,
    conversations.buyer_id,
    conversations.seller_id,
    conversations.last_message_at
  from locked_parties
  join conversations on conversations.id = :conversationId!
  where locked_parties.are_open
    and :senderId! in (conversations.buyer_id, conversations.seller_id)
  for no key update of conversations
),
sent_message as (
  insert into messages (
    id,
    conversation_id,
    sender_id,
    message_type,
    content,
    image_urls,
    request_digest,
    created_at,
    updated_at
  )
  select
    :id!,
    conversation.id,
    :senderId!,
    :messageType!,
    :content, -- null: images without a caption
    :imageUrls!,
    :requestDigest, -- null: the caller gave no id
    clock.now,
    clock.now
  from conversation
  cross join lateral (
    select greatest(clock_timestamp(), conversation.last_message_at + interval '1 microsecond') as now
  ) as clock
  on conflict (id) do nothing
  returning
    messages.*
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    case :senderId! when conversation.buyer_id then conversation.seller_id else conversation.buyer_id end,
    :senderId!,
    'message',
    'message',
    sent_message.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'messages.send', sent_message.id)
  from sent_message
  join conversation on conversation.id = sent_message.conversation_id
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  on conflict do nothing
),
/*[end]*/
counted_conversation as (
  update conversations
  set
    last_message_id = sent_message.id,
    last_message_at = sent_message.created_at,
    buyer_unread_count = conversations.buyer_unread_count
      + case when conversations.buyer_id = :senderId! then 0 else 1 end,
    seller_unread_count = conversations.seller_unread_count
      + case when conversations.seller_id = :senderId! then 0 else 1 end,
    archived_by = array_remove(
      conversations.archived_by,
      case when conversations.buyer_id = :senderId! then conversations.seller_id else conversations.buyer_id end
    )
  from sent_message
  where conversations.id = sent_message.conversation_id
)
select
  sent_message.*
from sent_message;

/* @name findMessage */
-- A message, and who may see it beside its sender; if a digest is given, the message that the same content made.
-- lint-disable secret-column: the caller is compared with it
select
  messages.*,
  messages.recipient_id
from messages
where messages.id = :id!
  /*[if requestDigest]*/ and messages.request_digest = :requestDigest! /*[end]*/;

/* @name listMessagesByIds */
-- Messages, as in findMessage, in the order of their ids in the list; those that do not exist are left out.
-- lint-disable secret-column: the caller is compared with it
select
  messages.*,
  messages.recipient_id
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join messages on messages.id = wanted.id
order by wanted.place;

/* @name listOlderMessages */
-- A conversation from its end, or from a message, back: newest first.
-- A participant gets a row without a message if there is none; no row at all says that the conversation is not theirs,
-- or that the message to start from is not in it.
-- The message to start from is looked up by its id alone: with its conversation beside it the planner may walk all of that.
/*[if fromId]*/
with start_message as materialized (
  select
    messages.id,
    messages.conversation_id,
    messages.created_at
  from messages
  where messages.id = :fromId!
)
/*[end]*/
select
  page.id as "message_id?",
  page.conversation_id as "message_conversation_id?",
  page.sender_id as "message_sender_id?",
  page.message_type as "message_type?",
  page.content as "message_content?",
  page.image_urls as "message_image_urls?",
  page.offer_id as "message_offer_id?",
  page.offer_data as "message_offer_data?",
  page.read_at as "message_read_at?",
  page.erased_at as "message_erased_at?",
  page.created_at as "message_created_at?",
  page.updated_at as "message_updated_at?",
  page.hidden_at as "message_hidden_at?",
  page.created_at::text as "created_at_exact?"
from conversations
/*[if fromId]*/ join start_message on start_message.conversation_id = conversations.id /*[end]*/
left join lateral (
  select
    messages.*
  from messages
  where messages.conversation_id = conversations.id
    /*[if fromId]*/
    and messages.created_at <= start_message.created_at
    and (messages.created_at, messages.id) < (start_message.created_at, start_message.id)
    /*[end]*/
    /*[if afterTime afterId]*/
    and messages.created_at <= :afterTime!
    and (messages.created_at, messages.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by messages.created_at desc, messages.id desc
  limit (select :limit!::bigint)
) as page on true
where conversations.id = :conversationId!
  and :userId! in (conversations.buyer_id, conversations.seller_id)
order by page.created_at desc, page.id desc;

/* @name listNewerMessages */
-- A conversation from its beginning, or from a message, on: oldest first.
-- A participant gets a row without a message if there is none; no row at all says that the conversation is not theirs,
-- or that the message to start from is not in it.
-- The message to start from is looked up as in listOlderMessages.
/*[if fromId]*/
with start_message as materialized (
  select
    messages.id,
    messages.conversation_id,
    messages.created_at
  from messages
  where messages.id = :fromId!
)
/*[end]*/
select
  page.id as "message_id?",
  page.conversation_id as "message_conversation_id?",
  page.sender_id as "message_sender_id?",
  page.message_type as "message_type?",
  page.content as "message_content?",
  page.image_urls as "message_image_urls?",
  page.offer_id as "message_offer_id?",
  page.offer_data as "message_offer_data?",
  page.read_at as "message_read_at?",
  page.erased_at as "message_erased_at?",
  page.created_at as "message_created_at?",
  page.updated_at as "message_updated_at?",
  page.hidden_at as "message_hidden_at?",
  page.created_at::text as "created_at_exact?"
from conversations
/*[if fromId]*/ join start_message on start_message.conversation_id = conversations.id /*[end]*/
left join lateral (
  select
    messages.*
  from messages
  where messages.conversation_id = conversations.id
    /*[if fromId]*/
    and messages.created_at >= start_message.created_at
    and (messages.created_at, messages.id) > (start_message.created_at, start_message.id)
    /*[end]*/
    /*[if afterTime afterId]*/
    and messages.created_at >= :afterTime!
    and (messages.created_at, messages.id) > (:afterTime!, :afterId!)
    /*[end]*/
  order by messages.created_at, messages.id
  limit (select :limit!::bigint)
) as page on true
where conversations.id = :conversationId!
  and :userId! in (conversations.buyer_id, conversations.seller_id)
order by page.created_at, page.id;

/* @name markMessagesRead */
-- Marks read what the other participant wrote up to a message; returns no row if its conversation is not the reader's.
with last_read as (
  select
    messages.id,
    messages.conversation_id,
    messages.created_at
  from messages
  where messages.id = :upToId!
),
conversation as (
  select
    conversations.id,
    clock_timestamp() as read_at,
    last_read.id as last_read_id,
    last_read.created_at as last_read_created_at
  from last_read
  join conversations on conversations.id = last_read.conversation_id
  where :userId! in (conversations.buyer_id, conversations.seller_id)
  for no key update of conversations
),
read_message as (
  update messages
  set read_at = conversation.read_at
  from conversation
  where messages.conversation_id = conversation.id
    and messages.sender_id <> :userId!
    and messages.read_at is null
    and messages.created_at <= conversation.last_read_created_at
    and (messages.created_at, messages.id) <= (conversation.last_read_created_at, conversation.last_read_id)
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

/* @name deleteMessage */
-- Deletes a message of the sender's own, which neither the marketplace wrote nor shows an offer; the one before it
-- becomes the last one if it was that. Returns no row if the sender's account is closed.
-- Whatever was sent before the last message was there when this statement began, or the last message would not have
-- been either. Of what was there, some may be deleted since: `for key share` passes these over, as it looks at each row
-- anew. So the newest of the rest is the last message, whatever ran meanwhile.
with acting_sender as (
  select users.id
  from users
  where users.id = :senderId!
    and users.is_active
  for key share
),
own_message as (
  select
    messages.id,
    messages.conversation_id
  from acting_sender
  join messages on messages.sender_id = acting_sender.id
  where messages.id = :id!
    and messages.message_type <> 'system'
    and messages.offer_id is null
),
conversation as (
  select
    conversations.id,
    own_message.id as message_id
  from own_message
  join conversations on conversations.id = own_message.conversation_id
  for no key update of conversations
),
deleted_message as (
  delete from messages
  using conversation
  where messages.id = conversation.message_id
  returning
    messages.id,
    messages.conversation_id,
    messages.sender_id,
    messages.read_at
),
message_before as (
  select
    newest_other.id,
    newest_other.created_at
  from conversation
  cross join lateral (
    select
      messages.id,
      messages.created_at
    from messages
    where messages.conversation_id = conversation.id
      and messages.id <> conversation.message_id
    order by messages.created_at desc, messages.id desc
    limit 1
    for key share
  ) as newest_other
),
counted_conversation as (
  update conversations
  set
    last_message_id = case
      when conversations.last_message_id = deleted_message.id then message_before.id
      else conversations.last_message_id
    end,
    last_message_at = case
      when conversations.last_message_id = deleted_message.id then message_before.created_at
      else conversations.last_message_at
    end,
    buyer_unread_count = conversations.buyer_unread_count
      - case when deleted_message.read_at is null and deleted_message.sender_id <> conversations.buyer_id then 1 else 0 end,
    seller_unread_count = conversations.seller_unread_count
      - case when deleted_message.read_at is null and deleted_message.sender_id <> conversations.seller_id then 1 else 0 end
  from deleted_message
  left join message_before on true
  where conversations.id = deleted_message.conversation_id
)
select deleted_message.id
from deleted_message;

/* @name ensureMessagePartitions */
-- Makes the partitions of messages for this month and so many after it, and returns their number: 0 while messages are one table,
-- null if a table is held.
select
  ensure_message_partitions(:monthsAhead!) as "made_count?";
