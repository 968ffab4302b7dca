import { home, origin, type Cases } from '../cases.js'

export const nearestWithoutLimit: Cases = {
  refused: {
    'an order by distance': [`${home} order by people.home <-> ${origin}`, 'people.home <-> '],
    'in any place of the order': [
      `${home} order by people.id, people.home <-> ${origin}`,
      'people.home <-> ',
    ],
    'by the name of an output': [
      `select people.id, people.home <-> ${origin} as metres from people order by metres`,
      'metres',
    ],
    'with limit all': [`${home} order by people.home <-> ${origin} limit all`, 'people.home <-> '],
    'in a CTE': [
      `with near as (select people.id from people order by people.home <-> ${origin}) select near.id from near`,
      'people.home <-> ',
    ],
    'once its limit is left out': [
      `${home} order by people.home <-> ${origin}, people.id /*[if rows]*/ limit :rows /*[end]*/`,
      'people.home <-> ',
    ],
  },
  passed: {
    'a limit': `${home} order by people.home <-> ${origin}, people.id limit 5`,
    'with ties': `${home} order by people.home <-> ${origin} fetch first 5 rows with ties`,
    'in a select list': `select people.home <-> ${origin} as metres from people`,
    'the nearest of each group': `select distinct on (people.nickname) people.id from people order by people.nickname, people.home <-> ${origin}`,
    'of rows that are bounded already': `with near as (select people.id, people.home from people order by people.home <-> ${origin}, people.id limit 5) select near.id from near order by near.home <-> :other!::geography`,
    'in a lateral subquery with a limit': `select people.id, near.id as near_id from people cross join lateral (select other.id from people as other order by other.home <-> people.home, other.id limit 1) as near`,
    'another order': `${home} order by people.id`,
  },
}
