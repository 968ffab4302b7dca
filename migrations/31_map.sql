/*
The map: what is on sale, in cells that are counted beforehand, so that the world costs no more to show than a street.

- A cell is a square of the web's map, of which the world is 2^level wide and high: a quarter of a tile's side on levels two
  above a tile's zoom. map_x and map_y are cells of level 30, 4 cm wide at the equator. A cell of another level is that, shifted.
  They are made of place, the public place on a plane, so a cell says no more than the public place does.
- map_cells counts the products of each cell, levels 2 to 16, of all and of each category. A centre is a sum of whole
  numbers over a count, and the only product of a cell is the exclusive or of its ids: both can be taken back exactly.
- Triggers do not write there, for all of the world's writers would wait for the one cell of level 2. They write what changed
  into map_changes, to which rows are only added. Maintenance folds these into the cells.
- In any snapshot, the cells and what map_changes holds are together what is on sale. That is what a recount compares.

The advisory lock (2029, 0) belongs to whoever changes map_cells.
*/

set local lock_timeout = '3s';

-- The names in the bodies are those of this schema: see migration 27.
select set_config('search_path', concat_ws(', ', current_setting('search_path'), 'pg_temp'), true);

create function map_x(place point) returns integer
language sql immutable strict parallel safe
return floor(greatest(0, least(0.9999999999, place[0] / (2 * pi()) + 0.5)) * 1073741824)::integer;

comment on function map_x(point) is 'The column of a place on the web''s map, from the west: of 2^30.';

-- From the height on the ellipsoid to that on the sphere, which the web's map has: by the conformal latitude and its series
-- (Snyder, Map Projections: A Working Manual, 1987, formula 3-5), to less than a millimetre.
create function map_y(place point) returns integer
language sql immutable strict parallel safe
return floor(
  greatest(
    0,
    least(
      0.9999999999,
      0.5 - (
        place[1] + 0.0818191908426215 * atanh(
          0.0818191908426215 * sin(
            atan(sinh(place[1]))
            + 0.00335655146887969 * sin(2 * atan(sinh(place[1])))
            + 0.00000657187271079 * sin(4 * atan(sinh(place[1])))
            + 0.00000001764564338 * sin(6 * atan(sinh(place[1])))
          )
        )
      ) / (2 * pi())
    )
  ) * 1073741824
)::integer;

comment on function map_y(point) is
'The row of a place on the web''s map, from the north: of 2^30. What is beyond 85 degrees is in the first or the last one.';

create table map_cells (
  level integer not null,
  category text collate "C" not null,
  x integer not null,
  y integer not null,
  product_count integer not null,
  sum_x bigint not null,
  sum_y bigint not null,
  id_high bigint not null,
  id_low bigint not null,
  constraint map_cells_pkey primary key (level, category, x, y)
) with (fillfactor = 70);

comment on table map_cells is
'How many products are on sale in each cell of the map, and where their middle is. Kept by maintenance from map_changes.';
comment on column map_cells.level is 'The world is 2^level cells wide: 2 to 16. @impersonal';
comment on column map_cells.category is 'The category that is counted; empty for all of them. @impersonal';
comment on column map_cells.x is 'The column of the cell, from the west. @impersonal';
comment on column map_cells.y is 'The row of the cell, from the north. @impersonal';
comment on column map_cells.product_count is 'The number of available products. @impersonal';
comment on column map_cells.sum_x is 'The sum of map_x of their public places. @impersonal';
comment on column map_cells.sum_y is 'The sum of map_y of their public places. @impersonal';
comment on column map_cells.id_high is 'The exclusive or of the first halves of their ids. @impersonal';
comment on column map_cells.id_low is 'The exclusive or of the second halves of their ids. @impersonal';

create table map_changes (
  id uuid not null default uuidv7(),
  category product_category not null,
  x integer not null,
  y integer not null,
  product_id uuid not null,
  change integer not null,
  constraint map_changes_pkey primary key (id),
  constraint ck_map_changes_change_sign check (change in (-1, 1))
);

