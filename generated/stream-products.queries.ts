/** Types and queries of "stream-products.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product, Stream } from './models.js'
import type { FeedType, ProductCategory, ProductCondition, StreamStatus, StreamType } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
export type { FeedType, ProductCategory, ProductCondition, StreamStatus, StreamType }

/** Parameters of `tagStreamProducts`. */
export interface TagStreamProductsParams {
  readonly userId: string
  readonly streamId: string
  readonly productIds: readonly (string | null)[]
}

/** A row of `tagStreamProducts`. */
export interface TagStreamProductsRow {
  readonly isStreamFound: boolean
  readonly areProductsFound: boolean
  readonly tagged: number
}

/**
 * Adds products to a stream, behind those that are there: all of them, or none if one is not the streamer's. Those that are in
 * it already stay where they are.
 * The products are looked up row by row: a limit in the lateral keeps the planner from reading all of the seller's.
 *
 * [sql/stream-products.sql:9](../sql/stream-products.sql#L9)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * locked_stream as (
 *   select
 *     streams.id,
 *     streams.user_id
 *   from acting_user
 *   join streams on streams.user_id = acting_user.id
 *   where streams.id = :streamId!
 *   for no key update of streams
 * ),
 * own_product as (
 *   select
 *     wanted_product.id,
 *     wanted.place
 *   from locked_stream
 *   cross join unnest(:productIds!::uuid[]) with ordinality as wanted (id, place)
 *   cross join lateral (
 *     select products.id
 *     from products
 *     where products.id = wanted.id
 *       and products.seller_id = locked_stream.user_id
 *     limit 1
 *   ) as wanted_product
 * ),
 * last_place as (
 *   select coalesce(max(stream_products.position), -1) as position
 *   from stream_products
 *   where stream_products.stream_id = :streamId!
 * ),
 * tagged_product as (
 *   insert into stream_products (stream_id, product_id, seller_id, position)
 *   select
 *     locked_stream.id,
 *     own_product.id,
 *     locked_stream.user_id,
 *     last_place.position + own_product.place
 *   from locked_stream
 *   cross join own_product
 *   cross join last_place
 *   where (select count(*) from own_product) = cardinality(:productIds!::uuid[])
 *   order by own_product.place
 *   on conflict do nothing
 *   returning stream_products.id
 * )
 * select
 *   exists (select from locked_stream) as "is_stream_found!",
 *   (select count(*) from own_product) = cardinality(:productIds!::uuid[]) as "are_products_found!",
 *   (select count(*)::integer from tagged_product) as "tagged!"
 * ```
 */
export const tagStreamProducts = new PreparedQuery<TagStreamProductsParams, TagStreamProductsRow>(
  '{"usedParamSet":{"userId":true,"streamId":true,"productIds":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":352,"b":359}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":559,"b":568},{"a":1099,"b":1108}]},{"name":"productIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":711,"b":722},{"a":1457,"b":1468},{"a":1684,"b":1695}]}],"statement":"-- Adds products to a stream, behind those that are there: all of them, or none if one is not the streamer\'s. Those that are in\\n-- it already stay where they are.\\n-- The products are looked up row by row: a limit in the lateral keeps the planner from reading all of the seller\'s.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nlocked_stream as (\\n  select\\n    streams.id,\\n    streams.user_id\\n  from acting_user\\n  join streams on streams.user_id = acting_user.id\\n  where streams.id = :streamId!\\n  for no key update of streams\\n),\\nown_product as (\\n  select\\n    wanted_product.id,\\n    wanted.place\\n  from locked_stream\\n  cross join unnest(:productIds!::uuid[]) with ordinality as wanted (id, place)\\n  cross join lateral (\\n    select products.id\\n    from products\\n    where products.id = wanted.id\\n      and products.seller_id = locked_stream.user_id\\n    limit 1\\n  ) as wanted_product\\n),\\nlast_place as (\\n  select coalesce(max(stream_products.position), -1) as position\\n  from stream_products\\n  where stream_products.stream_id = :streamId!\\n),\\ntagged_product as (\\n  insert into stream_products (stream_id, product_id, seller_id, position)\\n  select\\n    locked_stream.id,\\n    own_product.id,\\n    locked_stream.user_id,\\n    last_place.position + own_product.place\\n  from locked_stream\\n  cross join own_product\\n  cross join last_place\\n  where (select count(*) from own_product) = cardinality(:productIds!::uuid[])\\n  order by own_product.place\\n  on conflict do nothing\\n  returning stream_products.id\\n)\\nselect\\n  exists (select from locked_stream) as \\"is_stream_found!\\",\\n  (select count(*) from own_product) = cardinality(:productIds!::uuid[]) as \\"are_products_found!\\",\\n  (select count(*)::integer from tagged_product) as \\"tagged!\\""}',
  '{"name":"tagStreamProducts","file":"stream-products.sql","parameterTypes":{"userId":"uuid","streamId":"uuid","productIds":"uuid[]"},"tables":["products","stream_products","streams","users"],"access":"write"}',
)

