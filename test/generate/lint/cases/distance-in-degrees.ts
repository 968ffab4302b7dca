import type { Cases } from '../cases.js'

const stalls = 'select stalls.id from stalls'

export const distanceInDegrees: Cases = {
  refused: {
    'a radius around a cast': [
      `${stalls} where st_dwithin(stalls.place::geometry, :origin!::geometry(Point, 4326), 1000) limit 5`,
      'st_dwithin(',
    ],
    'a radius that is a parameter': [
      `${stalls} where stalls.is_open and st_dwithin(stalls.place::geometry, :origin!, :radius!) limit 5`,
      'st_dwithin(',
    ],
    'a written-out cast on the other side': [
      `${stalls} where st_dwithin(:origin!::geometry, cast(stalls.place as geometry), :radius!) limit 5`,
      'st_dwithin(',
    ],
    'a distance of a cast': [
      'select st_distance(stalls.place::geometry, :origin!::geometry) as distance from stalls limit 5',
      'st_distance(',
    ],
    'a distance of a cast, in an order': [
      `${stalls} order by st_distance(stalls.place::geometry, :origin!::geometry), stalls.id limit 5`,
      'st_distance(',
    ],
    'a geometry within more than a half circle': [
      `${stalls} where st_dwithin(stalls.spot, st_setsrid(st_makepoint(1, 2), 4326), 1000) limit 5`,
      'st_dwithin(',
    ],
    'a geometry within metres by name': [
      `${stalls} where st_dwithin(stalls.spot, :origin!, :radiusMetres!) limit 5`,
      'st_dwithin(',
    ],
    'a geometry within metres of a column': [
      `${stalls} where st_dwithin(stalls.spot, :origin!, stalls.radius_metres) limit 5`,
      'st_dwithin(',
    ],
    kilometres: [
      `${stalls} where st_dwithin(stalls.spot, :origin!, :radiusKm! * 1000) limit 5`,
      'st_dwithin(',
    ],
    'a distance that is named for metres': [
      'select st_distance(stalls.spot, :origin!::geometry) as distance_metres from stalls limit 5',
      'st_distance(',
    ],
    'a distance that is compared with metres': [
      `${stalls} where st_distance(stalls.spot, :origin!::geometry) < :radiusMetres! limit 5`,
      'st_distance(',
    ],
    'a buffer of metres': [
      'select st_area(st_buffer(stalls.spot, 500)) as area from stalls limit 5',
      'st_buffer(',
    ],
    'behind the name of a column of a CTE': [
      `with near as (select stalls.id, stalls.spot as seat from stalls limit 9) select near.id from near where st_dwithin(near.seat, :origin!, 500)`,
      'st_dwithin(',
    ],
    'in exists and with a schema': [
      'select exists (select from stalls where public.st_dwithin(stalls.place::public.geometry, :origin!, 50)) as any_near',
      'public.st_dwithin(',
    ],
    'in an update': [
      `update stalls set is_open = false where st_dwithin(stalls.place::geometry, :origin!, 50)`,
      'st_dwithin(',
    ],
  },
  passed: {
    'a geography': `${stalls} where st_dwithin(stalls.place, :origin!, :radiusMetres!) limit 5`,
    'a geometry that is cast to a geography': `${stalls} where st_dwithin(stalls.spot::geography, :origin!, 1000) limit 5`,
    'a distance of geographies':
      'select st_distance(stalls.place, :origin!) as distance_metres from stalls limit 5',
    'a distance on a sphere':
      'select st_distancesphere(stalls.spot, :origin!::geometry) as distance_metres from stalls limit 5',
    'a part of a degree': `${stalls} where st_dwithin(stalls.spot, :origin!, 0.01) limit 5`,
    'degrees by name': `${stalls} where st_dwithin(stalls.spot, :origin!, :degrees!) limit 5`,
    'a plan in metres': `${stalls} where st_dwithin(stalls.plan, st_transform(:origin!::geometry, 3857), 1000) limit 5`,
    'a place transformed to metres': `${stalls} where st_dwithin(st_transform(stalls.spot, 3857), :origin!, 1000) limit 5`,
    'an order by degrees': `${stalls} order by stalls.spot <-> :origin!::geometry, stalls.id limit 5`,
    'coordinates of a cast': 'select st_x(stalls.place::geometry) as longitude from stalls limit 5',
  },
}