comment on table map_changes is 'Products that came onto the map or left it, until maintenance has folded them into map_cells.';
comment on column map_changes.id is 'The id of the change. @impersonal';
comment on column map_changes.category is 'The category of the product. @impersonal';
comment on column map_changes.x is 'map_x of its public place. @impersonal';
comment on column map_changes.y is 'map_y of its public place. @impersonal';
comment on column map_changes.product_id is 'The product. @impersonal';
comment on column map_changes.change is '1 if it came, -1 if it left. @impersonal';

create function queue_new_on_map() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into map_changes (category, x, y, product_id, change)
  select
    product.category,
    map_x(product.place),
    map_y(product.place),
    product.id,
    1
  from changed_product as product
  where product.is_available
    and product.place is not null;
  return null;
end
$$;

create function queue_gone_from_map() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into map_changes (category, x, y, product_id, change)
  select
    product.category,
    map_x(product.place),
    map_y(product.place),
    product.id,
    -1
  from changed_product as product
  where product.is_available
    and product.place is not null;
  return null;
end
$$;

create function queue_moved_on_map() returns trigger
language plpgsql set search_path from current
as $$
begin
  insert into map_changes (category, x, y, product_id, change)
  select
    version.category,
    map_x(version.place),
    map_y(version.place),
    version.id,
    version.change
  from (
    values
      (old.category, old.place, old.id, old.is_available, -1),
      (new.category, new.place, new.id, new.is_available, 1)
  ) as version (category, place, id, is_available, change)
  where version.is_available
    and version.place is not null;
  return null;
end
$$;

create function clear_map() returns trigger
language plpgsql set search_path from current
as $$
begin
  truncate map_changes, map_cells;
  return null;
end
$$;

comment on function queue_new_on_map() is 'Adds what came on sale to map_changes.';
comment on function queue_gone_from_map() is 'Adds what was deleted to map_changes.';
comment on function queue_moved_on_map() is 'Adds a product that was at one place, and what it is now, to map_changes.';
comment on function clear_map() is 'Empties the map with its products.';

create trigger tr_products_queue_new_on_map after insert on products
referencing new table as changed_product
for each statement execute function queue_new_on_map();
create trigger tr_products_queue_gone_from_map after delete on products
referencing old table as changed_product
for each statement execute function queue_gone_from_map();
-- By row, and its condition first: most updates are of other columns, and would copy their rows into transition tables for nothing.
create trigger tr_products_queue_moved_on_map after update on products
for each row when (
  old.is_available is distinct from new.is_available
  or old.category is distinct from new.category
  or old.id is distinct from new.id
  or old.place[0] is distinct from new.place[0]
  or old.place[1] is distinct from new.place[1]
)
execute function queue_moved_on_map();
create trigger tr_products_clear_map after truncate on products
for each statement execute function clear_map();

-- What is there already: the finest level from the products, the others from it.
insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
select
  16,
  kind.category,
  map_x(products.place) >> 14,
  map_y(products.place) >> 14,
  count(*),
  sum(map_x(products.place)),
  sum(map_y(products.place)),
  bit_xor(('x' || left(replace(products.id::text, '-', ''), 16))::bit(64)::bigint),
  bit_xor(('x' || right(replace(products.id::text, '-', ''), 16))::bit(64)::bigint)
from products
cross join lateral (values (''), (products.category::text)) as kind (category)
where products.is_available
  and products.place is not null
group by 1, 2, 3, 4;
insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
select
  coarser.level,
  map_cells.category,
  map_cells.x >> (16 - coarser.level),
  map_cells.y >> (16 - coarser.level),
  sum(map_cells.product_count),
  sum(map_cells.sum_x),
  sum(map_cells.sum_y),
  bit_xor(map_cells.id_high),
  bit_xor(map_cells.id_low)
from map_cells
cross join generate_series(2, 15) as coarser (level)
group by 1, 2, 3, 4;
