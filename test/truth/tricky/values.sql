/* Values whose types are easily told wrong. */

/* @name enums */
select array_agg(products.category) as categories, array_agg(distinct products.condition) as conditions from products;

/* @name times */
select products.created_at::date as day, products.created_at::time as time, products.created_at::timetz as zoned,
  products.created_at::timestamp as local, now() - products.created_at as age
from products;

/* @name timesInLists */
select array_agg(products.created_at) as times, array_agg(products.created_at::date) as days, array_agg(now() - products.created_at) as ages from products;

/* @name ranges */
select int4range(1, 5) as numbers, tstzrange(now(), null) as period, daterange(current_date, null) as days;

/* @name numbers */
select products.price_minor, products.price_minor::numeric as exact, avg(products.price_minor) over () as mean, 'nan'::float8 as nan from products;

/* @name numbersInLists */
select array_agg(products.price_minor) as prices, array_agg(products.price_minor::numeric) as exact, array[1.5::float8] as floats, array[1::int2] as small from products;

/* @name listsWithNull */
select array_agg(users.phone) as phones, array_agg(users.full_name) as names, array[null::uuid] as ids, array[true, null] as flags from users;

/* @name citexts */
select users.email, array_agg(users.email) over () as emails from users;

/* @name places */
select products.public_location, array[products.public_location]::geography(Point, 4326)[] as locations, st_centroid(products.public_location)::geography(Point, 4326) as centre from products;

/* @name bits */
select b'101'::bit(3) as bits, b'1'::varbit as more, '\x00ff'::bytea as bytes;

/* @name addresses */
select '10.0.0.1'::inet as host, '10.0.0.0/8'::cidr as net, '08:00:2b:01:02:03'::macaddr as card, array['10.0.0.1'::inet] as hosts;

/* @name documents */
select to_jsonb(1) as number, '"text"'::jsonb as text, array[to_jsonb(1), null] as list, '<a/>'::xml as xml, 'a:1'::tsvector as vector, 12.5::money as money;

/* @name identifiers */
select conversations.archived_by, array[conversations.product_id] as products, 'products'::regclass as relation, '0/0'::pg_lsn as position from conversations;
