import { home, type Cases } from '../cases.js'

export const unboundedWrite: Cases = {
  refused: {
    'an update without a condition': [`update people set nickname = null`, 'people set'],
    'a delete without a condition': ['delete from people', 'people'],
    'where true': ['delete from people where true', 'people where'],
    'where 1 = 1': [`update people set nickname = null where 1 = 1`, 'people set'],
    'with another table': ['delete from pets using people', 'pets using'],
    'in a CTE': [
      'with gone as (delete from pets returning pets.id) select gone.id from gone',
      'pets returning',
    ],
    'once clauses are left out': [
      'delete from pets where true /*[if name]*/ and pets.name = :name /*[end]*/ /*[if weight]*/ and pets.weight = :weight /*[end]*/',
      'pets where',
    ],
  },
  passed: {
    'an update with a condition': `update people set nickname = null where people.id = :id!`,
    'a delete with a condition': 'delete from people where people.id = any(:ids!::int[])',
    'a condition that is true by chance': 'delete from pets where pets.weight >= 0',
    'an upsert': `insert into visits (pet_id, day) values (1, :day!) on conflict (pet_id, day) do update set note = 'again'`,
    'a select where true': `${home} where true`,
    'a condition of which one part stays':
      'delete from pets where pets.weight = 0 /*[if name]*/ and pets.name = :name /*[end]*/',
  },
}
