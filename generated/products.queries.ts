/** Types and queries of "products.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product } from './models.js'
import type { BadgeType, FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { GeometryInput, Point } from '../src/geo/geojson.js'
import type { Json } from '../src/engine/values/json.js'
export type { BadgeType, FeedType, ProductCategory, ProductCondition }

/** Parameters of `createProduct`. */
export interface CreateProductParams {
  readonly id?: string | null
  readonly sellerId: string
  readonly title: string
  readonly description?: string | null
  readonly priceMinor: number
  readonly originalPriceMinor?: number | null
  readonly currency: string
  readonly category: ProductCategory
  readonly condition: ProductCondition
  readonly feedType: FeedType
  readonly location?: GeometryInput<Point> | null
  readonly neighborhood?: string | null
  readonly imageUrls: readonly (string | null)[]
  readonly videoUrl?: string | null
  readonly videoThumbnailUrl?: string | null
  readonly tags: readonly (string | null)[]
  readonly requestDigest?: string | null
}

/**
 * Creates a product; returns no row if the id is taken, so that a repeated call can look up what the first one made.
 *
 * [sql/products.sql:10](../sql/products.sql#L10)
 *
 * ```sql
 * insert into products (
 *   id,
 *   seller_id,
 *   title,
 *   description,
 *   price_minor,
 *   original_price_minor,
 *   currency,
 *   category,
 *   condition,
 *   feed_type,
 *   location,
 *   neighborhood,
 *   image_urls,
 *   video_url,
 *   video_thumbnail_url,
 *   tags,
 *   request_digest
 * )
 * values (
 *   coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
 *   :sellerId!,
 *   :title!,
 *   :description,
 *   :priceMinor!,
 *   :originalPriceMinor,
 *   :currency!,
 *   :category!,
 *   :condition!,
 *   :feedType!,
 *   :location,
 *   :neighborhood,
 *   :imageUrls!,
 *   :videoUrl,
 *   :videoThumbnailUrl,
 *   :tags!,
 *   :requestDigest
 * )
 * on conflict do nothing -- not (id): see createProducts
 * returning
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at,
 *   products.hidden_at,
 *   products.public_location
 * ```
 */
export const createProduct = new PreparedQuery<CreateProductParams, Product>(
  '{"usedParamSet":{"id":true,"sellerId":true,"title":true,"description":true,"priceMinor":true,"originalPriceMinor":true,"currency":true,"category":true,"condition":true,"feedType":true,"location":true,"neighborhood":true,"imageUrls":true,"videoUrl":true,"videoThumbnailUrl":true,"tags":true,"requestDigest":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":398,"b":400}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":455,"b":464}]},{"name":"title","required":true,"transform":{"type":"scalar"},"locs":[{"a":469,"b":475}]},{"name":"description","required":false,"transform":{"type":"scalar"},"locs":[{"a":480,"b":491}]},{"name":"priceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":496,"b":507}]},{"name":"originalPriceMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":512,"b":530}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":535,"b":544}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":549,"b":558}]},{"name":"condition","required":true,"transform":{"type":"scalar"},"locs":[{"a":563,"b":573}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":578,"b":587}]},{"name":"location","required":false,"transform":{"type":"scalar"},"locs":[{"a":592,"b":600}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":605,"b":617}]},{"name":"imageUrls","required":true,"transform":{"type":"scalar"},"locs":[{"a":622,"b":632}]},{"name":"videoUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":637,"b":645}]},{"name":"videoThumbnailUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":650,"b":667}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":672,"b":677}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":682,"b":695}]}],"statement":"-- Creates a product; returns no row if the id is taken, so that a repeated call can look up what the first one made.\\ninsert into products (\\n  id,\\n  seller_id,\\n  title,\\n  description,\\n  price_minor,\\n  original_price_minor,\\n  currency,\\n  category,\\n  condition,\\n  feed_type,\\n  location,\\n  neighborhood,\\n  image_urls,\\n  video_url,\\n  video_thumbnail_url,\\n  tags,\\n  request_digest\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :sellerId!,\\n  :title!,\\n  :description,\\n  :priceMinor!,\\n  :originalPriceMinor,\\n  :currency!,\\n  :category!,\\n  :condition!,\\n  :feedType!,\\n  :location,\\n  :neighborhood,\\n  :imageUrls!,\\n  :videoUrl,\\n  :videoThumbnailUrl,\\n  :tags!,\\n  :requestDigest\\n)\\non conflict do nothing -- not (id): see createProducts\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at,\\n  products.public_location"}',
  '{"name":"createProduct","file":"products.sql","parameterTypes":{"id":"uuid","sellerId":"uuid","title":"text","description":"text","priceMinor":"int8","originalPriceMinor":"int8","currency":"text","category":"product_category","condition":"product_condition","feedType":"feed_type","location":"geography","neighborhood":"text","imageUrls":"text[]","videoUrl":"text","videoThumbnailUrl":"text","tags":"text[]","requestDigest":"uuid"},"tables":["products"],"access":"write"}',
)

/** Parameters of `createProducts`. */
export interface CreateProductsParams {
  readonly products: Json
}

/** A row of `createProducts`. */
export interface CreateProductsRow {
  /** The id of the listing. */
  readonly id: string
}

/**
 * Creates many products, all or none; returns the ids of those that were not there before.
 * An id that is taken, but not by the same content, stops the whole statement from writing.
 * Other sessions may write the same rows at the same time, so this goes in two steps, as createUsers. A conflict on (id)
 * alone would not do for the first: where another session's row comes between the look for a conflict and the insert, the
 * server undoes the insert for the key that is named, and refuses it for the key behind that one (of seller and id).
 *
 * [sql/products.sql:54](../sql/products.sql#L54)
 *
 * ```sql
 * with input as (
 *   select
 *     entry.id,
 *     entry.seller_id,
 *     entry.title,
 *     entry.description,
 *     entry.price_minor,
 *     entry.original_price_minor,
 *     entry.currency,
 *     entry.category,
 *     entry.condition,
 *     entry.feed_type,
 *     entry.location,
 *     entry.neighborhood,
 *     entry.image_urls,
 *     entry.video_url,
 *     entry.video_thumbnail_url,
 *     entry.tags,
 *     entry.request_digest,
 *     products.id is not null as is_known,
 *     products.id is not null and (products.request_digest = entry.request_digest) is not true as is_taken
 *   from json_populate_recordset(null::products, :products!::json) as entry
 *   left join products on products.id = entry.id
 * ),
 * created_product as (
 *   insert into products (
 *     id,
 *     seller_id,
 *     title,
 *     description,
 *     price_minor,
 *     original_price_minor,
 *     currency,
 *     category,
 *     condition,
 *     feed_type,
 *     location,
 *     neighborhood,
 *     image_urls,
 *     video_url,
 *     video_thumbnail_url,
 *     tags,
 *     request_digest
 *   )
 *   select
 *     input.id,
 *     input.seller_id,
 *     input.title,
 *     input.description,
 *     input.price_minor,
 *     input.original_price_minor,
 *     input.currency,
 *     input.category,
 *     input.condition,
 *     input.feed_type,
 *     input.location,
 *     input.neighborhood,
 *     input.image_urls,
 *     input.video_url,
 *     input.video_thumbnail_url,
 *     input.tags,
 *     input.request_digest
 *   from input
 *   where not input.is_known
 *     and not exists (select from input as taken where taken.is_taken)
 *   order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
 *   on conflict do nothing
 *   returning products.id
 * ),
 * completed_product as (
 *   insert into products (
 *     id,
 *     seller_id,
 *     title,
 *     description,
 *     price_minor,
 *     original_price_minor,
 *     currency,
 *     category,
 *     condition,
 *     feed_type,
 *     location,
 *     neighborhood,
 *     image_urls,
 *     video_url,
 *     video_thumbnail_url,
 *     tags,
 *     request_digest
 *   )
 *   select
 *     input.id,
 *     input.seller_id,
 *     input.title,
 *     input.description,
 *     input.price_minor,
 *     input.original_price_minor,
 *     input.currency,
 *     input.category,
 *     input.condition,
 *     input.feed_type,
 *     input.location,
 *     input.neighborhood,
 *     input.image_urls,
 *     input.video_url,
 *     input.video_thumbnail_url,
 *     input.tags,
 *     input.request_digest
 *   from input
 *   where not input.is_known
 *     and not exists (select from input as taken where taken.is_taken)
 *     and not exists (select from created_product where created_product.id = input.id)
 *   order by input.id
 *   on conflict (id) do update
 *   set id = null -- refused: since this statement began, the id was taken by other content
 *   where (products.request_digest = excluded.request_digest) is not true
 *   returning products.id
 * )
 * select created_product.id as "id!"
 * from created_product
 * union all
 * select completed_product.id as "id!"
 * from completed_product
 * ```
 */
export const createProducts = new PreparedQuery<CreateProductsParams, CreateProductsRow>(
  '{"usedParamSet":{"products":true},"params":[{"name":"products","required":true,"transform":{"type":"scalar"},"locs":[{"a":1138,"b":1147}]}],"statement":"-- Creates many products, all or none; returns the ids of those that were not there before.\\n-- An id that is taken, but not by the same content, stops the whole statement from writing.\\n-- Other sessions may write the same rows at the same time, so this goes in two steps, as createUsers. A conflict on (id)\\n-- alone would not do for the first: where another session\'s row comes between the look for a conflict and the insert, the\\n-- server undoes the insert for the key that is named, and refuses it for the key behind that one (of seller and id).\\nwith input as (\\n  select\\n    entry.id,\\n    entry.seller_id,\\n    entry.title,\\n    entry.description,\\n    entry.price_minor,\\n    entry.original_price_minor,\\n    entry.currency,\\n    entry.category,\\n    entry.condition,\\n    entry.feed_type,\\n    entry.location,\\n    entry.neighborhood,\\n    entry.image_urls,\\n    entry.video_url,\\n    entry.video_thumbnail_url,\\n    entry.tags,\\n    entry.request_digest,\\n    products.id is not null as is_known,\\n    products.id is not null and (products.request_digest = entry.request_digest) is not true as is_taken\\n  from json_populate_recordset(null::products, :products!::json) as entry\\n  left join products on products.id = entry.id\\n),\\ncreated_product as (\\n  insert into products (\\n    id,\\n    seller_id,\\n    title,\\n    description,\\n    price_minor,\\n    original_price_minor,\\n    currency,\\n    category,\\n    condition,\\n    feed_type,\\n    location,\\n    neighborhood,\\n    image_urls,\\n    video_url,\\n    video_thumbnail_url,\\n    tags,\\n    request_digest\\n  )\\n  select\\n    input.id,\\n    input.seller_id,\\n    input.title,\\n    input.description,\\n    input.price_minor,\\n    input.original_price_minor,\\n    input.currency,\\n    input.category,\\n    input.condition,\\n    input.feed_type,\\n    input.location,\\n    input.neighborhood,\\n    input.image_urls,\\n    input.video_url,\\n    input.video_thumbnail_url,\\n    input.tags,\\n    input.request_digest\\n  from input\\n  where not input.is_known\\n    and not exists (select from input as taken where taken.is_taken)\\n  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock\\n  on conflict do nothing\\n  returning products.id\\n),\\ncompleted_product as (\\n  insert into products (\\n    id,\\n    seller_id,\\n    title,\\n    description,\\n    price_minor,\\n    original_price_minor,\\n    currency,\\n    category,\\n    condition,\\n    feed_type,\\n    location,\\n    neighborhood,\\n    image_urls,\\n    video_url,\\n    video_thumbnail_url,\\n    tags,\\n    request_digest\\n  )\\n  select\\n    input.id,\\n    input.seller_id,\\n    input.title,\\n    input.description,\\n    input.price_minor,\\n    input.original_price_minor,\\n    input.currency,\\n    input.category,\\n    input.condition,\\n    input.feed_type,\\n    input.location,\\n    input.neighborhood,\\n    input.image_urls,\\n    input.video_url,\\n    input.video_thumbnail_url,\\n    input.tags,\\n    input.request_digest\\n  from input\\n  where not input.is_known\\n    and not exists (select from input as taken where taken.is_taken)\\n    and not exists (select from created_product where created_product.id = input.id)\\n  order by input.id\\n  on conflict (id) do update\\n  set id = null -- refused: since this statement began, the id was taken by other content\\n  where (products.request_digest = excluded.request_digest) is not true\\n  returning products.id\\n)\\nselect created_product.id as \\"id!\\"\\nfrom created_product\\nunion all\\nselect completed_product.id as \\"id!\\"\\nfrom completed_product"}',
  '{"name":"createProducts","file":"products.sql","parameterTypes":{"products":"json"},"tables":["products"],"access":"write"}',
)