/** Parameters of `untagStreamProducts`. */
export interface UntagStreamProductsParams {
  readonly userId: string
  readonly streamId: string
  readonly productIds: readonly (string | null)[]
}

/** A row of `untagStreamProducts`. */
export interface UntagStreamProductsRow {
  readonly isStreamFound: boolean
  readonly untagged: number
}

/**
 * Takes products out of a stream. One that was on show is not any more (fk_streams_pinned_product).
 *
 * [sql/stream-products.sql:68](../sql/stream-products.sql#L68)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * locked_stream as (
 *   select streams.id
 *   from acting_user
 *   join streams on streams.user_id = acting_user.id
 *   where streams.id = :streamId!
 *   for no key update of streams
 * ),
 * untagged_product as (
 *   delete from stream_products
 *   using locked_stream
 *   where stream_products.stream_id = locked_stream.id
 *     and stream_products.product_id = any(:productIds!::uuid[])
 *   returning stream_products.id
 * )
 * select
 *   exists (select from locked_stream) as "is_stream_found!",
 *   (select count(*)::integer from untagged_product) as "untagged!"
 * ```
 */
export const untagStreamProducts = new PreparedQuery<UntagStreamProductsParams, UntagStreamProductsRow>(
  '{"usedParamSet":{"userId":true,"streamId":true,"productIds":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":173,"b":180}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":355,"b":364}]},{"name":"productIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":568,"b":579}]}],"statement":"-- Takes products out of a stream. One that was on show is not any more (fk_streams_pinned_product).\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nlocked_stream as (\\n  select streams.id\\n  from acting_user\\n  join streams on streams.user_id = acting_user.id\\n  where streams.id = :streamId!\\n  for no key update of streams\\n),\\nuntagged_product as (\\n  delete from stream_products\\n  using locked_stream\\n  where stream_products.stream_id = locked_stream.id\\n    and stream_products.product_id = any(:productIds!::uuid[])\\n  returning stream_products.id\\n)\\nselect\\n  exists (select from locked_stream) as \\"is_stream_found!\\",\\n  (select count(*)::integer from untagged_product) as \\"untagged!\\""}',
  '{"name":"untagStreamProducts","file":"stream-products.sql","parameterTypes":{"userId":"uuid","streamId":"uuid","productIds":"uuid[]"},"tables":["stream_products","streams","users"],"access":"write"}',
)

/** Parameters of `orderStreamProducts`. */
export interface OrderStreamProductsParams {
  readonly userId: string
  readonly streamId: string
  readonly productIds: readonly (string | null)[]
}

/** A row of `orderStreamProducts`. */
export interface OrderStreamProductsRow {
  readonly isStreamFound: boolean
  readonly areProductsFound: boolean
}

/**
 * Puts products of a stream first, in the order of the list; the others follow in the order that they have. Nothing changes if
 * one in the list is not in the stream.
 *
 * [sql/stream-products.sql:95](../sql/stream-products.sql#L95)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * ),
 * locked_stream as (
 *   select streams.id
 *   from acting_user
 *   join streams on streams.user_id = acting_user.id
 *   where streams.id = :streamId!
 *   for no key update of streams
 * ),
 * ordered_product as (
 *   select
 *     stream_products.id,
 *     wanted.place is not null as is_listed,
 *     row_number() over (order by wanted.place, stream_products.position, stream_products.id) - 1 as position
 *   from locked_stream
 *   join stream_products on stream_products.stream_id = locked_stream.id
 *   left join unnest(:productIds!::uuid[]) with ordinality as wanted (id, place) on wanted.id = stream_products.product_id
 * ),
 * moved_product as (
 *   update stream_products
 *   set position = ordered_product.position
 *   from ordered_product
 *   where stream_products.id = ordered_product.id
 *     and (select count(*) from ordered_product as listed where listed.is_listed) = cardinality(:productIds!::uuid[])
 * )
 * select
 *   exists (select from locked_stream) as "is_stream_found!",
 *   (select count(*) from ordered_product where ordered_product.is_listed) = cardinality(:productIds!::uuid[])
 *     as "are_products_found!"
 * ```
 */
