import type { Cases } from '../cases.js'

export const crossJoin: Cases = {
  refused: {
    'a comma': ['select people.id, pets.name from people, pets limit 5', 'people, pets'],
    'a comma and conditions on each side': [
      'select people.id, pets.name from people, pets where people.nickname = :nickname! and pets.weight > 3 limit 5',
      'people, pets',
    ],
    'cross join': ['select people.id, pets.name from people cross join pets limit 5', 'people cross join'],
    'on true': ['select people.id, pets.name from people join pets on true limit 5', 'people join'],
    'left join on true': [
      'select people.id, pets.name from people left join pets on true limit 5',
      'people left',
    ],
    'on a condition of one side': [
      'select people.id, pets.name from people join pets on pets.weight > 3 limit 5',
      'people join',
    ],
    'on a condition of the same side twice': [
      'select owner.id, pet.name from people as owner join pets as pet on pet.id = pet.id limit 5',
      'people as owner',
    ],
    'three tables of which two are joined': [
      'select people.id, visits.day from people join pets on pets.owner_id = people.id, visits limit 5',
      'people join',
    ],
    'with a schema': ['select p.id from public.people as p, public.pets as q limit 5', 'public.people'],
    'a subquery': [
      'select count(*) as pairs from people, (select pets.id from pets) as every_pet',
      'people, (',
    ],
    'a CTE': [
      'with heavy as (select pets.id from pets where pets.weight > 9) select count(*) as pairs from people, heavy',
      'people, heavy',
    ],
    'within exists': [
      'select exists (select from people, pets where people.nickname is null) as any_pair',
      'people, pets',
    ],
    'in an update': [
      `update pets set name = 'x' from people where people.nickname = :nickname! and pets.weight > 3`,
      'people where',
    ],
    'in a delete': [
      'delete from pets using people where people.nickname = :nickname! and pets.weight > 3',
      'people where',
    ],
  },
  passed: {
    'a comma and a condition': 'select people.id from people, pets where pets.owner_id = people.id limit 5',
    'a condition that is no equality':
      'select people.id from people, stalls where st_dwithin(people.home, stalls.place, 9) limit 5',
    'a condition behind or':
      'select people.id from people, pets where (pets.owner_id = people.id or pets.name = people.nickname) limit 5',
    'a condition in exists':
      'select people.id from people, pets where exists (select from visits where visits.pet_id = pets.id and visits.note = people.nickname) limit 5',
    using:
      'select people.id from people join (select pets.owner_id as id from pets) as owned using (id) limit 5',
    'a natural join':
      'select id from people natural join (select pets.owner_id as id from pets) as owned limit 5',
    'a lateral subquery':
      'select people.id from people cross join lateral (select pets.id from pets where pets.owner_id = people.id) as own limit 5',
    'a lateral function':
      'select pets.id, tag.tag from pets cross join lateral unnest(pets.tags) as tag (tag) limit 5',
    'a table that a function joins':
      'select pets.id from pets cross join lateral unnest(pets.tags) as tag (tag), stall_tags where stall_tags.tag = tag.tag limit 5',
    'a row that all share':
      'with wanted as (select people.home from people where people.id = :id!) select stalls.id from stalls, wanted limit 5',
    'a row by its key':
      'select pets.id, people.email from pets cross join people where people.id = :id! limit 5',
    'an aggregate':
      'select pets.id, total.weight from pets cross join (select sum(pets.weight) as weight from pets) as total limit 5',
    'a series':
      'select day.number, people.id from generate_series(1, 7) as day (number) cross join people limit 5',
    'a list of values':
      "select people.id, level.name from people cross join (values ('low'), ('high')) as level (name) limit 5",
    'rows that a limit bounds':
      'select people.id, few.id as pet from people cross join (select pets.id from pets order by pets.id limit 3) as few limit 5',
    'rows by given keys':
      'select people.id, pets.id as pet from people cross join pets where pets.id = any(:ids!::int[]) limit 5',
    'one parameter for both':
      'select people.id, pets.id as pet from people, pets where people.nickname = :name! and pets.name = :name! limit 5',
    'an update by a row of a CTE': `with admin as (select people.id from people where people.id = :id!) update pets set name = 'x' from admin where pets.id = :petId!`,
  },
}
