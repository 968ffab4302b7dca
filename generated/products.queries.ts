/** Types and queries of "products.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Product } from './models.js'
import type { FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
import type { Json } from '../src/engine/values/json.js'
export type { FeedType, ProductCategory, ProductCondition }

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
  readonly location?: Point | null
  readonly neighborhood?: string | null
  readonly imageUrls: readonly (string | null)[]
  readonly videoUrl?: string | null
  readonly videoThumbnailUrl?: string | null
  readonly tags: readonly (string | null)[]
}

/**
 * Creates a product; returns no row if the id is taken, so that a repeated call can look up what the first one made.
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
 *   tags
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
 *   :tags!
 * )
 * on conflict (id) do nothing
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
 *   products.location,
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
 *   products.updated_at
 * ```
 */
export const createProduct = new PreparedQuery<CreateProductParams, Product>(
  '{"usedParamSet":{"id":true,"sellerId":true,"title":true,"description":true,"priceMinor":true,"originalPriceMinor":true,"currency":true,"category":true,"condition":true,"feedType":true,"location":true,"neighborhood":true,"imageUrls":true,"videoUrl":true,"videoThumbnailUrl":true,"tags":true},"params":[{"name":"id","required":false,"transform":{"type":"scalar"},"locs":[{"a":380,"b":382}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":437,"b":446}]},{"name":"title","required":true,"transform":{"type":"scalar"},"locs":[{"a":451,"b":457}]},{"name":"description","required":false,"transform":{"type":"scalar"},"locs":[{"a":462,"b":473}]},{"name":"priceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":478,"b":489}]},{"name":"originalPriceMinor","required":false,"transform":{"type":"scalar"},"locs":[{"a":494,"b":512}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":517,"b":526}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":531,"b":540}]},{"name":"condition","required":true,"transform":{"type":"scalar"},"locs":[{"a":545,"b":555}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":560,"b":569}]},{"name":"location","required":false,"transform":{"type":"scalar"},"locs":[{"a":574,"b":582}]},{"name":"neighborhood","required":false,"transform":{"type":"scalar"},"locs":[{"a":587,"b":599}]},{"name":"imageUrls","required":true,"transform":{"type":"scalar"},"locs":[{"a":604,"b":614}]},{"name":"videoUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":619,"b":627}]},{"name":"videoThumbnailUrl","required":false,"transform":{"type":"scalar"},"locs":[{"a":632,"b":649}]},{"name":"tags","required":true,"transform":{"type":"scalar"},"locs":[{"a":654,"b":659}]}],"statement":"-- Creates a product; returns no row if the id is taken, so that a repeated call can look up what the first one made.\\ninsert into products (\\n  id,\\n  seller_id,\\n  title,\\n  description,\\n  price_minor,\\n  original_price_minor,\\n  currency,\\n  category,\\n  condition,\\n  feed_type,\\n  location,\\n  neighborhood,\\n  image_urls,\\n  video_url,\\n  video_thumbnail_url,\\n  tags\\n)\\nvalues (\\n  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id\\n  :sellerId!,\\n  :title!,\\n  :description,\\n  :priceMinor!,\\n  :originalPriceMinor,\\n  :currency!,\\n  :category!,\\n  :condition!,\\n  :feedType!,\\n  :location,\\n  :neighborhood,\\n  :imageUrls!,\\n  :videoUrl,\\n  :videoThumbnailUrl,\\n  :tags!\\n)\\non conflict (id) do nothing\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at"}',
  '{"name":"createProduct","file":"products.sql","parameterTypes":{"id":"uuid","sellerId":"uuid","title":"text","description":"text","priceMinor":"int8","originalPriceMinor":"int8","currency":"text","category":"product_category","condition":"product_condition","feedType":"feed_type","location":"geography","neighborhood":"text","imageUrls":"text[]","videoUrl":"text","videoThumbnailUrl":"text","tags":"text[]"},"tables":["products"],"access":"write"}',
)

/** Parameters of `createProducts`. */
export interface CreateProductsParams {
  readonly products: Json
}

/** A row of `createProducts`. */
export interface CreateProductsRow {
  readonly id: string
}

