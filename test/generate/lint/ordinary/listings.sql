/* Queries about listings that no rule may refuse. */

/* @name findListing */
select products.id, products.title, products.price_minor from products where products.id = :id!;

/* @name findListingWithSeller */
select p.id, p.title, u.username as seller
from products p
join users u on u.id = p.seller_id
where p.id = :id!;

/* @name listNewest */
select products.* from products where products.is_available order by products.created_at desc, products.id desc limit :limit!;

/* @name listNewestAfter */
select p.id, p.title
from products as p
where p.is_available
  and (p.created_at, p.id) < (:afterCreatedAt!::timestamptz, :afterId!::uuid)
order by p.created_at desc, p.id desc
limit 20;

/* @name listFiltered */
select products.id, products.title
from products
where products.is_available
  /*[if category]*/ and products.category = :category! /*[end]*/
  /*[if minPrice]*/ and products.price_minor >= :minPrice! /*[end]*/
  /*[if maxPrice]*/ and products.price_minor <= :maxPrice! /*[end]*/
order by products.created_at desc, products.id desc
limit :limit!;

/* @name listBySeller */
select id, title, created_at from products where seller_id = :sellerId! order by created_at, id limit 50;

/* @name listByIds */
select products.id, products.title from products where products.id = any(:ids!::uuid[]);

/*
  @name listBySpreadIds
  @param ids -> (...)
*/
select products.id, products.title from products where products.id in :ids!;

/*
  @name listExcept
  @param ids -> (...)
*/
select products.id, products.title from products where products.id not in :ids! order by products.id limit 10;

/* @name listInOrderOfIds */
select products.id, products.title
from unnest(:ids!::uuid[]) with ordinality as wanted(id, place)
join products on products.id = wanted.id
order by wanted.place;

/* @name listPricesByIds */
select wanted.id, products.price_minor
from unnest(:ids!::uuid[]) as wanted(id)
left join products on products.id = wanted.id;

/* @name countAvailable */
select count(*)::int as "count!" from products where is_available;

/* @name countByCategory */
select category, count(*) as listings from products where is_available group by category order by listings desc;

/* @name countBySellerAndCategory */
select seller_id, category, count(*) as listings
from products
where seller_id = any(:sellerIds!::uuid[])
group by seller_id, category
having count(*) > 1;

/* @name existsListing */
select exists (select 1 from products where id = :id! and is_available) as "exists!";

/* @name listTags */
select distinct tag.tag
from products
cross join lateral unnest(products.tags) as tag(tag)
where products.is_available
order by tag.tag;

/* @name listPopularTags */
select tag, count(*) as uses
from products, unnest(products.tags) as tag
group by tag
order by uses desc, tag
limit 30;

/* @name listTagged */
select products.id, products.title
from products
where products.is_available and products.tags @> array[:tag!::text]
order by products.created_at desc, products.id desc
limit 20;

/* @name searchTitles */
select products.id, products.title
from products
where products.is_available and products.title ilike '%' || :term!::text || '%'
order by products.created_at desc, products.id desc
limit 20;

/* @name searchText */
select products.id, products.title, ts_rank(to_tsvector('simple', products.title), query.query) as rank
from products
cross join websearch_to_tsquery('simple', :term!) as query(query)
where to_tsvector('simple', products.title) @@ query.query
order by rank desc, products.id
limit 20;

/* @name listReduced */
select id, title, price_minor, original_price_minor, round(100.0 * (original_price_minor - price_minor) / nullif(original_price_minor, 0)) as percent
from products
where is_available and original_price_minor > price_minor
order by created_at desc, id desc
limit 20;

/* @name listWithoutOffers */
select products.id
from products
where products.is_available
  and not exists (select from offers where offers.product_id = products.id)
order by products.id
limit 100;

/* @name listNotSoldBy */
select products.id
from products
where products.is_available
  and products.seller_id not in (select users.id from users where not users.is_active)
order by products.id
limit 100;

/* @name listNotInDeal */
select p.id
from products p
where p.is_available
  and p.id not in (select t.product_id from transactions t where t.status = 'pending')
order by p.id
limit 100;

/* @name listNotOfOffers */
select messages.id
from messages
where messages.conversation_id = :conversationId!
  and messages.offer_id not in (select offers.parent_offer_id from offers where offers.parent_offer_id is not null)
order by messages.created_at, messages.id
limit 20;

/* @name listWithRank */
select products.id, rank() over (partition by products.category order by products.price_minor) as price_rank
from products
where products.seller_id = :sellerId!
order by products.id
limit 50;

