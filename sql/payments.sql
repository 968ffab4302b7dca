/*
Payments: the rows of transactions, and the facts that the provider reports of them.

Commands lock, judge and write in the order and for the reasons that the head of offers.sql gives. Besides:
- All facts of a payment are written under its row lock, and its sums change by what the written fact changed
  (counted_change). Nothing is summed up anew, for a statement's snapshot may be older than the lock.
- The status is a function of what is known (payment_status). One thing is not a fact of the provider's: whether the
  payment is open, holding its product. It loses the product when it is called off or expires unpaid, or is paid back in
  whole, and wins it when money arrives and the product is on the market for that price, by its locked row.
- A product that is released goes back on the market if its seller's account is open and no moderator hides it. The seller's
  row is locked first: to close an account conflicts with that lock (users_is_active_id_key).
*/

/* @name findPayment */
-- A payment, or if a digest is given, the payment that the same content opened.
-- primary-only: money hangs on it
select
  transactions.*
from transactions
where transactions.id = :id!
  /*[if requestDigest]*/ and transactions.request_digest = :requestDigest! /*[end]*/;

/* @name findPaymentByIntent */
-- The payment that began with an intent, or of which a fact names it.
-- primary-only: money hangs on it
select
  transactions.*
from transactions
where transactions.id = coalesce(
  (
    select known_payment.id
    from transactions as known_payment
    where known_payment.stripe_payment_intent_id = :stripePaymentIntentId!
  ),
  (
    select payment_facts.payment_id
    from payment_facts
    where payment_facts.stripe_id = :stripePaymentIntentId!
      and payment_facts.kind = 'intent'
  )
);

/* @name listPaymentsByIds */
-- Payments in the order of their ids in the list; those that do not exist are left out.
-- primary-only: money hangs on it
select
  transactions.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join transactions on transactions.id = wanted.id
order by wanted.place;

/* @name openPayment */
-- A buyer buys a product at the asking price: it leaves the market, which declines the offers on it
-- (tr_products_decline_offers), and a payment is opened.
-- Returns the payment as it would be opened, and the rule that refused; no row if there is no such product.
-- Neither refused nor opened, though there is a buyer: the id is taken, so that a repeated call can look up what the
-- first one opened.
-- Isolation: READ COMMITTED; right under every level.
with locked_party as (
  select
    users.id,
    users.is_active
  from products
  join users on users.id in (products.seller_id, :buyerId!)
  where products.id = :productId!
  order by users.id
  for key share of users
),
locked_parties as (
  select
    coalesce(bool_or(locked_party.id = :buyerId!), false) as has_buyer,
    coalesce(bool_and(locked_party.is_active), false) as are_open
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
    products.sold_at,
    locked_parties.has_buyer,
    locked_parties.are_open
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
    priced_product.fee_basis_points,
    clock_timestamp() + make_interval(secs => :holdSeconds!::float8) as expires_at,
    null::timestamptz as paid_at,
    null::timestamptz as cancelled_at,
    null::timestamptz as expired_at,
    0 as failed_attempts,
    0::bigint as amount_received_minor,
    0::bigint as amount_refunded_minor,
    0::bigint as largest_refund_minor,
    0::bigint as amount_disputed_minor,
    0::bigint as amount_transferred_minor,
    0::bigint as amount_due_minor,
    false as needs_review,
    null::timestamptz as reviewed_at,
    :streamId::uuid as stream_id, -- null: in no stream
    locked_product.has_buyer,
    case
      when :buyerId! = locked_product.seller_id then 'own_product'
      when not locked_product.are_open then 'account_closed'
      when locked_product.sold_at is not null then 'product_already_sold'
      when not locked_product.is_available then 'product_not_available'
      when locked_product.price_minor <> :expectedAmountMinor::bigint
        or locked_product.currency <> :expectedCurrency::text then 'price_changed' -- null: whatever it is
      when :streamId::uuid is not null
        and not exists (
          select from stream_products
          where stream_products.product_id = locked_product.id
            and stream_products.stream_id = :streamId
        ) then 'product_not_in_stream'
    end as refusal
  from locked_product
  cross join lateral (
    select
      rate.basis_points as fee_basis_points,
      platform_fee_minor(locked_product.price_minor, rate.basis_points, locked_product.currency) as platform_fee_minor
    from (
      select case locked_product.feed_type
        when 'discover' then :discoverFeeBasisPoints!::integer
        else :communityFeeBasisPoints!::integer
      end as basis_points
    ) as rate
  ) as priced_product
),
opened_payment as (
  insert into transactions (id, buyer_id, seller_id, product_id, offer_id, amount_minor, currency, platform_fee_minor, seller_payout_minor, feed_type, status, stripe_payment_intent_id, stripe_charge_id, stripe_transfer_id, payment_method, completed_at, created_at, updated_at, fee_basis_points, expires_at, stream_id, request_digest)
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
    drafted_payment.updated_at,
    drafted_payment.fee_basis_points,
    drafted_payment.expires_at,
    drafted_payment.stream_id,
    :requestDigest::uuid -- null: the caller gave no id
  from drafted_payment
  where drafted_payment.refusal is null
    and drafted_payment.has_buyer
  on conflict (id) do nothing
  returning
    transactions.id,
    transactions.product_id
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    drafted_payment.seller_id,
    drafted_payment.buyer_id,
    'payment_opened',
    'payment',
    opened_payment.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'payments.open', opened_payment.id)
  from opened_payment
  join drafted_payment on drafted_payment.id = opened_payment.id
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  on conflict do nothing
),
/*[end]*/
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
  drafted_payment.fee_basis_points as "fee_basis_points?",
  drafted_payment.expires_at,
  drafted_payment.paid_at,
  drafted_payment.cancelled_at,
  drafted_payment.expired_at,
  drafted_payment.failed_attempts as "failed_attempts!",
  drafted_payment.amount_received_minor as "amount_received_minor!",
  drafted_payment.amount_refunded_minor as "amount_refunded_minor!",
  drafted_payment.largest_refund_minor as "largest_refund_minor!",
  drafted_payment.amount_disputed_minor as "amount_disputed_minor!",
  drafted_payment.amount_transferred_minor as "amount_transferred_minor!",
  drafted_payment.amount_due_minor as "amount_due_minor!",
  drafted_payment.needs_review as "needs_review!",
  drafted_payment.reviewed_at,
  drafted_payment.stream_id,
  drafted_payment.has_buyer as "has_buyer!",
  drafted_payment.refusal as "refusal?",
  opened_payment.id is not null as "was_opened!"
