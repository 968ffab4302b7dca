import { home, origin, type Cases } from '../cases.js'

export const distanceComparison: Cases = {
  refused: {
    'in a where clause': [`${home} where st_distance(people.home, ${origin}) < :metres!`, 'st_distance('],
    'the other way round': [`${home} where 1000 >= st_distance(people.home, ${origin})`, 'st_distance('],
    'in kilometres': [`${home} where st_distance(people.home, ${origin}) / 1000 <= 5`, 'st_distance('],
    'with between': [`${home} where st_distance(people.home, ${origin}) between 10 and 20`, 'st_distance('],
    'behind or and not': [
      `${home} where people.id = 1 or not st_distance(people.home, ${origin}) > 5`,
      'st_distance(',
    ],
    'in a join': [
      'select people.id, friend.id as friend_id from people join people as friend on friend.id <> people.id and st_distance(people.home, friend.home) < 100',
      'st_distance(',
    ],
    'in an update': [
      `update people set nickname = 'near' where st_distance(people.home, ${origin}) < 9`,
      'st_distance(',
    ],
    'in a subquery': [
      `select 1 as one where exists (select from people where st_distance(people.home, ${origin}) < 9)`,
      'st_distance(',
    ],
    'behind the name of a column of a subquery': [
      `select place.id from (select people.id, st_distance(people.home, ${origin}) as metres from people) as place where place.metres < 9`,
      'place.metres < 9',
    ],
    'behind the name of a column of a CTE': [
      `with place as (select people.id, st_distance(people.home, ${origin}) as metres from people) select place.id from place where place.metres < 9`,
      'place.metres < 9',
    ],
    'with a schema and as a sphere': [
      `${home} where public.st_distancesphere(people.home::geometry, ${origin}::geometry) < 9`,
      'public.st_distancesphere',
    ],
    'although another radius is bounded': [
      `${home} where st_distance(people.home, ${origin}) < 9 and st_dwithin(people.home, :other!::geography, 9)`,
      'st_distance(',
    ],
    'by an operator': [`${home} where people.home <-> ${origin} < :metres!`, 'people.home <-> '],
    'by an operator, the other way round': [
      `${home} where 1000 > (${origin} <-> people.home)`,
      ':origin!::geography <-> people.home',
    ],
    'by an operator, with between': [
      `${home} where (people.home <-> ${origin}) between 1 and 2`,
      'people.home <-> ',
    ],
    'by an operator, behind the name of a column': [
      `select place.id from (select people.id, people.home <-> ${origin} as metres from people) as place where place.metres < 9`,
      'place.metres < 9',
    ],
    'as the far end of a walk': [
      `${home} where people.home <-> ${origin} < 500 order by people.home <-> ${origin}, people.id limit 5`,
      'people.home <-> :origin!::geography < 500',
    ],
    'in a clause that may be left out': [
      `${home} where true /*[if metres]*/ and st_distance(people.home, ${origin}) < :metres /*[end]*/`,
      'st_distance(',
    ],
  },
  passed: {
    st_dwithin: `${home} where st_dwithin(people.home, ${origin}, :metres!)`,
    'in a select list': `select st_distance(people.home, ${origin}) as metres from people`,
    'compared in a select list': `select st_distance(people.home, ${origin}) < 5 as is_near from people`,
    'in an order': `${home} order by st_distance(people.home, ${origin}), people.id limit 5`,
    'a cursor of a walk from near to far': `${home} where (people.home <-> ${origin}, people.id) > (:afterDistance!::float8, :afterId!::int) order by people.home <-> ${origin}, people.id limit 5`,
    'an operator of other types': `${home} where :word!::text < people.email || 'a' and people.born_on - :day!::date < 5`,
    'between two values': `${home} where st_distance(${origin}, :b!::geography) < 5`,
    'a ring whose outside an index bounds': `${home} where st_dwithin(people.home, ${origin}, 9) and st_distance(people.home, ${origin}) > 5`,
    'of rows that a limit has bounded': `with place as (select people.id, st_distance(people.home, ${origin}) as metres from people order by people.home <-> ${origin}, people.id limit 5) select place.id from place where place.metres < 9`,
  },
}
