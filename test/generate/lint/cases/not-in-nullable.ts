import { home, type Cases } from '../cases.js'

export const notInNullable: Cases = {
  refused: {
    'a subquery': [
      `${home} where people.id not in (select pets.owner_id from pets) limit 5`,
      'people.id not in',
    ],
    'an alias and a schema': [
      `${home} where people.id not in (select p.owner_id from public.pets as p) limit 5`,
      'people.id not in',
    ],
    'not before it': [
      `${home} where not people.id in (select pets.owner_id from pets) limit 5`,
      'people.id in',
    ],
    'not before brackets': [
      `${home} where not (people.id in (select pets.owner_id from pets)) limit 5`,
      'people.id in',
    ],
    '<> all': [`${home} where people.id <> all (select pets.owner_id from pets) limit 5`, 'people.id <> all'],
    'not = any': [
      `${home} where not people.id = any (select pets.owner_id from pets) limit 5`,
      'people.id = any',
    ],
    'a cast': [
      `${home} where people.id not in (select pets.owner_id::int from pets) limit 5`,
      'people.id not in',
    ],
    'another condition in the subquery': [
      `${home} where people.id not in (select pets.owner_id from pets where pets.weight > 3) limit 5`,
      'people.id not in',
    ],
    'a column of a CTE': [
      `with owner as (select pets.owner_id as id from pets) ${home} where people.id not in (select owner.id from owner) limit 5`,
      'people.id not in',
    ],
    'a star of a CTE': [
      `with owner as (select pets.owner_id as id from pets) ${home} where people.id not in (select owner.* from owner) limit 5`,
      'people.id not in',
    ],
    'the far side of a left join': [
      `${home} where people.id not in (select pets.id from visits left join pets on pets.id = visits.pet_id) limit 5`,
      'people.id not in',
    ],
    'a side of a union': [
      `${home} where people.id not in (select pets.id from pets union all select pets.owner_id from pets) limit 5`,
      'people.id not in',
    ],
    'a list of columns': [
      'select pets.id from pets where 1 not in (pets.id, pets.owner_id) limit 5',
      '1 not in',
    ],
    'a parameter that may be null': [
      `${home} where people.id <> all(:ids::int[]) limit 5`,
      'people.id <> all',
    ],
    'a list with a parameter that may be null': [
      `${home} where people.id not in (1, :id) limit 5`,
      'people.id not in',
    ],
    'in a join': [
      `select people.id from people join visits on visits.pet_id not in (select pets.owner_id from pets) and visits.note = people.email limit 5`,
      'visits.pet_id not in',
    ],
    'in a delete': [
      'delete from people where people.id not in (select pets.owner_id from pets)',
      'people.id not in',
    ],
    'in a select list': [
      'select people.id not in (select pets.owner_id from pets) as is_alone from people limit 5',
      'people.id not in',
    ],
  },
  passed: {
    'a column that is never null': `${home} where people.id not in (select pets.id from pets) limit 5`,
    'nulls that are left out': `${home} where people.id not in (select pets.owner_id from pets where pets.owner_id is not null) limit 5`,
    'nulls that a comparison leaves out': `${home} where people.id not in (select pets.owner_id from pets where pets.owner_id > 5) limit 5`,
    'nulls that a join leaves out': `${home} where people.id not in (select pets.owner_id from pets join people as p on p.id = pets.owner_id) limit 5`,
    'nulls that a CTE leaves out': `with owner as (select pets.owner_id as id from pets where pets.owner_id is not null) ${home} where people.id not in (select owner.id from owner) limit 5`,
    'nulls that a second CTE leaves out': `with pet as (select pets.owner_id as id from pets), owner as (select pet.id from pet where pet.id is not null) ${home} where people.id not in (select owner.id from owner) limit 5`,
    coalesce: `${home} where people.id not in (select coalesce(pets.owner_id, 0) from pets) limit 5`,
    in: `${home} where people.id in (select pets.owner_id from pets) limit 5`,
    'not exists': `${home} where not exists (select from pets where pets.owner_id = people.id) limit 5`,
    'a list of values': `${home} where people.nickname not in ('a', 'b') limit 5`,
    'a parameter that refuses null': `${home} where people.id <> all(:ids!::int[]) limit 5`,
    'columns that are never null': 'select pets.id from pets where 1 not in (pets.id, pets.weight) limit 5',
    'a left join in effect an inner one': `${home} where people.id not in (select pets.id from visits left join pets on pets.id = visits.pet_id where pets.weight > 1) limit 5`,
  },
}
