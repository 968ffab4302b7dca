/*
Payments follow the provider's facts. A payment intent that failed may succeed with the next card, events arrive in any
order and more than once, and money that was taken is never without a place.

- payment_facts holds what the provider says happened: intents that succeeded or were canceled, attempts that failed,
  refunds, disputes and transfers, each under its id at Stripe. Facts merge: the later state and the larger amount stay,
  whatever comes first.
- transactions keeps the sums of its facts, and the ends that the marketplace itself set (cancelled_at, expired_at).
  payment_status says what state these make. A payment that was paid and has no deal is cancelled, and what is to be
  paid back is amount_due_minor.
- A pending payment holds its product until expires_at.
- The rate of the fee is kept (fee_basis_points).
- Ids of charges, transfers, customers and Connect accounts belong to one row. The indexes are partial, so that none of
  these columns counts as a key: a row's update takes the weaker lock. If two rows share such an id already, this file is
  refused by the name of the index, and nothing is changed: whose it is is not for a migration to say.

Payments from before get the facts that their state implies, under the ids that are known, or else under one that begins
with `unknown:`. Indexes that better ones replace: those of the sums, which include amount_refunded_minor now, and
ix_transactions_status, of which only what is pending is looked for.
*/

set local lock_timeout = '3s';

create function payment_fact_rank(kind text, status text) returns integer
language sql immutable parallel safe
return case kind
  when 'intent' then array_position(array['canceled', 'succeeded'], status)
  when 'refund' then array_position(array['requires_action', 'pending', 'succeeded', 'canceled', 'failed'], status)
  when 'dispute' then array_position(
    array[
      'warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'prevented',
      'won', 'lost'
    ],
    status
  )
  when 'attempt' then array_position(array['failed'], status)
  when 'transfer' then array_position(array['created'], status)
end;

comment on function payment_fact_rank(text, text) is
  'The place of a status among those of its kind: the one with the higher rank comes later. Null for a status of another kind.';

create function payment_fact_count(kind text, status text, amount_minor bigint, reversed_minor bigint) returns bigint
language sql immutable parallel safe
return case
  when kind = 'intent' and status = 'succeeded' then amount_minor
  when kind = 'refund' and status in ('requires_action', 'pending', 'succeeded') then amount_minor
  when kind = 'dispute' and status in ('needs_response', 'under_review', 'lost') then amount_minor
  when kind = 'transfer' then amount_minor - reversed_minor
  when kind = 'attempt' then 1
  else 0
end;

comment on function payment_fact_count(text, text, bigint, bigint) is
  'The part of a fact in the sum of its kind: an amount in the minor unit, or 1 for a failed attempt.';

create function payment_status(
  is_open boolean,
  is_paid boolean,
  is_cancelled boolean,
  is_expired boolean,
  failed_attempts integer,
  amount_received_minor bigint,
  amount_refunded_minor bigint
) returns transaction_status
language sql immutable parallel safe
return case
  when amount_received_minor > 0 and amount_refunded_minor >= amount_received_minor then 'refunded'::transaction_status
  when is_open and is_paid then 'completed'::transaction_status
  when is_open then 'pending'::transaction_status
  when is_expired and not is_cancelled and amount_received_minor = 0 and failed_attempts > 0
    then 'failed'::transaction_status
  else 'cancelled'::transaction_status
end;

comment on function payment_status(boolean, boolean, boolean, boolean, integer, bigint, bigint) is
  'The status of a payment by its facts. It is open while it holds its product.';

create table payment_facts (
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  kind text not null,
  stripe_id text not null,
  status text not null,
  amount_minor bigint not null,
  reversed_minor bigint not null default 0,
  currency text not null,
  failure_code text,
  counted bigint not null,
  counted_change bigint not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payment_facts_pkey primary key (id),
  constraint payment_facts_stripe_id_key unique (stripe_id),
  constraint fk_payment_facts_payment foreign key (payment_id) references transactions (id) on delete restrict,
  constraint ck_payment_facts_kind check (kind in ('intent', 'attempt', 'refund', 'dispute', 'transfer')),
  constraint ck_payment_facts_status_of_kind check (payment_fact_rank(kind, status) is not null),
  constraint ck_payment_facts_stripe_id_length check (char_length(stripe_id) between 1 and 255),
  constraint ck_payment_facts_amount_not_negative check (amount_minor >= 0),
  constraint ck_payment_facts_reversed_within_amount check (reversed_minor between 0 and amount_minor),
  constraint ck_payment_facts_currency_form check (currency ~ '^[A-Z]{3}$'),
  constraint ck_payment_facts_failure_code_length check (char_length(failure_code) between 1 and 255)
);