/**
 * Creates many products, all or none; returns the ids of those that were not there before.
 * An id that is taken by another seller's product stops the whole statement from writing.
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
 *     products.id is not null as is_known,
 *     products.seller_id <> entry.seller_id as is_taken
 *   from json_populate_recordset(null::products, :products!::json) as entry
 *   left join products on products.id = entry.id
 * )
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
 *   tags
 * )
 * select
 *   input.id,
 *   input.seller_id,
 *   input.title,
 *   input.description,
 *   input.price_minor,
 *   input.original_price_minor,
 *   input.currency,
 *   input.category,
 *   input.condition,
 *   input.feed_type,
 *   input.location,
 *   input.neighborhood,
 *   input.image_urls,
 *   input.video_url,
 *   input.video_thumbnail_url,
 *   input.tags
 * from input
 * where not input.is_known
 *   and not exists (select from input as taken where taken.is_taken)
 * order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
 * on conflict (id) do update
 * set id = null -- refused: since this statement began, the id was taken by another seller's product
 * where products.seller_id <> excluded.seller_id
 * returning products.id
 * ```
 */
export const createProducts = new PreparedQuery<CreateProductsParams, CreateProductsRow>(
  '{"usedParamSet":{"products":true},"params":[{"name":"products","required":true,"transform":{"type":"scalar"},"locs":[{"a":696,"b":705}]}],"statement":"-- Creates many products, all or none; returns the ids of those that were not there before.\\n-- An id that is taken by another seller\'s product stops the whole statement from writing.\\nwith input as (\\n  select\\n    entry.id,\\n    entry.seller_id,\\n    entry.title,\\n    entry.description,\\n    entry.price_minor,\\n    entry.original_price_minor,\\n    entry.currency,\\n    entry.category,\\n    entry.condition,\\n    entry.feed_type,\\n    entry.location,\\n    entry.neighborhood,\\n    entry.image_urls,\\n    entry.video_url,\\n    entry.video_thumbnail_url,\\n    entry.tags,\\n    products.id is not null as is_known,\\n    products.seller_id <> entry.seller_id as is_taken\\n  from json_populate_recordset(null::products, :products!::json) as entry\\n  left join products on products.id = entry.id\\n)\\ninsert into products (\\n  id,\\n  seller_id,\\n  title,\\n  description,\\n  price_minor,\\n  original_price_minor,\\n  currency,\\n  category,\\n  condition,\\n  feed_type,\\n  location,\\n  neighborhood,\\n  image_urls,\\n  video_url,\\n  video_thumbnail_url,\\n  tags\\n)\\nselect\\n  input.id,\\n  input.seller_id,\\n  input.title,\\n  input.description,\\n  input.price_minor,\\n  input.original_price_minor,\\n  input.currency,\\n  input.category,\\n  input.condition,\\n  input.feed_type,\\n  input.location,\\n  input.neighborhood,\\n  input.image_urls,\\n  input.video_url,\\n  input.video_thumbnail_url,\\n  input.tags\\nfrom input\\nwhere not input.is_known\\n  and not exists (select from input as taken where taken.is_taken)\\norder by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock\\non conflict (id) do update\\nset id = null -- refused: since this statement began, the id was taken by another seller\'s product\\nwhere products.seller_id <> excluded.seller_id\\nreturning products.id"}',
  '{"name":"createProducts","file":"products.sql","parameterTypes":{"products":"json"},"tables":["products"],"access":"write"}',
)

/** Parameters of `findProduct`. */
export interface FindProductParams {
  readonly id: string
}

/**
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
 *   products.location,
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
 *   products.updated_at
 * from products
 * where products.id = :id!
 * ```
 */
export const findProduct = new PreparedQuery<FindProductParams, Product>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":539,"b":542}]}],"statement":"select\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at\\nfrom products\\nwhere products.id = :id!"}',
  '{"name":"findProduct","file":"products.sql","parameterTypes":{"id":"uuid"},"tables":["products"],"access":"read"}',
)

/** Parameters of `listProductsByIds`. */
export interface ListProductsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Products in the order of their ids in the list; those that do not exist are left out.
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
 *   products.location,
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
 *   products.updated_at
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join products on products.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listProductsByIds = new PreparedQuery<ListProductsByIdsParams, Product>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":606,"b":610}]}],"statement":"-- Products in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin products on products.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listProductsByIds","file":"products.sql","parameterTypes":{"ids":"uuid[]"},"tables":["products"],"access":"read"}',
)

/** Parameters of `updateProduct`. */
export interface UpdateProductParams {
  readonly patch: Json
  readonly id: string
}

/**
 * Sets what the patch holds: a key that is absent keeps its value, null sets null.
 *
 * ```sql
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
 * where products.id = :id!
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
 *   products.location,
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
 *   products.updated_at
 * ```
 */
