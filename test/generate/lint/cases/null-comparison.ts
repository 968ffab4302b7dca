import { home, type Cases } from '../cases.js'

export const nullComparison: Cases = {
  refused: {
    '= null': [`${home} where people.nickname = null limit 5`, 'people.nickname = null'],
    '<> null': [`${home} where people.nickname <> null limit 5`, 'people.nickname <> null'],
    '!= null': [`${home} where people.nickname != null limit 5`, 'people.nickname != null'],
    'null on the left': [`${home} where null = people.nickname limit 5`, 'null = people'],
    'a null with a type': [
      `${home} where people.nickname = null::text limit 5`,
      'people.nickname = null::text',
    ],
    'a written-out cast': [
      `${home} where people.nickname = cast(null as text) limit 5`,
      'people.nickname = cast(',
    ],
    'less than null': [`${home} where people.created_at < null limit 5`, 'people.created_at < null'],
    'in a list': [`${home} where people.nickname in ('a', null) limit 5`, 'people.nickname in'],
    'not in a list': [`${home} where people.nickname not in ('a', null) limit 5`, 'people.nickname not in'],
    'an array': [`${home} where people.nickname = any(array['a', null]) limit 5`, 'people.nickname = any'],
    'an array with a type': [
      `${home} where people.nickname <> all(array[null]::text[]) limit 5`,
      'people.nickname <> all',
    ],
    between: [`${home} where people.created_at between null and now() limit 5`, 'people.created_at between'],
    'in a row': [`${home} where (people.nickname, people.email) = (null, 'a') limit 5`, '(people.nickname, '],
    'in a list of rows': [
      `${home} where (people.nickname, people.email) in ((null, 'a')) limit 5`,
      '(people.nickname, ',
    ],
    'behind not': [`${home} where not people.nickname = null limit 5`, 'people.nickname = null'],
    'in a select list': [
      'select people.nickname = null as is_bare from people limit 5',
      'people.nickname = null',
    ],
    'in a case': [
      "select case when people.nickname = null then 'a' else 'b' end as name from people limit 5",
      'people.nickname = null',
    ],
    'a case of null': [
      "select case people.nickname when null then 'a' else 'b' end as name from people limit 5",
      'case people.nickname when',
    ],
    'in a filter': [
      'select count(*) filter (where people.nickname = null) as people from people',
      'people.nickname = null',
    ],
    'in a subquery of an update': [
      "update pets set name = 'x' where pets.owner_id in (select people.id from people where people.phone = null)",
      'people.phone = null',
    ],
    'in a join': [
      'select pets.id from pets join people on people.id = pets.owner_id and people.phone = null limit 5',
      'people.phone = null',
    ],
  },
  passed: {
    'is null': `${home} where people.nickname is null limit 5`,
    'is not distinct from': `${home} where people.nickname is not distinct from null limit 5`,
    'an update that sets null': 'update people set nickname = null where people.id = 1',
    'an upsert that sets null':
      'insert into visits (pet_id, day) values (1, :day!) on conflict (pet_id, day) do update set note = null',
    nullif: "select nullif(people.nickname, '') as name from people limit 5",
    'a default of null': 'select coalesce(people.nickname, null) as name from people limit 5',
    'a case that returns null':
      "select case when people.id = 1 then null else 'a' end as name from people limit 5",
    'a parameter': `${home} where people.nickname = :nickname limit 5`,
    'null in a string': `${home} where people.nickname = 'null' limit 5`,
  },
}
