/*
Messaging: whoever opens a conversation that exists gets that one, and inboxes and conversations are read by an index
in the order in which they are shown.

One conversation for each subject. About a product: the unique constraint, in which nulls are distinct, so it says
nothing of a conversation whose product is gone (fk_conversations_product sets null), and keeps no product from being
deleted. About nothing in particular: the new column is_general tells these from those whose product is gone, and there
is one for a buyer and a seller. Of conversations without a product from before, the oldest of each pair becomes the
general one. If two are about one product already, this file is refused and nothing is changed: nothing in this package
made them, and which of them to keep is not for a migration to say.

Phase 1 indexes that better ones replace:
- ix_conversations_buyer and ix_conversations_seller, by the inboxes' (listInbox), which begin with the same column;
- ix_conversations_buyer_seller, by the unique constraint (openConversation), which begins with the same columns;
- ix_messages_conversation, by ix_messages_conversation_created_at (listOlderMessages, listNewerMessages).
*/

set local lock_timeout = '3s';

alter table conversations
  add column is_general boolean not null default false,
  add constraint ck_conversations_general_without_product check (product_id is null or not is_general),
  -- What the check of participants says already, in the words from which generated types know it.
  add constraint ck_conversations_archived_by_no_null check (array_position(archived_by, null) is null),
  add constraint conversations_buyer_id_seller_id_product_id_key unique (buyer_id, seller_id, product_id);

update conversations
set is_general = true
where product_id is null
  and not exists (
    select from conversations as older
    where older.buyer_id = conversations.buyer_id
      and older.seller_id = conversations.seller_id
      and older.product_id is null
      and (older.created_at, older.id) < (conversations.created_at, conversations.id)
  );

create unique index conversations_buyer_id_seller_id_key on conversations (buyer_id, seller_id) where is_general;

comment on column conversations.product_id is 'What it is about; null if it is general, or if that product is gone.';
comment on column conversations.is_general is
  'True if it was opened about nothing in particular. False, with no product: that product is gone.';

-- An inbox: a participant's conversations, archived by them or not, newest first. One without a message has its place
-- by when it was opened. The test for archived is by @>, which has no opposite: of `= any` the planner makes `<> all`
-- when it is false, and that would be another expression than the index's.
create index ix_conversations_buyer_inbox on conversations (
  buyer_id,
  (archived_by @> array[buyer_id]),
  (coalesce(last_message_at, created_at)),
  id
);
create index ix_conversations_seller_inbox on conversations (
  seller_id,
  (archived_by @> array[seller_id]),
  (coalesce(last_message_at, created_at)),
  id
);

-- How much somebody has not read: of thousands of conversations only a few hold anything.
create index ix_conversations_buyer_unread on conversations (buyer_id) include (buyer_unread_count)
  where buyer_unread_count > 0;
create index ix_conversations_seller_unread on conversations (seller_id) include (seller_unread_count)
  where seller_unread_count > 0;

create index ix_messages_conversation_created_at on messages (conversation_id, created_at, id);

-- What is yet to be read of a conversation, be it ever so long.
create index ix_messages_unread on messages (conversation_id, created_at, id) where read_at is null;

drop index ix_conversations_buyer;
drop index ix_conversations_seller;
drop index ix_conversations_buyer_seller;
drop index ix_messages_conversation;
