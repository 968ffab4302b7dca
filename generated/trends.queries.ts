/** Types and queries of "trends.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product } from './models.js'
import type { BadgeType, FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
export type { BadgeType, FeedType, ProductCategory, ProductCondition }

/** Parameters of `addProductCounts`. */
export interface AddProductCountsParams {
  readonly ids: readonly (string | null)[]
  readonly views: readonly (number | null)[]
}

/** `addProductCounts` returns no rows. */
export type AddProductCountsRow = never

/**
 * Queues the views of many products: of all of them, or of none if one does not exist. It waits for nobody.
 *
 * [sql/trends.sql:5](../sql/trends.sql#L5)
 *
 * ```sql
 * with counted as (
 *   select
 *     entry.id,
 *     entry.views
 *   from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)
 * ),
 * known as (
 *   select count(*) as products
 *   from counted
 *   join products on products.id = counted.id
 * )
 * insert into product_activity (product_id, views)
 * select
 *   counted.id,
 *   counted.views
 * from counted
 * cross join known
 * where known.products = cardinality(:ids!::uuid[])
 * ```
 */
export const addProductCounts = new PreparedQuery<AddProductCountsParams, AddProductCountsRow>(
  '{"usedParamSet":{"ids":true,"views":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":180,"b":184},{"a":492,"b":496}]},{"name":"views","required":true,"transform":{"type":"scalar"},"locs":[{"a":195,"b":201}]}],"statement":"-- Queues the views of many products: of all of them, or of none if one does not exist. It waits for nobody.\\nwith counted as (\\n  select\\n    entry.id,\\n    entry.views\\n  from unnest(:ids!::uuid[], :views!::integer[]) as entry (id, views)\\n),\\nknown as (\\n  select count(*) as products\\n  from counted\\n  join products on products.id = counted.id\\n)\\ninsert into product_activity (product_id, views)\\nselect\\n  counted.id,\\n  counted.views\\nfrom counted\\ncross join known\\nwhere known.products = cardinality(:ids!::uuid[])"}',
  '{"name":"addProductCounts","file":"trends.sql","parameterTypes":{"ids":"uuid[]","views":"int4[]"},"tables":["product_activity","products"],"access":"write"}',
)

/** Parameters of `applyProductActivity`. */
export interface ApplyProductActivityParams {
  readonly limit: number
}

/** A row of `applyProductActivity`. */
export interface ApplyProductActivityRow {
  readonly isCurrent: boolean
  readonly applied: number
}

