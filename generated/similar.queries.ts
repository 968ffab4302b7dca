/** Types and queries of "similar.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product } from './models.js'
import type { BadgeType, FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
export type { BadgeType, FeedType, ProductCategory, ProductCondition }

/** Parameters of `listSimilarProductsCard`. */
export interface ListSimilarProductsCardParams {
  readonly id: string
  readonly viewerId?: string | undefined
  readonly limit: number
}

/** A row of `listSimilarProductsCard`. */
export interface ListSimilarProductsCardRow {
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
 * The available products of a product's category that are most like it, each with its seller's profile.
 * Candidates are what shares a rare word of title or tags (words of at most 200 listings together, by search_terms), and the
 * newest of the category, 200 and 40 at most. All are compared; the best are looked up by id.
 * - The points: the ranks of all its words and of the rare ones, and a tenth each at most for a price and a place near it.
 * - For a viewer, those whom a block parts from them are left out, as the best are taken one by one.
 *
 * [sql/similar.sql:5](../sql/similar.sql#L5)
 *
 * ```sql
 * with model as materialized (
 *   select
 *     products.id,
 *     products.category,
 *     products.currency,
 *     products.price_minor,
 *     products.public_location,
 *     souk_terms(products.title, products.tags) as terms
 *   from products
 *   where products.id = :id!
 * ),
 * rare_word as (
 *   select counted.term
 *   from (
 *     select
 *       search_terms.term,
 *       sum(search_terms.listing_count) over (order by search_terms.listing_count, search_terms.term) as listings
 *     from model
 *     cross join lateral unnest(model.terms) as word (term)
 *     join search_terms on search_terms.term = word.term
 *   ) as counted
 *   where counted.listings <= 200
 * ),
 * wanted as materialized (
 *   select
 *     souk_synonyms(model.terms) as words,
 *     souk_synonyms(array(select rare_word.term from rare_word)) as rare_words,
 *     array[souk_facet(1, souk_category_code(model.category))] as filters
 *   from model
 * ),
 * found as materialized (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.currency,
 *     products.price_minor,
 *     products.public_location,
 *     products.created_at,
 *     ts_rank(products.search, (select wanted.words from wanted)) as word_rank,
 *     ts_rank(products.search, (select wanted.rare_words from wanted)) as rare_rank
 *   from products
 *   where products.is_available
 *     and products.search @@ (select wanted.rare_words from wanted)
 *     and products.facets operator(pg_catalog.@>) (select wanted.filters from wanted)
 *   limit 200
 * ),
 * newest as materialized (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.currency,
 *     products.price_minor,
 *     products.public_location,
 *     products.created_at,
 *     ts_rank(products.search, (select wanted.words from wanted)) as word_rank
 *   from products
 *   where products.is_available
 *     and products.category = (select model.category from model)
 *   order by
 *     products.created_at desc nulls last,
 *     products.created_at desc,
 *     products.id desc
 *   limit 40
 * ),
 * candidate as (
 *   select
 *     found.id,
 *     found.seller_id,
 *     found.currency,
 *     found.price_minor,
 *     found.public_location,
 *     found.created_at,
 *     found.word_rank,
 *     found.rare_rank
 *   from found
 *   union all
 *   select
 *     newest.id,
 *     newest.seller_id,
 *     newest.currency,
 *     newest.price_minor,
 *     newest.public_location,
 *     newest.created_at,
 *     newest.word_rank,
 *     null
 *   from newest
 *   where not exists (select from found where found.id = newest.id)
 * ),
 * ordered as materialized (
 *   select
 *     candidate.id,
 *     candidate.seller_id,
 *     candidate.created_at,
 *     coalesce(candidate.word_rank, 0)
 *     + coalesce(candidate.rare_rank, 0)
 *     + case
 *       when candidate.currency = model.currency
 *       then 0.1 / (1 + abs(ln((candidate.price_minor + 1)::float8 / (model.price_minor + 1)::float8)))
 *       else 0
 *     end
 *     + coalesce(0.1 / (1 + st_distance(candidate.public_location, model.public_location) / 5000), 0) as points
 *   from candidate
 *   cross join model
 *   where candidate.id <> model.id
 *   order by
 *     points desc,
 *     candidate.created_at desc,
 *     candidate.id desc
 * ),
 * page as materialized (
 *   select
 *     ordered.id,
 *     ordered.created_at,
 *     ordered.points
 *   from ordered
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, ordered.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, ordered.seller_id)
 *     limit 1
 *   ) as sight on true
 *   where sight.is_blocked is null
 *   /*[end]*\/
 *   order by
 *     ordered.points desc,
 *     ordered.created_at desc,
 *     ordered.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   product.*,
 *   seller.*
 * from page
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
 *     listed_product.created_at
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
 * order by
 *   page.points desc,
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listSimilarProductsCard = new PreparedQuery<ListSimilarProductsCardParams, ListSimilarProductsCardRow>(
  '{"usedParamSet":{"id":true,"viewerId":true,"limit":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":878,"b":881}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3883,"b":3892},{"a":3982,"b":3991}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4192,"b":4198},{"a":5542,"b":5548}]}],"statement":"-- The available products of a product\'s category that are most like it, each with its seller\'s profile.\\n-- Candidates are what shares a rare word of title or tags (words of at most 200 listings together, by search_terms), and the\\n-- newest of the category, 200 and 40 at most. All are compared; the best are looked up by id.\\n-- - The points: the ranks of all its words and of the rare ones, and a tenth each at most for a price and a place near it.\\n-- - For a viewer, those whom a block parts from them are left out, as the best are taken one by one.\\n-- lint-disable total-order: a candidate is there once, so its id is a key.\\nwith model as materialized (\\n  select\\n    products.id,\\n    products.category,\\n    products.currency,\\n    products.price_minor,\\n    products.public_location,\\n    souk_terms(products.title, products.tags) as terms\\n  from products\\n  where products.id = :id!\\n),\\nrare_word as (\\n  select counted.term\\n  from (\\n    select\\n      search_terms.term,\\n      sum(search_terms.listing_count) over (order by search_terms.listing_count, search_terms.term) as listings\\n    from model\\n    cross join lateral unnest(model.terms) as word (term)\\n    join search_terms on search_terms.term = word.term\\n  ) as counted\\n  where counted.listings <= 200\\n),\\nwanted as materialized (\\n  select\\n    souk_synonyms(model.terms) as words,\\n    souk_synonyms(array(select rare_word.term from rare_word)) as rare_words,\\n    array[souk_facet(1, souk_category_code(model.category))] as filters\\n  from model\\n),\\nfound as materialized (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.currency,\\n    products.price_minor,\\n    products.public_location,\\n    products.created_at,\\n    ts_rank(products.search, (select wanted.words from wanted)) as word_rank,\\n    ts_rank(products.search, (select wanted.rare_words from wanted)) as rare_rank\\n  from products\\n  where products.is_available\\n    and products.search @@ (select wanted.rare_words from wanted)\\n    and products.facets operator(pg_catalog.@>) (select wanted.filters from wanted)\\n  limit 200\\n),\\nnewest as materialized (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.currency,\\n    products.price_minor,\\n    products.public_location,\\n    products.created_at,\\n    ts_rank(products.search, (select wanted.words from wanted)) as word_rank\\n  from products\\n  where products.is_available\\n    and products.category = (select model.category from model)\\n  order by\\n    products.created_at desc nulls last,\\n    products.created_at desc,\\n    products.id desc\\n  limit 40\\n),\\ncandidate as (\\n  select\\n    found.id,\\n    found.seller_id,\\n    found.currency,\\n    found.price_minor,\\n    found.public_location,\\n    found.created_at,\\n    found.word_rank,\\n    found.rare_rank\\n  from found\\n  union all\\n  select\\n    newest.id,\\n    newest.seller_id,\\n    newest.currency,\\n    newest.price_minor,\\n    newest.public_location,\\n    newest.created_at,\\n    newest.word_rank,\\n    null\\n  from newest\\n  where not exists (select from found where found.id = newest.id)\\n),\\nordered as materialized (\\n  select\\n    candidate.id,\\n    candidate.seller_id,\\n    candidate.created_at,\\n    coalesce(candidate.word_rank, 0)\\n    + coalesce(candidate.rare_rank, 0)\\n    + case\\n      when candidate.currency = model.currency\\n      then 0.1 / (1 + abs(ln((candidate.price_minor + 1)::float8 / (model.price_minor + 1)::float8)))\\n      else 0\\n    end\\n    + coalesce(0.1 / (1 + st_distance(candidate.public_location, model.public_location) / 5000), 0) as points\\n  from candidate\\n  cross join model\\n  where candidate.id <> model.id\\n  order by\\n    points desc,\\n    candidate.created_at desc,\\n    candidate.id desc\\n),\\npage as materialized (\\n  select\\n    ordered.id,\\n    ordered.created_at,\\n    ordered.points\\n  from ordered\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, ordered.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, ordered.seller_id)\\n    limit 1\\n  ) as sight on true\\n  where sight.is_blocked is null\\n  /*[end]*/\\n  order by\\n    ordered.points desc,\\n    ordered.created_at desc,\\n    ordered.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.public_location,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.cover_image_url,\\n    listed_product.created_at\\n  from\\n                          product_cards as listed_product          \\n                                                             \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\norder by\\n  page.points desc,\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listSimilarProductsCard","file":"similar.sql","parameterTypes":{"id":"uuid","viewerId":"uuid","limit":"int8"},"tables":["blocks","product_cards","products","profiles","search_terms"],"access":"read"}',
)

/** Parameters of `listSimilarProductsAll`. */
export interface ListSimilarProductsAllParams {
  readonly id: string
  readonly viewerId?: string | undefined
  readonly limit: number
}

/** A row of `listSimilarProductsAll`. */
export interface ListSimilarProductsAllRow extends Product {
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
 * The available products of a product's category that are most like it, each with its seller's profile.
 * Candidates are what shares a rare word of title or tags (words of at most 200 listings together, by search_terms), and the
 * newest of the category, 200 and 40 at most. All are compared; the best are looked up by id.
 * - The points: the ranks of all its words and of the rare ones, and a tenth each at most for a price and a place near it.
 * - For a viewer, those whom a block parts from them are left out, as the best are taken one by one.
 *
 * [sql/similar.sql:5](../sql/similar.sql#L5)
 *
 * ```sql
 * with model as materialized (
 *   select
 *     products.id,
 *     products.category,
 *     products.currency,
 *     products.price_minor,
 *     products.public_location,
 *     souk_terms(products.title, products.tags) as terms
 *   from products
 *   where products.id = :id!
 * ),
 * rare_word as (
 *   select counted.term
 *   from (
 *     select
 *       search_terms.term,
 *       sum(search_terms.listing_count) over (order by search_terms.listing_count, search_terms.term) as listings
 *     from model
 *     cross join lateral unnest(model.terms) as word (term)
 *     join search_terms on search_terms.term = word.term
 *   ) as counted
 *   where counted.listings <= 200
 * ),
 * wanted as materialized (
 *   select
 *     souk_synonyms(model.terms) as words,
 *     souk_synonyms(array(select rare_word.term from rare_word)) as rare_words,
 *     array[souk_facet(1, souk_category_code(model.category))] as filters
 *   from model
 * ),
 * found as materialized (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.currency,
 *     products.price_minor,
 *     products.public_location,
 *     products.created_at,
 *     ts_rank(products.search, (select wanted.words from wanted)) as word_rank,
 *     ts_rank(products.search, (select wanted.rare_words from wanted)) as rare_rank
 *   from products
 *   where products.is_available
 *     and products.search @@ (select wanted.rare_words from wanted)
 *     and products.facets operator(pg_catalog.@>) (select wanted.filters from wanted)
 *   limit 200
 * ),
 * newest as materialized (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.currency,
 *     products.price_minor,
 *     products.public_location,
 *     products.created_at,
 *     ts_rank(products.search, (select wanted.words from wanted)) as word_rank
 *   from products
 *   where products.is_available
 *     and products.category = (select model.category from model)
 *   order by
 *     products.created_at desc nulls last,
 *     products.created_at desc,
 *     products.id desc
 *   limit 40
 * ),
 * candidate as (
 *   select
 *     found.id,
 *     found.seller_id,
 *     found.currency,
 *     found.price_minor,
 *     found.public_location,
 *     found.created_at,
 *     found.word_rank,
 *     found.rare_rank
 *   from found
 *   union all
 *   select
 *     newest.id,
 *     newest.seller_id,
 *     newest.currency,
 *     newest.price_minor,
 *     newest.public_location,
 *     newest.created_at,
 *     newest.word_rank,
 *     null
 *   from newest
 *   where not exists (select from found where found.id = newest.id)
 * ),
 * ordered as materialized (
 *   select
 *     candidate.id,
 *     candidate.seller_id,
 *     candidate.created_at,
 *     coalesce(candidate.word_rank, 0)
 *     + coalesce(candidate.rare_rank, 0)
 *     + case
 *       when candidate.currency = model.currency
 *       then 0.1 / (1 + abs(ln((candidate.price_minor + 1)::float8 / (model.price_minor + 1)::float8)))
 *       else 0
 *     end
 *     + coalesce(0.1 / (1 + st_distance(candidate.public_location, model.public_location) / 5000), 0) as points
 *   from candidate
 *   cross join model
 *   where candidate.id <> model.id
 *   order by
 *     points desc,
 *     candidate.created_at desc,
 *     candidate.id desc
 * ),
 * page as materialized (
 *   select
 *     ordered.id,
 *     ordered.created_at,
 *     ordered.points
 *   from ordered
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, ordered.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, ordered.seller_id)
 *     limit 1
 *   ) as sight on true
 *   where sight.is_blocked is null
 *   /*[end]*\/
 *   order by
 *     ordered.points desc,
 *     ordered.created_at desc,
 *     ordered.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   product.*,
 *   seller.*
 * from page
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
 *     listed_product.public_location
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
 * order by
 *   page.points desc,
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listSimilarProductsAll = new PreparedQuery<ListSimilarProductsAllParams, ListSimilarProductsAllRow>(
  '{"usedParamSet":{"id":true,"viewerId":true,"limit":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":878,"b":881}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3883,"b":3892},{"a":3982,"b":3991}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":4192,"b":4198},{"a":5815,"b":5821}]}],"statement":"-- The available products of a product\'s category that are most like it, each with its seller\'s profile.\\n-- Candidates are what shares a rare word of title or tags (words of at most 200 listings together, by search_terms), and the\\n-- newest of the category, 200 and 40 at most. All are compared; the best are looked up by id.\\n-- - The points: the ranks of all its words and of the rare ones, and a tenth each at most for a price and a place near it.\\n-- - For a viewer, those whom a block parts from them are left out, as the best are taken one by one.\\n-- lint-disable total-order: a candidate is there once, so its id is a key.\\nwith model as materialized (\\n  select\\n    products.id,\\n    products.category,\\n    products.currency,\\n    products.price_minor,\\n    products.public_location,\\n    souk_terms(products.title, products.tags) as terms\\n  from products\\n  where products.id = :id!\\n),\\nrare_word as (\\n  select counted.term\\n  from (\\n    select\\n      search_terms.term,\\n      sum(search_terms.listing_count) over (order by search_terms.listing_count, search_terms.term) as listings\\n    from model\\n    cross join lateral unnest(model.terms) as word (term)\\n    join search_terms on search_terms.term = word.term\\n  ) as counted\\n  where counted.listings <= 200\\n),\\nwanted as materialized (\\n  select\\n    souk_synonyms(model.terms) as words,\\n    souk_synonyms(array(select rare_word.term from rare_word)) as rare_words,\\n    array[souk_facet(1, souk_category_code(model.category))] as filters\\n  from model\\n),\\nfound as materialized (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.currency,\\n    products.price_minor,\\n    products.public_location,\\n    products.created_at,\\n    ts_rank(products.search, (select wanted.words from wanted)) as word_rank,\\n    ts_rank(products.search, (select wanted.rare_words from wanted)) as rare_rank\\n  from products\\n  where products.is_available\\n    and products.search @@ (select wanted.rare_words from wanted)\\n    and products.facets operator(pg_catalog.@>) (select wanted.filters from wanted)\\n  limit 200\\n),\\nnewest as materialized (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.currency,\\n    products.price_minor,\\n    products.public_location,\\n    products.created_at,\\n    ts_rank(products.search, (select wanted.words from wanted)) as word_rank\\n  from products\\n  where products.is_available\\n    and products.category = (select model.category from model)\\n  order by\\n    products.created_at desc nulls last,\\n    products.created_at desc,\\n    products.id desc\\n  limit 40\\n),\\ncandidate as (\\n  select\\n    found.id,\\n    found.seller_id,\\n    found.currency,\\n    found.price_minor,\\n    found.public_location,\\n    found.created_at,\\n    found.word_rank,\\n    found.rare_rank\\n  from found\\n  union all\\n  select\\n    newest.id,\\n    newest.seller_id,\\n    newest.currency,\\n    newest.price_minor,\\n    newest.public_location,\\n    newest.created_at,\\n    newest.word_rank,\\n    null\\n  from newest\\n  where not exists (select from found where found.id = newest.id)\\n),\\nordered as materialized (\\n  select\\n    candidate.id,\\n    candidate.seller_id,\\n    candidate.created_at,\\n    coalesce(candidate.word_rank, 0)\\n    + coalesce(candidate.rare_rank, 0)\\n    + case\\n      when candidate.currency = model.currency\\n      then 0.1 / (1 + abs(ln((candidate.price_minor + 1)::float8 / (model.price_minor + 1)::float8)))\\n      else 0\\n    end\\n    + coalesce(0.1 / (1 + st_distance(candidate.public_location, model.public_location) / 5000), 0) as points\\n  from candidate\\n  cross join model\\n  where candidate.id <> model.id\\n  order by\\n    points desc,\\n    candidate.created_at desc,\\n    candidate.id desc\\n),\\npage as materialized (\\n  select\\n    ordered.id,\\n    ordered.created_at,\\n    ordered.points\\n  from ordered\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, ordered.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, ordered.seller_id)\\n    limit 1\\n  ) as sight on true\\n  where sight.is_blocked is null\\n  /*[end]*/\\n  order by\\n    ordered.points desc,\\n    ordered.created_at desc,\\n    ordered.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  product.*,\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.description,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.view_count,\\n    listed_product.like_count,\\n    listed_product.image_urls,\\n    listed_product.video_url,\\n    listed_product.video_thumbnail_url,\\n    listed_product.tags,\\n    listed_product.sold_at,\\n    listed_product.created_at,\\n    listed_product.updated_at,\\n    listed_product.hidden_at,\\n    listed_product.public_location\\n  from\\n                                                                   \\n                         products as listed_product          \\n  where listed_product.id = page.id\\n  limit 1\\n) as product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = product.seller_id\\n  limit 1\\n) as seller\\norder by\\n  page.points desc,\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listSimilarProductsAll","file":"similar.sql","parameterTypes":{"id":"uuid","viewerId":"uuid","limit":"int8"},"tables":["blocks","products","profiles","search_terms"],"access":"read"}',
)
