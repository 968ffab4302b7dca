import { home, type Cases } from '../cases.js'

export const totalOrder: Cases = {
  refused: {
    'an order by a column that repeats': [
      `${home} order by people.created_at limit 5`,
      'people.created_at limit',
    ],
    'limit 1': [`${home} order by people.created_at desc limit 1`, 'people.created_at desc'],
    'a parameter as limit': [`${home} order by people.nickname limit :rows!`, 'people.nickname'],
    'fetch first': [`${home} order by people.nickname fetch first 5 rows only`, 'people.nickname'],
    'a unique column that may be null': [`${home} order by people.phone limit 5`, 'people.phone'],
    'a partial unique index': ['select pets.id from pets order by pets.name limit 5', 'pets.name'],
    'a column of a view that is no key': [
      'select people_cards.person_id from people_cards order by people_cards.shown_name limit 5',
      'people_cards.shown_name',
    ],
    'a key of a view that regroups rows': [
      'select first_people.id from first_people order by first_people.id limit 5',
      'first_people.id limit',
    ],
    'a part of a key': ['select visits.day from visits order by visits.pet_id limit 5', 'visits.pet_id'],
    'an expression over a key': [`${home} order by people.id % 10 limit 5`, 'people.id % 10'],
    'the key of one side of a join': [
      'select pets.id from pets join people on people.id > pets.owner_id order by pets.id limit 5',
      'pets.id limit',
    ],
    'the many side of a join': [
      'select people.id from people join pets on pets.owner_id = people.id order by people.id limit 5',
      'people.id limit',
    ],
    'the far side of a left join': [
      'select people.id from people left join pets on pets.owner_id = people.id order by pets.id limit 5',
      'pets.id limit',
    ],
    'a left join whose missing rows a condition keeps': [
      'select people.id from people left join pets on pets.owner_id = people.id where (pets.weight > 3 or people.id = 1) order by pets.id limit 5',
      'pets.id limit',
    ],
    'a left join whose missing rows coalesce keeps': [
      'select people.id from people left join pets on pets.owner_id = people.id where coalesce(pets.weight, 5) > 3 order by pets.id limit 5',
      'pets.id limit',
    ],
    'a left join whose missing rows are wanted': [
      'select people.id from people left join pets on pets.owner_id = people.id where pets.weight is distinct from 3 order by pets.id limit 5',
      'pets.id limit',
    ],
    'a partial unique index whose rows are not asked for': [
      "select stalls.id from stalls where stalls.status <> 'active' order by stalls.name limit 5",
      'stalls.name limit',
    ],
    'a full join': [
      'select people.id from people full join pets on pets.owner_id = people.id order by people.id limit 5',
      'people.id limit',
    ],
    'a near side that an outer join does not fix': [
      'select people.id from people left join pets on people.id = 1 and pets.id = 2 order by pets.name limit 5',
      'pets.name limit',
    ],
    'a lateral subquery that repeats its outside': [
      'select people.id from people cross join lateral (select people.id as same) as inside order by inside.same, people.nickname limit 5',
      'inside.same, people.nickname',
    ],
    'a set of a function': [
      'select tag.tag from pets cross join lateral unnest(pets.tags) as tag (tag) order by pets.id limit 5',
      'pets.id limit',
    ],
    'a set in the select list': [
      'select unnest(pets.tags) as tag from pets order by pets.id limit 5',
      'pets.id limit',
    ],
    'a grouping that the order does not tell apart': [
      'select pets.owner_id, count(*) as pets from pets group by pets.owner_id order by pets limit 5',
      'pets limit',
    ],
    rollup: [
      'select pets.owner_id, count(*) as pets from pets group by rollup (pets.owner_id) order by pets.owner_id limit 5',
      'pets.owner_id limit',
    ],
    'a union of all': [
      'select people.id from people union all select pets.id from pets order by id limit 5',
      'id limit',
    ],
    'a union of two columns of one table': [
      'select people.id, people.email from people union all select people.id, people.nickname from people order by id limit 5',
      'id limit',
    ],
    'a union with places of each side': [
      'select people.id, row_number() over (order by people.nickname) as place from people union all select people.id, row_number() over (order by people.nickname) as place from people order by id limit 5',
      'id limit',
    ],
    'a union by no key': [
      'select people.id, people.nickname from people union all select people.id, people.nickname from people order by nickname limit 5',
      'nickname limit',
    ],
    'a union of one row each': [
      'select people.id, people.nickname from people where people.id = 1 union all select people.id, people.nickname from people where people.id = 2 order by nickname limit 5',
      'nickname limit',
    ],
    'a union by a part of its columns': [
      'select people.id, people.email from people union select pets.id, pets.name from pets order by id limit 5',
      'id limit',
    ],
    'within a CTE': [
      'with few as (select pets.id from pets order by pets.name limit 5) select few.id from few',
      'pets.name limit',
    ],
    'a subquery that gives no key': [
      'select few.name from (select pets.name from pets) as few order by few.name limit 5',
      'few.name limit',
    ],
    'a scalar subquery': [
      'select people.id, (select pets.name from pets where pets.owner_id = people.id order by pets.weight limit 1) as heaviest from people',
      'pets.weight limit',
    ],
    'a recursive CTE': [
      'with recursive up as (select people.id from people where people.id = 1 union all select people.id from people join up on up.id = people.id) select up.id from up order by up.id limit 5',
      'up.id limit',
    ],
    'an output that hides a column': [
      'select people.nickname as id from people order by id limit 5',
      'id limit',
    ],
    'once a clause is left out': [
      `${home} order by people.nickname /*[if exact]*/, coalesce(:exact::int, people.id), people.id /*[end]*/ limit 5`,
      'people.nickname',
    ],
  },
  passed: {
    'the key of a view of one table':
      'select people_cards.shown_name from people_cards order by people_cards.shown_name, people_cards.person_id limit 5',
    'a left join that is an inner one in effect':
      'select people.id from people left join pets on pets.owner_id = people.id where pets.weight > 3 order by pets.id limit 5',
    'a left join whose row must be there':
      'select people.id from people left join pets on pets.owner_id = people.id where pets.id is not null order by pets.id limit 5',
    'a right join that is an inner one in effect':
      'select people.id from pets right join people on pets.owner_id = people.id where pets.name like :pattern! order by pets.id limit 5',
    'a full join that is an inner one in effect':
      "select people.id from people full join pets on pets.owner_id = people.id where people.email = :email! and lower(pets.name) = 'a' order by pets.id limit 5",
    'a left join that a later join makes an inner one':
      'select people.id from people left join pets on pets.owner_id = people.id join visits on visits.pet_id = pets.id order by visits.pet_id, visits.day limit 5',
    'a left join whose missing rows either condition removes':
      'select people.id from people left join pets on pets.owner_id = people.id where (pets.weight > 3 or pets.name in (:a!, :b!)) order by pets.id limit 5',
    'a partial unique index whose rows are asked for':
      "select stalls.id from stalls where stalls.status in ('active', 'paused') order by stalls.name limit 5",
    'a key that an expression over known columns names':
      'select pets.id from pets join people on people.id = case when pets.weight > 3 then pets.owner_id else 0 end order by pets.id limit 5',
    'a primary key': `${home} order by people.id limit 5`,
    'a key at the end': `${home} order by people.nickname, people.id desc limit 5`,
    'a unique column': `${home} order by people.email limit 5`,
    'a unique column that a condition keeps from null': `${home} where people.phone is not null order by people.phone limit 5`,
    'a key of two columns': 'select visits.note from visits order by visits.pet_id, visits.day limit 5',
    'the rest of a key, the first being given':
      'select visits.note from visits where visits.pet_id = :pet! order by visits.day limit 5',
    'one row at most': `${home} where people.id = :id! order by people.nickname limit 1`,
    'with ties': `${home} order by people.nickname fetch first 5 rows with ties`,
    'no limit': `${home} order by people.nickname`,
    'limit all': `${home} order by people.nickname limit all`,
    'no order': `${home} limit 5`,
    'the number of an output': 'select people.email, people.id from people order by 2 limit 5',
    'the name of an output': 'select people.id as number from people order by number limit 5',
    'another collation': `${home} order by people.email collate "C" limit 5`,
    'an aggregate': `select count(*) as people from people order by people limit 1`,
    'an aggregate of a subquery': `select max(few.id) as most from (${home} order by people.id limit 5) as few`,
    'a grouping by its group':
      'select pets.owner_id, count(*) as pets from pets group by pets.owner_id order by pets, pets.owner_id limit 5',
    'a grouping by a key and what hangs on it':
      'select people.id, people.email, count(*) as pets from people join pets on pets.owner_id = people.id group by people.id, people.email order by people.id limit 5',
    'a grouping by an expression':
      'select lower(pets.name) as low, count(*) as pets from pets group by lower(pets.name) order by low limit 5',
    distinct: 'select distinct pets.name from pets order by pets.name limit 5',
    'distinct on': 'select distinct on (pets.name) pets.id from pets order by pets.name limit 5',
    'the key of a joined row':
      'select pets.id, people.email from pets join people on people.id = pets.owner_id order by pets.id limit 5',
    'a left join to one row':
      'select pets.id, people.email from pets left join people on people.id = pets.owner_id order by pets.id limit 5',
    'a right join to one row':
      'select pets.id, people.email from people right join pets on people.id = pets.owner_id order by pets.id limit 5',
    'a join with using':
      'select id, visits.day from pets join (select visits.pet_id as id, visits.day from visits) as visits using (id) order by id, visits.day limit 5',
    'both keys of a join':
      'select people.id, pets.id as pet from people join pets on pets.owner_id = people.id order by people.id, pets.id limit 5',
    'a CTE that passes a key on':
      'with few as (select pets.id, pets.name from pets) select few.id from few order by few.name, few.id limit 5',
    'a subquery that passes a key on by another name':
      'select few.number from (select pets.id as number from pets) as few order by few.number limit 5',
    'a subquery with new names':
      'select few.a from (select pets.name, pets.id from pets) as few (b, a) order by few.a limit 5',
    'a lateral subquery of one row':
      'select people.id, pet.name from people left join lateral (select pets.name from pets where pets.owner_id = people.id order by pets.id limit 1) as pet on true order by people.id limit 5',
    'a lateral subquery with its key':
      'select people.id, pet.id as pet from people cross join lateral (select pets.id from pets where pets.owner_id = people.id) as pet order by people.id, pet.id limit 5',
    'an order in a subquery that a limit bounds': `select people.id from people where people.id in (select pets.owner_id from pets order by pets.id limit 5)`,
    exists: 'select exists (select from pets order by pets.name limit 1) as any_pets',
    'a list with its places':
      'select people.id from unnest(:ids!::int[]) with ordinality as wanted (id, place) join people on people.id = wanted.id order by wanted.place limit 5',
    'a series': 'select day.number from generate_series(1, 9) as day (number) order by day.number limit 5',
    'a function of one row': `select people.id from people cross join jsonb_populate_record(people, '{}') as patched order by people.id limit 5`,
    'a union without repetitions by all its columns':
      'select people.id, people.email from people union select pets.id, pets.name from pets order by id, email limit 5',
    'a union of two walks of one table':
      '(select people.id, people.nickname from people where people.phone = :phone! order by people.id limit 5) union all (select people.id, people.nickname from people where people.nickname = :nickname! order by people.id limit 5) order by nickname, id limit 5',
    'a difference by its key':
      'select people.id, people.email from people except select pets.id, pets.name from pets order by id limit 5',
    'what was written': `with gone as (delete from pets where pets.weight = 0 returning pets.id, pets.name) select gone.id from gone order by gone.name, gone.id limit 5`,
    'a window function':
      'select people.id, row_number() over (order by people.nickname) as place from people order by people.id limit 5',
    'a chain of joins':
      'select visits.day from visits join pets on pets.id = visits.pet_id left join people on people.id = pets.owner_id order by visits.pet_id, visits.day limit 5',
  },
}
