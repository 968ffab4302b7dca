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
  tags,
  request_digest
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
  :tags!,
  :requestDigest
)
on conflict do nothing -- not (id): see createProducts
returning
  products.*;

/* @name createProducts */
-- Creates many products, all or none; returns the ids of those that were not there before.
-- An id that is taken, but not by the same content, stops the whole statement from writing.
-- Other sessions may write the same rows at the same time, so this goes in two steps, as createUsers. A conflict on (id)
-- alone would not do for the first: where another session's row comes between the look for a conflict and the insert, the
-- server undoes the insert for the key that is named, and refuses it for the key behind that one (of seller and id).
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
    entry.request_digest,
    products.id is not null as is_known,
    products.id is not null and (products.request_digest = entry.request_digest) is not true as is_taken
  from json_populate_recordset(null::products, :products!::json) as entry
  left join products on products.id = entry.id
),
created_product as (
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
    tags,
    request_digest
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
    input.tags,
    input.request_digest
  from input
  where not input.is_known
    and not exists (select from input as taken where taken.is_taken)
  order by input.id -- in every session the same, so that two that write the same rows wait and do not deadlock
  on conflict do nothing
  returning products.id
),
completed_product as (
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
    tags,
    request_digest
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
    input.tags,
    input.request_digest
  from input
  where not input.is_known
    and not exists (select from input as taken where taken.is_taken)
    and not exists (select from created_product where created_product.id = input.id)
  order by input.id
  on conflict (id) do update
  set id = null -- refused: since this statement began, the id was taken by other content
  where (products.request_digest = excluded.request_digest) is not true
  returning products.id
)
select created_product.id as "id!"
from created_product
union all
select completed_product.id as "id!"
from completed_product;

/* @name countRepeatedProducts */
-- The number of products that exist with the ids, and were made of the same content.
-- primary-only: whether a command is repeated hangs on it
select count(*)::integer as "repeated!"
from unnest(:ids!::uuid[], :digests!::uuid[]) as given (id, request_digest)
join products on products.id = given.id and products.request_digest = given.request_digest;

/* @name findProduct */
-- A product, or if a digest is given, the product that the same content made.
select
  products.*
from products
where products.id = :id!
  /*[if requestDigest]*/ and products.request_digest = :requestDigest! /*[end]*/;

/* @name listProductsByIds */
-- Products in the order of their ids in the list; those that do not exist are left out.
select
  products.*
from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
join products on products.id = wanted.id
order by wanted.place;

/* @name findExactProductLocation */
-- The exact place of a product: the only query that reads it. It leaves the server for the seller, for a buyer who has paid
-- and was not paid back, and for administrators.
-- lint-disable secret-column: getExactLocation() is for these, and the statement itself asks who is one of them.
-- primary-only: a right hangs on it
select
  (case when access.is_allowed then products.location end)::geography(Point, 4326) as location,
  access.is_allowed as "is_allowed!"
from products
cross join lateral (
  select
    products.seller_id = :userId!
    or exists (
      select from transactions
      where transactions.product_id = products.id
        and transactions.buyer_id = :userId!
        and transactions.status = 'completed'
    )
    or exists (
      select from users
      where users.id = :userId!
        and users.role = 'admin'
        and users.is_active
    ) as is_allowed
) as access
where products.id = :productId!;

/* @name updateProduct */
-- Sets what the patch holds: a key that is absent keeps its value, null sets null. Returns no row if the product is not the
-- acting seller's, or their account is closed.
with acting_seller as (
  select users.id
  from users
  where users.id = :sellerId!
    and users.is_active
  for key share
)
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
from acting_seller
where products.id = :id!
  and products.seller_id = acting_seller.id
returning
  products.*;

/* @name markProductSold */
-- Takes a product off the market for good; returns no row if it is sold already, or not the acting seller's.
with acting_seller as (
  select users.id
  from users
  where users.id = :sellerId!
    and users.is_active
  for key share
)
update products
set
  is_available = false,
  sold_at = now()
from acting_seller
where products.id = :id!
  and products.seller_id = acting_seller.id
  and products.sold_at is null
returning
  products.*;

