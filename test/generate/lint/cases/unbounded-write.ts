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
    'a column that equals itself': ['delete from pets as p where p.id = p.id', 'pets as p'],
    'a column between itself': ['delete from pets where pets.id between pets.id and pets.id', 'pets where'],
    'a column that is at least itself, with a schema': [
      'update public.pets set weight = 0 where pets.weight >= weight',
      'public.pets',
    ],
    'not different from itself': [
      'delete from pets where pets.id is not distinct from pets.id',
      'pets where',
    ],
    'behind not': ['delete from pets where not (pets.id <> pets.id)', 'pets where'],
    'is not null of what is never null': ['delete from pets where pets.id is not null', 'pets where'],
    'not is null': ['delete from pets where not pets.id is null', 'pets where'],
    'a list with the value': ['delete from pets where 1 in (1, 2)', 'pets where'],
    'a comparison of texts': [`delete from pets where 'a' = 'a'::text`, 'pets where'],
    'a comparison of numbers': ['delete from pets where 1 < 2 and pets.id = pets.id', 'pets where'],
    'or true': ['delete from pets where pets.id = :id! or true', 'pets where'],
    'true is true': ['delete from pets where true is true', 'pets where'],
    'every text': [`delete from pets where pets.name like '%'`, 'pets where'],
    'exists without a table': ['delete from pets where exists (select 1)', 'pets where'],
    'a subquery without a table': ['delete from pets where (select true)', 'pets where'],
    'every id of the table': ['delete from pets where pets.id in (select p.id from pets as p)', 'pets where'],
    'a parameter that is null': ['delete from pets where (:id::int is null or pets.id = :id)', 'pets where'],
    'several parameters that are null': [
      'delete from pets where (:id::int is null or pets.id = :id) and (pets.name = :name or :name is null)',
      'pets where',
    ],
    'coalesce with the column': ['delete from pets where pets.id = coalesce(:id, pets.id)', 'pets where'],
    'coalesce with the column, on the left': [
      'update pets set weight = 0 where coalesce(:id, pets.id) = pets.id',
      'pets set',
    ],
    'coalesce with true': ['delete from pets where coalesce(pets.id = :id, true)', 'pets where'],
    'is not false': ['delete from pets where (pets.id = :id) is not false', 'pets where'],
    'a case of a null parameter': [
      'delete from pets where case when :id::int is null then true else pets.id = :id end',
      'pets where',
    ],
    'a case that returns the column': [
      'delete from pets where pets.id = case when :id::int is null then pets.id else :id end',
      'pets where',
    ],
    'an empty text as null': [
      `delete from pets where (nullif(:name::text, '') is null or pets.name = :name)`,
      'pets where',
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
    'a parameter that refuses null': 'delete from pets where (:id!::int is null or pets.id = :id!)',
    'coalesce with a value': 'delete from pets where pets.id = coalesce(:id, 0)',
    'one condition beside an optional one':
      'delete from pets where pets.owner_id = :ownerId! and (:name::text is null or pets.name = :name)',
    'is not null of what may be null': 'delete from pets where pets.owner_id is not null',
    'another column': 'delete from pets where pets.id = pets.owner_id',
    'some ids of the table':
      'delete from pets where pets.id in (select p.id from pets as p where p.weight = 0)',
    'a page of the ids of the table':
      'delete from pets where pets.id in (select p.id from pets as p order by p.id limit 5)',
    'a row of another table':
      'update pets set weight = 0 from people where people.id = pets.owner_id and people.email = :email!',
    'what is always false': 'delete from pets where false',
    'an upsert': `insert into visits (pet_id, day) values (1, :day!) on conflict (pet_id, day) do update set note = 'again'`,
    'a select where true': `${home} where true`,
    'a condition of which one part stays':
      'delete from pets where pets.weight = 0 /*[if name]*/ and pets.name = :name /*[end]*/',
  },
}
