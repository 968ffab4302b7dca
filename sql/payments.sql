/*
Payments: the rows of transactions.

Commands lock, judge and write in the order and for the reasons that the head of offers.sql gives.
*/

/* @name findPayment */
select
  transactions.*
from transactions
where transactions.id = :id!;

/* @name findPaymentByIntent */
select
  transactions.*
from transactions
where transactions.stripe_payment_intent_id = :stripePaymentIntentId!;

/* @name listPaymentsByIds */
-- Payments in the order of their ids in the list; those that do not exist are left out.
select
  transactions.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join transactions on transactions.id = wanted.id
order by wanted.place;

/* @name openPayment */
-- A buyer buys a product at the asking price: it leaves the market, which declines the offers on it
-- (tr_products_decline_offers), and a payment is opened.
-- Returns the payment as it would be opened, and the rule that refused; no row if there is no such product.
-- Neither refused nor opened: the id is taken, so that a repeated call can look up what the first one opened.
-- Isolation: READ COMMITTED; right under every level.
with locked_party as (
  select users.id
  from products
  join users on users.id in (products.seller_id, :buyerId!)
  where products.id = :productId!
  order by users.id
  for key share of users
),
locked_parties as (
  select count(*) as count
  from locked_party
),
locked_product as (
  select
    products.id,
    products.seller_id,
    products.price_minor,
    products.currency,
    products.feed_type,
    products.is_available,
    products.sold_at
  from locked_parties
  join products on products.id = :productId!
  for no key update of products
),
drafted_payment as materialized (
  select
    :id!::uuid as id,
    :buyerId!::uuid as buyer_id,
    locked_product.seller_id,
    locked_product.id as product_id,
    null::uuid as offer_id,
    locked_product.price_minor as amount_minor,
    locked_product.currency,
    priced_product.platform_fee_minor,
    locked_product.price_minor - priced_product.platform_fee_minor as seller_payout_minor,
    locked_product.feed_type,
    'pending'::transaction_status as status,
    :stripePaymentIntentId::text as stripe_payment_intent_id,
    null::text as stripe_charge_id,
    null::text as stripe_transfer_id,
    :paymentMethod::text as payment_method,
    null::timestamptz as completed_at,
    now() as created_at,
    now() as updated_at,
    case
      when :buyerId! = locked_product.seller_id then 'own_product'
      when locked_product.sold_at is not null then 'product_already_sold'
      when not locked_product.is_available then 'product_not_available'
      when locked_product.price_minor <> :expectedAmountMinor::bigint
        or locked_product.currency <> :expectedCurrency::text then 'price_changed' -- null: whatever it is
    end as refusal
  from locked_product
  cross join lateral (
    select platform_fee_minor(
      locked_product.price_minor,
      case locked_product.feed_type
        when 'discover' then :discoverFeeBasisPoints!::integer
        else :communityFeeBasisPoints!::integer
      end,
      locked_product.currency
    ) as platform_fee_minor
  ) as priced_product
),
opened_payment as (
  insert into transactions (id, buyer_id, seller_id, product_id, offer_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, status, stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, created_at, updated_at)
  select
    drafted_payment.id,
    drafted_payment.buyer_id,
    drafted_payment.seller_id,
    drafted_payment.product_id,
    drafted_payment.offer_id,
    drafted_payment.amount_minor,
    drafted_payment.currency,
    drafted_payment.platform_fee_minor,
    drafted_payment.seller_payout_minor,
    drafted_payment.feed_type,
    drafted_payment.status,
    drafted_payment.stripe_payment_intent_id,
    drafted_payment.stripe_charge_id,
    drafted_payment.stripe_transfer_id,
    drafted_payment.payment_method,
    drafted_payment.completed_at,
    drafted_payment.created_at,
    drafted_payment.updated_at
  from drafted_payment
  where drafted_payment.refusal is null
  on conflict (id) do nothing
  returning
    transactions.id,
    transactions.product_id
),
taken_product as (
  update products
  set is_available = false
  from opened_payment
  where products.id = opened_payment.product_id
)
select
  drafted_payment.id as "id!",
  drafted_payment.buyer_id as "buyer_id!",
  drafted_payment.seller_id as "seller_id!",
  drafted_payment.product_id as "product_id!",
  drafted_payment.offer_id,
  drafted_payment.amount_minor as "amount_minor!",
  drafted_payment.currency as "currency!",
  drafted_payment.platform_fee_minor as "platform_fee_minor!",
  drafted_payment.seller_payout_minor as "seller_payout_minor!",
  drafted_payment.feed_type as "feed_type!",
  drafted_payment.status as "status!",
  drafted_payment.stripe_payment_intent_id,
  drafted_payment.stripe_charge_id,
  drafted_payment.stripe_transfer_id,
  drafted_payment.payment_method,
  drafted_payment.completed_at,
  drafted_payment.created_at as "created_at!",
  drafted_payment.updated_at as "updated_at!",
  drafted_payment.refusal as "refusal?",
  opened_payment.id is not null as "was_opened!"
