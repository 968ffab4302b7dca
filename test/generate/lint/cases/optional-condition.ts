import { home, type Cases } from '../cases.js'

export const optionalCondition: Cases = {
  refused: {
    'or is null': [
      `${home} where (:email::text is null or people.email = :email) limit 5`,
      ':email::text is null',
    ],
    'the other way round': [
      `${home} where (people.email = :email or :email is null) limit 5`,
      'people.email = :email or',
    ],
    'several columns': [
      `${home} where (:email::text is null or people.email = :email) and people.code <> 'a' limit 5`,
      ':email::text is null',
    ],
    'a range': [
      `${home} where (:since::timestamptz is null or people.created_at >= :since) order by people.id limit 5`,
      ':since::timestamptz is null',
    ],
    'a cursor': [
      `${home} where (:afterTime::timestamptz is null or (people.created_at, people.id) < (:afterTime, :afterId!)) order by people.created_at desc, people.id desc limit 5`,
      ':afterTime::timestamptz is null',
    ],
    'a list': [
      `${home} where (:nicknames::text[] is null or people.nickname = any(:nicknames)) limit 5`,
      ':nicknames::text[] is null',
    ],
    'a radius': [
      `${home} where (:origin::geography is null or st_dwithin(people.home, :origin, 9)) limit 5`,
      ':origin::geography is null',
    ],
    coalesce: [
      `${home} where people.nickname = coalesce(:nickname, people.nickname) limit 5`,
      'people.nickname = coalesce(',
    ],
    'coalesce on the left': [
      `${home} where coalesce(:nickname, people.nickname) = people.nickname limit 5`,
      'coalesce(:nickname, people.nickname)',
    ],
    'coalesce of the condition': [
      `${home} where coalesce(people.nickname = :nickname, true) limit 5`,
      'coalesce(people.nickname = :nickname',
    ],
    case: [
      `${home} where case when :nickname::text is null then true else people.nickname = :nickname end limit 5`,
      'case when',
    ],
    'an empty list': [
      `${home} where (cardinality(:nicknames!::text[]) = 0 or people.nickname = any(:nicknames!)) limit 5`,
      'cardinality(',
    ],
    'an empty text': [`${home} where (:email! = '' or people.email = :email!) limit 5`, ":email! = ''"],
    'an alias': [
      'select p.id from public.people as p where (:email::text is null or p.email = :email) limit 5',
      ':email::text is null',
    ],
    'behind a partial index': [
      'select stalls.id from stalls where stalls.is_open and (:category::text is null or stalls.category = :category) limit 5',
      ':category::text is null',
    ],
    'the second column of an index': [
      'select stalls.id from stalls where stalls.keeper_id = :keeperId! and (:status::text is null or stalls.status = :status) limit 5',
      ':status::text is null',
    ],
    'in a CTE': [
      `with found as (select people.id from people where (:email::text is null or people.email = :email) limit 5) select found.id from found`,
      ':email::text is null',
    ],
    'in a join': [
      'select pets.id from pets join people on people.id = pets.owner_id and (:nickname::text is null or people.nickname = :nickname) limit 5',
      ':nickname::text is null',
    ],
  },
  passed: {
    'an optional clause': `${home} where true /*[if email]*/ and people.email = :email! /*[end]*/ limit 5`,
    'a column without an index': `${home} where (:day::date is null or people.born_on = :day) limit 5`,
    'a filter beside a key': `${home} where people.id = :id! and (:email::text is null or people.email = :email)`,
    'a filter beside another index':
      'select stalls.id from stalls where stalls.keeper_id = :keeperId! and (:category::text is null or stalls.category = :category) limit 5',
    'a column that may be null': `${home} where (people.nickname is null or people.nickname = :nickname!) limit 5`,
    'a comparison that null takes part in': `${home} where people.nickname is not distinct from :nickname limit 5`,
    'another parameter': `${home} where (:isAll::boolean is null or people.email = :email!) limit 5`,
    'in a select list': `select :email::text is null or people.email = :email as is_found from people limit 5`,
    'a value that is kept':
      'update people set nickname = coalesce(:nickname, people.nickname) where people.id = 1',
  },
}
