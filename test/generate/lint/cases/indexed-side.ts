import { home, type Cases } from '../cases.js'

export const indexedSide: Cases = {
  refused: {
    'a function': [`${home} where lower(people.email) = :email!`, 'lower('],
    'a function on the right': [`${home} where :email! = lower(people.email)`, 'lower('],
    'a cast to text': [`${home} where people.handle::text = :handle!`, 'people.handle::text'],
    'a cast of a key': [`${home} where people.id::text = :id!`, 'people.id::text'],
    'a cast to a date': [`${home} where people.created_at::date = :day!`, 'people.created_at::date'],
    'a written-out cast': [`${home} where cast(people.created_at as date) = :day!`, 'cast('],
    'a range': [`${home} where date_trunc('day', people.created_at) >= :day!`, 'date_trunc('],
    'a between': [`${home} where people.created_at::date between :a! and :b!`, 'people.created_at::date'],
    'a list': [`${home} where lower(people.email) = any(:emails!::text[])`, 'lower('],
    'a list of values': [`${home} where lower(people.email) in ('a', 'b')`, 'lower('],
    'two functions': [`${home} where lower(trim(people.email)) = :email!`, 'lower(trim('],
    arithmetic: [`${home} where people.created_at + interval '1 day' > now()`, 'people.created_at + '],
    coalesce: [`${home} where coalesce(people.email, '') = :email!`, 'coalesce('],
    'a join': ['select pets.id from pets join people on people.id::text = pets.name', 'people.id::text'],
    'a delete': [`delete from people where lower(people.email) = :email!`, 'lower('],
    'a column without a qualifier': ['select id from people where lower(email) = :email!', 'lower('],
    'an alias': ['select owner.id from people as owner where lower(owner.email) = :email!', 'lower('],
    'a cast beside an expression index of another sort': [
      `${home} where upper(people.nickname) = :nickname!`,
      'upper(',
    ],
    'a place cast for an operator': [
      `${home} where people.home::geometry && :box!::geometry(Polygon, 4326)`,
      'people.home::geometry',
    ],
    'a place cast for a function': [
      `${home} where st_intersects(people.home::geometry, :box!::geometry(Polygon, 4326))`,
      'people.home::geometry',
    ],
  },
  passed: {
    'a bare column': `${home} where people.email = lower(:email!)`,
    'an expression index': `${home} where lower(people.nickname) = :nickname!`,
    'no index at all': `${home} where people.born_on::text = :day!`,
    'a column that is not the first of its index':
      'select pets.id from pets where pets.weight::text = :weight!',
    'what differs': `${home} where lower(people.email) <> :email!`,
    'a cast to its own type': `${home} where people.id::int = :id!`,
    'a cast of varchar to text': `${home} where people.code::text = :code!`,
    'a cast of the other side': `${home} where people.created_at >= :day!::date`,
    'in a select list': `select lower(people.email) = 'a' as is_a from people`,
    'two columns of one row': `${home} where people.created_at::date = people.born_on`,
    'a bare column beside it': `${home} where people.email = :email! and lower(people.email) = :email!`,
    'a column of a subquery': `select found.id from (select people.id, people.email from people limit 5) as found where lower(found.email) = :email!`,
    'a pattern': `${home} where people.email::text like :pattern!`,
    'a place as it is': `${home} where people.home && :box!::geography(Polygon, 4326)`,
    'a test for null': `${home} where lower(people.email) is null`,
  },
}
