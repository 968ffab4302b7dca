import { home, origin, type Cases } from '../cases.js'

export const unboundedList: Cases = {
  refused: {
    'a whole table': [home, 'people'],
    'in order': [`${home} order by people.created_at desc`, 'people order'],
    'with limit all': [`${home} limit all`, 'people limit'],
    'with a condition': [`${home} where people.nickname = :nickname!`, 'people where'],
    'the rows of a parent': [
      'select pets.id, pets.name from pets where pets.owner_id = :ownerId! order by pets.id',
      'pets where',
    ],
    'a range': [`${home} where people.created_at between :since! and :until!`, 'people where'],
    'after a cursor': [`${home} where people.id > :afterId! order by people.id`, 'people where'],
    'within a radius': [`${home} where st_dwithin(people.home, ${origin}, 9)`, 'people where'],
    'an alias and a schema': ['select p.id from public.people as p', 'public.people as p'],
    'a join': [
      'select pets.id, people.email from pets join people on people.id = pets.owner_id',
      'pets join',
    ],
    'the many side of a key': [
      'select pets.id from people join pets on pets.owner_id = people.id where people.id = :id!',
      'pets on',
    ],
    'a CTE': [`with found as (${home}) select found.id from found`, 'found'],
    'a subquery': [
      `select found.id from (${home} where people.nickname is null) as found`,
      'people.id from people',
    ],
    'in a subquery that no limit bounds': [
      `${home} where people.id in (select pets.owner_id from pets where pets.weight > 3)`,
      'people where',
    ],
    'a side of a union': [
      '(select people.id from people order by people.id limit 5) union all select pets.id from pets',
      'pets',
    ],
    'one of two choices': [`${home} where people.id = :id! or people.nickname = :nickname!`, 'people where'],
    'distinct rows with their key': [
      'select distinct people.id, people.email from people join pets on pets.owner_id = people.id',
      'people join',
    ],
    'a window': ['select people.id, row_number() over (order by people.id) as place from people', 'people'],
    'once its limit is left out': [
      `${home} order by people.id /*[if rows]*/ limit :rows /*[end]*/`,
      'people order',
    ],
    'once its keys are left out': [
      `${home} where true /*[if ids]*/ and people.id = any(:ids::int[]) /*[end]*/`,
      'people where',
    ],
    'but one of several given': [
      'select stall_tags.tag from stall_tags where stall_tags.tag > :after!',
      'stall_tags where',
    ],
  },
  passed: {
    'a limit': `${home} order by people.id limit :rows!`,
    'fetch first': `${home} order by people.id fetch first 5 rows only`,
    'a row by its key': `${home} where people.id = :id!`,
    'a row by a unique column': `${home} where people.email = :email!`,
    'a row by a unique expression':
      "select stalls.id from stalls where lower(stalls.name) = lower(:name!) and stalls.status = 'active'",
    'a row by a partial unique index':
      "select stalls.id from stalls where stalls.name = :name! and stalls.status = 'paused'",
    'a row by a subquery': `${home} where people.id = (select pets.owner_id from pets where pets.id = :petId!)`,
    'a row by is not distinct from': `${home} where people.id is not distinct from :id!`,
    'rows by a subquery with any': `${home} where people.id = any (select unnest(:ids!::int[]))`,
    'rows by their keys': `${home} where people.id = any(:ids!::int[])`,
    'rows by a list': `${home} where people.id in (1, 2, 3)`,
    'rows by a list of pairs':
      'select visits.note from visits where (visits.pet_id, visits.day) in ((1, :day!), (2, :day!))',
    'rows by unnest':
      'select people.id from unnest(:ids!::int[]) with ordinality as wanted (id, place) join people on people.id = wanted.id order by wanted.place',
    'rows by unnest, kept if there is none':
      'select wanted.id, people.email from unnest(:ids!::int[]) as wanted (id) left join people on people.id = wanted.id',
    'rows by values':
      'select people.id from (values (1), (2)) as wanted (id) join people on people.id = wanted.id',
    'rows by JSON':
      'select people.id from json_to_recordset(:rows!) as wanted (id int) join people on people.id = wanted.id',
    'rows by a page in a CTE':
      'with page as (select pets.id, pets.owner_id from pets order by pets.id limit 5) select page.id, people.email from page join people on people.id = page.owner_id',
    'rows by a page in a subquery': `${home} where people.id in (select pets.owner_id from pets order by pets.id limit 5)`,
    'the parts of a whole': 'select stall_tags.tag from stall_tags where stall_tags.stall_id = :stallId!',
    'the parts of several':
      'select stall_tags.stall_id, stall_tags.tag from stall_tags where stall_tags.stall_id = any(:ids!::int[])',
    'a count': 'select count(*) as people from people',
    'an aggregate in JSON': 'select json_agg(people.id) as ids from people',
    'a grouping': 'select pets.owner_id, count(*) as pets from pets group by pets.owner_id',
    'distinct values': 'select distinct pets.name from pets',
    exists: 'select exists (select from people where people.nickname is null) as any_people',
    'a series': "select day from generate_series(now(), now() + interval '7 days', interval '1 day') as day",
    'a list of values': "select level.name from (values ('low'), ('high')) as level (name)",
    'no table': 'select now() as now',
    'what was written': 'update pets set weight = 0 where pets.owner_id = :ownerId! returning pets.id',
    'what a CTE wrote': `with gone as (delete from pets where pets.weight = 0 returning pets.id) select gone.id from gone`,
    'both of two choices by a key': `${home} where people.id = :id! or people.email = :email!`,
    'a lateral subquery with a limit':
      'select people.id, pet.id as pet from people cross join lateral (select pets.id from pets where pets.owner_id = people.id order by pets.id limit 3) as pet where people.id = any(:ids!::int[])',
    'the order by distance that another rule refuses': `${home} order by people.home <-> ${origin}`,
    'a view': 'select pet_names.id from pet_names',
    'the rows of a query that repeats itself':
      'with recursive n as (select 1 as i union all select n.i + 1 from n where n.i < 9) select n.i from n',
  },
}