/**
 * Takes a batch off the queue and adds it to the trends, and to the view counts that lack too much. Returns the size of the
 * batch; no row if another session is at it.
 * - is_current: false if another session applied a batch since this statement began. It then does nothing, for it would not
 *   see what that one wrote.
 * - It waits for no other transaction: product_trends is written by this statement alone, and products that somebody has
 *   locked get their views by a later batch.
 * - The rows of a batch are looked up by arrays of their ids: the planner does not know how few they are.
 *
 * [sql/trends.sql:26](../sql/trends.sql#L26)
 *
 * ```sql
 * with locked_turn as materialized (
 *   select product_trend_turns.turn
 *   from product_trend_turns
 *   where product_trend_turns.is_only
 *   for no key update skip locked
 * ),
 * turn as materialized (
 *   select locked_turn.turn = product_trend_turns.turn as is_current
 *   from locked_turn
 *   join product_trend_turns on product_trend_turns.is_only = true
 * ),
 * batch as materialized (
 *   select
 *     product_activity.id,
 *     product_activity.product_id,
 *     product_activity.views,
 *     product_activity.likes,
 *     -- null: a change counts nothing, and has no time
 *     case
 *       when product_activity.views > 0 or product_activity.likes <> 0
 *       then souk_half_lives(product_activity.happened_at)
 *     end as half_lives
 *   from product_activity
 *   where (select turn.is_current from turn)
 *   order by product_activity.id
 *   limit (select :limit!::bigint)
 * ),
 * peak as (
 *   select
 *     batch.product_id,
 *     max(batch.half_lives) as half_lives
 *   from batch
 *   group by batch.product_id
 * ),
 * gathered as (
 *   select
 *     batch.product_id,
 *     peak.half_lives,
 *     sum(batch.views) as views,
 *     bool_or(batch.views > 0 or batch.likes <> 0) as is_active,
 *     sum((batch.views + 8 * batch.likes::bigint) * power(2::float8, greatest(-1000, batch.half_lives - peak.half_lives))) as weight
 *   from batch
 *   join peak on peak.product_id = batch.product_id
 *   group by
 *     batch.product_id,
 *     peak.half_lives
 * ),
 * known as materialized (
 *   select
 *     gathered.product_id,
 *     gathered.half_lives,
 *     gathered.weight,
 *     gathered.is_active,
 *     known_trend.product_id is not null as has_trend,
 *     known_trend.trend_rank,
 *     coalesce(known_trend.pending_views, 0) + gathered.views as pending_views,
 *     product.id is not null as is_there,
 *     product.category,
 *     product.neighborhood,
 *     product.is_available,
 *     product.view_count
 *   from gathered
 *   left join lateral (
 *     select
 *       product_trends.product_id,
 *       product_trends.trend_rank,
 *       product_trends.pending_views
 *     from product_trends
 *     where product_trends.product_id = gathered.product_id
 *     limit 1
 *   ) as known_trend on true
 *   left join lateral (
 *     select
 *       products.id,
 *       products.category,
 *       products.neighborhood,
 *       products.is_available,
 *       products.view_count
 *     from products
 *     where products.id = gathered.product_id
 *     limit 1
 *   ) as product on true
 * ),
 * locked_product as materialized (
 *   select
 *     products.id,
 *     known.pending_views
 *   from products
 *   join known on known.product_id = products.id
 *   where products.id = any(array(select known.product_id from known))
 *     and known.pending_views > 0
 *     and known.pending_views * 8 >= known.view_count
 *   order by products.id
 *   for no key update of products skip locked
 * ),
 * counted_product as (
 *   update products
 *   set view_count = least(2147483647, products.view_count + locked_product.pending_views)
 *   from locked_product
 *   where products.id = locked_product.id
 * ),
 * -- What was locked is looked at again: it goes to the end of the queue.
 * waiting_product as (
 *   insert into product_activity (product_id)
 *   select known.product_id
 *   from known
 *   where known.is_there
 *     and known.pending_views > 0
 *     and known.pending_views * 8 >= known.view_count
 *     and not exists (select from locked_product where locked_product.id = known.product_id)
 *   returning product_activity.id
 * ),
 * forgotten_trend as (
 *   delete from product_trends
 *   where product_trends.product_id = any(array(select known.product_id from known where not known.is_there))
 * ),
 * kept_trend as (
 *   insert into product_trends (product_id, category, neighborhood, is_listed, trend_rank, pending_views)
 *   select
 *     known.product_id,
 *     known.category,
 *     known.neighborhood,
 *     known.is_available,
 *     case when summed.weight > 1e-9 then highest.half_lives + ln(summed.weight) / ln(2::float8) end,
 *     case when locked_product.id is null then known.pending_views else 0 end
 *   from known
 *   left join locked_product on locked_product.id = known.product_id
 *   cross join lateral (select greatest(known.half_lives, known.trend_rank) as half_lives) as highest
 *   cross join lateral (
 *     select
 *       coalesce(power(2::float8, greatest(-1000, known.trend_rank - highest.half_lives)), 0)
 *       + known.weight * power(2::float8, greatest(-1000, known.half_lives - highest.half_lives)) as weight
 *   ) as summed
 *   where known.is_there
 *     and (known.has_trend or known.is_active)
 *   order by known.product_id
 *   on conflict (product_id) do update
 *   set
 *     category = excluded.category,
 *     neighborhood = excluded.neighborhood,
 *     is_listed = excluded.is_listed,
 *     trend_rank = excluded.trend_rank,
 *     pending_views = excluded.pending_views
 * ),
 * taken as (
 *   delete from product_activity
 *   where product_activity.id = any(array(select batch.id from batch))
 * ),
 * ended_turn as (
 *   update product_trend_turns
 *   set turn = product_trend_turns.turn + 1
 *   where product_trend_turns.is_only
 *     and exists (select from batch)
 * )
 * select
 *   turn.is_current as "is_current!",
 *   (select count(*)::integer from batch) - (select count(*)::integer from waiting_product) as "applied!"
 * from turn
 * limit 1
 * ```
 */
