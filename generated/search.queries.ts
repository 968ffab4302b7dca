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
  readonly neighborhood?: string | null
  readonly currency?: string | null
  readonly text?: string | null
}

/** A row of `readSearchText`. */
export interface ReadSearchTextRow {
  readonly query: string | null
  readonly isSearchable: boolean
  readonly tagFacets: readonly (number | null)[]
  readonly sellerFacet: number | null
  readonly neighborhoodFacet: number | null
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
 *   parsed.query::text as query,
 *   coalesce(numnode(parsed.query) > 0 and querytree(parsed.query) <> 'T', true) as "is_searchable!",
 *   souk_tag_facets(:tags!::text[]) as "tag_facets!",
 *   souk_seller_facet(:sellerId::uuid) as seller_facet, -- null: any seller
 *   souk_neighborhood_facet(:neighborhood::text) as neighborhood_facet, -- null: anywhere
 *   hashtext(:currency::text) & 8191 as currency_code, -- null: any currency
 *   case when newest.created_at is not null then greatest(-9e9, least(9e9, extract(epoch from newest.created_at))) end::float8
 *     as "newest_seconds?",
 *   case when oldest.created_at is not null then greatest(-9e9, least(9e9, extract(epoch from oldest.created_at))) end::float8
 *     as "oldest_seconds?"
 * from (
 *   select souk_query(:text) as query -- null: no words
 *   offset 0 -- else the server would call it for each column that names it
 * ) as parsed
 * left join lateral (
 *   select products.created_at
 *   from products
 *   where products.is_available
 *     and products.created_at <= now() + interval '1 day' -- what is of the future is found when it comes
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
  '{"usedParamSet":{"tags":true,"sellerId":true,"neighborhood":true,"currency":true,"text":true},"params":[{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":345,"b":350}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":399,"b":407}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":479,"b":491}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":552,"b":560}]},{"name":"text","required":false,"transform":{"type":"scalar"},"locs":[{"a":944,"b":948}]}],"statement":"-- The query of a text, and the facets of what only the server knows how to hash. A query that is empty, or that most\\n-- listings match, as it has negations alone, is not one to search by.\\nselect\\n  parsed.query::text as query,\\n  coalesce(numnode(parsed.query) > 0 and querytree(parsed.query) <> \'T\', true) as \\"is_searchable!\\",\\n  souk_tag_facets(:tags!::text[]) as \\"tag_facets!\\",\\n  souk_seller_facet(:sellerId::uuid) as seller_facet, -- null: any seller\\n  souk_neighborhood_facet(:neighborhood::text) as neighborhood_facet, -- null: anywhere\\n  hashtext(:currency::text) & 8191 as currency_code, -- null: any currency\\n  case when newest.created_at is not null then greatest(-9e9, least(9e9, extract(epoch from newest.created_at))) end::float8\\n    as \\"newest_seconds?\\",\\n  case when oldest.created_at is not null then greatest(-9e9, least(9e9, extract(epoch from oldest.created_at))) end::float8\\n    as \\"oldest_seconds?\\"\\nfrom (\\n  select souk_query(:text) as query -- null: no words\\n  offset 0 -- else the server would call it for each column that names it\\n) as parsed\\nleft join lateral (\\n  select products.created_at\\n  from products\\n  where products.is_available\\n    and products.created_at <= now() + interval \'1 day\' -- what is of the future is found when it comes\\n  order by products.created_at desc, products.id desc\\n  limit 1\\n) as newest on true\\nleft join lateral (\\n  select products.created_at\\n  from products\\n  where products.is_available\\n  order by products.created_at, products.id\\n  limit 1\\n) as oldest on true"}',
  '{"name":"readSearchText","file":"search.sql","parameterTypes":{"tags":"text[]","sellerId":"uuid","neighborhood":"text","currency":"text","text":"text"},"tables":["products"],"access":"read"}',
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
 * [sql/search.sql:49](../sql/search.sql#L49)
 *
 * ```sql
 * select
 *   pg_stats.attname::text as "column_name!",
 *   pg_stats.most_common_elems::text::text[] as elements,
 *   pg_stats.most_common_elem_freqs::float8[] as shares,
 *   case
 *     when pg_stats.attname = 'created_at'
 *     then array(
 *       select greatest(-9e9, least(9e9, extract(epoch from bound.value::timestamptz)))
 *       from unnest(pg_stats.histogram_bounds::text::text[]) as bound (value)
 *     )::float8[]
 *     when pg_stats.attname = 'price_minor' then pg_stats.histogram_bounds::text::float8[]
 *   end as bounds,
 *   case
 *     when pg_stats.attname = 'created_at'
 *     then array(
 *       select greatest(-9e9, least(9e9, extract(epoch from common.value::timestamptz)))
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
  '{"usedParamSet":{},"params":[],"statement":"-- What the planner knows of words, facets, times and prices: the shares of the frequent ones, and the bounds of\\n-- equal parts of the others.\\n-- Null before the first analyze.\\nselect\\n  pg_stats.attname::text as \\"column_name!\\",\\n  pg_stats.most_common_elems::text::text[] as elements,\\n  pg_stats.most_common_elem_freqs::float8[] as shares,\\n  case\\n    when pg_stats.attname = \'created_at\'\\n    then array(\\n      select greatest(-9e9, least(9e9, extract(epoch from bound.value::timestamptz)))\\n      from unnest(pg_stats.histogram_bounds::text::text[]) as bound (value)\\n    )::float8[]\\n    when pg_stats.attname = \'price_minor\' then pg_stats.histogram_bounds::text::float8[]\\n  end as bounds,\\n  case\\n    when pg_stats.attname = \'created_at\'\\n    then array(\\n      select greatest(-9e9, least(9e9, extract(epoch from common.value::timestamptz)))\\n      from unnest(pg_stats.most_common_vals::text::text[]) as common (value)\\n    )::float8[]\\n    when pg_stats.attname = \'price_minor\' then pg_stats.most_common_vals::text::float8[]\\n  end as common_values,\\n  pg_stats.most_common_freqs::float8[] as common_shares,\\n  pg_class.reltuples::float8 as \\"row_count!\\"\\nfrom pg_class\\njoin pg_namespace on pg_namespace.oid = pg_class.relnamespace\\njoin pg_stats on pg_stats.schemaname = pg_namespace.nspname and pg_stats.tablename = pg_class.relname\\nwhere pg_class.oid = \'products\'::regclass\\n  and pg_stats.attname = any(\'{search, facets, created_at, price_minor}\'::name[])"}',
  '{"name":"readSearchShares","file":"search.sql","parameterTypes":{},"tables":["pg_class","pg_namespace","pg_stats"],"access":"read"}',
)

/** Parameters of `searchProductsCard`. */
export type SearchProductsCardParams = {
  readonly isRanked: boolean
  readonly query?: string | undefined
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
  readonly neighborhood?: string | null
  readonly radiusMetres?: number | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly afterKey: number
  readonly isDescending: boolean
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
  readonly isMatch: boolean
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
 * The available products that a query finds, ring by ring, each with its seller's profile.
 * By rank, all rows of the rings are ordered by it, and the cursor is a rank too.
 * Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is
 * wanted.
 * What a row is compared with stands in subselects. Else a plan for the values at hand leaves out the filters that are not given,
 * looks cheaper each time, and the server plans each search anew, which takes it a quarter of a search.
 *
 * [sql/search.sql:81](../sql/search.sql#L81)
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
 *           when (select :isRanked!::boolean) then 0 /*[if query]*\/ - ts_rank(products.search, :query!::tsquery) /*[end]*\/
 *           else measured.sort_key
 *         end::float8 as order_key
 *       from products
 *       cross join lateral (
 *         select case (select :sort!::text)
 *           when 'nearest' then st_distance(products.public_location, (select :near::geography))
 *           when 'priceUp' then products.price_minor
 *           when 'priceDown' then -products.price_minor
 *           else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))
 *         end::float8 as sort_key
 *       ) as measured
 *       where products.is_available
 *         /*[if query]*\/ and products.search @@ (select :query!::tsquery) /*[end]*\/
 *         /*[if filters]*\/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *         /*[if cells]*\/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*\/
 *         /*[if prices]*\/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*\/
 *         /*[if times]*\/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*\/
 *         /*[if windows]*\/
 *         and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
 *           (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
 *         ]
 *         /*[end]*\/
 *         and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]
 *         and measured.sort_key < (select :edges!::float8[])[ring.number + 2]
 *         and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)
 *         and products.tags @> (select :tags!::text[])
 *         and coalesce(products.currency = (select :currency::text), true)
 *         and coalesce(products.created_at > (select :createdAfter::timestamptz), true)
 *         and coalesce(products.seller_id = (select :sellerId::uuid), true)
 *         and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)
 *         and (
 *           (select :radiusMetres::float8) is null
 *           or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)
 *         )
 *         and (
 *           (select :west::float8) is null
 *           or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)
 *           and case
 *             when (select :west::float8) <= (select :east::float8)
 *               then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)
 *             else st_x(products.public_location::geometry) >= (select :west::float8)
 *               or st_x(products.public_location::geometry) <= (select :east::float8)
 *           end
 *         )
 *         and (
 *           (select :isRanked::boolean)
 *           or measured.sort_key > (select :afterKey!::float8)
 *           or measured.sort_key = (select :afterKey::float8)
 *           and case when (select :isDescending!::boolean) then products.id < (select :afterId!::uuid) else products.id > (select :afterId::uuid) end
 *         )
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
 *   where hit.order_key > :afterKey
 *     or hit.order_key = :afterKey
 *     and case when :isDescending then hit.id < :afterId else hit.id > :afterId end
 *   order by hit.order_key, case when :isDescending then hit.id end desc, hit.id
 *   limit (select :limit!::bigint)
 * )
 * select
 *   product.*,
 *   st_distance(product.public_location, (select :near::geography)) as "distance_metres?",
 *   (
 *     select products.description
 *     from products
 *     where products.id = page.id
 *       and (select :withSnippets!::boolean)
 *   ) as snippet_text,
 *   page.sort_key as "sort_key!",
 *   page.order_key as "order_key!",
 *   page.ring as "ring!",
 *   walk.last_ring as "last_ring!",
 *   walk.found as "found!",
 *   walk.last_found as "last_found!",
 *   true as "is_match!",
 *   false as "is_walk_end!",
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
 *     (0 /*[if query]*\/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*\/)::float8 as rank
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
 * order by page.order_key, case when :isDescending then page.id end desc, page.id
 * limit (select :limit!::bigint)
 * ```
 */
export const searchProductsCard = new PreparedQuery<SearchProductsCardParams, SearchProductsCardRow>(
  '{"usedParamSet":{"isRanked":true,"query":true,"sort":true,"near":true,"filters":true,"cells":true,"prices":true,"times":true,"windows":true,"windowEnds":true,"edges":true,"minPriceMinor":true,"maxPriceMinor":true,"tags":true,"currency":true,"createdAfter":true,"sellerId":true,"neighborhood":true,"radiusMetres":true,"west":true,"south":true,"north":true,"east":true,"afterKey":true,"isDescending":true,"afterId":true,"cap":true,"enough":true,"limit":true,"withSnippets":true,"viewerId":true},"params":[{"name":"isRanked","required":true,"transform":{"type":"scalar"},"locs":[{"a":1356,"b":1365},{"a":4208,"b":4216}]},{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":1426,"b":1432},{"a":2045,"b":2051},{"a":6448,"b":6454}]},{"name":"sort","required":true,"transform":{"type":"scalar"},"locs":[{"a":1595,"b":1600}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":1685,"b":1689},{"a":3549,"b":3553},{"a":5204,"b":5208}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":2150,"b":2158}]},{"name":"cells","required":true,"transform":{"type":"scalar"},"locs":[{"a":2257,"b":2263}]},{"name":"prices","required":true,"transform":{"type":"scalar"},"locs":[{"a":2363,"b":2370}]},{"name":"times","required":true,"transform":{"type":"scalar"},"locs":[{"a":2469,"b":2475}]},{"name":"windows","required":true,"transform":{"type":"scalar"},"locs":[{"a":2577,"b":2585}]},{"name":"windowEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":2611,"b":2622},{"a":2658,"b":2669}]},{"name":"edges","required":true,"transform":{"type":"scalar"},"locs":[{"a":2769,"b":2775},{"a":2845,"b":2851},{"a":4601,"b":4607}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2934,"b":2948}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2971,"b":2985}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":3033,"b":3038}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":3098,"b":3106}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":3173,"b":3185}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":3258,"b":3266}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":3366,"b":3378},{"a":3397,"b":3409}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":3459,"b":3471},{"a":3579,"b":3591}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":3644,"b":3648},{"a":3825,"b":3829},{"a":3942,"b":3946},{"a":4053,"b":4057}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":3737,"b":3742}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":3765,"b":3770}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":3851,"b":3855},{"a":3969,"b":3973},{"a":4137,"b":4141}]},{"name":"afterKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":4269,"b":4278},{"a":4330,"b":4338},{"a":4898,"b":4906},{"a":4931,"b":4939}]},{"name":"isDescending","required":true,"transform":{"type":"scalar"},"locs":[{"a":4381,"b":4394},{"a":4959,"b":4971},{"a":5059,"b":5071},{"a":7575,"b":7587}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":4433,"b":4441},{"a":4477,"b":4484},{"a":4987,"b":4994},{"a":5010,"b":5017}]},{"name":"cap","required":true,"transform":{"type":"scalar"},"locs":[{"a":4527,"b":4531}]},{"name":"enough","required":true,"transform":{"type":"scalar"},"locs":[{"a":4645,"b":4652}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":5118,"b":5124},{"a":7634,"b":7640}]},{"name":"withSnippets","required":true,"transform":{"type":"scalar"},"locs":[{"a":5350,"b":5363}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":7373,"b":7382},{"a":7470,"b":7479}]}],"statement":"-- The available products that a query finds, ring by ring, each with its seller\'s profile.\\n-- By rank, all rows of the rings are ordered by it, and the cursor is a rank too.\\n-- Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is\\n-- wanted.\\n-- What a row is compared with stands in subselects. Else a plan for the values at hand leaves out the filters that are not given,\\n-- looks cheaper each time, and the server plans each search anew, which takes it a quarter of a search.\\n-- lint-disable distance-comparison: the cells are what the index searches by, and st_dwithin would bring another one in.\\n-- lint-disable total-order: a listing is in one ring, once.\\nwith recursive ring as (\\n  select\\n    0 as number,\\n    0 as found,\\n    0 as own_found,\\n    null::uuid[] as ids,\\n    null::float8[] as sort_keys,\\n    null::float8[] as order_keys\\n  union all\\n  select\\n    ring.number + 1,\\n    ring.found + hits.found,\\n    hits.found,\\n    hits.ids,\\n    hits.sort_keys,\\n    hits.order_keys\\n  from ring\\n  cross join lateral (\\n    select\\n      count(*)::integer as found,\\n      array_agg(hit.id) as ids,\\n      array_agg(hit.sort_key) as sort_keys,\\n      array_agg(hit.order_key) as order_keys\\n    from (\\n      select\\n        products.id,\\n        measured.sort_key,\\n        case\\n          when (select :isRanked!::boolean) then 0 /*[if query]*/ - ts_rank(products.search, :query!::tsquery) /*[end]*/\\n          else measured.sort_key\\n        end::float8 as order_key\\n      from products\\n      cross join lateral (\\n        select case (select :sort!::text)\\n          when \'nearest\' then st_distance(products.public_location, (select :near::geography))\\n          when \'priceUp\' then products.price_minor\\n          when \'priceDown\' then -products.price_minor\\n          else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))\\n        end::float8 as sort_key\\n      ) as measured\\n      where products.is_available\\n        /*[if query]*/ and products.search @@ (select :query!::tsquery) /*[end]*/\\n        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/\\n        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/\\n        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/\\n        /*[if windows]*/\\n        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[\\n          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]\\n        ]\\n        /*[end]*/\\n        and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]\\n        and measured.sort_key < (select :edges!::float8[])[ring.number + 2]\\n        and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)\\n        and products.tags @> (select :tags!::text[])\\n        and coalesce(products.currency = (select :currency::text), true)\\n        and coalesce(products.created_at > (select :createdAfter::timestamptz), true)\\n        and coalesce(products.seller_id = (select :sellerId::uuid), true)\\n        and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)\\n        and (\\n          (select :radiusMetres::float8) is null\\n          or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)\\n        )\\n        and (\\n          (select :west::float8) is null\\n          or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)\\n          and case\\n            when (select :west::float8) <= (select :east::float8)\\n              then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)\\n            else st_x(products.public_location::geometry) >= (select :west::float8)\\n              or st_x(products.public_location::geometry) <= (select :east::float8)\\n          end\\n        )\\n        and (\\n          (select :isRanked::boolean)\\n          or measured.sort_key > (select :afterKey!::float8)\\n          or measured.sort_key = (select :afterKey::float8)\\n          and case when (select :isDescending!::boolean) then products.id < (select :afterId!::uuid) else products.id > (select :afterId::uuid) end\\n        )\\n      limit (select :cap!::bigint)\\n    ) as hit\\n  ) as hits\\n  where ring.number < cardinality(:edges!::float8[]) - 1\\n    and ring.found < :enough!::integer\\n),\\npage as (\\n  select\\n    hit.id,\\n    hit.sort_key,\\n    hit.order_key,\\n    ring.number as ring\\n  from ring\\n  cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)\\n  where hit.order_key > :afterKey\\n    or hit.order_key = :afterKey\\n    and case when :isDescending then hit.id < :afterId else hit.id > :afterId end\\n  order by hit.order_key, case when :isDescending then hit.id end desc, hit.id\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  st_distance(product.public_location, (select :near::geography)) as \\"distance_metres?\\",\\n  (\\n    select products.description\\n    from products\\n    where products.id = page.id\\n      and (select :withSnippets!::boolean)\\n  ) as snippet_text,\\n  page.sort_key as \\"sort_key!\\",\\n  page.order_key as \\"order_key!\\",\\n  page.ring as \\"ring!\\",\\n  walk.last_ring as \\"last_ring!\\",\\n  walk.found as \\"found!\\",\\n  walk.last_found as \\"last_found!\\",\\n  true as \\"is_match!\\",\\n  false as \\"is_walk_end!\\",\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join (\\n  select\\n    max(ring.number) as last_ring,\\n    max(ring.found) as found,\\n    (array_agg(ring.own_found order by ring.number desc))[1] as last_found\\n  from ring\\n) as walk\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.public_location,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.cover_image_url,\\n    listed_product.created_at,\\n    (0 /*[if query]*/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*/)::float8 as rank\\n  from\\n                          product_cards as listed_product          \\n                                                             \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\norder by page.order_key, case when :isDescending then page.id end desc, page.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"searchProductsCard","file":"search.sql","parameterTypes":{"isRanked":"bool","query":"tsquery","sort":"text","near":"geography","filters":"int4[]","cells":"int4[]","prices":"int4[]","times":"int4[]","windows":"int4[]","windowEnds":"int4[]","edges":"float8[]","minPriceMinor":"int8","maxPriceMinor":"int8","tags":"text[]","currency":"text","createdAfter":"timestamptz","sellerId":"uuid","neighborhood":"text","radiusMetres":"float8","west":"float8","south":"float8","north":"float8","east":"float8","afterKey":"float8","isDescending":"bool","afterId":"uuid","cap":"int8","enough":"int4","limit":"int8","withSnippets":"bool","viewerId":"uuid"},"tables":["blocks","product_cards","products","profiles"],"access":"read"}',
)

/** Parameters of `searchProductsAll`. */
export type SearchProductsAllParams = {
  readonly isRanked: boolean
  readonly query?: string | undefined
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
  readonly neighborhood?: string | null
  readonly radiusMetres?: number | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly afterKey: number
  readonly isDescending: boolean
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
  readonly isMatch: boolean
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
 * The available products that a query finds, ring by ring, each with its seller's profile.
 * By rank, all rows of the rings are ordered by it, and the cursor is a rank too.
 * Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is
 * wanted.
 * What a row is compared with stands in subselects. Else a plan for the values at hand leaves out the filters that are not given,
 * looks cheaper each time, and the server plans each search anew, which takes it a quarter of a search.
 *
 * [sql/search.sql:81](../sql/search.sql#L81)
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
 *           when (select :isRanked!::boolean) then 0 /*[if query]*\/ - ts_rank(products.search, :query!::tsquery) /*[end]*\/
 *           else measured.sort_key
 *         end::float8 as order_key
 *       from products
 *       cross join lateral (
 *         select case (select :sort!::text)
 *           when 'nearest' then st_distance(products.public_location, (select :near::geography))
 *           when 'priceUp' then products.price_minor
 *           when 'priceDown' then -products.price_minor
 *           else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))
 *         end::float8 as sort_key
 *       ) as measured
 *       where products.is_available
 *         /*[if query]*\/ and products.search @@ (select :query!::tsquery) /*[end]*\/
 *         /*[if filters]*\/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *         /*[if cells]*\/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*\/
 *         /*[if prices]*\/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*\/
 *         /*[if times]*\/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*\/
 *         /*[if windows]*\/
 *         and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
 *           (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
 *         ]
 *         /*[end]*\/
 *         and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]
 *         and measured.sort_key < (select :edges!::float8[])[ring.number + 2]
 *         and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)
 *         and products.tags @> (select :tags!::text[])
 *         and coalesce(products.currency = (select :currency::text), true)
 *         and coalesce(products.created_at > (select :createdAfter::timestamptz), true)
 *         and coalesce(products.seller_id = (select :sellerId::uuid), true)
 *         and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)
 *         and (
 *           (select :radiusMetres::float8) is null
 *           or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)
 *         )
 *         and (
 *           (select :west::float8) is null
 *           or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)
 *           and case
 *             when (select :west::float8) <= (select :east::float8)
 *               then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)
 *             else st_x(products.public_location::geometry) >= (select :west::float8)
 *               or st_x(products.public_location::geometry) <= (select :east::float8)
 *           end
 *         )
 *         and (
 *           (select :isRanked::boolean)
 *           or measured.sort_key > (select :afterKey!::float8)
 *           or measured.sort_key = (select :afterKey::float8)
 *           and case when (select :isDescending!::boolean) then products.id < (select :afterId!::uuid) else products.id > (select :afterId::uuid) end
 *         )
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
 *   where hit.order_key > :afterKey
 *     or hit.order_key = :afterKey
 *     and case when :isDescending then hit.id < :afterId else hit.id > :afterId end
 *   order by hit.order_key, case when :isDescending then hit.id end desc, hit.id
 *   limit (select :limit!::bigint)
 * )
 * select
 *   product.*,
 *   st_distance(product.public_location, (select :near::geography)) as "distance_metres?",
 *   (
 *     select products.description
 *     from products
 *     where products.id = page.id
 *       and (select :withSnippets!::boolean)
 *   ) as snippet_text,
 *   page.sort_key as "sort_key!",
 *   page.order_key as "order_key!",
 *   page.ring as "ring!",
 *   walk.last_ring as "last_ring!",
 *   walk.found as "found!",
 *   walk.last_found as "last_found!",
 *   true as "is_match!",
 *   false as "is_walk_end!",
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
 *     (0 /*[if query]*\/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*\/)::float8 as rank
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
 * order by page.order_key, case when :isDescending then page.id end desc, page.id
 * limit (select :limit!::bigint)
 * ```
 */
export const searchProductsAll = new PreparedQuery<SearchProductsAllParams, SearchProductsAllRow>(
  '{"usedParamSet":{"isRanked":true,"query":true,"sort":true,"near":true,"filters":true,"cells":true,"prices":true,"times":true,"windows":true,"windowEnds":true,"edges":true,"minPriceMinor":true,"maxPriceMinor":true,"tags":true,"currency":true,"createdAfter":true,"sellerId":true,"neighborhood":true,"radiusMetres":true,"west":true,"south":true,"north":true,"east":true,"afterKey":true,"isDescending":true,"afterId":true,"cap":true,"enough":true,"limit":true,"withSnippets":true,"viewerId":true},"params":[{"name":"isRanked","required":true,"transform":{"type":"scalar"},"locs":[{"a":1356,"b":1365},{"a":4208,"b":4216}]},{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":1426,"b":1432},{"a":2045,"b":2051},{"a":6721,"b":6727}]},{"name":"sort","required":true,"transform":{"type":"scalar"},"locs":[{"a":1595,"b":1600}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":1685,"b":1689},{"a":3549,"b":3553},{"a":5204,"b":5208}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":2150,"b":2158}]},{"name":"cells","required":true,"transform":{"type":"scalar"},"locs":[{"a":2257,"b":2263}]},{"name":"prices","required":true,"transform":{"type":"scalar"},"locs":[{"a":2363,"b":2370}]},{"name":"times","required":true,"transform":{"type":"scalar"},"locs":[{"a":2469,"b":2475}]},{"name":"windows","required":true,"transform":{"type":"scalar"},"locs":[{"a":2577,"b":2585}]},{"name":"windowEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":2611,"b":2622},{"a":2658,"b":2669}]},{"name":"edges","required":true,"transform":{"type":"scalar"},"locs":[{"a":2769,"b":2775},{"a":2845,"b":2851},{"a":4601,"b":4607}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2934,"b":2948}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2971,"b":2985}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":3033,"b":3038}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":3098,"b":3106}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":3173,"b":3185}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":3258,"b":3266}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":3366,"b":3378},{"a":3397,"b":3409}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":3459,"b":3471},{"a":3579,"b":3591}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":3644,"b":3648},{"a":3825,"b":3829},{"a":3942,"b":3946},{"a":4053,"b":4057}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":3737,"b":3742}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":3765,"b":3770}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":3851,"b":3855},{"a":3969,"b":3973},{"a":4137,"b":4141}]},{"name":"afterKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":4269,"b":4278},{"a":4330,"b":4338},{"a":4898,"b":4906},{"a":4931,"b":4939}]},{"name":"isDescending","required":true,"transform":{"type":"scalar"},"locs":[{"a":4381,"b":4394},{"a":4959,"b":4971},{"a":5059,"b":5071},{"a":7848,"b":7860}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":4433,"b":4441},{"a":4477,"b":4484},{"a":4987,"b":4994},{"a":5010,"b":5017}]},{"name":"cap","required":true,"transform":{"type":"scalar"},"locs":[{"a":4527,"b":4531}]},{"name":"enough","required":true,"transform":{"type":"scalar"},"locs":[{"a":4645,"b":4652}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":5118,"b":5124},{"a":7907,"b":7913}]},{"name":"withSnippets","required":true,"transform":{"type":"scalar"},"locs":[{"a":5350,"b":5363}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":7646,"b":7655},{"a":7743,"b":7752}]}],"statement":"-- The available products that a query finds, ring by ring, each with its seller\'s profile.\\n-- By rank, all rows of the rings are ordered by it, and the cursor is a rank too.\\n-- Rows that a block parts from the viewer are marked. A card has no description, which is read besides where a snippet is\\n-- wanted.\\n-- What a row is compared with stands in subselects. Else a plan for the values at hand leaves out the filters that are not given,\\n-- looks cheaper each time, and the server plans each search anew, which takes it a quarter of a search.\\n-- lint-disable distance-comparison: the cells are what the index searches by, and st_dwithin would bring another one in.\\n-- lint-disable total-order: a listing is in one ring, once.\\nwith recursive ring as (\\n  select\\n    0 as number,\\n    0 as found,\\n    0 as own_found,\\n    null::uuid[] as ids,\\n    null::float8[] as sort_keys,\\n    null::float8[] as order_keys\\n  union all\\n  select\\n    ring.number + 1,\\n    ring.found + hits.found,\\n    hits.found,\\n    hits.ids,\\n    hits.sort_keys,\\n    hits.order_keys\\n  from ring\\n  cross join lateral (\\n    select\\n      count(*)::integer as found,\\n      array_agg(hit.id) as ids,\\n      array_agg(hit.sort_key) as sort_keys,\\n      array_agg(hit.order_key) as order_keys\\n    from (\\n      select\\n        products.id,\\n        measured.sort_key,\\n        case\\n          when (select :isRanked!::boolean) then 0 /*[if query]*/ - ts_rank(products.search, :query!::tsquery) /*[end]*/\\n          else measured.sort_key\\n        end::float8 as order_key\\n      from products\\n      cross join lateral (\\n        select case (select :sort!::text)\\n          when \'nearest\' then st_distance(products.public_location, (select :near::geography))\\n          when \'priceUp\' then products.price_minor\\n          when \'priceDown\' then -products.price_minor\\n          else -greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000))\\n        end::float8 as sort_key\\n      ) as measured\\n      where products.is_available\\n        /*[if query]*/ and products.search @@ (select :query!::tsquery) /*[end]*/\\n        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/\\n        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/\\n        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/\\n        /*[if windows]*/\\n        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[\\n          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]\\n        ]\\n        /*[end]*/\\n        and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]\\n        and measured.sort_key < (select :edges!::float8[])[ring.number + 2]\\n        and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)\\n        and products.tags @> (select :tags!::text[])\\n        and coalesce(products.currency = (select :currency::text), true)\\n        and coalesce(products.created_at > (select :createdAfter::timestamptz), true)\\n        and coalesce(products.seller_id = (select :sellerId::uuid), true)\\n        and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)\\n        and (\\n          (select :radiusMetres::float8) is null\\n          or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)\\n        )\\n        and (\\n          (select :west::float8) is null\\n          or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)\\n          and case\\n            when (select :west::float8) <= (select :east::float8)\\n              then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)\\n            else st_x(products.public_location::geometry) >= (select :west::float8)\\n              or st_x(products.public_location::geometry) <= (select :east::float8)\\n          end\\n        )\\n        and (\\n          (select :isRanked::boolean)\\n          or measured.sort_key > (select :afterKey!::float8)\\n          or measured.sort_key = (select :afterKey::float8)\\n          and case when (select :isDescending!::boolean) then products.id < (select :afterId!::uuid) else products.id > (select :afterId::uuid) end\\n        )\\n      limit (select :cap!::bigint)\\n    ) as hit\\n  ) as hits\\n  where ring.number < cardinality(:edges!::float8[]) - 1\\n    and ring.found < :enough!::integer\\n),\\npage as (\\n  select\\n    hit.id,\\n    hit.sort_key,\\n    hit.order_key,\\n    ring.number as ring\\n  from ring\\n  cross join lateral unnest(ring.ids, ring.sort_keys, ring.order_keys) as hit (id, sort_key, order_key)\\n  where hit.order_key > :afterKey\\n    or hit.order_key = :afterKey\\n    and case when :isDescending then hit.id < :afterId else hit.id > :afterId end\\n  order by hit.order_key, case when :isDescending then hit.id end desc, hit.id\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  st_distance(product.public_location, (select :near::geography)) as \\"distance_metres?\\",\\n  (\\n    select products.description\\n    from products\\n    where products.id = page.id\\n      and (select :withSnippets!::boolean)\\n  ) as snippet_text,\\n  page.sort_key as \\"sort_key!\\",\\n  page.order_key as \\"order_key!\\",\\n  page.ring as \\"ring!\\",\\n  walk.last_ring as \\"last_ring!\\",\\n  walk.found as \\"found!\\",\\n  walk.last_found as \\"last_found!\\",\\n  true as \\"is_match!\\",\\n  false as \\"is_walk_end!\\",\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join (\\n  select\\n    max(ring.number) as last_ring,\\n    max(ring.found) as found,\\n    (array_agg(ring.own_found order by ring.number desc))[1] as last_found\\n  from ring\\n) as walk\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.description,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.view_count,\\n    listed_product.like_count,\\n    listed_product.image_urls,\\n    listed_product.video_url,\\n    listed_product.video_thumbnail_url,\\n    listed_product.tags,\\n    listed_product.sold_at,\\n    listed_product.created_at,\\n    listed_product.updated_at,\\n    listed_product.hidden_at,\\n    listed_product.public_location,\\n    (0 /*[if query]*/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*/)::float8 as rank\\n  from\\n                                                                   \\n                         products as listed_product          \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\norder by page.order_key, case when :isDescending then page.id end desc, page.id\\nlimit (select :limit!::bigint)"}',
  '{"name":"searchProductsAll","file":"search.sql","parameterTypes":{"isRanked":"bool","query":"tsquery","sort":"text","near":"geography","filters":"int4[]","cells":"int4[]","prices":"int4[]","times":"int4[]","windows":"int4[]","windowEnds":"int4[]","edges":"float8[]","minPriceMinor":"int8","maxPriceMinor":"int8","tags":"text[]","currency":"text","createdAfter":"timestamptz","sellerId":"uuid","neighborhood":"text","radiusMetres":"float8","west":"float8","south":"float8","north":"float8","east":"float8","afterKey":"float8","isDescending":"bool","afterId":"uuid","cap":"int8","enough":"int4","limit":"int8","withSnippets":"bool","viewerId":"uuid"},"tables":["blocks","products","profiles"],"access":"read"}',
)

/** Parameters of `walkDenseProductsCard`. */
export interface WalkDenseProductsCardParams {
  readonly sort: 'newest' | 'priceUp' | 'priceDown'
  readonly budget: number
  readonly afterKey: number
  readonly afterId: string
  readonly createdAfter?: Date | string | null
  readonly currency?: string | null
  readonly minPriceMinor: number
  readonly maxPriceMinor: number
  readonly query?: string | undefined
  readonly filters?: readonly (number | null)[] | undefined
  readonly tags: readonly (string | null)[]
  readonly sellerId?: string | null
  readonly neighborhood?: string | null
  readonly radiusMetres?: number | null
  readonly near?: GeometryInput<Point> | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly limit: number
  readonly withSnippets: boolean
  readonly viewerId?: string | undefined
}

/** A row of `walkDenseProductsCard`. */
export interface WalkDenseProductsCardRow {
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
  readonly isMatch: boolean
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
 * What searchProducts returns, where more rows than a ring may hold are at one price or one time: a walk of the index that has the
 * sort's order, over no more rows than a budget. The last row of the walk is a row too, whatever it is: see follows.sql.
 *
 * [sql/search.sql:245](../sql/search.sql#L245)
 *
 * ```sql
 * with walked_product as (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.created_at,
 *     products.price_minor,
 *     products.currency,
 *     products.tags,
 *     products.neighborhood,
 *     products.public_location,
 *     products.search,
 *     products.facets,
 *     row_number() over (
 *       order by
 *         /*[if sort=newest]*\/ products.created_at desc, products.id desc /*[end]*\/
 *         /*[if sort=priceUp]*\/ products.price_minor, products.id /*[end]*\/
 *         /*[if sort=priceDown]*\/ products.price_minor desc, products.id desc /*[end]*\/
 *     ) >= (select :budget!::bigint) as is_walk_end
 *   from products
 *   where products.is_available
 *     /*[if sort=newest]*\/
 *     and (products.created_at, products.id)
 *       < (timestamptz 'epoch' - :afterKey!::float8 * interval '1 microsecond', :afterId!::uuid)
 *     and products.created_at > coalesce(:createdAfter::timestamptz, '-infinity')
 *     /*[end]*\/
 *     /*[if sort=priceUp]*\/
 *     and products.currency = :currency
 *     and (products.price_minor, products.id) > (:afterKey!::float8::bigint, :afterId!::uuid)
 *     and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *     /*[end]*\/
 *     /*[if sort=priceDown]*\/
 *     and products.currency = :currency
 *     and (products.price_minor, products.id) < (-:afterKey!::float8::bigint, :afterId!::uuid)
 *     and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *     /*[end]*\/
 *   order by
 *     /*[if sort=newest]*\/ products.created_at desc, products.id desc /*[end]*\/
 *     /*[if sort=priceUp]*\/ products.price_minor, products.id /*[end]*\/
 *     /*[if sort=priceDown]*\/ products.price_minor desc, products.id desc /*[end]*\/
 *   limit (select :budget!::bigint)
 * ),
 * matched_product as (
 *   select
 *     walked_product.id,
 *     walked_product.created_at,
 *     walked_product.price_minor,
 *     walked_product.is_walk_end,
 *     true
 *     /*[if query]*\/ and walked_product.search @@ :query! /*[end]*\/
 *     /*[if filters]*\/ and walked_product.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *     and walked_product.price_minor between :minPriceMinor! and :maxPriceMinor!
 *     and walked_product.tags @> :tags!::text[]
 *     and coalesce(walked_product.currency = :currency, true)
 *     and coalesce(walked_product.created_at > :createdAfter, true)
 *     and (:sellerId::uuid is null or walked_product.seller_id is not distinct from :sellerId)
 *     and (:neighborhood::text is null or souk_normalize(walked_product.neighborhood) = souk_normalize(:neighborhood))
 *     and (:radiusMetres::float8 is null or st_distance(walked_product.public_location, :near::geography) <= :radiusMetres)
 *     and (
 *       :west::float8 is null
 *       or st_y(walked_product.public_location::geometry) between :south and :north
 *       and case
 *         when :west <= :east then st_x(walked_product.public_location::geometry) between :west and :east
 *         else st_x(walked_product.public_location::geometry) >= :west or st_x(walked_product.public_location::geometry) <= :east
 *       end
 *     )
 *     as is_match
 *   from walked_product
 * ),
 * page as (
 *   select
 *     matched_product.id,
 *     matched_product.created_at,
 *     matched_product.price_minor,
 *     matched_product.is_walk_end,
 *     matched_product.is_match
 *   from matched_product
 *   where matched_product.is_match
 *     or matched_product.is_walk_end
 *   order by
 *     /*[if sort=newest]*\/ matched_product.created_at desc, matched_product.id desc /*[end]*\/
 *     /*[if sort=priceUp]*\/ matched_product.price_minor, matched_product.id /*[end]*\/
 *     /*[if sort=priceDown]*\/ matched_product.price_minor desc, matched_product.id desc /*[end]*\/
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
 *   key.value as "sort_key!",
 *   key.value as "order_key!",
 *   0 as "ring!",
 *   0 as "last_ring!",
 *   0 as "found!",
 *   0 as "last_found!",
 *   page.is_match as "is_match!",
 *   page.is_walk_end as "is_walk_end!",
 *   not page.is_match /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from page
 * cross join lateral (
 *   select (
 *     /*[if sort=newest]*\/ -extract(epoch from page.created_at) * 1000000 /*[end]*\/
 *     /*[if sort=priceUp]*\/ page.price_minor /*[end]*\/
 *     /*[if sort=priceDown]*\/ -page.price_minor /*[end]*\/
 *   )::float8 as value
 * ) as key
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
 *     (0 /*[if query]*\/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*\/)::float8 as rank
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
 * order by
 *   /*[if sort=newest]*\/ page.created_at desc, page.id desc /*[end]*\/
 *   /*[if sort=priceUp]*\/ page.price_minor, page.id /*[end]*\/
 *   /*[if sort=priceDown]*\/ page.price_minor desc, page.id desc /*[end]*\/
 * limit (select :limit!::bigint)
 * ```
 */
export const walkDenseProductsCard = new PreparedQuery<WalkDenseProductsCardParams, WalkDenseProductsCardRow>(
  '{"usedParamSet":{"budget":true,"afterKey":true,"afterId":true,"createdAfter":true,"currency":true,"minPriceMinor":true,"maxPriceMinor":true,"query":true,"filters":true,"tags":true,"sellerId":true,"neighborhood":true,"radiusMetres":true,"near":true,"west":true,"south":true,"north":true,"east":true,"limit":true,"withSnippets":true,"viewerId":true},"params":[{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":819,"b":826},{"a":1901,"b":1908}]},{"name":"afterKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":997,"b":1006},{"a":1266,"b":1275},{"a":1512,"b":1521}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1044,"b":1052},{"a":1294,"b":1302},{"a":1540,"b":1548}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":1100,"b":1112},{"a":2486,"b":2498}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":1209,"b":1217},{"a":1454,"b":1462},{"a":2424,"b":2432}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1348,"b":1362},{"a":1594,"b":1608},{"a":2299,"b":2313}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1368,"b":1382},{"a":1614,"b":1628},{"a":2319,"b":2333}]},{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":2127,"b":2133},{"a":5183,"b":5189}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":2224,"b":2232}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":2366,"b":2371}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2516,"b":2524},{"a":2589,"b":2597}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":2609,"b":2621},{"a":2701,"b":2713}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":2726,"b":2738},{"a":2824,"b":2836}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":2803,"b":2807},{"a":3901,"b":3905}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":2855,"b":2859},{"a":2987,"b":2991},{"a":3062,"b":3066},{"a":3141,"b":3145}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":2941,"b":2946}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":2952,"b":2957}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":2996,"b":3000},{"a":3072,"b":3076},{"a":3200,"b":3204}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":3823,"b":3829},{"a":6498,"b":6504}]},{"name":"withSnippets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4038,"b":4051}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":6108,"b":6117},{"a":6205,"b":6214}]}],"statement":"-- What searchProducts returns, where more rows than a ring may hold are at one price or one time: a walk of the index that has the\\n-- sort\'s order, over no more rows than a budget. The last row of the walk is a row too, whatever it is: see follows.sql.\\nwith walked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.created_at,\\n    products.price_minor,\\n    products.currency,\\n    products.tags,\\n    products.neighborhood,\\n    products.public_location,\\n    products.search,\\n    products.facets,\\n    row_number() over (\\n      order by\\n        /*[if sort=newest]*/ products.created_at desc, products.id desc /*[end]*/\\n        /*[if sort=priceUp]*/ products.price_minor, products.id /*[end]*/\\n        /*[if sort=priceDown]*/ products.price_minor desc, products.id desc /*[end]*/\\n    ) >= (select :budget!::bigint) as is_walk_end\\n  from products\\n  where products.is_available\\n    /*[if sort=newest]*/\\n    and (products.created_at, products.id)\\n      < (timestamptz \'epoch\' - :afterKey!::float8 * interval \'1 microsecond\', :afterId!::uuid)\\n    and products.created_at > coalesce(:createdAfter::timestamptz, \'-infinity\')\\n    /*[end]*/\\n    /*[if sort=priceUp]*/\\n    and products.currency = :currency\\n    and (products.price_minor, products.id) > (:afterKey!::float8::bigint, :afterId!::uuid)\\n    and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n    /*[end]*/\\n    /*[if sort=priceDown]*/\\n    and products.currency = :currency\\n    and (products.price_minor, products.id) < (-:afterKey!::float8::bigint, :afterId!::uuid)\\n    and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n    /*[end]*/\\n  order by\\n    /*[if sort=newest]*/ products.created_at desc, products.id desc /*[end]*/\\n    /*[if sort=priceUp]*/ products.price_minor, products.id /*[end]*/\\n    /*[if sort=priceDown]*/ products.price_minor desc, products.id desc /*[end]*/\\n  limit (select :budget!::bigint)\\n),\\nmatched_product as (\\n  select\\n    walked_product.id,\\n    walked_product.created_at,\\n    walked_product.price_minor,\\n    walked_product.is_walk_end,\\n    true\\n    /*[if query]*/ and walked_product.search @@ :query! /*[end]*/\\n    /*[if filters]*/ and walked_product.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n    and walked_product.price_minor between :minPriceMinor! and :maxPriceMinor!\\n    and walked_product.tags @> :tags!::text[]\\n    and coalesce(walked_product.currency = :currency, true)\\n    and coalesce(walked_product.created_at > :createdAfter, true)\\n    and (:sellerId::uuid is null or walked_product.seller_id is not distinct from :sellerId)\\n    and (:neighborhood::text is null or souk_normalize(walked_product.neighborhood) = souk_normalize(:neighborhood))\\n    and (:radiusMetres::float8 is null or st_distance(walked_product.public_location, :near::geography) <= :radiusMetres)\\n    and (\\n      :west::float8 is null\\n      or st_y(walked_product.public_location::geometry) between :south and :north\\n      and case\\n        when :west <= :east then st_x(walked_product.public_location::geometry) between :west and :east\\n        else st_x(walked_product.public_location::geometry) >= :west or st_x(walked_product.public_location::geometry) <= :east\\n      end\\n    )\\n    as is_match\\n  from walked_product\\n),\\npage as (\\n  select\\n    matched_product.id,\\n    matched_product.created_at,\\n    matched_product.price_minor,\\n    matched_product.is_walk_end,\\n    matched_product.is_match\\n  from matched_product\\n  where matched_product.is_match\\n    or matched_product.is_walk_end\\n  order by\\n    /*[if sort=newest]*/ matched_product.created_at desc, matched_product.id desc /*[end]*/\\n    /*[if sort=priceUp]*/ matched_product.price_minor, matched_product.id /*[end]*/\\n    /*[if sort=priceDown]*/ matched_product.price_minor desc, matched_product.id desc /*[end]*/\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  st_distance(product.public_location, :near::geography) as \\"distance_metres?\\",\\n  (\\n    select products.description\\n    from products\\n    where products.id = page.id\\n      and :withSnippets!::boolean\\n  ) as snippet_text,\\n  key.value as \\"sort_key!\\",\\n  key.value as \\"order_key!\\",\\n  0 as \\"ring!\\",\\n  0 as \\"last_ring!\\",\\n  0 as \\"found!\\",\\n  0 as \\"last_found!\\",\\n  page.is_match as \\"is_match!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  not page.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select (\\n    /*[if sort=newest]*/ -extract(epoch from page.created_at) * 1000000 /*[end]*/\\n    /*[if sort=priceUp]*/ page.price_minor /*[end]*/\\n    /*[if sort=priceDown]*/ -page.price_minor /*[end]*/\\n  )::float8 as value\\n) as key\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.public_location,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.cover_image_url,\\n    listed_product.created_at,\\n    (0 /*[if query]*/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*/)::float8 as rank\\n  from\\n                          product_cards as listed_product          \\n                                                             \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\norder by\\n  /*[if sort=newest]*/ page.created_at desc, page.id desc /*[end]*/\\n  /*[if sort=priceUp]*/ page.price_minor, page.id /*[end]*/\\n  /*[if sort=priceDown]*/ page.price_minor desc, page.id desc /*[end]*/\\nlimit (select :limit!::bigint)"}',
  '{"name":"walkDenseProductsCard","file":"search.sql","parameterTypes":{"budget":"int8","afterKey":"float8","afterId":"uuid","createdAfter":"timestamptz","currency":"text","minPriceMinor":"int8","maxPriceMinor":"int8","query":"tsquery","filters":"int4[]","tags":"text[]","sellerId":"uuid","neighborhood":"text","radiusMetres":"float8","near":"geography","west":"float8","south":"float8","north":"float8","east":"float8","limit":"int8","withSnippets":"bool","viewerId":"uuid"},"tables":["blocks","product_cards","products","profiles"],"access":"read"}',
)

/** Parameters of `walkDenseProductsAll`. */
export interface WalkDenseProductsAllParams {
  readonly sort: 'newest' | 'priceUp' | 'priceDown'
  readonly budget: number
  readonly afterKey: number
  readonly afterId: string
  readonly createdAfter?: Date | string | null
  readonly currency?: string | null
  readonly minPriceMinor: number
  readonly maxPriceMinor: number
  readonly query?: string | undefined
  readonly filters?: readonly (number | null)[] | undefined
  readonly tags: readonly (string | null)[]
  readonly sellerId?: string | null
  readonly neighborhood?: string | null
  readonly radiusMetres?: number | null
  readonly near?: GeometryInput<Point> | null
  readonly west?: number | null
  readonly south?: number | null
  readonly north?: number | null
  readonly east?: number | null
  readonly limit: number
  readonly withSnippets: boolean
  readonly viewerId?: string | undefined
}

/** A row of `walkDenseProductsAll`. */
export interface WalkDenseProductsAllRow extends Product {
  readonly rank: number
  readonly distanceMetres: number | null
  readonly snippetText: string | null
  readonly sortKey: number
  readonly orderKey: number
  readonly ring: number
  readonly lastRing: number
  readonly found: number
  readonly lastFound: number
  readonly isMatch: boolean
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
 * What searchProducts returns, where more rows than a ring may hold are at one price or one time: a walk of the index that has the
 * sort's order, over no more rows than a budget. The last row of the walk is a row too, whatever it is: see follows.sql.
 *
 * [sql/search.sql:245](../sql/search.sql#L245)
 *
 * ```sql
 * with walked_product as (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.created_at,
 *     products.price_minor,
 *     products.currency,
 *     products.tags,
 *     products.neighborhood,
 *     products.public_location,
 *     products.search,
 *     products.facets,
 *     row_number() over (
 *       order by
 *         /*[if sort=newest]*\/ products.created_at desc, products.id desc /*[end]*\/
 *         /*[if sort=priceUp]*\/ products.price_minor, products.id /*[end]*\/
 *         /*[if sort=priceDown]*\/ products.price_minor desc, products.id desc /*[end]*\/
 *     ) >= (select :budget!::bigint) as is_walk_end
 *   from products
 *   where products.is_available
 *     /*[if sort=newest]*\/
 *     and (products.created_at, products.id)
 *       < (timestamptz 'epoch' - :afterKey!::float8 * interval '1 microsecond', :afterId!::uuid)
 *     and products.created_at > coalesce(:createdAfter::timestamptz, '-infinity')
 *     /*[end]*\/
 *     /*[if sort=priceUp]*\/
 *     and products.currency = :currency
 *     and (products.price_minor, products.id) > (:afterKey!::float8::bigint, :afterId!::uuid)
 *     and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *     /*[end]*\/
 *     /*[if sort=priceDown]*\/
 *     and products.currency = :currency
 *     and (products.price_minor, products.id) < (-:afterKey!::float8::bigint, :afterId!::uuid)
 *     and products.price_minor between :minPriceMinor! and :maxPriceMinor!
 *     /*[end]*\/
 *   order by
 *     /*[if sort=newest]*\/ products.created_at desc, products.id desc /*[end]*\/
 *     /*[if sort=priceUp]*\/ products.price_minor, products.id /*[end]*\/
 *     /*[if sort=priceDown]*\/ products.price_minor desc, products.id desc /*[end]*\/
 *   limit (select :budget!::bigint)
 * ),
 * matched_product as (
 *   select
 *     walked_product.id,
 *     walked_product.created_at,
 *     walked_product.price_minor,
 *     walked_product.is_walk_end,
 *     true
 *     /*[if query]*\/ and walked_product.search @@ :query! /*[end]*\/
 *     /*[if filters]*\/ and walked_product.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *     and walked_product.price_minor between :minPriceMinor! and :maxPriceMinor!
 *     and walked_product.tags @> :tags!::text[]
 *     and coalesce(walked_product.currency = :currency, true)
 *     and coalesce(walked_product.created_at > :createdAfter, true)
 *     and (:sellerId::uuid is null or walked_product.seller_id is not distinct from :sellerId)
 *     and (:neighborhood::text is null or souk_normalize(walked_product.neighborhood) = souk_normalize(:neighborhood))
 *     and (:radiusMetres::float8 is null or st_distance(walked_product.public_location, :near::geography) <= :radiusMetres)
 *     and (
 *       :west::float8 is null
 *       or st_y(walked_product.public_location::geometry) between :south and :north
 *       and case
 *         when :west <= :east then st_x(walked_product.public_location::geometry) between :west and :east
 *         else st_x(walked_product.public_location::geometry) >= :west or st_x(walked_product.public_location::geometry) <= :east
 *       end
 *     )
 *     as is_match
 *   from walked_product
 * ),
 * page as (
 *   select
 *     matched_product.id,
 *     matched_product.created_at,
 *     matched_product.price_minor,
 *     matched_product.is_walk_end,
 *     matched_product.is_match
 *   from matched_product
 *   where matched_product.is_match
 *     or matched_product.is_walk_end
 *   order by
 *     /*[if sort=newest]*\/ matched_product.created_at desc, matched_product.id desc /*[end]*\/
 *     /*[if sort=priceUp]*\/ matched_product.price_minor, matched_product.id /*[end]*\/
 *     /*[if sort=priceDown]*\/ matched_product.price_minor desc, matched_product.id desc /*[end]*\/
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
 *   key.value as "sort_key!",
 *   key.value as "order_key!",
 *   0 as "ring!",
 *   0 as "last_ring!",
 *   0 as "found!",
 *   0 as "last_found!",
 *   page.is_match as "is_match!",
 *   page.is_walk_end as "is_walk_end!",
 *   not page.is_match /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from page
 * cross join lateral (
 *   select (
 *     /*[if sort=newest]*\/ -extract(epoch from page.created_at) * 1000000 /*[end]*\/
 *     /*[if sort=priceUp]*\/ page.price_minor /*[end]*\/
 *     /*[if sort=priceDown]*\/ -page.price_minor /*[end]*\/
 *   )::float8 as value
 * ) as key
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
 *     (0 /*[if query]*\/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*\/)::float8 as rank
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
 * order by
 *   /*[if sort=newest]*\/ page.created_at desc, page.id desc /*[end]*\/
 *   /*[if sort=priceUp]*\/ page.price_minor, page.id /*[end]*\/
 *   /*[if sort=priceDown]*\/ page.price_minor desc, page.id desc /*[end]*\/
 * limit (select :limit!::bigint)
 * ```
 */
export const walkDenseProductsAll = new PreparedQuery<WalkDenseProductsAllParams, WalkDenseProductsAllRow>(
  '{"usedParamSet":{"budget":true,"afterKey":true,"afterId":true,"createdAfter":true,"currency":true,"minPriceMinor":true,"maxPriceMinor":true,"query":true,"filters":true,"tags":true,"sellerId":true,"neighborhood":true,"radiusMetres":true,"near":true,"west":true,"south":true,"north":true,"east":true,"limit":true,"withSnippets":true,"viewerId":true},"params":[{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":819,"b":826},{"a":1901,"b":1908}]},{"name":"afterKey","required":true,"transform":{"type":"scalar"},"locs":[{"a":997,"b":1006},{"a":1266,"b":1275},{"a":1512,"b":1521}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1044,"b":1052},{"a":1294,"b":1302},{"a":1540,"b":1548}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":1100,"b":1112},{"a":2486,"b":2498}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":1209,"b":1217},{"a":1454,"b":1462},{"a":2424,"b":2432}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1348,"b":1362},{"a":1594,"b":1608},{"a":2299,"b":2313}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":1368,"b":1382},{"a":1614,"b":1628},{"a":2319,"b":2333}]},{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":2127,"b":2133},{"a":5456,"b":5462}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":2224,"b":2232}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":2366,"b":2371}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2516,"b":2524},{"a":2589,"b":2597}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":2609,"b":2621},{"a":2701,"b":2713}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":2726,"b":2738},{"a":2824,"b":2836}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":2803,"b":2807},{"a":3901,"b":3905}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":2855,"b":2859},{"a":2987,"b":2991},{"a":3062,"b":3066},{"a":3141,"b":3145}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":2941,"b":2946}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":2952,"b":2957}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":2996,"b":3000},{"a":3072,"b":3076},{"a":3200,"b":3204}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":3823,"b":3829},{"a":6771,"b":6777}]},{"name":"withSnippets","required":true,"transform":{"type":"scalar"},"locs":[{"a":4038,"b":4051}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":6381,"b":6390},{"a":6478,"b":6487}]}],"statement":"-- What searchProducts returns, where more rows than a ring may hold are at one price or one time: a walk of the index that has the\\n-- sort\'s order, over no more rows than a budget. The last row of the walk is a row too, whatever it is: see follows.sql.\\nwith walked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.created_at,\\n    products.price_minor,\\n    products.currency,\\n    products.tags,\\n    products.neighborhood,\\n    products.public_location,\\n    products.search,\\n    products.facets,\\n    row_number() over (\\n      order by\\n        /*[if sort=newest]*/ products.created_at desc, products.id desc /*[end]*/\\n        /*[if sort=priceUp]*/ products.price_minor, products.id /*[end]*/\\n        /*[if sort=priceDown]*/ products.price_minor desc, products.id desc /*[end]*/\\n    ) >= (select :budget!::bigint) as is_walk_end\\n  from products\\n  where products.is_available\\n    /*[if sort=newest]*/\\n    and (products.created_at, products.id)\\n      < (timestamptz \'epoch\' - :afterKey!::float8 * interval \'1 microsecond\', :afterId!::uuid)\\n    and products.created_at > coalesce(:createdAfter::timestamptz, \'-infinity\')\\n    /*[end]*/\\n    /*[if sort=priceUp]*/\\n    and products.currency = :currency\\n    and (products.price_minor, products.id) > (:afterKey!::float8::bigint, :afterId!::uuid)\\n    and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n    /*[end]*/\\n    /*[if sort=priceDown]*/\\n    and products.currency = :currency\\n    and (products.price_minor, products.id) < (-:afterKey!::float8::bigint, :afterId!::uuid)\\n    and products.price_minor between :minPriceMinor! and :maxPriceMinor!\\n    /*[end]*/\\n  order by\\n    /*[if sort=newest]*/ products.created_at desc, products.id desc /*[end]*/\\n    /*[if sort=priceUp]*/ products.price_minor, products.id /*[end]*/\\n    /*[if sort=priceDown]*/ products.price_minor desc, products.id desc /*[end]*/\\n  limit (select :budget!::bigint)\\n),\\nmatched_product as (\\n  select\\n    walked_product.id,\\n    walked_product.created_at,\\n    walked_product.price_minor,\\n    walked_product.is_walk_end,\\n    true\\n    /*[if query]*/ and walked_product.search @@ :query! /*[end]*/\\n    /*[if filters]*/ and walked_product.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n    and walked_product.price_minor between :minPriceMinor! and :maxPriceMinor!\\n    and walked_product.tags @> :tags!::text[]\\n    and coalesce(walked_product.currency = :currency, true)\\n    and coalesce(walked_product.created_at > :createdAfter, true)\\n    and (:sellerId::uuid is null or walked_product.seller_id is not distinct from :sellerId)\\n    and (:neighborhood::text is null or souk_normalize(walked_product.neighborhood) = souk_normalize(:neighborhood))\\n    and (:radiusMetres::float8 is null or st_distance(walked_product.public_location, :near::geography) <= :radiusMetres)\\n    and (\\n      :west::float8 is null\\n      or st_y(walked_product.public_location::geometry) between :south and :north\\n      and case\\n        when :west <= :east then st_x(walked_product.public_location::geometry) between :west and :east\\n        else st_x(walked_product.public_location::geometry) >= :west or st_x(walked_product.public_location::geometry) <= :east\\n      end\\n    )\\n    as is_match\\n  from walked_product\\n),\\npage as (\\n  select\\n    matched_product.id,\\n    matched_product.created_at,\\n    matched_product.price_minor,\\n    matched_product.is_walk_end,\\n    matched_product.is_match\\n  from matched_product\\n  where matched_product.is_match\\n    or matched_product.is_walk_end\\n  order by\\n    /*[if sort=newest]*/ matched_product.created_at desc, matched_product.id desc /*[end]*/\\n    /*[if sort=priceUp]*/ matched_product.price_minor, matched_product.id /*[end]*/\\n    /*[if sort=priceDown]*/ matched_product.price_minor desc, matched_product.id desc /*[end]*/\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  st_distance(product.public_location, :near::geography) as \\"distance_metres?\\",\\n  (\\n    select products.description\\n    from products\\n    where products.id = page.id\\n      and :withSnippets!::boolean\\n  ) as snippet_text,\\n  key.value as \\"sort_key!\\",\\n  key.value as \\"order_key!\\",\\n  0 as \\"ring!\\",\\n  0 as \\"last_ring!\\",\\n  0 as \\"found!\\",\\n  0 as \\"last_found!\\",\\n  page.is_match as \\"is_match!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  not page.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select (\\n    /*[if sort=newest]*/ -extract(epoch from page.created_at) * 1000000 /*[end]*/\\n    /*[if sort=priceUp]*/ page.price_minor /*[end]*/\\n    /*[if sort=priceDown]*/ -page.price_minor /*[end]*/\\n  )::float8 as value\\n) as key\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.description,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.view_count,\\n    listed_product.like_count,\\n    listed_product.image_urls,\\n    listed_product.video_url,\\n    listed_product.video_thumbnail_url,\\n    listed_product.tags,\\n    listed_product.sold_at,\\n    listed_product.created_at,\\n    listed_product.updated_at,\\n    listed_product.hidden_at,\\n    listed_product.public_location,\\n    (0 /*[if query]*/ + ts_rank(listed_product.search, :query!::tsquery) /*[end]*/)::float8 as rank\\n  from\\n                                                                   \\n                         products as listed_product          \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, product.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, product.seller_id)\\n  limit 1\\n) as sight on true\\n/*[end]*/\\norder by\\n  /*[if sort=newest]*/ page.created_at desc, page.id desc /*[end]*/\\n  /*[if sort=priceUp]*/ page.price_minor, page.id /*[end]*/\\n  /*[if sort=priceDown]*/ page.price_minor desc, page.id desc /*[end]*/\\nlimit (select :limit!::bigint)"}',
  '{"name":"walkDenseProductsAll","file":"search.sql","parameterTypes":{"budget":"int8","afterKey":"float8","afterId":"uuid","createdAfter":"timestamptz","currency":"text","minPriceMinor":"int8","maxPriceMinor":"int8","query":"tsquery","filters":"int4[]","tags":"text[]","sellerId":"uuid","neighborhood":"text","radiusMetres":"float8","near":"geography","west":"float8","south":"float8","north":"float8","east":"float8","limit":"int8","withSnippets":"bool","viewerId":"uuid"},"tables":["blocks","products","profiles"],"access":"read"}',
)

/** Parameters of `countSearchFacets`. */
export type CountSearchFacetsParams = {
  readonly query?: string | undefined
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
  readonly neighborhood?: string | null
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
 * [sql/search.sql:387](../sql/search.sql#L387)
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
 *         /*[if query]*\/ and products.search @@ (select :query!::tsquery) /*[end]*\/
 *         /*[if filters]*\/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*\/
 *         /*[if cells]*\/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*\/
 *         /*[if prices]*\/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*\/
 *         /*[if times]*\/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*\/
 *         /*[if windows]*\/
 *         and products.facets operator(pg_catalog.&&) (:windows!::integer[])[
 *           (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]
 *         ]
 *         /*[end]*\/
 *         and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]
 *         and measured.sort_key < (select :edges!::float8[])[ring.number + 2]
 *         and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)
 *         and products.tags @> (select :tags!::text[])
 *         and coalesce(products.currency = (select :currency::text), true)
 *         and coalesce(products.created_at > (select :createdAfter::timestamptz), true)
 *         and coalesce(products.seller_id = (select :sellerId::uuid), true)
 *         and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)
 *         and (
 *           (select :radiusMetres::float8) is null
 *           or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)
 *         )
 *         and (
 *           (select :west::float8) is null
 *           or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)
 *           and case
 *             when (select :west::float8) <= (select :east::float8)
 *               then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)
 *             else st_x(products.public_location::geometry) >= (select :west::float8)
 *               or st_x(products.public_location::geometry) <= (select :east::float8)
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
  '{"usedParamSet":{"query":true,"filters":true,"cells":true,"prices":true,"times":true,"windows":true,"windowEnds":true,"edges":true,"minPriceMinor":true,"maxPriceMinor":true,"tags":true,"currency":true,"createdAfter":true,"sellerId":true,"neighborhood":true,"radiusMetres":true,"near":true,"west":true,"south":true,"north":true,"east":true,"cap":true,"enough":true},"params":[{"name":"query","required":true,"transform":{"type":"scalar"},"locs":[{"a":1347,"b":1353}]},{"name":"filters","required":true,"transform":{"type":"scalar"},"locs":[{"a":1452,"b":1460}]},{"name":"cells","required":true,"transform":{"type":"scalar"},"locs":[{"a":1559,"b":1565}]},{"name":"prices","required":true,"transform":{"type":"scalar"},"locs":[{"a":1665,"b":1672}]},{"name":"times","required":true,"transform":{"type":"scalar"},"locs":[{"a":1771,"b":1777}]},{"name":"windows","required":true,"transform":{"type":"scalar"},"locs":[{"a":1879,"b":1887}]},{"name":"windowEnds","required":true,"transform":{"type":"scalar"},"locs":[{"a":1913,"b":1924},{"a":1960,"b":1971}]},{"name":"edges","required":true,"transform":{"type":"scalar"},"locs":[{"a":2071,"b":2077},{"a":2147,"b":2153},{"a":3572,"b":3578}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2236,"b":2250}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2273,"b":2287}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":2335,"b":2340}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":2400,"b":2408}]},{"name":"createdAfter","required":false,"transform":{"type":"scalar"},"locs":[{"a":2475,"b":2487}]},{"name":"sellerId","required":false,"transform":{"type":"scalar"},"locs":[{"a":2560,"b":2568}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":2668,"b":2680},{"a":2699,"b":2711}]},{"name":"radiusMetres","required":false,"transform":{"type":"scalar"},"locs":[{"a":2761,"b":2773},{"a":2881,"b":2893}]},{"name":"near","required":false,"transform":{"type":"scalar"},"locs":[{"a":2851,"b":2855}]},{"name":"west","required":false,"transform":{"type":"scalar"},"locs":[{"a":2946,"b":2950},{"a":3127,"b":3131},{"a":3244,"b":3248},{"a":3355,"b":3359}]},{"name":"south","required":false,"transform":{"type":"scalar"},"locs":[{"a":3039,"b":3044}]},{"name":"north","required":false,"transform":{"type":"scalar"},"locs":[{"a":3067,"b":3072}]},{"name":"east","required":false,"transform":{"type":"scalar"},"locs":[{"a":3153,"b":3157},{"a":3271,"b":3275},{"a":3439,"b":3443}]},{"name":"cap","required":true,"transform":{"type":"scalar"},"locs":[{"a":3498,"b":3502}]},{"name":"enough","required":true,"transform":{"type":"scalar"},"locs":[{"a":3616,"b":3623}]}],"statement":"-- The newest of what a query finds, counted by what it may be filtered by next. The first row counts them all.\\n-- lint-disable distance-comparison: as in searchProducts.\\nwith recursive ring as (\\n  select\\n    0 as number,\\n    0 as found,\\n    null::product_category[] as categories,\\n    null::product_condition[] as conditions,\\n    null::text[] as neighborhoods,\\n    null::text[] as currencies,\\n    null::bigint[] as prices\\n  union all\\n  select\\n    ring.number + 1,\\n    ring.found + hits.found,\\n    hits.categories,\\n    hits.conditions,\\n    hits.neighborhoods,\\n    hits.currencies,\\n    hits.prices\\n  from ring\\n  cross join lateral (\\n    select\\n      count(*)::integer as found,\\n      array_agg(hit.category) as categories,\\n      array_agg(hit.condition) as conditions,\\n      array_agg(hit.neighborhood) as neighborhoods,\\n      array_agg(hit.currency) as currencies,\\n      array_agg(hit.price_minor) as prices\\n    from (\\n      select\\n        products.category,\\n        products.condition,\\n        products.neighborhood,\\n        products.currency,\\n        products.price_minor\\n      from products\\n      cross join lateral (\\n        select (-greatest(-9e15, least(9e15, extract(epoch from products.created_at) * 1000000)))::float8 as sort_key\\n      ) as measured\\n      where products.is_available\\n        /*[if query]*/ and products.search @@ (select :query!::tsquery) /*[end]*/\\n        /*[if filters]*/ and products.facets operator(pg_catalog.@>) (select :filters!::integer[]) /*[end]*/\\n        /*[if cells]*/ and products.facets operator(pg_catalog.&&) (select :cells!::integer[]) /*[end]*/\\n        /*[if prices]*/ and products.facets operator(pg_catalog.&&) (select :prices!::integer[]) /*[end]*/\\n        /*[if times]*/ and products.facets operator(pg_catalog.&&) (select :times!::integer[]) /*[end]*/\\n        /*[if windows]*/\\n        and products.facets operator(pg_catalog.&&) (:windows!::integer[])[\\n          (:windowEnds!::integer[])[ring.number + 1] + 1:(:windowEnds!::integer[])[ring.number + 2]\\n        ]\\n        /*[end]*/\\n        and measured.sort_key >= (select :edges!::float8[])[ring.number + 1]\\n        and measured.sort_key < (select :edges!::float8[])[ring.number + 2]\\n        and products.price_minor + 0 between (select :minPriceMinor!::bigint) and (select :maxPriceMinor!::bigint)\\n        and products.tags @> (select :tags!::text[])\\n        and coalesce(products.currency = (select :currency::text), true)\\n        and coalesce(products.created_at > (select :createdAfter::timestamptz), true)\\n        and coalesce(products.seller_id = (select :sellerId::uuid), true)\\n        and coalesce(souk_normalize(products.neighborhood) = souk_normalize((select :neighborhood::text)), (select :neighborhood::text) is null)\\n        and (\\n          (select :radiusMetres::float8) is null\\n          or st_distance(products.public_location, (select :near::geography)) <= (select :radiusMetres::float8)\\n        )\\n        and (\\n          (select :west::float8) is null\\n          or st_y(products.public_location::geometry) between (select :south::float8) and (select :north::float8)\\n          and case\\n            when (select :west::float8) <= (select :east::float8)\\n              then st_x(products.public_location::geometry) between (select :west::float8) and (select :east::float8)\\n            else st_x(products.public_location::geometry) >= (select :west::float8)\\n              or st_x(products.public_location::geometry) <= (select :east::float8)\\n          end\\n        )\\n      limit (select :cap!::bigint)\\n    ) as hit\\n  ) as hits\\n  where ring.number < cardinality(:edges!::float8[]) - 1\\n    and ring.found < :enough!::integer\\n),\\nhit as (\\n  select\\n    listed.category,\\n    listed.condition,\\n    listed.neighborhood,\\n    listed.currency,\\n    floor(log(listed.price_minor::float8 + 1) * 2)::integer as band\\n  from ring\\n  cross join lateral unnest(ring.categories, ring.conditions, ring.neighborhoods, ring.currencies, ring.prices)\\n    as listed (category, condition, neighborhood, currency, price_minor)\\n)\\nselect\\n  hit.category as \\"category?\\",\\n  hit.condition as \\"condition?\\",\\n  hit.neighborhood as \\"neighborhood?\\",\\n  hit.currency as \\"currency?\\",\\n  hit.band as \\"band?\\",\\n  count(*)::integer as \\"count!\\"\\nfrom hit\\ngroup by grouping sets ((), (hit.category), (hit.condition), (hit.neighborhood), (hit.currency, hit.band))\\norder by\\n  grouping(hit.category, hit.condition, hit.neighborhood, hit.currency) desc,\\n  count(*) desc,\\n  hit.category,\\n  hit.condition,\\n  hit.neighborhood,\\n  hit.currency,\\n  hit.band"}',
  '{"name":"countSearchFacets","file":"search.sql","parameterTypes":{"query":"tsquery","filters":"int4[]","cells":"int4[]","prices":"int4[]","times":"int4[]","windows":"int4[]","windowEnds":"int4[]","edges":"float8[]","minPriceMinor":"int8","maxPriceMinor":"int8","tags":"text[]","currency":"text","createdAfter":"timestamptz","sellerId":"uuid","neighborhood":"text","radiusMetres":"float8","near":"geography","west":"float8","south":"float8","north":"float8","east":"float8","cap":"int8","enough":"int4"},"tables":["products"],"access":"read"}',
)

/** Parameters of `suggestSearchTerms`. */
export interface SuggestSearchTermsParams {
  readonly length: 'one' | 'two' | 'three' | 'more'
  readonly prefix: string
  readonly limit: number
}

/**
 * The most frequent words that begin with what was typed. Few letters begin many words, so these have indexes of their own.
 *
 * [sql/search.sql:496](../sql/search.sql#L496)
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
 * [sql/search.sql:513](../sql/search.sql#L513)
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
 * [sql/search.sql:535](../sql/search.sql#L535)
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
 *   where products.id > (select progress.after_id from progress) -- joined, it would filter all products
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
  '{"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":518,"b":524}]}],"statement":"-- Adds the words of the next listings to their counts, and returns the number of listings. Sessions wait for each other.\\nwith progress as (\\n  select search_progress.after_id\\n  from search_progress\\n  where search_progress.is_only = true\\n  for update\\n),\\nlisting as (\\n  select\\n    products.id,\\n    products.title,\\n    products.tags\\n  from products\\n  where products.id > (select progress.after_id from progress) -- joined, it would filter all products\\n    and products.is_available\\n  order by products.id\\n  limit (select :limit!::bigint)\\n),\\ncounted as (\\n  insert into search_terms (term, listing_count)\\n  select\\n    listed.term,\\n    count(*)::integer\\n  from listing\\n  cross join lateral unnest(souk_terms(listing.title, listing.tags)) as listed (term)\\n  group by listed.term\\n  order by listed.term\\n  on conflict (term) do update\\n  set listing_count = search_terms.listing_count + excluded.listing_count\\n),\\nmoved as (\\n  update search_progress\\n  set after_id = (select listing.id from listing order by listing.id desc limit 1)\\n  where search_progress.is_only\\n    and exists (select from listing)\\n)\\nselect count(*)::integer as \\"listings!\\"\\nfrom listing"}',
  '{"name":"collectSearchTerms","file":"search.sql","parameterTypes":{"limit":"int8"},"tables":["products","search_progress","search_terms"],"access":"write"}',
)

/** `forgetSearchTerms` has no parameters. */
export type ForgetSearchTermsParams = undefined

/** A row of `forgetSearchTerms`. */
export interface ForgetSearchTermsRow {
  readonly isCurrent: boolean
}

/**
 * Begins the counts anew: what was deleted or sold leaves them that way alone.
 * is_current: false if a collection ended since this statement began, whose words it would not see. It then does nothing.
 *
 * [sql/search.sql:575](../sql/search.sql#L575)
 *
 * ```sql
 * with locked_progress as materialized (
 *   select search_progress.after_id
 *   from search_progress
 *   where search_progress.is_only = true
 *   for update
 * ),
 * progress as materialized (
 *   select locked_progress.after_id = search_progress.after_id as is_current
 *   from locked_progress
 *   join search_progress on search_progress.is_only = true
 * ),
 * begun as (
 *   update search_progress
 *   set after_id = '00000000-0000-0000-0000-000000000000'
 *   where search_progress.is_only
 *     and (select progress.is_current from progress)
 * ),
 * forgotten as (
 *   delete from search_terms
 *   where search_terms.listing_count > 0
 *     and (select progress.is_current from progress)
 * )
 * select progress.is_current as "is_current!"
 * from progress
 * limit 1
 * ```
 */
export const forgetSearchTerms = new PreparedQuery<ForgetSearchTermsParams, ForgetSearchTermsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Begins the counts anew: what was deleted or sold leaves them that way alone.\\n-- is_current: false if a collection ended since this statement began, whose words it would not see. It then does nothing.\\nwith locked_progress as materialized (\\n  select search_progress.after_id\\n  from search_progress\\n  where search_progress.is_only = true\\n  for update\\n),\\nprogress as materialized (\\n  select locked_progress.after_id = search_progress.after_id as is_current\\n  from locked_progress\\n  join search_progress on search_progress.is_only = true\\n),\\nbegun as (\\n  update search_progress\\n  set after_id = \'00000000-0000-0000-0000-000000000000\'\\n  where search_progress.is_only\\n    and (select progress.is_current from progress)\\n),\\nforgotten as (\\n  delete from search_terms\\n  where search_terms.listing_count > 0\\n    and (select progress.is_current from progress)\\n)\\nselect progress.is_current as \\"is_current!\\"\\nfrom progress\\nlimit 1"}',
  '{"name":"forgetSearchTerms","file":"search.sql","parameterTypes":{},"tables":["search_progress","search_terms"],"access":"write"}',
)
