/** Types and queries of "wishlists.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product } from './models.js'
import type { BadgeType, FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
import type { Json } from '../src/engine/values/json.js'
export type { BadgeType, FeedType, ProductCategory, ProductCondition }

/** Parameters of `saveProduct`. */
export interface SaveProductParams {
  readonly userId: string
  readonly productId: string
}

/** A row of `saveProduct`. */
export interface SaveProductRow {
  readonly likeCount: number
  readonly refusal: 'own_product' | null
}

/**
 * Saves a product at its price of now; one that is saved already stays as it is.
 * Returns the number of users who saved it, and the rule that refused; no row if there is no such product or open account.
 *
 * [sql/wishlists.sql:10](../sql/wishlists.sql#L10)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * locked_product as (
 *   select
 *     products.id,
 *     products.seller_id,
 *     products.price_minor,
 *     products.currency,
 *     products.like_count,
 *     acting_user.id as user_id
 *   from acting_user
 *   join products on products.id = :productId!
 *   for no key update of products
 * ),
 * saved_entry as (
 *   insert into wishlists (user_id, product_id, price_minor, currency, created_at, updated_at)
 *   select
 *     locked_product.user_id,
 *     locked_product.id,
 *     locked_product.price_minor,
 *     locked_product.currency,
 *     clock.now,
 *     clock.now
 *   from locked_product
 *   cross join lateral (select clock_timestamp() as now) as clock -- after the lock: it tells whether the product came back since
 *   where locked_product.seller_id <> locked_product.user_id
 *   on conflict do nothing
 *   returning wishlists.product_id
 * )
 * select
 *   locked_product.like_count + case when saved_entry.product_id is null then 0 else 1 end as "like_count!",
 *   case when locked_product.seller_id = locked_product.user_id then 'own_product' end as "refusal?"
 * from locked_product
 * left join saved_entry on saved_entry.product_id = locked_product.id
 * ```
 */
export const saveProduct = new PreparedQuery<SaveProductParams, SaveProductRow>(
  '{"usedParamSet":{"userId":true,"productId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":278,"b":285}]},{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":556,"b":566}]}],"statement":"-- Saves a product at its price of now; one that is saved already stays as it is.\\n-- Returns the number of users who saved it, and the rule that refused; no row if there is no such product or open account.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.like_count,\\n    acting_user.id as user_id\\n  from acting_user\\n  join products on products.id = :productId!\\n  for no key update of products\\n),\\nsaved_entry as (\\n  insert into wishlists (user_id, product_id, price_minor, currency, created_at, updated_at)\\n  select\\n    locked_product.user_id,\\n    locked_product.id,\\n    locked_product.price_minor,\\n    locked_product.currency,\\n    clock.now,\\n    clock.now\\n  from locked_product\\n  cross join lateral (select clock_timestamp() as now) as clock -- after the lock: it tells whether the product came back since\\n  where locked_product.seller_id <> locked_product.user_id\\n  on conflict do nothing\\n  returning wishlists.product_id\\n)\\nselect\\n  locked_product.like_count + case when saved_entry.product_id is null then 0 else 1 end as \\"like_count!\\",\\n  case when locked_product.seller_id = locked_product.user_id then \'own_product\' end as \\"refusal?\\"\\nfrom locked_product\\nleft join saved_entry on saved_entry.product_id = locked_product.id"}',
  '{"name":"saveProduct","file":"wishlists.sql","parameterTypes":{"userId":"uuid","productId":"uuid"},"tables":["products","users","wishlists"],"access":"write"}',
)

/** Parameters of `unsaveProduct`. */
export interface UnsaveProductParams {
  readonly userId: string
  readonly productId: string
}

/** A row of `unsaveProduct`. */
export interface UnsaveProductRow {
  readonly likeCount: number
}