export const orderStreamProducts = new PreparedQuery<OrderStreamProductsParams, OrderStreamProductsRow>(
  '{"usedParamSet":{"userId":true,"streamId":true,"productIds":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":241,"b":248}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":423,"b":432}]},{"name":"productIds","required":true,"transform":{"type":"scalar"},"locs":[{"a":784,"b":795},{"a":1140,"b":1151},{"a":1318,"b":1329}]}],"statement":"-- Puts products of a stream first, in the order of the list; the others follow in the order that they have. Nothing changes if\\n-- one in the list is not in the stream.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n),\\nlocked_stream as (\\n  select streams.id\\n  from acting_user\\n  join streams on streams.user_id = acting_user.id\\n  where streams.id = :streamId!\\n  for no key update of streams\\n),\\nordered_product as (\\n  select\\n    stream_products.id,\\n    wanted.place is not null as is_listed,\\n    row_number() over (order by wanted.place, stream_products.position, stream_products.id) - 1 as position\\n  from locked_stream\\n  join stream_products on stream_products.stream_id = locked_stream.id\\n  left join unnest(:productIds!::uuid[]) with ordinality as wanted (id, place) on wanted.id = stream_products.product_id\\n),\\nmoved_product as (\\n  update stream_products\\n  set position = ordered_product.position\\n  from ordered_product\\n  where stream_products.id = ordered_product.id\\n    and (select count(*) from ordered_product as listed where listed.is_listed) = cardinality(:productIds!::uuid[])\\n)\\nselect\\n  exists (select from locked_stream) as \\"is_stream_found!\\",\\n  (select count(*) from ordered_product where ordered_product.is_listed) = cardinality(:productIds!::uuid[])\\n    as \\"are_products_found!\\""}',
  '{"name":"orderStreamProducts","file":"stream-products.sql","parameterTypes":{"userId":"uuid","streamId":"uuid","productIds":"uuid[]"},"tables":["stream_products","streams","users"],"access":"write"}',
)

/** Parameters of `pinStreamProduct`. */
export interface PinStreamProductParams {
  readonly userId: string
  readonly productId?: string | null
  readonly streamId: string
}

/**
 * Puts a product of a stream on show, in place of the one before; returns no row if the stream is not the acting user's, or the
 * product is not in it. null: nothing is on show.
 * The foreign key refuses a product that leaves the stream at the same time.
 *
 * [sql/stream-products.sql:133](../sql/stream-products.sql#L133)
 *
 * ```sql
 * with acting_user as (
 *   select users.id
 *   from users
 *   where users.id = :userId!
 *     and users.is_active
 *   for key share
 * )
 * update streams
 * set pinned_product_id = :productId
 * from acting_user
 * where streams.id = :streamId!
 *   and streams.user_id = acting_user.id
 *   and (
 *     :productId::uuid is null
 *     or exists (
 *       select from stream_products
 *       where stream_products.product_id = :productId
 *         and stream_products.stream_id = streams.id
 *     )
 *   )
 * returning
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location
 * ```
 */
export const pinStreamProduct = new PreparedQuery<PinStreamProductParams, Stream>(
  '{"usedParamSet":{"userId":true,"productId":true,"streamId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":330,"b":337}]},{"name":"productId","required":false,"transform":{"type":"scalar"},"locs":[{"a":420,"b":429},{"a":529,"b":538},{"a":645,"b":654}]},{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":467,"b":476}]}],"statement":"-- Puts a product of a stream on show, in place of the one before; returns no row if the stream is not the acting user\'s, or the\\n-- product is not in it. null: nothing is on show.\\n-- The foreign key refuses a product that leaves the stream at the same time.\\nwith acting_user as (\\n  select users.id\\n  from users\\n  where users.id = :userId!\\n    and users.is_active\\n  for key share\\n)\\nupdate streams\\nset pinned_product_id = :productId\\nfrom acting_user\\nwhere streams.id = :streamId!\\n  and streams.user_id = acting_user.id\\n  and (\\n    :productId::uuid is null\\n    or exists (\\n      select from stream_products\\n      where stream_products.product_id = :productId\\n        and stream_products.stream_id = streams.id\\n    )\\n  )\\nreturning\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location"}',
  '{"name":"pinStreamProduct","file":"stream-products.sql","parameterTypes":{"userId":"uuid","productId":"uuid","streamId":"uuid"},"tables":["stream_products","streams","users"],"access":"write"}',
)

/** Parameters of `listStreamProductsCard`. */
export interface ListStreamProductsCardParams {
  readonly streamId: string
}