/* @name listCheapestOfEachCategory */
select distinct on (products.category) products.category, products.id, products.price_minor
from products
where products.is_available
order by products.category, products.price_minor, products.id;

/* @name listTopOfEachCategory */
select ranked.category, ranked.id, ranked.price_minor
from (
  select category, id, price_minor, row_number() over (partition by category order by like_count desc, id) as place
  from products
  where is_available
) as ranked
where ranked.place <= 3
order by ranked.category, ranked.place, ranked.id
limit 100;

/* @name createListing */
insert into products (seller_id, title, price_minor, category, condition, location)
values (:sellerId!, :title!, :priceMinor!, :category!, :condition!, :location)
returning products.id;

/* @name createListingAt */
insert into products (seller_id, title, price_minor, category, condition, location)
values (:sellerId!, :title!, :priceMinor!, :category!, :condition!, st_setsrid(st_makepoint(:lng!, :lat!), 4326)::geography)
returning products.id;

/*
  @name createListings
  @param rows -> ((sellerId!, title!, priceMinor!, category!, condition!)...)
*/
insert into products (seller_id, title, price_minor, category, condition) values :rows! returning products.id;

/* @name createByUnnest */
insert into products (seller_id, title, price_minor, category, condition)
select :sellerId!, v.title, v.price, 'other', 'good'
from unnest(:titles!::text[], :prices!::bigint[]) as v(title, price)
returning id;

/* @name createFromJson */
insert into products (seller_id, title, price_minor, category, condition)
select row.seller_id, row.title, row.price_minor, row.category, row.condition
from json_to_recordset(:rows!::json) as row(seller_id uuid, title text, price_minor bigint, category product_category, condition product_condition)
on conflict do nothing
returning id;

/* @name renameListing */
update products set title = :title! where id = :id! and seller_id = :sellerId! returning products.id;

/* @name patchListing */
update products
set title = coalesce(:title, title), description = coalesce(:description, description)
where id = :id!
returning products.*;

/* @name clearPlace */
update products set location = null, neighborhood = null where id = :id!;

/* @name setPrices */
update products
set price_minor = v.price
from unnest(:ids!::uuid[], :prices!::bigint[]) as v(id, price)
where products.id = v.id
returning products.id;

/* @name takeOffMarket */
update products set is_available = false where seller_id = :sellerId! and is_available returning id;

/* @name takeOldOffMarket */
with old as (
  select id from products where is_available and created_at < now() - interval '90 days' order by id limit 500 for no key update skip locked
)
update products set is_available = false from old where products.id = old.id returning products.id;

/* @name deleteListing */
delete from products where id = :id! and seller_id = :sellerId!;

/* @name deleteListings */
delete from products where id = any(:ids!::uuid[]) returning id;

/* @name deleteWithoutOffers */
delete from products
where seller_id = :sellerId!
  and not exists (select from offers where offers.product_id = products.id);

/* @name addViews */
update products set view_count = view_count + 1 where id = :id!;

/* @name copyListing */
insert into products (seller_id, title, price_minor, category, condition)
select seller_id, title || ' (copy)', price_minor, category, condition from products where id = :id!
returning id;

/* @name moveListings */
with moved as (
  update products set seller_id = :toId! where seller_id = :fromId! and is_available returning id
)
select count(*)::int as "moved!" from moved;

/* @name listAsJson */
select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title) order by p.created_at), '[]') as "listings!"
from products p
where p.seller_id = :sellerId!;

/* @name listPage */
with page as (
  select id, title, seller_id, created_at from products where is_available order by created_at desc, id desc limit :limit!
)
select page.*, users.username
from page
join users on users.id = page.seller_id
order by page.created_at desc, page.id desc;

/* @name listPageStar */
with page as (
  select products.id, products.title from products where products.is_available order by products.created_at desc, products.id desc limit 20
)
select * from page;

/* @name listWithOfferCount */
select p.id, p.title, (select count(*) from offers o where o.product_id = p.id) as offers
from products p
where p.seller_id = :sellerId!
order by p.created_at desc, p.id desc
limit 20;

/* @name listWithBestOffer */
select p.id, best.amount_minor as "best_offer?"
from products p
left join lateral (
  select o.amount_minor from offers o where o.product_id = p.id and o.status = 'pending' order by o.amount_minor desc, o.id limit 1
) best on true
where p.seller_id = :sellerId!
order by p.created_at desc, p.id desc
limit 20;
