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
    'a column of a partial index, whose rows are asked for': [
      'select stalls.id from stalls where stalls.is_open and stalls.opened_at::date = :day! limit 5',
      'stalls.opened_at::date',
    ],
    'a column of a partial index, whose rows are asked for otherwise': [
      'select s.id from public.stalls as s where s.is_open = true and lower(s.category) = :category! limit 5',
      'lower(',
    ],
    'a column of a partial index, of which nothing is said': [
      'select stalls.id from stalls where stalls.opened_at::date = :day! limit 5',
      'stalls.opened_at::date',
    ],
    'a column of a partial index by a list': [
      "select stalls.id from stalls where stalls.status = 'active' and upper(stalls.name) = :name! limit 5",
      'upper(',
    ],
    'a place of a partial index': [
      'select stalls.id from stalls where stalls.is_open and st_intersects(stalls.place::geometry, :box!::geometry(Polygon, 4326)) limit 5',
      'stalls.place::geometry',
    ],
    'a column behind one that is given': [
      'select stalls.id from stalls where stalls.keeper_id = :keeperId! and stalls.closed_at is null and lower(stalls.status) = :status! limit 5',
      'lower(',
    ],
    'a cast of a key in a join': [
      'select stalls.id from stalls join people on people.id::text = stalls.status limit 5',
      'people.id::text',
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
    'a column of a partial index of other rows':
      'select stalls.id from stalls where not stalls.is_open and stalls.opened_at::date = :day! limit 5',
    'a column of a partial index of fewer rows':
      'select stalls.id from stalls where stalls.is_open = :isOpen! and stalls.opened_at::date = :day! limit 5',
    'the next row': 'select other.id from people join people as other on other.id = people.id + 1 limit 5',
    'the row before': 'select other.id from people join people as other on people.id - 1 = other.id limit 5',
    'a function beside an index of the other side':
      'select people.id from visits join people on people.email = lower(visits.note) limit 5',
    'a function of a column beside an index of the other side':
      'select pets.id from people join pets on pets.name = lower(people.nickname) limit 5',
    'a partial expression index':
      "select stalls.id from stalls where lower(stalls.name) = :name! and stalls.status = 'active'",
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
