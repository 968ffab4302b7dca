import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LintRuleName } from '../../../src/errors.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { Workspace } from '../../setup/generate/workspace.js'

/** SQL that a rule refuses, with what the caret points at, and SQL that it lets pass. */
interface Cases {
  readonly refused: Readonly<Record<string, readonly [sql: string, at: string]>>
  readonly passed: Readonly<Record<string, string>>
}

const home = 'select people.id from people'
const origin = ':origin!::geography'

const cases: Readonly<Record<LintRuleName, Cases>> = {
  'distance-comparison': {
    refused: {
      'in a where clause': [`${home} where st_distance(people.home, ${origin}) < :metres!`, 'st_distance('],
      'the other way round': [`${home} where 1000 >= st_distance(people.home, ${origin})`, 'st_distance('],
      'in kilometres': [`${home} where st_distance(people.home, ${origin}) / 1000 <= 5`, 'st_distance('],
      'with between': [`${home} where st_distance(people.home, ${origin}) between 10 and 20`, 'st_distance('],
      'behind or and not': [
        `${home} where people.id = 1 or not st_distance(people.home, ${origin}) > 5`,
        'st_distance(',
      ],
      'in a join': [
        'select people.id, friend.id as friend_id from people join people as friend on friend.id <> people.id and st_distance(people.home, friend.home) < 100',
        'st_distance(',
      ],
      'in an update': [
        `update people set nickname = 'near' where st_distance(people.home, ${origin}) < 9`,
        'st_distance(',
      ],
      'in a subquery': [
        `select 1 as one where exists (select from people where st_distance(people.home, ${origin}) < 9)`,
        'st_distance(',
      ],
      'behind the name of a column of a subquery': [
        `select place.id from (select people.id, st_distance(people.home, ${origin}) as metres from people) as place where place.metres < 9`,
        'place.metres < 9',
      ],
      'behind the name of a column of a CTE': [
        `with place as (select people.id, st_distance(people.home, ${origin}) as metres from people) select place.id from place where place.metres < 9`,
        'place.metres < 9',
      ],
      'with a schema and as a sphere': [
        `${home} where public.st_distancesphere(people.home::geometry, ${origin}::geometry) < 9`,
        'public.st_distancesphere',
      ],
      'although another radius is bounded': [
        `${home} where st_distance(people.home, ${origin}) < 9 and st_dwithin(people.home, :other!::geography, 9)`,
        'st_distance(',
      ],
      'in a clause that may be left out': [
        `${home} where true /*[if metres]*/ and st_distance(people.home, ${origin}) < :metres /*[end]*/`,
        'st_distance(',
      ],
    },
    passed: {
      st_dwithin: `${home} where st_dwithin(people.home, ${origin}, :metres!)`,
      'in a select list': `select st_distance(people.home, ${origin}) as metres from people`,
      'compared in a select list': `select st_distance(people.home, ${origin}) < 5 as is_near from people`,
      'in an order': `${home} order by st_distance(people.home, ${origin}), people.id limit 5`,
      'between two values': `${home} where st_distance(${origin}, :b!::geography) < 5`,
      'a ring whose outside an index bounds': `${home} where st_dwithin(people.home, ${origin}, 9) and st_distance(people.home, ${origin}) > 5`,
      'of rows that a limit has bounded': `with place as (select people.id, st_distance(people.home, ${origin}) as metres from people order by people.home <-> ${origin}, people.id limit 5) select place.id from place where place.metres < 9`,
    },
  },
  'indexed-side': {
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
  },
  'nearest-without-limit': {
    refused: {
      'an order by distance': [`${home} order by people.home <-> ${origin}`, 'people.home <-> '],
      'in any place of the order': [
        `${home} order by people.id, people.home <-> ${origin}`,
        'people.home <-> ',
      ],
      'by the name of an output': [
        `select people.id, people.home <-> ${origin} as metres from people order by metres`,
        'metres',
      ],
      'with limit all': [`${home} order by people.home <-> ${origin} limit all`, 'people.home <-> '],
      'in a CTE': [
        `with near as (select people.id from people order by people.home <-> ${origin}) select near.id from near`,
        'people.home <-> ',
      ],
      'once its limit is left out': [
        `${home} order by people.home <-> ${origin}, people.id /*[if rows]*/ limit :rows /*[end]*/`,
        'people.home <-> ',
      ],
    },
    passed: {
      'a limit': `${home} order by people.home <-> ${origin}, people.id limit 5`,
      'with ties': `${home} order by people.home <-> ${origin} fetch first 5 rows with ties`,
      'in a select list': `select people.home <-> ${origin} as metres from people`,
      'the nearest of each group': `select distinct on (people.nickname) people.id from people order by people.nickname, people.home <-> ${origin}`,
      'of rows that are bounded already': `with near as (select people.id, people.home from people order by people.home <-> ${origin}, people.id limit 5) select near.id from near order by near.home <-> :other!::geography`,
      'in a lateral subquery with a limit': `select people.id, near.id as near_id from people cross join lateral (select other.id from people as other order by other.home <-> people.home, other.id limit 1) as near`,
      'another order': `${home} order by people.id`,
    },
  },
  offset: {
    refused: {
      'a page': [`${home} order by people.id limit 5 offset :skipped!`, ':skipped!'],
      'a number': [`${home} order by people.id offset 10 rows fetch next 5 rows only`, '10 rows'],
      'in a subquery': [`select page.id from (${home} order by people.id offset 3) as page`, '3) as page'],
    },
    passed: {
      'no offset': `${home} order by people.id limit 5`,
      'offset 0, which keeps a subquery whole': `select page.id from (${home} offset 0) as page`,
      'a column of that name': 'select 1 as "offset"',
    },
  },
  'select-star': {
    refused: {
      'a star': ['select * from people', '* from'],
      'returning a star': ['delete from people where people.id = 1 returning *', '*'],
      'in a CTE': ['with them as (select * from people) select them.id from them', '* from'],
      'a star of a subquery': ['select them.* from (select people.id from people) as them', 'them.*'],
      'a star of what is two tables': [
        'with one as (select p.* from people as p), two as (select p.id from pets as p) select one.id from one, two',
        'p.*',
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
  },
  'total-order': {
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
      'a view, whose keys are not known': [
        'select pet_names.id from pet_names order by pet_names.id limit 5',
        'pet_names.id limit',
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
  },
  'unbounded-write': {
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
  },
}

let database: TestDatabase

beforeAll(async () => {
  const directory = fileURLToPath(new URL('schema', import.meta.url))
  database = await createTestDatabase({ migrations: { directory } })
})
afterAll(() => database.drop())

async function mistakesOf(files: Readonly<Record<string, string>>) {
  await using workspace = await Workspace.create(database.url, files)
  return await workspace.mistakes({ lint: true })
}

describe.each(Object.entries(cases))('%s', (rule, { refused, passed }) => {
  // One run for all statements of a rule: each is a query in a file of its own.
  const names = [...Object.keys(refused), ...Object.keys(passed)]
  const fileOf = (name: string) => `${String(names.indexOf(name)).padStart(2, '0')}.sql`
  let found: Awaited<ReturnType<typeof mistakesOf>>

  beforeAll(async () => {
    const statements = [
      ...Object.entries(refused).map(([name, [sql]]) => [name, sql] as const),
      ...Object.entries(passed),
    ]
    found = await mistakesOf(
      Object.fromEntries(
        statements.map(([name, sql]) => [
          fileOf(name),
          `/* @name query${names.indexOf(name)} */\n-- Prose, with an é and a 😀.\n${sql};\n`,
        ]),
      ),
    )
  })

  const of = (name: string) => found.filter(({ file }) => file.endsWith(`/${fileOf(name)}`))

  it.each(Object.entries(refused))('refuses %s', (name, [, at]) => {
    const own = of(name).filter((mistake) => mistake.rule === rule)
    expect(own, JSON.stringify(of(name), null, 2)).toHaveLength(1)
    const [mistake] = own
    expect(mistake).toMatchObject({ line: 3, sqlState: null })
    expect(mistake?.source.slice(mistake.column - 1, mistake.column - 1 + at.length)).toBe(at)
    expect(mistake?.hint).toContain(`-- lint-disable ${rule}: reason`)
    expect(
      of(name)
        .map((other) => other.rule)
        .filter((other) => !(other in cases)),
    ).toEqual([])
  })

  it.each(Object.keys(passed))('lets pass %s', (name) => {
    expect(of(name).filter((mistake) => mistake.rule === rule || !(mistake.rule in cases))).toEqual([])
  })
})