from drafted_payment
left join opened_payment on opened_payment.id = drafted_payment.id;

/* @name recordPaymentFact */
-- Records a fact that the provider reports, and brings the payment to the state that all its facts make.
-- The payment is named by its id or by its intent: the one that it began with, or another one known from a fact. An
-- amount may be in another currency than the payment's, which then does not count it. null: not given.
-- Refused is only what is a contradiction in itself: an id at Stripe that is another payment's.
-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level.
with wanted_payment as materialized (
  select
    transactions.id,
    transactions.buyer_id,
    transactions.seller_id,
    transactions.product_id,
    transactions.offer_id
  from transactions
  where transactions.id = coalesce(
    :paymentId::uuid,
    (
      select known_payment.id
      from transactions as known_payment
      where known_payment.stripe_payment_intent_id = :stripePaymentIntentId::text
    ),
    (
      select payment_facts.payment_id
      from payment_facts
      where payment_facts.stripe_id = :stripePaymentIntentId::text
    )
  )
),
locked_party as (
  select
    users.id,
    users.is_active
  from wanted_payment
  join users on users.id in (wanted_payment.seller_id /*[if notify]*/ , wanted_payment.buyer_id /*[end]*/)
  order by users.id
  for key share of users
),
locked_seller as (
  select
    wanted_payment.seller_id as id,
    bool_or(locked_party.is_active and locked_party.id = wanted_payment.seller_id) as is_active
  from wanted_payment
  cross join locked_party
  group by wanted_payment.seller_id
),
locked_product as (
  select
    products.id,
    products.is_available,
    products.price_minor,
    products.currency
  from wanted_payment
  join locked_seller on locked_seller.id = wanted_payment.seller_id
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
  from wanted_payment
  join locked_product on locked_product.id = wanted_payment.product_id
  left join locked_offer on locked_offer.id = wanted_payment.offer_id
  join transactions on transactions.id = wanted_payment.id
  for no key update of transactions
),
judged_payment as materialized (
  select
    locked_payment.id,
    locked_payment.currency,
    case
      when exists (
        select from transactions as other_payment
        where other_payment.stripe_payment_intent_id = :stripePaymentIntentId::text
          and other_payment.id <> locked_payment.id
      )
        then 'payment_ids_differ'
    end as refusal
  from locked_payment
),
recorded_fact as (
  insert into payment_facts (payment_id, kind, stripe_id, status, amount_minor, reversed_minor, currency, failure_code, counted, counted_change)
  select
    judged_payment.id,
    :kind!::text,
    :stripeId!::text,
    :status!::text,
    :amountMinor!::bigint,
    :reversedMinor!::bigint,
    coalesce(:currency::text, judged_payment.currency),
    :failureCode::text,
    payment_fact_count(:kind!::text, :status!::text, :amountMinor!::bigint, :reversedMinor!::bigint),
    payment_fact_count(:kind!::text, :status!::text, :amountMinor!::bigint, :reversedMinor!::bigint)
  from judged_payment
  where judged_payment.refusal is null
  on conflict (stripe_id) do update
  set (status, amount_minor, reversed_minor, failure_code, counted, counted_change) = (
    select
      merged_fact.status,
      merged_fact.amount_minor,
      merged_fact.reversed_minor,
      least(payment_facts.failure_code collate "C", excluded.failure_code),
      payment_fact_count(payment_facts.kind, merged_fact.status, merged_fact.amount_minor, merged_fact.reversed_minor),
      payment_fact_count(payment_facts.kind, merged_fact.status, merged_fact.amount_minor, merged_fact.reversed_minor)
      - payment_facts.counted
    from (
      select
        case
          when payment_fact_rank(excluded.kind, excluded.status) > payment_fact_rank(payment_facts.kind, payment_facts.status)
            then excluded.status
          else payment_facts.status
        end as status,
        greatest(payment_facts.amount_minor, excluded.amount_minor) as amount_minor,
        greatest(payment_facts.reversed_minor, excluded.reversed_minor) as reversed_minor
    ) as merged_fact
  )
  where payment_facts.payment_id = excluded.payment_id
    and payment_facts.kind = excluded.kind
  returning
    payment_facts.kind,
    payment_facts.stripe_id,
    payment_facts.status,
    payment_facts.amount_minor,
    payment_facts.currency,
    payment_facts.counted_change
),
summed_payment as materialized (
  select
    locked_payment.id,
    locked_payment.amount_minor,
    locked_payment.currency,
    locked_payment.offer_id is not null as is_of_offer,
    locked_payment.status in ('pending', 'completed') as was_open,
    locked_payment.status = 'refunded' as was_refunded,
    locked_payment.amount_received_minor as amount_received_before_minor,
    greatest(now(), locked_payment.created_at) as reported_at, -- a transaction may have begun before the payment
    own_fact.stripe_payment_intent_id,
    case
      when recorded_fact.kind = 'intent' and own_fact.is_of_intent
        then least(locked_payment.stripe_charge_id collate "C", :stripeChargeId::text)
      else locked_payment.stripe_charge_id
    end as stripe_charge_id,
    case recorded_fact.kind
      when 'transfer' then least(locked_payment.stripe_transfer_id collate "C", recorded_fact.stripe_id)
      else locked_payment.stripe_transfer_id
    end as stripe_transfer_id,
    coalesce(:paymentMethod::text, locked_payment.payment_method) as payment_method,
    locked_payment.failed_attempts
      + case recorded_fact.kind when 'attempt' then recorded_fact.counted_change else 0 end::integer as failed_attempts,
    locked_payment.amount_received_minor
      + case recorded_fact.kind when 'intent' then own_fact.change else 0 end as amount_received_minor,
    locked_payment.amount_refunded_minor
      + case recorded_fact.kind when 'refund' then own_fact.change else 0 end as amount_refunded_minor,
    greatest(
      locked_payment.largest_refund_minor,
      case when recorded_fact.kind = 'refund' and own_fact.is_countable then recorded_fact.amount_minor end
    ) as largest_refund_minor,
    locked_payment.amount_disputed_minor
      + case recorded_fact.kind when 'dispute' then own_fact.change else 0 end as amount_disputed_minor,
    locked_payment.amount_transferred_minor
      + case recorded_fact.kind when 'transfer' then own_fact.change else 0 end as amount_transferred_minor,
    locked_payment.paid_at,
    recorded_fact.kind = 'intent' and recorded_fact.status = 'succeeded' and own_fact.is_countable as has_succeeded,
    case
      when recorded_fact.kind = 'intent' and recorded_fact.status = 'canceled' and own_fact.is_of_intent
        then coalesce(locked_payment.cancelled_at, now())
      else locked_payment.cancelled_at
    end as cancelled_at,
    locked_payment.expired_at,
    locked_payment.needs_review or fit.is_unfit as needs_review,
    case when not fit.is_unfit or recorded_fact.counted_change = 0 then locked_payment.reviewed_at end as reviewed_at
  from locked_payment
  cross join recorded_fact
  cross join lateral (
    select
      intent.id as stripe_payment_intent_id,
      recorded_fact.stripe_id = intent.id as is_of_intent,
      recorded_fact.currency = locked_payment.currency as is_countable,
      case when recorded_fact.currency = locked_payment.currency then recorded_fact.counted_change else 0 end as change
    from (select coalesce(locked_payment.stripe_payment_intent_id, :stripePaymentIntentId::text) as id) as intent
  ) as own_fact
  cross join lateral (
    select
      not own_fact.is_countable
      or (
        recorded_fact.kind = 'intent'
        and recorded_fact.status = 'succeeded'
        and (not own_fact.is_of_intent or recorded_fact.amount_minor <> locked_payment.amount_minor)
      ) as is_unfit
  ) as fit
),
dated_payment as materialized (
  select
    summed_payment.*,
    case
      when summed_payment.has_succeeded and summed_payment.amount_received_minor >= summed_payment.amount_minor
        then coalesce(summed_payment.paid_at, summed_payment.reported_at)
      else summed_payment.paid_at
    end as now_paid_at,
    summed_payment.amount_received_minor > 0
      and greatest(summed_payment.amount_refunded_minor, summed_payment.largest_refund_minor)
        >= summed_payment.amount_received_minor as is_undone
  from summed_payment
),
opened_payment as materialized (
  select
    dated_payment.*,
    case
      when dated_payment.is_undone then false
      when dated_payment.now_paid_at is not null then dated_payment.was_open or (
        locked_product.is_available
        and locked_product.currency = dated_payment.currency
        and (dated_payment.is_of_offer or locked_product.price_minor = dated_payment.amount_minor)
        and (
          dated_payment.paid_at is null
          or dated_payment.amount_received_minor > dated_payment.amount_received_before_minor
          or dated_payment.was_refunded -- a part of the refund has failed
        )
      )
      else dated_payment.was_open and dated_payment.cancelled_at is null and dated_payment.expired_at is null
    end as is_open
  from dated_payment
  cross join locked_product
),
next_payment as materialized (
  select
    opened_payment.*,
    payment_status(
      opened_payment.is_open,
      opened_payment.now_paid_at is not null,
      opened_payment.cancelled_at is not null,
      opened_payment.expired_at is not null,
      opened_payment.failed_attempts,
      opened_payment.amount_received_minor,
      opened_payment.amount_refunded_minor
    ) as status,
    greatest(
      0,
      opened_payment.amount_received_minor - opened_payment.amount_refunded_minor - opened_payment.amount_disputed_minor
      - case when opened_payment.is_open then opened_payment.amount_minor else 0 end
    ) as amount_due_minor
  from opened_payment
),
changed_payment as (
  update transactions
  set
    status = next_payment.status,
    stripe_payment_intent_id = next_payment.stripe_payment_intent_id,
    stripe_charge_id = next_payment.stripe_charge_id,
    stripe_transfer_id = next_payment.stripe_transfer_id,
    payment_method = next_payment.payment_method,
    completed_at = case
      when next_payment.status = 'completed' then coalesce(transactions.completed_at, next_payment.reported_at)
    end,
    paid_at = next_payment.now_paid_at,
    cancelled_at = next_payment.cancelled_at,
    failed_attempts = next_payment.failed_attempts,
    amount_received_minor = next_payment.amount_received_minor,
    amount_refunded_minor = next_payment.amount_refunded_minor,
    largest_refund_minor = next_payment.largest_refund_minor,
    amount_disputed_minor = next_payment.amount_disputed_minor,
    amount_transferred_minor = next_payment.amount_transferred_minor,
    amount_due_minor = next_payment.amount_due_minor,
    needs_review = next_payment.needs_review,
    reviewed_at = next_payment.reviewed_at
  from next_payment
  join locked_payment on locked_payment.id = next_payment.id -- not transactions, whose row may be older than the lock
  where transactions.id = next_payment.id
    and (
      locked_payment.status,
      locked_payment.stripe_payment_intent_id,
      locked_payment.stripe_charge_id,
      locked_payment.stripe_transfer_id,
      locked_payment.payment_method,
      locked_payment.paid_at,
      locked_payment.cancelled_at,
      locked_payment.failed_attempts,
      locked_payment.amount_received_minor,
      locked_payment.amount_refunded_minor,
      locked_payment.largest_refund_minor,
      locked_payment.amount_disputed_minor,
      locked_payment.amount_transferred_minor,
      locked_payment.needs_review,
      locked_payment.reviewed_at
    ) is distinct from (
      next_payment.status,
      next_payment.stripe_payment_intent_id,
      next_payment.stripe_charge_id,
      next_payment.stripe_transfer_id,
      next_payment.payment_method,
      next_payment.now_paid_at,
      next_payment.cancelled_at,
      next_payment.failed_attempts,
      next_payment.amount_received_minor,
      next_payment.amount_refunded_minor,
      next_payment.largest_refund_minor,
      next_payment.amount_disputed_minor,
      next_payment.amount_transferred_minor,
      next_payment.needs_review,
      next_payment.reviewed_at
    )
  returning
    transactions.*
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    locked_party.id,
    case changed_payment.status when 'completed' then changed_payment.buyer_id end,
    case changed_payment.status
      when 'completed' then 'payment_completed'
      when 'refunded' then 'payment_refunded'
      else 'payment_cancelled'
    end::notification_type,
    'payment',
    changed_payment.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'payments.record', changed_payment.id, changed_payment.status)
  from changed_payment
  join locked_payment on locked_payment.id = changed_payment.id
  join locked_party
    on locked_party.id = case changed_payment.status when 'refunded' then changed_payment.buyer_id else changed_payment.seller_id end
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  where changed_payment.status <> locked_payment.status
    and changed_payment.status <> 'pending'
    and locked_party.is_active
  on conflict do nothing
),
/*[end]*/
moved_product as (
  update products
  set
    is_available = not next_payment.is_open
      and locked_seller.is_active
      and products.hidden_at is null
      and (products.sold_at is null or next_payment.now_paid_at is not null),
    sold_at = case
      when next_payment.is_open then coalesce(products.sold_at, next_payment.reported_at)
      when next_payment.now_paid_at is null then products.sold_at
    end
  from changed_payment
  join next_payment on next_payment.id = changed_payment.id
  join locked_seller on locked_seller.id = changed_payment.seller_id
  where products.id = changed_payment.product_id
    and (
      next_payment.is_open <> next_payment.was_open
      or (next_payment.status = 'completed' and next_payment.paid_at is null)
    )
),
moved_offer as (
  update offers
  set status = case when next_payment.is_open then 'accepted'::offer_status else 'cancelled'::offer_status end
  from changed_payment
  join next_payment on next_payment.id = changed_payment.id
  where offers.id = changed_payment.offer_id
    and next_payment.is_open <> next_payment.was_open
)
select
  changed_payment.*,
  null::text as "refusal?"