/** Parameters of `countRepeatedProducts`. */
export interface CountRepeatedProductsParams {
  readonly ids: readonly (string | null)[]
  readonly digests: readonly (string | null)[]
}

/** A row of `countRepeatedProducts`. */
export interface CountRepeatedProductsRow {
  readonly repeated: number
}

/**
 * The number of products that exist with the ids, and were made of the same content.
 * primary-only: whether a command is repeated hangs on it
 *
 * [sql/products.sql:183](../sql/products.sql#L183)
 *
 * ```sql
 * select count(*)::integer as "repeated!"
 * from unnest(:ids!::uuid[], :digests!::uuid[]) as given (id, request_digest)
 * join products on products.id = given.id and products.request_digest = given.request_digest
 * ```
 */
export const countRepeatedProducts = new PreparedQuery<CountRepeatedProductsParams, CountRepeatedProductsRow>(
  '{"usedParamSet":{"ids":true,"digests":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":197,"b":201}]},{"name":"digests","required":true,"transform":{"type":"scalar"},"locs":[{"a":212,"b":220}]}],"statement":"-- The number of products that exist with the ids, and were made of the same content.\\n-- primary-only: whether a command is repeated hangs on it\\nselect count(*)::integer as \\"repeated!\\"\\nfrom unnest(:ids!::uuid[], :digests!::uuid[]) as given (id, request_digest)\\njoin products on products.id = given.id and products.request_digest = given.request_digest"}',
  '{"name":"countRepeatedProducts","file":"products.sql","parameterTypes":{"ids":"uuid[]","digests":"uuid[]"},"tables":["products"],"access":"read","primary":true}',
)

/** Parameters of `findProduct`. */
export interface FindProductParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/**
 * A product, or if a digest is given, the product that the same content made.
 *
 * [sql/products.sql:190](../sql/products.sql#L190)
 *
 * ```sql
 * select
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at,
 *   products.hidden_at,
 *   products.public_location
 * from products
 * where products.id = :id!
 *   /*[if requestDigest]*\/ and products.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findProduct = new PreparedQuery<FindProductParams, Product>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":647,"b":650}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":707,"b":721}]}],"statement":"-- A product, or if a digest is given, the product that the same content made.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at,\\n  products.public_location\\nfrom products\\nwhere products.id = :id!\\n  /*[if requestDigest]*/ and products.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findProduct","file":"products.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["products"],"access":"read"}',
)