/* @name markProductAvailable */
-- Puts a product back on the market, sold or not; returns no row if it is hidden, or not the acting seller's.
with acting_seller as (
  select users.id
  from users
  where users.id = :sellerId!
    and users.is_active
  for key share
)
update products
set
  is_available = true,
  sold_at = null
from acting_seller
where products.id = :id!
  and products.seller_id = acting_seller.id
  and products.hidden_at is null
returning
  products.*;

/* @name deleteProduct */
-- Offers go with it; a product with payments is kept by fk_transactions_product.
with acting_seller as (
  select users.id
  from users
  where users.id = :sellerId!
    and users.is_active
  for key share
)
delete from products
using acting_seller
where products.id = :id!
  and products.seller_id = acting_seller.id;

/* @name judgeProductSeller */
-- The reasons for which a command on a product is not its acting user's.
-- primary-only: a right hangs on it
select
  products.seller_id = :sellerId! as "is_owner!",
  acting_seller.is_active is true as "is_open!",
  products.sold_at is not null as "is_sold!",
  products.hidden_at is not null as "is_hidden!"
from products
left join users as acting_seller on acting_seller.id = :sellerId!
where products.id = :id!;

/* @name hideProduct */
-- Takes a product off the market on behalf of an administrator; returns no row if the acting user is none.
-- What changes nothing is not logged.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
wanted_product as (
  select
    products.id,
    products.hidden_at is null as is_shown,
    acting_admin.id as admin_id
  from acting_admin
  join products on products.id = :id!
  for no key update of products
),
hidden_product as (
  update products
  set
    is_available = false,
    hidden_at = coalesce(products.hidden_at, now())
  from wanted_product
  where products.id = wanted_product.id
  returning
    products.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    wanted_product.admin_id,
    'hide',
    'product',
    hidden_product.id,
    hidden_product.seller_id
  from hidden_product
  join wanted_product
    on wanted_product.id = hidden_product.id
    and wanted_product.is_shown
)
select
  hidden_product.*
from hidden_product;

/* @name unhideProduct */
-- Lets the seller put a product back on the market, on behalf of an administrator; returns no row if the acting user is none.
-- What changes nothing is not logged.
with acting_admin as (
  select users.id
  from users
  where users.id = :adminId!
    and users.role = 'admin'
    and users.is_active
  for key share
),
wanted_product as (
  select
    products.id,
    products.hidden_at is not null as is_hidden,
    acting_admin.id as admin_id
  from acting_admin
  join products on products.id = :id!
  for no key update of products
),
shown_product as (
  update products
  set hidden_at = null
  from wanted_product
  where products.id = wanted_product.id
  returning
    products.*
),
logged_action as (
  insert into moderation_actions (admin_id, action, subject_type, subject_id, user_id)
  select
    wanted_product.admin_id,
    'unhide',
    'product',
    shown_product.id,
    shown_product.seller_id
  from shown_product
  join wanted_product
    on wanted_product.id = shown_product.id
    and wanted_product.is_hidden
)
select
  shown_product.*
from shown_product;

/* @name listProductsBySeller */
-- A seller's products, newest first.
-- The exact time is text for the cursor: a Date has only milliseconds.
-- Of what is available, or not, the order says where nulls would come, as in listProductFeed: either may be rare.
-- columns: cards, or whole rows. Each is a query of its own, as everywhere.
select
  product.*,
  product.created_at::text as "created_at_exact!"
from
  /*[if columns=card]*/ product_cards as product /*[end]*/
  /*[if columns=all]*/ products as product /*[end]*/
where product.seller_id = :sellerId!
  /*[if isAvailable]*/ and product.is_available = (select :isAvailable!::boolean) /*[end]*/
  /*[if afterTime afterId]*/
  and product.created_at <= :afterTime!
  and (product.created_at, product.id) < (:afterTime!, :afterId!)
  /*[end]*/
order by
  /*[if isAvailable]*/ product.created_at desc nulls last, /*[end]*/
  product.created_at desc,
  product.id desc
limit (select :limit!::bigint);

