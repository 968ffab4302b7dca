/*
Trade: who put an offer forward, which offer a payment is for, and what the database itself keeps true of a product that
is or was on sale.

- An offer knows who made it (offers.made_by); the other of the two parties is the one who may answer it. It also keeps
  the currency it was made in, for a product's currency may change while the offer waits for its answer.
- A payment knows the offer that it settles (transactions.offer_id), if it settles one.
- The terms that a chat message shows have the four keys that the generated types promise (ck_messages_offer_data_terms).
- A product has at most one open deal, pending or completed: transactions_open_product_id_key. A payment intent belongs
  to one payment: transactions_stripe_payment_intent_id_key.
- A product that leaves the market takes its pending offers with it, by whatever statement it leaves
  (tr_products_decline_offers); one in an open deal does not come back before the deal has ended
  (tr_products_stay_in_deal).

Phase 1 indexes that better ones replace, which begin with the same column:
- ix_offers_buyer, ix_offers_seller, ix_offers_product and ix_offers_conversation, by the keyset indexes of
  listOffersByBuyer and listOffersBySeller (of every state, and of one), listOffersByProduct and
  listOffersByConversation;
- ix_offers_status, by the partial indexes of what is pending: of a product (listPendingOffers, and the trigger that
  declines), and by deadline (expireOffers);
- ix_transactions_buyer and ix_transactions_seller, by the keyset indexes of listTransactionsByBuyer and
  listTransactionsBySeller. The sums by buyer and seller have an index each besides.
*/

set local lock_timeout = '3s';

-- Of offers from before nobody wrote down who made them: the sender of the message that shows it, or else the buyer.
alter table offers
  add column made_by uuid,
  add column currency text;

update offers
set
  made_by = coalesce(
    (
      select messages.sender_id
      from messages
      where messages.offer_id = offers.id
        and messages.sender_id in (offers.buyer_id, offers.seller_id)
      order by messages.created_at, messages.id
      limit 1
    ),
    offers.buyer_id
  ),
  currency = products.currency
from products
where products.id = offers.product_id;

alter table offers
  alter column made_by set not null,
  alter column currency set not null,
  add constraint ck_offers_made_by_a_party check (made_by in (buyer_id, seller_id)),
  add constraint ck_offers_currency_iso_4217 check (currency ~ '^[A-Z]{3}$');

comment on column offers.made_by is
  'Who put it forward, the buyer or the seller. The other one may accept, decline or counter it.';

comment on column offers.currency is 'ISO 4217: the currency of the product when the offer was made.';
comment on column offers.amount_minor is 'What is offered, in the minor unit of currency.';

create index ix_offers_buyer_created_at on offers (buyer_id, created_at, id);
create index ix_offers_seller_created_at on offers (seller_id, created_at, id);
create index ix_offers_buyer_status_created_at on offers (buyer_id, status, created_at, id);
create index ix_offers_seller_status_created_at on offers (seller_id, status, created_at, id);
create index ix_offers_product_created_at on offers (product_id, created_at, id);
create index ix_offers_conversation_created_at on offers (conversation_id, created_at, id);
create index ix_offers_product_pending on offers (product_id, created_at, id) where status = 'pending';
create index ix_offers_pending_expires_at on offers (expires_at, id) where status = 'pending';

drop index ix_offers_buyer;
drop index ix_offers_seller;
drop index ix_offers_product;
drop index ix_offers_conversation;
drop index ix_offers_status;

alter table transactions
  add column offer_id uuid,
  add constraint fk_transactions_offer foreign key (offer_id) references offers (id) on delete set null,
  -- Also the index of the foreign key. An offer is accepted once.
  add constraint transactions_offer_id_key unique (offer_id),
  add constraint transactions_stripe_payment_intent_id_key unique (stripe_payment_intent_id);

comment on column transactions.offer_id is
  'The offer that was accepted; null for a purchase at the price asked, or if that offer is gone.';

-- What generated types promise of offer_data. `is true`, because a key that is absent makes the rest null.
alter table messages add constraint ck_messages_offer_data_terms check (
  offer_data is null
  or (
    jsonb_typeof(offer_data -> 'amountMinor') = 'number'
    and jsonb_typeof(offer_data -> 'currency') = 'string'
    and jsonb_typeof(offer_data -> 'priceMinor') = 'number'
    and jsonb_typeof(offer_data -> 'expiresAt') in ('string', 'null')
  ) is true
);

create unique index transactions_open_product_id_key on transactions (product_id)
  where status in ('pending', 'completed');

create index ix_transactions_buyer_created_at on transactions (buyer_id, created_at, id);
create index ix_transactions_seller_created_at on transactions (seller_id, created_at, id);
create index ix_transactions_buyer_completed_at on transactions (buyer_id, completed_at)
  include (currency, amount_minor, platform_fee_minor, seller_payout_minor) where status = 'completed';
create index ix_transactions_seller_completed_at on transactions (seller_id, completed_at)
  include (currency, amount_minor, platform_fee_minor, seller_payout_minor) where status = 'completed';

drop index ix_transactions_buyer;
drop index ix_transactions_seller;

-- The body is parsed here and now, so no search_path of a caller can change what it means. Whole ten-thousands and the
-- rest are taken apart, because amount * basis points does not fit a bigint for the largest amounts.
create function platform_fee_minor(amount_minor bigint, basis_points integer) returns bigint
language sql immutable strict parallel safe
return amount_minor / 10000 * basis_points + (amount_minor % 10000 * basis_points + 5000) / 10000;

comment on function platform_fee_minor(bigint, integer) is
  'The part of an amount that the marketplace keeps: basis points (hundredths of a percent) of it, rounded half up to a whole minor unit.';

-- Both triggers run after the statement that changed a product, when everything else it does is done: an offer that it
-- accepts is no longer pending, a payment that it ends no longer open. Each statement of a volatile function has a new
-- snapshot, so whatever was committed while that statement waited for the product's lock is seen. The other table is
-- looked for beside products, whatever the search_path of the caller.

create function decline_pending_offers() returns trigger
language plpgsql set search_path = ''
as $$
begin
  execute format(
    'update %I.offers set status = ''declined'' where offers.product_id = $1 and offers.status = ''pending''',
    tg_table_schema
  ) using new.id;
  return null;
end
$$;

comment on function decline_pending_offers() is 'Declines the pending offers on a product that has left the market.';

create trigger tr_products_decline_offers after update of is_available on products
  for each row when (old.is_available and not new.is_available)
  execute function decline_pending_offers();

create function refuse_market_in_deal() returns trigger
language plpgsql set search_path = ''
as $$
declare
  is_in_deal boolean;
begin
  execute format(
    'select exists (
      select from %I.transactions
      where transactions.product_id = $1 and transactions.status in (''pending'', ''completed'')
    )',
    tg_table_schema
  ) into is_in_deal using new.id;
  if is_in_deal then
    raise exception 'the product is in an open deal'
      using errcode = 'check_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        constraint = tg_name;
  end if;
  return null;
end
$$;

comment on function refuse_market_in_deal() is
  'Refuses to put a product on the market while a payment for it is pending or completed.';

create trigger tr_products_stay_in_deal after update of is_available on products
  for each row when (new.is_available and not old.is_available)
  execute function refuse_market_in_deal();