from changed_payment
union all
select
  locked_payment.*,
  case when not exists (select from recorded_fact) then 'payment_ids_differ' end
from locked_payment
where not exists (select from changed_payment);

/* @name closePayment */
-- Ends a payment that nobody paid, on behalf of its buyer or, without one (null), of the marketplace: it is called off,
-- or its time is over (expires). Its product is on the market again, and its offer cancelled.
-- One that has ended unpaid already stays as it is.
-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level.
with wanted_payment as materialized (
  select
    transactions.id,
    transactions.buyer_id,
    transactions.seller_id,
    transactions.product_id,
    transactions.offer_id
  from transactions
  where transactions.id = :paymentId!
),
locked_party as (
  select
    users.id,
    users.is_active
  from wanted_payment
  join users on users.id in (wanted_payment.seller_id /*[if notify]*/ , wanted_payment.buyer_id /*[end]*/)
  order by users.id
  for key share of users
),
locked_seller as (
  select
    wanted_payment.seller_id as id,
    bool_or(locked_party.is_active and locked_party.id = wanted_payment.seller_id) as is_active
  from wanted_payment
  cross join locked_party
  group by wanted_payment.seller_id
),
locked_product as (
  select products.id
  from wanted_payment
  join locked_seller on locked_seller.id = wanted_payment.seller_id
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
  from wanted_payment
  join locked_product on locked_product.id = wanted_payment.product_id
  left join locked_offer on locked_offer.id = wanted_payment.offer_id
  join transactions on transactions.id = wanted_payment.id
  for no key update of transactions
),
judged_payment as materialized (
  select
    locked_payment.id,
    locked_payment.status <> 'pending' as is_repeated,
    case
      when :buyerId::uuid <> locked_payment.buyer_id then 'not_the_buyer'
      when locked_payment.paid_at is not null or locked_payment.status = 'refunded' then 'payment_not_pending'
    end as refusal
  from locked_payment
),
closed_payment as (
  update transactions
  set
    status = payment_status(
      false,
      false,
      not :expires!::boolean,
      :expires!::boolean,
      transactions.failed_attempts,
      transactions.amount_received_minor,
      transactions.amount_refunded_minor
    ),
    cancelled_at = case when not :expires!::boolean then now() end,
    expired_at = case when :expires!::boolean then now() end,
    amount_due_minor = greatest(
      0,
      transactions.amount_received_minor - transactions.amount_refunded_minor - transactions.amount_disputed_minor
    )
  from judged_payment
  where transactions.id = judged_payment.id
    and judged_payment.refusal is null
    and not judged_payment.is_repeated
  returning
    transactions.*
),
/*[if notify]*/
sent_notification as (
  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
  select
    locked_party.id,
    case when not :expires!::boolean then closed_payment.buyer_id end,
    'payment_cancelled',
    'payment',
    closed_payment.id,
    content.title,
    content.body,
    coalesce(content.data, '{}'),
    coalesce(content.channels, '{}'),
    concat_ws(':', 'payments.close', closed_payment.id)
  from closed_payment
  join locked_party
    on locked_party.id = case when :expires!::boolean then closed_payment.buyer_id else closed_payment.seller_id end
  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
  where locked_party.is_active
  on conflict do nothing
),
/*[end]*/
released_product as (
  update products
  set is_available = locked_seller.is_active and products.sold_at is null and products.hidden_at is null
  from closed_payment
  join locked_seller on locked_seller.id = closed_payment.seller_id
  where products.id = closed_payment.product_id
),
undone_offer as (
  update offers
  set status = 'cancelled'
  from closed_payment
  where offers.id = closed_payment.offer_id
)
select
  closed_payment.*,
  null::text as "refusal?"
