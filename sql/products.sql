/*
products: the listings.

Here and in the other files, but for the inbox, a page's limit stands in a subselect. A plan for any limit expects a
tenth of all rows, one for the limit at hand only the page, so to the server the latter looks cheaper each time, and it
would plan each call anew: half of the time that a page takes. It does not look into a subselect, so both look the same,
and one plan serves all calls. What a list is filtered by stands in one where a rare value would have the same effect.
*/

/* @name createProduct */
-- Creates a product; returns no row if the id is taken, so that a repeated call can look up what the first one made.
insert into products (
  id,
  seller_id,
  title,
  description,
  price_minor,
  original_price_minor,
  currency,
  category,
  condition,
  feed_type,
  location,
  neighborhood,
  image_urls,
  video_url,
  video_thumbnail_url,
  tags
)
values (
  coalesce(:id::uuid, uuidv7()), -- null: the server makes the id
  :sellerId!,
  :title!,
  :description,
  :priceMinor!,
  :originalPriceMinor,
  :currency!,
  :category!,
  :condition!,
  :feedType!,
  :location,
  :neighborhood,
  :imageUrls!,
  :videoUrl,
  :videoThumbnailUrl,
  :tags!
)
on conflict (id) do nothing
returning
  products.*;

/* @name createProducts */
-- Creates many products, all or none; returns the ids of those that were not there before.
-- An id that is taken by another seller's product stops the whole statement from writing.
with input as (
  select
    entry.id,
    entry.seller_id,
    entry.title,
    entry.description,
    entry.price_minor,
    entry.original_price_minor,
    entry.currency,
    entry.category,
    entry.condition,
    entry.feed_type,
    entry.location,
    entry.neighborhood,
    entry.image_urls,
    entry.video_url,
    entry.video_thumbnail_url,
    entry.tags,
    products.id is not null as is_known,
    products.seller_id <> entry.seller_id as is_taken
  from json_populate_recordset(null::products, :products!::json) as entry
  left join products on products.id = entry.id
)
insert into products (
  id,
  seller_id,
  title,
  description,
  price_minor,
  original_price_minor,
  currency,
  category,
  condition,
  feed_type,
  location,
  neighborhood,
  image_urls,
  video_url,
  video_thumbnail_url,
  tags
)
select
  input.id,
  input.seller_id,
  input.title,
  input.description,
  input.price_minor,
  input.original_price_minor,
  input.currency,
  input.category,
  input.condition,
  input.feed_type,
  input.location,
  input.neighborhood,
  input.image_urls,
  input.video_url,
  input.video_thumbnail_url,
  input.tags
from input
where not input.is_known
  and not exists (select from input as taken where taken.is_taken)
order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
on conflict (id) do update
set id = null -- refused: since this statement began, the id was taken by another seller's product
where products.seller_id <> excluded.seller_id
returning products.id;

/* @name findProduct */
select
  products.*
from products
where products.id = :id!;

/* @name listProductsByIds */
-- Products in the order of their ids in the list; those that do not exist are left out.
select
  products.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join products on products.id = wanted.id
order by wanted.place;

/* @name updateProduct */
-- Sets what the patch holds: a key that is absent keeps its value, null sets null.
update products
set (title, description, price_minor, original_price_minor, currency, category, condition, feed_type, location, neighborhood, is_available, image_urls, video_url, video_thumbnail_url, tags) = (
  select
    patched.title,
    patched.description,
    patched.price_minor,
    patched.original_price_minor,
    patched.currency,
    patched.category,
    patched.condition,
    patched.feed_type,
    patched.location,
    patched.neighborhood,
    patched.is_available,
    patched.image_urls,
    patched.video_url,
    patched.video_thumbnail_url,
    patched.tags
  from jsonb_populate_record(products, :patch!::jsonb) as patched
)
where products.id = :id!
returning
  products.*;

/* @name markProductSold */
-- Takes a product off the market for good; returns no row if it is sold already.
update products
set
  is_available = false,
  sold_at = now()
where products.id = :id!
  and products.sold_at is null
returning
  products.*;

/* @name markProductAvailable */
-- Puts a product back on the market, sold or not.
update products
set
  is_available = true,
  sold_at = null
where products.id = :id!
returning
  products.*;

/* @name deleteProduct */
-- Offers go with it; a product with payments is kept by fk_transactions_product.
delete from products
where products.id = :id!;