/** A row of `listStreamProductsCard`. */
export interface ListStreamProductsCardRow {
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
  /** The place in the stream's order, from 0; of two in one place the one that was added first comes first. */
  readonly position: number
  readonly isPinned: boolean
  /** The time when it was added to the stream. */
  readonly taggedAt: Date
}

/**
 * The products of a stream, in its order. No more than a stream may have.
 *
 * [sql/stream-products.sql:160](../sql/stream-products.sql#L160)
 *
 * ```sql
 * select
 *   product.id,
 *   product.seller_id,
 *   product.title,
 *   product.price_minor,
 *   product.original_price_minor,
 *   product.currency,
 *   product.category,
 *   product.condition,
 *   product.feed_type,
 *   product.public_location,
 *   product.neighborhood,
 *   product.is_available,
 *   product.cover_image_url,
 *   product.created_at,
 *   stream_products.position,
 *   coalesce(streams.pinned_product_id = product.id, false) as "is_pinned!",
 *   stream_products.created_at as tagged_at
 * from streams
 * join stream_products on stream_products.stream_id = streams.id
 * join
 *                         product_cards as product
 *
 *   on product.id = stream_products.product_id
 * where streams.id = :streamId!
 * order by stream_products.position, stream_products.id
 * limit 200
 * ```
 */
export const listStreamProductsCard = new PreparedQuery<ListStreamProductsCardParams, ListStreamProductsCardRow>(
  '{"usedParamSet":{"streamId":true},"params":[{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":797,"b":806}]}],"statement":"-- The products of a stream, in its order. No more than a stream may have.\\nselect\\n  product.id,\\n  product.seller_id,\\n  product.title,\\n  product.price_minor,\\n  product.original_price_minor,\\n  product.currency,\\n  product.category,\\n  product.condition,\\n  product.feed_type,\\n  product.public_location,\\n  product.neighborhood,\\n  product.is_available,\\n  product.cover_image_url,\\n  product.created_at,\\n  stream_products.position,\\n  coalesce(streams.pinned_product_id = product.id, false) as \\"is_pinned!\\",\\n  stream_products.created_at as tagged_at\\nfrom streams\\njoin stream_products on stream_products.stream_id = streams.id\\njoin\\n                        product_cards as product          \\n                                                    \\n  on product.id = stream_products.product_id\\nwhere streams.id = :streamId!\\norder by stream_products.position, stream_products.id\\nlimit 200"}',
  '{"name":"listStreamProductsCard","file":"stream-products.sql","parameterTypes":{"streamId":"uuid"},"tables":["product_cards","stream_products","streams"],"access":"read"}',
)

/** Parameters of `listStreamProductsAll`. */
export interface ListStreamProductsAllParams {
  readonly streamId: string
}

/** A row of `listStreamProductsAll`. */
export interface ListStreamProductsAllRow extends Product {
  /** The place in the stream's order, from 0; of two in one place the one that was added first comes first. */
  readonly position: number
  readonly isPinned: boolean
  /** The time when it was added to the stream. */
  readonly taggedAt: Date
}

/**
 * The products of a stream, in its order. No more than a stream may have.
 *
 * [sql/stream-products.sql:160](../sql/stream-products.sql#L160)
 *
 * ```sql
 * select
 *   product.id,
 *   product.seller_id,
 *   product.title,
 *   product.description,
 *   product.price_minor,
 *   product.original_price_minor,
 *   product.currency,
 *   product.category,
 *   product.condition,
 *   product.feed_type,
 *   product.neighborhood,
 *   product.is_available,
 *   product.view_count,
 *   product.like_count,
 *   product.image_urls,
 *   product.video_url,
 *   product.video_thumbnail_url,
 *   product.tags,
 *   product.sold_at,
 *   product.created_at,
 *   product.updated_at,
 *   product.hidden_at,
 *   product.public_location,
 *   stream_products.position,
 *   coalesce(streams.pinned_product_id = product.id, false) as "is_pinned!",
 *   stream_products.created_at as tagged_at
 * from streams
 * join stream_products on stream_products.stream_id = streams.id
 * join
 *
 *                        products as product
 *   on product.id = stream_products.product_id
 * where streams.id = :streamId!
 * order by stream_products.position, stream_products.id
 * limit 200
 * ```
 */