/**
 * Forgets a product that a user saved; returns the number of users who saved it, and no row if there is no such product or
 * open account.
 *
 * [sql/wishlists.sql:53](../sql/wishlists.sql#L53)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * locked_product as (
 *   select
 *     products.id,
 *     products.like_count,
 *     acting_user.id as user_id
 *   from acting_user
 *   join products on products.id = :productId!
 *   for no key update of products
 * ),
 * forgotten_entry as (
 *   delete from wishlists
 *   using locked_product
 *   where wishlists.user_id = locked_product.user_id
 *     and wishlists.product_id = locked_product.id
 *   returning wishlists.product_id
 * )
 * select
 *   greatest(0, locked_product.like_count - case when forgotten_entry.product_id is null then 0 else 1 end) as "like_count!"
 * from locked_product
 * left join forgotten_entry on forgotten_entry.product_id = locked_product.id
 * ```
 */
export const unsaveProduct = new PreparedQuery<UnsaveProductParams, UnsaveProductRow>(
  '{"usedParamSet":{"userId":true,"productId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":213,"b":220}]},{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":418,"b":428}]}],"statement":"-- Forgets a product that a user saved; returns the number of users who saved it, and no row if there is no such product or\\n-- open account.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nlocked_product as (\\n  select\\n    products.id,\\n    products.like_count,\\n    acting_user.id as user_id\\n  from acting_user\\n  join products on products.id = :productId!\\n  for no key update of products\\n),\\nforgotten_entry as (\\n  delete from wishlists\\n  using locked_product\\n  where wishlists.user_id = locked_product.user_id\\n    and wishlists.product_id = locked_product.id\\n  returning wishlists.product_id\\n)\\nselect\\n  greatest(0, locked_product.like_count - case when forgotten_entry.product_id is null then 0 else 1 end) as \\"like_count!\\"\\nfrom locked_product\\nleft join forgotten_entry on forgotten_entry.product_id = locked_product.id"}',
  '{"name":"unsaveProduct","file":"wishlists.sql","parameterTypes":{"userId":"uuid","productId":"uuid"},"tables":["products","users","wishlists"],"access":"write"}',
)

/** Parameters of `listSavedProductsCard`. */
export type ListSavedProductsCardParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listSavedProductsCard`. */
export interface ListSavedProductsCardRow {
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
  /** The time when it was saved. */
  readonly savedAt: Date
  /** The asking price when it was saved, in the minor unit of currency. */
  readonly savedPriceMinor: number
  /** ISO 4217: the currency when it was saved. */
  readonly savedCurrency: string
  readonly priceChangeMinor: number | null
  /** The id of the row. */
  readonly entryId: string
  readonly createdAtExact: string
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
 * The products that a user saved, the last saved first, each as it is now, with what it cost then and its seller's profile.
 * Product and seller are looked up row by row, as in listProductFeed. The user stands in a subselect: of one who saved
 * thousands the server would read and sort them all.
 *
 * [sql/wishlists.sql:84](../sql/wishlists.sql#L84)
 *
 * ```sql
 * with page as (
 *   select
 *     wishlists.id,
 *     wishlists.product_id,
 *     wishlists.price_minor,
 *     wishlists.currency,
 *     wishlists.created_at
 *   from wishlists
 *   where wishlists.user_id = (select :userId!::uuid)
 *     /*[if afterTime afterId]*\/
 *     and wishlists.created_at <= :afterTime!
 *     and (wishlists.created_at, wishlists.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by wishlists.created_at desc, wishlists.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   saved_product.*,
 *   page.created_at as saved_at,
 *   page.price_minor as saved_price_minor,
 *   page.currency as saved_currency,
 *   case when page.currency = saved_product.currency then saved_product.price_minor - page.price_minor end as price_change_minor,
 *   page.id as entry_id,
 *   page.created_at::text as "created_at_exact!",
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
 *   where listed_product.id = page.product_id
 *   limit 1
 * ) as saved_product
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
 *   where profiles.profile_id = saved_product.seller_id
 *   limit 1
 * ) as seller
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listSavedProductsCard = new PreparedQuery<ListSavedProductsCardParams, ListSavedProductsCardRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":496,"b":503}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":575,"b":585},{"a":635,"b":645}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":648,"b":656}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":745,"b":751}]}],"statement":"-- The products that a user saved, the last saved first, each as it is now, with what it cost then and its seller\'s profile.\\n-- Product and seller are looked up row by row, as in listProductFeed. The user stands in a subselect: of one who saved\\n-- thousands the server would read and sort them all.\\nwith page as (\\n  select\\n    wishlists.id,\\n    wishlists.product_id,\\n    wishlists.price_minor,\\n    wishlists.currency,\\n    wishlists.created_at\\n  from wishlists\\n  where wishlists.user_id = (select :userId!::uuid)\\n    /*[if afterTime afterId]*/\\n    and wishlists.created_at <= :afterTime!\\n    and (wishlists.created_at, wishlists.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by wishlists.created_at desc, wishlists.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  saved_product.*,\\n  page.created_at as saved_at,\\n  page.price_minor as saved_price_minor,\\n  page.currency as saved_currency,\\n  case when page.currency = saved_product.currency then saved_product.price_minor - page.price_minor end as price_change_minor,\\n  page.id as entry_id,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.public_location,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.cover_image_url,\\n    listed_product.created_at\\n  from\\n                          product_cards as listed_product          \\n                                                             \\n  where listed_product.id = page.product_id\\n  limit 1\\n) as saved_product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = saved_product.seller_id\\n  limit 1\\n) as seller\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listSavedProductsCard","file":"wishlists.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["product_cards","profiles","wishlists"],"access":"read"}',
)

