/* Queries about offers, payments, streams and jobs that no rule may refuse. */

/* @name findOffer */
select offers.id, offers.amount_minor from offers where offers.id = :id!;

/* @name listOffers */
select o.id, o.amount_minor, o.status from offers o where o.product_id = :productId! order by o.created_at, o.id limit 50;

/* @name listPendingOffers */
select o.id from offers o where o.status in ('pending', 'countered') and o.buyer_id = :buyerId! order by o.created_at desc, o.id desc limit 50;

/* @name listNotPending */
select o.id from offers o where o.status not in ('pending', 'countered') and o.seller_id = :sellerId! order by o.created_at desc, o.id desc limit 50;

/* @name findAnswer */
select o.id from offers o where o.parent_offer_id = :offerId!;

/* @name makeOffer */
insert into offers (product_id, conversation_id, buyer_id, seller_id, amount_minor, made_by, currency)
select p.id, :conversationId!, :buyerId!, p.seller_id, :amountMinor!, :buyerId!, p.currency
from products p
where p.id = :productId! and p.is_available
returning offers.id;

/* @name acceptOffer */
with accepted as (
  update offers set status = 'accepted' where id = :id! and status = 'pending' returning id, product_id
), declined as (
  update offers set status = 'declined' from accepted where offers.product_id = accepted.product_id and offers.id <> accepted.id and offers.status = 'pending' returning offers.id
)
select accepted.id, (select count(*) from declined)::int as "declined!" from accepted;

/* @name expireOffers */
update offers set status = 'expired' where status = 'pending' and expires_at <= now() returning id;

/* @name expireSome */
with due as (
  select offers.id from offers where offers.status = 'pending' and offers.expires_at <= now() order by offers.expires_at, offers.id limit 100 for update skip locked
)
update offers set status = 'expired' from due where offers.id = due.id returning offers.id;

/* @name claimPayment */
update transactions
set needs_review = false, reviewed_at = now()
where id = (
  select t.id from transactions t where t.needs_review and t.reviewed_at is null order by t.created_at, t.id limit 1 for update skip locked
)
returning id;

/* @name transfer */
with locked as (
  select t.id from transactions t where t.id in (:oneId!, :otherId!) order by t.id for update
)
update transactions set needs_review = true from locked where transactions.id = locked.id;

/* @name findByIntent */
select t.id from transactions t where t.stripe_payment_intent_id = :intentId!;

/* @name findByCharge */
select t.id from transactions t where t.stripe_charge_id = :chargeId!;

/* @name sumBySeller */
select seller_id, currency, sum(amount_minor)::bigint as "total!"
from transactions
where status = 'completed' and completed_at >= :since! and completed_at < :until!
group by seller_id, currency
order by seller_id, currency;

/* @name sumPerMonth */
select date_trunc('month', t.completed_at) as month, sum(t.platform_fee_minor) as fees
from transactions t
where t.status = 'completed' and t.completed_at between :since! and :until!
group by rollup (1)
order by 1;

/* @name runningTotal */
select t.id, t.completed_at, sum(t.amount_minor) over (partition by t.seller_id order by t.completed_at, t.id) as total
from transactions t
where t.seller_id = :sellerId! and t.status = 'completed'
order by t.completed_at, t.id
limit 100;

/* @name listRefundsDue */
select t.id, t.amount_due_minor from transactions t where t.amount_due_minor > 0 order by t.created_at, t.id limit 50;

/* @name listPaymentsOfBoth */
(select t.id, t.created_at from transactions t where t.buyer_id = :userId! order by t.created_at desc, t.id desc limit 20)
union all
(select t.id, t.created_at from transactions t where t.seller_id = :userId! order by t.created_at desc, t.id desc limit 20);

/* @name listFacts */
select f.id, f.kind, f.status from payment_facts f where f.payment_id = :paymentId! order by f.created_at, f.id limit 100;

/* @name recordFact */
insert into payment_facts (payment_id, kind, stripe_id, status, amount_minor, currency, counted, counted_change)
values (:paymentId!, :kind!, :stripeId!, :status!, :amountMinor!, :currency!, 0, 0)
on conflict (stripe_id) do update set status = excluded.status
where payment_facts.status <> excluded.status
returning payment_facts.id;

/* @name comparePrices */
select p.id, p.price_minor, o.amount_minor, o.amount_minor::numeric / nullif(p.price_minor, 0) as part
from offers o
join products p on p.id = o.product_id
where o.id = :offerId!;

/* @name listLive */
select s.id, s.title, s.viewer_count from streams s where s.status = 'live' order by s.started_at desc, s.id desc limit 20;

/* @name listUpcoming */
select s.id, s.title, u.username
from streams s
join users u on u.id = s.user_id
where s.status = 'scheduled' and s.started_at > now()
order by s.started_at, s.id
limit 20;

/* @name startStream */
update streams set status = 'live', started_at = now() where id = :id! and user_id = :userId! and status = 'scheduled' returning streams.*;

/* @name isKeyRight */
select s.stream_key = :streamKey! as "is_right!" from streams s where s.id = :id!;

/* @name findByKey */
select s.id from streams s where s.stream_key = :streamKey! limit 1;

/* @name setViewers */
update streams
set viewer_count = counted.viewers
from unnest(:ids!::uuid[], :viewers!::int[]) as counted(id, viewers)
where streams.id = counted.id and streams.status = 'live';

/* @name sumViews */
select coalesce(sum(total_views), 0)::int as "views!" from streams where user_id = :userId!;

/* @name listDurations */
select width_bucket(duration_seconds, 0, 36000, 10) as bucket, count(*) as streams
from streams
where duration_seconds is not null
group by bucket
order by bucket;

/* @name dashboard */
select
  (select count(*) from products where is_available) as listings,
  (select count(*) from users where is_active) as users,
  (select count(*) from offers where status = 'pending') as offers;

/* @name percentile */
select percentile_cont(0.5) within group (order by price_minor) as median from products where category = :category! and is_available;

/* @name mergeCounts */
merge into products
using unnest(:ids!::uuid[], :likes!::int[]) as counted(id, likes)
on products.id = counted.id
when matched then update set like_count = products.like_count + counted.likes;

/* @name nextPage */
with later as (
  select o.id, o.created_at from offers o where o.buyer_id = :buyerId! and (o.created_at, o.id) > (:afterTime!, :afterId!) order by o.created_at, o.id limit 21
)
select later.id, later.created_at, count(*) over () > 20 as has_more from later order by later.created_at, later.id;

/* @name compareMonths */
with months as (
  select date_trunc('month', completed_at) as month, sum(amount_minor) as total from transactions where status = 'completed' group by 1
)
select months.month, months.total, lag(months.total) over (order by months.month) as before from months order by months.month;

/* @name share */
select c.category, c.listings, c.listings::float8 / total.listings as share
from (select category, count(*) as listings from products group by category) as c
cross join (select count(*) as listings from products) as total
order by c.category;

/* @name reminderJob */
select o.id, o.buyer_id
from offers o
where o.status = 'pending' and o.expires_at between now() and now() + interval '1 hour'
order by o.expires_at, o.id
limit 500;

/* @name nothing */
select 1 as one;

/* @name settings */
select current_setting('server_version') as version, now() as now;