from closed_payment
union all
select
  locked_payment.*,
  judged_payment.refusal
from locked_payment
join judged_payment on judged_payment.id = locked_payment.id
where judged_payment.refusal is not null
  or judged_payment.is_repeated;

/* @name expirePayments */
-- Ends pending payments whose hold is over, of a product or of all, those that ended first before the rest, as many as
-- the limit says: as closePayment does.
-- now() and not clock_timestamp(), which no index can be searched by: it is the earlier of the two.
-- Isolation: READ COMMITTED. Rows that another command holds are skipped: the next sweep finds them. So it never waits,
-- and may lock the rows of many payments.
with due_payment as materialized (
  select
    transactions.id,
    transactions.seller_id,
    transactions.product_id,
    transactions.offer_id
  from transactions
  where transactions.status = 'pending'
    and transactions.expires_at <= now()
    /*[if productId]*/ and transactions.product_id = :productId! /*[end]*/
  order by transactions.expires_at, transactions.id
  limit (select :limit!::bigint)
),
locked_seller as (
  select
    users.id,
    users.is_active
  from users
  where users.id in (select due_payment.seller_id from due_payment)
  for key share skip locked
),
locked_product as (
  select products.id
  from due_payment
  join locked_seller on locked_seller.id = due_payment.seller_id
  join products on products.id = due_payment.product_id
  for no key update of products skip locked
),
locked_offer as (
  select offers.id
  from due_payment
  join locked_product on locked_product.id = due_payment.product_id
  join offers on offers.id = due_payment.offer_id
  for no key update of offers skip locked
),
locked_payment as (
  select
    transactions.id
  from due_payment
  join locked_product on locked_product.id = due_payment.product_id
  left join locked_offer on locked_offer.id = due_payment.offer_id
  join transactions on transactions.id = due_payment.id
  where (due_payment.offer_id is null or locked_offer.id is not null)
    and transactions.status = 'pending'
    and transactions.expires_at <= now() -- extendHold may have come first
  for no key update of transactions skip locked
),
released_product as (
  update products
  set is_available = locked_seller.is_active and products.sold_at is null and products.hidden_at is null
  from locked_payment
  join due_payment on due_payment.id = locked_payment.id
  join locked_seller on locked_seller.id = due_payment.seller_id
  where products.id = due_payment.product_id
),
undone_offer as (
  update offers
  set status = 'cancelled'
  from locked_payment
  join due_payment on due_payment.id = locked_payment.id
  where offers.id = due_payment.offer_id
)
update transactions
set
  status = payment_status(
    false,
    false,
    false,
    true,
    transactions.failed_attempts,
    transactions.amount_received_minor,
    transactions.amount_refunded_minor
  ),
  expired_at = now(),
  amount_due_minor = greatest(
    0,
    transactions.amount_received_minor - transactions.amount_refunded_minor - transactions.amount_disputed_minor
  )
