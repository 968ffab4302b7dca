import { home, type Cases } from '../cases.js'

export const offset: Cases = {
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
}