/** Parameters of `listProductsByIds`. */
export interface ListProductsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Products in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/products.sql:198](../sql/products.sql#L198)
 *
 * ```sql
 * select
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at,
 *   products.hidden_at,
 *   products.public_location
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join products on products.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listProductsByIds = new PreparedQuery<ListProductsByIdsParams, Product>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":635,"b":639}]}],"statement":"-- Products in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at,\\n  products.public_location\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin products on products.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listProductsByIds","file":"products.sql","parameterTypes":{"ids":"uuid[]"},"tables":["products"],"access":"read"}',
)

/** Parameters of `findExactProductLocation`. */
export interface FindExactProductLocationParams {
  readonly userId: string
  readonly productId: string
}

/** A row of `findExactProductLocation`. */
export interface FindExactProductLocationRow {
  readonly location: Point | null
  readonly isAllowed: boolean
}

/**
 * The exact place of a product: the only query that reads it. It leaves the server for the seller, for a buyer who has paid
 * and was not paid back, and for administrators.
 * primary-only: a right hangs on it
 *
 * [sql/products.sql:206](../sql/products.sql#L206)
 *
 * ```sql
 * select
 *   (case when access.is_allowed then products.location end)::geography(Point, 4326) as location,
 *   access.is_allowed as "is_allowed!"
 * from products
 * cross join lateral (
 *   select
 *     products.seller_id = :userId!
 *     or exists (
 *       select from transactions
 *       where transactions.product_id = products.id
 *         and transactions.buyer_id = :userId!
 *         and transactions.status = 'completed'
 *     )
 *     or exists (
 *       select from users
 *       where users.id = :userId!
 *         and users.role = 'admin'
 *         and users.is_active
 *     ) as is_allowed
 * ) as access
 * where products.id = :productId!
 * ```
 */
export const findExactProductLocation = new PreparedQuery<FindExactProductLocationParams, FindExactProductLocationRow>(
  '{"usedParamSet":{"userId":true,"productId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":535,"b":542},{"a":677,"b":684},{"a":801,"b":808}]},{"name":"productId","required":true,"transform":{"type":"scalar"},"locs":[{"a":923,"b":933}]}],"statement":"-- The exact place of a product: the only query that reads it. It leaves the server for the seller, for a buyer who has paid\\n-- and was not paid back, and for administrators.\\n-- lint-disable secret-column: getExactLocation() is for these, and the statement itself asks who is one of them.\\n-- primary-only: a right hangs on it\\nselect\\n  (case when access.is_allowed then products.location end)::geography(Point, 4326) as location,\\n  access.is_allowed as \\"is_allowed!\\"\\nfrom products\\ncross join lateral (\\n  select\\n    products.seller_id = :userId!\\n    or exists (\\n      select from transactions\\n      where transactions.product_id = products.id\\n        and transactions.buyer_id = :userId!\\n        and transactions.status = \'completed\'\\n    )\\n    or exists (\\n      select from users\\n      where users.id = :userId!\\n        and users.role = \'admin\'\\n        and users.is_active\\n    ) as is_allowed\\n) as access\\nwhere products.id = :productId!"}',
  '{"name":"findExactProductLocation","file":"products.sql","parameterTypes":{"userId":"uuid","productId":"uuid"},"tables":["products","transactions","users"],"access":"read","primary":true}',
)

/** Parameters of `updateProduct`. */
export interface UpdateProductParams {
  readonly sellerId: string
  readonly patch: Json
  readonly id: string
}

/**
 * Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the product is not the
 * acting seller's, or their account is closed.
 *
 * [sql/products.sql:233](../sql/products.sql#L233)
 *
 * ```sql
 * with acting_seller as (
 *   select users.id
 *   from users
 *   where users.id = :sellerId!
 *     and users.is_active
 *   for key share
 * )
 * update products
 * set (title, description, price_minor, original_price_minor, currency, category, condition, feed_type, location, neighborhood, is_available, image_urls, video_url, video_thumbnail_url, tags) = (
 *   select
 *     patched.title,
 *     patched.description,
 *     patched.price_minor,
 *     patched.original_price_minor,
 *     patched.currency,
 *     patched.category,
 *     patched.condition,
 *     patched.feed_type,
 *     patched.location,
 *     patched.neighborhood,
 *     patched.is_available,
 *     patched.image_urls,
 *     patched.video_url,
 *     patched.video_thumbnail_url,
 *     patched.tags
 *   from jsonb_populate_record(products, :patch!::jsonb) as patched
 * )
 * from acting_seller
 * where products.id = :id!
 *   and products.seller_id = acting_seller.id
 * returning
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at,
 *   products.hidden_at,
 *   products.public_location
 * ```
 */
export const updateProduct = new PreparedQuery<UpdateProductParams, Product>(
  '{"usedParamSet":{"sellerId":true,"patch":true,"id":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":247,"b":256}]},{"name":"patch","required":true,"transform":{"type":"scalar"},"locs":[{"a":922,"b":928}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":990,"b":993}]}],"statement":"-- Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the product is not the\\n-- acting seller\'s, or their account is closed.\\nwith acting_seller as (\\n  select users.id\\n  from users\\n  where users.id = :sellerId!\\n    and users.is_active\\n  for key share\\n)\\nupdate products\\nset (title, description, price_minor, original_price_minor, currency, category, condition, feed_type, location, neighborhood, is_available, image_urls, video_url, video_thumbnail_url, tags) = (\\n  select\\n    patched.title,\\n    patched.description,\\n    patched.price_minor,\\n    patched.original_price_minor,\\n    patched.currency,\\n    patched.category,\\n    patched.condition,\\n    patched.feed_type,\\n    patched.location,\\n    patched.neighborhood,\\n    patched.is_available,\\n    patched.image_urls,\\n    patched.video_url,\\n    patched.video_thumbnail_url,\\n    patched.tags\\n  from jsonb_populate_record(products, :patch!::jsonb) as patched\\n)\\nfrom acting_seller\\nwhere products.id = :id!\\n  and products.seller_id = acting_seller.id\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at,\\n  products.public_location"}',
  '{"name":"updateProduct","file":"products.sql","parameterTypes":{"sellerId":"uuid","patch":"jsonb","id":"uuid"},"tables":["products","users"],"access":"write"}',
)

/** Parameters of `markProductSold`. */
export interface MarkProductSoldParams {
  readonly sellerId: string
  readonly id: string
}

/**
 * Takes a product off the market for good; returns no row if it is sold already, or not the acting seller's.
 *
 * [sql/products.sql:269](../sql/products.sql#L269)
 *
 * ```sql
 * with acting_seller as (
 *   select users.id
 *   from users
 *   where users.id = :sellerId!
 *     and users.is_active
 *   for key share
 * )
 * update products
 * set
 *   is_available = false,
 *   sold_at = now()
 * from acting_seller
 * where products.id = :id!
 *   and products.seller_id = acting_seller.id
 *   and products.sold_at is null
 * returning
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at,
 *   products.hidden_at,
 *   products.public_location
 * ```
 */
export const markProductSold = new PreparedQuery<MarkProductSoldParams, Product>(
  '{"usedParamSet":{"sellerId":true,"id":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":184,"b":193}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":338,"b":341}]}],"statement":"-- Takes a product off the market for good; returns no row if it is sold already, or not the acting seller\'s.\\nwith acting_seller as (\\n  select users.id\\n  from users\\n  where users.id = :sellerId!\\n    and users.is_active\\n  for key share\\n)\\nupdate products\\nset\\n  is_available = false,\\n  sold_at = now()\\nfrom acting_seller\\nwhere products.id = :id!\\n  and products.seller_id = acting_seller.id\\n  and products.sold_at is null\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at,\\n  products.public_location"}',
  '{"name":"markProductSold","file":"products.sql","parameterTypes":{"sellerId":"uuid","id":"uuid"},"tables":["products","users"],"access":"write"}',
)

/** Parameters of `markProductAvailable`. */
export interface MarkProductAvailableParams {
  readonly sellerId: string
  readonly id: string
}

/**
 * Puts a product back on the market, sold or not; returns no row if it is hidden, or not the acting seller's.
 *
 * [sql/products.sql:289](../sql/products.sql#L289)
 *
 * ```sql
 * with acting_seller as (
 *   select users.id
 *   from users
 *   where users.id = :sellerId!
 *     and users.is_active
 *   for key share
 * )
 * update products
 * set
 *   is_available = true,
 *   sold_at = null
 * from acting_seller
 * where products.id = :id!
 *   and products.seller_id = acting_seller.id
 *   and products.hidden_at is null
 * returning
 *   products.id,
 *   products.seller_id,
 *   products.title,
 *   products.description,
 *   products.price_minor,
 *   products.original_price_minor,
 *   products.currency,
 *   products.category,
 *   products.condition,
 *   products.feed_type,
 *   products.neighborhood,
 *   products.is_available,
 *   products.view_count,
 *   products.like_count,
 *   products.image_urls,
 *   products.video_url,
 *   products.video_thumbnail_url,
 *   products.tags,
 *   products.sold_at,
 *   products.created_at,
 *   products.updated_at,
 *   products.hidden_at,
 *   products.public_location
 * ```
 */
export const markProductAvailable = new PreparedQuery<MarkProductAvailableParams, Product>(
  '{"usedParamSet":{"sellerId":true,"id":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":185,"b":194}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":337,"b":340}]}],"statement":"-- Puts a product back on the market, sold or not; returns no row if it is hidden, or not the acting seller\'s.\\nwith acting_seller as (\\n  select users.id\\n  from users\\n  where users.id = :sellerId!\\n    and users.is_active\\n  for key share\\n)\\nupdate products\\nset\\n  is_available = true,\\n  sold_at = null\\nfrom acting_seller\\nwhere products.id = :id!\\n  and products.seller_id = acting_seller.id\\n  and products.hidden_at is null\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at,\\n  products.public_location"}',
  '{"name":"markProductAvailable","file":"products.sql","parameterTypes":{"sellerId":"uuid","id":"uuid"},"tables":["products","users"],"access":"write"}',
)

/** Parameters of `deleteProduct`. */
export interface DeleteProductParams {
  readonly sellerId: string
  readonly id: string
}

/** `deleteProduct` returns no rows. */
export type DeleteProductRow = never

/**
 * Offers go with it; a product with payments is kept by fk_transactions_product.
 *
 * [sql/products.sql:309](../sql/products.sql#L309)
 *
 * ```sql
 * with acting_seller as (
 *   select users.id
 *   from users
 *   where users.id = :sellerId!
 *     and users.is_active
 *   for key share
 * )
 * delete from products
 * using acting_seller
 * where products.id = :id!
 *   and products.seller_id = acting_seller.id
 * ```
 */
export const deleteProduct = new PreparedQuery<DeleteProductParams, DeleteProductRow>(
  '{"usedParamSet":{"sellerId":true,"id":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":156,"b":165}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":270,"b":273}]}],"statement":"-- Offers go with it; a product with payments is kept by fk_transactions_product.\\nwith acting_seller as (\\n  select users.id\\n  from users\\n  where users.id = :sellerId!\\n    and users.is_active\\n  for key share\\n)\\ndelete from products\\nusing acting_seller\\nwhere products.id = :id!\\n  and products.seller_id = acting_seller.id"}',
  '{"name":"deleteProduct","file":"products.sql","parameterTypes":{"sellerId":"uuid","id":"uuid"},"tables":["products","users"],"access":"write"}',
)

/** Parameters of `judgeProductSeller`. */
export interface JudgeProductSellerParams {
  readonly sellerId: string
  readonly id: string
}

/** A row of `judgeProductSeller`. */
export interface JudgeProductSellerRow {
  readonly isOwner: boolean
  readonly isOpen: boolean
  readonly isSold: boolean
  readonly isHidden: boolean
}

/**
 * The reasons for which a command on a product is not its acting user's.
 * primary-only: a right hangs on it
 *
 * [sql/products.sql:323](../sql/products.sql#L323)
 *
 * ```sql
 * select
 *   products.seller_id = :sellerId! as "is_owner!",
 *   acting_seller.is_active is true as "is_open!",
 *   products.sold_at is not null as "is_sold!",
 *   products.hidden_at is not null as "is_hidden!"
 * from products
 * left join users as acting_seller on acting_seller.id = :sellerId!
 * where products.id = :id!
 * ```
 */
export const judgeProductSeller = new PreparedQuery<JudgeProductSellerParams, JudgeProductSellerRow>(
  '{"usedParamSet":{"sellerId":true,"id":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":141,"b":150},{"a":381,"b":390}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":412,"b":415}]}],"statement":"-- The reasons for which a command on a product is not its acting user\'s.\\n-- primary-only: a right hangs on it\\nselect\\n  products.seller_id = :sellerId! as \\"is_owner!\\",\\n  acting_seller.is_active is true as \\"is_open!\\",\\n  products.sold_at is not null as \\"is_sold!\\",\\n  products.hidden_at is not null as \\"is_hidden!\\"\\nfrom products\\nleft join users as acting_seller on acting_seller.id = :sellerId!\\nwhere products.id = :id!"}',
  '{"name":"judgeProductSeller","file":"products.sql","parameterTypes":{"sellerId":"uuid","id":"uuid"},"tables":["products","users"],"access":"read","primary":true}',
)

/** Parameters of `hideProduct`. */
export interface HideProductParams {
  readonly adminId: string
  readonly id: string
}

/**
 * Takes a product off the market on behalf of an administrator; returns no row if the acting user is none.
 * What changes nothing is not logged.
 *
 * [sql/products.sql:335](../sql/products.sql#L335)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * wanted_product as (
 *   select
 *     products.id,
 *     products.hidden_at is null as is_shown,
 *     acting_admin.id as admin_id
 *   from acting_admin
 *   join products on products.id = :id!
 *   for no key update of products
 * ),
 * hidden_product as (
 *   update products
 *   set
 *     is_available = false,
 *     hidden_at = coalesce(products.hidden_at, now())
 *   from wanted_product
 *   where products.id = wanted_product.id
 *   returning
 *     products.id,
 *     products.seller_id,
 *     products.title,
 *     products.description,
 *     products.price_minor,
 *     products.original_price_minor,
 *     products.currency,
 *     products.category,
 *     products.condition,
 *     products.feed_type,
 *     products.neighborhood,
 *     products.is_available,
 *     products.view_count,
 *     products.like_count,
 *     products.image_urls,
 *     products.video_url,
 *     products.video_thumbnail_url,
 *     products.tags,
 *     products.sold_at,
 *     products.created_at,
 *     products.updated_at,
 *     products.hidden_at,
 *     products.public_location
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     wanted_product.admin_id,
 *     'hide',
 *     'product',
 *     hidden_product.id,
 *     hidden_product.seller_id
 *   from hidden_product
 *   join wanted_product
 *     on wanted_product.id = hidden_product.id
 *     and wanted_product.is_shown
 * )
 * select
 *   hidden_product.id,
 *   hidden_product.seller_id,
 *   hidden_product.title,
 *   hidden_product.description,
 *   hidden_product.price_minor,
 *   hidden_product.original_price_minor,
 *   hidden_product.currency,
 *   hidden_product.category,
 *   hidden_product.condition,
 *   hidden_product.feed_type,
 *   hidden_product.neighborhood,
 *   hidden_product.is_available,
 *   hidden_product.view_count,
 *   hidden_product.like_count,
 *   hidden_product.image_urls,
 *   hidden_product.video_url,
 *   hidden_product.video_thumbnail_url,
 *   hidden_product.tags,
 *   hidden_product.sold_at,
 *   hidden_product.created_at,
 *   hidden_product.updated_at,
 *   hidden_product.hidden_at,
 *   hidden_product.public_location
 * from hidden_product
 * ```
 */
export const hideProduct = new PreparedQuery<HideProductParams, Product>(
  '{"usedParamSet":{"adminId":true,"id":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":220,"b":228}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":477,"b":480}]}],"statement":"-- Takes a product off the market on behalf of an administrator; returns no row if the acting user is none.\\n-- What changes nothing is not logged.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nwanted_product as (\\n  select\\n    products.id,\\n    products.hidden_at is null as is_shown,\\n    acting_admin.id as admin_id\\n  from acting_admin\\n  join products on products.id = :id!\\n  for no key update of products\\n),\\nhidden_product as (\\n  update products\\n  set\\n    is_available = false,\\n    hidden_at = coalesce(products.hidden_at, now())\\n  from wanted_product\\n  where products.id = wanted_product.id\\n  returning\\n    products.id,\\n    products.seller_id,\\n    products.title,\\n    products.description,\\n    products.price_minor,\\n    products.original_price_minor,\\n    products.currency,\\n    products.category,\\n    products.condition,\\n    products.feed_type,\\n    products.neighborhood,\\n    products.is_available,\\n    products.view_count,\\n    products.like_count,\\n    products.image_urls,\\n    products.video_url,\\n    products.video_thumbnail_url,\\n    products.tags,\\n    products.sold_at,\\n    products.created_at,\\n    products.updated_at,\\n    products.hidden_at,\\n    products.public_location\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    wanted_product.admin_id,\\n    \'hide\',\\n    \'product\',\\n    hidden_product.id,\\n    hidden_product.seller_id\\n  from hidden_product\\n  join wanted_product\\n    on wanted_product.id = hidden_product.id\\n    and wanted_product.is_shown\\n)\\nselect\\n  hidden_product.id,\\n  hidden_product.seller_id,\\n  hidden_product.title,\\n  hidden_product.description,\\n  hidden_product.price_minor,\\n  hidden_product.original_price_minor,\\n  hidden_product.currency,\\n  hidden_product.category,\\n  hidden_product.condition,\\n  hidden_product.feed_type,\\n  hidden_product.neighborhood,\\n  hidden_product.is_available,\\n  hidden_product.view_count,\\n  hidden_product.like_count,\\n  hidden_product.image_urls,\\n  hidden_product.video_url,\\n  hidden_product.video_thumbnail_url,\\n  hidden_product.tags,\\n  hidden_product.sold_at,\\n  hidden_product.created_at,\\n  hidden_product.updated_at,\\n  hidden_product.hidden_at,\\n  hidden_product.public_location\\nfrom hidden_product"}',
  '{"name":"hideProduct","file":"products.sql","parameterTypes":{"adminId":"uuid","id":"uuid"},"tables":["moderation_actions","products","users"],"access":"write"}',
)

/** Parameters of `unhideProduct`. */
export interface UnhideProductParams {
  readonly adminId: string
  readonly id: string
}

/**
 * Lets the seller put a product back on the market, on behalf of an administrator; returns no row if the acting user is none.
 * What changes nothing is not logged.
 *
 * [sql/products.sql:382](../sql/products.sql#L382)
 *
 * ```sql
 * with acting_admin as (
 *   select users.id
 *   from users
 *   where users.id = :adminId!
 *     and users.role = 'admin'
 *     and users.is_active
 *   for key share
 * ),
 * wanted_product as (
 *   select
 *     products.id,
 *     products.hidden_at is not null as is_hidden,
 *     acting_admin.id as admin_id
 *   from acting_admin
 *   join products on products.id = :id!
 *   for no key update of products
 * ),
 * shown_product as (
 *   update products
 *   set hidden_at = null
 *   from wanted_product
 *   where products.id = wanted_product.id
 *   returning
 *     products.id,
 *     products.seller_id,
 *     products.title,
 *     products.description,
 *     products.price_minor,
 *     products.original_price_minor,
 *     products.currency,
 *     products.category,
 *     products.condition,
 *     products.feed_type,
 *     products.neighborhood,
 *     products.is_available,
 *     products.view_count,
 *     products.like_count,
 *     products.image_urls,
 *     products.video_url,
 *     products.video_thumbnail_url,
 *     products.tags,
 *     products.sold_at,
 *     products.created_at,
 *     products.updated_at,
 *     products.hidden_at,
 *     products.public_location
 * ),
 * logged_action as (
 *   insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
 *   select
 *     wanted_product.admin_id,
 *     'unhide',
 *     'product',
 *     shown_product.id,
 *     shown_product.seller_id
 *   from shown_product
 *   join wanted_product
 *     on wanted_product.id = shown_product.id
 *     and wanted_product.is_hidden
 * )
 * select
 *   shown_product.id,
 *   shown_product.seller_id,
 *   shown_product.title,
 *   shown_product.description,
 *   shown_product.price_minor,
 *   shown_product.original_price_minor,
 *   shown_product.currency,
 *   shown_product.category,
 *   shown_product.condition,
 *   shown_product.feed_type,
 *   shown_product.neighborhood,
 *   shown_product.is_available,
 *   shown_product.view_count,
 *   shown_product.like_count,
 *   shown_product.image_urls,
 *   shown_product.video_url,
 *   shown_product.video_thumbnail_url,
 *   shown_product.tags,
 *   shown_product.sold_at,
 *   shown_product.created_at,
 *   shown_product.updated_at,
 *   shown_product.hidden_at,
 *   shown_product.public_location
 * from shown_product
 * ```
 */
export const unhideProduct = new PreparedQuery<UnhideProductParams, Product>(
  '{"usedParamSet":{"adminId":true,"id":true},"params":[{"name":"adminId","required":true,"transform":{"type":"scalar"},"locs":[{"a":239,"b":247}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":501,"b":504}]}],"statement":"-- Lets the seller put a product back on the market, on behalf of an administrator; returns no row if the acting user is none.\\n-- What changes nothing is not logged.\\nwith acting_admin as (\\n  select users.id\\n  from users\\n  where users.id = :adminId!\\n    and users.role = \'admin\'\\n    and users.is_active\\n  for key share\\n),\\nwanted_product as (\\n  select\\n    products.id,\\n    products.hidden_at is not null as is_hidden,\\n    acting_admin.id as admin_id\\n  from acting_admin\\n  join products on products.id = :id!\\n  for no key update of products\\n),\\nshown_product as (\\n  update products\\n  set hidden_at = null\\n  from wanted_product\\n  where products.id = wanted_product.id\\n  returning\\n    products.id,\\n    products.seller_id,\\n    products.title,\\n    products.description,\\n    products.price_minor,\\n    products.original_price_minor,\\n    products.currency,\\n    products.category,\\n    products.condition,\\n    products.feed_type,\\n    products.neighborhood,\\n    products.is_available,\\n    products.view_count,\\n    products.like_count,\\n    products.image_urls,\\n    products.video_url,\\n    products.video_thumbnail_url,\\n    products.tags,\\n    products.sold_at,\\n    products.created_at,\\n    products.updated_at,\\n    products.hidden_at,\\n    products.public_location\\n),\\nlogged_action as (\\n  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)\\n  select\\n    wanted_product.admin_id,\\n    \'unhide\',\\n    \'product\',\\n    shown_product.id,\\n    shown_product.seller_id\\n  from shown_product\\n  join wanted_product\\n    on wanted_product.id = shown_product.id\\n    and wanted_product.is_hidden\\n)\\nselect\\n  shown_product.id,\\n  shown_product.seller_id,\\n  shown_product.title,\\n  shown_product.description,\\n  shown_product.price_minor,\\n  shown_product.original_price_minor,\\n  shown_product.currency,\\n  shown_product.category,\\n  shown_product.condition,\\n  shown_product.feed_type,\\n  shown_product.neighborhood,\\n  shown_product.is_available,\\n  shown_product.view_count,\\n  shown_product.like_count,\\n  shown_product.image_urls,\\n  shown_product.video_url,\\n  shown_product.video_thumbnail_url,\\n  shown_product.tags,\\n  shown_product.sold_at,\\n  shown_product.created_at,\\n  shown_product.updated_at,\\n  shown_product.hidden_at,\\n  shown_product.public_location\\nfrom shown_product"}',
  '{"name":"unhideProduct","file":"products.sql","parameterTypes":{"adminId":"uuid","id":"uuid"},"tables":["moderation_actions","products","users"],"access":"write"}',
)

/** Parameters of `listProductsBySellerCard`. */
export type ListProductsBySellerCardParams = {
  readonly sellerId: string
  readonly isAvailable?: boolean | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductsBySellerCard`. */
export interface ListProductsBySellerCardRow {
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
  readonly createdAtExact: string
}

/**
 * A seller's products, newest first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * Of what is available, or not, the order says where nulls would come, as in listProductFeed: either may be rare.
 * columns: cards, or whole rows. Each is a query of its own, as everywhere.
 *
 * [sql/products.sql:427](../sql/products.sql#L427)
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
 *   product.created_at::text as "created_at_exact!"
 * from
 *                         product_cards as product
 *
 * where product.seller_id = :sellerId!
 *   /*[if isAvailable]*\/ and product.is_available = (select :isAvailable!::boolean) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and product.created_at <= :afterTime!
 *   and (product.created_at, product.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if isAvailable]*\/ product.created_at desc nulls last, /*[end]*\/
 *   product.created_at desc,
 *   product.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsBySellerCard = new PreparedQuery<ListProductsBySellerCardParams, ListProductsBySellerCardRow>(
  '{"usedParamSet":{"sellerId":true,"isAvailable":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":815,"b":824}]},{"name":"isAvailable","required":true,"transform":{"type":"scalar"},"locs":[{"a":884,"b":896}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":975,"b":985},{"a":1029,"b":1039}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1042,"b":1050}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1202,"b":1208}]}],"statement":"-- A seller\'s products, newest first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- Of what is available, or not, the order says where nulls would come, as in listProductFeed: either may be rare.\\n-- columns: cards, or whole rows. Each is a query of its own, as everywhere.\\nselect\\n  product.id,\\n  product.seller_id,\\n  product.title,\\n  product.price_minor,\\n  product.original_price_minor,\\n  product.currency,\\n  product.category,\\n  product.condition,\\n  product.feed_type,\\n  product.public_location,\\n  product.neighborhood,\\n  product.is_available,\\n  product.cover_image_url,\\n  product.created_at,\\n  product.created_at::text as \\"created_at_exact!\\"\\nfrom\\n                        product_cards as product          \\n                                                    \\nwhere product.seller_id = :sellerId!\\n  /*[if isAvailable]*/ and product.is_available = (select :isAvailable!::boolean) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and product.created_at <= :afterTime!\\n  and (product.created_at, product.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if isAvailable]*/ product.created_at desc nulls last, /*[end]*/\\n  product.created_at desc,\\n  product.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsBySellerCard","file":"products.sql","parameterTypes":{"sellerId":"uuid","isAvailable":"bool","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["product_cards"],"access":"read"}',
)

/** Parameters of `listProductsBySellerAll`. */
export type ListProductsBySellerAllParams = {
  readonly sellerId: string
  readonly isAvailable?: boolean | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductsBySellerAll`. */
export interface ListProductsBySellerAllRow extends Product {
  readonly createdAtExact: string
}

/**
 * A seller's products, newest first.
 * The exact time is text for the cursor: a Date has only milliseconds.
 * Of what is available, or not, the order says where nulls would come, as in listProductFeed: either may be rare.
 * columns: cards, or whole rows. Each is a query of its own, as everywhere.
 *
 * [sql/products.sql:427](../sql/products.sql#L427)
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
 *   product.created_at::text as "created_at_exact!"
 * from
 *
 *                        products as product
 * where product.seller_id = :sellerId!
 *   /*[if isAvailable]*\/ and product.is_available = (select :isAvailable!::boolean) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and product.created_at <= :afterTime!
 *   and (product.created_at, product.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if isAvailable]*\/ product.created_at desc nulls last, /*[end]*\/
 *   product.created_at desc,
 *   product.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsBySellerAll = new PreparedQuery<ListProductsBySellerAllParams, ListProductsBySellerAllRow>(
  '{"usedParamSet":{"sellerId":true,"isAvailable":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1007,"b":1016}]},{"name":"isAvailable","required":true,"transform":{"type":"scalar"},"locs":[{"a":1076,"b":1088}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1167,"b":1177},{"a":1221,"b":1231}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1234,"b":1242}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1394,"b":1400}]}],"statement":"-- A seller\'s products, newest first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\n-- Of what is available, or not, the order says where nulls would come, as in listProductFeed: either may be rare.\\n-- columns: cards, or whole rows. Each is a query of its own, as everywhere.\\nselect\\n  product.id,\\n  product.seller_id,\\n  product.title,\\n  product.description,\\n  product.price_minor,\\n  product.original_price_minor,\\n  product.currency,\\n  product.category,\\n  product.condition,\\n  product.feed_type,\\n  product.neighborhood,\\n  product.is_available,\\n  product.view_count,\\n  product.like_count,\\n  product.image_urls,\\n  product.video_url,\\n  product.video_thumbnail_url,\\n  product.tags,\\n  product.sold_at,\\n  product.created_at,\\n  product.updated_at,\\n  product.hidden_at,\\n  product.public_location,\\n  product.created_at::text as \\"created_at_exact!\\"\\nfrom\\n                                                          \\n                       products as product          \\nwhere product.seller_id = :sellerId!\\n  /*[if isAvailable]*/ and product.is_available = (select :isAvailable!::boolean) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and product.created_at <= :afterTime!\\n  and (product.created_at, product.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if isAvailable]*/ product.created_at desc nulls last, /*[end]*/\\n  product.created_at desc,\\n  product.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsBySellerAll","file":"products.sql","parameterTypes":{"sellerId":"uuid","isAvailable":"bool","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["products"],"access":"read"}',
)

