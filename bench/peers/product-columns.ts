/** The columns of a product, as every read selects them. */
export const productColumns = `products.id, products.seller_id, products.title, products.description,
  products.price_minor, products.original_price_minor, products.currency, products.category, products.condition,
  products.feed_type, products.public_location, products.neighborhood, products.is_available, products.view_count,
  products.like_count, products.image_urls, products.video_url, products.video_thumbnail_url, products.tags,
  products.sold_at, products.created_at, products.updated_at, products.hidden_at`