from drafted_payment
left join opened_payment on opened_payment.id = drafted_payment.id;

/* @name settlePayment */
-- Brings a payment to its next state: from pending to completed, failed or cancelled, from completed to refunded.
-- Completed, its product is sold. Failed, cancelled or refunded, its product is on the market again, and the offer it
-- was for is cancelled: what is accepted has an open payment. A product that was marked sold meanwhile stays sold.
-- Stripe's ids that are given are kept; null: not given. One that contradicts what is known is refused. A payment that
-- is in that state already, with the ids that are given, stays as it is.
-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level.
with wanted_payment as (
  select
    transactions.id,
    transactions.product_id,
    transactions.offer_id
  from transactions
  where transactions.id = :paymentId!
),
locked_product as (
  select products.id
  from wanted_payment
  join products on products.id = wanted_payment.product_id
  for no key update of products
),
locked_offer as (
  select offers.id
  from wanted_payment
  join locked_product on locked_product.id = wanted_payment.product_id
  join offers on offers.id = wanted_payment.offer_id
  for no key update of offers
),
locked_payment as (
  select
    transactions.*
  from locked_product
  left join locked_offer on true
  join transactions on transactions.product_id = locked_product.id
  where transactions.id = :paymentId!
  for no key update of transactions
),
judged_payment as materialized (
  select
    locked_payment.id,
    locked_payment.status = :status! as is_repeated,
    case
      when locked_payment.status = :status! then
        case
          when coalesce(:stripePaymentIntentId::text <> coalesce(locked_payment.stripe_payment_intent_id, ''), false)
            or coalesce(:stripeChargeId::text <> coalesce(locked_payment.stripe_charge_id, ''), false)
            or coalesce(:stripeTransferId::text <> coalesce(locked_payment.stripe_transfer_id, ''), false)
            or coalesce(:paymentMethod::text <> coalesce(locked_payment.payment_method, ''), false)
            then 'payment_ids_differ'
        end
      when :status! = 'refunded' and locked_payment.status <> 'completed' then 'payment_not_completed'
      when :status! <> 'refunded' and locked_payment.status <> 'pending' then 'payment_not_pending'
      when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId::text
        or locked_payment.stripe_charge_id <> :stripeChargeId::text
        or locked_payment.stripe_transfer_id <> :stripeTransferId::text
        or locked_payment.payment_method <> :paymentMethod::text
        then 'payment_ids_differ'
    end as refusal
  from locked_payment
),
settled_payment as (
  update transactions
  set
    status = :status!,
    stripe_payment_intent_id = coalesce(:stripePaymentIntentId, transactions.stripe_payment_intent_id),
    stripe_charge_id = coalesce(:stripeChargeId, transactions.stripe_charge_id),
    stripe_transfer_id = coalesce(:stripeTransferId, transactions.stripe_transfer_id),
    payment_method = coalesce(:paymentMethod, transactions.payment_method),
    completed_at = case :status! when 'completed'::transaction_status then now() end
  from judged_payment
  where transactions.id = judged_payment.id
    and judged_payment.refusal is null
    and not judged_payment.is_repeated
  returning
    transactions.*
),
settled_product as (
  update products
  set
    is_available = settled_payment.status <> 'completed' and (products.sold_at is null or :status! = 'refunded'),
    sold_at = case
      when settled_payment.status = 'completed' then coalesce(products.sold_at, settled_payment.completed_at)
      when settled_payment.status <> 'refunded' then products.sold_at
    end
  from settled_payment
  where products.id = settled_payment.product_id
),
undone_offer as (
  update offers
  set status = 'cancelled'
  from settled_payment
  where offers.id = settled_payment.offer_id
    and settled_payment.status <> 'completed'
)
select
  settled_payment.*,
  null::text as "refusal?"
