import type { Cases } from '../cases.js'

export const coordinateOrder: Cases = {
  refused: {
    st_makepoint: ['select st_astext(st_makepoint(:lat!, :lng!)::geography) as place', 'st_makepoint('],
    st_point: ['select st_astext(st_point(:latitude!, :longitude!, 4326)) as place', 'st_point('],
    'within st_setsrid': [
      'select st_astext(st_setsrid(st_makepoint(:lat!, :lon!), 4326)) as place',
      'st_makepoint(',
    ],
    'names of several words': [
      'select st_astext(st_makepoint(:originLat!, :originLng!)) as place',
      'st_makepoint(',
    ],
    'names of columns': [
      'select st_astext(st_makepoint(row.lat, row.lng)) as place from json_to_recordset(:rows!) as row (lat float8, lng float8)',
      'st_makepoint(',
    ],
    'y before x': ['select st_astext(st_makepoint(:y!, :x!)) as place', 'st_makepoint('],
    'st_y before st_x': [
      'select st_astext(st_makepoint(st_y(stalls.spot), st_x(stalls.spot))) as place from stalls limit 5',
      'st_makepoint(',
    ],
    'one name alone': ['select st_astext(st_makepoint(:latitude!, :other!)) as place', 'st_makepoint('],
    'the other name alone': [
      'select st_astext(st_makepoint(:first!, :longitude!)) as place',
      'st_makepoint(',
    ],
    'behind casts and functions': [
      'select st_astext(st_makepoint(coalesce(:lat!::float8, 0), round(:lng!::numeric, 5)::float8)) as place',
      'st_makepoint(',
    ],
    'keys of JSON': [
      "select st_astext(st_makepoint((:place!::jsonb ->> 'lat')::float8, (:place!::jsonb ->> 'lng')::float8)) as place",
      'st_makepoint(',
    ],
    'with a schema': ['select st_astext(public.st_makepoint(:lat!, :lng!)) as place', 'public.st_makepoint('],
    'in a condition': [
      'select stalls.id from stalls where st_dwithin(stalls.place, st_makepoint(:lat!, :lng!)::geography, 9) limit 5',
      'st_makepoint(',
    ],
    'in an insert': [
      "insert into stalls (id, name, category, status, opened_at, place) values (1, 'a', 'b', 'c', now(), st_makepoint(:lat!, :lng!)::geography)",
      'st_makepoint(',
    ],
    'a swapped box': [
      'select st_astext(st_makeenvelope(:south!, :west!, :north!, :east!, 4326)) as box',
      'st_makeenvelope(',
    ],
    'a text by format': [
      "select st_astext(st_geogfromtext(format('POINT(%s %s)', :lat!::float8, :lng!::float8))) as place",
      'format(',
    ],
    'a text by concat': [
      "select st_astext(st_geomfromtext(concat('POINT(', :lat!::text, ' ', :lng!::text, ')'), 4326)) as place",
      'concat(',
    ],
    'a text by concatenation': [
      "select st_astext(st_geomfromtext('POINT(' || :lat!::text || ' ' || :lng!::text || ')', 4326)) as place",
      "'POINT(' || ",
    ],
  },
  passed: {
    'longitude first': 'select st_astext(st_makepoint(:lng!, :lat!)::geography) as place',
    'longitude first, in a text':
      "select st_astext(st_geogfromtext(format('POINT(%s %s)', :lng!::float8, :lat!::float8))) as place",
    'x before y': 'select st_astext(st_point(:x!, :y!, 4326)) as place',
    'a box': 'select st_astext(st_makeenvelope(:minLng!, :minLat!, :maxLng!, :maxLat!, 4326)) as box',
    'names that say nothing': 'select st_astext(st_makepoint(:a!, :b!)) as place',
    numbers: 'select st_astext(st_makepoint(25.2, 55.3)) as place',
    'words that only begin alike': 'select st_astext(st_makepoint(:latest!, :longest!)) as place',
    'both names in one':
      'select st_astext(st_makepoint((:latLng!::float8[])[2], (:latLng!::float8[])[1])) as place',
  },
}
