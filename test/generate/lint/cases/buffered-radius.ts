import type { Cases } from '../cases.js'

const stalls = 'select stalls.id from stalls'
const origin = ':origin!::geography'

export const bufferedRadius: Cases = {
  refused: {
    st_contains: [
      `${stalls} where st_contains(st_buffer(:origin!::geometry, 1000), stalls.spot) limit 5`,
      'st_contains(',
    ],
    'st_within, the other way round': [
      `${stalls} where st_within(stalls.spot, st_buffer(:origin!::geometry, :radius!)) limit 5`,
      'st_within(',
    ],
    'st_intersects of geographies': [
      `${stalls} where st_intersects(stalls.place, st_buffer(${origin}, 1000)) limit 5`,
      'st_intersects(',
    ],
    'st_covers with a schema and a cast': [
      `${stalls} where public.st_covers(public.st_buffer(${origin}, 1000)::geometry, stalls.spot) limit 5`,
      'public.st_covers(',
    ],
    'a box around it': [
      `${stalls} where stalls.spot && st_buffer(:origin!::geometry, 0.1) limit 5`,
      'stalls.spot && ',
    ],
    'a circle around the column': [
      `${stalls} where st_contains(st_buffer(stalls.spot, 5), :origin!::geometry) limit 5`,
      'st_contains(',
    ],
    'a circle that a CTE makes': [
      `with area as (select st_buffer(${origin}, 1000) as shape) select stalls.id from stalls, area where st_intersects(stalls.place, area.shape) limit 5`,
      'st_intersects(',
    ],
    'a circle that a subquery makes': [
      `${stalls} where st_intersects(stalls.place, (select st_buffer(${origin}, 1000))) limit 5`,
      'st_intersects(',
    ],
    'behind not': [
      `${stalls} where not st_intersects(stalls.place, st_buffer(${origin}, 9)) limit 5`,
      'st_intersects(',
    ],
    'in a join': [
      'select stalls.id from stalls join stalls as other on st_intersects(other.place, st_buffer(stalls.place, 50)) limit 5',
      'st_intersects(',
    ],
    'in exists': [
      `select exists (select from stalls where st_intersects(stalls.place, st_buffer(${origin}, 50))) as any_near`,
      'st_intersects(',
    ],
    'in a delete': [
      `delete from stalls where st_intersects(stalls.place, st_buffer(${origin}, 50))`,
      'st_intersects(',
    ],
  },
  passed: {
    st_dwithin: `${stalls} where st_dwithin(stalls.place, ${origin}, 1000) limit 5`,
    'a buffer that is shown': `select st_asgeojson(st_buffer(stalls.place, 50)) as circle from stalls limit 5`,
    'a smaller zone': `${stalls} where st_contains(st_buffer(stalls.zone, -0.001), :origin!::geometry) limit 5`,
    'a zone': `${stalls} where st_contains(stalls.zone, :origin!::geometry) limit 5`,
    'a box': `${stalls} where stalls.spot && st_makeenvelope(1, 2, 3, 4, 4326) limit 5`,
  },
}