/** Parameters of `listSavedProductsAll`. */
export type ListSavedProductsAllParams = {
  readonly userId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listSavedProductsAll`. */
export interface ListSavedProductsAllRow extends Product {
  /** The time when it was saved. */
  readonly savedAt: Date
  /** The asking price when it was saved, in the minor unit of currency. */
  readonly savedPriceMinor: number
  /** ISO 4217: the currency when it was saved. */
  readonly savedCurrency: string
  readonly priceChangeMinor: number | null
  /** The id of the row. */
  readonly entryId: string
  readonly createdAtExact: string
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
 * The products that a user saved, the last saved first, each as it is now, with what it cost then and its seller's profile.
 * Product and seller are looked up row by row, as in listProductFeed. The user stands in a subselect: of one who saved
 * thousands the server would read and sort them all.
 *
 * [sql/wishlists.sql:84](../sql/wishlists.sql#L84)
 *
 * ```sql
 * with page as (
 *   select
 *     wishlists.id,
 *     wishlists.product_id,
 *     wishlists.price_minor,
 *     wishlists.currency,
 *     wishlists.created_at
 *   from wishlists
 *   where wishlists.user_id = (select :userId!::uuid)
 *     /*[if afterTime afterId]*\/
 *     and wishlists.created_at <= :afterTime!
 *     and (wishlists.created_at, wishlists.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by wishlists.created_at desc, wishlists.id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   saved_product.*,
 *   page.created_at as saved_at,
 *   page.price_minor as saved_price_minor,
 *   page.currency as saved_currency,
 *   case when page.currency = saved_product.currency then saved_product.price_minor - page.price_minor end as price_change_minor,
 *   page.id as entry_id,
 *   page.created_at::text as "created_at_exact!",
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
 *   where listed_product.id = page.product_id
 *   limit 1
 * ) as saved_product
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
 *   where profiles.profile_id = saved_product.seller_id
 *   limit 1
 * ) as seller
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listSavedProductsAll = new PreparedQuery<ListSavedProductsAllParams, ListSavedProductsAllRow>(
  '{"usedParamSet":{"userId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":496,"b":503}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":575,"b":585},{"a":635,"b":645}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":648,"b":656}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":745,"b":751}]}],"statement":"-- The products that a user saved, the last saved first, each as it is now, with what it cost then and its seller\'s profile.\\n-- Product and seller are looked up row by row, as in listProductFeed. The user stands in a subselect: of one who saved\\n-- thousands the server would read and sort them all.\\nwith page as (\\n  select\\n    wishlists.id,\\n    wishlists.product_id,\\n    wishlists.price_minor,\\n    wishlists.currency,\\n    wishlists.created_at\\n  from wishlists\\n  where wishlists.user_id = (select :userId!::uuid)\\n    /*[if afterTime afterId]*/\\n    and wishlists.created_at <= :afterTime!\\n    and (wishlists.created_at, wishlists.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by wishlists.created_at desc, wishlists.id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  saved_product.*,\\n  page.created_at as saved_at,\\n  page.price_minor as saved_price_minor,\\n  page.currency as saved_currency,\\n  case when page.currency = saved_product.currency then saved_product.price_minor - page.price_minor end as price_change_minor,\\n  page.id as entry_id,\\n  page.created_at::text as \\"created_at_exact!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.description,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.view_count,\\n    listed_product.like_count,\\n    listed_product.image_urls,\\n    listed_product.video_url,\\n    listed_product.video_thumbnail_url,\\n    listed_product.tags,\\n    listed_product.sold_at,\\n    listed_product.created_at,\\n    listed_product.updated_at,\\n    listed_product.hidden_at,\\n    listed_product.public_location\\n  from\\n                                                                   \\n                         products as listed_product          \\n  where listed_product.id = page.product_id\\n  limit 1\\n) as saved_product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = saved_product.seller_id\\n  limit 1\\n) as seller\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listSavedProductsAll","file":"wishlists.sql","parameterTypes":{"userId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["products","profiles","wishlists"],"access":"read"}',
)

/** Parameters of `areProductsSaved`. */
export interface AreProductsSavedParams {
  readonly productIds: readonly (string | null)[]
  readonly userId: string
}

/** A row of `areProductsSaved`. */
export interface AreProductsSavedRow {
  readonly isSaved: boolean
}

/**
 * Whether a user saved each of the products, in the order of the list.
 * Each is looked up by itself: the limit keeps the planner from reading all that the user saved, which may be thousands.
 *
 * [sql/wishlists.sql:132](../sql/wishlists.sql#L132)
 *
 * ```sql
 * select entry.id is not null as "is_saved!"
 * from unnest(:productIds!::uuid[]) with ordinality as wanted (id, place)
 * left join lateral (
 *   select wishlists.id
 *   from wishlists
 *   where wishlists.user_id = :userId!
 *     and wishlists.product_id = wanted.id
 *   limit 1
 * ) as entry on true
 * order by wanted.place
 * ```
 */
export const areProductsSaved = new PreparedQuery<AreProductsSavedParams, AreProductsSavedRow>(
  '{"usedParamSet":{"productIds":true,"userId":true},"params":[{"name":"productIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":249,"b":260}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":396,"b":403}]}],"statement":"-- Whether a user saved each of the products, in the order of the list.\\n-- Each is looked up by itself: the limit keeps the planner from reading all that the user saved, which may be thousands.\\nselect entry.id is not null as \\"is_saved!\\"\\nfrom unnest(:productIds!::uuid[]) with ordinality as wanted (id, place)\\nleft join lateral (\\n  select wishlists.id\\n  from wishlists\\n  where wishlists.user_id = :userId!\\n    and wishlists.product_id = wanted.id\\n  limit 1\\n) as entry on true\\norder by wanted.place"}',
  '{"name":"areProductsSaved","file":"wishlists.sql","parameterTypes":{"productIds":"uuid[]","userId":"uuid"},"tables":["wishlists"],"access":"read"}',
)

/** Parameters of `countSavedProducts`. */
export interface CountSavedProductsParams {
  readonly userId: string
  readonly limit: number
}

/** A row of `countSavedProducts`. */
export interface CountSavedProductsRow {
  readonly count: number
}

/**
 * The number of products that a user saved, up to a limit.
 *
 * [sql/wishlists.sql:146](../sql/wishlists.sql#L146)
 *
 * ```sql
 * select count(*)::integer as "count!"
 * from (
 *   select wishlists.id
 *   from wishlists
 *   where wishlists.user_id = :userId!
 *   order by wishlists.created_at desc, wishlists.id desc
 *   limit (select :limit!::bigint)
 * ) as saved_product
 * ```
 */
export const countSavedProducts = new PreparedQuery<CountSavedProductsParams, CountSavedProductsRow>(
  '{"usedParamSet":{"userId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":171,"b":178}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":252,"b":258}]}],"statement":"-- The number of products that a user saved, up to a limit.\\nselect count(*)::integer as \\"count!\\"\\nfrom (\\n  select wishlists.id\\n  from wishlists\\n  where wishlists.user_id = :userId!\\n  order by wishlists.created_at desc, wishlists.id desc\\n  limit (select :limit!::bigint)\\n) as saved_product"}',
  '{"name":"countSavedProducts","file":"wishlists.sql","parameterTypes":{"userId":"uuid","limit":"int8"},"tables":["wishlists"],"access":"read"}',
)

/** Parameters of `tellSavers`. */
export interface TellSaversParams {
  readonly productId?: string | undefined
  readonly limit: number
  readonly notify: Json
}

/** A row of `tellSavers`. */
export interface TellSaversRow {
  readonly looked: number
  readonly told: number
  readonly isCurrent: boolean
  readonly isHeldUp: boolean
}

/**
 * Tells a batch of those who saved a product that it got cheaper than they last knew, or that it came back to the market since
 * they saved it; of a return at most once a day. Closed accounts are not told, nor those whom a block parts from the seller.
 * Returns how many were looked at and told; no row if nothing waits in the queue.
 * - The alert's row is locked, and passed over if another worker has it: two workers never have the same product.
 * - What is read besides is of this statement's snapshot. That is right only while nothing was queued since: then the seen alert
 *   is the locked one (is_current), and all who saved the product before it changed are seen. Whoever changes the product
 *   after that waits for the alert, and starts it over.
 * - Accounts are locked before anything is written of them, and passed over if a closing or a deletion has one: this statement
 *   waits for nobody whom it could keep from going on. The batch ends before the first of those; the next one begins there.
 *
 * [sql/wishlists.sql:157](../sql/wishlists.sql#L157)
 *
 * ```sql
 * with locked_alert as (
 *   select
 *     wishlist_alerts.product_id,
 *     wishlist_alerts.came_back_at,
 *     wishlist_alerts.queued_at,
 *     coalesce(wishlist_alerts.after_id, '00000000-0000-0000-0000-000000000000') as after_id
 *   from wishlist_alerts
 *   /*[if productId]*\/ where wishlist_alerts.product_id = :productId! /*[end]*\/
 *   order by wishlist_alerts.queued_at, wishlist_alerts.product_id
 *   limit 1
 *   for no key update skip locked
 * ),
 * seen_alert as materialized (
 *   select
 *     locked_alert.product_id,
 *     locked_alert.came_back_at,
 *     locked_alert.after_id,
 *     products.seller_id,
 *     products.price_minor,
 *     products.currency,
 *     products.is_available,
 *     wishlist_alerts.queued_at = locked_alert.queued_at as is_current
 *   from locked_alert
 *   join wishlist_alerts on wishlist_alerts.product_id = locked_alert.product_id
 *   join products on products.id = locked_alert.product_id
 * ),
 * batch as materialized (
 *   select
 *     seen_alert.product_id,
 *     seen_alert.price_minor,
 *     seen_alert.currency,
 *     entry.id,
 *     entry.user_id,
 *     sight.is_blocked is not null as is_parted,
 *     coalesce(entry.told_price_minor, entry.price_minor) as known_price_minor,
 *     seen_alert.currency = entry.currency
 *     and seen_alert.price_minor < coalesce(entry.told_price_minor, entry.price_minor) as is_cheaper,
 *     coalesce(
 *       entry.created_at < seen_alert.came_back_at
 *       and coalesce(entry.told_at < seen_alert.came_back_at - interval '1 day', true),
 *       false
 *     ) as is_back
 *   from seen_alert
 *   cross join lateral (
 *     select
 *       wishlists.id,
 *       wishlists.user_id,
 *       wishlists.price_minor,
 *       wishlists.currency,
 *       wishlists.told_price_minor,
 *       wishlists.told_at,
 *       wishlists.created_at
 *     from wishlists
 *     where wishlists.product_id = seen_alert.product_id
 *       and wishlists.id > seen_alert.after_id
 *     order by wishlists.id
 *     limit (select :limit!::bigint)
 *   ) as entry
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(entry.user_id, seen_alert.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(entry.user_id, seen_alert.seller_id)
 *     limit 1
 *   ) as sight on true
 *   where seen_alert.is_current
 *     and seen_alert.is_available
 * ),
 * locked_user as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (select batch.user_id from batch)
 *   order by users.id
 *   for key share skip locked
 * ),
 * reached_entry as materialized (
 *   select
 *     batch.id,
 *     locked_user.is_active,
 *     bool_or(locked_user.id is null) over (order by batch.id) as is_beyond
 *   from batch
 *   left join locked_user on locked_user.id = batch.user_id
 * ),
 * told_entry as (
 *   update wishlists
 *   set
 *     told_at = clock_timestamp(),
 *     told_price_minor = case when batch.is_cheaper then batch.price_minor else wishlists.told_price_minor end
 *   from reached_entry
 *   join batch on batch.id = reached_entry.id
 *   where wishlists.id = reached_entry.id
 *     and reached_entry.is_active
 *     and not reached_entry.is_beyond
 *     and (batch.is_cheaper or batch.is_back)
 *     and not batch.is_parted
 *   returning wishlists.id
 * ),
 * told_notification as (
 *   insert into notifications (user_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     batch.user_id,
 *     case when batch.is_back then 'product_available' else 'product_cheaper' end::notification_type,
 *     'product',
 *     batch.product_id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}') || jsonb_build_object(
 *       'priceMinor', batch.price_minor,
 *       'currency', batch.currency,
 *       'isCheaper', batch.is_cheaper,
 *       'knownPriceMinor', batch.known_price_minor
 *     ),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'wishlists.tellSavers', batch.id, case when batch.is_back then seen_alert.came_back_at::text else batch.price_minor::text end)
 *   from told_entry
 *   join batch on batch.id = told_entry.id
 *   join seen_alert on seen_alert.product_id = batch.product_id
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   order by batch.user_id
 *   on conflict do nothing
 *   returning notifications.id
 * ),
 * progress as materialized (
 *   select
 *     seen_alert.product_id,
 *     seen_alert.is_current,
 *     (select count(*)::integer from batch) as in_batch,
 *     (select count(*)::integer from reached_entry where not reached_entry.is_beyond) as looked,
 *     (
 *       select reached_entry.id
 *       from reached_entry
 *       where not reached_entry.is_beyond
 *       order by reached_entry.id desc
 *       limit 1
 *     ) as last_id
 *   from seen_alert
 * ),
 * finished_alert as (
 *   delete from wishlist_alerts
 *   using progress
 *   where wishlist_alerts.product_id = progress.product_id
 *     and progress.is_current
 *     and progress.looked = progress.in_batch
 *     and progress.in_batch < :limit!::bigint
 *   returning wishlist_alerts.product_id
 * ),
 * continued_alert as (
 *   update wishlist_alerts
 *   set
 *     after_id = coalesce(progress.last_id, wishlist_alerts.after_id),
 *     queued_at = case progress.looked when 0 then clock_timestamp() else wishlist_alerts.queued_at end
 *   from progress
 *   where wishlist_alerts.product_id = progress.product_id
 *     and progress.is_current
 *     and (progress.looked < progress.in_batch or progress.in_batch >= :limit!::bigint)
 * )
 * select
 *   progress.looked as "looked!",
 *   (select count(*)::integer from told_notification) as "told!",
 *   progress.is_current as "is_current!",
 *   progress.looked = 0 and progress.in_batch > 0 as "is_held_up!"
 * from progress
 * ```
 */
export const tellSavers = new PreparedQuery<TellSaversParams, TellSaversRow>(
  '{"usedParamSet":{"productId":true,"limit":true,"notify":true},"params":[{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1314,"b":1324}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2890,"b":2896},{"a":5850,"b":5856},{"a":6301,"b":6307}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":5086,"b":5093}]}],"statement":"-- Tells a batch of those who saved a product that it got cheaper than they last knew, or that it came back to the market since\\n-- they saved it; of a return at most once a day. Closed accounts are not told, nor those whom a block parts from the seller.\\n-- Returns how many were looked at and told; no row if nothing waits in the queue.\\n-- - The alert\'s row is locked, and passed over if another worker has it: two workers never have the same product.\\n-- - What is read besides is of this statement\'s snapshot. That is right only while nothing was queued since: then the seen alert\\n--   is the locked one (is_current), and all who saved the product before it changed are seen. Whoever changes the product\\n--   after that waits for the alert, and starts it over.\\n-- - Accounts are locked before anything is written of them, and passed over if a closing or a deletion has one: this statement\\n--   waits for nobody whom it could keep from going on. The batch ends before the first of those; the next one begins there.\\nwith locked_alert as (\\n  select\\n    wishlist_alerts.product_id,\\n    wishlist_alerts.came_back_at,\\n    wishlist_alerts.queued_at,\\n    coalesce(wishlist_alerts.after_id, \'00000000-0000-0000-0000-000000000000\') as after_id\\n  from wishlist_alerts\\n  /*[if productId]*/ where wishlist_alerts.product_id = :productId! /*[end]*/\\n  order by wishlist_alerts.queued_at, wishlist_alerts.product_id\\n  limit 1\\n  for no key update skip locked\\n),\\nseen_alert as materialized (\\n  select\\n    locked_alert.product_id,\\n    locked_alert.came_back_at,\\n    locked_alert.after_id,\\n    products.seller_id,\\n    products.price_minor,\\n    products.currency,\\n    products.is_available,\\n    wishlist_alerts.queued_at = locked_alert.queued_at as is_current\\n  from locked_alert\\n  join wishlist_alerts on wishlist_alerts.product_id = locked_alert.product_id\\n  join products on products.id = locked_alert.product_id\\n),\\nbatch as materialized (\\n  select\\n    seen_alert.product_id,\\n    seen_alert.price_minor,\\n    seen_alert.currency,\\n    entry.id,\\n    entry.user_id,\\n    sight.is_blocked is not null as is_parted,\\n    coalesce(entry.told_price_minor, entry.price_minor) as known_price_minor,\\n    seen_alert.currency = entry.currency\\n    and seen_alert.price_minor < coalesce(entry.told_price_minor, entry.price_minor) as is_cheaper,\\n    coalesce(\\n      entry.created_at < seen_alert.came_back_at\\n      and coalesce(entry.told_at < seen_alert.came_back_at - interval \'1 day\', true),\\n      false\\n    ) as is_back\\n  from seen_alert\\n  cross join lateral (\\n    select\\n      wishlists.id,\\n      wishlists.user_id,\\n      wishlists.price_minor,\\n      wishlists.currency,\\n      wishlists.told_price_minor,\\n      wishlists.told_at,\\n      wishlists.created_at\\n    from wishlists\\n    where wishlists.product_id = seen_alert.product_id\\n      and wishlists.id > seen_alert.after_id\\n    order by wishlists.id\\n    limit (select :limit!::bigint)\\n  ) as entry\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(entry.user_id, seen_alert.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(entry.user_id, seen_alert.seller_id)\\n    limit 1\\n  ) as sight on true\\n  where seen_alert.is_current\\n    and seen_alert.is_available\\n),\\nlocked_user as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (select batch.user_id from batch)\\n  order by users.id\\n  for key share skip locked\\n),\\nreached_entry as materialized (\\n  select\\n    batch.id,\\n    locked_user.is_active,\\n    bool_or(locked_user.id is null) over (order by batch.id) as is_beyond\\n  from batch\\n  left join locked_user on locked_user.id = batch.user_id\\n),\\ntold_entry as (\\n  update wishlists\\n  set\\n    told_at = clock_timestamp(),\\n    told_price_minor = case when batch.is_cheaper then batch.price_minor else wishlists.told_price_minor end\\n  from reached_entry\\n  join batch on batch.id = reached_entry.id\\n  where wishlists.id = reached_entry.id\\n    and reached_entry.is_active\\n    and not reached_entry.is_beyond\\n    and (batch.is_cheaper or batch.is_back)\\n    and not batch.is_parted\\n  returning wishlists.id\\n),\\ntold_notification as (\\n  insert into notifications (user_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    batch.user_id,\\n    case when batch.is_back then \'product_available\' else \'product_cheaper\' end::notification_type,\\n    \'product\',\\n    batch.product_id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\') || jsonb_build_object(\\n      \'priceMinor\', batch.price_minor,\\n      \'currency\', batch.currency,\\n      \'isCheaper\', batch.is_cheaper,\\n      \'knownPriceMinor\', batch.known_price_minor\\n    ),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'wishlists.tellSavers\', batch.id, case when batch.is_back then seen_alert.came_back_at::text else batch.price_minor::text end)\\n  from told_entry\\n  join batch on batch.id = told_entry.id\\n  join seen_alert on seen_alert.product_id = batch.product_id\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  order by batch.user_id\\n  on conflict do nothing\\n  returning notifications.id\\n),\\nprogress as materialized (\\n  select\\n    seen_alert.product_id,\\n    seen_alert.is_current,\\n    (select count(*)::integer from batch) as in_batch,\\n    (select count(*)::integer from reached_entry where not reached_entry.is_beyond) as looked,\\n    (\\n      select reached_entry.id\\n      from reached_entry\\n      where not reached_entry.is_beyond\\n      order by reached_entry.id desc\\n      limit 1\\n    ) as last_id\\n  from seen_alert\\n),\\nfinished_alert as (\\n  delete from wishlist_alerts\\n  using progress\\n  where wishlist_alerts.product_id = progress.product_id\\n    and progress.is_current\\n    and progress.looked = progress.in_batch\\n    and progress.in_batch < :limit!::bigint\\n  returning wishlist_alerts.product_id\\n),\\ncontinued_alert as (\\n  update wishlist_alerts\\n  set\\n    after_id = coalesce(progress.last_id, wishlist_alerts.after_id),\\n    queued_at = case progress.looked when 0 then clock_timestamp() else wishlist_alerts.queued_at end\\n  from progress\\n  where wishlist_alerts.product_id = progress.product_id\\n    and progress.is_current\\n    and (progress.looked < progress.in_batch or progress.in_batch >= :limit!::bigint)\\n)\\nselect\\n  progress.looked as \\"looked!\\",\\n  (select count(*)::integer from told_notification) as \\"told!\\",\\n  progress.is_current as \\"is_current!\\",\\n  progress.looked = 0 and progress.in_batch > 0 as \\"is_held_up!\\"\\nfrom progress"}',
  '{"name":"tellSavers","file":"wishlists.sql","parameterTypes":{"productId":"uuid","limit":"int8","notify":"jsonb"},"tables":["blocks","notifications","products","users","wishlist_alerts","wishlists"],"access":"write"}',
)

/** Parameters of `recountLikes`. */
export interface RecountLikesParams {
  readonly afterId: string
  readonly limit: number
}

/** A row of `recountLikes`. */
export interface RecountLikesRow {
  readonly lastId: string | null
  readonly checked: number
  readonly drifted: number
}

/**
 * Sets the like counts of the products after an id, in the order of their ids, to the number of those who saved them.
 * The lock is taken by the function, as all that it does. Here it stands for that, and is not run: a call of a function does
 * not show that the statement writes.
 *
 * [sql/wishlists.sql:332](../sql/wishlists.sql#L332)
 *
 * ```sql
 * with next_product as (
 *   select products.id
 *   from products
 *   where products.id > :afterId!
 *   order by products.id
 *   limit 1
 *   for no key update
 * )
 * select
 *   recounted.last_id as "last_id?",
 *   recounted.checked as "checked!",
 *   recounted.drifted as "drifted!"
 * from recount_likes(:afterId!, :limit!) as recounted
 * ```
 */
export const recountLikes = new PreparedQuery<RecountLikesParams, RecountLikesRow>(
  '{"usedParamSet":{"afterId":true,"limit":true},"params":[{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":366,"b":374},{"a":561,"b":569}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":572,"b":578}]}],"statement":"-- Sets the like counts of the products after an id, in the order of their ids, to the number of those who saved them.\\n-- The lock is taken by the function, as all that it does. Here it stands for that, and is not run: a call of a function does\\n-- not show that the statement writes.\\nwith next_product as (\\n  select products.id\\n  from products\\n  where products.id > :afterId!\\n  order by products.id\\n  limit 1\\n  for no key update\\n)\\nselect\\n  recounted.last_id as \\"last_id?\\",\\n  recounted.checked as \\"checked!\\",\\n  recounted.drifted as \\"drifted!\\"\\nfrom recount_likes(:afterId!, :limit!) as recounted"}',
  '{"name":"recountLikes","file":"wishlists.sql","parameterTypes":{"afterId":"uuid","limit":"int4"},"tables":["products"],"access":"write"}',
)
