/*
Cards: what a list shows of a product, a third of a whole row and without its long texts.

The view product_cards is the one place that says what is on a card: `product_cards.*` in a query, where the planner sees
products alone. On it is what somebody needs to decide whether to open the listing: title, picture, price then and now, kind,
wear, feed, whether it can be bought, how old it is and where; and the ids, for links and hearts. Not on it are texts and
addresses that only the listing's own page shows (description, tags, videos, the other pictures), counts, which change all the
time, and times that only its seller cares for. The picture is taken out of its array here, so that the array stays where it is.
*/

set local lock_timeout = '3s';

create view product_cards as
select
  products.id,
  products.seller_id,
  products.title,
  products.price_minor,
  products.original_price_minor,
  products.currency,
  products.category,
  products.condition,
  products.feed_type,
  products.public_location,
  products.neighborhood,
  products.is_available,
  products.image_urls[1] as cover_image_url,
  products.created_at,
  products.search
from products;

comment on view product_cards is 'What a list shows of each product.';
comment on column product_cards.id is 'The listing. @personal seller_id';
comment on column product_cards.seller_id is 'The user who sells it. @personal seller_id';
comment on column product_cards.title is 'The name of the thing, in the seller''s words. @personal seller_id';
comment on column product_cards.price_minor is 'In the minor unit of currency. @personal seller_id';
comment on column product_cards.original_price_minor is
  'The price before a reduction, in the minor unit of currency; null if there was none. @personal seller_id';
comment on column product_cards.currency is 'ISO 4217. @personal seller_id';
comment on column product_cards.category is 'The kind of thing. @personal seller_id';
comment on column product_cards.condition is 'The wear. @personal seller_id';
comment on column product_cards.feed_type is 'The feed that shows it. @personal seller_id';
comment on column product_cards.public_location is
  'The place that may be shown: 230 to 500 m off the exact one; null if the seller does not say. @personal seller_id';
comment on column product_cards.neighborhood is 'The part of town in words; null if none was given. @personal seller_id';
comment on column product_cards.is_available is 'True while it can be bought. @personal seller_id';
comment on column product_cards.cover_image_url is
  'The address of the first picture; null if there is none. @personal seller_id';
comment on column product_cards.created_at is 'The time of the listing. @personal seller_id';
comment on column product_cards.search is
  'The words of the listing, for the rank of what a search found: on no card. @secret @personal seller_id';