from locked_payment
where transactions.id = locked_payment.id;

/* @name attachPaymentIntent */
-- Keeps the payment intent that a payment begins with, where none is known yet.
-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.
with locked_payment as (
  select
    transactions.*
  from transactions
  where transactions.id = :paymentId!
  for no key update
),
attached_payment as (
  update transactions
  set stripe_payment_intent_id = :stripePaymentIntentId!
  from locked_payment
  where transactions.id = locked_payment.id
    and locked_payment.stripe_payment_intent_id is null
  returning
    transactions.*
)
select
  attached_payment.*,
  null::text as "refusal?"
from attached_payment
union all
select
  locked_payment.*,
  case when locked_payment.stripe_payment_intent_id <> :stripePaymentIntentId! then 'payment_ids_differ' end
from locked_payment
where locked_payment.stripe_payment_intent_id is not null;

/* @name extendPaymentHold */
-- Lets a pending payment hold its product for longer: from now on, by the server's clock. It never becomes shorter.
-- Returns the payment as it is now, and the rule that refused; no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level. One row decides, and it is locked.
with locked_payment as (
  select
    transactions.*
  from transactions
  where transactions.id = :paymentId!
  for no key update
),
extended_payment as (
  update transactions
  set expires_at = greatest(
    locked_payment.expires_at,
    clock_timestamp() + make_interval(secs => :holdSeconds!::float8)
  )
  from locked_payment
  where transactions.id = locked_payment.id
    and locked_payment.status = 'pending'
    and locked_payment.expires_at is not null -- null: without end
  returning
    transactions.*
)
select
  extended_payment.*,
  null::text as "refusal?"