export const applyProductActivity = new PreparedQuery<ApplyProductActivityParams, ApplyProductActivityRow>(
  '{"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1417,"b":1423}]}],"statement":"-- Takes a batch off the queue and adds it to the trends, and to the view counts that lack too much. Returns the size of the\\n-- batch; no row if another session is at it.\\n-- - is_current: false if another session applied a batch since this statement began. It then does nothing, for it would not\\n--   see what that one wrote.\\n-- - It waits for no other transaction: product_trends is written by this statement alone, and products that somebody has\\n--   locked get their views by a later batch.\\n-- - The rows of a batch are looked up by arrays of their ids: the planner does not know how few they are.\\nwith locked_turn as materialized (\\n  select product_trend_turns.turn\\n  from product_trend_turns\\n  where product_trend_turns.is_only\\n  for no key update skip locked\\n),\\nturn as materialized (\\n  select locked_turn.turn = product_trend_turns.turn as is_current\\n  from locked_turn\\n  join product_trend_turns on product_trend_turns.is_only = true\\n),\\nbatch as materialized (\\n  select\\n    product_activity.id,\\n    product_activity.product_id,\\n    product_activity.views,\\n    product_activity.likes,\\n    -- null: a change counts nothing, and has no time\\n    case\\n      when product_activity.views > 0 or product_activity.likes <> 0\\n      then souk_half_lives(product_activity.happened_at)\\n    end as half_lives\\n  from product_activity\\n  where (select turn.is_current from turn)\\n  order by product_activity.id\\n  limit (select :limit!::bigint)\\n),\\npeak as (\\n  select\\n    batch.product_id,\\n    max(batch.half_lives) as half_lives\\n  from batch\\n  group by batch.product_id\\n),\\ngathered as (\\n  select\\n    batch.product_id,\\n    peak.half_lives,\\n    sum(batch.views) as views,\\n    bool_or(batch.views > 0 or batch.likes <> 0) as is_active,\\n    sum((batch.views + 8 * batch.likes::bigint) * power(2::float8, greatest(-1000, batch.half_lives - peak.half_lives))) as weight\\n  from batch\\n  join peak on peak.product_id = batch.product_id\\n  group by\\n    batch.product_id,\\n    peak.half_lives\\n),\\nknown as materialized (\\n  select\\n    gathered.product_id,\\n    gathered.half_lives,\\n    gathered.weight,\\n    gathered.is_active,\\n    known_trend.product_id is not null as has_trend,\\n    known_trend.trend_rank,\\n    coalesce(known_trend.pending_views, 0) + gathered.views as pending_views,\\n    product.id is not null as is_there,\\n    product.category,\\n    product.neighborhood,\\n    product.is_available,\\n    product.view_count\\n  from gathered\\n  left join lateral (\\n    select\\n      product_trends.product_id,\\n      product_trends.trend_rank,\\n      product_trends.pending_views\\n    from product_trends\\n    where product_trends.product_id = gathered.product_id\\n    limit 1\\n  ) as known_trend on true\\n  left join lateral (\\n    select\\n      products.id,\\n      products.category,\\n      products.neighborhood,\\n      products.is_available,\\n      products.view_count\\n    from products\\n    where products.id = gathered.product_id\\n    limit 1\\n  ) as product on true\\n),\\nlocked_product as materialized (\\n  select\\n    products.id,\\n    known.pending_views\\n  from products\\n  join known on known.product_id = products.id\\n  where products.id = any(array(select known.product_id from known))\\n    and known.pending_views > 0\\n    and known.pending_views * 8 >= known.view_count\\n  order by products.id\\n  for no key update of products skip locked\\n),\\ncounted_product as (\\n  update products\\n  set view_count = least(2147483647, products.view_count + locked_product.pending_views)\\n  from locked_product\\n  where products.id = locked_product.id\\n),\\n-- What was locked is looked at again: it goes to the end of the queue.\\nwaiting_product as (\\n  insert into product_activity (product_id)\\n  select known.product_id\\n  from known\\n  where known.is_there\\n    and known.pending_views > 0\\n    and known.pending_views * 8 >= known.view_count\\n    and not exists (select from locked_product where locked_product.id = known.product_id)\\n  returning product_activity.id\\n),\\nforgotten_trend as (\\n  delete from product_trends\\n  where product_trends.product_id = any(array(select known.product_id from known where not known.is_there))\\n),\\nkept_trend as (\\n  insert into product_trends (product_id, category, neighborhood, is_listed, trend_rank, pending_views)\\n  select\\n    known.product_id,\\n    known.category,\\n    known.neighborhood,\\n    known.is_available,\\n    case when summed.weight > 1e-9 then highest.half_lives + ln(summed.weight) / ln(2::float8) end,\\n    case when locked_product.id is null then known.pending_views else 0 end\\n  from known\\n  left join locked_product on locked_product.id = known.product_id\\n  cross join lateral (select greatest(known.half_lives, known.trend_rank) as half_lives) as highest\\n  cross join lateral (\\n    select\\n      coalesce(power(2::float8, greatest(-1000, known.trend_rank - highest.half_lives)), 0)\\n      + known.weight * power(2::float8, greatest(-1000, known.half_lives - highest.half_lives)) as weight\\n  ) as summed\\n  where known.is_there\\n    and (known.has_trend or known.is_active)\\n  order by known.product_id\\n  on conflict (product_id) do update\\n  set\\n    category = excluded.category,\\n    neighborhood = excluded.neighborhood,\\n    is_listed = excluded.is_listed,\\n    trend_rank = excluded.trend_rank,\\n    pending_views = excluded.pending_views\\n),\\ntaken as (\\n  delete from product_activity\\n  where product_activity.id = any(array(select batch.id from batch))\\n),\\nended_turn as (\\n  update product_trend_turns\\n  set turn = product_trend_turns.turn + 1\\n  where product_trend_turns.is_only\\n    and exists (select from batch)\\n)\\nselect\\n  turn.is_current as \\"is_current!\\",\\n  (select count(*)::integer from batch) - (select count(*)::integer from waiting_product) as \\"applied!\\"\\nfrom turn\\nlimit 1"}',
  '{"name":"applyProductActivity","file":"trends.sql","parameterTypes":{"limit":"int8"},"tables":["product_activity","product_trend_turns","product_trends","products"],"access":"write"}',
)

