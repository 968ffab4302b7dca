/** Types and queries of "products.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '@souk/db'
import type { Product } from './models.js'
import type { FeedType, ProductCategory, ProductCondition } from './enums.js'
export type { FeedType, ProductCategory, ProductCondition }

/** Parameters of `streamProducts`. */
export interface StreamProductsParams {
  readonly from: string
  readonly to: string
}

/**
 * All products from one id to another.
 *
 * [sql/products.sql:3](../sql/products.sql#L3)
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
 *   products.public_location,
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
 *   products.hidden_at
 * from products
 * where products.id between :from! and :to!
 * order by products.id
 * ```
 */
export const streamProducts = new PreparedQuery<StreamProductsParams, Product>(
  '{"usedParamSet":{"from":true,"to":true},"params":[{"name":"from","required":true,"transform":{"type":"scalar"},"locs":[{"a":699,"b":704}]},{"name":"to","required":true,"transform":{"type":"scalar"},"locs":[{"a":710,"b":713}]}],"statement":"-- All products from one id to another.\\n-- lint-disable unbounded-list: the run chooses the range, and reads it as a stream.\\nselect\\n  products.id,\\n  products.seller_id,\\n  products.title,\\n  products.description,\\n  products.price_minor,\\n  products.original_price_minor,\\n  products.currency,\\n  products.category,\\n  products.condition,\\n  products.feed_type,\\n  products.public_location,\\n  products.neighborhood,\\n  products.is_available,\\n  products.view_count,\\n  products.like_count,\\n  products.image_urls,\\n  products.video_url,\\n  products.video_thumbnail_url,\\n  products.tags,\\n  products.sold_at,\\n  products.created_at,\\n  products.updated_at,\\n  products.hidden_at\\nfrom products\\nwhere products.id between :from! and :to!\\norder by products.id"}',
  '{"name":"streamProducts","file":"products.sql","parameterTypes":{"from":"uuid","to":"uuid"},"tables":["products"],"access":"read"}',
)