-- A fact that is reported again changes nothing but counted_change.
create trigger tr_payment_facts_updated_at before update on payment_facts
  for each row
  when (
    (old.status, old.amount_minor, old.reversed_minor, old.failure_code)
    is distinct from (new.status, new.amount_minor, new.reversed_minor, new.failure_code)
  )
  execute function set_updated_at();

create index ix_payment_facts_payment on payment_facts (payment_id, created_at, id);

comment on table payment_facts is 'A fact about a payment, as the payment provider reported it.';
comment on column payment_facts.kind is 'Intents and transfers are facts in their latest state; an attempt is one that failed.';
comment on column payment_facts.stripe_id is
  'The id at Stripe: pi_… of an intent, ch_… of an attempt (or evt_… if it made no charge), re_…, dp_… or du_…, tr_….';
comment on column payment_facts.status is 'The latest state, in Stripe''s words: failed of an attempt, created of a transfer.';
comment on column payment_facts.amount_minor is
  'The amount in the minor unit of currency; 0 of an attempt and of an intent that was canceled.';
comment on column payment_facts.reversed_minor is 'The part of a transfer that was reversed.';
comment on column payment_facts.currency is
  'Three letters, as the provider says. The payment counts facts in its own currency only.';
comment on column payment_facts.failure_code is 'The provider''s reason, such as card_declined.';
comment on column payment_facts.counted is 'The part in the payment''s sum of this kind: an amount, or 1 for an attempt.';
comment on column payment_facts.counted_change is 'The change of counted by the latest write, which the payment''s sum took over.';

alter table transactions
  add column fee_basis_points integer,
  add column expires_at timestamptz,
  add column paid_at timestamptz,
  add column cancelled_at timestamptz,
  add column expired_at timestamptz,
  add column failed_attempts integer not null default 0,
  add column amount_received_minor bigint not null default 0,
  add column amount_refunded_minor bigint not null default 0,
  add column largest_refund_minor bigint not null default 0,
  add column amount_disputed_minor bigint not null default 0,
  add column amount_transferred_minor bigint not null default 0,
  add column amount_due_minor bigint not null default 0,
  add column needs_review boolean not null default false,
  add column reviewed_at timestamptz;

-- Before the facts, whose own key would refuse such an id too.
create unique index transactions_stripe_charge_id_key on transactions (stripe_charge_id)
  where stripe_charge_id is not null;
create unique index transactions_stripe_transfer_id_key on transactions (stripe_transfer_id)
  where stripe_transfer_id is not null;

insert into payment_facts (payment_id, kind, stripe_id, status, amount_minor, currency, counted, counted_change)
select
  transactions.id,
  fact.kind,
  coalesce(fact.stripe_id, 'unknown:' || fact.kind || ':' || transactions.id),
  fact.status,
  fact.amount_minor,
  transactions.currency,
  fact.counted,
  fact.counted
from transactions
cross join lateral (
  values
    ('intent', transactions.stripe_payment_intent_id, 'succeeded', transactions.amount_minor, transactions.amount_minor),
    ('refund', null, 'succeeded', transactions.amount_minor, transactions.amount_minor),
    ('attempt', transactions.stripe_charge_id, 'failed', 0, 1),
    (
      'transfer', transactions.stripe_transfer_id, 'created', transactions.seller_payout_minor,
      transactions.seller_payout_minor
    )
) as fact (kind, stripe_id, status, amount_minor, counted)
where (fact.kind = 'intent' and transactions.status in ('completed', 'refunded'))
  or (fact.kind = 'refund' and transactions.status = 'refunded')
  or (fact.kind = 'attempt' and transactions.status = 'failed')
  or (fact.kind = 'transfer' and transactions.stripe_transfer_id is not null);

update transactions
set
  paid_at = case when transactions.status in ('completed', 'refunded') then coalesce(transactions.completed_at, transactions.updated_at) end,
  cancelled_at = case when transactions.status = 'cancelled' then transactions.updated_at end,
  expired_at = case when transactions.status = 'failed' then transactions.updated_at end,
  failed_attempts = (transactions.status = 'failed')::integer,
  -- The charge of an attempt that failed is known by its fact: this one collected no money.
  stripe_charge_id = case when transactions.status <> 'failed' then transactions.stripe_charge_id end,
  amount_received_minor = case when transactions.status in ('completed', 'refunded') then transactions.amount_minor else 0 end,
  amount_refunded_minor = case when transactions.status = 'refunded' then transactions.amount_minor else 0 end,
  largest_refund_minor = case when transactions.status = 'refunded' then transactions.amount_minor else 0 end,
  amount_transferred_minor = case when transactions.stripe_transfer_id is not null then transactions.seller_payout_minor else 0 end