/** Parameters of `listTrendingProductsCard`. */
export type ListTrendingProductsCardParams = {
  readonly category?: ProductCategory | undefined
  readonly neighborhood?: string | undefined
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterRank: number; readonly afterId: string }
  | { readonly afterRank?: undefined; readonly afterId?: undefined }
)

/** A row of `listTrendingProductsCard`. */
export interface ListTrendingProductsCardRow {
  /** The product. */
  readonly productId: string
  /** The binary logarithm of the sum of weight * 2 ^ (half-lives since 1970): 1 for a view, 8 for a like. Null if there is nothing to sum. */
  readonly trendRank: number
  /** The listing. */
  readonly id: string
  /** The user who sells it. */
  readonly sellerId: string
  /** The name of the thing, in the seller's words. */
  readonly title: string
  /** In the minor unit of currency. */
  readonly priceMinor: number
  /** The price before a reduction, in the minor unit of currency; null if there was none. */
  readonly originalPriceMinor: number | null
  /** ISO 4217. */
  readonly currency: string
  /** The kind of thing. */
  readonly category: ProductCategory
  /** The wear. */
  readonly condition: ProductCondition
  /** The feed that shows it. */
  readonly feedType: FeedType
  /** The place that may be shown: 230 to 500 m off the exact one; null if the seller does not say. */
  readonly publicLocation: Point | null
  /** The part of town in words; null if none was given. */
  readonly neighborhood: string | null
  /** True while it can be bought. */
  readonly isAvailable: boolean
  /** The address of the first picture; null if there is none. */
  readonly coverImageUrl: string | null
  /** The time of the listing. */
  readonly createdAt: Date
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The available products with the highest trends, each with its seller's profile.
 * The walk is along an index of product_trends, and each product is looked up by itself. Those that were sold since their trend
 * was written are left out row by row, and for a viewer those whom a block parts from them: see follows.sql for the end of
 * such a walk.
 *
 * [sql/trends.sql:194](../sql/trends.sql#L194)
 *
 * ```sql
 * with walk as (
 *   select
 *     product_trends.product_id,
 *     product_trends.trend_rank,
 *     product.*,
 *     row_number() over (order by product_trends.trend_rank desc, product_trends.product_id desc) >= 500 as is_walk_end
 *   from product_trends
 *   cross join lateral (
 *     select
 *       listed_product.id,
 *       listed_product.seller_id,
 *       listed_product.title,
 *       listed_product.price_minor,
 *       listed_product.original_price_minor,
 *       listed_product.currency,
 *       listed_product.category,
 *       listed_product.condition,
 *       listed_product.feed_type,
 *       listed_product.public_location,
 *       listed_product.neighborhood,
 *       listed_product.is_available,
 *       listed_product.cover_image_url,
 *       listed_product.created_at
 *     from
 *                             product_cards as listed_product
 *
 *     where listed_product.id = product_trends.product_id
 *     limit 1
 *   ) as product
 *   where product_trends.is_listed
 *     and product_trends.trend_rank is not null
 *     /*[if category]*\/ and product_trends.category = (select :category!::product_category) /*[end]*\/
 *     /*[if neighborhood]*\/ and product_trends.neighborhood = (select :neighborhood!::text) /*[end]*\/
 *     /*[if afterRank afterId]*\/
 *     and product_trends.trend_rank <= (select :afterRank!::float8)
 *     and (product_trends.trend_rank, product_trends.product_id) < ((select :afterRank!::float8), (select :afterId!::uuid))
 *     /*[end]*\/
 *   order by product_trends.trend_rank desc, product_trends.product_id desc
 *   limit 500
 * )
 * select
 *   walk.product_id,
 *   walk.trend_rank,
 *   walk.id,
 *   walk.seller_id,
 *   walk.title,
 *   walk.price_minor,
 *   walk.original_price_minor,
 *   walk.currency,
 *   walk.category,
 *   walk.condition,
 *   walk.feed_type,
 *   walk.public_location,
 *   walk.neighborhood,
 *   walk.is_available,
 *   walk.cover_image_url,
 *   walk.created_at,
 *   walk.is_walk_end,
 *   not walk.is_available /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from walk
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = walk.seller_id
 *   limit 1
 * ) as seller
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walk.seller_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walk.seller_id)
 *   limit 1
 * ) as sight on true
 * /*[end]*\/
 * where walk.is_walk_end
 *   or walk.is_available /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/
 * order by walk.trend_rank desc, walk.product_id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listTrendingProductsCard = new PreparedQuery<ListTrendingProductsCardParams, ListTrendingProductsCardRow>(
  '{"usedParamSet":{"category":true,"neighborhood":true,"afterRank":true,"afterId":true,"viewerId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1458,"b":1467}]},{"name":"neighborhood","required":true,"transform":{"type":"scalar"},"locs":[{"a":1566,"b":1579}]},{"name":"afterRank","required":true,"transform":{"type":"scalar"},"locs":[{"a":1674,"b":1684},{"a":1769,"b":1779}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1799,"b":1807}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3060,"b":3069},{"a":3154,"b":3163}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":3390,"b":3396}]}],"statement":"-- The available products with the highest trends, each with its seller\'s profile.\\n-- The walk is along an index of product_trends, and each product is looked up by itself. Those that were sold since their trend\\n-- was written are left out row by row, and for a viewer those whom a block parts from them: see follows.sql for the end of\\n-- such a walk.\\nwith walk as (\\n  select\\n    product_trends.product_id,\\n    product_trends.trend_rank,\\n    product.*,\\n    row_number() over (order by product_trends.trend_rank desc, product_trends.product_id desc) >= 500 as is_walk_end\\n  from product_trends\\n  cross join lateral (\\n    select\\n      listed_product.id,\\n      listed_product.seller_id,\\n      listed_product.title,\\n      listed_product.price_minor,\\n      listed_product.original_price_minor,\\n      listed_product.currency,\\n      listed_product.category,\\n      listed_product.condition,\\n      listed_product.feed_type,\\n      listed_product.public_location,\\n      listed_product.neighborhood,\\n      listed_product.is_available,\\n      listed_product.cover_image_url,\\n      listed_product.created_at\\n    from\\n                            product_cards as listed_product          \\n                                                               \\n    where listed_product.id = product_trends.product_id\\n    limit 1\\n  ) as product\\n  where product_trends.is_listed\\n    and product_trends.trend_rank is not null\\n    /*[if category]*/ and product_trends.category = (select :category!::product_category) /*[end]*/\\n    /*[if neighborhood]*/ and product_trends.neighborhood = (select :neighborhood!::text) /*[end]*/\\n    /*[if afterRank afterId]*/\\n    and product_trends.trend_rank <= (select :afterRank!::float8)\\n    and (product_trends.trend_rank, product_trends.product_id) < ((select :afterRank!::float8), (select :afterId!::uuid))\\n    /*[end]*/\\n  order by product_trends.trend_rank desc, product_trends.product_id desc\\n  limit 500\\n)\\nselect\\n  walk.product_id,\\n  walk.trend_rank,\\n  walk.id,\\n  walk.seller_id,\\n  walk.title,\\n  walk.price_minor,\\n  walk.original_price_minor,\\n  walk.currency,\\n  walk.category,\\n  walk.condition,\\n  walk.feed_type,\\n  walk.public_location,\\n  walk.neighborhood,\\n  walk.is_available,\\n  walk.cover_image_url,\\n  walk.created_at,\\n  walk.is_walk_end,\\n  not walk.is_available /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom walk\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = walk.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walk.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walk.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\nwhere walk.is_walk_end\\n  or walk.is_available /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/\\norder by walk.trend_rank desc, walk.product_id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listTrendingProductsCard","file":"trends.sql","parameterTypes":{"category":"product_category","neighborhood":"text","afterRank":"float8","afterId":"uuid","viewerId":"uuid","limit":"int8"},"tables":["blocks","product_cards","product_trends","profiles"],"access":"read"}',
)

/** Parameters of `listTrendingProductsAll`. */
export type ListTrendingProductsAllParams = {
  readonly category?: ProductCategory | undefined
  readonly neighborhood?: string | undefined
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterRank: number; readonly afterId: string }
  | { readonly afterRank?: undefined; readonly afterId?: undefined }
)

/** A row of `listTrendingProductsAll`. */
export interface ListTrendingProductsAllRow extends Product {
  /** The product. */
  readonly productId: string
  /** The binary logarithm of the sum of weight * 2 ^ (half-lives since 1970): 1 for a view, 8 for a like. Null if there is nothing to sum. */
  readonly trendRank: number
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
}

/**
 * The available products with the highest trends, each with its seller's profile.
 * The walk is along an index of product_trends, and each product is looked up by itself. Those that were sold since their trend
 * was written are left out row by row, and for a viewer those whom a block parts from them: see follows.sql for the end of
 * such a walk.
 *
 * [sql/trends.sql:194](../sql/trends.sql#L194)
 *
 * ```sql
 * with walk as (
 *   select
 *     product_trends.product_id,
 *     product_trends.trend_rank,
 *     product.*,
 *     row_number() over (order by product_trends.trend_rank desc, product_trends.product_id desc) >= 500 as is_walk_end
 *   from product_trends
 *   cross join lateral (
 *     select
 *       listed_product.id,
 *       listed_product.seller_id,
 *       listed_product.title,
 *       listed_product.description,
 *       listed_product.price_minor,
 *       listed_product.original_price_minor,
 *       listed_product.currency,
 *       listed_product.category,
 *       listed_product.condition,
 *       listed_product.feed_type,
 *       listed_product.neighborhood,
 *       listed_product.is_available,
 *       listed_product.view_count,
 *       listed_product.like_count,
 *       listed_product.image_urls,
 *       listed_product.video_url,
 *       listed_product.video_thumbnail_url,
 *       listed_product.tags,
 *       listed_product.sold_at,
 *       listed_product.created_at,
 *       listed_product.updated_at,
 *       listed_product.hidden_at,
 *       listed_product.public_location
 *     from
 *
 *                            products as listed_product
 *     where listed_product.id = product_trends.product_id
 *     limit 1
 *   ) as product
 *   where product_trends.is_listed
 *     and product_trends.trend_rank is not null
 *     /*[if category]*\/ and product_trends.category = (select :category!::product_category) /*[end]*\/
 *     /*[if neighborhood]*\/ and product_trends.neighborhood = (select :neighborhood!::text) /*[end]*\/
 *     /*[if afterRank afterId]*\/
 *     and product_trends.trend_rank <= (select :afterRank!::float8)
 *     and (product_trends.trend_rank, product_trends.product_id) < ((select :afterRank!::float8), (select :afterId!::uuid))
 *     /*[end]*\/
 *   order by product_trends.trend_rank desc, product_trends.product_id desc
 *   limit 500
 * )
 * select
 *   walk.product_id,
 *   walk.trend_rank,
 *   walk.id,
 *   walk.seller_id,
 *   walk.title,
 *   walk.description,
 *   walk.price_minor,
 *   walk.original_price_minor,
 *   walk.currency,
 *   walk.category,
 *   walk.condition,
 *   walk.feed_type,
 *   walk.neighborhood,
 *   walk.is_available,
 *   walk.view_count,
 *   walk.like_count,
 *   walk.image_urls,
 *   walk.video_url,
 *   walk.video_thumbnail_url,
 *   walk.tags,
 *   walk.sold_at,
 *   walk.created_at,
 *   walk.updated_at,
 *   walk.hidden_at,
 *   walk.public_location,
 *   walk.is_walk_end,
 *   not walk.is_available /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from walk
 * cross join lateral (
 *   select
 *     profiles.profile_id,
 *     profiles.profile_username,
 *     profiles.profile_full_name,
 *     profiles.profile_avatar_url,
 *     profiles.profile_neighborhood,
 *     profiles.profile_is_verified,
 *     profiles.profile_is_closed,
 *     profiles.profile_member_since,
 *     profiles.profile_follower_count,
 *     profiles.profile_following_count,
 *     profiles.profile_rating_count,
 *     profiles.profile_rating_sum,
 *     profiles.profile_badges
 *   from profiles
 *   where profiles.profile_id = walk.seller_id
 *   limit 1
 * ) as seller
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walk.seller_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walk.seller_id)
 *   limit 1
 * ) as sight on true
 * /*[end]*\/
 * where walk.is_walk_end
 *   or walk.is_available /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/
 * order by walk.trend_rank desc, walk.product_id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listTrendingProductsAll = new PreparedQuery<ListTrendingProductsAllParams, ListTrendingProductsAllRow>(
  '{"usedParamSet":{"category":true,"neighborhood":true,"afterRank":true,"afterId":true,"viewerId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1749,"b":1758}]},{"name":"neighborhood","required":true,"transform":{"type":"scalar"},"locs":[{"a":1857,"b":1870}]},{"name":"afterRank","required":true,"transform":{"type":"scalar"},"locs":[{"a":1965,"b":1975},{"a":2060,"b":2070}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2090,"b":2098}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3516,"b":3525},{"a":3610,"b":3619}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":3846,"b":3852}]}],"statement":"-- The available products with the highest trends, each with its seller\'s profile.\\n-- The walk is along an index of product_trends, and each product is looked up by itself. Those that were sold since their trend\\n-- was written are left out row by row, and for a viewer those whom a block parts from them: see follows.sql for the end of\\n-- such a walk.\\nwith walk as (\\n  select\\n    product_trends.product_id,\\n    product_trends.trend_rank,\\n    product.*,\\n    row_number() over (order by product_trends.trend_rank desc, product_trends.product_id desc) >= 500 as is_walk_end\\n  from product_trends\\n  cross join lateral (\\n    select\\n      listed_product.id,\\n      listed_product.seller_id,\\n      listed_product.title,\\n      listed_product.description,\\n      listed_product.price_minor,\\n      listed_product.original_price_minor,\\n      listed_product.currency,\\n      listed_product.category,\\n      listed_product.condition,\\n      listed_product.feed_type,\\n      listed_product.neighborhood,\\n      listed_product.is_available,\\n      listed_product.view_count,\\n      listed_product.like_count,\\n      listed_product.image_urls,\\n      listed_product.video_url,\\n      listed_product.video_thumbnail_url,\\n      listed_product.tags,\\n      listed_product.sold_at,\\n      listed_product.created_at,\\n      listed_product.updated_at,\\n      listed_product.hidden_at,\\n      listed_product.public_location\\n    from\\n                                                                     \\n                           products as listed_product          \\n    where listed_product.id = product_trends.product_id\\n    limit 1\\n  ) as product\\n  where product_trends.is_listed\\n    and product_trends.trend_rank is not null\\n    /*[if category]*/ and product_trends.category = (select :category!::product_category) /*[end]*/\\n    /*[if neighborhood]*/ and product_trends.neighborhood = (select :neighborhood!::text) /*[end]*/\\n    /*[if afterRank afterId]*/\\n    and product_trends.trend_rank <= (select :afterRank!::float8)\\n    and (product_trends.trend_rank, product_trends.product_id) < ((select :afterRank!::float8), (select :afterId!::uuid))\\n    /*[end]*/\\n  order by product_trends.trend_rank desc, product_trends.product_id desc\\n  limit 500\\n)\\nselect\\n  walk.product_id,\\n  walk.trend_rank,\\n  walk.id,\\n  walk.seller_id,\\n  walk.title,\\n  walk.description,\\n  walk.price_minor,\\n  walk.original_price_minor,\\n  walk.currency,\\n  walk.category,\\n  walk.condition,\\n  walk.feed_type,\\n  walk.neighborhood,\\n  walk.is_available,\\n  walk.view_count,\\n  walk.like_count,\\n  walk.image_urls,\\n  walk.video_url,\\n  walk.video_thumbnail_url,\\n  walk.tags,\\n  walk.sold_at,\\n  walk.created_at,\\n  walk.updated_at,\\n  walk.hidden_at,\\n  walk.public_location,\\n  walk.is_walk_end,\\n  not walk.is_available /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom walk\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = walk.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, walk.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, walk.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\nwhere walk.is_walk_end\\n  or walk.is_available /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/\\norder by walk.trend_rank desc, walk.product_id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listTrendingProductsAll","file":"trends.sql","parameterTypes":{"category":"product_category","neighborhood":"text","afterRank":"float8","afterId":"uuid","viewerId":"uuid","limit":"int8"},"tables":["blocks","product_trends","products","profiles"],"access":"read"}',
)