/** Parameters of `listProductFeedCard`. */
export type ListProductFeedCardParams = {
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
) & (
  | { readonly category: ProductCategory; readonly feedType: FeedType; readonly viewerId: string }
  | { readonly category: ProductCategory; readonly feedType?: undefined; readonly viewerId: string }
  | { readonly category?: undefined; readonly feedType: FeedType; readonly viewerId: string }
  | { readonly category: ProductCategory; readonly feedType: FeedType; readonly viewerId?: undefined }
  | { readonly category?: undefined; readonly feedType?: undefined; readonly viewerId: string }
  | { readonly category: ProductCategory; readonly feedType?: undefined; readonly viewerId?: undefined }
  | { readonly category?: undefined; readonly feedType: FeedType; readonly viewerId?: undefined }
  | { readonly category?: undefined; readonly feedType?: undefined; readonly viewerId?: undefined }
)

/** A row of `listProductFeedCard`. */
export interface ListProductFeedCardRow {
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
  readonly createdAtExact: string
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
 * The available products, newest first, each with its seller's profile.
 * The seller is looked up row by row: the page is known by then, and a limit in the lateral keeps the planner from reading
 * all users to join them.
 * For a viewer, those whom a block parts from them are left out, row by row: see follows.sql for the end of such a walk.
 * With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of
 * all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all
 * values it does not know how rare this one is.
 *
 * [sql/products.sql:450](../sql/products.sql#L450)
 *
 * ```sql
 * with page as (
 *   select
 *     product.id,
 *     product.seller_id,
 *     product.title,
 *     product.price_minor,
 *     product.original_price_minor,
 *     product.currency,
 *     product.category,
 *     product.condition,
 *     product.feed_type,
 *     product.public_location,
 *     product.neighborhood,
 *     product.is_available,
 *     product.cover_image_url,
 *     product.created_at,
 *     product.created_at::text as created_at_exact,
 *     false
 *     /*[if viewerId]*\/
 *     or row_number() over (
 *       order by
 *         /*[if category]*\/ product.created_at desc nulls last, /*[end]*\/
 *         /*[if feedType]*\/ product.created_at desc nulls last, /*[end]*\/
 *         product.created_at desc,
 *         product.id desc
 *     ) >= 500
 *     /*[end]*\/ as is_walk_end
 *   from
 *                           product_cards as product
 *
 *   where product.is_available
 *     /*[if category]*\/ and product.category = (select :category!::product_category) /*[end]*\/
 *     /*[if feedType]*\/ and product.feed_type = (select :feedType!::feed_type) /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and product.created_at <= :afterTime!
 *     and (product.created_at, product.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by
 *     /*[if category]*\/ product.created_at desc nulls last, /*[end]*\/
 *     /*[if feedType]*\/ product.created_at desc nulls last, /*[end]*\/
 *     product.created_at desc,
 *     product.id desc
 *   limit (select greatest(:limit!::bigint /*[if viewerId]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.seller_id,
 *   page.title,
 *   page.price_minor,
 *   page.original_price_minor,
 *   page.currency,
 *   page.category,
 *   page.condition,
 *   page.feed_type,
 *   page.public_location,
 *   page.neighborhood,
 *   page.is_available,
 *   page.cover_image_url,
 *   page.created_at,
 *   page.created_at_exact,
 *   page.is_walk_end,
 *   false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from page
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
 *   where profiles.profile_id = page.seller_id
 *   limit 1
 * ) as seller
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.seller_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.seller_id)
 *   limit 1
 * ) as sight on true
 * where sight.is_blocked is null
 *   or page.is_walk_end
 * /*[end]*\/
 * order by
 *   /*[if category]*\/ page.created_at desc nulls last, /*[end]*\/
 *   /*[if feedType]*\/ page.created_at desc nulls last, /*[end]*\/
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductFeedCard = new PreparedQuery<ListProductFeedCardParams, ListProductFeedCardRow>(
  '{"usedParamSet":{"category":true,"feedType":true,"afterTime":true,"afterId":true,"limit":true,"viewerId":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1570,"b":1579}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":1664,"b":1673}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1758,"b":1768},{"a":1814,"b":1824}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1827,"b":1835}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2073,"b":2079},{"a":3640,"b":3646}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3238,"b":3247},{"a":3332,"b":3341}]}],"statement":"-- The available products, newest first, each with its seller\'s profile.\\n-- The seller is looked up row by row: the page is known by then, and a limit in the lateral keeps the planner from reading\\n-- all users to join them.\\n-- For a viewer, those whom a block parts from them are left out, row by row: see follows.sql for the end of such a walk.\\n-- With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of\\n-- all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all\\n-- values it does not know how rare this one is.\\nwith page as (\\n  select\\n    product.id,\\n    product.seller_id,\\n    product.title,\\n    product.price_minor,\\n    product.original_price_minor,\\n    product.currency,\\n    product.category,\\n    product.condition,\\n    product.feed_type,\\n    product.public_location,\\n    product.neighborhood,\\n    product.is_available,\\n    product.cover_image_url,\\n    product.created_at,\\n    product.created_at::text as created_at_exact,\\n    false\\n    /*[if viewerId]*/\\n    or row_number() over (\\n      order by\\n        /*[if category]*/ product.created_at desc nulls last, /*[end]*/\\n        /*[if feedType]*/ product.created_at desc nulls last, /*[end]*/\\n        product.created_at desc,\\n        product.id desc\\n    ) >= 500\\n    /*[end]*/ as is_walk_end\\n  from\\n                          product_cards as product          \\n                                                      \\n  where product.is_available\\n    /*[if category]*/ and product.category = (select :category!::product_category) /*[end]*/\\n    /*[if feedType]*/ and product.feed_type = (select :feedType!::feed_type) /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and product.created_at <= :afterTime!\\n    and (product.created_at, product.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by\\n    /*[if category]*/ product.created_at desc nulls last, /*[end]*/\\n    /*[if feedType]*/ product.created_at desc nulls last, /*[end]*/\\n    product.created_at desc,\\n    product.id desc\\n  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.seller_id,\\n  page.title,\\n  page.price_minor,\\n  page.original_price_minor,\\n  page.currency,\\n  page.category,\\n  page.condition,\\n  page.feed_type,\\n  page.public_location,\\n  page.neighborhood,\\n  page.is_available,\\n  page.cover_image_url,\\n  page.created_at,\\n  page.created_at_exact,\\n  page.is_walk_end,\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.seller_id)\\n  limit 1\\n) as sight on true\\nwhere sight.is_blocked is null\\n  or page.is_walk_end\\n/*[end]*/\\norder by\\n  /*[if category]*/ page.created_at desc nulls last, /*[end]*/\\n  /*[if feedType]*/ page.created_at desc nulls last, /*[end]*/\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductFeedCard","file":"products.sql","parameterTypes":{"category":"product_category","feedType":"feed_type","afterTime":"timestamptz","afterId":"uuid","limit":"int8","viewerId":"uuid"},"tables":["blocks","product_cards","profiles"],"access":"read"}',
)

/** Parameters of `listProductFeedAll`. */
export type ListProductFeedAllParams = {
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
) & (
  | { readonly category: ProductCategory; readonly feedType: FeedType; readonly viewerId: string }
  | { readonly category: ProductCategory; readonly feedType?: undefined; readonly viewerId: string }
  | { readonly category?: undefined; readonly feedType: FeedType; readonly viewerId: string }
  | { readonly category: ProductCategory; readonly feedType: FeedType; readonly viewerId?: undefined }
  | { readonly category?: undefined; readonly feedType?: undefined; readonly viewerId: string }
  | { readonly category: ProductCategory; readonly feedType?: undefined; readonly viewerId?: undefined }
  | { readonly category?: undefined; readonly feedType: FeedType; readonly viewerId?: undefined }
  | { readonly category?: undefined; readonly feedType?: undefined; readonly viewerId?: undefined }
)

/** A row of `listProductFeedAll`. */
export interface ListProductFeedAllRow extends Product {
  readonly createdAtExact: string
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
 * The available products, newest first, each with its seller's profile.
 * The seller is looked up row by row: the page is known by then, and a limit in the lateral keeps the planner from reading
 * all users to join them.
 * For a viewer, those whom a block parts from them are left out, row by row: see follows.sql for the end of such a walk.
 * With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of
 * all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all
 * values it does not know how rare this one is.
 *
 * [sql/products.sql:450](../sql/products.sql#L450)
 *
 * ```sql
 * with page as (
 *   select
 *     product.id,
 *     product.seller_id,
 *     product.title,
 *     product.description,
 *     product.price_minor,
 *     product.original_price_minor,
 *     product.currency,
 *     product.category,
 *     product.condition,
 *     product.feed_type,
 *     product.neighborhood,
 *     product.is_available,
 *     product.view_count,
 *     product.like_count,
 *     product.image_urls,
 *     product.video_url,
 *     product.video_thumbnail_url,
 *     product.tags,
 *     product.sold_at,
 *     product.created_at,
 *     product.updated_at,
 *     product.hidden_at,
 *     product.public_location,
 *     product.created_at::text as created_at_exact,
 *     false
 *     /*[if viewerId]*\/
 *     or row_number() over (
 *       order by
 *         /*[if category]*\/ product.created_at desc nulls last, /*[end]*\/
 *         /*[if feedType]*\/ product.created_at desc nulls last, /*[end]*\/
 *         product.created_at desc,
 *         product.id desc
 *     ) >= 500
 *     /*[end]*\/ as is_walk_end
 *   from
 *
 *                          products as product
 *   where product.is_available
 *     /*[if category]*\/ and product.category = (select :category!::product_category) /*[end]*\/
 *     /*[if feedType]*\/ and product.feed_type = (select :feedType!::feed_type) /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and product.created_at <= :afterTime!
 *     and (product.created_at, product.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by
 *     /*[if category]*\/ product.created_at desc nulls last, /*[end]*\/
 *     /*[if feedType]*\/ product.created_at desc nulls last, /*[end]*\/
 *     product.created_at desc,
 *     product.id desc
 *   limit (select greatest(:limit!::bigint /*[if viewerId]*\/, 500 /*[end]*\/))
 * )
 * select
 *   page.id,
 *   page.seller_id,
 *   page.title,
 *   page.description,
 *   page.price_minor,
 *   page.original_price_minor,
 *   page.currency,
 *   page.category,
 *   page.condition,
 *   page.feed_type,
 *   page.neighborhood,
 *   page.is_available,
 *   page.view_count,
 *   page.like_count,
 *   page.image_urls,
 *   page.video_url,
 *   page.video_thumbnail_url,
 *   page.tags,
 *   page.sold_at,
 *   page.created_at,
 *   page.updated_at,
 *   page.hidden_at,
 *   page.public_location,
 *   page.created_at_exact,
 *   page.is_walk_end,
 *   false /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as "is_left_out!",
 *   seller.*
 * from page
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
 *   where profiles.profile_id = page.seller_id
 *   limit 1
 * ) as seller
 * /*[if viewerId]*\/
 * left join lateral (
 *   select true as is_blocked
 *   from blocks
 *   where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.seller_id)
 *     and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.seller_id)
 *   limit 1
 * ) as sight on true
 * where sight.is_blocked is null
 *   or page.is_walk_end
 * /*[end]*\/
 * order by
 *   /*[if category]*\/ page.created_at desc nulls last, /*[end]*\/
 *   /*[if feedType]*\/ page.created_at desc nulls last, /*[end]*\/
 *   page.created_at desc,
 *   page.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductFeedAll = new PreparedQuery<ListProductFeedAllParams, ListProductFeedAllRow>(
  '{"usedParamSet":{"category":true,"feedType":true,"afterTime":true,"afterId":true,"limit":true,"viewerId":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1780,"b":1789}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":1874,"b":1883}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1968,"b":1978},{"a":2024,"b":2034}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2037,"b":2045}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2283,"b":2289},{"a":4015,"b":4021}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":3613,"b":3622},{"a":3707,"b":3716}]}],"statement":"-- The available products, newest first, each with its seller\'s profile.\\n-- The seller is looked up row by row: the page is known by then, and a limit in the lateral keeps the planner from reading\\n-- all users to join them.\\n-- For a viewer, those whom a block parts from them are left out, row by row: see follows.sql for the end of such a walk.\\n-- With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of\\n-- all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all\\n-- values it does not know how rare this one is.\\nwith page as (\\n  select\\n    product.id,\\n    product.seller_id,\\n    product.title,\\n    product.description,\\n    product.price_minor,\\n    product.original_price_minor,\\n    product.currency,\\n    product.category,\\n    product.condition,\\n    product.feed_type,\\n    product.neighborhood,\\n    product.is_available,\\n    product.view_count,\\n    product.like_count,\\n    product.image_urls,\\n    product.video_url,\\n    product.video_thumbnail_url,\\n    product.tags,\\n    product.sold_at,\\n    product.created_at,\\n    product.updated_at,\\n    product.hidden_at,\\n    product.public_location,\\n    product.created_at::text as created_at_exact,\\n    false\\n    /*[if viewerId]*/\\n    or row_number() over (\\n      order by\\n        /*[if category]*/ product.created_at desc nulls last, /*[end]*/\\n        /*[if feedType]*/ product.created_at desc nulls last, /*[end]*/\\n        product.created_at desc,\\n        product.id desc\\n    ) >= 500\\n    /*[end]*/ as is_walk_end\\n  from\\n                                                            \\n                         products as product          \\n  where product.is_available\\n    /*[if category]*/ and product.category = (select :category!::product_category) /*[end]*/\\n    /*[if feedType]*/ and product.feed_type = (select :feedType!::feed_type) /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and product.created_at <= :afterTime!\\n    and (product.created_at, product.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by\\n    /*[if category]*/ product.created_at desc nulls last, /*[end]*/\\n    /*[if feedType]*/ product.created_at desc nulls last, /*[end]*/\\n    product.created_at desc,\\n    product.id desc\\n  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))\\n)\\nselect\\n  page.id,\\n  page.seller_id,\\n  page.title,\\n  page.description,\\n  page.price_minor,\\n  page.original_price_minor,\\n  page.currency,\\n  page.category,\\n  page.condition,\\n  page.feed_type,\\n  page.neighborhood,\\n  page.is_available,\\n  page.view_count,\\n  page.like_count,\\n  page.image_urls,\\n  page.video_url,\\n  page.video_thumbnail_url,\\n  page.tags,\\n  page.sold_at,\\n  page.created_at,\\n  page.updated_at,\\n  page.hidden_at,\\n  page.public_location,\\n  page.created_at_exact,\\n  page.is_walk_end,\\n  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = page.seller_id\\n  limit 1\\n) as seller\\n/*[if viewerId]*/\\nleft join lateral (\\n  select true as is_blocked\\n  from blocks\\n  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.seller_id)\\n    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.seller_id)\\n  limit 1\\n) as sight on true\\nwhere sight.is_blocked is null\\n  or page.is_walk_end\\n/*[end]*/\\norder by\\n  /*[if category]*/ page.created_at desc nulls last, /*[end]*/\\n  /*[if feedType]*/ page.created_at desc nulls last, /*[end]*/\\n  page.created_at desc,\\n  page.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductFeedAll","file":"products.sql","parameterTypes":{"category":"product_category","feedType":"feed_type","afterTime":"timestamptz","afterId":"uuid","limit":"int8","viewerId":"uuid"},"tables":["blocks","products","profiles"],"access":"read"}',
)

