/** The map of personal data: the marks in the comments of the columns. */

import { expect, it } from 'vitest'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

interface ColumnRow {
  readonly name: string
  readonly comment: string | null
  /** The columns that an index of the table begins with. */
  readonly indexed: readonly string[]
  readonly columns: readonly string[]
}

const listColumns = query<undefined, ColumnRow>(`
  select
    format('%s.%s', relation.relname, attribute.attname) as name,
    col_description(relation.oid, attribute.attnum) as comment,
    array(
      select first_column.attname::text
      from pg_index
      join pg_attribute as first_column
        on first_column.attrelid = pg_index.indrelid and first_column.attnum = pg_index.indkey[0]
      where pg_index.indrelid = relation.oid
    ) as indexed,
    array(
      select other.attname::text from pg_attribute as other where other.attrelid = relation.oid and other.attnum > 0
    ) as columns
  from pg_class as relation
  join pg_attribute as attribute on attribute.attrelid = relation.oid
  where relation.relnamespace = 'public'::regnamespace
    and relation.relkind in ('r', 'p')
    and not relation.relispartition
    and relation.relname !~ 'migrations$'
    and not exists (select from pg_depend where objid = relation.oid and deptype = 'e')
    and attribute.attnum > 0
    and not attribute.attisdropped
  order by 1`)

const columns = await db.many(listColumns)

it('says of every column whom it is about, or that it is about nobody', () => {
  const unclassified = columns.filter(
    ({ comment }) =>
      !/(?:^|\s)@(?:impersonal|personal [a-z0-9_.]+(?:, [a-z0-9_.]+)*)(?: @\w+(?: \w+)?)*$/.test(
        comment ?? '',
      ),
  )
  expect(unclassified.map(({ name }) => name)).toEqual([])
})

it('says of every column what it means', () => {
  const silent = columns.filter(({ comment }) => (comment ?? '').replace(/\s*@.*$/, '') === '')
  expect(silent.map(({ name }) => name)).toEqual([])
})

it('names paths that begin with a column of the table, by which an index finds the rows', () => {
  const wrong = columns.flatMap(({ name, comment, indexed, columns: own }) =>
    (/@personal ([a-z0-9_.]+(?:, [a-z0-9_.]+)*)/.exec(comment ?? '')?.[1]?.split(', ') ?? [])
      .map((path) => path.split('.')[0] ?? '')
      .filter((first) => !own.includes(first) || !indexed.includes(first))
      .map((first) => `${name}: ${first}`),
  )
  expect(wrong).toEqual([])
})
