/** Types and queries of "search.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product, SearchTerm } from './models.js'
import type { BadgeType, FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { GeometryInput, Point } from '../src/geo/geojson.js'
export type { BadgeType, FeedType, ProductCategory, ProductCondition }

/** Parameters of `readSearchText`. */
export interface ReadSearchTextParams {
  readonly tags: readonly (string | null)[]
  readonly sellerId?: string | null
  readonly currency?: string | null
  readonly text: string
}

/** A row of `readSearchText`. */
export interface ReadSearchTextRow {
  readonly query: string
  readonly isSearchable: boolean
  readonly tagFacets: readonly (number | null)[]
  readonly sellerFacet: number | null
  readonly currencyCode: number | null
  readonly newestSeconds: number | null
  readonly oldestSeconds: number | null
}

/**
 * The query of a text, and the facets of what only the server knows how to hash. A query that is empty, or that most
 * listings match, as it has negations alone, is not one to search by.
 *
 * [sql/search.sql:15](../sql/search.sql#L15)
 *
 * ```sql
 * select
 *   parsed.query::text as "query!",
 *   numnode(parsed.query) > 0 and querytree(parsed.query) <> 'T' as "is_searchable!",
 *   souk_tag_facets(:tags!::text[]) as "tag_facets!",
 *   souk_seller_facet(:sellerId::uuid) as seller_facet, -- null: any seller
 *   hashtext(:currency::text) & 8191 as currency_code, -- null: any currency
 *   extract(epoch from newest.created_at)::float8 as "newest_seconds?",
 *   extract(epoch from oldest.created_at)::float8 as "oldest_seconds?"
 * from (select souk_query(:text!) as query) as parsed
 * left join lateral (
 *   select products.created_at
 *   from products
 *   where products.is_available
 *   order by products.created_at desc, products.id desc
 *   limit 1
 * ) as newest on true
 * left join lateral (
 *   select products.created_at
 *   from products
 *   where products.is_available
 *   order by products.created_at, products.id
 *   limit 1
 * ) as oldest on true
 * ```
 */
export const readSearchText = new PreparedQuery<ReadSearchTextParams, ReadSearchTextRow>(
  '{"usedParamSet":{"tags":true,"sellerId":true,"currency":true,"text":true},"params":[{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":332,"b":337}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":386,"b":394}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":451,"b":459}]},{"name":"text","required":true,"transform":{"type":"scalar"},"locs":[{"a":678,"b":683}]}],"statement":"-- The query of a text, and the facets of what only the server knows how to hash. A query that is empty, or that most\\n-- listings match, as it has negations alone, is not one to search by.\\nselect\\n  parsed.query::text as \\"query!\\",\\n  numnode(parsed.query) > 0 and querytree(parsed.query) <> \'T\' as \\"is_searchable!\\",\\n  souk_tag_facets(:tags!::text[]) as \\"tag_facets!\\",\\n  souk_seller_facet(:sellerId::uuid) as seller_facet, -- null: any seller\\n  hashtext(:currency::text) & 8191 as currency_code, -- null: any currency\\n  extract(epoch from newest.created_at)::float8 as \\"newest_seconds?\\",\\n  extract(epoch from oldest.created_at)::float8 as \\"oldest_seconds?\\"\\nfrom (select souk_query(:text!) as query) as parsed\\nleft join lateral (\\n  select products.created_at\\n  from products\\n  where products.is_available\\n  order by products.created_at desc, products.id desc\\n  limit 1\\n) as newest on true\\nleft join lateral (\\n  select products.created_at\\n  from products\\n  where products.is_available\\n  order by products.created_at, products.id\\n  limit 1\\n) as oldest on true"}',
  '{"name":"readSearchText","file":"search.sql","parameterTypes":{"tags":"text[]","sellerId":"uuid","currency":"text","text":"text"},"tables":["products"],"access":"read"}',
)

/** `readSearchShares` has no parameters. */
export type ReadSearchSharesParams = undefined

/** A row of `readSearchShares`. */
export interface ReadSearchSharesRow {
  readonly columnName: string
  readonly elements: readonly (string | null)[] | null
  readonly shares: readonly (number | null)[] | null
  readonly bounds: readonly (number | null)[] | null
  readonly commonValues: readonly (number | null)[] | null
  readonly commonShares: readonly (number | null)[] | null
  readonly rowCount: number
}

/**
 * What the planner knows of words, facets, times and prices: the shares of the frequent ones, and the bounds of
 * equal parts of the others.
 * Null before the first analyze.
 *
 * [sql/search.sql:42](../sql/search.sql#L42)
 *
 * ```sql
 * select
 *   pg_stats.attname::text as "column_name!",
 *   pg_stats.most_common_elems::text::text[] as elements,
 *   pg_stats.most_common_elem_freqs::float8[] as shares,
 *   case
 *     when pg_stats.attname = 'created_at'
 *     then array(
 *       select extract(epoch from bound.value::timestamptz)
 *       from unnest(pg_stats.histogram_bounds::text::text[]) as bound (value)
 *     )::float8[]
 *     when pg_stats.attname = 'price_minor' then pg_stats.histogram_bounds::text::float8[]
 *   end as bounds,
 *   case
 *     when pg_stats.attname = 'created_at'
 *     then array(
 *       select extract(epoch from common.value::timestamptz)
 *       from unnest(pg_stats.most_common_vals::text::text[]) as common (value)
 *     )::float8[]
 *     when pg_stats.attname = 'price_minor' then pg_stats.most_common_vals::text::float8[]
 *   end as common_values,
 *   pg_stats.most_common_freqs::float8[] as common_shares,
 *   pg_class.reltuples::float8 as "row_count!"
 * from pg_class
 * join pg_namespace on pg_namespace.oid = pg_class.relnamespace
 * join pg_stats on pg_stats.schemaname = pg_namespace.nspname and pg_stats.tablename = pg_class.relname
 * where pg_class.oid = 'products'::regclass
 *   and pg_stats.attname = any('{search, facets, created_at, price_minor}'::name[])
 * ```
 */
export const readSearchShares = new PreparedQuery<ReadSearchSharesParams, ReadSearchSharesRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- What the planner knows of words, facets, times and prices: the shares of the frequent ones, and the bounds of\\n-- equal parts of the others.\\n-- Null before the first analyze.\\nselect\\n  pg_stats.attname::text as \\"column_name!\\",\\n  pg_stats.most_common_elems::text::text[] as elements,\\n  pg_stats.most_common_elem_freqs::float8[] as shares,\\n  case\\n    when pg_stats.attname = \'created_at\'\\n    then array(\\n      select extract(epoch from bound.value::timestamptz)\\n      from unnest(pg_stats.histogram_bounds::text::text[]) as bound (value)\\n    )::float8[]\\n    when pg_stats.attname = \'price_minor\' then pg_stats.histogram_bounds::text::float8[]\\n  end as bounds,\\n  case\\n    when pg_stats.attname = \'created_at\'\\n    then array(\\n      select extract(epoch from common.value::timestamptz)\\n      from unnest(pg_stats.most_common_vals::text::text[]) as common (value)\\n    )::float8[]\\n    when pg_stats.attname = \'price_minor\' then pg_stats.most_common_vals::text::float8[]\\n  end as common_values,\\n  pg_stats.most_common_freqs::float8[] as common_shares,\\n  pg_class.reltuples::float8 as \\"row_count!\\"\\nfrom pg_class\\njoin pg_namespace on pg_namespace.oid = pg_class.relnamespace\\njoin pg_stats on pg_stats.schemaname = pg_namespace.nspname and pg_stats.tablename = pg_class.relname\\nwhere pg_class.oid = \'products\'::regclass\\n  and pg_stats.attname = any(\'{search, facets, created_at, price_minor}\'::name[])"}',
  '{"name":"readSearchShares","file":"search.sql","parameterTypes":{},"tables":["pg_class","pg_namespace","pg_stats"],"access":"read"}',
)

