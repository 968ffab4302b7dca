/*
Rare filters: a list of what is rare among much is one walk of an index too.

Without these a list would walk all that its filter leaves out: a seller's few products that are off the market, the few
payments that were refunded, the one stream that is live, the only verification of its type.

Replaced: ix_products_seller_available by ix_products_seller_availability, which serves what is available (listFollowedProducts)
and what is not (listProductsBySeller). The indexes of payments with a condition get no entry when a payment is opened. A filter
for which there is no index here, as a currency of one's payments, is walked with a budget.

There are no nulls: where they would come tells these orders from those of the lists without a filter, or the planner would
walk the latter wherever it takes a value to be frequent.
*/

set local lock_timeout = '3s';

-- listProductsBySeller, listFollowedProducts.
create index ix_products_seller_availability on products (seller_id, is_available, created_at desc nulls last, id desc);
drop index ix_products_seller_available;

-- listPaymentsByBuyer, listPaymentsBySeller.
create index ix_transactions_buyer_status_created_at on transactions (
  buyer_id, status, created_at desc nulls last, id desc
);
create index ix_transactions_seller_status_created_at on transactions (
  seller_id, status, created_at desc nulls last, id desc
);
-- listExpiredPayments, listRefundsDue.
create index ix_transactions_expired_status_created_at on transactions (
  status, created_at desc nulls last, id desc
) where expired_at is not null;
create index ix_transactions_due_currency_created_at on transactions (
  currency, created_at desc nulls last, id desc
) where amount_due_minor > 0;

-- listStreamsByUser.
create index ix_streams_user_status_created on streams (user_id, status, created_at desc nulls last, id desc);

-- listPendingVerifications.
create index ix_verifications_pending_type on verifications (verification_type, submitted_at nulls first, id)
  where status = 'pending';
