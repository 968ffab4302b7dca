/*
stream_products: the products that a stream shows, in the streamer's order.

Each command locks the streamer's account, then the stream, so those of one stream run one after another. A row that another
command added meanwhile is not in a statement's snapshot. It keeps its place, which may be another one's too; the order is
(position, id), and so total. The product on show is a column of the stream, and is read again under its lock.
*/

/* @name tagStreamProducts */
-- Adds products to a stream, behind those that are there: all of them, or none if one is not the streamer's. Those that are in
-- it already stay where they are.
-- The products are looked up row by row: a limit in the lateral keeps the planner from reading all of the seller's.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
locked_stream as (
  select
    streams.id,
    streams.user_id
  from acting_user
  join streams on streams.user_id = acting_user.id
  where streams.id = :streamId!
  for no key update of streams
),
own_product as (
  select
    wanted_product.id,
    wanted.place
  from locked_stream
  cross join unnest(:productIds!::uuid[]) with ordinality as wanted (id, place)
  cross join lateral (
    select products.id
    from products
    where products.id = wanted.id
      and products.seller_id = locked_stream.user_id
    limit 1
  ) as wanted_product
),
last_place as (
  select coalesce(max(stream_products.position), -1) as position
  from stream_products
  where stream_products.stream_id = :streamId!
),
tagged_product as (
  insert into stream_products (stream_id, product_id, seller_id, position)
  select
    locked_stream.id,
    own_product.id,
    locked_stream.user_id,
    last_place.position + own_product.place
  from locked_stream
  cross join own_product
  cross join last_place
  where (select count(*) from own_product) = cardinality(:productIds!::uuid[])
  order by own_product.place
  on conflict do nothing
  returning stream_products.id
)
select
  exists (select from locked_stream) as "is_stream_found!",
  (select count(*) from own_product) = cardinality(:productIds!::uuid[]) as "are_products_found!",
  (select count(*)::integer from tagged_product) as "tagged!";

/* @name untagStreamProducts */
-- Takes products out of a stream. One that was on show is not any more (fk_streams_pinned_product).
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
locked_stream as (
  select streams.id
  from acting_user
  join streams on streams.user_id = acting_user.id
  where streams.id = :streamId!
  for no key update of streams
),
untagged_product as (
  delete from stream_products
  using locked_stream
  where stream_products.stream_id = locked_stream.id
    and stream_products.product_id = any(:productIds!::uuid[])
  returning stream_products.id
)
select
  exists (select from locked_stream) as "is_stream_found!",
  (select count(*)::integer from untagged_product) as "untagged!";

/* @name orderStreamProducts */
-- Puts products of a stream first, in the order of the list; the others follow in the order that they have. Nothing changes if
-- one in the list is not in the stream.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
),
locked_stream as (
  select streams.id
  from acting_user
  join streams on streams.user_id = acting_user.id
  where streams.id = :streamId!
  for no key update of streams
),
ordered_product as (
  select
    stream_products.id,
    wanted.place is not null as is_listed,
    row_number() over (order by wanted.place, stream_products.position, stream_products.id) - 1 as position
  from locked_stream
  join stream_products on stream_products.stream_id = locked_stream.id
  left join unnest(:productIds!::uuid[]) with ordinality as wanted (id, place) on wanted.id = stream_products.product_id
),
moved_product as (
  update stream_products
  set position = ordered_product.position
  from ordered_product
  where stream_products.id = ordered_product.id
    and (select count(*) from ordered_product as listed where listed.is_listed) = cardinality(:productIds!::uuid[])
)
select
  exists (select from locked_stream) as "is_stream_found!",
  (select count(*) from ordered_product where ordered_product.is_listed) = cardinality(:productIds!::uuid[])
    as "are_products_found!";

/* @name pinStreamProduct */
-- Puts a product of a stream on show, in place of the one before; returns no row if the stream is not the acting user's, or the
-- product is not in it. null: nothing is on show.
-- The foreign key refuses a product that leaves the stream at the same time.
with acting_user as (
  select users.id
  from users
  where users.id = :userId!
    and users.is_active
  for key share
)
update streams
set pinned_product_id = :productId
from acting_user
where streams.id = :streamId!
  and streams.user_id = acting_user.id
  and (
    :productId::uuid is null
    or exists (
      select from stream_products
      where stream_products.product_id = :productId
        and stream_products.stream_id = streams.id
    )
  )
returning
  streams.*;

/* @name listStreamProducts */
-- The products of a stream, in its order. No more than a stream may have.
select
  product.*,
  stream_products.position,
  coalesce(streams.pinned_product_id = product.id, false) as "is_pinned!",
  stream_products.created_at as tagged_at
from streams
join stream_products on stream_products.stream_id = streams.id
join
  /*[if columns=card]*/ product_cards as product /*[end]*/
  /*[if columns=all]*/ products as product /*[end]*/
  on product.id = stream_products.product_id
where streams.id = :streamId!
order by stream_products.position, stream_products.id
limit 200;

/* @name listStreamsByProduct */
-- The streams that show a product, the latest to which it was added first.
-- The exact time is text for the cursor: a Date has only milliseconds.
with page as (
  select
    stream_products.stream_id,
    stream_products.created_at
  from stream_products
  where stream_products.product_id = :productId!
    /*[if afterTime afterId]*/
    and stream_products.created_at <= :afterTime!
    and (stream_products.created_at, stream_products.stream_id) < (:afterTime!, :afterId!)
    /*[end]*/
  order by stream_products.created_at desc, stream_products.stream_id desc
  limit (select :limit!::bigint)
)
select
  streams.*,
  page.created_at::text as "tagged_at_exact!"
from page
join streams on streams.id = page.stream_id
order by page.created_at desc, page.stream_id desc;