from extended_payment
union all
select
  locked_payment.*,
  case when locked_payment.status <> 'pending' then 'payment_not_pending' end
from locked_payment
where locked_payment.status <> 'pending'
  or locked_payment.expires_at is null;

/* @name markPaymentReviewed */
-- Takes a payment off the list of those to review; returns no row if there is no such payment.
-- Isolation: READ COMMITTED; right under every level. One row decides.
update transactions
set reviewed_at = coalesce(transactions.reviewed_at, case when transactions.needs_review then now() end)
where transactions.id = :paymentId!
returning
  transactions.*;

/* @name listPaymentFacts */
-- The facts of a payment, newest first.
-- primary-only: money hangs on it
select
  payment_facts.*,
  payment_facts.created_at::text as "created_at_exact!"
from payment_facts
where payment_facts.payment_id = :paymentId!
  /*[if afterTime afterId]*/
  and payment_facts.created_at <= :afterTime!
  and (payment_facts.created_at, payment_facts.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by payment_facts.created_at desc, payment_facts.id desc
limit (select :limit!::bigint);

/* @name listPendingPayments */
-- The payments that hold a product and wait for their money, newest first.
-- For a deadline up to 500 payments are walked for a page, as in listPaymentsByBuyer.
-- primary-only: work is taken from it
with page as (
  select
    transactions.*,
    false
      /*[if expiresBefore]*/
      or row_number() over (order by transactions.created_at desc, transactions.id desc) >= 500
      /*[end]*/ as is_walk_end
  from transactions
  where transactions.status = 'pending'
    /*[if afterTime afterId]*/
    and transactions.created_at <= :afterTime!
    and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by transactions.created_at desc, transactions.id desc
  limit (select greatest(:limit!::bigint /*[if expiresBefore]*/, 500 /*[end]*/))
)
select
  page.*,
  page.created_at::text as "created_at_exact!",
  false /*[if expiresBefore]*/ or (page.expires_at < :expiresBefore!) is not true /*[end]*/ as "is_left_out!"
from page
/*[if expiresBefore]*/
where page.expires_at < :expiresBefore!
  or page.is_walk_end
/*[end]*/
order by page.created_at desc, page.id desc
limit (select :limit!::bigint);

/* @name listExpiredPayments */
-- The payments whose hold ended before they were paid, newest first.
-- primary-only: work is taken from it
select
  transactions.*,
  transactions.created_at::text as "created_at_exact!"
from transactions
where transactions.expired_at is not null
  /*[if status]*/ and transactions.status = (select :status!::transaction_status) /*[end]*/
  /*[if afterTime afterId]*/
  and transactions.created_at <= :afterTime!
  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/
  transactions.created_at desc,
  transactions.id desc
limit (select :limit!::bigint);

/* @name listRefundsDue */
-- The payments of which money is to be paid back, newest first.
-- primary-only: work is taken from it
select
  transactions.*,
  transactions.created_at::text as "created_at_exact!"
from transactions
where transactions.amount_due_minor > 0
  /*[if currency]*/ and transactions.currency = (select :currency!::text) /*[end]*/
  /*[if afterTime afterId]*/
  and transactions.created_at <= :afterTime!
  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if currency]*/ transactions.created_at desc nulls last, /*[end]*/
  transactions.created_at desc,
  transactions.id desc