export const updateProduct = new PreparedQuery<UpdateProductParams, Product>(
  '{"usedParamSet":{"patch":true,"id":true},"params":[{"name":"patch","required":true,"transform":{"type":"scalar"},"locs":[{"a":706,"b":712}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":755,"b":758}]}],"statement":"-- Sets what the patch holds: a key that is absent keeps its value, null sets null.\\nupdate products\\nset (title, description, price_minor, original_price_minor, currency, category, condition, feed_type, location, neighborhood, is_available, image_urls, video_url, video_thumbnail_url, tags) = (\\n  select\\n    patched.title,\\n    patched.description,\\n    patched.price_minor,\\n    patched.original_price_minor,\\n    patched.currency,\\n    patched.category,\\n    patched.condition,\\n    patched.feed_type,\\n    patched.location,\\n    patched.neighborhood,\\n    patched.is_available,\\n    patched.image_urls,\\n    patched.video_url,\\n    patched.video_thumbnail_url,\\n    patched.tags\\n  from jsonb_populate_record(products, :patch!::jsonb) as patched\\n)\\nwhere products.id = :id!\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at"}',
  '{"name":"updateProduct","file":"products.sql","parameterTypes":{"patch":"jsonb","id":"uuid"},"tables":["products"],"access":"write"}',
)

/** Parameters of `markProductSold`. */
export interface MarkProductSoldParams {
  readonly id: string
}

/**
 * Takes a product off the market for good; returns no row if it is sold already.
 *
 * ```sql
 * update products
 * set
 *   is_available = false,
 *   sold_at = now()
 * where products.id = :id!
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
 *   products.location,
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
 *   products.updated_at
 * ```
 */
export const markProductSold = new PreparedQuery<MarkProductSoldParams, Product>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":164,"b":167}]}],"statement":"-- Takes a product off the market for good; returns no row if it is sold already.\\nupdate products\\nset\\n  is_available = false,\\n  sold_at = now()\\nwhere products.id = :id!\\n  and products.sold_at is null\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at"}',
  '{"name":"markProductSold","file":"products.sql","parameterTypes":{"id":"uuid"},"tables":["products"],"access":"write"}',
)

/** Parameters of `markProductAvailable`. */
export interface MarkProductAvailableParams {
  readonly id: string
}

/**
 * Puts a product back on the market, sold or not.
 *
 * ```sql
 * update products
 * set
 *   is_available = true,
 *   sold_at = null
 * where products.id = :id!
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
 *   products.location,
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
 *   products.updated_at
 * ```
 */
export const markProductAvailable = new PreparedQuery<MarkProductAvailableParams, Product>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":131,"b":134}]}],"statement":"-- Puts a product back on the market, sold or not.\\nupdate products\\nset\\n  is_available = true,\\n  sold_at = null\\nwhere products.id = :id!\\nreturning\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at"}',
  '{"name":"markProductAvailable","file":"products.sql","parameterTypes":{"id":"uuid"},"tables":["products"],"access":"write"}',
)

/** Parameters of `deleteProduct`. */
export interface DeleteProductParams {
  readonly id: string
}

/** `deleteProduct` returns no rows. */
export type DeleteProductRow = never

/**
 * Offers go with it; a product with payments is kept by fk_transactions_product.
 *
 * ```sql
 * delete from products
 * where products.id = :id!
 * ```
 */
export const deleteProduct = new PreparedQuery<DeleteProductParams, DeleteProductRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":123,"b":126}]}],"statement":"-- Offers go with it; a product with payments is kept by fk_transactions_product.\\ndelete from products\\nwhere products.id = :id!"}',
  '{"name":"deleteProduct","file":"products.sql","parameterTypes":{"id":"uuid"},"tables":["products"],"access":"write"}',
)

