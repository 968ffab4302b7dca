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

/* @name listMapCells */
-- The cells of a level, counted beforehand. The strips are ranges of columns: many cells in one range where they stand beside each
-- other in the index, on coarse levels, and a column each elsewhere.
-- withSamples: some product of each cell too, by a walk of the index into its box. edgeYs are the edges of the rows on the
-- plane, from the north.
select
  cell.x,
  cell.y,
  cell.product_count,
  (cell.sum_x / cell.product_count::float8 + 0.5) / 1073741824 as "centre_x!",
  (cell.sum_y / cell.product_count::float8 + 0.5) / 1073741824 as "centre_y!",
  case
    when cell.product_count = 1 then (lpad(to_hex(cell.id_high), 16, '0') || lpad(to_hex(cell.id_low), 16, '0'))::uuid
    /*[if withSamples]*/ else sample.id /*[end]*/
  end as sample_id
from unnest((select :firstXs!::integer[]), (select :lastXs!::integer[])) as strip (first_x, last_x)
cross join lateral (
  select
    map_cells.x,
    map_cells.y,
    map_cells.product_count,
    map_cells.sum_x,
    map_cells.sum_y,
    map_cells.id_high,
    map_cells.id_low
  from map_cells
  where map_cells.level = (select :level!::integer)
    and map_cells.category = (select :category!::text)
    and map_cells.x between strip.first_x and strip.last_x
    and map_cells.y between (select :firstY!::integer) and (select :lastY!::integer)
    and map_cells.product_count > 0
  order by map_cells.x, map_cells.y
  limit 2048
) as cell
/*[if withSamples]*/
left join lateral (
  select product.id
  from (
    select
      products.id,
      /*[if plane=all]*/ products.place /*[end]*/
      /*[if plane=category]*/ products.category_place /*[end]*/ as place
    from products
    where products.is_available
      /*[if plane=category]*/ and products.category = (select :category!::text::product_category) /*[end]*/
  ) as product
  where :withSamples!::boolean
    and cell.product_count > 1
    and product.place <@ box(
      point(
        (cell.x / power(2, :level!::integer) - 0.5) * 2 * pi(),
        (:edgeYs!::float8[])[cell.y - :firstY!::integer + 2]
      ) /*[if plane=category]*/ + plane_of((:category!::text)::product_category) /*[end]*/,
      point(
        ((cell.x + 1) / power(2, :level!::integer) - 0.5) * 2 * pi(),
        (:edgeYs!::float8[])[cell.y - :firstY!::integer + 1]
      ) /*[if plane=category]*/ + plane_of((:category!::text)::product_category) /*[end]*/
    )
  limit 1
) as sample on true
/*[end]*/
order by cell.y, cell.x;

/* @name countMapCells */
-- The same of the products themselves, up to a budget: for streets, whose cells are too many to be kept.
with walked_product as materialized (
  select
    product.id,
    strip.first_x,
    strip.last_x,
    map_x(product.place) as map_x,
    map_y(product.place) as map_y
  from unnest(
    (select :firstXs!::integer[]),
    (select :lastXs!::integer[]),
    (select :minXs!::float8[]),
    (select :maxXs!::float8[])
  ) as strip (first_x, last_x, min_x, max_x)
  cross join lateral (
    select
      products.id,
      /*[if plane=all]*/ products.place /*[end]*/
      /*[if plane=category]*/ products.category_place - (select plane_of(:category!)) /*[end]*/ as place
    from products
    where products.is_available
      /*[if plane=all]*/
      and products.place <@ box(
        point(strip.min_x, (select :minY!::float8)),
        point(strip.max_x, (select :maxY!::float8))
      )
      /*[end]*/
      /*[if plane=category]*/
      and products.category = (select :category!::product_category)
      and products.category_place <@ box(
        point(strip.min_x, (select :minY!::float8)) + (select plane_of(:category!)),
        point(strip.max_x, (select :maxY!::float8)) + (select plane_of(:category!))
      )
      /*[end]*/
    limit (select :budget!::bigint)
  ) as product
)
select
  walked_product.map_x >> (select 30 - :level!::integer) as "x!",
  walked_product.map_y >> (select 30 - :level!::integer) as "y!",
  count(*)::integer as "product_count!",
  (avg(walked_product.map_x)::float8 + 0.5) / 1073741824 as "centre_x!",
  (avg(walked_product.map_y)::float8 + 0.5) / 1073741824 as "centre_y!",
  max(walked_product.id::text)::uuid as "sample_id!",
  (select count(*) from walked_product) >= (select :budget!::bigint) as "is_cut!"