where transactions.status <> 'pending'
  or transactions.stripe_transfer_id is not null;

alter table transactions
  add constraint ck_transactions_fee_basis_points_range check (fee_basis_points between 0 and 10000) not valid,
  add constraint ck_transactions_amounts_not_negative check (
    amount_received_minor >= 0
    and amount_refunded_minor >= 0
    and largest_refund_minor >= 0
    and amount_disputed_minor >= 0
    and amount_transferred_minor >= 0
    and failed_attempts >= 0
  ) not valid,
  add constraint ck_transactions_amount_due check (
    amount_due_minor = greatest(
      0,
      amount_received_minor - amount_refunded_minor - amount_disputed_minor
      - case when status in ('pending', 'completed') then amount_minor else 0 end
    )
  ) not valid;
alter table transactions validate constraint ck_transactions_fee_basis_points_range;
alter table transactions validate constraint ck_transactions_amounts_not_negative;
alter table transactions validate constraint ck_transactions_amount_due;

comment on column transactions.fee_basis_points is
  'The marketplace''s rate, in hundredths of a percent; null for a payment from before it was kept.';
comment on column transactions.expires_at is
  'The end of the time in which a pending payment holds its product; null: without end.';
comment on column transactions.paid_at is 'The time at which the whole amount had been received; null before.';
comment on column transactions.cancelled_at is
  'The time at which the buyer or the provider called it off. Money that came later may have completed it all the same.';
comment on column transactions.expired_at is
  'The time at which its hold ended unpaid. Money that came later may have completed it all the same.';
comment on column transactions.failed_attempts is 'The number of attempts that failed.';
comment on column transactions.amount_received_minor is 'The money that was received, in the minor unit of currency.';
comment on column transactions.amount_refunded_minor is
  'The money that was paid back or is on its way; a refund that failed does not count.';
comment on column transactions.largest_refund_minor is
  'The largest refund, whatever became of it: one of all that was received ends the deal.';
comment on column transactions.amount_disputed_minor is 'The money that the bank holds or took back in disputes.';
comment on column transactions.amount_transferred_minor is 'The money that was passed on to the seller and not reversed.';
comment on column transactions.amount_due_minor is
  'The money to be paid back: received, and neither refunded, disputed nor kept for an open deal.';
comment on column transactions.needs_review is
  'True if the provider reported a fact that does not fit: another currency, another amount than the price, or another intent.';
comment on column transactions.reviewed_at is
  'The time at which somebody looked at all facts that do not fit; null before, and again after another one.';
comment on column transactions.stripe_charge_id is 'The charge that collected the money, at Stripe (ch_…).';
comment on column transactions.stripe_transfer_id is 'The transfer to the seller, at Stripe (tr_…); of several the one with the least id.';

create unique index users_stripe_customer_id_key on users (stripe_customer_id)
  where stripe_customer_id is not null;
create unique index users_stripe_connect_account_id_key on users (stripe_connect_account_id)
  where stripe_connect_account_id is not null;

create index ix_transactions_pending_created_at on transactions (created_at, id) where status = 'pending';
create index ix_transactions_pending_expires_at on transactions (expires_at, id) where status = 'pending';
create index ix_transactions_expired_created_at on transactions (created_at, id) where expired_at is not null;
create index ix_transactions_due_created_at on transactions (created_at, id) where amount_due_minor > 0;
create index ix_transactions_review_created_at on transactions (created_at, id)
  where needs_review and reviewed_at is null;

drop index ix_transactions_status;
drop index ix_transactions_buyer_completed_at;
drop index ix_transactions_seller_completed_at;
create index ix_transactions_buyer_completed_at on transactions (buyer_id, completed_at)
  include (currency, amount_minor, platform_fee_minor, seller_payout_minor, amount_refunded_minor)
  where status = 'completed';
create index ix_transactions_seller_completed_at on transactions (seller_id, completed_at)
  include (currency, amount_minor, platform_fee_minor, seller_payout_minor, amount_refunded_minor)
  where status = 'completed';