/** Parameters of `listProductsNearbyCard`. */
export type ListProductsNearbyCardParams = {
  readonly plane: 'all' | 'category' | 'sphere'
  readonly origin: GeometryInput<Point>
  readonly category?: ProductCategory | null
  readonly radiusMetres: number
  readonly budget: number
  readonly condition?: ProductCondition | null
  readonly feedType?: FeedType | null
  readonly currency?: string | null
  readonly minPriceMinor?: number | null
  readonly maxPriceMinor?: number | null
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterDistance: number; readonly afterId: string }
  | { readonly afterDistance?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductsNearbyCard`. */
export interface ListProductsNearbyCardRow {
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
  readonly publicLocation: Point
  /** The part of town in words; null if none was given. */
  readonly neighborhood: string | null
  /** True while it can be bought. */
  readonly isAvailable: boolean
  /** The address of the first picture; null if there is none. */
  readonly coverImageUrl: string | null
  /** The time of the listing. */
  readonly createdAt: Date
  readonly distanceMetres: number
  readonly distanceOrder: number
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
 * The available products within a radius, nearest first, each with its seller's profile. All of it is made of public places.
 * The walk goes over a bounded number of products by distance, and those that the filters leave out are passed over: the last
 * one of the walk is a row too, as in follows.sql. The rows of the page are looked up by id, and st_dwithin decides of each of
 * them whether it is within.
 * - plane: `category` where a category is given, else `all`: a walk of an index alone, by distance on a plane (place); see
 *   migration 27 for how exact that is. Each has its own index. That the category is compared after the walk keeps the planner
 *   from the thought that so few rows are as well read and sorted.
 * - plane: `sphere` where a plane is not exact enough: within radii of more than some hundred kilometres, near the poles and
 *   the antimeridian. The order is by <-> of geography, the distance on a sphere, which differs from the distance on the
 *   spheroid by up to 0.6 %. The origin is the caller's point in a box that is a metre larger. A walk goes by the distance between
 *   boxes, which must not exceed <->, or the server ends it with XX000, "index returned tuples in wrong order". <-> is zero
 *   between places that are micrometres apart, and some nanometres short across the antimeridian, where longitudes of opposite
 *   signs are subtracted. Near the equator and the meridians of 0, 90 and 180 a point's own box is finer than that. st_dwithin
 *   searches an index by the same boxes, so with the larger one it also finds what is at no distance. Distances are those of
 *   the point: _st_expand, PostGIS's own function for st_dwithin, changes the box alone.
 * - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along whatever
 *   is as far as the last row, so that the order by id picks from all of them.
 * - The values stand in subselects: one plan serves them all. A filter that is null leaves nothing out: no index serves them,
 *   and as optional clauses they would make a hundred statements.
 *
 * [sql/products.sql:519](../sql/products.sql#L519)
 *
 * ```sql
 * with origin as materialized (
 *   select
 *     /*[if plane=all]*\/ place_of(:origin!::geography) /*[end]*\/
 *     /*[if plane=category]*\/ place_of(:origin!::geography) + plane_of(:category::product_category) /*[end]*\/
 *     /*[if plane=sphere]*\/ _st_expand(:origin!::geography, 1) /*[end]*\/ as place,
 *     /*[if plane=all]*\/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*\/
 *     /*[if plane=category]*\/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*\/
 *     /*[if plane=sphere]*\/ :radiusMetres!::float8 /*[end]*\/ as radius
 * ),
 * walked_product as (
 *   select
 *     product.id,
 *     product.seller_id,
 *     product.category,
 *     product.condition,
 *     product.feed_type,
 *     product.currency,
 *     product.price_minor,
 *     product.place <-> (select origin.place from origin) as distance_order,
 *     row_number() over (order by product.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
 *       as is_walk_end
 *   from (
 *     select
 *       products.id,
 *       products.seller_id,
 *       /*[if plane=all]*\/ null::product_category as category, /*[end]*\/
 *       /*[if plane=category]*\/ products.category, /*[end]*\/
 *       /*[if plane=sphere]*\/ products.category, /*[end]*\/
 *       products.condition,
 *       products.feed_type,
 *       products.currency,
 *       products.price_minor,
 *       /*[if plane=all]*\/ products.place /*[end]*\/
 *       /*[if plane=category]*\/ products.category_place /*[end]*\/
 *       /*[if plane=sphere]*\/ products.public_location /*[end]*\/ as place
 *     from products
 *     where products.is_available
 *   ) as product
 *   where true
 *     /*[if plane=all]*\/
 *     and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
 *     and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)
 *     /*[end]*\/
 *     /*[if plane=category]*\/
 *     and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
 *     and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)
 *     /*[end]*\/
 *     /*[if plane=sphere]*\/
 *     and st_dwithin(product.place, (select origin.place from origin), (select origin.radius from origin))
 *     /*[end]*\/
 *     /*[if afterDistance afterId]*\/
 *     and (product.place <-> (select origin.place from origin), product.id) > (:afterDistance!::float8, :afterId!::uuid)
 *     /*[end]*\/
 *   order by product.place <-> (select origin.place from origin)
 *   fetch first (select :budget!::bigint) rows with ties
 * ),
 * matched_product as (
 *   select
 *     walked_product.id,
 *     walked_product.seller_id,
 *     walked_product.distance_order,
 *     walked_product.is_walk_end,
 *     coalesce(walked_product.category = :category::product_category, true)
 *     and coalesce(walked_product.condition = :condition::product_condition, true)
 *     and coalesce(walked_product.feed_type = :feedType::feed_type, true)
 *     and coalesce(walked_product.currency = :currency::text, true)
 *     and coalesce(walked_product.price_minor >= :minPriceMinor::bigint, true)
 *     and coalesce(walked_product.price_minor <= :maxPriceMinor::bigint, true) as is_match
 *   from walked_product
 * ),
 * page as (
 *   select
 *     matched_product.id,
 *     matched_product.distance_order,
 *     matched_product.is_walk_end,
 *     not matched_product.is_match /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as is_left_out
 *   from matched_product
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where matched_product.is_match
 *       and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)
 *     limit 1
 *   ) as sight on true
 *   /*[end]*\/
 *   where (matched_product.is_match /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/)
 *     or matched_product.is_walk_end
 *   order by matched_product.distance_order
 *   fetch first (select :limit!::bigint) rows with ties
 * )
 * select
 *   shown_product.*,
 *   st_distance(shown_product.public_location, :origin!::geography) as "distance_metres!",
 *   page.distance_order as "distance_order!",
 *   page.is_walk_end as "is_walk_end!",
 *   page.is_left_out
 *   or not st_dwithin(shown_product.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
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
 * ) as shown_product
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
 *   where profiles.profile_id = shown_product.seller_id
 *   limit 1
 * ) as seller
 * where shown_product.public_location is not null -- it has a place, but a type does not know
 * order by page.distance_order, page.id -- a total order: pages never repeat a row
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsNearbyCard = new PreparedQuery<ListProductsNearbyCardParams, ListProductsNearbyCardRow>(
  '{"usedParamSet":{"origin":true,"category":true,"radiusMetres":true,"budget":true,"afterDistance":true,"afterId":true,"condition":true,"feedType":true,"currency":true,"minPriceMinor":true,"maxPriceMinor":true,"viewerId":true,"limit":true},"params":[{"name":"origin","required":true,"transform":{"type":"scalar"},"locs":[{"a":2178,"b":2185},{"a":2246,"b":2253},{"a":2354,"b":2361},{"a":2434,"b":2441},{"a":2530,"b":2537},{"a":6237,"b":6244},{"a":6433,"b":6440}]},{"name":"category","required":false,"transform":{"type":"scalar"},"locs":[{"a":2278,"b":2286},{"a":4877,"b":4885}]},{"name":"radiusMetres","required":true,"transform":{"type":"scalar"},"locs":[{"a":2455,"b":2468},{"a":2551,"b":2564},{"a":2611,"b":2624},{"a":6454,"b":6467}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":3011,"b":3018},{"a":4652,"b":4659}]},{"name":"afterDistance","required":true,"transform":{"type":"scalar"},"locs":[{"a":4511,"b":4525}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":4536,"b":4544}]},{"name":"condition","required":false,"transform":{"type":"scalar"},"locs":[{"a":4956,"b":4965}]},{"name":"feedType","required":false,"transform":{"type":"scalar"},"locs":[{"a":5037,"b":5045}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":5108,"b":5116}]},{"name":"minPriceMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":5178,"b":5191}]},{"name":"maxPriceMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":5255,"b":5268}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":5750,"b":5759},{"a":5857,"b":5866}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":6132,"b":6138},{"a":7925,"b":7931}]}],"statement":"-- The available products within a radius, nearest first, each with its seller\'s profile. All of it is made of public places.\\n-- The walk goes over a bounded number of products by distance, and those that the filters leave out are passed over: the last\\n-- one of the walk is a row too, as in follows.sql. The rows of the page are looked up by id, and st_dwithin decides of each of\\n-- them whether it is within.\\n-- - plane: `category` where a category is given, else `all`: a walk of an index alone, by distance on a plane (place); see\\n--   migration 27 for how exact that is. Each has its own index. That the category is compared after the walk keeps the planner\\n--   from the thought that so few rows are as well read and sorted.\\n-- - plane: `sphere` where a plane is not exact enough: within radii of more than some hundred kilometres, near the poles and\\n--   the antimeridian. The order is by <-> of geography, the distance on a sphere, which differs from the distance on the\\n--   spheroid by up to 0.6 %. The origin is the caller\'s point in a box that is a metre larger. A walk goes by the distance between\\n--   boxes, which must not exceed <->, or the server ends it with XX000, \\"index returned tuples in wrong order\\". <-> is zero\\n--   between places that are micrometres apart, and some nanometres short across the antimeridian, where longitudes of opposite\\n--   signs are subtracted. Near the equator and the meridians of 0, 90 and 180 a point\'s own box is finer than that. st_dwithin\\n--   searches an index by the same boxes, so with the larger one it also finds what is at no distance. Distances are those of\\n--   the point: _st_expand, PostGIS\'s own function for st_dwithin, changes the box alone.\\n-- - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along whatever\\n--   is as far as the last row, so that the order by id picks from all of them.\\n-- - The values stand in subselects: one plan serves them all. A filter that is null leaves nothing out: no index serves them,\\n--   and as optional clauses they would make a hundred statements.\\nwith origin as materialized (\\n  select\\n    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/\\n    /*[if plane=category]*/ place_of(:origin!::geography) + plane_of(:category::product_category) /*[end]*/\\n    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,\\n    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/\\n    /*[if plane=category]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/\\n    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius\\n),\\nwalked_product as (\\n  select\\n    product.id,\\n    product.seller_id,\\n    product.category,\\n    product.condition,\\n    product.feed_type,\\n    product.currency,\\n    product.price_minor,\\n    product.place <-> (select origin.place from origin) as distance_order,\\n    row_number() over (order by product.place <-> (select origin.place from origin)) >= (select :budget!::bigint)\\n      as is_walk_end\\n  from (\\n    select\\n      products.id,\\n      products.seller_id,\\n      /*[if plane=all]*/ null::product_category as category, /*[end]*/\\n      /*[if plane=category]*/ products.category, /*[end]*/\\n      /*[if plane=sphere]*/ products.category, /*[end]*/\\n      products.condition,\\n      products.feed_type,\\n      products.currency,\\n      products.price_minor,\\n      /*[if plane=all]*/ products.place /*[end]*/\\n      /*[if plane=category]*/ products.category_place /*[end]*/\\n      /*[if plane=sphere]*/ products.public_location /*[end]*/ as place\\n    from products\\n    where products.is_available\\n  ) as product\\n  where true\\n    /*[if plane=all]*/\\n    and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)\\n    and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)\\n    /*[end]*/\\n    /*[if plane=category]*/\\n    and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)\\n    and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)\\n    /*[end]*/\\n    /*[if plane=sphere]*/\\n    and st_dwithin(product.place, (select origin.place from origin), (select origin.radius from origin))\\n    /*[end]*/\\n    /*[if afterDistance afterId]*/\\n    and (product.place <-> (select origin.place from origin), product.id) > (:afterDistance!::float8, :afterId!::uuid)\\n    /*[end]*/\\n  order by product.place <-> (select origin.place from origin)\\n  fetch first (select :budget!::bigint) rows with ties\\n),\\nmatched_product as (\\n  select\\n    walked_product.id,\\n    walked_product.seller_id,\\n    walked_product.distance_order,\\n    walked_product.is_walk_end,\\n    coalesce(walked_product.category = :category::product_category, true)\\n    and coalesce(walked_product.condition = :condition::product_condition, true)\\n    and coalesce(walked_product.feed_type = :feedType::feed_type, true)\\n    and coalesce(walked_product.currency = :currency::text, true)\\n    and coalesce(walked_product.price_minor >= :minPriceMinor::bigint, true)\\n    and coalesce(walked_product.price_minor <= :maxPriceMinor::bigint, true) as is_match\\n  from walked_product\\n),\\npage as (\\n  select\\n    matched_product.id,\\n    matched_product.distance_order,\\n    matched_product.is_walk_end,\\n    not matched_product.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out\\n  from matched_product\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where matched_product.is_match\\n      and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)\\n    limit 1\\n  ) as sight on true\\n  /*[end]*/\\n  where (matched_product.is_match /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/)\\n    or matched_product.is_walk_end\\n  order by matched_product.distance_order\\n  fetch first (select :limit!::bigint) rows with ties\\n)\\nselect\\n  shown_product.*,\\n  st_distance(shown_product.public_location, :origin!::geography) as \\"distance_metres!\\",\\n  page.distance_order as \\"distance_order!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  page.is_left_out\\n  or not st_dwithin(shown_product.public_location, :origin!::geography, :radiusMetres!::float8) as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.public_location,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.cover_image_url,\\n    listed_product.created_at\\n  from\\n                          product_cards as listed_product          \\n                                                             \\n  where listed_product.id = page.id\\n  limit 1\\n) as shown_product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = shown_product.seller_id\\n  limit 1\\n) as seller\\nwhere shown_product.public_location is not null -- it has a place, but a type does not know\\norder by page.distance_order, page.id -- a total order: pages never repeat a row\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsNearbyCard","file":"products.sql","parameterTypes":{"origin":"geography","category":"product_category","radiusMetres":"float8","budget":"int8","afterDistance":"float8","afterId":"uuid","condition":"product_condition","feedType":"feed_type","currency":"text","minPriceMinor":"int8","maxPriceMinor":"int8","viewerId":"uuid","limit":"int8"},"tables":["blocks","product_cards","products","profiles"],"access":"read"}',
)