from walked_product
where walked_product.map_x >> (select 30 - :level!::integer) between walked_product.first_x and walked_product.last_x
  and walked_product.map_y >> (select 30 - :level!::integer) between (select :firstY!::integer) and (select :lastY!::integer)
group by 1, 2
order by 2, 1;

/* @name foldMapChanges */
-- Folds the oldest changes into the cells, and returns how many there were. One session at a time: another one finds nothing to do.
-- A cell that is empty goes, and the others are written in one order.
with turn as materialized (
  select pg_try_advisory_xact_lock(2029, 0) as is_ours
),
taken_change as (
  delete from map_changes
  using turn
  where turn.is_ours
    and map_changes.id = any(array(
      select oldest_change.id
      from map_changes as oldest_change
      order by oldest_change.id
      limit (select :limit!::bigint)
    ))
  returning
    map_changes.category,
    map_changes.x,
    map_changes.y,
    map_changes.change,
    ('x' || left(replace(map_changes.product_id::text, '-', ''), 16))::bit(64)::bigint as id_high,
    ('x' || right(replace(map_changes.product_id::text, '-', ''), 16))::bit(64)::bigint as id_low
),
folded_cell as materialized (
  select
    grid.level,
    kind.category,
    taken_change.x >> (30 - grid.level) as x,
    taken_change.y >> (30 - grid.level) as y,
    sum(taken_change.change)::integer as product_count,
    sum(taken_change.x::bigint * taken_change.change)::bigint as sum_x,
    sum(taken_change.y::bigint * taken_change.change)::bigint as sum_y,
    bit_xor(taken_change.id_high) as id_high,
    bit_xor(taken_change.id_low) as id_low
  from taken_change
  cross join generate_series(2, 16) as grid (level)
  cross join lateral (values (''), (taken_change.category::text)) as kind (category)
  group by 1, 2, 3, 4
),
emptied_cell as (
  delete from map_cells
  using folded_cell
  where map_cells.level = folded_cell.level
    and map_cells.category = folded_cell.category
    and map_cells.x = folded_cell.x
    and map_cells.y = folded_cell.y
    and map_cells.product_count + folded_cell.product_count = 0
    -- A change may come before the one that it takes back: then something is left, and needed for that.
    and map_cells.sum_x + folded_cell.sum_x = 0
    and map_cells.sum_y + folded_cell.sum_y = 0
    and map_cells.id_high = folded_cell.id_high
    and map_cells.id_low = folded_cell.id_low
  returning
    map_cells.level,
    map_cells.category,
    map_cells.x,
    map_cells.y
),
kept_cell as (
  insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
  select
    folded_cell.level,
    folded_cell.category,
    folded_cell.x,
    folded_cell.y,
    folded_cell.product_count,
    folded_cell.sum_x,
    folded_cell.sum_y,
    folded_cell.id_high,
    folded_cell.id_low
  from folded_cell
  where (folded_cell.product_count, folded_cell.sum_x, folded_cell.sum_y, folded_cell.id_high, folded_cell.id_low)
    <> (0, 0, 0, 0, 0)
    and not exists (
      select
      from emptied_cell
      where emptied_cell.level = folded_cell.level
        and emptied_cell.category = folded_cell.category
        and emptied_cell.x = folded_cell.x
        and emptied_cell.y = folded_cell.y
    )
  order by folded_cell.level, folded_cell.category, folded_cell.x, folded_cell.y
  on conflict (level, category, x, y) do update
  set
    product_count = map_cells.product_count + excluded.product_count,
    sum_x = map_cells.sum_x + excluded.sum_x,
    sum_y = map_cells.sum_y + excluded.sum_y,
    id_high = map_cells.id_high # excluded.id_high,
    id_low = map_cells.id_low # excluded.id_low
)
select count(*)::integer as "folded!"
from taken_change;

/* @name lockMapCells */
-- Waits until nobody else changes the cells, and keeps it so to the end of the transaction.
select pg_advisory_xact_lock(2029, 0)::text as lock;