export const listStreamProductsAll = new PreparedQuery<ListStreamProductsAllParams, ListStreamProductsAllRow>(
  '{"usedParamSet":{"streamId":true},"params":[{"name":"streamId","required":true,"transform":{"type":"scalar"},"locs":[{"a":989,"b":998}]}],"statement":"-- The products of a stream, in its order. No more than a stream may have.\\nselect\\n  product.id,\\n  product.seller_id,\\n  product.title,\\n  product.description,\\n  product.price_minor,\\n  product.original_price_minor,\\n  product.currency,\\n  product.category,\\n  product.condition,\\n  product.feed_type,\\n  product.neighborhood,\\n  product.is_available,\\n  product.view_count,\\n  product.like_count,\\n  product.image_urls,\\n  product.video_url,\\n  product.video_thumbnail_url,\\n  product.tags,\\n  product.sold_at,\\n  product.created_at,\\n  product.updated_at,\\n  product.hidden_at,\\n  product.public_location,\\n  stream_products.position,\\n  coalesce(streams.pinned_product_id = product.id, false) as \\"is_pinned!\\",\\n  stream_products.created_at as tagged_at\\nfrom streams\\njoin stream_products on stream_products.stream_id = streams.id\\njoin\\n                                                          \\n                       products as product          \\n  on product.id = stream_products.product_id\\nwhere streams.id = :streamId!\\norder by stream_products.position, stream_products.id\\nlimit 200"}',
  '{"name":"listStreamProductsAll","file":"stream-products.sql","parameterTypes":{"streamId":"uuid"},"tables":["products","stream_products","streams"],"access":"read"}',
)

/** Parameters of `listStreamsByProduct`. */
export type ListStreamsByProductParams = {
  readonly productId: string
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listStreamsByProduct`. */
export interface ListStreamsByProductRow extends Stream {
  readonly taggedAtExact: string
}

/**
 * The streams that show a product, the latest to which it was added first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 *
 * [sql/stream-products.sql:177](../sql/stream-products.sql#L177)
 *
 * ```sql
 * with page as (
 *   select
 *     stream_products.stream_id,
 *     stream_products.created_at
 *   from stream_products
 *   where stream_products.product_id = :productId!
 *     /*[if afterTime afterId]*\/
 *     and stream_products.created_at <= :afterTime!
 *     and (stream_products.created_at, stream_products.stream_id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by stream_products.created_at desc, stream_products.stream_id desc
 *   limit (select :limit!::bigint)
 * )
 * select
 *   streams.id,
 *   streams.user_id,
 *   streams.title,
 *   streams.description,
 *   streams.category,
 *   streams.status,
 *   streams.stream_type,
 *   streams.hls_url,
 *   streams.thumbnail_url,
 *   streams.viewer_count,
 *   streams.total_views,
 *   streams.duration_seconds,
 *   streams.started_at,
 *   streams.ended_at,
 *   streams.created_at,
 *   streams.updated_at,
 *   streams.pinned_product_id,
 *   streams.public_location,
 *   page.created_at::text as "tagged_at_exact!"
 * from page
 * join streams on streams.id = page.stream_id
 * order by page.created_at desc, page.stream_id desc
 * ```
 */
export const listStreamsByProduct = new PreparedQuery<ListStreamsByProductParams, ListStreamsByProductRow>(
  '{"usedParamSet":{"productId":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":294,"b":304}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":375,"b":385},{"a":454,"b":464}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":467,"b":475}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":583,"b":589}]}],"statement":"-- The streams that show a product, the latest to which it was added first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nwith page as (\\n  select\\n    stream_products.stream_id,\\n    stream_products.created_at\\n  from stream_products\\n  where stream_products.product_id = :productId!\\n    /*[if afterTime afterId]*/\\n    and stream_products.created_at <= :afterTime!\\n    and (stream_products.created_at, stream_products.stream_id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by stream_products.created_at desc, stream_products.stream_id desc\\n  limit (select :limit!::bigint)\\n)\\nselect\\n  streams.id,\\n  streams.user_id,\\n  streams.title,\\n  streams.description,\\n  streams.category,\\n  streams.status,\\n  streams.stream_type,\\n  streams.hls_url,\\n  streams.thumbnail_url,\\n  streams.viewer_count,\\n  streams.total_views,\\n  streams.duration_seconds,\\n  streams.started_at,\\n  streams.ended_at,\\n  streams.created_at,\\n  streams.updated_at,\\n  streams.pinned_product_id,\\n  streams.public_location,\\n  page.created_at::text as \\"tagged_at_exact!\\"\\nfrom page\\njoin streams on streams.id = page.stream_id\\norder by page.created_at desc, page.stream_id desc"}',
  '{"name":"listStreamsByProduct","file":"stream-products.sql","parameterTypes":{"productId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["stream_products","streams"],"access":"read"}',
)
