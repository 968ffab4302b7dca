/* Groups, windows and expressions. */

/* @name rollup */
select products.category, products.condition, count(*) as products from products group by rollup (products.category, products.condition);

/* @name cube */
select products.currency, sum(products.price_minor) as total from products group by cube (products.currency);

/* @name groupingSets */
select products.seller_id, products.is_available from products group by grouping sets ((products.seller_id), (products.is_available));

/* @name aggregatesOfNothing */
select max(products.price_minor) as highest, count(*) as products, coalesce(sum(products.price_minor), 0) as total from products where products.price_minor < 0;

/* @name neighbours */
select products.id, lag(products.id) over (order by products.id) as before, lead(products.id) over (order by products.id) as after from products;

/* @name scalarSubquery */
select users.id, (select products.title from products where products.seller_id = users.id limit 1) as title from users;

/* @name caseWithoutElse */
select products.id, case when products.is_available then products.title end as title from products;

/* @name subscripts */
select products.id, products.tags[1] as tag, products.tags[9] as ninth from products;

/* @name knownValues */
select exists (select from products) as some, coalesce(max(products.description), 'none') as description, row_number() over () as row from products;

/* @name jsonPaths */
select messages.id, messages.offer_data ->> 'currency' as currency, messages.offer_data -> 'nothing' as nothing from messages;