/* @name recountMapCells */
-- Compares the cells with the products on sale, less what is still to be folded, and repairs them. It reads all products.
with counted_cell as (
  select
    listed.category,
    listed.x >> 14 as x,
    listed.y >> 14 as y,
    sum(listed.change)::integer as product_count,
    sum(listed.x::bigint * listed.change)::bigint as sum_x,
    sum(listed.y::bigint * listed.change)::bigint as sum_y,
    bit_xor(('x' || left(replace(listed.id::text, '-', ''), 16))::bit(64)::bigint) as id_high,
    bit_xor(('x' || right(replace(listed.id::text, '-', ''), 16))::bit(64)::bigint) as id_low
  from (
    select
      products.category,
      map_x(products.place) as x,
      map_y(products.place) as y,
      products.id,
      1 as change
    from products
    where products.is_available
      and products.place is not null
    union all
    select
      map_changes.category,
      map_changes.x,
      map_changes.y,
      map_changes.product_id,
      -map_changes.change
    from map_changes
  ) as listed
  group by 1, 2, 3
),
expected_cell as (
  select
    grid.level,
    kind.category,
    counted_cell.x >> (16 - grid.level) as x,
    counted_cell.y >> (16 - grid.level) as y,
    sum(counted_cell.product_count)::integer as product_count,
    sum(counted_cell.sum_x)::bigint as sum_x,
    sum(counted_cell.sum_y)::bigint as sum_y,
    bit_xor(counted_cell.id_high) as id_high,
    bit_xor(counted_cell.id_low) as id_low
  from counted_cell
  cross join generate_series(2, 16) as grid (level)
  cross join lateral (values (''), (counted_cell.category::text)) as kind (category)
  group by 1, 2, 3, 4
  having (sum(counted_cell.product_count), bit_xor(counted_cell.id_high), bit_xor(counted_cell.id_low)) <> (0, 0, 0)
),
compared_cell as materialized (
  select
    coalesce(expected_cell.level, map_cells.level) as level,
    coalesce(expected_cell.category, map_cells.category) as category,
    coalesce(expected_cell.x, map_cells.x) as x,
    coalesce(expected_cell.y, map_cells.y) as y,
    expected_cell.product_count,
    expected_cell.sum_x,
    expected_cell.sum_y,
    expected_cell.id_high,
    expected_cell.id_low,
    coalesce(map_cells.product_count, 0) as old_count,
    (expected_cell.product_count, expected_cell.sum_x, expected_cell.sum_y, expected_cell.id_high, expected_cell.id_low)
      is distinct from (map_cells.product_count, map_cells.sum_x, map_cells.sum_y, map_cells.id_high, map_cells.id_low) as is_wrong
  from expected_cell
  full join map_cells
    on map_cells.level = expected_cell.level
    and map_cells.category = expected_cell.category
    and map_cells.x = expected_cell.x
    and map_cells.y = expected_cell.y
),
emptied_cell as (
  delete from map_cells
  using compared_cell
  where compared_cell.product_count is null
    and map_cells.level = compared_cell.level
    and map_cells.category = compared_cell.category
    and map_cells.x = compared_cell.x
    and map_cells.y = compared_cell.y
),
repaired_cell as (
  insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
  select
    compared_cell.level,
    compared_cell.category,
    compared_cell.x,
    compared_cell.y,
    compared_cell.product_count,
    compared_cell.sum_x,
    compared_cell.sum_y,
    compared_cell.id_high,
    compared_cell.id_low
  from compared_cell
  where compared_cell.is_wrong
    and compared_cell.product_count is not null
  order by compared_cell.level, compared_cell.category, compared_cell.x, compared_cell.y
  on conflict (level, category, x, y) do update
  set
    product_count = excluded.product_count,
    sum_x = excluded.sum_x,
    sum_y = excluded.sum_y,
    id_high = excluded.id_high,
    id_low = excluded.id_low
)
select
  count(*)::integer as "checked!",
  count(*) filter (
    where compared_cell.is_wrong
      and (compared_cell.product_count is not null or compared_cell.old_count <> 0)
  )::integer as "drifted!"
from compared_cell;

