import type { NewProduct } from '../workload.js'
import { ewkt } from './ewkt.js'

/** A new product under the names of its columns, its place as text. */
export function toProductRow(product: NewProduct) {
  const [longitude, latitude] = product.location.coordinates
  return {
    id: product.id,
    seller_id: product.sellerId,
    title: product.title,
    description: product.description,
    price_minor: product.priceMinor,
    original_price_minor: product.originalPriceMinor,
    currency: product.currency,
    category: product.category,
    condition: product.condition,
    feed_type: product.feedType,
    location: ewkt(longitude, latitude),
    neighborhood: product.neighborhood,
    image_urls: product.imageUrls,
    tags: product.tags,
  }
}
