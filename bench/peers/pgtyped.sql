/* @name byId */
select
  products.id, products.seller_id, products.title, products.description, products.price_minor,
  products.original_price_minor, products.currency, products.category, products.condition, products.feed_type,
  products.public_location, products.neighborhood, products.is_available, products.view_count, products.like_count,
  products.image_urls, products.video_url, products.video_thumbnail_url, products.tags, products.sold_at,
  products.created_at, products.updated_at, products.hidden_at
from products
where products.id = :id!;

/* @name nearest */
select
  products.id, products.seller_id, products.title, products.description, products.price_minor,
  products.original_price_minor, products.currency, products.category, products.condition, products.feed_type,
  products.public_location, products.neighborhood, products.is_available, products.view_count, products.like_count,
  products.image_urls, products.video_url, products.video_thumbnail_url, products.tags, products.sold_at,
  products.created_at, products.updated_at, products.hidden_at,
  st_distance(products.public_location, :origin!::geography) as distance_metres
from products
where products.is_available
  and st_dwithin(products.public_location, :origin!::geography, :radiusMetres!)
order by products.public_location <-> :origin!::geography, products.id
limit :limit!;

/* @name feed */
select
  products.id, products.seller_id, products.title, products.description, products.price_minor,
  products.original_price_minor, products.currency, products.category, products.condition, products.feed_type,
  products.public_location, products.neighborhood, products.is_available, products.view_count, products.like_count,
  products.image_urls, products.video_url, products.video_thumbnail_url, products.tags, products.sold_at,
  products.created_at, products.updated_at, products.hidden_at
from products
where products.is_available
  and products.category = :category!
  and products.feed_type = :feedType!
  and products.created_at <= :createdAt!
  and (products.created_at, products.id) < (:createdAt!, :id!)
order by products.created_at desc, products.id desc
limit :limit!;

/*
  @name insertProducts
  @param products -> ((id, seller_id, title, description, price_minor, original_price_minor, currency, category, condition, feed_type, location, neighborhood, image_urls, tags)...)
*/
insert into products (
  id, seller_id, title, description, price_minor, original_price_minor, currency, category, condition, feed_type,
  location, neighborhood, image_urls, tags
)
values :products;

/* @name insertMessage */
insert into messages (conversation_id, sender_id, content)
values (:conversationId!, :senderId!, :content!)
returning id, created_at;

/* @name setLastMessage */
update conversations
set last_message_id = :messageId!, last_message_at = :sentAt!, seller_unread_count = seller_unread_count + 1
where id = :id!;

/* @name findConversation */
select id, buyer_id, seller_id, product_id, last_message_id, seller_unread_count
from conversations
where id = :id!;
