/*
Belonging: what must agree between two tables is held by the schema, where a service's own SQL or an import reaches it
too. Until now the commands alone kept it.

A foreign key of more columns says most of it. Each replaces the one of its name, with its delete rule, and forgets the
one column that it forgot before:
- fk_conversations_product, fk_offers_product, fk_transactions_product: the product is the seller's;
- fk_offers_conversation: the offer's parties are the conversation's;
- fk_transactions_offer: the payment's offer is on its product and of its buyer, and so of its seller;
- fk_conversations_last_message: the last message is one of the conversation.
The keys that they refer to do not begin with the id: a row is looked for by its id in the primary key, as before. None of
their columns is ever set by a command: no lock of a row becomes a stronger one.
A statement of a service's own that inserts rows which others insert at the same time writes `on conflict do nothing`
without `(id)`: the server forgives a race for the key that is named, and refuses it for another of the same row.

Triggers say the rest, each in the name of a rule (src/constraint-rules.ts):
- tr_messages_sender_takes_part: only a party of a conversation sends into it; and tr_conversations_keep_parties: its
  parties never change, so that this stays true.
- tr_transactions_settled_keep_terms: a payment that is no longer pending keeps its parties, product and amounts.
- tr_offers_accepted_have_payment and tr_transactions_keep_accepted_offer: an accepted offer has its payment. Both may be
  deferred to the end of the transaction, for imports.

The file is refused, and changes nothing, while rows break a foreign key: findBrokenInvariants() of @souk/db/testing finds
them. Triggers look at what is written from now on.
*/

set local lock_timeout = '3s';

alter table products add constraint products_seller_id_id_key unique (seller_id, id);
alter table conversations add constraint conversations_buyer_id_id_seller_id_key unique (buyer_id, id, seller_id);
alter table messages add constraint messages_conversation_id_id_key unique (conversation_id, id);
alter table offers add constraint offers_product_id_buyer_id_id_key unique (product_id, buyer_id, id);

alter table conversations
  drop constraint fk_conversations_product,
  drop constraint fk_conversations_last_message,
  add constraint fk_conversations_product foreign key (product_id, seller_id)
    references products (id, seller_id) on delete set null (product_id) not valid,
  add constraint fk_conversations_last_message foreign key (last_message_id, id)
    references messages (id, conversation_id) on delete set null (last_message_id) not valid;

alter table offers
  drop constraint fk_offers_product,
  drop constraint fk_offers_conversation,
  add constraint fk_offers_product foreign key (product_id, seller_id)
    references products (id, seller_id) on delete cascade not valid,
  add constraint fk_offers_conversation foreign key (conversation_id, buyer_id, seller_id)
    references conversations (id, buyer_id, seller_id) on delete cascade not valid;

alter table transactions
  drop constraint fk_transactions_product,
  drop constraint fk_transactions_offer,
  add constraint fk_transactions_product foreign key (product_id, seller_id)
    references products (id, seller_id) on delete restrict not valid,
  add constraint fk_transactions_offer foreign key (offer_id, product_id, buyer_id)
    references offers (id, product_id, buyer_id) on delete set null (offer_id) not valid;

alter table conversations
  validate constraint fk_conversations_product,
  validate constraint fk_conversations_last_message;
alter table offers
  validate constraint fk_offers_product,
  validate constraint fk_offers_conversation;
alter table transactions
  validate constraint fk_transactions_product,
  validate constraint fk_transactions_offer;

-- The triggers that look into another table run after the statement, when the rows that it writes are all there, and
-- look beside their own table, whatever the search_path of the caller. Each statement of a volatile function has a new
-- snapshot.

create function refuse_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'the rule of % refuses the row', tg_name
    using errcode = 'check_violation',
      schema = tg_table_schema,
      table = tg_table_name,
      constraint = tg_name;
end
$$;

comment on function refuse_change() is 'Refuses a row in the name of the trigger, whose condition says which.';

create trigger tr_conversations_keep_parties before update of buyer_id, seller_id on conversations
  for each row when (old.buyer_id <> new.buyer_id or old.seller_id <> new.seller_id)
  execute function refuse_change();

create trigger tr_transactions_settled_keep_terms before update on transactions
  for each row when (
    old.status <> 'pending'
    and (
      old.buyer_id <> new.buyer_id
      or old.seller_id <> new.seller_id
      or old.product_id <> new.product_id
      or old.amount_minor <> new.amount_minor
      or old.currency <> new.currency
      or old.platform_fee_minor <> new.platform_fee_minor
      or old.seller_payout_minor <> new.seller_payout_minor
      or old.feed_type <> new.feed_type
    )
  )
  execute function refuse_change();

-- Every message pays for this one, so the tables' schema is written into it, and not looked up at each call: a session then
-- keeps the plan of its statement.
do $$
begin
  execute format(
    $create$
      create function require_participant() returns trigger
      language plpgsql set search_path = ''
      as $body$
      declare
        takes_part boolean;
      begin
        select new.sender_id in (conversations.buyer_id, conversations.seller_id) into takes_part
        from %s.conversations
        where conversations.id = new.conversation_id;
        -- Null: the conversation is gone again, and took the message along.
        if not takes_part then
          raise exception 'the sender is no party of the conversation'
            using errcode = 'check_violation',
              schema = tg_table_schema,
              table = tg_table_name,
              constraint = tg_name;
        end if;
        return null;
      end
      $body$
    $create$,
    (select pg_class.relnamespace::regnamespace::text from pg_class where pg_class.oid = 'conversations'::regclass)
  );
end
$$;

comment on function require_participant() is 'Refuses a message whose sender is no party of its conversation.';

create trigger tr_messages_sender_takes_part after insert or update of conversation_id, sender_id on messages
  for each row execute function require_participant();

create function require_payment() returns trigger
language plpgsql set search_path = ''
as $$
declare
  wanted uuid;
  is_accepted boolean;
  is_paid boolean;
begin
  if tg_table_name = 'offers' then
    wanted := new.id;
  elsif tg_op = 'UPDATE' and new.offer_id is not distinct from old.offer_id then
    return null;
  else
    wanted := old.offer_id;
  end if;
  -- Both are locked, for another transaction may take away the one while this one brings the other. Who comes second
  -- waits, and sees what the first one did.
  execute format(
    'select offers.status = ''accepted'' from %I.offers where offers.id = $1 for share',
    tg_table_schema
  ) into is_accepted using wanted;
  if is_accepted then
    execute format(
      'select true from %I.transactions where transactions.offer_id = $1 for share',
      tg_table_schema
    ) into is_paid using wanted;
    if is_paid is null then
      raise exception 'an accepted offer has no payment'
        using errcode = 'check_violation',
          schema = tg_table_schema,
          table = tg_table_name,
          constraint = tg_name;
    end if;
  end if;
  return null;
end
$$;

comment on function require_payment() is 'Refuses what leaves an accepted offer without its payment.';

create constraint trigger tr_offers_accepted_have_payment after insert or update of status on offers
  deferrable initially immediate
  for each row when (new.status = 'accepted')
  execute function require_payment();

create constraint trigger tr_transactions_keep_accepted_offer after delete or update of offer_id on transactions
  deferrable initially immediate
  for each row when (old.offer_id is not null)
  execute function require_payment();