/* @name readCellTile */
-- A vector tile of the cells that were counted beforehand; or where PostGIS is built without protobuf-c, what goes into it.
-- A cell that is larger than the tile is in the tile of its middle.
with feature as (
  select
    round(((cell.sum_x / cell.product_count::float8 + 0.5) / 1073741824 * power(2, :z!::integer) - :tileX!::integer) * 4096)::integer as tile_x,
    round(((cell.sum_y / cell.product_count::float8 + 0.5) / 1073741824 * power(2, :z!::integer) - :tileY!::integer) * 4096)::integer as tile_y,
    cell.product_count,
    case
      when cell.product_count = 1
      then (lpad(to_hex(cell.id_high), 16, '0') || lpad(to_hex(cell.id_low), 16, '0'))::uuid::text
    end as id
  from unnest((select :firstXs!::integer[]), (select :lastXs!::integer[])) as strip (first_x, last_x)
  cross join lateral (
    select
      map_cells.x,
      map_cells.y,
      map_cells.product_count,
      map_cells.sum_x,
      map_cells.sum_y,
      map_cells.id_high,
      map_cells.id_low
    from map_cells
    where map_cells.level = (select :level!::integer)
      and map_cells.category = (select :category!::text)
      and map_cells.x between strip.first_x and strip.last_x
      and map_cells.y between (select :firstY!::integer) and (select :lastY!::integer)
      and map_cells.product_count > 0
    order by map_cells.x, map_cells.y
    limit 256
  ) as cell
),
shown_feature as (
  select
    feature.tile_x,
    feature.tile_y,
    feature.product_count,
    feature.id
  from feature
  where feature.tile_x between 0 and 4096
    and feature.tile_y between 0 and 4096
)
select
  case
    when coalesce(postgis_libprotobuf_version(), '') <> ''
    then (
      select st_asmvt(listed, 'products', 4096, 'geom')
      from (
        select
          st_makepoint(shown_feature.tile_x, shown_feature.tile_y) as geom,
          shown_feature.product_count as count,
          shown_feature.id
        from shown_feature
        order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
      ) as listed
    )
  end as tile,
  case
    when coalesce(postgis_libprotobuf_version(), '') = ''
    then (
      select
        jsonb_agg(
          jsonb_build_object(
            'x', shown_feature.tile_x,
            'y', shown_feature.tile_y,
            'count', shown_feature.product_count,
            'id', shown_feature.id
          )
          order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
        )
      from shown_feature
    )
  end as features;

/* @name readProductTile */
-- The same of the products themselves, up to a budget: see countMapCells.
with walked_product as materialized (
  select
    product.id,
    map_x(product.place) as map_x,
    map_y(product.place) as map_y
  from (
    select
      products.id,
      /*[if plane=all]*/ products.place /*[end]*/
      /*[if plane=category]*/ products.category_place - (select plane_of(:category!)) /*[end]*/ as place
    from products
    where products.is_available
      /*[if plane=all]*/
      and products.place <@ (select box(point(:minX!::float8, :minY!::float8), point(:maxX!::float8, :maxY!::float8)))
      /*[end]*/
      /*[if plane=category]*/
      and products.category = (select :category!::product_category)
      and products.category_place <@ (
        select box(
          point(:minX!::float8, :minY!::float8) + plane_of(:category!),
          point(:maxX!::float8, :maxY!::float8) + plane_of(:category!)
        )
      )
      /*[end]*/
    limit (select :budget!::bigint)
  ) as product
),
cell as (
  select
    count(*)::integer as product_count,
    avg(walked_product.map_x)::float8 as middle_x,
    avg(walked_product.map_y)::float8 as middle_y,
    max(walked_product.id::text) as id
  from walked_product
  where walked_product.map_x >> (select 30 - :z!::integer) = :tileX!::integer
    and walked_product.map_y >> (select 30 - :z!::integer) = :tileY!::integer
  group by walked_product.map_x >> (select 30 - :level!::integer), walked_product.map_y >> (select 30 - :level!::integer)
),
shown_feature as (
  select
    round(((cell.middle_x + 0.5) / 1073741824 * power(2, :z!::integer) - :tileX!::integer) * 4096)::integer as tile_x,
    round(((cell.middle_y + 0.5) / 1073741824 * power(2, :z!::integer) - :tileY!::integer) * 4096)::integer as tile_y,
    cell.product_count,
    case when cell.product_count = 1 then cell.id end as id
  from cell
)
select
  (select count(*) from walked_product) >= (select :budget!::bigint) as "is_cut!",
  case
    when coalesce(postgis_libprotobuf_version(), '') <> ''
    then (
      select st_asmvt(listed, 'products', 4096, 'geom')
      from (
        select
          st_makepoint(shown_feature.tile_x, shown_feature.tile_y) as geom,
          shown_feature.product_count as count,
          shown_feature.id
        from shown_feature
        order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
      ) as listed
    )
  end as tile,
  case
    when coalesce(postgis_libprotobuf_version(), '') = ''
    then (
      select
        jsonb_agg(
          jsonb_build_object(
            'x', shown_feature.tile_x,
            'y', shown_feature.tile_y,
            'count', shown_feature.product_count,
            'id', shown_feature.id
          )
          order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
        )
      from shown_feature
    )
  end as features;