/* @name listProductFeed */
-- The available products, newest first, each with its seller's profile.
-- The seller is looked up row by row: the page is known by then, and a limit in the lateral keeps the planner from reading
-- all users to join them.
-- For a viewer, those whom a block parts from them are left out, row by row: see follows.sql for the end of such a walk.
-- With a filter the order says where nulls would come, though there are none: that keeps the planner from the index of
-- all that is new, which has the other order, and which it would walk for a rare category too, for in a plan for all
-- values it does not know how rare this one is.
with page as (
  select
    product.*,
    product.created_at::text as created_at_exact,
    false
    /*[if viewerId]*/
    or row_number() over (
      order by
        /*[if category]*/ product.created_at desc nulls last, /*[end]*/
        /*[if feedType]*/ product.created_at desc nulls last, /*[end]*/
        product.created_at desc,
        product.id desc
    ) >= 500
    /*[end]*/ as is_walk_end
  from
    /*[if columns=card]*/ product_cards as product /*[end]*/
    /*[if columns=all]*/ products as product /*[end]*/
  where product.is_available
    /*[if category]*/ and product.category = (select :category!::product_category) /*[end]*/
    /*[if feedType]*/ and product.feed_type = (select :feedType!::feed_type) /*[end]*/
    /*[if afterTime afterId]*/
    and product.created_at <= :afterTime!
    and (product.created_at, product.id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by
    /*[if category]*/ product.created_at desc nulls last, /*[end]*/
    /*[if feedType]*/ product.created_at desc nulls last, /*[end]*/
    product.created_at desc,
    product.id desc
  limit (select greatest(:limit!::bigint /*[if viewerId]*/, 500 /*[end]*/))
)
select
  page.*,
  false /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as "is_left_out!",
  seller.*
from page
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = page.seller_id
  limit 1
) as seller
/*[if viewerId]*/
left join lateral (
  select true as is_blocked
  from blocks
  where least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, page.seller_id)
    and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, page.seller_id)
  limit 1
) as sight on true
where sight.is_blocked is null
  or page.is_walk_end
/*[end]*/
order by
  /*[if category]*/ page.created_at desc nulls last, /*[end]*/
  /*[if feedType]*/ page.created_at desc nulls last, /*[end]*/
  page.created_at desc,
  page.id desc
limit (select :limit!::bigint);

