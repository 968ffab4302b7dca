import { afterAll, expect, test } from 'vitest'
import { openClient } from '../setup/migrate/open-client.js'
import { createTestDatabase } from '../../src/testing/index.js'

const database = await createTestDatabase()
const client = await openClient(database.url)
afterAll(async () => {
  await client.end()
  await database.drop()
})

/**
 * Foreign keys whose first column is not the first of any index, or only of one that leaves rows out. In a key of more
 * columns the first one is the id of the other row, which the others only go with.
 */
const withoutIndex = `
  select conname as name
  from pg_constraint
  where contype = 'f'
    and connamespace = 'public'::regnamespace
    and not exists (
      select from pg_index
      where indrelid = conrelid
        and indisvalid
        and indkey[0] = conkey[1]
        and (
          indpred is null
          or pg_get_expr(indpred, indrelid) = (
            select format('(%I IS NOT NULL)', attname)
            from pg_attribute
            where attrelid = conrelid and attnum = conkey[1]
          )
        )
    )
  order by conname`

test('every foreign key has an index after the last migration, so that a deletion reads no table whole', async () => {
  const { rows: all } = await client.query("select from pg_constraint where contype = 'f'")
  expect(all.length).toBeGreaterThan(15)
  const { rows } = await client.query<{ readonly name: string }>(withoutIndex)
  expect(rows).toEqual([])
})