limit (select :limit!::bigint);

/* @name listPaymentsToReview */
-- The payments of which the provider reported a fact that does not fit and that nobody has looked at, newest first.
-- primary-only: work is taken from it
select
  transactions.*,
  transactions.created_at::text as "created_at_exact!"
from transactions
where transactions.needs_review
  and transactions.reviewed_at is null
  /*[if afterTime afterId]*/
  and transactions.created_at <= :afterTime!
  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by transactions.created_at desc, transactions.id desc
limit (select :limit!::bigint);

/* @name listPaymentsByBuyer */
-- A buyer's payments, newest first.
-- Those of a status have an index. For a currency up to 500 payments are walked for a page, as in listProductFeed for a viewer.
-- The status stands in a subselect and the order says where nulls would come, so that one plan serves the frequent and the rare.
-- primary-only: money hangs on it
with page as (
  select
    transactions.*,
    false
      /*[if currency]*/
      or row_number() over (
        order by
          /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/
          transactions.created_at desc,
          transactions.id desc
      ) >= 500
      /*[end]*/ as is_walk_end
  from transactions
  where transactions.buyer_id = :buyerId!
    /*[if status]*/ and transactions.status_code = (select transaction_status_code(:status!)) /*[end]*/
    /*[if from]*/ and transactions.created_at >= :from! /*[end]*/
    /*[if before]*/ and transactions.created_at < :before! /*[end]*/
    /*[if afterTime afterId]*/
    and transactions.created_at <= :afterTime!
    and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by
    /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/
    transactions.created_at desc,
    transactions.id desc
  limit (select greatest(:limit!::bigint /*[if currency]*/, 500 /*[end]*/))
)
select
  page.*,
  page.created_at::text as "created_at_exact!",
  false /*[if currency]*/ or page.currency <> :currency! /*[end]*/ as "is_left_out!"