/* @name listProductsNearby */
-- The available products within a radius, nearest first, each with its seller's profile. All of it is made of public places.
-- The walk goes over a bounded number of products by distance, and those that the filters leave out are passed over: the last
-- one of the walk is a row too, as in follows.sql. The rows of the page are looked up by id, and st_dwithin decides of each of
-- them whether it is within.
-- - plane: `category` where a category is given, else `all`: a walk of an index alone, by distance on a plane (place); see
--   migration 27 for how exact that is. Each has its own index. That the category is compared after the walk keeps the planner
--   from the thought that so few rows are as well read and sorted.
-- - plane: `sphere` where a plane is not exact enough: within radii of more than some hundred kilometres, near the poles and
--   the antimeridian. The order is by <-> of geography, the distance on a sphere, which differs from the distance on the
--   spheroid by up to 0.6 %. The origin is the caller's point in a box that is a metre larger. A walk goes by the distance between
--   boxes, which must not exceed <->, or the server ends it with XX000, "index returned tuples in wrong order". <-> is zero
--   between places that are micrometres apart, and some nanometres short across the antimeridian, where longitudes of opposite
--   signs are subtracted. Near the equator and the meridians of 0, 90 and 180 a point's own box is finer than that. st_dwithin
--   searches an index by the same boxes, so with the larger one it also finds what is at no distance. Distances are those of
--   the point: _st_expand, PostGIS's own function for st_dwithin, changes the box alone.
-- - The walk is by distance alone, for before PostgreSQL 17 no sort can be built upon it. `with ties` brings along whatever
--   is as far as the last row, so that the order by id picks from all of them.
-- - The values stand in subselects: one plan serves them all. A filter that is null leaves nothing out: no index serves them,
--   and as optional clauses they would make a hundred statements.
with origin as materialized (
  select
    /*[if plane=all]*/ place_of(:origin!::geography) /*[end]*/
    /*[if plane=category]*/ place_of(:origin!::geography) + plane_of(:category::product_category) /*[end]*/
    /*[if plane=sphere]*/ _st_expand(:origin!::geography, 1) /*[end]*/ as place,
    /*[if plane=all]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/
    /*[if plane=category]*/ place_radius(:origin!::geography, :radiusMetres!::float8) /*[end]*/
    /*[if plane=sphere]*/ :radiusMetres!::float8 /*[end]*/ as radius
),
walked_product as (
  select
    product.id,
    product.seller_id,
    product.category,
    product.condition,
    product.feed_type,
    product.currency,
    product.price_minor,
    product.place <-> (select origin.place from origin) as distance_order,
    row_number() over (order by product.place <-> (select origin.place from origin)) >= (select :budget!::bigint)
      as is_walk_end
  from (
    select
      products.id,
      products.seller_id,
      /*[if plane=all]*/ null::product_category as category, /*[end]*/
      /*[if plane=category]*/ products.category, /*[end]*/
      /*[if plane=sphere]*/ products.category, /*[end]*/
      products.condition,
      products.feed_type,
      products.currency,
      products.price_minor,
      /*[if plane=all]*/ products.place /*[end]*/
      /*[if plane=category]*/ products.category_place /*[end]*/
      /*[if plane=sphere]*/ products.public_location /*[end]*/ as place
    from products
    where products.is_available
  ) as product
  where true
    /*[if plane=all]*/
    and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
    and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)
    /*[end]*/
    /*[if plane=category]*/
    and product.place <@ (select box(origin.place - point(origin.radius, origin.radius), origin.place + point(origin.radius, origin.radius)) from origin)
    and product.place <-> (select origin.place from origin) <= (select origin.radius from origin)
    /*[end]*/
    /*[if plane=sphere]*/
    and st_dwithin(product.place, (select origin.place from origin), (select origin.radius from origin))
    /*[end]*/
    /*[if afterDistance afterId]*/
    and (product.place <-> (select origin.place from origin), product.id) > (:afterDistance!::float8, :afterId!::uuid)
    /*[end]*/
  order by product.place <-> (select origin.place from origin)
  fetch first (select :budget!::bigint) rows with ties
),
matched_product as (
  select
    walked_product.id,
    walked_product.seller_id,
    walked_product.distance_order,
    walked_product.is_walk_end,
    coalesce(walked_product.category = :category::product_category, true)
    and coalesce(walked_product.condition = :condition::product_condition, true)
    and coalesce(walked_product.feed_type = :feedType::feed_type, true)
    and coalesce(walked_product.currency = :currency::text, true)
    and coalesce(walked_product.price_minor >= :minPriceMinor::bigint, true)
    and coalesce(walked_product.price_minor <= :maxPriceMinor::bigint, true) as is_match
  from walked_product
),
page as (
  select
    matched_product.id,
    matched_product.distance_order,
    matched_product.is_walk_end,
    not matched_product.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out
  from matched_product
  /*[if viewerId]*/
  left join lateral (
    select true as is_blocked
    from blocks
    where matched_product.is_match
      and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)
      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)
    limit 1
  ) as sight on true
  /*[end]*/
  where (matched_product.is_match /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/)
    or matched_product.is_walk_end
  order by matched_product.distance_order
  fetch first (select :limit!::bigint) rows with ties
)
select
  shown_product.*,
  st_distance(shown_product.public_location, :origin!::geography) as "distance_metres!",
  page.distance_order as "distance_order!",
  page.is_walk_end as "is_walk_end!",
  page.is_left_out
  or not st_dwithin(shown_product.public_location, :origin!::geography, :radiusMetres!::float8) as "is_left_out!",
  seller.*
from page
cross join lateral (
  select
    listed_product.*
  from
    /*[if columns=card]*/ product_cards as listed_product /*[end]*/
    /*[if columns=all]*/ products as listed_product /*[end]*/
  where listed_product.id = page.id
  limit 1
) as shown_product
cross join lateral (
  select
    profiles.*
  from profiles
  where profiles.profile_id = shown_product.seller_id
  limit 1
) as seller
where shown_product.public_location is not null -- it has a place, but a type does not know
order by page.distance_order, page.id -- a total order: pages never repeat a row
limit (select :limit!::bigint);