/** Parameters of `searchProductsCard`. */
export type SearchProductsCardParams = {
  readonly isRanked: boolean
  readonly query: string
  readonly sort: string
  readonly near?: GeometryInput<Point> | null
  readonly filters?: readonly (number | null)[] | undefined
  readonly cells?: readonly (number | null)[] | undefined
  readonly prices?: readonly (number | null)[] | undefined
  readonly times?: readonly (number | null)[] | undefined
  readonly edges: readonly (number | null)[]
  readonly minPriceMinor: number
  readonly maxPriceMinor: number
  readonly tags: readonly (string | null)[]
  readonly currency?: string | null
  readonly createdAfter?: Date | string | null
  readonly sellerId?: string | null
  readonly radiusMetres?: number | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly afterKey: number
  readonly afterId: string
  readonly cap: number
  readonly enough: number
  readonly limit: number
  readonly withSnippets: boolean
  readonly viewerId?: string | undefined
} & (
  | { readonly windows: readonly (number | null)[]; readonly windowEnds: readonly (number | null)[] }
  | { readonly windows?: undefined; readonly windowEnds?: undefined }
)

/** A row of `searchProductsCard`. */
export interface SearchProductsCardRow {
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
  readonly rank: number
  readonly distanceMetres: number | null
  readonly snippetText: string | null
  readonly sortKey: number
  readonly orderKey: number
  readonly ring: number
  readonly lastRing: number
  readonly found: number
  readonly lastFound: number
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
 * The available products that a query finds, ring by ring, each with its seller's profile.
 * By rank, all rows of the rings are ordered by it, and the cursor is a rank too.
 * Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is
 * wanted.
 *
 * [sql/search.sql:74](../sql/search.sql#L74)
 *
 * ```sql
 * with recursive ring as (
 *   select
 *     0 as number,
 *     0 as found,
 *     0 as own_found,
 *     null::uuid[] as ids,
 *     null::float8[] as sort_keys,
 *     null::float8[] as order_keys
 *   union all
 *   select
 *     ring.number + 1,
 *     ring.found + hits.found,
 *     hits.found,
 *     hits.ids,
 *     hits.sort_keys,
 *     hits.order_keys
 *   from ring
 *   cross join lateral (
 *     select
 *       count(*)::integer as found,
 *       array_agg(hit.id) as ids,
 *       array_agg(hit.sort_key) as sort_keys,
 *       array_agg(hit.order_key) as order_keys
 *     from (
 *       select
 *         products.id,
 *         measured.sort_key,
 *         case
 *           when :isRanked! then -ts_rank(products.search, :query!::tsquery)
 *           else measured.sort_key
 *         end::float8 as order_key
 *       from products
 *       cross join lateral (
 *         select case :sort!::text
 *           when 'nearest' then st_distance(products.public_location, :near::geography)
 *           when 'priceUp' then products.price_minor
 *           when 'priceDown' then -products.price_minor
 *           else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))
 *         end::float8 as sort_key
 *       ) as measured
 *       where products.is_available
 *         and products.search @@ (select :query!::tsquery)
 *         /*[if filters]*\/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *         /*[if cells]*\/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*\/
 *         /*[if prices]*\/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*\/
 *         /*[if times]*\/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*\/
 *         /*[if windows]*\/
 *         and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
 *           (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
 *         ]
 *         /*[end]*\/
 *         and measured.sort_key >= (:edges!::float8[])[ring.number + 1]
 *         and measured.sort_key < (:edges!::float8[])[ring.number + 2]
 *         and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *         and products.tags @> :tags!::text[]
 *         and coalesce(products.currency = :currency, true)
 *         and coalesce(products.created_at > :createdAfter, true)
 *         and (:sellerId::uuid is null or products.seller_id is not distinct from :sellerId)
 *         and (:radiusMetres::float8 is null or st_distance(products.public_location, :near::geography) <= :radiusMetres)
 *         and (
 *           :west::float8 is null
 *           or st_y(products.public_location::geometry) between :south and :north
 *           and case
 *             when :west <= :east then st_x(products.public_location::geometry) between :west and :east
 *             else st_x(products.public_location::geometry) >= :west or st_x(products.public_location::geometry) <= :east
 *           end
 *         )
 *         and (:isRanked or (measured.sort_key, products.id) > (:afterKey!::float8, :afterId!::uuid))
 *       limit (select :cap!::bigint)
 *     ) as hit
 *   ) as hits
 *   where ring.number < cardinality(:edges!::float8[]) - 1
 *     and ring.found < :enough!::integer
 * ),
 * page as (
 *   select
 *     hit.id,
 *     hit.sort_key,
 *     hit.order_key,
 *     ring.number as ring
 *   from ring
 *   cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)
 *   where (hit.order_key, hit.id) > (:afterKey!::float8, :afterId!::uuid)
 *   order by hit.order_key, hit.id
 *   limit (select :limit!::bigint)
 * )
 * select
 *   product.*,
 *   st_distance(product.public_location, :near::geography) as "distance_metres?",
 *   (
 *     select products.description
 *     from products
 *     where products.id = page.id
 *       and :withSnippets!::boolean
 *   ) as snippet_text,
 *   page.sort_key as "sort_key!",
 *   page.order_key as "order_key!",
 *   page.ring as "ring!",
 *   walk.last_ring as "last_ring!",
 *   walk.found as "found!",
 *   walk.last_found as "last_found!",
 *   false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from page
 * cross join (
 *   select
 *     max(ring.number) as last_ring,
 *     max(ring.found) as found,
 *     (array_agg(ring.own_found order by ring.number desc))[1] as last_found
 *   from ring
 * ) as walk
 * cross join lateral (
 *   select
 *     listed_product.id,
 *     listed_product.seller_id,
 *     listed_product.title,
 *     listed_product.price_minor,
 *     listed_product.original_price_minor,
 *     listed_product.currency,
 *     listed_product.category,
 *     listed_product.condition,
 *     listed_product.feed_type,
 *     listed_product.public_location,
 *     listed_product.neighborhood,
 *     listed_product.is_available,
 *     listed_product.cover_image_url,
 *     listed_product.created_at,
 *     ts_rank(listed_product.search, :query!::tsquery)::float8 as rank
 *   from
 *                           product_cards as listed_product
 *
 *   where listed_product.id = page.id
 *   limit 1
 * ) as product
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
 *   where profiles.profile_id = product.seller_id
 *   limit 1
 * ) as seller
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)
 *   limit 1
 * ) as sight on true
 * /*[end]*\/
 * order by page.order_key, page.id
 * limit (select :limit!::bigint)
 * ```
 */
export const searchProductsCard = new PreparedQuery<SearchProductsCardParams, SearchProductsCardRow>(
  '{"usedParamSet":{"isRanked":true,"query":true,"sort":true,"near":true,"filters":true,"cells":true,"prices":true,"times":true,"windows":true,"windowEnds":true,"edges":true,"minPriceMinor":true,"maxPriceMinor":true,"tags":true,"currency":true,"createdAfter":true,"sellerId":true,"radiusMetres":true,"west":true,"south":true,"north":true,"east":true,"afterKey":true,"afterId":true,"cap":true,"enough":true,"limit":true,"withSnippets":true,"viewerId":true},"params":[{"name":"isRanked","required":true,"transform":{"type":"scalar"},"locs":[{"a":1231,"b":1240},{"a":3519,"b":3527}]},{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":1273,"b":1279},{"a":1849,"b":1855},{"a":5336,"b":5342}]},{"name":"sort","required":true,"transform":{"type":"scalar"},"locs":[{"a":1424,"b":1429}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":1505,"b":1509},{"a":3079,"b":3083},{"a":4172,"b":4176}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":1944,"b":1952}]},{"name":"cells","required":true,"transform":{"type":"scalar"},"locs":[{"a":2051,"b":2057}]},{"name":"prices","required":true,"transform":{"type":"scalar"},"locs":[{"a":2157,"b":2164}]},{"name":"times","required":true,"transform":{"type":"scalar"},"locs":[{"a":2263,"b":2269}]},{"name":"windows","required":true,"transform":{"type":"scalar"},"locs":[{"a":2371,"b":2379}]},{"name":"windowEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":2405,"b":2416},{"a":2452,"b":2463}]},{"name":"edges","required":true,"transform":{"type":"scalar"},"locs":[{"a":2556,"b":2562},{"a":2625,"b":2631},{"a":3700,"b":3706}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2702,"b":2716}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2722,"b":2736}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":2767,"b":2772}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":2823,"b":2831}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":2883,"b":2895}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2917,"b":2925},{"a":2984,"b":2992}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":3008,"b":3020},{"a":3100,"b":3112}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":3139,"b":3143},{"a":3277,"b":3281},{"a":3346,"b":3350},{"a":3423,"b":3427}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":3223,"b":3228}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":3234,"b":3239}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":3286,"b":3290},{"a":3356,"b":3360},{"a":3476,"b":3480}]},{"name":"afterKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":3568,"b":3577},{"a":4008,"b":4017}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3588,"b":3596},{"a":4028,"b":4036}]},{"name":"cap","required":true,"transform":{"type":"scalar"},"locs":[{"a":3626,"b":3630}]},{"name":"enough","required":true,"transform":{"type":"scalar"},"locs":[{"a":3744,"b":3751}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4094,"b":4100},{"a":6464,"b":6470}]},{"name":"withSnippets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4309,"b":4322}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":6250,"b":6259},{"a":6347,"b":6356}]}],"statement":"-- The available products that a query finds, ring by ring, each with its seller\'s profile.\\n-- By rank, all rows of the rings are ordered by it, and the cursor is a rank too.\\n-- Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is\\n-- wanted.\\n-- lint-disable distance-comparison: the cells are what the index searches by, and st_dwithin would bring another one in.\\n-- lint-disable optional-condition: what the facets do not hold is looked at row by row, and no index should serve it.\\n-- lint-disable total-order: a listing is in one ring, once.\\nwith recursive ring as (\\n  select\\n    0 as number,\\n    0 as found,\\n    0 as own_found,\\n    null::uuid[] as ids,\\n    null::float8[] as sort_keys,\\n    null::float8[] as order_keys\\n  union all\\n  select\\n    ring.number + 1,\\n    ring.found + hits.found,\\n    hits.found,\\n    hits.ids,\\n    hits.sort_keys,\\n    hits.order_keys\\n  from ring\\n  cross join lateral (\\n    select\\n      count(*)::integer as found,\\n      array_agg(hit.id) as ids,\\n      array_agg(hit.sort_key) as sort_keys,\\n      array_agg(hit.order_key) as order_keys\\n    from (\\n      select\\n        products.id,\\n        measured.sort_key,\\n        case\\n          when :isRanked! then -ts_rank(products.search, :query!::tsquery)\\n          else measured.sort_key\\n        end::float8 as order_key\\n      from products\\n      cross join lateral (\\n        select case :sort!::text\\n          when \'nearest\' then st_distance(products.public_location, :near::geography)\\n          when \'priceUp\' then products.price_minor\\n          when \'priceDown\' then -products.price_minor\\n          else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))\\n        end::float8 as sort_key\\n      ) as measured\\n      where products.is_available\\n        and products.search @@ (select :query!::tsquery)\\n        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/\\n        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/\\n        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/\\n        /*[if windows]*/\\n        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[\\n          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]\\n        ]\\n        /*[end]*/\\n        and measured.sort_key >= (:edges!::float8[])[ring.number + 1]\\n        and measured.sort_key < (:edges!::float8[])[ring.number + 2]\\n        and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n        and products.tags @> :tags!::text[]\\n        and coalesce(products.currency = :currency, true)\\n        and coalesce(products.created_at > :createdAfter, true)\\n        and (:sellerId::uuid is null or products.seller_id is not distinct from :sellerId)\\n        and (:radiusMetres::float8 is null or st_distance(products.public_location, :near::geography) <= :radiusMetres)\\n        and (\\n          :west::float8 is null\\n          or st_y(products.public_location::geometry) between :south and :north\\n          and case\\n            when :west <= :east then st_x(products.public_location::geometry) between :west and :east\\n            else st_x(products.public_location::geometry) >= :west or st_x(products.public_location::geometry) <= :east\\n          end\\n        )\\n        and (:isRanked or (measured.sort_key, products.id) > (:afterKey!::float8, :afterId!::uuid))\\n      limit (select :cap!::bigint)\\n    ) as hit\\n  ) as hits\\n  where ring.number < cardinality(:edges!::float8[]) - 1\\n    and ring.found < :enough!::integer\\n),\\npage as (\\n  select\\n    hit.id,\\n    hit.sort_key,\\n    hit.order_key,\\n    ring.number as ring\\n  from ring\\n  cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)\\n  where (hit.order_key, hit.id) > (:afterKey!::float8, :afterId!::uuid)\\n  order by hit.order_key, hit.id\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  st_distance(product.public_location, :near::geography) as \\"distance_metres?\\",\\n  (\\n    select products.description\\n    from products\\n    where products.id = page.id\\n      and :withSnippets!::boolean\\n  ) as snippet_text,\\n  page.sort_key as \\"sort_key!\\",\\n  page.order_key as \\"order_key!\\",\\n  page.ring as \\"ring!\\",\\n  walk.last_ring as \\"last_ring!\\",\\n  walk.found as \\"found!\\",\\n  walk.last_found as \\"last_found!\\",\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join (\\n  select\\n    max(ring.number) as last_ring,\\n    max(ring.found) as found,\\n    (array_agg(ring.own_found order by ring.number desc))[1] as last_found\\n  from ring\\n) as walk\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.public_location,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.cover_image_url,\\n    listed_product.created_at,\\n    ts_rank(listed_product.search, :query!::tsquery)::float8 as rank\\n  from\\n                          product_cards as listed_product          \\n                                                             \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\norder by page.order_key, page.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"searchProductsCard","file":"search.sql","parameterTypes":{"isRanked":"bool","query":"tsquery","sort":"text","near":"geography","filters":"int4[]","cells":"int4[]","prices":"int4[]","times":"int4[]","windows":"int4[]","windowEnds":"int4[]","edges":"float8[]","minPriceMinor":"int8","maxPriceMinor":"int8","tags":"text[]","currency":"text","createdAfter":"timestamptz","sellerId":"uuid","radiusMetres":"float8","west":"float8","south":"float8","north":"float8","east":"float8","afterKey":"float8","afterId":"uuid","cap":"int8","enough":"int4","limit":"int8","withSnippets":"bool","viewerId":"uuid"},"tables":["blocks","product_cards","products","profiles"],"access":"read"}',
)

/** Parameters of `searchProductsAll`. */
export type SearchProductsAllParams = {
  readonly isRanked: boolean
  readonly query: string
  readonly sort: string
  readonly near?: GeometryInput<Point> | null
  readonly filters?: readonly (number | null)[] | undefined
  readonly cells?: readonly (number | null)[] | undefined
  readonly prices?: readonly (number | null)[] | undefined
  readonly times?: readonly (number | null)[] | undefined
  readonly edges: readonly (number | null)[]
  readonly minPriceMinor: number
  readonly maxPriceMinor: number
  readonly tags: readonly (string | null)[]
  readonly currency?: string | null
  readonly createdAfter?: Date | string | null
  readonly sellerId?: string | null
  readonly radiusMetres?: number | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly afterKey: number
  readonly afterId: string
  readonly cap: number
  readonly enough: number
  readonly limit: number
  readonly withSnippets: boolean
  readonly viewerId?: string | undefined
} & (
  | { readonly windows: readonly (number | null)[]; readonly windowEnds: readonly (number | null)[] }
  | { readonly windows?: undefined; readonly windowEnds?: undefined }
)

/** A row of `searchProductsAll`. */
export interface SearchProductsAllRow extends Product {
  readonly rank: number
  readonly distanceMetres: number | null
  readonly snippetText: string | null
  readonly sortKey: number
  readonly orderKey: number
  readonly ring: number
  readonly lastRing: number
  readonly found: number
  readonly lastFound: number
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
 * The available products that a query finds, ring by ring, each with its seller's profile.
 * By rank, all rows of the rings are ordered by it, and the cursor is a rank too.
 * Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is
 * wanted.
 *
 * [sql/search.sql:74](../sql/search.sql#L74)
 *
 * ```sql
 * with recursive ring as (
 *   select
 *     0 as number,
 *     0 as found,
 *     0 as own_found,
 *     null::uuid[] as ids,
 *     null::float8[] as sort_keys,
 *     null::float8[] as order_keys
 *   union all
 *   select
 *     ring.number + 1,
 *     ring.found + hits.found,
 *     hits.found,
 *     hits.ids,
 *     hits.sort_keys,
 *     hits.order_keys
 *   from ring
 *   cross join lateral (
 *     select
 *       count(*)::integer as found,
 *       array_agg(hit.id) as ids,
 *       array_agg(hit.sort_key) as sort_keys,
 *       array_agg(hit.order_key) as order_keys
 *     from (
 *       select
 *         products.id,
 *         measured.sort_key,
 *         case
 *           when :isRanked! then -ts_rank(products.search, :query!::tsquery)
 *           else measured.sort_key
 *         end::float8 as order_key
 *       from products
 *       cross join lateral (
 *         select case :sort!::text
 *           when 'nearest' then st_distance(products.public_location, :near::geography)
 *           when 'priceUp' then products.price_minor
 *           when 'priceDown' then -products.price_minor
 *           else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))
 *         end::float8 as sort_key
 *       ) as measured
 *       where products.is_available
 *         and products.search @@ (select :query!::tsquery)
 *         /*[if filters]*\/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *         /*[if cells]*\/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*\/
 *         /*[if prices]*\/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*\/
 *         /*[if times]*\/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*\/
 *         /*[if windows]*\/
 *         and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
 *           (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
 *         ]
 *         /*[end]*\/
 *         and measured.sort_key >= (:edges!::float8[])[ring.number + 1]
 *         and measured.sort_key < (:edges!::float8[])[ring.number + 2]
 *         and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *         and products.tags @> :tags!::text[]
 *         and coalesce(products.currency = :currency, true)
 *         and coalesce(products.created_at > :createdAfter, true)
 *         and (:sellerId::uuid is null or products.seller_id is not distinct from :sellerId)
 *         and (:radiusMetres::float8 is null or st_distance(products.public_location, :near::geography) <= :radiusMetres)
 *         and (
 *           :west::float8 is null
 *           or st_y(products.public_location::geometry) between :south and :north
 *           and case
 *             when :west <= :east then st_x(products.public_location::geometry) between :west and :east
 *             else st_x(products.public_location::geometry) >= :west or st_x(products.public_location::geometry) <= :east
 *           end
 *         )
 *         and (:isRanked or (measured.sort_key, products.id) > (:afterKey!::float8, :afterId!::uuid))
 *       limit (select :cap!::bigint)
 *     ) as hit
 *   ) as hits
 *   where ring.number < cardinality(:edges!::float8[]) - 1
 *     and ring.found < :enough!::integer
 * ),
 * page as (
 *   select
 *     hit.id,
 *     hit.sort_key,
 *     hit.order_key,
 *     ring.number as ring
 *   from ring
 *   cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)
 *   where (hit.order_key, hit.id) > (:afterKey!::float8, :afterId!::uuid)
 *   order by hit.order_key, hit.id
 *   limit (select :limit!::bigint)
 * )
 * select
 *   product.*,
 *   st_distance(product.public_location, :near::geography) as "distance_metres?",
 *   (
 *     select products.description
 *     from products
 *     where products.id = page.id
 *       and :withSnippets!::boolean
 *   ) as snippet_text,
 *   page.sort_key as "sort_key!",
 *   page.order_key as "order_key!",
 *   page.ring as "ring!",
 *   walk.last_ring as "last_ring!",
 *   walk.found as "found!",
 *   walk.last_found as "last_found!",
 *   false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from page
 * cross join (
 *   select
 *     max(ring.number) as last_ring,
 *     max(ring.found) as found,
 *     (array_agg(ring.own_found order by ring.number desc))[1] as last_found
 *   from ring
 * ) as walk
 * cross join lateral (
 *   select
 *     listed_product.id,
 *     listed_product.seller_id,
 *     listed_product.title,
 *     listed_product.description,
 *     listed_product.price_minor,
 *     listed_product.original_price_minor,
 *     listed_product.currency,
 *     listed_product.category,
 *     listed_product.condition,
 *     listed_product.feed_type,
 *     listed_product.neighborhood,
 *     listed_product.is_available,
 *     listed_product.view_count,
 *     listed_product.like_count,
 *     listed_product.image_urls,
 *     listed_product.video_url,
 *     listed_product.video_thumbnail_url,
 *     listed_product.tags,
 *     listed_product.sold_at,
 *     listed_product.created_at,
 *     listed_product.updated_at,
 *     listed_product.hidden_at,
 *     listed_product.public_location,
 *     ts_rank(listed_product.search, :query!::tsquery)::float8 as rank
 *   from
 *
 *                          products as listed_product
 *   where listed_product.id = page.id
 *   limit 1
 * ) as product
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
 *   where profiles.profile_id = product.seller_id
 *   limit 1
 * ) as seller
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)
 *   limit 1
 * ) as sight on true
 * /*[end]*\/
 * order by page.order_key, page.id
 * limit (select :limit!::bigint)
 * ```
 */
export const searchProductsAll = new PreparedQuery<SearchProductsAllParams, SearchProductsAllRow>(
  '{"usedParamSet":{"isRanked":true,"query":true,"sort":true,"near":true,"filters":true,"cells":true,"prices":true,"times":true,"windows":true,"windowEnds":true,"edges":true,"minPriceMinor":true,"maxPriceMinor":true,"tags":true,"currency":true,"createdAfter":true,"sellerId":true,"radiusMetres":true,"west":true,"south":true,"north":true,"east":true,"afterKey":true,"afterId":true,"cap":true,"enough":true,"limit":true,"withSnippets":true,"viewerId":true},"params":[{"name":"isRanked","required":true,"transform":{"type":"scalar"},"locs":[{"a":1231,"b":1240},{"a":3519,"b":3527}]},{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":1273,"b":1279},{"a":1849,"b":1855},{"a":5609,"b":5615}]},{"name":"sort","required":true,"transform":{"type":"scalar"},"locs":[{"a":1424,"b":1429}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":1505,"b":1509},{"a":3079,"b":3083},{"a":4172,"b":4176}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":1944,"b":1952}]},{"name":"cells","required":true,"transform":{"type":"scalar"},"locs":[{"a":2051,"b":2057}]},{"name":"prices","required":true,"transform":{"type":"scalar"},"locs":[{"a":2157,"b":2164}]},{"name":"times","required":true,"transform":{"type":"scalar"},"locs":[{"a":2263,"b":2269}]},{"name":"windows","required":true,"transform":{"type":"scalar"},"locs":[{"a":2371,"b":2379}]},{"name":"windowEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":2405,"b":2416},{"a":2452,"b":2463}]},{"name":"edges","required":true,"transform":{"type":"scalar"},"locs":[{"a":2556,"b":2562},{"a":2625,"b":2631},{"a":3700,"b":3706}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2702,"b":2716}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2722,"b":2736}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":2767,"b":2772}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":2823,"b":2831}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":2883,"b":2895}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2917,"b":2925},{"a":2984,"b":2992}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":3008,"b":3020},{"a":3100,"b":3112}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":3139,"b":3143},{"a":3277,"b":3281},{"a":3346,"b":3350},{"a":3423,"b":3427}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":3223,"b":3228}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":3234,"b":3239}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":3286,"b":3290},{"a":3356,"b":3360},{"a":3476,"b":3480}]},{"name":"afterKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":3568,"b":3577},{"a":4008,"b":4017}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3588,"b":3596},{"a":4028,"b":4036}]},{"name":"cap","required":true,"transform":{"type":"scalar"},"locs":[{"a":3626,"b":3630}]},{"name":"enough","required":true,"transform":{"type":"scalar"},"locs":[{"a":3744,"b":3751}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4094,"b":4100},{"a":6737,"b":6743}]},{"name":"withSnippets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4309,"b":4322}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":6523,"b":6532},{"a":6620,"b":6629}]}],"statement":"-- The available products that a query finds, ring by ring, each with its seller\'s profile.\\n-- By rank, all rows of the rings are ordered by it, and the cursor is a rank too.\\n-- Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is\\n-- wanted.\\n-- lint-disable distance-comparison: the cells are what the index searches by, and st_dwithin would bring another one in.\\n-- lint-disable optional-condition: what the facets do not hold is looked at row by row, and no index should serve it.\\n-- lint-disable total-order: a listing is in one ring, once.\\nwith recursive ring as (\\n  select\\n    0 as number,\\n    0 as found,\\n    0 as own_found,\\n    null::uuid[] as ids,\\n    null::float8[] as sort_keys,\\n    null::float8[] as order_keys\\n  union all\\n  select\\n    ring.number + 1,\\n    ring.found + hits.found,\\n    hits.found,\\n    hits.ids,\\n    hits.sort_keys,\\n    hits.order_keys\\n  from ring\\n  cross join lateral (\\n    select\\n      count(*)::integer as found,\\n      array_agg(hit.id) as ids,\\n      array_agg(hit.sort_key) as sort_keys,\\n      array_agg(hit.order_key) as order_keys\\n    from (\\n      select\\n        products.id,\\n        measured.sort_key,\\n        case\\n          when :isRanked! then -ts_rank(products.search, :query!::tsquery)\\n          else measured.sort_key\\n        end::float8 as order_key\\n      from products\\n      cross join lateral (\\n        select case :sort!::text\\n          when \'nearest\' then st_distance(products.public_location, :near::geography)\\n          when \'priceUp\' then products.price_minor\\n          when \'priceDown\' then -products.price_minor\\n          else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))\\n        end::float8 as sort_key\\n      ) as measured\\n      where products.is_available\\n        and products.search @@ (select :query!::tsquery)\\n        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/\\n        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/\\n        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/\\n        /*[if windows]*/\\n        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[\\n          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]\\n        ]\\n        /*[end]*/\\n        and measured.sort_key >= (:edges!::float8[])[ring.number + 1]\\n        and measured.sort_key < (:edges!::float8[])[ring.number + 2]\\n        and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n        and products.tags @> :tags!::text[]\\n        and coalesce(products.currency = :currency, true)\\n        and coalesce(products.created_at > :createdAfter, true)\\n        and (:sellerId::uuid is null or products.seller_id is not distinct from :sellerId)\\n        and (:radiusMetres::float8 is null or st_distance(products.public_location, :near::geography) <= :radiusMetres)\\n        and (\\n          :west::float8 is null\\n          or st_y(products.public_location::geometry) between :south and :north\\n          and case\\n            when :west <= :east then st_x(products.public_location::geometry) between :west and :east\\n            else st_x(products.public_location::geometry) >= :west or st_x(products.public_location::geometry) <= :east\\n          end\\n        )\\n        and (:isRanked or (measured.sort_key, products.id) > (:afterKey!::float8, :afterId!::uuid))\\n      limit (select :cap!::bigint)\\n    ) as hit\\n  ) as hits\\n  where ring.number < cardinality(:edges!::float8[]) - 1\\n    and ring.found < :enough!::integer\\n),\\npage as (\\n  select\\n    hit.id,\\n    hit.sort_key,\\n    hit.order_key,\\n    ring.number as ring\\n  from ring\\n  cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)\\n  where (hit.order_key, hit.id) > (:afterKey!::float8, :afterId!::uuid)\\n  order by hit.order_key, hit.id\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  st_distance(product.public_location, :near::geography) as \\"distance_metres?\\",\\n  (\\n    select products.description\\n    from products\\n    where products.id = page.id\\n      and :withSnippets!::boolean\\n  ) as snippet_text,\\n  page.sort_key as \\"sort_key!\\",\\n  page.order_key as \\"order_key!\\",\\n  page.ring as \\"ring!\\",\\n  walk.last_ring as \\"last_ring!\\",\\n  walk.found as \\"found!\\",\\n  walk.last_found as \\"last_found!\\",\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join (\\n  select\\n    max(ring.number) as last_ring,\\n    max(ring.found) as found,\\n    (array_agg(ring.own_found order by ring.number desc))[1] as last_found\\n  from ring\\n) as walk\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.description,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.view_count,\\n    listed_product.like_count,\\n    listed_product.image_urls,\\n    listed_product.video_url,\\n    listed_product.video_thumbnail_url,\\n    listed_product.tags,\\n    listed_product.sold_at,\\n    listed_product.created_at,\\n    listed_product.updated_at,\\n    listed_product.hidden_at,\\n    listed_product.public_location,\\n    ts_rank(listed_product.search, :query!::tsquery)::float8 as rank\\n  from\\n                                                                   \\n                         products as listed_product          \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\norder by page.order_key, page.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"searchProductsAll","file":"search.sql","parameterTypes":{"isRanked":"bool","query":"tsquery","sort":"text","near":"geography","filters":"int4[]","cells":"int4[]","prices":"int4[]","times":"int4[]","windows":"int4[]","windowEnds":"int4[]","edges":"float8[]","minPriceMinor":"int8","maxPriceMinor":"int8","tags":"text[]","currency":"text","createdAfter":"timestamptz","sellerId":"uuid","radiusMetres":"float8","west":"float8","south":"float8","north":"float8","east":"float8","afterKey":"float8","afterId":"uuid","cap":"int8","enough":"int4","limit":"int8","withSnippets":"bool","viewerId":"uuid"},"tables":["blocks","products","profiles"],"access":"read"}',
)

/** Parameters of `countSearchFacets`. */
export type CountSearchFacetsParams = {
  readonly query: string
  readonly filters?: readonly (number | null)[] | undefined
  readonly cells?: readonly (number | null)[] | undefined
  readonly prices?: readonly (number | null)[] | undefined
  readonly times?: readonly (number | null)[] | undefined
  readonly edges: readonly (number | null)[]
  readonly minPriceMinor: number
  readonly maxPriceMinor: number
  readonly tags: readonly (string | null)[]
  readonly currency?: string | null
  readonly createdAfter?: Date | string | null
  readonly sellerId?: string | null
  readonly radiusMetres?: number | null
  readonly near?: GeometryInput<Point> | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly cap: number
  readonly enough: number
} & (
  | { readonly windows: readonly (number | null)[]; readonly windowEnds: readonly (number | null)[] }
  | { readonly windows?: undefined; readonly windowEnds?: undefined }
)

/** A row of `countSearchFacets`. */
export interface CountSearchFacetsRow {
  readonly category: ProductCategory | null
  readonly condition: ProductCondition | null
  readonly neighborhood: string | null
  readonly currency: string | null
  readonly band: number | null
  readonly count: number
}

/**
 * The newest of what a query finds, counted by what it may be filtered by next. The first row counts them all.
 *
 * [sql/search.sql:222](../sql/search.sql#L222)
 *
 * ```sql
 * with recursive ring as (
 *   select
 *     0 as number,
 *     0 as found,
 *     null::product_category[] as categories,
 *     null::product_condition[] as conditions,
 *     null::text[] as neighborhoods,
 *     null::text[] as currencies,
 *     null::bigint[] as prices
 *   union all
 *   select
 *     ring.number + 1,
 *     ring.found + hits.found,
 *     hits.categories,
 *     hits.conditions,
 *     hits.neighborhoods,
 *     hits.currencies,
 *     hits.prices
 *   from ring
 *   cross join lateral (
 *     select
 *       count(*)::integer as found,
 *       array_agg(hit.category) as categories,
 *       array_agg(hit.condition) as conditions,
 *       array_agg(hit.neighborhood) as neighborhoods,
 *       array_agg(hit.currency) as currencies,
 *       array_agg(hit.price_minor) as prices
 *     from (
 *       select
 *         products.category,
 *         products.condition,
 *         products.neighborhood,
 *         products.currency,
 *         products.price_minor
 *       from products
 *       cross join lateral (
 *         select (-greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000)))::float8 as sort_key
 *       ) as measured
 *       where products.is_available
 *         and products.search @@ (select :query!::tsquery)
 *         /*[if filters]*\/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *         /*[if cells]*\/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*\/
 *         /*[if prices]*\/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*\/
 *         /*[if times]*\/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*\/
 *         /*[if windows]*\/
 *         and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
 *           (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
 *         ]
 *         /*[end]*\/
 *         and measured.sort_key >= (:edges!::float8[])[ring.number + 1]
 *         and measured.sort_key < (:edges!::float8[])[ring.number + 2]
 *         and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *         and products.tags @> :tags!::text[]
 *         and coalesce(products.currency = :currency, true)
 *         and coalesce(products.created_at > :createdAfter, true)
 *         and (:sellerId::uuid is null or products.seller_id is not distinct from :sellerId)
 *         and (:radiusMetres::float8 is null or st_distance(products.public_location, :near::geography) <= :radiusMetres)
 *         and (
 *           :west::float8 is null
 *           or st_y(products.public_location::geometry) between :south and :north
 *           and case
 *             when :west <= :east then st_x(products.public_location::geometry) between :west and :east
 *             else st_x(products.public_location::geometry) >= :west or st_x(products.public_location::geometry) <= :east
 *           end
 *         )
 *       limit (select :cap!::bigint)
 *     ) as hit
 *   ) as hits
 *   where ring.number < cardinality(:edges!::float8[]) - 1
 *     and ring.found < :enough!::integer
 * ),
 * hit as (
 *   select
 *     listed.category,
 *     listed.condition,
 *     listed.neighborhood,
 *     listed.currency,
 *     floor(log(listed.price_minor::float8 + 1) * 2)::integer as band
 *   from ring
 *   cross join lateral unnest(ring.categories, ring.conditions, ring.neighborhoods, ring.currencies, ring.prices)
 *     as listed (category, condition, neighborhood, currency, price_minor)
 * )
 * select
 *   hit.category as "category?",
 *   hit.condition as "condition?",
 *   hit.neighborhood as "neighborhood?",
 *   hit.currency as "currency?",
 *   hit.band as "band?",
 *   count(*)::integer as "count!"
 * from hit
 * group by grouping sets ((), (hit.category), (hit.condition), (hit.neighborhood), (hit.currency, hit.band))
 * order by
 *   grouping(hit.category, hit.condition, hit.neighborhood, hit.currency) desc,
 *   count(*) desc,
 *   hit.category,
 *   hit.condition,
 *   hit.neighborhood,
 *   hit.currency,
 *   hit.band
 * ```
 */
export const countSearchFacets = new PreparedQuery<CountSearchFacetsParams, CountSearchFacetsRow>(
  '{"usedParamSet":{"query":true,"filters":true,"cells":true,"prices":true,"times":true,"windows":true,"windowEnds":true,"edges":true,"minPriceMinor":true,"maxPriceMinor":true,"tags":true,"currency":true,"createdAfter":true,"sellerId":true,"radiusMetres":true,"near":true,"west":true,"south":true,"north":true,"east":true,"cap":true,"enough":true},"params":[{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":1390,"b":1396}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":1485,"b":1493}]},{"name":"cells","required":true,"transform":{"type":"scalar"},"locs":[{"a":1592,"b":1598}]},{"name":"prices","required":true,"transform":{"type":"scalar"},"locs":[{"a":1698,"b":1705}]},{"name":"times","required":true,"transform":{"type":"scalar"},"locs":[{"a":1804,"b":1810}]},{"name":"windows","required":true,"transform":{"type":"scalar"},"locs":[{"a":1912,"b":1920}]},{"name":"windowEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1946,"b":1957},{"a":1993,"b":2004}]},{"name":"edges","required":true,"transform":{"type":"scalar"},"locs":[{"a":2097,"b":2103},{"a":2166,"b":2172},{"a":3141,"b":3147}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2243,"b":2257}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2263,"b":2277}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":2308,"b":2313}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":2364,"b":2372}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":2424,"b":2436}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2458,"b":2466},{"a":2525,"b":2533}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":2549,"b":2561},{"a":2641,"b":2653}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":2620,"b":2624}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":2680,"b":2684},{"a":2818,"b":2822},{"a":2887,"b":2891},{"a":2964,"b":2968}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":2764,"b":2769}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":2775,"b":2780}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":2827,"b":2831},{"a":2897,"b":2901},{"a":3017,"b":3021}]},{"name":"cap","required":true,"transform":{"type":"scalar"},"locs":[{"a":3067,"b":3071}]},{"name":"enough","required":true,"transform":{"type":"scalar"},"locs":[{"a":3185,"b":3192}]}],"statement":"-- The newest of what a query finds, counted by what it may be filtered by next. The first row counts them all.\\n-- lint-disable distance-comparison: as in searchProducts.\\n-- lint-disable optional-condition: as in searchProducts.\\nwith recursive ring as (\\n  select\\n    0 as number,\\n    0 as found,\\n    null::product_category[] as categories,\\n    null::product_condition[] as conditions,\\n    null::text[] as neighborhoods,\\n    null::text[] as currencies,\\n    null::bigint[] as prices\\n  union all\\n  select\\n    ring.number + 1,\\n    ring.found + hits.found,\\n    hits.categories,\\n    hits.conditions,\\n    hits.neighborhoods,\\n    hits.currencies,\\n    hits.prices\\n  from ring\\n  cross join lateral (\\n    select\\n      count(*)::integer as found,\\n      array_agg(hit.category) as categories,\\n      array_agg(hit.condition) as conditions,\\n      array_agg(hit.neighborhood) as neighborhoods,\\n      array_agg(hit.currency) as currencies,\\n      array_agg(hit.price_minor) as prices\\n    from (\\n      select\\n        products.category,\\n        products.condition,\\n        products.neighborhood,\\n        products.currency,\\n        products.price_minor\\n      from products\\n      cross join lateral (\\n        select (-greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000)))::float8 as sort_key\\n      ) as measured\\n      where products.is_available\\n        and products.search @@ (select :query!::tsquery)\\n        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/\\n        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/\\n        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/\\n        /*[if windows]*/\\n        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[\\n          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]\\n        ]\\n        /*[end]*/\\n        and measured.sort_key >= (:edges!::float8[])[ring.number + 1]\\n        and measured.sort_key < (:edges!::float8[])[ring.number + 2]\\n        and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n        and products.tags @> :tags!::text[]\\n        and coalesce(products.currency = :currency, true)\\n        and coalesce(products.created_at > :createdAfter, true)\\n        and (:sellerId::uuid is null or products.seller_id is not distinct from :sellerId)\\n        and (:radiusMetres::float8 is null or st_distance(products.public_location, :near::geography) <= :radiusMetres)\\n        and (\\n          :west::float8 is null\\n          or st_y(products.public_location::geometry) between :south and :north\\n          and case\\n            when :west <= :east then st_x(products.public_location::geometry) between :west and :east\\n            else st_x(products.public_location::geometry) >= :west or st_x(products.public_location::geometry) <= :east\\n          end\\n        )\\n      limit (select :cap!::bigint)\\n    ) as hit\\n  ) as hits\\n  where ring.number < cardinality(:edges!::float8[]) - 1\\n    and ring.found < :enough!::integer\\n),\\nhit as (\\n  select\\n    listed.category,\\n    listed.condition,\\n    listed.neighborhood,\\n    listed.currency,\\n    floor(log(listed.price_minor::float8 + 1) * 2)::integer as band\\n  from ring\\n  cross join lateral unnest(ring.categories, ring.conditions, ring.neighborhoods, ring.currencies, ring.prices)\\n    as listed (category, condition, neighborhood, currency, price_minor)\\n)\\nselect\\n  hit.category as \\"category?\\",\\n  hit.condition as \\"condition?\\",\\n  hit.neighborhood as \\"neighborhood?\\",\\n  hit.currency as \\"currency?\\",\\n  hit.band as \\"band?\\",\\n  count(*)::integer as \\"count!\\"\\nfrom hit\\ngroup by grouping sets ((), (hit.category), (hit.condition), (hit.neighborhood), (hit.currency, hit.band))\\norder by\\n  grouping(hit.category, hit.condition, hit.neighborhood, hit.currency) desc,\\n  count(*) desc,\\n  hit.category,\\n  hit.condition,\\n  hit.neighborhood,\\n  hit.currency,\\n  hit.band"}',
  '{"name":"countSearchFacets","file":"search.sql","parameterTypes":{"query":"tsquery","filters":"int4[]","cells":"int4[]","prices":"int4[]","times":"int4[]","windows":"int4[]","windowEnds":"int4[]","edges":"float8[]","minPriceMinor":"int8","maxPriceMinor":"int8","tags":"text[]","currency":"text","createdAfter":"timestamptz","sellerId":"uuid","radiusMetres":"float8","near":"geography","west":"float8","south":"float8","north":"float8","east":"float8","cap":"int8","enough":"int4"},"tables":["products"],"access":"read"}',
)

/** Parameters of `suggestSearchTerms`. */
export type SuggestSearchTermsParams =
  | {
  readonly length: 'one'
  readonly prefix: string
  readonly limit: number
}
  | {
  readonly length: 'two'
  readonly prefix: string
  readonly limit: number
}
  | {
  readonly length: 'three'
  readonly prefix: string
  readonly limit: number
}
  | {
  readonly length: 'more'
  readonly prefix: string
  readonly limit: number
}

/**
 * The most frequent words that begin with what was typed. Few letters begin many words, so these have indexes of their own.
 *
 * [sql/search.sql:326](../sql/search.sql#L326)
 *
 * ```sql
 * select
 *   search_terms.term,
 *   search_terms.listing_count
 * from search_terms
 * where true
 *   /*[if length=one]*\/ and left(search_terms.term, 1) = (select :prefix!::text) /*[end]*\/
 *   /*[if length=two]*\/ and left(search_terms.term, 2) = (select :prefix!::text) /*[end]*\/
 *   /*[if length=three]*\/ and left(search_terms.term, 3) = (select :prefix!::text) /*[end]*\/
 *   /*[if length=more]*\/
 *   and search_terms.term >= (select :prefix!::text collate "C")
 *   and search_terms.term < (select :prefix!::text || U&'\FFFF' collate "C")
 *   /*[end]*\/
 * order by search_terms.listing_count desc, search_terms.term
 * limit (select :limit!::bigint)
 * ```
 */
export const suggestSearchTerms = new PreparedQuery<SuggestSearchTermsParams, SearchTerm>(
  '{"usedParamSet":{"prefix":true,"limit":true},"params":[{"name":"prefix","required":true,"transform":{"type":"scalar"},"locs":[{"a":274,"b":281},{"a":363,"b":370},{"a":454,"b":461},{"a":538,"b":545},{"a":600,"b":607}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":727,"b":733}]}],"statement":"-- The most frequent words that begin with what was typed. Few letters begin many words, so these have indexes of their own.\\nselect\\n  search_terms.term,\\n  search_terms.listing_count\\nfrom search_terms\\nwhere true\\n  /*[if length=one]*/ and left(search_terms.term, 1) = (select :prefix!::text) /*[end]*/\\n  /*[if length=two]*/ and left(search_terms.term, 2) = (select :prefix!::text) /*[end]*/\\n  /*[if length=three]*/ and left(search_terms.term, 3) = (select :prefix!::text) /*[end]*/\\n  /*[if length=more]*/\\n  and search_terms.term >= (select :prefix!::text collate \\"C\\")\\n  and search_terms.term < (select :prefix!::text || U&\'\\\\FFFF\' collate \\"C\\")\\n  /*[end]*/\\norder by search_terms.listing_count desc, search_terms.term\\nlimit (select :limit!::bigint)"}',
  '{"name":"suggestSearchTerms","file":"search.sql","parameterTypes":{"prefix":"text","limit":"int8"},"tables":["search_terms"],"access":"read"}',
)

/** Parameters of `listSimilarTerms`. */
export interface ListSimilarTermsParams {
  readonly words: readonly (string | null)[]
  readonly variants: readonly (string | null)[]
  readonly variantOf: readonly (number | null)[]
}

/** A row of `listSimilarTerms`. */
export interface ListSimilarTermsRow extends SearchTerm {
  readonly number: number
}

/**
 * For each word, itself, and terms that are like it or among its variants.
 *
 * [sql/search.sql:343](../sql/search.sql#L343)
 *
 * ```sql
 * select
 *   word.number::integer as "number!",
 *   candidate.term as "term!",
 *   candidate.listing_count as "listing_count!"
 * from unnest(:words!::text[]) with ordinality as word (value, number)
 * cross join lateral (
 *   select
 *     similar_term.term,
 *     similar_term.listing_count
 *   from souk_similar_terms(word.value, 20) as similar_term
 *   union
 *   select
 *     search_terms.term,
 *     search_terms.listing_count
 *   from unnest(:variants!::text[], :variantOf!::integer[]) as variant (value, number)
 *   join search_terms on search_terms.term = variant.value
 *   where variant.number = word.number
 * ) as candidate
 * order by word.number, candidate.listing_count desc, candidate.term
 * ```
 */
export const listSimilarTerms = new PreparedQuery<ListSimilarTermsParams, ListSimilarTermsRow>(
  '{"usedParamSet":{"words":true,"variants":true,"variantOf":true},"params":[{"name":"words","required":true,"transform":{"type":"scalar"},"locs":[{"a":207,"b":213}]},{"name":"variants","required":true,"transform":{"type":"scalar"},"locs":[{"a":491,"b":500}]},{"name":"variantOf","required":true,"transform":{"type":"scalar"},"locs":[{"a":511,"b":521}]}],"statement":"-- For each word, itself, and terms that are like it or among its variants.\\nselect\\n  word.number::integer as \\"number!\\",\\n  candidate.term as \\"term!\\",\\n  candidate.listing_count as \\"listing_count!\\"\\nfrom unnest(:words!::text[]) with ordinality as word (value, number)\\ncross join lateral (\\n  select\\n    similar_term.term,\\n    similar_term.listing_count\\n  from souk_similar_terms(word.value, 20) as similar_term\\n  union\\n  select\\n    search_terms.term,\\n    search_terms.listing_count\\n  from unnest(:variants!::text[], :variantOf!::integer[]) as variant (value, number)\\n  join search_terms on search_terms.term = variant.value\\n  where variant.number = word.number\\n) as candidate\\norder by word.number, candidate.listing_count desc, candidate.term"}',
  '{"name":"listSimilarTerms","file":"search.sql","parameterTypes":{"words":"text[]","variants":"text[]","variantOf":"int4[]"},"tables":["search_terms"],"access":"read"}',
)

/** Parameters of `collectSearchTerms`. */
export interface CollectSearchTermsParams {
  readonly limit: number
}

/** A row of `collectSearchTerms`. */
export interface CollectSearchTermsRow {
  readonly listings: number
}

/**
 * Adds the words of the next listings to their counts, and returns the number of listings. Sessions wait for each other.
 *
 * [sql/search.sql:365](../sql/search.sql#L365)
 *
 * ```sql
 * with progress as (
 *   select search_progress.after_id
 *   from search_progress
 *   where search_progress.is_only = true
 *   for update
 * ),
 * listing as (
 *   select
 *     products.id,
 *     products.title,
 *     products.tags
 *   from products
 *   cross join progress
 *   where products.id > progress.after_id
 *     and products.is_available
 *   order by products.id
 *   limit (select :limit!::bigint)
 * ),
 * counted as (
 *   insert into search_terms (term, listing_count)
 *   select
 *     listed.term,
 *     count(*)::integer
 *   from listing
 *   cross join lateral unnest(souk_terms(listing.title, listing.tags)) as listed (term)
 *   group by listed.term
 *   order by listed.term
 *   on conflict (term) do update
 *   set listing_count = search_terms.listing_count + excluded.listing_count
 * ),
 * moved as (
 *   update search_progress
 *   set after_id = (select listing.id from listing order by listing.id desc limit 1)
 *   where search_progress.is_only
 *     and exists (select from listing)
 * )
 * select count(*)::integer as "listings!"
 * from listing
 * ```
 */
export const collectSearchTerms = new PreparedQuery<CollectSearchTermsParams, CollectSearchTermsRow>(
  '{"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":477,"b":483}]}],"statement":"-- Adds the words of the next listings to their counts, and returns the number of listings. Sessions wait for each other.\\nwith progress as (\\n  select search_progress.after_id\\n  from search_progress\\n  where search_progress.is_only = true\\n  for update\\n),\\nlisting as (\\n  select\\n    products.id,\\n    products.title,\\n    products.tags\\n  from products\\n  cross join progress\\n  where products.id > progress.after_id\\n    and products.is_available\\n  order by products.id\\n  limit (select :limit!::bigint)\\n),\\ncounted as (\\n  insert into search_terms (term, listing_count)\\n  select\\n    listed.term,\\n    count(*)::integer\\n  from listing\\n  cross join lateral unnest(souk_terms(listing.title, listing.tags)) as listed (term)\\n  group by listed.term\\n  order by listed.term\\n  on conflict (term) do update\\n  set listing_count = search_terms.listing_count + excluded.listing_count\\n),\\nmoved as (\\n  update search_progress\\n  set after_id = (select listing.id from listing order by listing.id desc limit 1)\\n  where search_progress.is_only\\n    and exists (select from listing)\\n)\\nselect count(*)::integer as \\"listings!\\"\\nfrom listing"}',
  '{"name":"collectSearchTerms","file":"search.sql","parameterTypes":{"limit":"int8"},"tables":["products","search_progress","search_terms"],"access":"write"}',
)

/** `forgetSearchTerms` has no parameters. */
export type ForgetSearchTermsParams = undefined

/** `forgetSearchTerms` returns no rows. */
export type ForgetSearchTermsRow = never

/**
 * Begins the counts anew: what was deleted or sold leaves them that way alone.
 *
 * [sql/search.sql:406](../sql/search.sql#L406)
 *
 * ```sql
 * with begun as (
 *   update search_progress
 *   set after_id = '00000000-0000-0000-0000-000000000000'
 *   where search_progress.is_only
 * )
 * delete from search_terms
 * where search_terms.listing_count > 0
 * ```
 */
export const forgetSearchTerms = new PreparedQuery<ForgetSearchTermsParams, ForgetSearchTermsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Begins the counts anew: what was deleted or sold leaves them that way alone.\\nwith begun as (\\n  update search_progress\\n  set after_id = \'00000000-0000-0000-0000-000000000000\'\\n  where search_progress.is_only\\n)\\ndelete from search_terms\\nwhere search_terms.listing_count > 0"}',
  '{"name":"forgetSearchTerms","file":"search.sql","parameterTypes":{},"tables":["search_progress","search_terms"],"access":"write"}',
)
