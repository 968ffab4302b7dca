import type { CopyTarget } from '../../engine/copy/copy-text.js'
import type { CreateProductInput } from './product.js'

/** The columns of products as COPY fills them; what is absent gets what the columns have as their default. */
export const productCopyTarget: CopyTarget<CreateProductInput & { readonly id: string }> = {
  table: 'products',
  columns: [
    { property: 'id', column: 'id', type: 'uuid', required: true },
    { property: 'sellerId', column: 'seller_id', type: 'uuid', required: true },
    { property: 'title', column: 'title', type: 'text', required: true },
    { property: 'description', column: 'description', type: 'text' },
    { property: 'priceMinor', column: 'price_minor', type: 'int8', required: true },
    { property: 'originalPriceMinor', column: 'original_price_minor', type: 'int8' },
    { property: 'currency', column: 'currency', type: 'text', absent: 'AED' },
    { property: 'category', column: 'category', type: 'product_category', required: true },
    { property: 'condition', column: 'condition', type: 'product_condition', required: true },
    { property: 'feedType', column: 'feed_type', type: 'feed_type', absent: 'discover' },
    { property: 'location', column: 'location', type: 'geography' },
    { property: 'neighborhood', column: 'neighborhood', type: 'text' },
    { property: 'imageUrls', column: 'image_urls', type: 'text[]', absent: '{}' },
    { property: 'videoUrl', column: 'video_url', type: 'text' },
    { property: 'videoThumbnailUrl', column: 'video_thumbnail_url', type: 'text' },
    { property: 'tags', column: 'tags', type: 'text[]', absent: '{}' },
  ],
}