/** Parameters of `listProductsNearbyAll`. */
export type ListProductsNearbyAllParams = {
  readonly plane: 'all' | 'category' | 'sphere'
  readonly origin: GeometryInput<Point>
  readonly category?: ProductCategory | null
  readonly radiusMetres: number
  readonly budget: number
  readonly condition?: ProductCondition | null
  readonly feedType?: FeedType | null
  readonly currency?: string | null
  readonly minPriceMinor?: number | null
  readonly maxPriceMinor?: number | null
  readonly viewerId?: string | undefined
  readonly limit: number
} & (
  | { readonly afterDistance: number; readonly afterId: string }
  | { readonly afterDistance?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductsNearbyAll`. */
export interface ListProductsNearbyAllRow extends Product {
  /** A point 230 to 500 m from where it can be picked up, which anybody may see; null if the seller does not say. */
  readonly publicLocation: Point
  readonly distanceMetres: number
  readonly distanceOrder: number
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
 * The available products within a radius, nearest first, each with its seller's profile. All of it is made of public places.
 * The walk goes over a bounded number of products by distance, and those that the filters leave out are passed over: the last
 * one of the walk is a row too, as in follows.sql. The rows of the page are looked up by id, and st_dwithin decides of each of
 * them whether it is within.
 * - plane: `category` where a category is given, else `all`: a walk of an index alone, by distance on a plane (place); see
 *   migration 27 for how exact that is. Each has its own index. That the category is compared after the walk keeps the planner
 *   from the thought that so few rows are as well read and sorted.
 * - plane: `sphere` where a plane is not exact enough: within radii of more than some hundred kilometres, near the poles and
 *   the antimeridian. The order is by <-> of geography, the distance on a sphere, which differs from the distance on the
 *   spheroid by up to 0.6 %. The origin is the caller's point in a box that is a metre larger. A walk goes by the distance between
 *   boxes, which must not exceed <->, or the server ends it with XX000, "index returned tuples in wrong order". <-> is zero
 *   between places that are micrometres apart, and some nanometres short across the antimeridian, where longitudes of opposite
 *   signs are subtracted. Near the equator and the meridians of 0, 90 and 180 a point's own box is finer than that. st_dwithin
 *   searches an index by the same boxes, so with the larger one it also finds what is at no distance. Distances are those of
 *   the point: _st_expand, PostGIS's own function for st_dwithin, changes the box alone.
 * - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along whatever
 *   is as far as the last row, so that the order by id picks from all of them.
 * - The values stand in subselects: one plan serves them all. A filter that is null leaves nothing out: no index serves them,
 *   and as optional clauses they would make a hundred statements.
 *
 * [sql/products.sql:519](../sql/products.sql#L519)
 *
 * ```sql
 * with origin as materialized (
 *   select
 *     /*[if plane=all]*\/ place_of(:origin!::geography) /*[end]*\/
 *     /*[if plane=category]*\/ place_of(:origin!::geography) + plane_of(:category::product_category) /*[end]*\/
 *     /*[if plane=sphere]*\/ _st_expand(:origin!::geography, 1) /*[end]*\/ as place,
 *     /*[if plane=all]*\/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*\/
 *     /*[if plane=category]*\/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*\/
 *     /*[if plane=sphere]*\/ :radiusMetres!::float8 /*[end]*\/ as radius
 * ),
 * walked_product as (
 *   select
 *     product.id,
 *     product.seller_id,
 *     product.category,
 *     product.condition,
 *     product.feed_type,
 *     product.currency,
 *     product.price_minor,
 *     product.place <-> (select origin.place from origin) as distance_order,
 *     row_number() over (order by product.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
 *       as is_walk_end
 *   from (
 *     select
 *       products.id,
 *       products.seller_id,
 *       /*[if plane=all]*\/ null::product_category as category, /*[end]*\/
 *       /*[if plane=category]*\/ products.category, /*[end]*\/
 *       /*[if plane=sphere]*\/ products.category, /*[end]*\/
 *       products.condition,
 *       products.feed_type,
 *       products.currency,
 *       products.price_minor,
 *       /*[if plane=all]*\/ products.place /*[end]*\/
 *       /*[if plane=category]*\/ products.category_place /*[end]*\/
 *       /*[if plane=sphere]*\/ products.public_location /*[end]*\/ as place
 *     from products
 *     where products.is_available
 *   ) as product
 *   where true
 *     /*[if plane=all]*\/
 *     and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
 *     and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)
 *     /*[end]*\/
 *     /*[if plane=category]*\/
 *     and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
 *     and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)
 *     /*[end]*\/
 *     /*[if plane=sphere]*\/
 *     and st_dwithin(product.place, (select origin.place from origin), (select origin.radius from origin))
 *     /*[end]*\/
 *     /*[if afterDistance afterId]*\/
 *     and (product.place <-> (select origin.place from origin), product.id) > (:afterDistance!::float8, :afterId!::uuid)
 *     /*[end]*\/
 *   order by product.place <-> (select origin.place from origin)
 *   fetch first (select :budget!::bigint) rows with ties
 * ),
 * matched_product as (
 *   select
 *     walked_product.id,
 *     walked_product.seller_id,
 *     walked_product.distance_order,
 *     walked_product.is_walk_end,
 *     coalesce(walked_product.category = :category::product_category, true)
 *     and coalesce(walked_product.condition = :condition::product_condition, true)
 *     and coalesce(walked_product.feed_type = :feedType::feed_type, true)
 *     and coalesce(walked_product.currency = :currency::text, true)
 *     and coalesce(walked_product.price_minor >= :minPriceMinor::bigint, true)
 *     and coalesce(walked_product.price_minor <= :maxPriceMinor::bigint, true) as is_match
 *   from walked_product
 * ),
 * page as (
 *   select
 *     matched_product.id,
 *     matched_product.distance_order,
 *     matched_product.is_walk_end,
 *     not matched_product.is_match /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as is_left_out
 *   from matched_product
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where matched_product.is_match
 *       and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)
 *     limit 1
 *   ) as sight on true
 *   /*[end]*\/
 *   where (matched_product.is_match /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/)
 *     or matched_product.is_walk_end
 *   order by matched_product.distance_order
 *   fetch first (select :limit!::bigint) rows with ties
 * )
 * select
 *   shown_product.*,
 *   st_distance(shown_product.public_location, :origin!::geography) as "distance_metres!",
 *   page.distance_order as "distance_order!",
 *   page.is_walk_end as "is_walk_end!",
 *   page.is_left_out
 *   or not st_dwithin(shown_product.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
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
 * ) as shown_product
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
 *   where profiles.profile_id = shown_product.seller_id
 *   limit 1
 * ) as seller
 * where shown_product.public_location is not null -- it has a place, but a type does not know
 * order by page.distance_order, page.id -- a total order: pages never repeat a row
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsNearbyAll = new PreparedQuery<ListProductsNearbyAllParams, ListProductsNearbyAllRow>(
  '{"usedParamSet":{"origin":true,"category":true,"radiusMetres":true,"budget":true,"afterDistance":true,"afterId":true,"condition":true,"feedType":true,"currency":true,"minPriceMinor":true,"maxPriceMinor":true,"viewerId":true,"limit":true},"params":[{"name":"origin","required":true,"transform":{"type":"scalar"},"locs":[{"a":2178,"b":2185},{"a":2246,"b":2253},{"a":2354,"b":2361},{"a":2434,"b":2441},{"a":2530,"b":2537},{"a":6237,"b":6244},{"a":6433,"b":6440}]},{"name":"category","required":false,"transform":{"type":"scalar"},"locs":[{"a":2278,"b":2286},{"a":4877,"b":4885}]},{"name":"radiusMetres","required":true,"transform":{"type":"scalar"},"locs":[{"a":2455,"b":2468},{"a":2551,"b":2564},{"a":2611,"b":2624},{"a":6454,"b":6467}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":3011,"b":3018},{"a":4652,"b":4659}]},{"name":"afterDistance","required":true,"transform":{"type":"scalar"},"locs":[{"a":4511,"b":4525}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":4536,"b":4544}]},{"name":"condition","required":false,"transform":{"type":"scalar"},"locs":[{"a":4956,"b":4965}]},{"name":"feedType","required":false,"transform":{"type":"scalar"},"locs":[{"a":5037,"b":5045}]},{"name":"currency","required":false,"transform":{"type":"scalar"},"locs":[{"a":5108,"b":5116}]},{"name":"minPriceMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":5178,"b":5191}]},{"name":"maxPriceMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":5255,"b":5268}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":5750,"b":5759},{"a":5857,"b":5866}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":6132,"b":6138},{"a":8198,"b":8204}]}],"statement":"-- The available products within a radius, nearest first, each with its seller\'s profile. All of it is made of public places.\\n-- The walk goes over a bounded number of products by distance, and those that the filters leave out are passed over: the last\\n-- one of the walk is a row too, as in follows.sql. The rows of the page are looked up by id, and st_dwithin decides of each of\\n-- them whether it is within.\\n-- - plane: `category` where a category is given, else `all`: a walk of an index alone, by distance on a plane (place); see\\n--   migration 27 for how exact that is. Each has its own index. That the category is compared after the walk keeps the planner\\n--   from the thought that so few rows are as well read and sorted.\\n-- - plane: `sphere` where a plane is not exact enough: within radii of more than some hundred kilometres, near the poles and\\n--   the antimeridian. The order is by <-> of geography, the distance on a sphere, which differs from the distance on the\\n--   spheroid by up to 0.6 %. The origin is the caller\'s point in a box that is a metre larger. A walk goes by the distance between\\n--   boxes, which must not exceed <->, or the server ends it with XX000, \\"index returned tuples in wrong order\\". <-> is zero\\n--   between places that are micrometres apart, and some nanometres short across the antimeridian, where longitudes of opposite\\n--   signs are subtracted. Near the equator and the meridians of 0, 90 and 180 a point\'s own box is finer than that. st_dwithin\\n--   searches an index by the same boxes, so with the larger one it also finds what is at no distance. Distances are those of\\n--   the point: _st_expand, PostGIS\'s own function for st_dwithin, changes the box alone.\\n-- - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along whatever\\n--   is as far as the last row, so that the order by id picks from all of them.\\n-- - The values stand in subselects: one plan serves them all. A filter that is null leaves nothing out: no index serves them,\\n--   and as optional clauses they would make a hundred statements.\\nwith origin as materialized (\\n  select\\n    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/\\n    /*[if plane=category]*/ place_of(:origin!::geography) + plane_of(:category::product_category) /*[end]*/\\n    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,\\n    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/\\n    /*[if plane=category]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/\\n    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius\\n),\\nwalked_product as (\\n  select\\n    product.id,\\n    product.seller_id,\\n    product.category,\\n    product.condition,\\n    product.feed_type,\\n    product.currency,\\n    product.price_minor,\\n    product.place <-> (select origin.place from origin) as distance_order,\\n    row_number() over (order by product.place <-> (select origin.place from origin)) >= (select :budget!::bigint)\\n      as is_walk_end\\n  from (\\n    select\\n      products.id,\\n      products.seller_id,\\n      /*[if plane=all]*/ null::product_category as category, /*[end]*/\\n      /*[if plane=category]*/ products.category, /*[end]*/\\n      /*[if plane=sphere]*/ products.category, /*[end]*/\\n      products.condition,\\n      products.feed_type,\\n      products.currency,\\n      products.price_minor,\\n      /*[if plane=all]*/ products.place /*[end]*/\\n      /*[if plane=category]*/ products.category_place /*[end]*/\\n      /*[if plane=sphere]*/ products.public_location /*[end]*/ as place\\n    from products\\n    where products.is_available\\n  ) as product\\n  where true\\n    /*[if plane=all]*/\\n    and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)\\n    and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)\\n    /*[end]*/\\n    /*[if plane=category]*/\\n    and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)\\n    and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)\\n    /*[end]*/\\n    /*[if plane=sphere]*/\\n    and st_dwithin(product.place, (select origin.place from origin), (select origin.radius from origin))\\n    /*[end]*/\\n    /*[if afterDistance afterId]*/\\n    and (product.place <-> (select origin.place from origin), product.id) > (:afterDistance!::float8, :afterId!::uuid)\\n    /*[end]*/\\n  order by product.place <-> (select origin.place from origin)\\n  fetch first (select :budget!::bigint) rows with ties\\n),\\nmatched_product as (\\n  select\\n    walked_product.id,\\n    walked_product.seller_id,\\n    walked_product.distance_order,\\n    walked_product.is_walk_end,\\n    coalesce(walked_product.category = :category::product_category, true)\\n    and coalesce(walked_product.condition = :condition::product_condition, true)\\n    and coalesce(walked_product.feed_type = :feedType::feed_type, true)\\n    and coalesce(walked_product.currency = :currency::text, true)\\n    and coalesce(walked_product.price_minor >= :minPriceMinor::bigint, true)\\n    and coalesce(walked_product.price_minor <= :maxPriceMinor::bigint, true) as is_match\\n  from walked_product\\n),\\npage as (\\n  select\\n    matched_product.id,\\n    matched_product.distance_order,\\n    matched_product.is_walk_end,\\n    not matched_product.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out\\n  from matched_product\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where matched_product.is_match\\n      and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)\\n    limit 1\\n  ) as sight on true\\n  /*[end]*/\\n  where (matched_product.is_match /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/)\\n    or matched_product.is_walk_end\\n  order by matched_product.distance_order\\n  fetch first (select :limit!::bigint) rows with ties\\n)\\nselect\\n  shown_product.*,\\n  st_distance(shown_product.public_location, :origin!::geography) as \\"distance_metres!\\",\\n  page.distance_order as \\"distance_order!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  page.is_left_out\\n  or not st_dwithin(shown_product.public_location, :origin!::geography, :radiusMetres!::float8) as \\"is_left_out!\\",\\n  seller.*\\nfrom page\\ncross join lateral (\\n  select\\n    listed_product.id,\\n    listed_product.seller_id,\\n    listed_product.title,\\n    listed_product.description,\\n    listed_product.price_minor,\\n    listed_product.original_price_minor,\\n    listed_product.currency,\\n    listed_product.category,\\n    listed_product.condition,\\n    listed_product.feed_type,\\n    listed_product.neighborhood,\\n    listed_product.is_available,\\n    listed_product.view_count,\\n    listed_product.like_count,\\n    listed_product.image_urls,\\n    listed_product.video_url,\\n    listed_product.video_thumbnail_url,\\n    listed_product.tags,\\n    listed_product.sold_at,\\n    listed_product.created_at,\\n    listed_product.updated_at,\\n    listed_product.hidden_at,\\n    listed_product.public_location\\n  from\\n                                                                   \\n                         products as listed_product          \\n  where listed_product.id = page.id\\n  limit 1\\n) as shown_product\\ncross join lateral (\\n  select\\n    profiles.profile_id,\\n    profiles.profile_username,\\n    profiles.profile_full_name,\\n    profiles.profile_avatar_url,\\n    profiles.profile_neighborhood,\\n    profiles.profile_is_verified,\\n    profiles.profile_is_closed,\\n    profiles.profile_member_since,\\n    profiles.profile_follower_count,\\n    profiles.profile_following_count,\\n    profiles.profile_rating_count,\\n    profiles.profile_rating_sum,\\n    profiles.profile_badges\\n  from profiles\\n  where profiles.profile_id = shown_product.seller_id\\n  limit 1\\n) as seller\\nwhere shown_product.public_location is not null -- it has a place, but a type does not know\\norder by page.distance_order, page.id -- a total order: pages never repeat a row\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsNearbyAll","file":"products.sql","parameterTypes":{"origin":"geography","category":"product_category","radiusMetres":"float8","budget":"int8","afterDistance":"float8","afterId":"uuid","condition":"product_condition","feedType":"feed_type","currency":"text","minPriceMinor":"int8","maxPriceMinor":"int8","viewerId":"uuid","limit":"int8"},"tables":["blocks","products","profiles"],"access":"read"}',
)
