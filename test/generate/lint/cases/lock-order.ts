import type { Cases } from '../cases.js'

/** A statement that locks the rows of a query. */
const locking = (select: string) =>
  `with locked as (${select}) delete from visits using locked where visits.pet_id = locked.id`

export const lockOrder: Cases = {
  refused: {
    'for update of a list': [
      locking('select pets.id from pets where pets.owner_id = :ownerId! limit 5 for update'),
      'pets where',
    ],
    'for share by keys': [
      locking('select pets.id from pets where pets.id = any(:ids!::int[]) for share'),
      'pets where',
    ],
    'for no key update by a list': [
      locking('select pets.id from pets where pets.id in (1, 2) for no key update'),
      'pets where',
    ],
    'for key share': [
      locking('select pets.id from pets where pets.id = any(:ids!::int[]) for key share'),
      'pets where',
    ],
    'by unnest': [
      locking(
        'select pets.id from unnest(:ids!::int[]) as wanted (id) join pets on pets.id = wanted.id for update of pets',
      ),
      'pets)',
    ],
    'of one of the tables': [
      locking(
        'select pets.id from pets join people on people.id = pets.owner_id where people.id = 1 for update of pets',
      ),
      'pets)',
    ],
    'an alias and a schema': [
      locking('select p.id from public.pets as p where p.weight > 3 limit 5 for update of p'),
      'p)',
    ],
    'of the statement itself': [
      'select pets.id from pets where pets.owner_id = :ownerId! limit 5 for update',
      'pets where',
    ],
    'in a subquery': [
      'update pets set weight = 0 where pets.id in (select p.id from pets as p where p.owner_id = 1 for update)',
      'pets as p',
    ],
    'of rows that a page names': [
      locking(
        'select pets.id from (select p.id from pets as p order by p.weight, p.id limit 9) as page join pets on pets.id = page.id for update of pets',
      ),
      'pets)',
    ],
  },
  passed: {
    'one row by its key': locking('select pets.id from pets where pets.id = :id! for update'),
    'one row by limit 1': locking('select pets.id from pets where pets.owner_id = 1 limit 1 for update'),
    'in order': locking(
      'select pets.id from pets where pets.id = any(:ids!::int[]) order by pets.id for update',
    ),
    'skip locked': locking('select pets.id from pets where pets.weight = 0 limit 5 for update skip locked'),
    nowait: locking('select pets.id from pets where pets.id = any(:ids!::int[]) for update nowait'),
    'many rows of which one is locked': locking(
      'select pets.id from people join pets on pets.owner_id = people.id where people.id = :id! for update of people',
    ),
    'the row that a row names': locking(
      'select people.id from pets join people on people.id = pets.owner_id where pets.id = :id! for update of people',
    ),
    'the row of a partial unique index': locking(
      "select stalls.id from stalls where stalls.name = :name! and stalls.status = 'active' for update",
    ),
    'of the statement itself, in order':
      'select pets.id from pets where pets.id = any(:ids!::int[]) order by pets.id for share',
    'of the statement itself, one row': 'select pets.id from pets where pets.id = :id! for no key update',
    'a queue': 'select pets.id from pets where pets.weight = 0 limit 5 for update skip locked',
    'no lock': 'select pets.id from pets where pets.id = any(:ids!::int[])',
    'an update of several rows': 'update pets set weight = 0 where pets.id = any(:ids!::int[])',
  },
}