/** Parameters of `listProductsBySeller`. */
export type ListProductsBySellerParams = {
  readonly sellerId: string
  readonly isAvailable?: boolean | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductsBySeller`. */
export interface ListProductsBySellerRow extends Product {
  readonly createdAtExact: string
}

/**
 * A seller's products, newest first.
 * The exact time is text for the cursor: a Date has only milliseconds.
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
 *   products.location,
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
 *   products.created_at::text as "created_at_exact!"
 * from products
 * where products.seller_id = :sellerId!
 *   /*[if isAvailable]*\/ and products.is_available = :isAvailable! /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and products.created_at <= :afterTime!
 *   and (products.created_at, products.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by products.created_at desc, products.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsBySeller = new PreparedQuery<ListProductsBySellerParams, ListProductsBySellerRow>(
  '{"usedParamSet":{"sellerId":true,"isAvailable":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":708,"b":717}]},{"name":"isAvailable","required":true,"transform":{"type":"scalar"},"locs":[{"a":770,"b":782}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":852,"b":862},{"a":908,"b":918}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":921,"b":929}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1010,"b":1016}]}],"statement":"-- A seller\'s products, newest first.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.created_at::text as \\"created_at_exact!\\"\\nfrom products\\nwhere products.seller_id = :sellerId!\\n  /*[if isAvailable]*/ and products.is_available = :isAvailable! /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and products.created_at <= :afterTime!\\n  and (products.created_at, products.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by products.created_at desc, products.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsBySeller","file":"products.sql","parameterTypes":{"sellerId":"uuid","isAvailable":"bool","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["products"],"access":"read"}',
)

/** Parameters of `listProductFeed`. */
export type ListProductFeedParams = {
  readonly category?: ProductCategory | undefined
  readonly feedType?: FeedType | undefined
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductFeed`. */
export interface ListProductFeedRow extends Product {
  readonly createdAtExact: string
}

/**
 * The available products, newest first.
 * With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of
 * all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all
 * values it does not know how rare this one is.
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
 *   products.location,
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
 *   products.created_at::text as "created_at_exact!"
 * from products
 * where products.is_available
 *   /*[if category]*\/ and products.category = (select :category!::product_category) /*[end]*\/
 *   /*[if feedType]*\/ and products.feed_type = (select :feedType!::feed_type) /*[end]*\/
 *   /*[if afterTime afterId]*\/
 *   and products.created_at <= :afterTime!
 *   and (products.created_at, products.id) < (:afterTime!, :afterId!)
 *   /*[end]*\/
 * order by
 *   /*[if category]*\/ products.created_at desc nulls last, /*[end]*\/
 *   /*[if feedType]*\/ products.created_at desc nulls last, /*[end]*\/
 *   products.created_at desc,
 *   products.id desc
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductFeed = new PreparedQuery<ListProductFeedParams, ListProductFeedRow>(
  '{"usedParamSet":{"category":true,"feedType":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":979,"b":988}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":1072,"b":1081}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1163,"b":1173},{"a":1219,"b":1229}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1232,"b":1240}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1459,"b":1465}]}],"statement":"-- The available products, newest first.\\n-- With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of\\n-- all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all\\n-- values it does not know how rare this one is.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.created_at::text as \\"created_at_exact!\\"\\nfrom products\\nwhere products.is_available\\n  /*[if category]*/ and products.category = (select :category!::product_category) /*[end]*/\\n  /*[if feedType]*/ and products.feed_type = (select :feedType!::feed_type) /*[end]*/\\n  /*[if afterTime afterId]*/\\n  and products.created_at <= :afterTime!\\n  and (products.created_at, products.id) < (:afterTime!, :afterId!)\\n  /*[end]*/\\norder by\\n  /*[if category]*/ products.created_at desc nulls last, /*[end]*/\\n  /*[if feedType]*/ products.created_at desc nulls last, /*[end]*/\\n  products.created_at desc,\\n  products.id desc\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductFeed","file":"products.sql","parameterTypes":{"category":"product_category","feedType":"feed_type","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["products"],"access":"read"}',
)

/** Parameters of `listProductsNearby`. */
export type ListProductsNearbyParams = {
  readonly walkOrigin: Point
  readonly origin: Point
  readonly radiusMetres: number
  readonly category?: ProductCategory | undefined
  readonly condition?: ProductCondition | undefined
  readonly feedType?: FeedType | undefined
  readonly currency?: string | undefined
  readonly minPriceMinor?: number | undefined
  readonly maxPriceMinor?: number | undefined
  readonly limit: number
} & (
  | { readonly afterDistance: number; readonly afterId: string }
  | { readonly afterDistance?: undefined; readonly afterId?: undefined }
)

/** A row of `listProductsNearby`. */
export interface ListProductsNearbyRow extends Product {
  /** The place to pick it up; null if the seller does not say. */
  readonly location: Point
  readonly distanceMetres: number
  readonly distanceOrder: number
}

