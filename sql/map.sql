/*
The map: products in a box, clusters and tiles. All of it is made of public places.

A box is one on the plane of place, where the edges of a box on the globe are straight: see migration 27. It is a little larger
there, by more than the centimetre that a place is moved by, and the public place decides at its edges.
*/

/* @name listProductsInBox */
-- The available products in a box, those nearest to its middle on the plane first.
-- The walk is that of listProductsNearby: of an index alone, with a budget, and its last product is a row too.
-- acrossMaxX: for a box that crosses the antimeridian. The first part ends there, and the second one begins on the other side,
-- where the middle is a whole turn away. Each part is a walk of its own.
-- lint-disable total-order: the two parts have nothing in common, so no product comes twice.
with walked_product as (
  select
    entry.id,
    entry.seller_id,
    /*[if category]*/ entry.category, /*[end]*/
    entry.condition,
    entry.feed_type,
    entry.currency,
    entry.price_minor,
    entry.distance_order,
    row_number() over (order by entry.distance_order) >= (select :budget!::bigint) as is_walk_end
  from (
    (
      select
        product.id,
        product.seller_id,
        /*[if category]*/ product.category, /*[end]*/
        product.condition,
        product.feed_type,
        product.currency,
        product.price_minor,
        product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/) as distance_order
      from (
        select
          products.id,
          products.seller_id,
          /*[if category]*/ products.category, /*[end]*/
          products.condition,
          products.feed_type,
          products.currency,
          products.price_minor,
          /*[if plane=all]*/ products.place /*[end]*/
          /*[if plane=category]*/ products.category_place /*[end]*/ as place
        from products
        where products.is_available
      ) as product
      where product.place <@ (
        select
          box(
            point(:minX!::float8, :minY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/,
            point(:maxX!::float8, :maxY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/
          )
      )
        /*[if afterDistance afterId]*/
        and (
          product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/),
          product.id
        ) > (:afterDistance!::float8, :afterId!::uuid)
        /*[end]*/
      order by product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/)
      fetch first (select :budget!::bigint) rows with ties
    )
    /*[if acrossMaxX]*/
    union all
    (
      select
        product.id,
        product.seller_id,
        /*[if category]*/ product.category, /*[end]*/
        product.condition,
        product.feed_type,
        product.currency,
        product.price_minor,
        product.place <-> (
          select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/
        ) as distance_order
      from (
        select
          products.id,
          products.seller_id,
          /*[if category]*/ products.category, /*[end]*/
          products.condition,
          products.feed_type,
          products.currency,
          products.price_minor,
          /*[if plane=all]*/ products.place /*[end]*/
          /*[if plane=category]*/ products.category_place /*[end]*/ as place
        from products
        where products.is_available
      ) as product
      where product.place <@ (
        select
          box(
            point(-4, :minY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/,
            point(:acrossMaxX!::float8, :maxY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/
          )
      )
        /*[if afterDistance afterId]*/
        and (
          product.place <-> (select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/),
          product.id
        ) > (:afterDistance!::float8, :afterId!::uuid)
        /*[end]*/
      order by product.place <-> (select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/)
      fetch first (select :budget!::bigint) rows with ties
    )
    /*[end]*/
  ) as entry
  order by entry.distance_order
  fetch first (select :budget!::bigint) rows with ties
),
matched_product as (
  select
    walked_product.id,
    walked_product.seller_id,
    walked_product.distance_order,
    walked_product.is_walk_end,
    true
    /*[if category]*/ and walked_product.category = :category! /*[end]*/
    /*[if condition]*/ and walked_product.condition = :condition! /*[end]*/
    /*[if feedType]*/ and walked_product.feed_type = :feedType! /*[end]*/
    /*[if currency]*/ and walked_product.currency = :currency! /*[end]*/
    /*[if minPriceMinor]*/ and walked_product.price_minor >= :minPriceMinor! /*[end]*/
    /*[if maxPriceMinor]*/ and walked_product.price_minor <= :maxPriceMinor! /*[end]*/
    as is_match
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
  shown_product.id,
  shown_product.title,
  shown_product.price_minor,
  shown_product.currency,
  shown_product.category,
  shown_product.image_url,
  shown_product.public_location as "public_location!",
  page.distance_order as "distance_order!",
  page.is_walk_end as "is_walk_end!",
  page.is_left_out
  or st_y(shown_product.public_location::geometry) not between :south! and :north!
  or case
    when :west!::float8 <= :east!::float8 then st_x(shown_product.public_location::geometry) not between :west! and :east!
    else st_x(shown_product.public_location::geometry) < :west! and st_x(shown_product.public_location::geometry) > :east!
  end as "is_left_out!"
from page
cross join lateral (
  select
    products.id,
    products.title,
    products.price_minor,
    products.currency,
    products.category,
    products.image_urls[1] as image_url,
    products.public_location
  from products
  where products.id = page.id
  limit 1
) as shown_product
where shown_product.public_location is not null -- it has a place, but a type does not know
order by page.distance_order, page.id -- a total order: pages never repeat a row
limit (select :limit!::bigint);
