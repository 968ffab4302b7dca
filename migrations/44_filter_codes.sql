/*
Filter codes: numbers for the enums by which lists of private rows are filtered, so that under policies (souk-db policies) these
lists walk their indexes too.

A policy is judged before all that might leak a row, and `=` of an enum might: it is not LEAKPROOF. That of integers is. So the
columns of indexes that policies would shorten are numbers, which the rows carry: an expression of the enum would leak as well.

The column belongs to its enum: a value that is added later gets a number in the function, in a migration after the one that
adds it, for a value can be named no sooner than it is committed. Until then a row with it is refused.
*/

set local lock_timeout = '3s';

create function offer_status_code(status offer_status) returns integer
language sql immutable parallel safe
return array_position(array['pending', 'accepted', 'declined', 'countered', 'expired', 'cancelled']::offer_status[], status);

create function transaction_status_code(status transaction_status) returns integer
language sql immutable parallel safe
return array_position(array['pending', 'completed', 'failed', 'refunded', 'cancelled']::transaction_status[], status);

create function verification_type_code(verification_type verification_type) returns integer
language sql immutable parallel safe
return array_position(array['emirates_id', 'trade_license', 'both']::verification_type[], verification_type);

comment on function offer_status_code(offer_status) is 'The number of a status in offers.status_code; null for one that is added later.';
comment on function transaction_status_code(transaction_status) is
'The number of a status in transactions.status_code; null for one that is added later.';
comment on function verification_type_code(verification_type) is
'The number of a type in verifications.type_code; null for one that is added later.';

-- Replaced by indexes of the same names on the numbers. They go first, or the rewrites would build them again.
drop index ix_offers_buyer_status_created_at;
drop index ix_offers_seller_status_created_at;
drop index ix_transactions_buyer_status_created_at;
drop index ix_transactions_seller_status_created_at;
drop index ix_verifications_pending_type;

-- Each costs a rewrite of its table, in which no row is older than its number.
-- squawk-ignore adding-field-with-default
alter table offers add column status_code integer not null generated always as (offer_status_code(status)) stored;
-- squawk-ignore adding-field-with-default
alter table transactions add column status_code integer not null generated always as (transaction_status_code(status)) stored;
-- squawk-ignore adding-field-with-default
alter table verifications add column type_code integer not null generated always as (verification_type_code(verification_type)) stored;

comment on column offers.status_code is 'The number of the status, for policies. @secret @impersonal';
comment on column transactions.status_code is 'The number of the status, for policies. @secret @personal buyer_id, seller_id';
comment on column verifications.type_code is 'The number of the type, for policies. @secret @personal user_id';

create index ix_offers_buyer_status_created_at on offers (buyer_id, status_code, created_at, id);
create index ix_offers_seller_status_created_at on offers (seller_id, status_code, created_at, id);
create index ix_transactions_buyer_status_created_at on transactions (
  buyer_id, status_code, created_at desc nulls last, id desc
);
create index ix_transactions_seller_status_created_at on transactions (
  seller_id, status_code, created_at desc nulls last, id desc
);
create index ix_verifications_pending_type on verifications (type_code, submitted_at nulls first, id)
  where status = 'pending';
