import type { Cases } from '../cases.js'

const stalls = 'select stalls.id from stalls'

export const mixedSrids: Cases = {
  refused: {
    'two columns': [`${stalls} where st_intersects(stalls.zone, stalls.plan) limit 5`, 'st_intersects('],
    'a point without an SRID': [
      `${stalls} where st_dwithin(stalls.spot, st_makepoint(:lng!, :lat!), 0.1) limit 5`,
      'st_dwithin(',
    ],
    'st_point without an SRID': [
      `${stalls} where st_contains(stalls.zone, st_point(:lng!, :lat!)) limit 5`,
      'st_contains(',
    ],
    'an SRID that is put on': [
      `${stalls} where st_dwithin(stalls.spot, st_setsrid(st_makepoint(:lng!, :lat!), 3857), 0.1) limit 5`,
      'st_dwithin(',
    ],
    'a box in another system': [
      `${stalls} where stalls.spot && st_makeenvelope(1, 2, 3, 4, 3857) limit 5`,
      'stalls.spot && ',
    ],
    'a box without an SRID': [
      `${stalls} where stalls.spot && st_makeenvelope(1, 2, 3, 4) limit 5`,
      'stalls.spot && ',
    ],
    'an order by distance': [
      `${stalls} order by stalls.spot <-> st_makepoint(1, 2), stalls.id limit 5`,
      'stalls.spot <-> ',
    ],
    'a text without an SRID': [
      `${stalls} where st_contains(stalls.zone, 'POINT(1 2)'::geometry) limit 5`,
      'st_contains(',
    ],
    'a text with another SRID': [
      `${stalls} where st_contains(stalls.zone, st_geomfromewkt('SRID=3857;POINT(1 2)')) limit 5`,
      'st_contains(',
    ],
    'a cast to another SRID': [
      `${stalls} where st_contains(stalls.plan, :point!::geometry(Point, 4326)) limit 5`,
      'st_contains(',
    ],
    'a geography with a plan': [
      `${stalls} where st_intersects(stalls.place::geometry, stalls.plan) limit 5`,
      'st_intersects(',
    ],
    'st_setsrid in the place of st_transform': [
      'select st_area(st_setsrid(stalls.zone, 3857)) as area from stalls limit 5',
      'st_setsrid(',
    ],
    'an insert': [
      "insert into stalls (id, name, category, status, opened_at, place) values (1, 'a', 'b', 'c', now(), st_setsrid(st_makepoint(:lng!, :lat!), 3857))",
      'st_setsrid(',
    ],
    'an insert of rows': [
      'insert into stalls (id, name, category, status, opened_at, place, spot) select s.id + 1, s.name, s.category, s.status, now(), s.place, st_transform(s.spot, 3857) from stalls as s where s.id = 1',
      'st_transform(',
    ],
    'an update': [
      'update stalls set spot = st_setsrid(st_makepoint(:lng!, :lat!), 3857) where stalls.id = 1',
      'st_setsrid(',
    ],
    'an upsert': [
      "insert into stalls (id, name, category, status, opened_at, place) values (1, 'a', 'b', 'c', now(), :place!) on conflict (id) do update set spot = st_transform(stalls.spot, 3857)",
      'st_transform(',
    ],
    'in a select list': [
      'select st_distance(stalls.zone, stalls.plan) as distance from stalls limit 5',
      'st_distance(',
    ],
    'behind the name of a column of a subquery': [
      'select st_distance(one.area, one.plan) as distance from (select st_envelope(stalls.zone) as area, stalls.plan from stalls limit 5) as one',
      'st_distance(',
    ],
    'in a join, reversed and with a schema': [
      'select one.id from stalls as one join stalls as other on public.st_within(other.plan, one.zone) limit 5',
      'public.st_within(',
    ],
  },
  passed: {
    'a point with the SRID': `${stalls} where st_dwithin(stalls.spot, st_setsrid(st_makepoint(:lng!, :lat!), 4326), 0.1) limit 5`,
    'st_point with the SRID': `${stalls} where st_contains(stalls.zone, st_point(:lng!, :lat!, 4326)) limit 5`,
    'a point that becomes a geography': `${stalls} where st_dwithin(stalls.place, st_makepoint(:lng!, :lat!)::geography, 9) limit 5`,
    'a point beside a geography': `${stalls} where st_dwithin(stalls.place, st_makepoint(:lng!, :lat!), 9) limit 5`,
    'an update with a point without an SRID':
      'update stalls set spot = st_makepoint(:lng!, :lat!) where stalls.id = 1',
    'an update of a geography':
      'update stalls set place = st_setsrid(st_makepoint(:lng!, :lat!), 4326) where stalls.id = 1',
    'a parameter': `${stalls} where st_contains(stalls.zone, :point!) limit 5`,
    'a place that is transformed': `${stalls} where st_intersects(st_transform(stalls.zone, 3857), stalls.plan) limit 5`,
    'an SRID put on a point': 'select st_astext(st_setsrid(st_makepoint(:lng!, :lat!), 3857)) as point',
    'the SRID of the place put on it':
      'select st_astext(st_setsrid(stalls.spot, 4326)) as spot from stalls limit 5',
    GeoJSON: `${stalls} where st_contains(stalls.zone, st_geomfromgeojson(:point!::text)) limit 5`,
    'a box with the SRID': `${stalls} where stalls.spot && st_makeenvelope(1, 2, 3, 4, 4326) limit 5`,
    'an SRID that is a parameter': `${stalls} where st_contains(stalls.zone, st_setsrid(st_makepoint(1, 2), :srid!)) limit 5`,
    'two plain points': 'select st_distance(st_makepoint(1, 2), st_makepoint(3, 4)) as distance',
    'another operator of that name': `select '{1}'::int[] && '{2}'::int[] as is_shared`,
  },
}