/* @name listProductsBySeller */
-- A seller's products, newest first.
-- The exact time is text for the cursor: a Date has only milliseconds.
select
  products.*,
  products.created_at::text as "created_at_exact!"
from products
where products.seller_id = :sellerId!
  /*[if isAvailable]*/ and products.is_available = :isAvailable! /*[end]*/
  /*[if afterTime afterId]*/
  and products.created_at <= :afterTime!
  and (products.created_at, products.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by products.created_at desc, products.id desc
limit (select :limit!::bigint);

/* @name listProductFeed */
-- The available products, newest first.
-- With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of
-- all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all
-- values it does not know how rare this one is.
select
  products.*,
  products.created_at::text as "created_at_exact!"
from products
where products.is_available
  /*[if category]*/ and products.category = (select :category!::product_category) /*[end]*/
  /*[if feedType]*/ and products.feed_type = (select :feedType!::feed_type) /*[end]*/
  /*[if afterTime afterId]*/
  and products.created_at <= :afterTime!
  and (products.created_at, products.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if category]*/ products.created_at desc nulls last, /*[end]*/
  /*[if feedType]*/ products.created_at desc nulls last, /*[end]*/
  products.created_at desc,
  products.id desc
limit (select :limit!::bigint);

/* @name listProductsNearby */
-- The available products within a radius, nearest first.
-- The order and the cursor are by <->, the distance on a sphere, which idx_products_location walks, or of one category
-- idx_products_category_location; what is shown is the distance on the spheroid. The two differ by up to 0.6 %, so
-- neighbours that are closer to each other than that may change places. The walk begins some millimetres beside the origin: see walk-origin.ts.
-- Four things keep it a walk of the index that ends with the page, in a city of any size (without them it reads and
-- sorts all that is within the radius):
-- - st_dwithin bounds the walk; a comparison of st_distance with a number would not.
-- - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along
--   whatever is as far as the last row, so that the order by id picks from all of them.
-- - The values stand in subselects, for the planner makes a false estimate of them where it sees them.
-- - Where it does not, it takes st_dwithin to keep one row in ten thousand, whatever the radius: with another filter
--   that is less than a page, and to read and sort so few seems no worse than to walk. expected_count makes one row of
--   each row and is planned as a thousand, so that a page is a small part of what is expected.
-- lint-disable total-order: expected_count makes one row of each row, so an id is as good a key as it was.
with nearest_product as (
  select
    products.*,
    products.location <-> (select :walkOrigin!::geography) as distance_order,
    generate_series(1, (select 1)) as expected_count
  from products
  where products.is_available
    and st_dwithin(products.location, (select :origin!::geography), (select :radiusMetres!::float8))
    /*[if category]*/ and products.category = :category! /*[end]*/
    /*[if condition]*/ and products.condition = :condition! /*[end]*/
    /*[if feedType]*/ and products.feed_type = :feedType! /*[end]*/
    /*[if currency]*/ and products.currency = :currency! /*[end]*/
    /*[if minPriceMinor]*/ and products.price_minor >= :minPriceMinor! /*[end]*/
    /*[if maxPriceMinor]*/ and products.price_minor <= :maxPriceMinor! /*[end]*/
    /*[if afterDistance afterId]*/
    and (products.location <-> (select :walkOrigin!::geography), products.id) > (:afterDistance!::float8, :afterId!::uuid)
    /*[end]*/
  order by products.location <-> (select :walkOrigin!::geography)
  fetch first (select :limit!::bigint) rows with ties
)
select
  nearest_product.id,
  nearest_product.seller_id,
  nearest_product.title,
  nearest_product.description,
  nearest_product.price_minor,
  nearest_product.original_price_minor,
  nearest_product.currency,
  nearest_product.category,
  nearest_product.condition,
  nearest_product.feed_type,
  nearest_product.location as "location!",
  nearest_product.neighborhood,
  nearest_product.is_available,
  nearest_product.view_count,
  nearest_product.like_count,
  nearest_product.image_urls,
  nearest_product.video_url,
  nearest_product.video_thumbnail_url,
  nearest_product.tags,
  nearest_product.sold_at,
  nearest_product.created_at,
  nearest_product.updated_at,
  st_distance(nearest_product.location, :origin!::geography) as "distance_metres!",
  nearest_product.distance_order as "distance_order!"
from nearest_product
order by nearest_product.distance_order, nearest_product.id -- a total order: pages never repeat a row
limit (select :limit!::bigint);