from page
/*[if currency]*/
where page.currency = :currency!
  or page.is_walk_end
/*[end]*/
order by
  /*[if status]*/ page.created_at desc nulls last, /*[end]*/
  page.created_at desc,
  page.id desc
limit (select :limit!::bigint);

/* @name listPaymentsBySeller */
-- A seller's payments, newest first.
-- Walked as in listPaymentsByBuyer.
-- primary-only: money hangs on it
with page as (
  select
    transactions.*,
    false
      /*[if currency]*/
      or row_number() over (
        order by
          /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/
          transactions.created_at desc,
          transactions.id desc
      ) >= 500
      /*[end]*/ as is_walk_end
  from transactions
  where transactions.seller_id = :sellerId!
    /*[if status]*/ and transactions.status_code = (select transaction_status_code(:status!)) /*[end]*/
    /*[if from]*/ and transactions.created_at >= :from! /*[end]*/
    /*[if before]*/ and transactions.created_at < :before! /*[end]*/
    /*[if afterTime afterId]*/
    and transactions.created_at <= :afterTime!
    and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by
    /*[if status]*/ transactions.created_at desc nulls last, /*[end]*/
    transactions.created_at desc,
    transactions.id desc
  limit (select greatest(:limit!::bigint /*[if currency]*/, 500 /*[end]*/))
)
select
  page.*,
  page.created_at::text as "created_at_exact!",
  false /*[if currency]*/ or page.currency <> :currency! /*[end]*/ as "is_left_out!"
from page
/*[if currency]*/
where page.currency = :currency!
  or page.is_walk_end
/*[end]*/
order by
  /*[if status]*/ page.created_at desc nulls last, /*[end]*/
  page.created_at desc,
  page.id desc
limit (select :limit!::bigint);

/* @name sumPaymentsByBuyer */
-- The sums a buyer spent in a period, by the time of completion: a row for each currency.
-- primary-only: money hangs on it
select
  transactions.currency,
  count(*)::integer as "count!",
  sum(transactions.amount_minor)::bigint as "amount_minor!",
  sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
  sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!",
  sum(transactions.amount_refunded_minor)::bigint as "amount_refunded_minor!"
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
-- primary-only: money hangs on it
select
  transactions.currency,
  count(*)::integer as "count!",
  sum(transactions.amount_minor)::bigint as "amount_minor!",
  sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
  sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!",
  sum(transactions.amount_refunded_minor)::bigint as "amount_refunded_minor!"
from transactions
where transactions.seller_id = :sellerId!
  and transactions.status = 'completed'
  /*[if currency]*/ and transactions.currency = :currency! /*[end]*/
  /*[if from]*/ and transactions.completed_at >= :from! /*[end]*/
  /*[if before]*/ and transactions.completed_at < :before! /*[end]*/
group by transactions.currency
order by transactions.currency;

/* @name listPaymentsByStream */
-- The payments that were opened in a stream, newest first, for its streamer.
-- The payments of a stream are all its streamer's, who is asked for once: for anybody else nothing is walked.
-- primary-only: money hangs on it
select
  transactions.*,
  transactions.created_at::text as "created_at_exact!"
from transactions
where transactions.stream_id = :streamId!
  and (select streams.user_id from streams where streams.id = :streamId!) = :sellerId!
  /*[if afterTime afterId]*/
  and transactions.created_at <= :afterTime!
  and (transactions.created_at, transactions.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by transactions.created_at desc, transactions.id desc
limit (select :limit!::bigint);

/* @name sumPaymentsByStream */
-- The sums that a stream sold for, of completed payments: a row for each currency.
-- primary-only: money hangs on it
select
  transactions.currency,
  count(*)::integer as "count!",
  sum(transactions.amount_minor)::bigint as "amount_minor!",
  sum(transactions.platform_fee_minor)::bigint as "platform_fee_minor!",
  sum(transactions.seller_payout_minor)::bigint as "seller_payout_minor!",
  sum(transactions.amount_refunded_minor)::bigint as "amount_refunded_minor!"
from transactions
where transactions.stream_id = :streamId!
  and (select streams.user_id from streams where streams.id = :streamId!) = :sellerId!
  and transactions.status = 'completed'
group by transactions.currency
order by transactions.currency;