from settled_payment
union all
select
  locked_payment.*,
  judged_payment.refusal
from locked_payment
join judged_payment on judged_payment.id = locked_payment.id
where judged_payment.refusal is not null
  or judged_payment.is_repeated;

/* @name recordPaymentIds */
-- Keeps Stripe's ids of a payment, whatever its state, where none is known yet; null: not given.
-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.
with locked_payment as (
  select
    transactions.*
  from transactions
  where transactions.id = :paymentId!
  for no key update
),
judged_payment as materialized (
  select
    locked_payment.id,
    case
      when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId::text
        or locked_payment.stripe_charge_id <> :stripeChargeId::text
        or locked_payment.stripe_transfer_id <> :stripeTransferId::text
        or locked_payment.payment_method <> :paymentMethod::text
        then 'payment_ids_differ'
    end as refusal
  from locked_payment
),
recorded_payment as (
  update transactions
  set
    stripe_payment_intent_id = coalesce(:stripePaymentIntentId, transactions.stripe_payment_intent_id),
    stripe_charge_id = coalesce(:stripeChargeId, transactions.stripe_charge_id),
    stripe_transfer_id = coalesce(:stripeTransferId, transactions.stripe_transfer_id),
    payment_method = coalesce(:paymentMethod, transactions.payment_method)
  from judged_payment
  where transactions.id = judged_payment.id
    and judged_payment.refusal is null
  returning
    transactions.*
)
select
  recorded_payment.*,
  null::text as "refusal?"
from recorded_payment
union all
select
  locked_payment.*,
  judged_payment.refusal
from locked_payment
join judged_payment on judged_payment.id = locked_payment.id
where judged_payment.refusal is not null;

/* @name listPaymentsByBuyer */
-- A buyer's payments, newest first.
select
  transactions.*,
  transactions.created_at::text as "created_at_exact!"
from transactions
where transactions.buyer_id = :buyerId!
  /*[if status]*/ and transactions.status = :status! /*[end]*/
  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/
  /*[if from]*/ and transactions.created_at >= :from! /*[end]*/
  /*[if before]*/ and transactions.created_at < :before! /*[end]*/
  /*[if afterTime afterId]*/
  and transactions.created_at <= :afterTime!
  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by transactions.created_at desc, transactions.id desc
limit (select :limit!::bigint);

/* @name listPaymentsBySeller */
-- A seller's payments, newest first.
select
  transactions.*,
  transactions.created_at::text as "created_at_exact!"
from transactions
where transactions.seller_id = :sellerId!
  /*[if status]*/ and transactions.status = :status! /*[end]*/
  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/
  /*[if from]*/ and transactions.created_at >= :from! /*[end]*/
  /*[if before]*/ and transactions.created_at < :before! /*[end]*/
  /*[if afterTime afterId]*/
  and transactions.created_at <= :afterTime!
  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by transactions.created_at desc, transactions.id desc
limit (select :limit!::bigint);

/* @name sumPaymentsByBuyer */
-- The sums a buyer spent in a period, by the time of completion: a row for each currency.
select
  transactions.currency,
  count(*)::integer as "count!",
  sum(transactions.amount_minor)::bigint as "amount_minor!",
  sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
  sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!"
from transactions
where transactions.buyer_id = :buyerId!
  and transactions.status = 'completed'
  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/
  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/
  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/
group by transactions.currency
order by transactions.currency;

/* @name sumPaymentsBySeller */
-- The sums a seller earned in a period, by the time of completion: a row for each currency.
select
  transactions.currency,
  count(*)::integer as "count!",
  sum(transactions.amount_minor)::bigint as "amount_minor!",
  sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
  sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!"
from transactions
where transactions.seller_id = :sellerId!
  and transactions.status = 'completed'
  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/
  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/
  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/
group by transactions.currency
order by transactions.currency;
