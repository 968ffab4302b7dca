/* products: items on sale. */

/* @name streamProducts */
-- All products from one id to another.
-- lint-disable unbounded-list: the run chooses the range, and reads it as a stream.
select
  products.id,
  products.seller_id,
  products.title,
  products.description,
  products.price_minor,
  products.original_price_minor,
  products.currency,
  products.category,
  products.condition,
  products.feed_type,
  products.public_location,
  products.neighborhood,
  products.is_available,
  products.view_count,
  products.like_count,
  products.image_urls,
  products.video_url,
  products.video_thumbnail_url,
  products.tags,
  products.sold_at,
  products.created_at,
  products.updated_at,
  products.hidden_at
from products
where products.id between :from! and :to!
order by products.id;
