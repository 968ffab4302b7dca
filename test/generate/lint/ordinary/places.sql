/* Queries about places that no rule may refuse. */

/* @name listNearby */
select products.id, st_distance(products.public_location, :origin!) as distance_metres
from products
where products.is_available and st_dwithin(products.public_location, :origin!, :radiusMetres!)
order by products.public_location <-> :origin!, products.id
limit 20;

/* @name listNearbyByCoordinates */
select p.id, p.title
from products p
where p.is_available
  and st_dwithin(p.public_location, st_setsrid(st_makepoint(:longitude!, :latitude!), 4326)::geography, :radius!)
order by p.created_at desc, p.id desc
limit 20;

/* @name listNearestTen */
select p.id
from products p
where p.is_available
order by p.public_location <-> st_point(:lng!, :lat!, 4326)::geography, p.id
limit 10;

/* @name listNearestAfter */
select p.id, p.public_location <-> :origin!::geography as "distance!"
from products p
where p.is_available
  and (p.public_location <-> :origin!::geography, p.id) > (:afterDistance!::float8, :afterId!::uuid)
order by p.public_location <-> :origin!::geography, p.id
limit 10;

/* @name listWithinBox */
select p.id, st_y(p.public_location::geometry) as lat, st_x(p.public_location::geometry) as lng
from products p
where p.is_available and p.public_location && st_makeenvelope(:west!, :south!, :east!, :north!, 4326)::geography
order by p.created_at desc, p.id desc
limit 200;

/* @name listWithinArea */
select p.id
from products p
where p.is_available and st_covers(:area!::geography(Polygon, 4326), p.public_location)
order by p.id
limit 200;

/* @name countNear */
select count(*)::int as "count!" from products where is_available and st_dwithin(public_location, :origin!, 5000);

/* @name findDistance */
select st_distance(one.public_location, other.public_location) as metres
from users one
join users other on other.id = :otherId!
where one.id = :id!;

/* @name listClusters */
select st_snaptogrid(p.public_location::geometry, 0.01)::geometry(Point, 4326) as cell, count(*) as listings
from products p
where p.is_available
group by cell
order by listings desc, cell
limit 100;

/* @name listNeighbours */
select near.id
from users
cross join lateral (
  select products.id, products.public_location
  from products
  where products.is_available and st_dwithin(products.public_location, users.location, 2000)
  order by products.public_location <-> users.location, products.id
  limit 10
) as near
where users.id = :userId!;

/* @name listRing */
select p.id
from products p
where p.is_available
  and st_dwithin(p.public_location, :origin!::geography, 5000)
  and st_distance(p.public_location, :origin!::geography) > 1000
order by p.id
limit 20;

/* @name setPlace */
update users set location = st_makepoint(:lng!, :lat!)::geography where id = :id!;

/* @name setPlaceFromJson */
update users set location = st_setsrid(st_makepoint((:place!::jsonb ->> 'lng')::float8, (:place!::jsonb ->> 'lat')::float8), 4326)::geography where id = :id!;

/* @name showAsGeoJson */
select id, st_asgeojson(public_location) as place from users where id = :id!;

/* @name listWithoutPlace */
select id from users where location is null order by id limit 50;

/* @name listBothNear */
select p.id, u.id as user_id
from products p
join users u on st_dwithin(u.location, p.public_location, 500)
where p.id = :productId!
order by u.id
limit 20;

/* @name measureRoute */
select st_length(st_makeline(st_point(:fromLng!, :fromLat!, 4326), st_point(:toLng!, :toLat!, 4326))::geography) as metres;

/* @name listPastSellers */
select u.id, min(st_distance(p.public_location, :origin!::geography)) as nearest
from users u
join products p on p.seller_id = u.id
where p.is_available and st_dwithin(p.public_location, :origin!::geography, 10000)
group by u.id
order by nearest, u.id
limit 20;