/**
 * The available products within a radius, nearest first.
 * The order and the cursor are by <->, the distance on a sphere, which idx_products_location walks, or of one category
 * idx_products_category_location; what is shown is the distance on the spheroid. The two differ by up to 0.6 %, so
 * neighbours that are closer to each other than that may change places. The walk begins some millimetres beside the origin: see walk-origin.ts.
 * Four things keep it a walk of the index that ends with the page, in a city of any size (without them it reads and
 * sorts all that is within the radius):
 * - st_dwithin bounds the walk; a comparison of st_distance with a number would not.
 * - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along
 *   whatever is as far as the last row, so that the order by id picks from all of them.
 * - The values stand in subselects, for the planner makes a false estimate of them where it sees them.
 * - Where it does not, it takes st_dwithin to keep one row in ten thousand, whatever the radius: with another filter
 *   that is less than a page, and to read and sort so few seems no worse than to walk. expected_count makes one row of
 *   each row and is planned as a thousand, so that a page is a small part of what is expected.
 *
 * ```sql
 * with nearest_product as (
 *   select
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
 *     products.location,
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
 *     products.location <-> (select :walkOrigin!::geography) as distance_order,
 *     generate_series(1, (select 1)) as expected_count
 *   from products
 *   where products.is_available
 *     and st_dwithin(products.location, (select :origin!::geography), (select :radiusMetres!::float8))
 *     /*[if category]*\/ and products.category = :category! /*[end]*\/
 *     /*[if condition]*\/ and products.condition = :condition! /*[end]*\/
 *     /*[if feedType]*\/ and products.feed_type = :feedType! /*[end]*\/
 *     /*[if currency]*\/ and products.currency = :currency! /*[end]*\/
 *     /*[if minPriceMinor]*\/ and products.price_minor >= :minPriceMinor! /*[end]*\/
 *     /*[if maxPriceMinor]*\/ and products.price_minor <= :maxPriceMinor! /*[end]*\/
 *     /*[if afterDistance afterId]*\/
 *     and (products.location <-> (select :walkOrigin!::geography), products.id) > (:afterDistance!::float8, :afterId!::uuid)
 *     /*[end]*\/
 *   order by products.location <-> (select :walkOrigin!::geography)
 *   fetch first (select :limit!::bigint) rows with ties
 * )
 * select
 *   nearest_product.id,
 *   nearest_product.seller_id,
 *   nearest_product.title,
 *   nearest_product.description,
 *   nearest_product.price_minor,
 *   nearest_product.original_price_minor,
 *   nearest_product.currency,
 *   nearest_product.category,
 *   nearest_product.condition,
 *   nearest_product.feed_type,
 *   nearest_product.location as "location!",
 *   nearest_product.neighborhood,
 *   nearest_product.is_available,
 *   nearest_product.view_count,
 *   nearest_product.like_count,
 *   nearest_product.image_urls,
 *   nearest_product.video_url,
 *   nearest_product.video_thumbnail_url,
 *   nearest_product.tags,
 *   nearest_product.sold_at,
 *   nearest_product.created_at,
 *   nearest_product.updated_at,
 *   st_distance(nearest_product.location, :origin!::geography) as "distance_metres!",
 *   nearest_product.distance_order as "distance_order!"
 * from nearest_product
 * order by nearest_product.distance_order, nearest_product.id -- a total order: pages never repeat a row
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsNearby = new PreparedQuery<ListProductsNearbyParams, ListProductsNearbyRow>(
  '{"usedParamSet":{"walkOrigin":true,"origin":true,"radiusMetres":true,"category":true,"condition":true,"feedType":true,"currency":true,"minPriceMinor":true,"maxPriceMinor":true,"afterDistance":true,"afterId":true,"limit":true},"params":[{"name":"walkOrigin","required":true,"transform":{"type":"scalar"},"locs":[{"a":2046,"b":2057},{"a":2798,"b":2809},{"a":2937,"b":2948}]},{"name":"origin","required":true,"transform":{"type":"scalar"},"locs":[{"a":2235,"b":2242},{"a":3733,"b":3740}]},{"name":"radiusMetres","required":true,"transform":{"type":"scalar"},"locs":[{"a":2265,"b":2278}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":2336,"b":2345}]},{"name":"condition","required":true,"transform":{"type":"scalar"},"locs":[{"a":2405,"b":2415}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":2474,"b":2483}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":2541,"b":2550}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2617,"b":2631}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":2698,"b":2712}]},{"name":"afterDistance","required":true,"transform":{"type":"scalar"},"locs":[{"a":2840,"b":2854}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2865,"b":2873}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2984,"b":2990},{"a":3969,"b":3975}]}],"statement":"-- The available products within a radius, nearest first.\\n-- The order and the cursor are by <->, the distance on a sphere, which idx_products_location walks, or of one category\\n-- idx_products_category_location; what is shown is the distance on the spheroid. The two differ by up to 0.6 %, so\\n-- neighbours that are closer to each other than that may change places. The walk begins some millimetres beside the origin: see walk-origin.ts.\\n-- Four things keep it a walk of the index that ends with the page, in a city of any size (without them it reads and\\n-- sorts all that is within the radius):\\n-- - st_dwithin bounds the walk; a comparison of st_distance with a number would not.\\n-- - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along\\n--   whatever is as far as the last row, so that the order by id picks from all of them.\\n-- - The values stand in subselects, for the planner makes a false estimate of them where it sees them.\\n-- - Where it does not, it takes st_dwithin to keep one row in ten thousand, whatever the radius: with another filter\\n--   that is less than a page, and to read and sort so few seems no worse than to walk. expected_count makes one row of\\n--   each row and is planned as a thousand, so that a page is a small part of what is expected.\\n-- lint-disable total-order: expected_count makes one row of each row, so an id is as good a key as it was.\\nwith nearest_product as (\\n  select\\n    products.id,\\n    products.seller_id,\\n    products.title,\\n    products.description,\\n    products.price_minor,\\n    products.original_price_minor,\\n    products.currency,\\n    products.category,\\n    products.condition,\\n    products.feed_type,\\n    products.location,\\n    products.neighborhood,\\n    products.is_available,\\n    products.view_count,\\n    products.like_count,\\n    products.image_urls,\\n    products.video_url,\\n    products.video_thumbnail_url,\\n    products.tags,\\n    products.sold_at,\\n    products.created_at,\\n    products.updated_at,\\n    products.location <-> (select :walkOrigin!::geography) as distance_order,\\n    generate_series(1, (select 1)) as expected_count\\n  from products\\n  where products.is_available\\n    and st_dwithin(products.location, (select :origin!::geography), (select :radiusMetres!::float8))\\n    /*[if category]*/ and products.category = :category! /*[end]*/\\n    /*[if condition]*/ and products.condition = :condition! /*[end]*/\\n    /*[if feedType]*/ and products.feed_type = :feedType! /*[end]*/\\n    /*[if currency]*/ and products.currency = :currency! /*[end]*/\\n    /*[if minPriceMinor]*/ and products.price_minor >= :minPriceMinor! /*[end]*/\\n    /*[if maxPriceMinor]*/ and products.price_minor <= :maxPriceMinor! /*[end]*/\\n    /*[if afterDistance afterId]*/\\n    and (products.location <-> (select :walkOrigin!::geography), products.id) > (:afterDistance!::float8, :afterId!::uuid)\\n    /*[end]*/\\n  order by products.location <-> (select :walkOrigin!::geography)\\n  fetch first (select :limit!::bigint) rows with ties\\n)\\nselect\\n  nearest_product.id,\\n  nearest_product.seller_id,\\n  nearest_product.title,\\n  nearest_product.description,\\n  nearest_product.price_minor,\\n  nearest_product.original_price_minor,\\n  nearest_product.currency,\\n  nearest_product.category,\\n  nearest_product.condition,\\n  nearest_product.feed_type,\\n  nearest_product.location as \\"location!\\",\\n  nearest_product.neighborhood,\\n  nearest_product.is_available,\\n  nearest_product.view_count,\\n  nearest_product.like_count,\\n  nearest_product.image_urls,\\n  nearest_product.video_url,\\n  nearest_product.video_thumbnail_url,\\n  nearest_product.tags,\\n  nearest_product.sold_at,\\n  nearest_product.created_at,\\n  nearest_product.updated_at,\\n  st_distance(nearest_product.location, :origin!::geography) as \\"distance_metres!\\",\\n  nearest_product.distance_order as \\"distance_order!\\"\\nfrom nearest_product\\norder by nearest_product.distance_order, nearest_product.id -- a total order: pages never repeat a row\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsNearby","file":"products.sql","parameterTypes":{"walkOrigin":"geography","origin":"geography","radiusMetres":"float8","category":"product_category","condition":"product_condition","feedType":"feed_type","currency":"text","minPriceMinor":"int8","maxPriceMinor":"int8","afterDistance":"float8","afterId":"uuid","limit":"int8"},"tables":["products"],"access":"read"}',
)
