/*
trends: the views and likes of products, and what is trending by them. Migration 29 says how they are kept.
*/

/* @name addProductCounts */
-- Queues the views of many products: of all of them, or of none if one does not exist. It waits for nobody.
with counted as (
  select
    entry.id,
    entry.views
  from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)
),
known as (
  select count(*) as products
  from counted
  join products on products.id = counted.id
)
insert into product_activity (product_id, views)
select
  counted.id,
  counted.views
from counted
cross join known
where known.products = cardinality(:ids!::uuid[]);

/* @name applyProductActivity */
-- Takes a batch off the queue and adds it to the trends, and to the view counts that lack too much. Returns the size of the
-- batch; no row if another session is at it.
-- - is_current: false if another session applied a batch since this statement began. It then does nothing, for it would not
--   see what that one wrote.
-- - It waits for no other transaction: product_trends is written by this statement alone, and products that somebody has
--   locked get their views by a later batch.
-- - The rows of a batch are looked up by arrays of their ids: the planner does not know how few they are.
with locked_turn as materialized (
  select product_trend_turns.turn
  from product_trend_turns
  where product_trend_turns.is_only
  for no key update skip locked
),
turn as materialized (
  select locked_turn.turn = product_trend_turns.turn as is_current
  from locked_turn
  join product_trend_turns on product_trend_turns.is_only = true
),
batch as materialized (
  select
    product_activity.id,
    product_activity.product_id,
    product_activity.views,
    product_activity.likes,
    -- null: a change counts nothing, and has no time
    case
      when product_activity.views > 0 or product_activity.likes <> 0
      then souk_half_lives(product_activity.happened_at)
    end as half_lives
  from product_activity
  where (select turn.is_current from turn)
  order by product_activity.id
  limit (select :limit!::bigint)
),
peak as (
  select
    batch.product_id,
    max(batch.half_lives) as half_lives
  from batch
  group by batch.product_id
),
gathered as (
  select
    batch.product_id,
    peak.half_lives,
    sum(batch.views) as views,
    bool_or(batch.views > 0 or batch.likes <> 0) as is_active,
    sum((batch.views + 8 * batch.likes::bigint) * power(2::float8, greatest(-1000, batch.half_lives - peak.half_lives))) as weight
  from batch
  join peak on peak.product_id = batch.product_id
  group by
    batch.product_id,
    peak.half_lives
),
known as materialized (
  select
    gathered.product_id,
    gathered.half_lives,
    gathered.weight,
    gathered.is_active,
    known_trend.product_id is not null as has_trend,
    known_trend.trend_rank,
    coalesce(known_trend.pending_views, 0) + gathered.views as pending_views,
    product.id is not null as is_there,
    product.category,
    product.neighborhood,
    product.is_available,
    product.view_count
  from gathered
  left join lateral (
    select
      product_trends.product_id,
      product_trends.trend_rank,
      product_trends.pending_views
    from product_trends
    where product_trends.product_id = gathered.product_id
    limit 1
  ) as known_trend on true
  left join lateral (
    select
      products.id,
      products.category,
      products.neighborhood,
      products.is_available,
      products.view_count
    from products
    where products.id = gathered.product_id
    limit 1
  ) as product on true
),
locked_product as materialized (
  select
    products.id,
    known.pending_views
  from products
  join known on known.product_id = products.id
  where products.id = any(array(select known.product_id from known))
    and known.pending_views > 0
    and known.pending_views * 8 >= known.view_count
  order by products.id
  for no key update of products skip locked
),
counted_product as (
  update products
  set view_count = least(2147483647, products.view_count + locked_product.pending_views)
  from locked_product
  where products.id = locked_product.id
),
-- What was locked is looked at again: it goes to the end of the queue.
waiting_product as (
  insert into product_activity (product_id)
  select known.product_id
  from known
  where known.is_there
    and known.pending_views > 0
    and known.pending_views * 8 >= known.view_count
    and not exists (select from locked_product where locked_product.id = known.product_id)
  returning product_activity.id
),
forgotten_trend as (
  delete from product_trends
  where product_trends.product_id = any(array(select known.product_id from known where not known.is_there))
),
kept_trend as (
  insert into product_trends (product_id, category, neighborhood, is_listed, trend_rank, pending_views)
  select
    known.product_id,
    known.category,
    known.neighborhood,
    known.is_available,
    case when summed.weight > 1e-9 then highest.half_lives + ln(summed.weight) / ln(2::float8) end,
    case when locked_product.id is null then known.pending_views else 0 end
  from known
  left join locked_product on locked_product.id = known.product_id
  cross join lateral (select greatest(known.half_lives, known.trend_rank) as half_lives) as highest
  cross join lateral (
    select
      coalesce(power(2::float8, greatest(-1000, known.trend_rank - highest.half_lives)), 0)
      + known.weight * power(2::float8, greatest(-1000, known.half_lives - highest.half_lives)) as weight
  ) as summed
  where known.is_there
    and (known.has_trend or known.is_active)
  order by known.product_id
  on conflict (product_id) do update
  set
    category = excluded.category,
    neighborhood = excluded.neighborhood,
    is_listed = excluded.is_listed,
    trend_rank = excluded.trend_rank,
    pending_views = excluded.pending_views
),
taken as (
  delete from product_activity
  where product_activity.id = any(array(select batch.id from batch))
),
ended_turn as (
  update product_trend_turns
  set turn = product_trend_turns.turn + 1
  where product_trend_turns.is_only
    and exists (select from batch)
)
select
  turn.is_current as "is_current!",
  (select count(*)::integer from batch) - (select count(*)::integer from waiting_product) as "applied!"
from turn
limit 1;

/* @name listTrendingProducts */
-- The available products with the highest trends, each with its seller's profile.
-- The walk is along an index of product_trends, and each product is looked up by itself. Those that were sold since their trend
-- was written are left out row by row, and for a viewer those whom a block parts from them: see follows.sql for the end of
-- such a walk.
with walk as (
  select
    product_trends.product_id,
    product_trends.trend_rank,
    product.*,
    row_number() over (order by product_trends.trend_rank desc, product_trends.product_id desc) >= 500 as is_walk_end
  from product_trends
  cross join lateral (
    select
      listed_product.*
    from
      /*[if columns=card]*/ product_cards as listed_product /*[end]*/
      /*[if columns=all]*/ products as listed_product /*[end]*/
    where listed_product.id = product_trends.product_id
    limit 1
  ) as product
  where product_trends.is_listed
    and product_trends.trend_rank is not null
    /*[if category]*/ and product_trends.category = (select :category!::product_category) /*[end]*/
    /*[if neighborhood]*/ and product_trends.neighborhood = (select :neighborhood!::text) /*[end]*/
    /*[if afterRank afterId]*/
    and product_trends.trend_rank <= (select :afterRank!::float8)
    and (product_trends.trend_rank, product_trends.product_id) < ((select :afterRank!::float8), (select :afterId!::uuid))
    /*[end]*/
  order by product_trends.trend_rank desc, product_trends.product_id desc
  limit 500
)
select
  walk.*,
  not walk.is_available /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  seller.*
from walk
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = walk.seller_id
  limit 1
) as seller
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walk.seller_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walk.seller_id)
  limit 1
) as sight on true
/*[end]*/
where walk.is_walk_end
  or walk.is_available /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/
order by walk.trend_rank desc, walk.product_id desc
limit (select :limit!::bigint);
