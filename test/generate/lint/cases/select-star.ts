import type { Cases } from '../cases.js'

export const selectStar: Cases = {
  refused: {
    'a star': ['select * from people', '* from'],
    'returning a star': ['delete from people where people.id = 1 returning *', '*'],
    'in a CTE': ['with them as (select * from people) select them.id from them', '* from'],
    'a star of what is two tables': [
      'with one as (select p.* from people as p), two as (select p.id from pets as p) select one.id from one, two',
      'p.*',
    ],
    'a star of a CTE and a table': [
      'with them as (select people.id from people) select * from them join visits on visits.pet_id = them.id',
      '* from them',
    ],
    'a star of a function that returns rows': [
      'select * from jsonb_populate_recordset(null::pets, :rows!)',
      '* from',
    ],
    'in an insert': ['insert into visits select * from visits on conflict do nothing', '* from'],
    'in a union': [
      'select pet_names.id from pet_names union select id from (select * from pets) as p',
      '* from',
    ],
    'of a row': [
      'select (owner).id, (owner).nickname from (select (people).* as whole, people as owner from people) as p',
      '(people).*',
    ],
  },
  passed: {
    'a star of a subquery': 'select them.* from (select people.id from people) as them',
    'a bare star of a subquery': 'select * from (select people.id, people.email from people) as them',
    'a bare star of a CTE': 'with them as (select people.id from people) select * from them',
    'a bare star of a CTE and of a function':
      'with them as (select people.id from people) select * from them cross join unnest(:ids!::int[]) with ordinality as wanted (number, place)',
    'a star of a list': 'select * from unnest(:ids!::int[], :names!::text[]) as v (id, n)',
    'a star of a function by its alias': 'select v.* from unnest(:ids!::int[], :names!::text[]) as v (id, n)',
    'a star of JSON': 'select row.* from json_to_recordset(:rows!) as row (id int, name text)',
    'a star of values': "select * from (values (1, 'a')) as row (id, name)",
    'count(*)': 'select count(*) as people from people',
    'a star of a table': 'select people.*, pets.id as pet from people, pets',
    'a star of a CTE': 'with them as (select people.id from people) select them.* from them',
    'returning a star of a table':
      'update people set nickname = :nickname! where people.id = 1 returning people.*',
    'count(*) over a window': 'select count(*) over () as people, people.id from people',
    multiplication: 'select people.id * 2 as twice from people',
    'exists with a star': 'select exists (select * from people) as any_people',
    exists: 'select exists (select from people) as any_people',
    'a star in a comment and a string': `select people.id /* not * */, '*' as star from people`,
  },
}
